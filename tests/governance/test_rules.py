"""What governance may do, as tables of decisions."""

from datetime import UTC, date, datetime

import pytest

from kmt.governance.rules import (
    ActionStand,
    Gap,
    Term,
    about_problem,
    decision_day_problem,
    gaps,
    is_late,
    may_adopt,
    may_answer,
    may_minute,
    text_problem,
)
from kmt.governance.search import asked, stems

TODAY = date(2024, 2, 29)


def term(organisation: str, since: date, until: date | None = None) -> Term:
    return Term(organisation=organisation, since=since, until=until)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([], (("A", Gap.NEVER),)),
        ([term("A", date(2020, 1, 1))], ()),
        ([term("A", date(2020, 1, 1), TODAY)], (("A", Gap.ENDING),)),
        ([term("A", date(2020, 1, 1), date(2024, 2, 28))], (("A", Gap.ENDED),)),
        ([term("A", date(2024, 3, 1))], (("A", Gap.NEVER),)),
        ([term("A", date(2020, 1, 1), date(2024, 4, 29))], (("A", Gap.ENDING),)),
        ([term("A", date(2020, 1, 1), date(2024, 4, 30))], ()),
        (
            [term("A", date(2020, 1, 1), date(2024, 3, 1)), term("A", date(2024, 3, 2))],
            (),
        ),
        ([term("B", date(2020, 1, 1))], (("A", Gap.NEVER),)),
    ],
)
def test_an_organisation_without_a_member_is_a_gap(
    terms: list[Term], expected: tuple[tuple[str, Gap], ...]
) -> None:
    assert gaps(["A"], terms, TODAY) == expected


def test_gaps_come_in_the_order_of_the_list() -> None:
    assert [code for code, _gap in gaps(["C", "A", "B"], [term("A", TODAY)], TODAY)] == ["C", "B"]


@pytest.mark.parametrize(
    ("stand", "due", "late"),
    [
        (ActionStand.OPEN, date(2024, 2, 28), True),
        (ActionStand.OPEN, TODAY, False),
        (ActionStand.DONE, date(2024, 2, 28), False),
        (ActionStand.DROPPED, date(2024, 2, 28), False),
    ],
)
def test_an_action_is_late_the_day_after(stand: str, due: date, late: bool) -> None:
    assert is_late(stand, due, TODAY) is late


def at(month: int) -> datetime:
    return datetime(2026, month, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("meets", "later", "now", "same", "written", "allowed"),
    [
        (1, 2, 3, True, True, True),
        (1, 2, 3, False, True, False),
        (2, 1, 3, True, True, False),
        (2, 2, 3, True, True, False),
        (1, 3, 2, True, True, False),
        (1, 2, 3, True, False, False),
    ],
)
def test_a_later_meeting_of_the_same_body_adopts_minutes(
    meets: int, later: int, now: int, same: bool, written: bool, allowed: bool
) -> None:
    found = may_adopt(
        meets_at=at(meets), now=at(now), next_at=at(later), same_body=same, written=written
    )
    assert found.allowed is allowed
    assert bool(found.reasons) is not allowed


@pytest.mark.parametrize(
    ("adopted", "off", "allowed"),
    [(False, False, True), (True, False, False), (False, True, False)],
)
def test_minutes_are_written_until_they_are_adopted(
    adopted: bool, off: bool, allowed: bool
) -> None:
    assert may_minute(adopted=adopted, called_off=off).allowed is allowed


@pytest.mark.parametrize(
    ("until", "member", "allowed"),
    [
        (TODAY, True, True),
        (date(2024, 2, 28), True, False),
        (TODAY, False, False),
    ],
)
def test_members_answer_until_the_last_day(until: date, member: bool, allowed: bool) -> None:
    assert may_answer(open_until=until, today=TODAY, member=member).allowed is allowed


@pytest.mark.parametrize(
    ("about", "fine"),
    [("", True), ("weighing:1", True), ("weighing:", False), ("other:1", False), ("x", False)],
)
def test_a_decision_is_about_a_kind_that_is_known(about: str, fine: bool) -> None:
    assert (about_problem(about, ["weighing"]) == "") is fine


def test_a_decision_of_tomorrow_is_not_taken_yet() -> None:
    assert decision_day_problem(date(2024, 3, 1), TODAY)
    assert not decision_day_problem(TODAY, TODAY)


def test_a_text_is_needed_or_not_and_never_too_long() -> None:
    assert text_problem("  ", needed="Nodig.") == "Nodig."
    assert text_problem("") == ""
    assert "10 tekens" in text_problem("12345678901", limit=10)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("De besluiten van 2020", "besluit", True),
        ("Over de financiering", "FINANCIERINGEN", True),
        ("Eén huis", "een huizen", True),
        ("De besluiten", "geld", False),
        ("Almelo; Hengelo.", "hengelo almelo", True),
    ],
)
def test_words_are_found_by_their_stem(text: str, words: str, found: bool) -> None:
    assert all(one in stems(text) for one in asked(words)) is found
