"""How a track stands on a day, computed from what happened; nothing of it is kept as truth.

What happened is put in order of its day, also what was entered late or corrected, and everything
is computed again: what is open, what is closed and by what, which terms run by which version of
their rule, which were met and which stopped. Pure: the tables and the day are handed over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from kmt.kernel import clock
from kmt.tracks.rules.steps import ALL, Kind, Line, Link, Nature, Step, Track
from kmt.vocabulary.deadlines import Deadline, Pause, deadline
from kmt.vocabulary.durations import Duration
from kmt.vocabulary.entries import DeadlineRule
from kmt.vocabulary.refusals import NoTermStated, NotValidOn


class Fate(StrEnum):
    """How a term stands on a day; ``unstated``: no source gives a term."""

    RUNNING = "running"
    SOON = "soon"
    PAST = "past"
    PAUSED = "paused"
    UNSTATED = "unstated"
    MET = "met"
    LATE = "late"
    DROPPED = "dropped"


class Stands(StrEnum):
    """How a step stands: done, possible now, shut, or not there yet."""

    DONE = "done"
    OPEN = "open"
    CLOSED = "closed"
    LATER = "later"


#: A term that somebody must still look at.
LIVE = frozenset({Fate.RUNNING, Fate.SOON, Fate.PAST, Fate.PAUSED, Fate.UNSTATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A step that was taken on a day; ``entered`` puts what happened on one day in order.

    ``until``: the last day that stands on the decision itself, which goes before the rule.
    """

    step: str
    on: date
    entered: int = 0
    until: date | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The tables that the computation rests on: rules, what terms mean, and when one is warned."""

    rules: Mapping[str, tuple[DeadlineRule, ...]]
    lines: Mapping[str, Line]
    warnings: tuple[Duration, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term that was started, with the version of its rule, its day and how it stands.

    ``since`` and ``by`` tell what set it, ``start`` is the day it is counted from. ``due`` is None
    when it stands still, or when no source states a term. ``at_latest`` is later than ``due`` where
    the law adds weekends and holidays. ``times``: which time it is of one that comes back.
    """

    rule: DeadlineRule
    line: Line
    since: date
    by: str
    start: date
    due: date | None
    at_latest: date | None
    warnings: tuple[date, ...]
    times: int
    paused_days: int
    fate: Fate
    ended_on: date | None
    ended_by: str
    reason: str
    on_paper: bool

    @property
    def live(self) -> bool:
        """Whether somebody must still look at it."""
        return self.fate in LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNow:
    """A step as it stands: on which days it was taken, and what opened or closed it and when."""

    step: Step
    stands: Stands
    days: tuple[date, ...] = ()
    because: str = ""
    because_on: date | None = None
    opens_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackNow:
    """A track as it stands on a day."""

    track: str
    steps: tuple[StepNow, ...]
    terms: tuple[Term, ...]
    path: tuple[tuple[Happened, Step], ...]

    def step(self, code: str) -> StepNow | None:
        """One of its steps; None when it is not in this track on this day."""
        return next((one for one in self.steps if one.step.code == code), None)

    def standing(self, stands: Stands) -> tuple[StepNow, ...]:
        """The steps that stand so, in the order of the table."""
        return tuple(one for one in self.steps if one.stands is stands)

    @property
    def live(self) -> tuple[Term, ...]:
        """The terms somebody must still look at, the first due first, those without a day last."""
        found = [one for one in self.terms if one.live]
        return tuple(sorted(found, key=lambda one: (one.due is None, one.due or date.max)))


@dataclass(slots=True, kw_only=True)
class _Clock:
    """A term while what happened is read."""

    rule: str
    since: date
    by: str
    base: "_Clock | None" = None
    paper: date | None = None
    times: int = 1
    returns: bool = False
    met: tuple[date, str] | None = None
    dropped: tuple[date, str] | None = None

    @property
    def runs(self) -> bool:
        return self.met is None and self.dropped is None


@dataclass(slots=True)
class _Reading:
    """Everything that is gathered while what happened is read in order.

    ``seen`` are the steps so far and every circumstance: what conditions ask.
    """

    track: Track
    book: Book
    seen: set[str]
    clocks: list[_Clock] = field(default_factory=list)
    pauses: dict[str, list[Pause]] = field(default_factory=dict)
    opened: dict[str, Happened] = field(default_factory=dict)
    closed: dict[str, Happened] = field(default_factory=dict)
    later: dict[str, tuple[str, Happened]] = field(default_factory=dict)
    days: dict[str, list[date]] = field(default_factory=dict)
    path: list[tuple[Happened, Step]] = field(default_factory=list)


