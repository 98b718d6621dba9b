"""How a track is put on a page: where it is now, what runs until when, what opens and what closes.

Everything is computed with the track; here it only gets its words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kmt.tracks import wording
from kmt.tracks.loading import COMPENSATION, WAYS, tracks
from kmt.tracks.queries import Entered, step_name
from kmt.tracks.rules import (
    Fate,
    Kind,
    Link,
    Nature,
    Stands,
    Status,
    Step,
    StepNow,
    Term,
    TrackNow,
)
from kmt.vocabulary.durations import in_dutch
from kmt.vocabulary.entries import DeadlineRule
from kmt.vocabulary.queries import deadline_versions, source
from kmt.vocabulary.wording import label

SLUGS = {"residence": "verblijf", "criminal": "strafzaak", "compensation": "schadevergoeding"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TermShown:
    """A term in words: what, until when, how it stands, who, by which rule and source."""

    what: str
    until: str
    stands: str
    kind: str
    who: str
    rule: str
    reason: str
    consequence: str
    law: str
    doubt: str
    warned_on: date | None
    at_latest: date | None
    live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """A term that a step starts, as it holds today."""

    words: str
    law: str
    doubt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """A step in words: what it is, what it starts, opens and closes, on which rule and source."""

    code: str
    name: str
    meaning: str
    days: tuple[date, ...]
    starts: tuple[RuleShown, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    who: str
    law: str
    sources: tuple[tuple[str, str], ...]
    doubt: str
    because: str
    opens_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point on the line of a track: what was, today, and what comes."""

    when: date
    what: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayShown:
    """One of the ways to compensation: what is had, what is still needed, what can be done."""

    name: str
    done: tuple[StepShown, ...]
    needed: tuple[StepShown, ...]
    open: tuple[StepShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackShown:
    """A track on the page."""

    code: str
    slug: str
    name: str
    lead: str
    now: str
    terms: tuple[TermShown, ...]
    ended: tuple[TermShown, ...]
    open: tuple[StepShown, ...]
    facts: tuple[StepShown, ...]
    asked: tuple[StepShown, ...]
    done: tuple[StepShown, ...]
    closed: tuple[StepShown, ...]
    later: tuple[StepShown, ...]
    line: tuple[Point, ...]
    ways: tuple[WayShown, ...]
    empty: bool


def show_track(now: TrackNow, today: date) -> TrackShown:
    """A track in words."""
    taken = [(one, step) for one, step in now.path if step.kind is Kind.STEP]
    last = f"{taken[-1][1].dutch} ({wording.day_word(taken[-1][0].on)})" if taken else ""
    steps = [one for one in now.steps if one.step.kind is Kind.STEP]
    facts = [one for one in now.steps if one.step.kind is Kind.FACT]
    return TrackShown(
        code=now.track,
        slug=SLUGS[now.track],
        name=wording.track_word(now.track),
        lead=wording.track_lead(now.track),
        now=last,
        terms=tuple(_term(one, today) for one in now.live),
        ended=tuple(_term(one, today) for one in now.terms if not one.live),
        open=_those(steps, Stands.OPEN),
        facts=_those(facts, Stands.DONE),
        asked=_those(facts, Stands.OPEN),
        done=tuple(_step(one) for one in now.steps if one.days and one.step.kind is not Kind.FACT),
        closed=_those(steps, Stands.CLOSED),
        later=_those(steps, Stands.LATER),
        line=tuple(_line(now, today)),
        ways=tuple(_ways(now)) if now.track == COMPENSATION else (),
        empty=not now.path,
    )


def said(status: Status) -> dict[str, str]:
    """What is known in a word, per track: the state of the aangifte, and the right to stay."""
    return {
        "criminal": wording.complaint_word(status.complaint),
        "residence": label("residence_status", status.residence) if status.residence else "",
    }


def _those(steps: Iterable[StepNow], stands: Stands) -> tuple[StepShown, ...]:
    return tuple(_step(one) for one in steps if one.stands is stands)


def _ways(now: TrackNow) -> Iterator[WayShown]:
    for way in WAYS:
        here = [one for one in now.steps if way in one.step.ways]
        needed = [one for one in here if one.step.kind is Kind.CHECK and not one.days]
        possible = [one for one in here if one.step.kind is Kind.STEP]
        yield WayShown(
            name=wording.way_word(way),
            done=tuple(_step(one) for one in here if one.days),
            needed=tuple(_step(one) for one in needed),
            open=tuple(_step(one) for one in possible if one.stands is Stands.OPEN),
        )


def _term(one: Term, today: date) -> TermShown:
    later = one.at_latest if one.at_latest and one.due and one.at_latest > one.due else None
    return TermShown(
        what=one.line.dutch,
        until=wording.until_word(one),
        stands=wording.fate_word(one, today),
        kind=wording.fate_kind(one),
        who=one.rule.who_dutch,
        rule=one.rule.rule,
        reason=one.reason,
        consequence=one.rule.consequence_dutch,
        law=one.rule.law_ref,
        doubt=wording.status_word(one.rule.status),
        warned_on=next((on for on in one.warnings[:1] if one.live and on > today), None),
        at_latest=later,
        live=one.live,
    )


def _step(one: StepNow) -> StepShown:
    step = one.step
    return StepShown(
        code=step.code,
        name=step.dutch,
        meaning=step.meaning,
        days=one.days,
        starts=tuple(_starts(step)),
        opens=_names(step.opens),
        closes=_names(step.closes),
        who=step.who,
        law=step.law_ref,
        sources=_sources(step.source),
        doubt=wording.status_word(step.status),
        because=_because(one),
        opens_on=one.opens_on,
    )


def _because(one: StepNow) -> str:
    if not one.because or one.because_on is None:
        return ""
    return f"{step_name(one.because)} ({wording.day_word(one.because_on)})"


def _names(links: Sequence[Link]) -> tuple[str, ...]:
    return tuple("alles" if one.name == "*" else step_name(one.name) for one in links)


def _starts(step: Step) -> Iterator[RuleShown]:
    for link in dict.fromkeys(link.name for part in step.starts for link in part):
        rule = deadline_versions()[link][-1]
        yield RuleShown(
            words=f"{tracks().lines[link].dutch}: {_length(rule)} ({rule.rule})",
            law=rule.law_ref,
            doubt=wording.status_word(rule.status),
        )


def _length(rule: DeadlineRule) -> str:
    if not rule.duration:
        return "geen termijn genoemd"
    if rule.duration in {"P0D", "PT0S"}:
        return "dezelfde dag"
    return in_dutch(rule.duration)


def _sources(keys: str) -> tuple[tuple[str, str], ...]:
    """The sources in words with their address; a law or a title names itself."""
    found = []
    for key in (one for one in keys.split(";") if one):
        if key.startswith("S") and key[1:].isdigit():
            known = source(key)
            found.append((known.title or known.address, known.address if known.title else ""))
        else:
            found.append((key, ""))
    return tuple(found)


def _line(now: TrackNow, today: date) -> Iterator[Point]:
    """The track as one line: what was, today, and the days that come."""
    for one, step in now.path:
        note = f"tot en met {wording.day_word(one.until)}" if one.until else ""
        yield Point(when=one.on, what=step.dutch, kind="ok", note=note)
    if now.path:
        yield Point(when=today, what="", kind="info", note="")
    for term in now.live:
        if term.due is not None and term.due >= today and term.fate is not Fate.PAST:
            note = wording.fate_word(term, today)
            kind = "" if term.line.nature is Nature.OPENS else wording.fate_kind(term)
            yield Point(when=term.due, what=term.line.dutch, kind=kind, note=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredShown:
    """What was entered, for the list of it: the newest state and what it was before."""

    row: Entered
    name: str
    told_by: str
    mark: str


def show_entered(found: Iterable[Entered], track: str) -> tuple[EnteredShown, ...]:
    """Everything that was entered in a track, newest day first; the corrected stay visible."""
    known = tracks()
    here = [one for one in found if one.step in known.tracks[track].steps]
    return tuple(
        EnteredShown(
            row=one,
            name=step_name(one.step),
            told_by=known.told_by.get(one.told_by, one.told_by),
            mark="withdrawn" if one.withdrawn else "" if one.counts else "corrected",
        )
        for one in reversed(here)
    )
