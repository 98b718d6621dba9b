"""Deadlines as dated rules: pauses, warnings, holidays, changes of a rule, events entered late."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.kernel import clock
from kmt.vocabulary import queries
from kmt.vocabulary.deadlines import Pause, Standing, deadline, merged
from kmt.vocabulary.durations import Duration, add_months, in_dutch
from kmt.vocabulary.entries import DeadlineRule
from kmt.vocabulary.refusals import NoTermStated, NotValidOn, UnknownWord
from kmt.vocabulary.working_days import is_working_day

DUTCH = ZoneInfo("Europe/Amsterdam")
TRY = settings(max_examples=60, deadline=None)
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def at(text: str) -> datetime:
    """A moment on a Dutch clock."""
    return datetime.fromisoformat(text).replace(tzinfo=DUTCH)


def rule(duration: str, *, working: bool = False, **more: object) -> DeadlineRule:
    """A made-up rule of this length."""
    real = queries.deadline("URG-U4", date(2026, 11, 26))
    kind = "working" if working else "calendar"
    return replace(real, rule="X", dutch="proef", duration=duration, day_kind=kind, **more)


def due_day(one: DeadlineRule, start: str, *pauses: Pause) -> str:
    found = deadline((one,), at(start), at(start), pauses).due
    return "" if found is None else clock.local(found).date().isoformat()


def still(since: str, until: str = "") -> Pause:
    ends = date.fromisoformat(until) if until else None
    return Pause(since=date.fromisoformat(since), until=ends)


@pytest.mark.parametrize(
    ("one", "start", "pauses", "due"),
    [
        (rule("P10D"), "2026-11-02T10:00", [], "2026-11-12"),
        (rule("P10D"), "2026-11-02T10:00", [still("2026-11-05", "2026-11-09")], "2026-11-16"),
        # from the first day on, up to the last day, wholly before and wholly after
        (rule("P2D"), "2026-11-02T10:00", [still("2026-11-03", "2026-11-07")], "2026-11-08"),
        (rule("P2D"), "2026-11-02T10:00", [still("2026-11-04", "2026-11-07")], "2026-11-07"),
        (rule("P2D"), "2026-11-02T10:00", [still("2026-10-01", "2026-11-02")], "2026-11-04"),
        (rule("P2D"), "2026-11-02T10:00", [still("2026-11-05", "2026-11-30")], "2026-11-04"),
        # a pause that the first pause moves into the term
        (
            rule("P2D"),
            "2026-11-02T10:00",
            [still("2026-11-04", "2026-11-07"), still("2026-11-07", "2026-11-09")],
            "2026-11-09",
        ),
        (rule("P2D"), "2026-11-02T10:00", [still("2026-11-03")], ""),
        (rule("P2D"), "2026-11-02T10:00", [still("2026-11-05")], "2026-11-04"),
        (rule("P3M"), "2023-11-30T10:00", [still("2023-12-01", "2023-12-03")], "2024-03-02"),
        (rule("P0D"), "2026-11-02T10:00", [still("2026-11-02", "2026-11-09")], "2026-11-02"),
        # working days: paused days are no working days
        (rule("P5D", working=True), "2026-12-18T10:00", [], "2026-12-28"),
        (
            rule("P5D", working=True),
            "2026-12-18T10:00",
            [still("2026-12-22", "2026-12-29")],
            "2027-01-04",
        ),
        (rule("P5D", working=True), "2026-12-18T10:00", [still("2026-12-22")], ""),
        # hours
        (rule("PT24H"), "2026-11-02T10:00", [still("2026-11-03", "2026-11-05")], "2026-11-05"),
        (rule("PT24H"), "2026-11-02T10:00", [still("2026-11-03")], ""),
        (rule("-P14D"), "2026-11-20T10:00", [still("2026-11-01", "2026-11-10")], "2026-11-06"),
    ],
)
def test_a_pause_stops_the_clock_by_the_day(one, start, pauses, due) -> None:
    assert due_day(one, start, *pauses) == due


@pytest.mark.parametrize(
    ("duration", "start", "due", "at_latest"),
    [
        # a Saturday, Whit Monday, Good Friday to Tuesday, Christmas
        ("P10D", "2026-11-04T10:00", "2026-11-14", "2026-11-16"),
        ("P10D", "2026-05-15T10:00", "2026-05-25", "2026-05-26"),
        ("P1M", "2026-03-03T10:00", "2026-04-03", "2026-04-07"),
        ("P3M", "2026-09-25T10:00", "2026-12-25", "2026-12-28"),
        ("P10D", "2026-11-02T10:00", "2026-11-12", "2026-11-12"),
        # art. 2: three days over Easter hold no two working days
        ("P3D", "2026-04-02T10:00", "2026-04-05", "2026-04-08"),
        # art. 4: too long, in hours, or counted back
        ("P91D", "2026-08-15T10:00", "2026-11-14", "2026-11-14"),
        ("P4M", "2026-07-14T10:00", "2026-11-14", "2026-11-14"),
        ("P1Y", "2025-11-15T10:00", "2026-11-15", "2026-11-15"),
        ("PT24H", "2026-11-13T10:00", "2026-11-14", "2026-11-14"),
        ("-P6D", "2026-11-20T10:00", "2026-11-14", "2026-11-14"),
        ("P0D", "2026-11-14T10:00", "2026-11-14", "2026-11-14"),
    ],
)
def test_a_term_of_a_law_runs_on_over_weekends_and_holidays(duration, start, due, at_latest):
    law = deadline((rule(duration, law_ref="art. 1 Wet"),), at(start), at(start))
    assert clock.local(law.due).date().isoformat() == due
    assert clock.local(law.at_latest).date().isoformat() == at_latest
    assert ("Algemene termijnenwet" in law.reason) is (due != at_latest)
    own = deadline((rule(duration, law_ref="Vc 2000"),), at(start), at(start))
    assert own.at_latest == own.due


def test_the_earliest_warning_after_the_start_counts() -> None:
    long = queries.deadline_of("RES-02", at("2026-09-01T10:00"), at("2026-09-02T10:00"))
    assert clock.local(long.warn_from) == at("2026-11-01T00:00")
    short = queries.deadline_of("URG-U4", at("2026-11-02T10:00"), at("2026-11-02T10:00"))
    assert clock.local(short.warn_from) == at("2026-11-09T00:00")
    assert "10 werkdagen" in short.reason
    hour = queries.deadline_of("URG-U1B", at("2026-11-02T10:00"), at("2026-11-02T10:00"))
    assert (hour.warn_from, hour.standing) == (at("2026-11-02T10:00"), Standing.WARNING)


@pytest.mark.parametrize(
    ("on", "pauses", "standing"),
    [
        ("2026-09-01T09:59", [], "not_started"),
        ("2026-09-01T10:00", [], "running"),
        ("2026-10-31T23:59", [], "running"),
        ("2026-11-01T00:00", [], "warning"),
        ("2026-12-01T23:59:59", [], "warning"),
        ("2026-12-02T00:00", [], "overdue"),
        ("2026-10-05T10:00", [still("2026-10-01")], "paused"),
        ("2026-10-05T10:00", [still("2026-10-01", "2026-10-05")], "running"),
        ("2026-12-03T10:00", [still("2026-10-01", "2026-10-05")], "warning"),
        ("2026-12-03T10:00", [still("2026-12-02")], "overdue"),
    ],
)
def test_a_deadline_stands_somewhere_on_every_day(on, pauses, standing) -> None:
    found = queries.deadline_of("RES-02", at("2026-09-01T10:00"), at(on), pauses)
    assert found.standing == standing


def test_who_watches_it_and_what_follows_come_with_it_and_the_reason_is_a_sentence() -> None:
    found = queries.deadline_of("RES-02", at("2026-09-01T10:00"), at("2026-09-02T10:00"))
    assert found.owner == "politie informeert de IND"
    assert "vertrek is opgeschort" in found.consequence
    assert found.reason == "bedenktijd: 3 maanden vanaf 01-09-2026, dus uiterlijk 01-12-2026."
    paused = queries.deadline_of(
        "RES-02", at("2026-09-01T10:00"), at("2026-09-12T10:00"), [still("2026-09-11")]
    )
    assert paused.reason.endswith("de termijn staat stil.")
    assert (paused.due, paused.at_latest, paused.paused_days) == (None, None, 2)


def test_what_is_entered_late_has_the_rule_of_the_day_it_began() -> None:
    found = queries.deadline_of("MDF-01", at("2019-11-30T10:00"), NOW)
    assert (found.standing, found.version) == (Standing.OVERDUE, date(2018, 1, 1))
    with pytest.raises(NotValidOn):
        queries.deadline_of("MDF-01", at("2019-12-01T00:00"), NOW)
    with pytest.raises(UnknownWord):
        queries.deadline_of("RES-99", NOW, NOW)
    with pytest.raises(NoTermStated):
        queries.deadline_of("SAF-01", NOW, NOW)


@pytest.mark.parametrize(
    ("duration", "start", "ends"),
    [
        ("P1M", "2026-01-31T10:00", ["2026-02-28", "2026-03-31", "2026-04-30"]),
        ("P1M", "2023-12-30T10:00", ["2024-01-30", "2024-02-29", "2024-03-30"]),
        ("P3M", "2026-11-30T10:00", ["2027-02-28", "2027-05-30", "2027-08-30"]),
        ("P1Y", "2024-02-29T10:00", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("P10D", "2026-11-02T10:00", ["2026-11-12", "2026-11-22"]),
    ],
)
def test_a_term_that_comes_back_counts_from_its_first_start(duration, start, ends) -> None:
    found = [
        clock.local(deadline((rule(duration),), at(start), at(start), times=times).due)
        for times in range(1, len(ends) + 1)
    ]
    assert [f"{one:%Y-%m-%d}" for one in found] == ends


def test_a_term_of_a_law_that_comes_back_keeps_the_length_that_the_law_looks_at() -> None:
    """Four times a month is no term of four months (Algemene termijnenwet art. 4)."""
    month = rule("P1M", law_ref="art. 1 Wet")
    found = deadline((month,), at("2026-07-14T10:00"), at("2026-07-14T10:00"), times=4)
    assert clock.local(found.due).date() == date(2026, 11, 14)
    assert clock.local(found.at_latest).date() == date(2026, 11, 16)


def test_lengths_are_said_in_words() -> None:
    said = {"P1M": "1 maand", "P3M": "3 maanden", "P5Y": "5 jaar", "P18M": "18 maanden"}
    said |= {"P4W": "4 weken", "P1D": "1 dag", "P42D": "42 dagen", "PT24H": "24 uur"}
    said |= {"PT30M": "30 minuten", "-P14D": "14 dagen"}
    assert {one: in_dutch(one) for one in said} == said


DAYS = st.dates(date(2023, 12, 1), date(2029, 3, 31))
MOMENTS = st.builds(
    lambda day, minute: (
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)
    ),
    DAYS,
    st.integers(0, 1439),
)
RULES = st.one_of(
    st.integers(0, 400).map(lambda n: rule(f"P{n}D")),
    st.integers(1, 60).map(lambda n: rule(f"P{n}M", law_ref="art. 1 Wet")),
    st.integers(1, 40).map(lambda n: rule(f"P{n}D", working=True)),
    st.integers(1, 96).map(lambda n: rule(f"PT{n}H")),
)


def _pause(day: date, days: int) -> Pause:
    return Pause(since=day, until=day + timedelta(days=days))


PAUSES = st.lists(st.builds(_pause, DAYS, st.integers(0, 90)), max_size=3)


@TRY
@given(RULES, MOMENTS, MOMENTS, PAUSES)
def test_a_deadline_never_lies_before_its_start_and_a_pause_only_makes_it_later(
    one, start, on, pauses
) -> None:
    plain, paused = deadline((one,), start, on), deadline((one,), start, on, pauses)
    assert start <= plain.due <= paused.due
    assert paused.at_latest >= paused.due
    assert paused.reason.endswith(".")
    if not Duration.parse(one.duration).seconds:
        assert clock.local(paused.due).strftime("%H:%M:%S") == "23:59:59"


@TRY
@given(RULES, MOMENTS, PAUSES, DAYS)
def test_a_pause_that_goes_on_is_never_due_or_was_due_before(one, start, pauses, since) -> None:
    found = deadline((one,), start, start, [*pauses, Pause(since=since)])
    assert found.due is None or clock.local(found.due).date() <= max(
        since, clock.local(start).date()
    )


@TRY
@given(RULES, MOMENTS, st.integers(0, 30), PAUSES)
def test_who_starts_later_is_never_due_earlier(one, start, days, pauses) -> None:
    if one.duration.endswith("M"):
        # A pause is counted in days, and months differ in length: from 1 January with a pause to
        # the 29th a month ends on 1 March, from the 29th itself on 28 February.
        pauses = []
    later = start + timedelta(days=days)
    first, second = (deadline((one,), when, when, pauses).due for when in (start, later))
    assert first <= second


@TRY
@given(st.integers(1, 40), MOMENTS, PAUSES)
def test_a_term_in_working_days_ends_on_a_working_day_without_a_pause(number, start, pauses):
    end = clock.local(deadline((rule(f"P{number}D", working=True),), start, start, pauses).due)
    assert is_working_day(end.date())
    assert not any(one.covers(end.date()) for one in pauses)


@TRY
@given(st.integers(1, 60), MOMENTS)
def test_what_a_law_sets_never_ends_on_a_day_off_unless_it_is_too_long(months, start) -> None:
    found = deadline((rule(f"P{months}M", law_ref="art. 1 Wet"),), start, start)
    day = clock.local(found.at_latest).date()
    assert is_working_day(day) or months > 3
    assert clock.local(found.due).date() == add_months(clock.local(start).date(), months)


@TRY
@given(RULES, RULES, MOMENTS, DAYS, MOMENTS, PAUSES)
def test_changing_a_rule_never_rewrites_the_past(old, new, start, change, on, pauses) -> None:
    """Also for what is entered after the change, about something from before it."""
    before = replace(old, valid_to=change - timedelta(days=1))
    after = replace(new, valid_from=change)
    found = deadline((before, after), start, on, pauses)
    alone = replace(old if clock.local(start).date() < change else new, valid_from=None)
    said = deadline((alone,), start, on, pauses)
    assert (found.due, found.reason, found.standing) == (said.due, said.reason, said.standing)


@TRY
@given(PAUSES, DAYS)
def test_merging_pauses_changes_no_day(pauses, day) -> None:
    together = merged(pauses)
    assert any(one.covers(day) for one in pauses) == any(one.covers(day) for one in together)
    for one, after in pairwise(together):
        assert one.until < after.since