def track_now(track: Track, happened: Iterable[Happened], today: date, book: Book) -> TrackNow:
    """How a track stands today, from everything that happened in the case.

    Steps of other tracks count as conditions only. Circumstances hold whatever day they became
    known on: who is a Dublin claimant was one all along.
    """
    known = [one for one in happened if one.on <= today]
    in_order = sorted(known, key=lambda one: (one.on, one.entered))
    facts = {one.step for one in in_order if _is_fact(track, one)}
    read = _Reading(track=track, book=book, seen=set(facts))
    for one in in_order:
        step = version(track, one.step, one.on)
        read.seen.add(one.step)
        if step is not None:
            _take(read, step, one)
    for one, step in read.path:
        if step.kind is Kind.FACT:
            _close(read, step, one)
    terms = tuple(found for one in read.clocks if (found := _term(one, read, today)))
    return TrackNow(
        track=track.code,
        steps=_steps(read, terms, today),
        terms=terms,
        path=tuple(read.path),
    )


def version(track: Track, code: str, on: date) -> Step | None:
    """A step as the rules of a day have it; None when the track does not have it then."""
    return next((one for one in track.steps.get(code, ()) if one.valid_on(on)), None)


def _is_fact(track: Track, one: Happened) -> bool:
    step = version(track, one.step, one.on)
    return step is not None and step.kind is Kind.FACT


def _take(read: _Reading, step: Step, one: Happened) -> None:
    """Let one thing that happened do what its step says: end terms, start terms, close, open.

    A step that was taken is no longer open, until something opens it again.
    """
    read.path.append((one, step))
    read.opened.pop(step.code, None)
    read.later.pop(step.code, None)
    read.days.setdefault(step.code, []).append(one.on)
    for clock_ in [each for each in read.clocks if each.runs]:
        _end(read, clock_, step, one)
    for rule in step.pauses:
        since = one.on + timedelta(days=1)
        read.pauses.setdefault(rule, []).append(Pause(since=since))
    for rule in step.resumes:
        read.pauses[rule] = [_ended(each, one.on) for each in read.pauses.get(rule, ())]
    for alternatives in step.starts:
        _start(read, step, one, alternatives)
    _close(read, step, one)
    for link in step.opens:
        if not link.counts(read.seen):
            continue
        if link.after:
            read.later[link.name] = (link.after, one)
        else:
            read.opened[link.name] = one
            read.closed.pop(link.name, None)


def _end(read: _Reading, one: _Clock, step: Step, happened: Happened) -> None:
    if one.rule in step.meets:
        one.met = (happened.on, step.code)
        if one.returns and not _drops(step, one.rule):
            again = _Clock(
                rule=one.rule, since=one.since, by=one.by, times=one.times + 1, returns=True
            )
            read.clocks.append(again)
    elif _drops(step, one.rule):
        one.dropped = (happened.on, step.code)


def _drops(step: Step, rule: str) -> bool:
    return rule in step.drops or ALL in step.drops


def _ended(pause: Pause, on: date) -> Pause:
    return pause if pause.until else Pause(since=pause.since, until=max(on, pause.since))


def _start(read: _Reading, step: Step, one: Happened, alternatives: Sequence[Link]) -> None:
    """Start the first of these that holds; one of the same rule that still runs makes way."""
    for link in alternatives:
        base = _running(read, link.after) if link.after else None
        if not link.counts(read.seen) or (link.after and base is None):
            continue
        if not link.after and not any(rule.valid_on(one.on) for rule in read.book.rules[link.name]):
            continue
        before = _running(read, link.name)
        if before is not None:
            before.dropped = (one.on, step.code)
        read.clocks.append(
            _Clock(
                rule=link.name,
                since=one.on,
                by=step.code,
                base=base,
                paper=one.until if link.name in step.paper else None,
                returns=link.returns,
            )
        )
        return


def _running(read: _Reading, rule: str) -> _Clock | None:
    return next((one for one in reversed(read.clocks) if one.rule == rule and one.runs), None)


def _close(read: _Reading, step: Step, one: Happened) -> None:
    for link in step.closes:
        if link.counts(read.seen):
            names = read.track.steps if link.name == ALL else (link.name,)
            read.closed.update((name, one) for name in names)


