"""Typesetting a document: words and figures in, a tagged PDF out, with nothing written to disk.

Typst makes PDF/UA-1 and PDF/A-2a in one file, offline, with fonts that come as packages (Latin,
Cyrillic and Arabic script). It sees the template of the room and the style of the house
(``typst/house.typ``, by ``#import "house.typ": *``) and no file besides. What people typed reaches
it as values, never as markup. It is imported inside the function: a page that prints nothing
should not load it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kmt.kernel.refusals import Refused

_STYLE = "house.typ"


class PrintFailed(Refused):
    """The typesetter refused the template or the data: a mistake in the program.

    ``diagnosis`` says which to who mends it; it may quote the data, so it is never logged.
    """

    def __init__(self, diagnosis: str) -> None:
        """Take what the typesetter said; the reader gets a sentence."""
        super().__init__(
            "Het document kon niet worden gemaakt. Er is niets bewaard of verstuurd.",
            "Probeer het nog een keer. Lukt het weer niet, meld het dan aan de beheerder.",
        )
        self.diagnosis = diagnosis


def typeset(template: Traversable, content: Mapping[str, object], *, moment: datetime) -> bytes:
    """Typeset; ``moment`` is the only time in the file: the same input gives the same bytes.

    ``content`` is what JSON can hold; the template reads it as ``sys.inputs.content``. Raises
    :class:`PrintFailed`.
    """
    import typst

    seen = {"main.typ": template.read_bytes(), _STYLE: _style()}
    try:
        pdf = typst.compile(
            seen,  # type: ignore[call-overload]
            format="pdf",
            font_paths=list(_fonts()),
            ignore_system_fonts=True,
            sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as problem:
        raise PrintFailed(str(problem)) from None
    return bytes(pdf)


@cache
def _style() -> bytes:
    """The look of the house, which templates import."""
    return (files("kmt.kernel") / "typst" / _STYLE).read_bytes()


@cache
def _fonts() -> tuple[str, ...]:
    """The folders of the fonts; typst brings no sans-serif along."""
    import font_source_sans_pro
    import pylopdf_fonts_ar

    latin = Path(font_source_sans_pro.__file__).parent / "files"
    return str(latin), str(pylopdf_fonts_ar.sans_path().parent)
