"""What always holds of the clock, whatever happened and in whatever order it was told."""

from calendar import isleap
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.kernel import clock
from kmt.tracks.loading import TRACKS, book, tracks
from kmt.tracks.rules import Book, Fate, Happened, Stands, TrackNow, due_lines, glance, track_now
from kmt.vocabulary.deadlines import Pause, deadline
from kmt.vocabulary.durations import add_months
from kmt.vocabulary.queries import deadline_versions
from kmt.vocabulary.working_days import is_working_day
from tests.tracks.conftest import day, happened, stood

TRY = settings(max_examples=40, deadline=None)
DAYS = st.dates(date(2011, 1, 1), date(2029, 12, 31))
STEPS = st.sampled_from(sorted({code for one in tracks().everything for code in one.steps}))
EVENTS = st.lists(st.tuples(STEPS, DAYS, st.one_of(st.none(), st.integers(0, 900))), max_size=12)
TRACK = st.sampled_from(TRACKS)
ORDER = {Fate.RUNNING: 0, Fate.SOON: 1, Fate.PAST: 2}


def made(events: list[tuple[str, date, int | None]]) -> list[Happened]:
    return [
        Happened(
            step=step,
            on=on,
            entered=number,
            until=None if days is None else on + timedelta(days=days),
        )
        for number, (step, on, days) in enumerate(events)
    ]


def now(track: str, events: list[Happened], today: date, rules: Book | None = None) -> TrackNow:
    return track_now(tracks().tracks[track], events, today, rules or book())


def only(found: TrackNow, rule: str) -> list[tuple[date | None, Fate]]:
    return [(one.due, one.fate) for one in found.terms if one.rule.rule == rule]


def with_rule(rule: str, **more: object) -> Book:
    """The tables with one rule changed."""
    versions = tuple(replace(one, **more) for one in deadline_versions()[rule])
    return replace(book(), rules={**deadline_versions(), rule: versions})


@TRY
@given(TRACK, EVENTS, DAYS)
def test_whatever_happened_every_step_stands_somewhere_and_every_term_has_its_rule(
    track: str, events, today: date
) -> None:
    found = now(track, made(events), today)
    assert len({one.step.code for one in found.steps}) == len(found.steps)
    for term in found.terms:
        assert term.rule.valid_on(term.start)
        assert term.on_paper or term.due is None or term.due >= term.start
        assert term.live or term.ended_on is not None
        assert all(one < two for one, two in pairwise(term.warnings))
    due_lines([found])
    assert len(glance([found]).text) < 200


@TRY
@given(TRACK, EVENTS, DAYS, st.randoms(use_true_random=False))
def test_what_is_told_late_counts_as_if_it_had_been_told_in_time(
    track: str, events, today: date, order
) -> None:
    """Backdated: on different days, the order in which it was entered changes nothing."""
    one_a_day = list({on: (step, on, days) for step, on, days in events}.values())
    told_late = list(one_a_day)
    order.shuffle(told_late)

    def said(found: TrackNow) -> list[tuple[object, ...]]:
        terms = [(one.rule.rule, one.start, one.due, one.fate) for one in found.terms]
        return [*terms, *((one.step.code, one.stands, one.days) for one in found.steps)]

    assert said(now(track, made(one_a_day), today)) == said(now(track, made(told_late), today))


@TRY
@given(TRACK, EVENTS, DAYS, st.integers(0, 800))
def test_as_days_go_by_a_term_only_comes_nearer_and_its_day_stays(
    track: str, events, today: date, days: int
) -> None:
    known = [one for one in made(events) if one.on <= today]
    first, later = now(track, known, today), now(track, known, today + timedelta(days=days))
    assert [one.due for one in first.terms] == [one.due for one in later.terms]
    for before, after in zip(first.terms, later.terms, strict=True):
        if before.fate in ORDER and after.fate in ORDER:
            assert ORDER[before.fate] <= ORDER[after.fate]
        elif not before.live:
            assert before.fate is after.fate


@TRY
@given(TRACK, EVENTS, DAYS, STEPS, DAYS)
def test_what_must_come_changes_nothing_until_it_comes(
    track: str, events, today: date, step: str, on: date
) -> None:
    known = made(events)
    ahead = Happened(step=step, on=max(on, today + timedelta(days=1)), entered=99)
    assert now(track, [*known, ahead], today) == now(track, known, today)


@TRY
@given(DAYS.filter(lambda one: one >= date(2013, 1, 1)), st.integers(-3, 3))
def test_met_on_the_last_day_is_met_and_the_day_after_is_late(start: date, days: int) -> None:
    """Also when the law moves the last day past a weekend: three months after a sepot is told."""
    told = Happened(step="dismissal_told", on=start)
    (term,) = now("criminal", [told], start).terms
    assert term.due is not None
    assert term.at_latest is not None
    assert term.due == add_months(start, 3)
    assert is_working_day(term.at_latest)
    on = max(term.at_latest + timedelta(days=days), start)
    done = Happened(step="complaint_art12", on=on, entered=1)
    ((_due, fate),) = only(now("criminal", [told, done], on), "CRI-01")
    assert fate is (Fate.LATE if days > 0 else Fate.MET)
    ((_due, open_),) = only(now("criminal", [told], on), "CRI-01")
    assert (open_ is Fate.PAST) is (days > 0)


