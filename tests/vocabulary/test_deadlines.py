"""Deadline rules by date, and the moment on which a term ends."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kmt.vocabulary import queries
from kmt.vocabulary.durations import Duration
from kmt.vocabulary.entries import DeadlineRule
from kmt.vocabulary.refusals import NoTermStated, NotValidOn, UnknownWord

DUTCH = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 11, 23)


def at(text: str) -> datetime:
    """A moment on a Dutch clock."""
    return datetime.fromisoformat(text).replace(tzinfo=DUTCH)


def rule(rule_id: str) -> DeadlineRule:
    return queries.deadline(rule_id, TODAY)


@pytest.mark.parametrize(
    ("rule_id", "on", "holds"),
    [
        ("RES-02", date(2010, 1, 1), True),
        ("RES-03", date(2023, 5, 18), False),
        ("RES-03", date(2023, 5, 19), True),
        ("RES-12", date(2012, 6, 30), False),
        ("RES-12", date(2012, 7, 1), True),
        ("MDF-01", date(2017, 12, 31), False),
        ("MDF-01", date(2018, 1, 1), True),
        ("MDF-01", date(2019, 11, 30), True),
        ("MDF-01", date(2019, 12, 1), False),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(rule_id: str, on: date, holds: bool) -> None:
    assert (rule_id in {each.rule for each in queries.deadline_rules_on(on)}) is holds
    if holds:
        assert queries.deadline(rule_id, on).rule == rule_id
    else:
        with pytest.raises(NotValidOn):
            queries.deadline(rule_id, on)


def test_the_refusal_of_an_ended_rule_says_until_when_it_held() -> None:
    with pytest.raises(NotValidOn) as refused:
        queries.deadline("MDF-01", date(2026, 1, 1))
    assert "tot en met 30-11-2019" in refused.value.sentence
    assert refused.value.next_step


def test_an_unknown_rule_is_refused_by_name() -> None:
    with pytest.raises(UnknownWord, match="RES-99"):
        queries.deadline("RES-99", TODAY)


def test_rules_can_be_asked_per_track() -> None:
    residence = queries.deadline_rules_on(TODAY, "residence")
    assert {each.rule for each in residence} == {f"RES-{number:02}" for number in range(1, 18)}


@pytest.mark.parametrize(
    ("rule_id", "start", "end"),
    [
        # reflection period: three months, to the end of the day, clamped to the month
        ("RES-02", "2026-01-15T14:00", "2026-04-15T23:59:59"),
        ("RES-02", "2026-11-30T09:00", "2027-02-28T23:59:59"),
        ("RES-02", "2023-11-30T09:00", "2024-02-29T23:59:59"),
        # thirty days for a Dublin claimant, over the end of summer time
        ("RES-03", "2026-10-10T10:00", "2026-11-09T23:59:59"),
        ("RES-10", "2024-02-29T12:00", "2025-02-28T23:59:59"),
        ("RES-14", "2023-03-01T12:00", "2026-03-01T23:59:59"),
        # at once, within the hour, the same day
        ("URG-U1A", "2026-11-23T16:30", "2026-11-23T16:30"),
        ("URG-U1B", "2026-11-23T23:30", "2026-11-24T00:30"),
        ("URG-U1C", "2026-11-23T16:30", "2026-11-23T23:59:59"),
        # 24 hours are 24 hours, also in the night that summer time ends
        ("URG-U2", "2026-11-23T16:30", "2026-11-24T16:30"),
        ("URG-U2", "2026-10-24T16:00", "2026-10-25T15:00"),
        # ten weeks of Veilig Thuis
        ("VT-03", "2026-11-23T09:00", "2027-02-01T23:59:59"),
        # working days, over Christmas and over Easter
        ("VT-01", "2026-12-24T17:00", "2027-01-04T23:59:59"),
        ("URG-U3A", "2026-12-24T09:00", "2026-12-29T23:59:59"),
        ("URG-U3A", "2026-04-02T09:00", "2026-04-08T23:59:59"),
        ("URG-U4", "2026-12-18T09:00", "2027-01-05T23:59:59"),
        # warnings are counted back, and stand ready when the day begins
        ("WARN-30", "2026-12-31T23:59:59", "2026-12-01T00:00"),
        ("WARN-01", "2026-03-01T12:00", "2026-02-28T00:00"),
    ],
)
def test_a_term_ends_when_it_should(rule_id: str, start: str, end: str) -> None:
    assert queries.due(rule(rule_id), at(start)) == at(end)


def test_the_day_of_a_term_is_the_dutch_day_whatever_the_clock_of_the_server() -> None:
    just_after_midnight_in_enschede = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    ends = queries.due(rule("URG-U1C"), just_after_midnight_in_enschede)
    assert ends == at("2026-07-01T23:59:59")
    assert ends.utcoffset() == UTC.utcoffset(None)


def test_a_rule_without_a_stated_term_asks_a_person_for_a_date() -> None:
    with pytest.raises(NoTermStated) as refused:
        queries.due(rule("SAF-01"), at("2026-11-23T09:00"))
    assert "geldigheid veiligheidsbeoordeling" in refused.value.sentence
    assert "Vul zelf een datum in" in refused.value.next_step


def test_a_start_without_a_time_zone_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        queries.due(rule("RES-02"), datetime(2026, 11, 23, 9, 0))


@pytest.mark.parametrize("text", ["", "P", "PT", "3M", "P3X", "P1DT2H", "P-3D", "P1.5D", "p3m"])
def test_what_is_not_a_duration_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|mixes"):
        Duration.parse(text)