def _term(one: _Clock, read: _Reading, today: date) -> Term | None:
    """What a term came to; None where its rule does not hold on the day it is counted from."""
    start = one.since if one.base is None else _due_of(one.base, read)
    versions = read.book.rules[one.rule]
    if start is None or not (rule := next((r for r in versions if r.valid_on(start)), None)):
        return None
    found = _deadline(one, start, today, read)
    due = one.paper or (_day(found.due) if found else None)
    at_latest = one.paper or (_day(found.at_latest) if found else None)
    ended = one.met or one.dropped
    warnings = _warnings(one.since, due, read.book)
    return Term(
        rule=rule,
        line=read.book.lines[one.rule],
        since=one.since,
        by=one.by,
        start=start,
        due=due,
        at_latest=at_latest,
        warnings=warnings,
        times=one.times,
        paused_days=found.paused_days if found else 0,
        fate=_fate(one, (due, at_latest), warnings, read, today),
        ended_on=ended[0] if ended else None,
        ended_by=ended[1] if ended else "",
        reason=found.reason if found and not one.paper else "",
        on_paper=one.paper is not None,
    )


def _due_of(one: _Clock, read: _Reading) -> date | None:
    start = one.since if one.base is None else _due_of(one.base, read)
    if one.paper or start is None:
        return one.paper
    found = _deadline(one, start, start, read)
    return _day(found.due) if found else None


def _deadline(one: _Clock, start: date, today: date, read: _Reading) -> Deadline | None:
    """By the engine; of a step only the day is known, so it is taken to have been at noon."""
    try:
        return deadline(
            read.book.rules[one.rule],
            _noon(start),
            _noon(max(start, today)),
            read.pauses.get(one.rule, ()),
            read.book.warnings,
            times=one.times,
        )
    except (NoTermStated, NotValidOn):
        return None


def _warnings(since: date, due: date | None, book: Book) -> tuple[date, ...]:
    if due is None:
        return ()
    days = (_day(one.end(_noon(due), working=False)) for one in book.warnings)
    return tuple(sorted(one for one in days if one and one > since))


def _fate(
    one: _Clock,
    ends: tuple[date | None, date | None],
    warnings: Sequence[date],
    read: _Reading,
    today: date,
) -> Fate:
    """How it stands: by its day and the last day that the law gives (``ends``)."""
    due, at_latest = ends
    pauses = read.pauses.get(one.rule, ())
    if one.met is not None:
        asked = read.book.lines[one.rule].nature in {Nature.BEFORE, Nature.WATCH}
        return Fate.LATE if asked and at_latest and one.met[0] > at_latest else Fate.MET
    if one.dropped is not None:
        return Fate.DROPPED
    if due is None or at_latest is None:
        return Fate.PAUSED if pauses else Fate.UNSTATED
    if today > at_latest:
        return Fate.PAST
    if any(each.covers(today) for each in pauses):
        return Fate.PAUSED
    return Fate.SOON if not warnings or today >= warnings[0] else Fate.RUNNING


def _steps(read: _Reading, terms: Sequence[Term], today: date) -> tuple[StepNow, ...]:
    found = []
    for code in read.track.steps:
        step = version(read.track, code, today)
        if step is None and code in read.days:
            step = next(each for one, each in reversed(read.path) if each.code == code)
        if step is not None:
            found.append(_step(step, read, terms, today))
    return tuple(found)


def _step(step: Step, read: _Reading, terms: Sequence[Term], today: date) -> StepNow:
    code, days = step.code, tuple(read.days.get(step.code, ()))
    closed, opened = read.closed.get(code), read.opened.get(code)
    if days and (closed or not (step.again and (opened or step.at_start))):
        return StepNow(step=step, stands=Stands.DONE, days=days)
    if closed is not None:
        return StepNow(step=step, stands=Stands.CLOSED, because=closed.step, because_on=closed.on)
    because, because_on = (opened.step, opened.on) if opened else ("", None)
    if opened or step.at_start or step.kind is Kind.FACT:
        return StepNow(
            step=step, stands=Stands.OPEN, days=days, because=because, because_on=because_on
        )
    rule, by = read.later.get(code, ("", None))
    on = next((one.due for one in reversed(terms) if one.rule.rule == rule and one.live), None)
    if by is None or on is None:
        return StepNow(step=step, stands=Stands.LATER)
    stands = Stands.OPEN if on <= today else Stands.LATER
    return StepNow(step=step, stands=stands, because=by.step, because_on=by.on, opens_on=on)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12, 0), tzinfo=clock.DUTCH_TIME).astimezone(UTC)


def _day(moment: datetime | None) -> date | None:
    return clock.local(moment).date() if moment else None