@TRY
@given(DAYS, st.integers(-40, 40), st.sampled_from(["P1M", "P30D", "P6M", "P10W"]))
def test_a_rule_that_changes_midway_changes_nothing_that_runs(
    start: date, days: int, length: str
) -> None:
    change = start + timedelta(days=days)
    (old,) = deadline_versions()["RES-02"]
    before = replace(old, valid_to=change - timedelta(days=1))
    after = replace(old, valid_from=change, duration=length)
    rules = replace(book(), rules={**deadline_versions(), "RES-02": (before, after)})
    events = [Happened(step="reflection_start", on=start)]
    ((due, _fate),) = only(now("residence", events, start, rules), "RES-02")
    alone = with_rule("RES-02", duration=length if start >= change else old.duration)
    assert only(now("residence", events, start, alone), "RES-02")[0][0] == due
    # and what is counted from its end moves with it
    ((decide, _),) = only(now("residence", events, start, rules), "RES-06")
    assert decide == due


@TRY
@given(DAYS, st.integers(0, 25), st.integers(1, 60), st.integers(0, 3))
def test_a_pause_moves_the_day_by_as_many_days_as_the_clock_stood_still(
    start: date, after: int, still: int, again: int
) -> None:
    rules = with_rule("RES-08", duration="P30D")
    asked = start + timedelta(days=after)
    events = [Happened(step="permit_applied", on=start, entered=0)]
    moved = 0
    for number in range(again + 1):
        events.append(Happened(step="ind_asks_more", on=asked, entered=10 * number + 1))
        ((due, fate),) = only(now("residence", events, asked + timedelta(days=1), rules), "RES-08")
        assert (due, fate) == (None, Fate.PAUSED)
        asked += timedelta(days=still)
        events.append(Happened(step="ind_completed", on=asked, entered=10 * number + 2))
        moved += still - 1  # from the day after the question up to the day of the answer
    ((due, _fate),) = only(now("residence", events, asked, rules), "RES-08")
    assert due == start + timedelta(days=30 + moved)


@TRY
@given(DAYS, st.integers(1, 40))
def test_a_term_that_comes_back_never_drifts(start: date, times: int) -> None:
    """The n-th month ends n months after the start, on its day or on the last of the month."""
    versions = deadline_versions()["RES-05"]
    noon = datetime.combine(start, time(12), tzinfo=clock.DUTCH_TIME)
    found = deadline(versions, noon, noon, times=times)
    assert found.due is not None
    assert clock.local(found.due).date() == add_months(start, times)
    with pytest.raises(ValueError, match="at least once"):
        deadline(versions, noon, noon, times=0)


@TRY
@given(DAYS, st.integers(0, 1439), st.integers(0, 1439))
def test_the_hour_and_the_zone_of_the_start_change_no_day(day_: date, one: int, two: int) -> None:
    """Whatever moment of a Dutch day, written in whatever zone: a term in days ends the same."""
    midnight = datetime.combine(day_, time(0), tzinfo=clock.DUTCH_TIME)
    moments = [(midnight + timedelta(minutes=m)) for m in (one, two)]
    moments = [each for each in moments if clock.local(each.astimezone(UTC)).date() == day_]
    for rule in ("RES-02", "RES-17", "URG-U4", "CRI-01", "COM-01"):
        versions = deadline_versions()[rule]
        ends = {deadline(versions, each.astimezone(UTC), midnight).due for each in moments}
        assert len(ends) <= 1


@TRY
@given(DAYS, st.integers(0, 1439))
def test_hours_are_hours_also_in_the_nights_that_the_clock_is_put(day_: date, minute: int) -> None:
    start = datetime.combine(day_, time(0), tzinfo=UTC) + timedelta(minutes=minute)
    found = deadline(deadline_versions()["URG-U2"], start, start)
    assert found.due is not None
    assert (found.due - start).total_seconds() == 24 * 3600


@TRY
@given(st.integers(2004, 2096), st.integers(1, 12))
def test_a_leap_day_comes_round_in_leap_years_and_is_the_28th_between(
    year: int, years: int
) -> None:
    leap = year - year % 4
    noon = datetime(leap, 2, 29, 12, tzinfo=clock.DUTCH_TIME)
    versions = tuple(replace(one, duration=f"P{years}Y") for one in deadline_versions()["RES-10"])
    found = deadline(versions, noon, noon).due
    assert found is not None
    last = 29 if isleap(leap + years) else 28  # 2100 is no leap year
    assert clock.local(found).date() == date(leap + years, 2, last)


@TRY
@given(DAYS, st.lists(st.tuples(DAYS, st.integers(0, 90)), max_size=3), st.integers(1, 12))
def test_pauses_in_any_order_and_in_pieces_are_the_same_pause(start: date, found, cut) -> None:
    pauses = [Pause(since=one, until=one + timedelta(days=days)) for one, days in found]
    pieces = [
        piece
        for one in pauses
        if one.until is not None
        for piece in (
            Pause(since=one.since, until=min(one.since + timedelta(days=cut), one.until)),
            Pause(since=min(one.since + timedelta(days=cut), one.until), until=one.until),
        )
    ]
    noon = datetime.combine(start, time(12), tzinfo=clock.DUTCH_TIME)
    versions = deadline_versions()["RES-02"]
    whole = deadline(versions, noon, noon, pauses)
    assert deadline(versions, noon, noon, reversed(pieces)).due == whole.due
    assert whole.due is not None


def test_an_open_step_is_never_shut_and_a_shut_one_says_by_what() -> None:
    found = stood("residence", "2026-11-26", "2026-11-01 witness", "2026-11-02 indication")
    shut = found.step("reflection_start")
    assert shut is not None
    assert (shut.stands, shut.because, shut.because_on) == (
        Stands.CLOSED,
        "witness",
        day("2026-11-01"),
    )
    events = happened("2026-11-02 indication")
    known = now("residence", list(events), day("2026-11-26")).step("reflection_start")
    assert known is not None
    assert (known.stands, known.because) == (Stands.OPEN, "indication")
