"""Steps of a track as data: what happened opens and closes other steps, and starts or ends terms.

How a cell is written: parts by ``|``, alternatives by ``/`` (the first that holds), a condition by
``?`` (this step or circumstance must have happened), ``@`` what it is counted from (the end of
another term), ``*`` behind a rule that comes back, ``*`` alone for everything.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kmt.vocabulary.entries import Dated

ALL = "*"


class Kind(StrEnum):
    """A step of the procedure, a circumstance of the person, or something to have at hand."""

    STEP = "step"
    FACT = "fact"
    CHECK = "check"


class Nature(StrEnum):
    """What the day of a term means to who works on the case.

    Do it before then; something ends then; a way opens then; another must have done it by then.
    """

    BEFORE = "before"
    ENDS = "ends"
    OPENS = "opens"
    WATCH = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One name in a cell: a step or a rule, when it counts and from what."""

    name: str
    only_if: str = ""
    after: str = ""
    returns: bool = False

    def counts(self, happened: Collection[str]) -> bool:
        """Whether its condition is met by what happened."""
        return not self.only_if or self.only_if in happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Dated):
    """One step of a track, as the rules of a day have it."""

    code: str
    kind: Kind
    ways: tuple[str, ...]
    meaning: str
    at_start: bool
    again: bool
    starts: tuple[tuple[Link, ...], ...]
    meets: tuple[str, ...]
    drops: tuple[str, ...]
    pauses: tuple[str, ...]
    resumes: tuple[str, ...]
    opens: tuple[Link, ...]
    closes: tuple[Link, ...]
    paper: tuple[str, ...]
    who: str
    law_ref: str
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a term is called, and the line among what must happen (none: it stands on the page).

    ``ticks`` is the step that was taken when somebody ticks that line off.
    """

    rule: str
    nature: Nature
    dutch: str
    line: str
    ticks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A procedure: its steps, each with the versions it has."""

    code: str
    steps: Mapping[str, tuple[Step, ...]]


def parse_links(text: str) -> tuple[Link, ...]:
    """The parts of a cell without alternatives."""
    return tuple(_link(one) for one in text.split("|") if one)


def parse_starts(text: str) -> tuple[tuple[Link, ...], ...]:
    """The parts of a cell with alternatives, in order."""
    return tuple(tuple(_link(one) for one in part.split("/")) for part in text.split("|") if part)


def parse_names(text: str) -> tuple[str, ...]:
    """The names in a cell that holds nothing else."""
    return tuple(one for one in text.split("|") if one)


def _link(text: str) -> Link:
    rest, _, only_if = text.partition("?")
    name, _, after = rest.partition("@")
    returns = name != ALL and name.endswith(ALL)
    return Link(
        name=name.removesuffix(ALL) if returns else name,
        only_if=only_if,
        after=after,
        returns=returns,
    )
