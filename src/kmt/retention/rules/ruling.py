"""How long a record stays: keep, shield, destroy, or let a person decide. Pure.

The terms come from ``data/retention.csv``; this is how they are counted. In the ZVH the clock
starts at the first processing, not at closing (WGS 1.8(7)), and closing only shields
(WGS 2.31(8)); a renewal counts when it was granted before the limit (BGS 1.16(2)(3)). Reopening
starts nothing anew: of several closings the first counts. A rule that begins later changes
nothing about records whose term already ran by the old one, unless its row says that it works at
once (``applies``). The end of a term is its last day; what is over goes the day after.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kmt.retention.rules import keeping_words as words
from kmt.retention.rules.keeping import Kept, Outcome, Ruling
from kmt.retention.terms import (
    BESIDE,
    Afterwards,
    Applies,
    Event,
    Nature,
    Term,
    last_day,
)

Clock = tuple[Term, date | None]
_OUTCOMES = {Afterwards.DESTROY: Outcome.DESTROY, Afterwards.DECIDE: Outcome.DECIDE}


@dataclass(frozen=True, slots=True)
class _End:
    """The last day of a record, by which row, with the rows that made it longer."""

    term: Term
    day: date
    more: tuple[str, ...] = ()


def rule_on(record: Kept, terms: Iterable[Term], on: date) -> Ruling:
    """What must happen to a record on a day, by which row, and why."""
    clocks = [one for term in terms if (one := _clock(record, term, on))]
    ruling = _by_term(record, clocks, on)
    if ruling.outcome is not Outcome.DESTROY:
        ruling = _asked(record, clocks, on) or ruling
    held = next((one for one in record.holds if one.active(on)), None)
    if held is None or ruling.outcome in {Outcome.KEEP, Outcome.SHIELD}:
        return ruling
    return words.held(ruling, held)


def _clock(record: Kept, term: Term, on: date) -> Clock | None:
    """A row that is about this record and holds, with the day on which its term started."""
    if record.kind not in term.kinds:
        return None
    days = record.days(term.starts, on)
    start = (days[0] if term.counts == "first" else days[-1]) if days else None
    counted = on if start is None or term.applies is Applies.NOW else start
    return (term, start) if term.valid_on(counted) else None


def _asked(record: Kept, clocks: list[Clock], on: date) -> Ruling | None:
    """A request to destroy, or another act within a term, unless it was answered with no."""
    for term, start in clocks:
        if term.nature is not Nature.WITHIN or start is None or record.granted is False:
            continue
        before = _extended(record, term, last_day(start, term.term), on)
        if record.granted is None:
            return words.to_answer(term, before)
        if term.starts is Event.REQUEST:
            return words.granted(term, start, before)
    return None


def _by_term(record: Kept, clocks: list[Clock], on: date) -> Ruling:
    ends = [
        _end(record, clocks, (term, start), on)
        for term, start in clocks
        if start and term.nature not in BESIDE
    ]
    found = [max(ends, key=lambda one: one.day)] if ends else []
    found += [
        _End(term, start - timedelta(days=1))
        for term, start in clocks
        if start and term.nature is Nature.AT_ONCE
    ]
    if not found:
        return words.no_end([term for term, _ in clocks], record.kind)
    return _verdict(record, clocks, min(found, key=lambda one: one.day), on)


def _end(record: Kept, clocks: list[Clock], clock: tuple[Term, date], on: date) -> _End:
    term, start = clock
    day = last_day(start, term.term)
    if term.more_for == "added":
        day = last_day(day, term.more)
    day = _extended(record, term, day, on)
    if term.nature is Nature.FIXED_OR_LONGER:
        day = max(day, record.needed_until or day)
    if term.nature is Nature.MIN:
        day = max(day, record.bound_until or day)
    return _renewed(record, clocks, _End(term, day), on)


def _extended(record: Kept, term: Term, day: date, on: date) -> date:
    """The last day with every extension that came in time."""
    if term.more_for == "extension":
        for extended_on in record.days(Event.EXTENSION, on):
            day = last_day(day, term.more) if extended_on <= day else day
    return day


def _renewed(record: Kept, clocks: list[Clock], end: _End, on: date) -> _End:
    """The end with every renewal that was granted in time; too late is too late."""
    for term, _ in clocks:
        if term.nature is not Nature.MAX_REPEATABLE:
            continue
        for renewed_on in record.days(term.starts, on):
            longer = last_day(renewed_on, term.term)
            if renewed_on <= end.day < longer:
                end = _End(end.term, longer, (term.id,))
    return end


def _verdict(record: Kept, clocks: list[Clock], end: _End, on: date) -> Ruling:
    over = on > end.day
    outcome = _OUTCOMES[end.term.afterwards] if over else _still(clocks)
    doubt = words.doubt(record, end.term) if over and not end.term.strict else ""
    return Ruling(
        outcome=Outcome.DECIDE if doubt else outcome,
        sentence=words.sentence(end.term, end.day, outcome, end.more, doubt),
        rows=(end.term.id, *end.more),
        keep_until=end.day,
        strict=end.term.strict,
        lengthens=words.lengthens(term for term, _ in clocks),
        term=end.term,
    )


def _still(clocks: list[Clock]) -> Outcome:
    shielded = any(start and term.nature is Nature.SHIELD for term, start in clocks)
    return Outcome.SHIELD if shielded else Outcome.KEEP
