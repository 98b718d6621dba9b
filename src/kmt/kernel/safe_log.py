"""Logs that say what happened to the program and never who was in view.

An error report of a framework carries the address, the form, and the message of the exception, and
any of these can hold a name. This formatter keeps the kind of the exception and its place in the
code. Only loggers of the product itself (``kmt.…``) may add words, because those are ours.
"""

import logging
from pathlib import Path
from types import TracebackType

SOURCE = Path(__file__).resolve().parents[2]
OWN = "kmt."


class SafeFormatter(logging.Formatter):
    """Time, level, logger, kind of exception and place in the code; nothing that was typed."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; the message only of our own loggers."""
        words = [self.formatTime(record), record.levelname, record.name]
        if record.name.startswith(OWN):
            words.append(record.getMessage())
        error = record.exc_info[1] if record.exc_info else None
        place = f"at {_short(record.pathname)}:{record.lineno}"
        words.append(what_and_where(error) if error else place)
        return " ".join(words)


def what_and_where(error: BaseException | None) -> str:
    """The kind of an exception, of its cause, and its place in the code; never its words."""
    if error is None:
        return "nothing"
    because = error.__cause__ or error.__context__
    kinds = type(error).__qualname__ + (f" from {type(because).__qualname__}" if because else "")
    return f"{kinds} at {_place(error.__traceback__)}"


def _place(trace: TracebackType | None) -> str:
    """The innermost line of our own code; of other code when ours was not passed."""
    found = "an unknown place"
    own = ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        found = f"{_short(name)}:{trace.tb_lineno}"
        if Path(name).is_relative_to(SOURCE):
            own = found
        trace = trace.tb_next
    return f"{own} (raised at {found})" if own and own != found else found


def _short(name: str) -> str:
    """The path below the source folder or below the folder of installed packages."""
    path = Path(name)
    if path.is_relative_to(SOURCE):
        return str(path.relative_to(SOURCE))
    _, found, below = name.rpartition("site-packages/")
    return below if found else path.name
