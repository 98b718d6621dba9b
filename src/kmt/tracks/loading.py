"""Reads the tracks: steps, what their terms mean, and who can have told us. Data with sources.

A table that names a step or a rule that is nowhere is refused at once, with file and row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kmt.kernel import clock
from kmt.tracks.rules import Book, Kind, Line, Nature, Step, Track
from kmt.tracks.rules.steps import ALL, Link, parse_links, parse_names, parse_starts
from kmt.vocabulary.entries import STATUSES
from kmt.vocabulary.loading import vocabulary
from kmt.vocabulary.parsing import cited
from kmt.vocabulary.queries import deadline_versions, warning_lengths
from kmt.vocabulary.tables import Row, rows

DATA = Path(__file__).parent / "data"
RESIDENCE, CRIMINAL, COMPENSATION = TRACKS = ("residence", "criminal", "compensation")
COLUMNS = (
    "step kind way dutch meaning start again starts meets drops pauses resumes opens closes paper"
    " who law_ref status source valid_from valid_to"
)
LINES = "rule nature dutch line ticks"
TOLD_BY = "code dutch"
#: From whom we know what somebody ticked off on the page of the case; not offered as a choice.
TICKED = "ticked"
#: The ways to compensation, and the word for what all of them need.
ORDER, CIVIL, FUND = WAYS = ("order", "civil", "fund")
_EVERY_WAY = "all"
_YES = frozenset({"yes", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """Every track, what terms mean and who can have told us."""

    tracks: Mapping[str, Track]
    lines: Mapping[str, Line]
    told_by: Mapping[str, str]

    @property
    def everything(self) -> tuple[Track, ...]:
        """The tracks in the order of the page."""
        return tuple(self.tracks[code] for code in TRACKS)


@cache
def tracks() -> Tracks:
    """The tracks of the house, read at first use and kept."""
    return load(DATA)


def book() -> Book:
    """The tables that the clock of today rests on."""
    return Book(
        rules=deadline_versions(), lines=tracks().lines, warnings=warning_lengths(clock.today())
    )


def load(folder: Path) -> Tracks:
    """Read the tables of a folder; ``VocabularyBroken`` names file and row of what is wrong."""
    lines = {one.rule: one for one in map(_line, rows(folder, "lines.csv", LINES))}
    told_by = {
        one.needed("code"): one.needed("dutch") for one in rows(folder, "told_by.csv", TOLD_BY)
    }
    found = {code: _track(folder, code, lines) for code in TRACKS}
    steps = {code for track in found.values() for code in track.steps}
    for row in rows(folder, "lines.csv", LINES):
        row.one_of("ticks", frozenset({"", *steps}))
    return Tracks(
        tracks=MappingProxyType(found),
        lines=MappingProxyType(lines),
        told_by=MappingProxyType(told_by),
    )


def _line(row: Row) -> Line:
    rule = row.one_of("rule", frozenset(deadline_versions()))
    nature = Nature(row.one_of("nature", frozenset(Nature)))
    return Line(
        rule=rule,
        nature=nature,
        dutch=row.needed("dutch"),
        line=row.text("line"),
        ticks=row.text("ticks"),
    )


def _track(folder: Path, code: str, lines: Mapping[str, Line]) -> Track:
    table = list(rows(folder, f"{code}.csv", COLUMNS))
    steps: dict[str, tuple[Step, ...]] = {}
    for row in table:
        step = _step(row)
        if any(step.overlaps(other) for other in steps.get(step.code, ())):
            raise row.broken(f"{step.code!r} stands here twice, with periods that overlap.")
        steps[step.code] = (*steps.get(step.code, ()), step)
        for rule in _rules_of(step):
            if rule not in lines:
                raise row.broken(f"the rule {rule!r} is not in lines.csv.")
    track = Track(code=code, steps=MappingProxyType(steps))
    for row in table:
        for name in _named(row):
            if name not in {ALL, *steps}:
                raise row.broken(f"the step {name!r} is not in this table.")
    return track


def _step(row: Row) -> Step:
    valid_from, valid_to = row.period()
    ways = parse_names(row.text("way"))
    return Step(
        code=row.needed("step"),
        dutch=row.needed("dutch"),
        english=row.needed("step").replace("_", " "),
        kind=Kind(row.one_of("kind", frozenset(Kind))),
        ways=WAYS if _EVERY_WAY in ways else ways,
        at_start=row.one_of("start", _YES) == "yes",
        again=row.one_of("again", _YES) == "yes",
        starts=parse_starts(row.text("starts")),
        opens=parse_links(row.text("opens")),
        closes=parse_links(row.text("closes")),
        meets=parse_names(row.text("meets")),
        drops=parse_names(row.text("drops")),
        pauses=parse_names(row.text("pauses")),
        resumes=parse_names(row.text("resumes")),
        paper=parse_names(row.text("paper")),
        meaning=row.text("meaning"),
        who=row.text("who"),
        law_ref=row.text("law_ref"),
        status=row.one_of("status", STATUSES),
        source=cited(row, vocabulary().sources),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _rules_of(step: Step) -> Iterator[str]:
    links: list[Link] = [link for part in step.starts for link in part]
    yield from (link.name for link in links)
    yield from (link.after for link in (*links, *step.opens) if link.after)
    for names in (step.meets, step.drops, step.pauses, step.resumes, step.paper):
        yield from (name for name in names if name != ALL)


def _named(row: Row) -> Iterator[str]:
    """The steps that a row opens and closes."""
    for column in ("opens", "closes"):
        yield from (link.name for link in parse_links(row.text(column)))
