"""The rules of care: when a case moves, who is responsible, what is late."""

from datetime import date, timedelta

import pytest

from kmt.care.rules import (
    TEXT_LIMIT,
    MoveFacts,
    Urgency,
    attention,
    due_on,
    may_have_forms,
    may_move,
    may_write,
    not_yet,
    report_is_taken,
    text_problem,
    too_early,
)
from kmt.care.states import ENDED, State
from kmt.intake.rules import ELSEWHERE
from kmt.triage.rules.places import Basis, Places, responsible_municipality

S = State
MOVES = [
    # state, open, done, contacts, closing reason, to, allowed, a word of the sentence
    (S.PLAN_AGREED, 0, 0, 0, None, S.IN_EXECUTION, False, "geen enkele actie"),
    (S.PLAN_AGREED, 1, 0, 0, None, S.IN_EXECUTION, True, ""),
    (S.PLAN_AGREED, 0, 1, 0, None, S.IN_EXECUTION, True, ""),
    (S.IN_EXECUTION, 3, 0, 0, None, S.EVALUATION, False, "niets om te evalueren"),
    (S.IN_EXECUTION, 3, 0, 1, None, S.EVALUATION, True, ""),
    (S.IN_EXECUTION, 3, 1, 0, None, S.EVALUATION, True, ""),
    (S.EVALUATION, 0, 2, 2, None, S.IN_EXECUTION, False, "geen actie open"),
    (S.EVALUATION, 1, 0, 0, None, S.IN_EXECUTION, True, ""),
    (S.EVALUATION, 1, 0, 0, None, S.AFTERCARE, True, ""),
    (S.AFTERCARE, 1, 0, 0, "goals_reached", S.CLOSED, False, "1 actie open"),
    (S.AFTERCARE, 2, 0, 0, "goals_reached", S.CLOSED, False, "2 acties open"),
    (S.AFTERCARE, 0, 2, 0, "", S.CLOSED, False, "reden van sluiten"),
    (S.AFTERCARE, 0, 2, 0, None, S.CLOSED, True, ""),
    (S.AFTERCARE, 0, 2, 0, "goals_reached", S.CLOSED, False, "nog niet met de persoon gesproken"),
    (S.AFTERCARE, 0, 2, 1, "goals_reached", S.CLOSED, True, ""),
    (S.AFTERCARE, 0, 2, 0, "lost_contact_missing", S.CLOSED, True, ""),
    (S.RECEIVED, 0, 0, 0, None, S.ACCEPTED, False, "bestaat niet"),
    (S.SCREENING, 0, 0, 0, None, S.ADVICE_CLOSED, True, ""),
    (S.IN_EXECUTION, 1, 0, 0, None, S.HANDED_OVER, False, "nog niet aanvaard"),
    (S.EVALUATION, 0, 2, 0, "goals_reached", S.CLOSED, True, ""),
    (S.IN_EXECUTION, 0, 2, 0, "goals_reached", S.CLOSED, False, "Doelen bereikt"),
    (S.IN_EXECUTION, 0, 2, 0, "refused_help", S.CLOSED, True, ""),
    (S.MISSING, 0, 0, 0, "lost_contact_missing", S.CLOSED, True, ""),
    (S.MISSING, 1, 0, 0, "lost_contact_missing", S.CLOSED, False, "1 actie open"),
    (S.REOPENED, 0, 0, 0, None, S.IN_EXECUTION, False, "geen actie open"),
    (S.REOPENED, 1, 0, 0, None, S.IN_EXECUTION, True, ""),
    (S.CLOSED, 0, 0, 0, None, S.REOPENED, True, ""),
    (S.CLOSED, 0, 0, 0, None, S.INTAKE, False, "bestaat niet"),
    (S.ACCEPTED, 0, 0, 0, None, S.MISSING, True, ""),
    (S.ON_HOLD, 0, 0, 0, None, S.MISSING, True, ""),
]


@pytest.mark.parametrize(
    ("state", "open_actions", "done", "contacts", "reason", "to", "allowed", "word"), MOVES
)
def test_when_a_case_may_move(
    state: State,
    open_actions: int,
    done: int,
    contacts: int,
    reason: str | None,
    to: State,
    allowed: bool,
    word: str,
) -> None:
    facts = MoveFacts(
        state=state,
        actions_open=open_actions,
        actions_done=done,
        contacts=contacts,
        spoken_since=contacts > 0,
        closing_reason=reason,
    )
    decision = may_move(facts, to)
    assert decision.allowed is allowed
    assert word in " ".join(decision.reasons)


