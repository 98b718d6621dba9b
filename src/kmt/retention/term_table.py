"""Loads the retention terms from their table, once, and refuses data that contradict themselves.

A change of law ends one line and adds another: periods of the same row and kind may not overlap.
"""

import re
from functools import cache
from pathlib import Path

from kmt.lawfulness.entries import STATUSES
from kmt.lawfulness.loading import DATA
from kmt.retention.terms import (
    BESIDE,
    ENDLESS,
    Afterwards,
    Applies,
    Event,
    Nature,
    Term,
)
from kmt.vocabulary.durations import Duration
from kmt.vocabulary.tables import Row, rows

COLUMNS = (
    "id kinds compartment dutch starts counts term nature more more_for afterwards applies"
    " basis status note verify valid_from valid_until"
)
COMPARTMENTS = frozenset({"R0", "R1", "R2", "R3", "R6", "R7", "ANY", "VT", "MUNICIPALITY"})
_ID, _KIND = re.compile(r"T\d\d"), re.compile(r"[a-z][a-z_]+")
_MORE_FOR = frozenset({"", "added", "extension"})
#: What follows a term must fit what it is: a limit is never left to somebody's choice.
_FOLLOWS = {
    Nature.SHIELD: frozenset({Afterwards.SHIELD}),
    Nature.PERMANENT: frozenset({Afterwards.KEEP}),
    Nature.FIXED_OR_LONGER: frozenset({Afterwards.DECIDE}),
    Nature.WITHIN: frozenset({Afterwards.DECIDE}),
    Nature.FIXED: frozenset({Afterwards.DESTROY, Afterwards.DECIDE}),
}


@cache
def retention_terms() -> tuple[Term, ...]:
    """The project's own terms, read at first use and kept."""
    return load(DATA)


def load(folder: Path) -> tuple[Term, ...]:
    """Read the table of a folder; the refusal names file, row and column."""
    found: list[Term] = []
    for line in rows(folder, "retention.csv", COLUMNS):
        term = _term(line)
        if any(term.id == other.id and term.overlaps(other) for other in found):
            raise line.broken(f"'valid_from': {term.id} stands here twice, in one period.")
        if any(_both_carry(term, other) for other in found):
            raise line.broken(f"'kinds': another row than {term.id} has a term for this kind.")
        found.append(term)
    return tuple(found)


def _both_carry(term: Term, other: Term) -> bool:
    carry = term.nature not in BESIDE and other.nature not in BESIDE
    return carry and term.overlaps(other)


def _term(line: Row) -> Term:
    nature = Nature(line.one_of("nature", frozenset(Nature)))
    starts = line.one_of("starts", frozenset({"", *Event}))
    valid_from, valid_until = line.day("valid_from"), line.day("valid_until")
    if valid_from and valid_until and valid_until < valid_from:
        raise line.broken(f"'valid_until' {valid_until} lies before 'valid_from' {valid_from}.")
    return Term(
        id=_matching(line, "id", _ID),
        kinds=_kinds(line),
        compartment=line.one_of("compartment", COMPARTMENTS),
        dutch=line.needed("dutch"),
        starts=Event(starts) if starts else None,
        counts=line.one_of("counts", frozenset({"first", "last"})),
        term=_length(line, nature),
        nature=nature,
        more=_more(line),
        more_for=line.one_of("more_for", _MORE_FOR),
        afterwards=_afterwards(line, nature),
        applies=Applies(line.one_of("applies", frozenset(Applies))),
        basis=line.needed("basis"),
        status=line.one_of("status", frozenset(STATUSES)),
        **line.texts("note", "verify"),
        valid_from=valid_from,
        valid_until=valid_until,
    )


def _matching(line: Row, column: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(line.needed(column)):
        raise line.broken(f"{column!r} is {line.text(column)!r}, which is not like T01.")
    return line.text(column)


def _kinds(line: Row) -> frozenset[str]:
    found = line.needed("kinds").split("|")
    strange = [one for one in found if not _KIND.fullmatch(one)]
    if strange:
        raise line.broken(f"'kinds' holds {', '.join(strange)}, which is no kind of record.")
    return frozenset(found)


def _length(line: Row, nature: Nature) -> str:
    if bool(line.text("term")) == (nature in ENDLESS):
        raise line.broken(f"'term' and 'nature' do not fit: {nature} with {line.text('term')!r}.")
    return _duration(line, "term")


def _more(line: Row) -> str:
    if bool(line.text("more")) != bool(line.text("more_for")):
        raise line.broken("'more' and 'more_for' stand together, or both are empty.")
    return _duration(line, "more")


def _duration(line: Row, column: str) -> str:
    if line.text(column):
        found = line.read(column, Duration.parse, "an ISO 8601 duration like P5Y or P42D")
        if found.backwards or found.seconds is not None:
            raise line.broken(f"{column!r} counts in days, months or years, forward.")
    return line.text(column)


def _afterwards(line: Row, nature: Nature) -> Afterwards:
    found = Afterwards(line.one_of("afterwards", frozenset(Afterwards)))
    if found not in _FOLLOWS.get(nature, frozenset({Afterwards.DESTROY})):
        raise line.broken(f"'afterwards' is {found}, which does not fit a term that is {nature}.")
    return found
