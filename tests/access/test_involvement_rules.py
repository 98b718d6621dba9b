"""Who comes in, as decision tables: involved, in an emergency, or not; and who may change that.

Sources: WGS art. 2.31(4), BGS art. 1.17, WGS art. 1.8(7); three hours and the numbers are ours.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.access.rules import (
    AT_ONCE,
    IN_A_DAY,
    LASTS,
    WORDS_LIMIT,
    Between,
    EmergencyAsked,
    Reach,
    Tie,
    may_end,
    may_hand_over,
    may_involve,
    may_open_emergency,
    may_review,
    reach,
    review_due,
)

NOW = datetime(2026, 11, 26, 17, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("tie", "expected"),
    [
        (Tie(), Reach.NONE),
        (Tie(involved=True), Reach.FULL),
        (Tie(emergency_until=NOW + SECOND), Reach.LIMITED),
        (Tie(emergency_until=NOW), Reach.NONE),
        (Tie(emergency_until=NOW - SECOND), Reach.NONE),
        (Tie(emergency_until=NOW + SECOND, shielded=True), Reach.NONE),
        (Tie(involved=True, shielded=True), Reach.FULL),
        (Tie(involved=True, emergency_until=NOW - SECOND), Reach.FULL),
        (Tie(involved=True, emergency_until=NOW + SECOND), Reach.FULL),
    ],
)
def test_how_far_somebody_comes(tie, expected) -> None:
    assert reach(tie, NOW) is expected


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=6)))
def test_emergency_access_ends_after_exactly_three_hours(passed) -> None:
    expected = Reach.LIMITED if passed < timedelta(hours=3) else Reach.NONE
    assert reach(Tie(emergency_until=NOW + LASTS), NOW + passed) is expected


FINE = {
    "ground": "acute_danger",
    "words": "De persoon belt en klinkt bang.",
    "shielded": False,
    "involved": False,
    "conflict": False,
    "open_now": 0,
    "today": 0,
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, ""),
        ({"open_now": AT_ONCE - 1, "today": IN_A_DAY - 1}, ""),
        ({"shielded": True}, "afgeschermd"),
        ({"conflict": True}, "belang dat botst"),
        ({"involved": True}, "al betrokken"),
        ({"ground": ""}, "Kies waarom"),
        ({"ground": "curious"}, "Kies waarom"),
        ({"words": "  "}, "Schrijf op"),
        ({"words": "x" * (WORDS_LIMIT + 1)}, "korter"),
        ({"open_now": AT_ONCE}, "Sluit er eerst een"),
        ({"today": IN_A_DAY}, "Bel de teamleider"),
    ],
)
def test_when_a_file_opens_in_an_emergency(change, sentence) -> None:
    decision = may_open_emergency(EmergencyAsked(**{**FINE, **change}))
    assert decision.allowed is (sentence == "")
    assert sentence in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 4, 26), date(2026, 4, 28)),
        (date(2025, 4, 17), date(2025, 4, 22)),
    ],
    ids=["thursday", "friday", "christmas", "kings day", "easter"],
)
def test_somebody_else_looks_on_the_next_working_day(opened, due) -> None:
    assert review_due(opened) == due


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ({}, True),
        ({"reviewer": "bram"}, False),
        ({"reviewed": True}, False),
        ({"running": True}, False),
        ({"opinion": ""}, False),
    ],
)
def test_who_judges_an_emergency(change, allowed) -> None:
    case = {
        "opened_by": "bram",
        "reviewer": "tess",
        "reviewed": False,
        "running": False,
        "opinion": "justified",
    }
    assert may_review(**{**case, **change}).allowed is allowed


BETWEEN = Between(asker="asker", to="sanne", leads=True)
COORDINATOR = {"leads": False, "coordinates": True}


@pytest.mark.parametrize(
    ("change", "reason", "sentence"),
    [
        ({}, "", ""),
        (COORDINATOR, "", ""),
        ({"leads": False}, "", "Alleen de teamleider en wie het dossier"),
        ({"to": "asker"}, "", "jezelf niet"),
        ({"works": False}, "", "werkt niet in zulke dossiers"),
        ({"holds": True}, "", "Draag het over"),
        ({"conflict": True}, "", ""),
        ({"conflict": True} | COORDINATOR, "", "belang dat botst"),
        ({"shielded": True}, "relapse", ""),
        ({"shielded": True}, "", "Kies waarom"),
        ({"shielded": True}, "curious", "Kies waarom"),
        ({"shielded": True} | COORDINATOR, "relapse", "alleen de teamleider"),
    ],
)
def test_who_involves_whom(change, reason, sentence) -> None:
    decision = may_involve(replace(BETWEEN, **change), reason=reason)
    assert decision.allowed is (sentence == "")
    assert sentence in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("change", "reason", "sentence"),
    [
        ({}, "handed_over", ""),
        ({}, "left", ""),
        (COORDINATOR, "conflict_of_interest", ""),
        ({"leads": False}, "handed_over", "Alleen de teamleider en wie het dossier"),
        ({"to": "asker"}, "handed_over", "jezelf niet"),
        ({"works": False}, "handed_over", "werkt niet in zulke dossiers"),
        ({"holds": True}, "handed_over", "al bij deze collega"),
        ({"conflict": True}, "handed_over", "belang dat botst"),
        ({"shielded": True}, "handed_over", ""),
        ({"shielded": True} | COORDINATOR, "handed_over", "alleen de teamleider"),
        ({}, "closed", "Kies waarom"),
    ],
)
def test_who_hands_a_file_over(change, reason, sentence) -> None:
    decision = may_hand_over(replace(BETWEEN, **change), reason=reason)
    assert decision.allowed is (sentence == "")
    assert sentence in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("leads", "coordinates", "own", "capacity", "reason", "allowed"),
    [
        (True, False, False, "stand_in", "no_longer_needed", True),
        (False, True, False, "adviser", "conflict_of_interest", True),
        (False, False, True, "stand_in", "left", True),
        (False, False, False, "stand_in", "left", False),
        (True, True, True, "coordinator", "left", False),
        (True, False, False, "coordinator", "handed_over", False),
        (True, False, False, "stand_in", "closed", False),
        (True, False, False, "stand_in", "bored", False),
    ],
)
def test_when_involvement_ends(leads, coordinates, own, capacity, reason, allowed) -> None:
    decision = may_end(
        leads=leads, coordinates=coordinates, own=own, capacity=capacity, reason=reason
    )
    assert decision.allowed is allowed
