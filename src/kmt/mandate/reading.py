"""What the reads of this room return: frozen values, in which no name of a person stands."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kmt.attachments.queries import FileLine
from kmt.mandate.rules import CROSSING, THEMES, Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One item that is asked of municipalities, in the version that holds on a day.

    ``status``: what it rests on (source, proposal, inference, verify). ``due_before``: met before
    this day; ``due_words`` gives both readings where sources differ. ``term``: how long evidence
    counts when it names no end (ISO 8601; empty: no end). ``own``: the region's own item.
    ``until``: the last day it was asked, where it ended.
    """

    item: str
    version: int
    title: str
    words: str
    themes: tuple[int, ...]
    origin: str
    source: str
    status: str
    said_by: str
    since: date
    since_words: str = ""
    due_before: date | None = None
    due_words: str = ""
    evidence: str
    term: str = ""
    suggests: str = ""
    own: bool = False
    reason: str = ""
    ended: bool = False

    @property
    def theme(self) -> int:
        """Its one theme, or :data:`CROSSING` for an item that goes across all."""
        return self.themes[0] if len(self.themes) == 1 else CROSSING


#: In the order in which themes are shown: the five, then what goes across them.
SHOWN_THEMES = (*THEMES, CROSSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """One piece of evidence; ``counts`` on the day that was asked about.

    ``files`` stand on the page of one item only.
    """

    id: UUID
    kind: str
    title: str
    link: str
    number: str
    dated: date
    start: date
    until: date | None
    origin: str
    counts: bool
    at: datetime
    withdrawn_why: str = ""
    files: tuple[FileLine, ...] = ()

    @property
    def may_go(self) -> bool:
        """Whether there is something left to take away: that it counts, or its files."""
        return not self.withdrawn_why or bool(self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item of one municipality on a day.

    ``code`` as shown (:class:`.Code`, ``expired`` among them), ``words`` the same in words,
    ``said`` whether the municipality said anything. ``until``: the last day that the evidence
    counts. ``edition``: hand it back when writing. ``version``: of the obligation it was about.
    """

    obligation: Obligation
    code: Code
    words: str
    said: bool
    why: str = ""
    owner: str = ""
    next_step: str = ""
    next_on: date | None = None
    review_on: date | None = None
    counts: bool = False
    until: date | None = None
    evidence: tuple[EvidenceView, ...] = ()
    opinion: str = ""
    opinion_reason: str = ""
    edition: int = 0
    version: int = 1
    at: datetime | None = None
    ask: str = ""
    ask_by: date | None = None

    @property
    def outdated(self) -> bool:
        """Whether the obligation changed after this was said."""
        return self.said and self.version < self.obligation.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many items stand how; ``total`` leaves out what does not apply."""

    met: int = 0
    expired: int = 0
    under_way: int = 0
    not_started: int = 0
    not_applicable: int = 0

    @property
    def total(self) -> int:
        """What applies."""
        return self.met + self.expired + self.under_way + self.not_started


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTally:
    """The same for one theme, 0 for what goes across them."""

    theme: int
    words: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityView:
    """One municipality on a day: its items in order, counts per theme, what is next and asked."""

    municipality: str
    name: str
    on: date
    items: tuple[ItemView, ...]
    themes: tuple[ThemeTally, ...]
    tally: Tally
    shared_since: date | None
    own: bool
    invented: bool

    @property
    def met(self) -> int:
        """How many are met with evidence that counts."""
        return self.tally.met

    @property
    def total(self) -> int:
        """How many apply."""
        return self.tally.total

    @property
    def next(self) -> tuple[ItemView, ...]:
        """The steps that are planned, soonest first."""
        steps = [one for one in self.items if one.next_step and one.code != Code.MET]
        return tuple(sorted(steps, key=lambda one: (one.next_on or date.max, one.obligation.item)))

    @property
    def asked(self) -> tuple[ItemView, ...]:
        """What is asked this quarter."""
        return tuple(one for one in self.items if one.ask)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one item stands in one municipality: code, the letter of the table, the words."""

    item: str
    code: Code
    letter: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """One municipality; ``cells`` in the order of the obligations, empty when not ``shown``."""

    municipality: str
    name: str
    shown: bool
    cells: tuple[Cell, ...] = ()
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """How many municipalities stand how on one item."""

    obligation: Obligation
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionView:
    """The region on a day: a page of its municipalities, and the totals of all of them.

    ``withheld``: how many municipalities of this page do not share their details with the reader.
    """

    on: date
    obligations: tuple[Obligation, ...]
    rows: tuple[RegionRow, ...]
    per_item: tuple[ItemTally, ...]
    themes: tuple[ThemeTally, ...]
    tally: Tally
    municipalities: int
    withheld: int
    page: int
    pages: int
    invented: bool

    @property
    def met(self) -> int:
        """How many standings are met, over all municipalities and items."""
        return self.tally.met

    @property
    def total(self) -> int:
        """How many apply, over all municipalities and items."""
        return self.tally.total


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """How many items were met at the end of a year (the running year: today), of how many."""

    year: int
    met: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """A published figure about municipalities: never without its year, its base and its status.

    ``about`` is the item it comes nearest to, ``counts`` what it counts (only a count of
    municipalities can stand beside ours).
    """

    id: str
    year: str
    source: str
    figure: str
    base: str
    status: str
    about: str
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of the history of an item: what was said, given, withdrawn or thought of it."""

    kind: str
    words: str
    why: str
    at: datetime
    who: str
    on: date
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A published figure with ours beside it; ``why_not`` says why ours cannot stand there."""

    monitor: Monitor
    obligation: Obligation | None
    met: int
    of: int
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLine:
    """What is asked of a municipality about one item this quarter, and by when."""

    item: str
    title: str
    ask: str
    by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterRow:
    """What is asked of one municipality; ``not_said``: on how many items nothing is filled in."""

    municipality: str
    name: str
    asks: tuple[AskLine, ...]
    not_said: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterView:
    """What is asked of whom in the quarter that ``start`` begins, for whom the reader may see."""

    start: date
    end: date
    rows: tuple[QuarterRow, ...]
    withheld: int
    page: int
    pages: int
    invented: bool