A, B = "GM0164", "GM0153"
RESPONSIBLE = [
    # residence, found, override, reason, municipality, basis, allowed
    (A, B, "", "", A, Basis.RESIDENCE, True),
    (A, "", "", "", A, Basis.RESIDENCE, True),
    ("", B, "", "", B, Basis.PLACE_FOUND, True),
    ("", "", "", "", "", Basis.UNKNOWN, True),
    (A, B, B, "", B, Basis.OVERRIDE, False),
    (A, B, B, "   ", B, Basis.OVERRIDE, False),
    (A, B, B, "de politie vroeg het", B, Basis.OVERRIDE, True),
    (A, B, A, "", A, Basis.RESIDENCE, True),
    ("", "", B, "", B, Basis.OVERRIDE, False),
    (ELSEWHERE, B, "", "", "", Basis.RESIDENCE, False),
    ("", ELSEWHERE, "", "", "", Basis.PLACE_FOUND, False),
    (ELSEWHERE, B, B, "veiliger hier", B, Basis.OVERRIDE, True),
]


@pytest.mark.parametrize(
    ("residence", "found", "override", "reason", "municipality", "basis", "allowed"), RESPONSIBLE
)
def test_which_municipality_is_responsible(
    residence: str,
    found: str,
    override: str,
    reason: str,
    municipality: str,
    basis: Basis,
    allowed: bool,
) -> None:
    answer = responsible_municipality(
        Places(residence=residence, place_found=found, override=override, reason=reason)
    )
    assert (answer.municipality, answer.basis) == (municipality, basis)
    assert answer.decision.allowed is allowed
    assert bool(answer.decision.reasons) is not allowed


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "urgency", "shown"),
    [
        (-14, Urgency.OVERDUE, 14),
        (-1, Urgency.OVERDUE, 1),
        (0, Urgency.TODAY, 0),
        (1, Urgency.SOON, 1),
        (7, Urgency.SOON, 7),
        (8, Urgency.LATER, 8),
    ],
)
def test_how_near_a_due_date_is(days: int, urgency: Urgency, shown: int) -> None:
    due = due_on(TODAY + timedelta(days=days), TODAY)
    assert (due.urgency, due.days) == (urgency, shown)


def test_a_case_asks_for_attention_from_its_first_day_or_since_nobody_is_on_it() -> None:
    since = TODAY - timedelta(days=14)
    firsts = {
        "later": TODAY + timedelta(days=30),
        "soon": TODAY + timedelta(days=2),
        "forgotten": None,
        "today": TODAY,
        "late": TODAY - timedelta(days=3),
        "very late": TODAY - timedelta(days=20),
    }
    order = sorted(firsts, key=lambda name: attention(firsts[name], since))
    assert order == ["very late", "forgotten", "late", "today", "soon", "later"]


@pytest.mark.parametrize(
    ("victims", "with_case", "taken"),
    [
        ({"a"}, set(), False),
        ({"a"}, {"a"}, True),
        ({"a", "b"}, {"a"}, False),
        ({"a", "b"}, {"a", "b"}, True),
        (set(), set(), False),
        (set(), {"witness"}, True),
        ({"a"}, {"witness"}, False),
    ],
)
def test_a_report_is_taken_when_each_victim_has_a_case(
    victims: set[str], with_case: set[str], taken: bool
) -> None:
    assert report_is_taken(frozenset(victims), frozenset(with_case)) is taken


@pytest.mark.parametrize(
    ("forms", "allowed"),
    [
        (set(), True),
        ({"UNK"}, True),
        ({"SEX", "LAB"}, True),
        ({"SEX", "UNK"}, False),
        ({"XXX"}, False),
    ],
)
def test_unknown_is_a_form_that_stands_alone(forms: set[str], allowed: bool) -> None:
    known = frozenset({"SEX", "LAB", "UNK"})
    assert may_have_forms(frozenset(forms), known).allowed is allowed


def test_nothing_is_written_in_a_closed_case() -> None:
    assert [one for one in State if not may_write(one).allowed] == [
        one for one in State if one in ENDED
    ]


def test_a_text_is_something_and_not_endless() -> None:
    assert text_problem(" \n ") == "Vul hier iets in."
    assert text_problem("x" * TEXT_LIMIT) == ""
    assert str(TEXT_LIMIT) in text_problem("x" * (TEXT_LIMIT + 1))


def test_an_action_is_due_in_the_future_and_a_contact_happened_in_the_past() -> None:
    day = timedelta(days=1)
    assert too_early(TODAY - day, TODAY)
    assert not too_early(TODAY, TODAY)
    assert not_yet(TODAY + day, TODAY)
    assert not not_yet(TODAY, TODAY)
