"""What a factsheet says of a standing, as decision tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.factsheets.rules import (
    Counts,
    Point,
    compared,
    counted,
    cut,
    due,
    dutch_day,
    headline,
    percent,
    questions,
    steps,
)

ON = date(2026, 3, 2)


def point(title: str = "Beleid", code: str = "not_started", **changed: object) -> Point:
    return Point(title=title, theme="Beleid", code=code, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 0, 0), (0, 28, 0), (28, 28, 100), (1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1)],
)
def test_a_share_is_rounded_as_people_round(part: int, whole: int, expected: int) -> None:
    assert percent(part, whole) == expected


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_never_more_than_half_a_per_cent_off(part: int, whole: int) -> None:
    part = min(part, whole)
    assert abs(percent(part, whole) * whole - 100 * part) * 2 <= whole
    assert 0 <= percent(part, whole) <= 100


@given(st.text("ab …\n", max_size=300), st.integers(5, 120))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit
    assert cut(text, 1000) == " ".join(text.split())


def test_a_cut_text_says_that_it_was() -> None:
    assert cut("een twee drie vier", 12) == "een twee…"


def test_the_groups_are_said_and_an_empty_one_is_not() -> None:
    assert counted(Counts(met=1, under_way=1)) == "1 op orde, 1 loopt"
    assert counted(Counts(under_way=2, expired=1, not_started=3)) == (
        "2 lopen, 1 bewijs verlopen, 3 nog niet begonnen"
    )
    assert counted(Counts()) == "geen punten"
    assert Counts(met=9, expired=1, not_started=3).lacking == 4


def test_the_first_sentence_says_how_far_it_is() -> None:
    counts = Counts(met=14, not_started=14)
    assert headline("Borne", counts, filled_in=True) == (
        "Borne heeft 14 van de 28 punten op orde: 50 procent."
    )
    assert "nog niets ingevuld" in headline("Borne", Counts(not_started=28), filled_in=False)


@pytest.mark.parametrize(
    ("own", "words"), [(2, "meer dan"), (1, "net zoveel als"), (0, "minder dan")]
)
def test_it_is_compared_with_the_region_as_a_whole(own: int, words: str) -> None:
    said = compared(Counts(met=own, not_started=2 - own), "Twente", Counts(met=5, not_started=5))
    assert f"{words} in Twente als geheel, waar 50 procent" in said


def test_what_had_to_be_done_before_a_day() -> None:
    before = date(2022, 1, 1)
    found = [point(code="met", due_before=before), point(due_before=before), point(code="met")]
    assert due(found) == (1, 2, before)
    assert due([point()]) == (0, 0, None)


def test_steps_come_in_order_and_not_of_what_is_met() -> None:
    late = point("Later", step="b", step_on=date(2027, 1, 1))
    soon = point("Eerder", step="a", step_on=date(2026, 5, 1))
    unknown = point("Ooit", step="c")
    found = steps([late, unknown, soon, point(code="met", step="d"), point()])
    assert [one.title for one in found] == ["Eerder", "Later", "Ooit"]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([point("X", "expired")], "“X” is verlopen"),
        ([point("X", step="s", step_on=date(2026, 3, 1))], "was gepland voor 1 maart 2026"),
        ([point("X", step="s", step_on=date(2026, 3, 2))], "op schema voor 2 maart 2026"),
        ([point("X", step="s")], "Wanneer is de volgende stap bij “X” klaar?"),
        ([point("X")], "beginnen met “X”"),
        ([point("X", "met")], "Wanneer bespreekt de raad dit opnieuw"),
    ],
)
def test_the_questions_follow_from_the_standing(found: list[Point], words: str) -> None:
    said = questions(found, ON)
    assert any(words in one for one in said)
    assert 1 <= len(said) <= 3


def test_a_day_is_written_as_in_dutch() -> None:
    assert dutch_day(date(2028, 2, 29)) == "29 februari 2028"
    assert dutch_day(None) == ""
