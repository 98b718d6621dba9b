"""Four eyes: a decision that the region names waits for a colleague, and a difference is kept."""

from dataclasses import replace

import pytest

from kmt.audit.models import AuditEvent
from kmt.intake import queries
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.region import region
from kmt.triage import actions, rules
from kmt.triage.queries import triages
from tests.intake.conftest import every_row, text_of

DROP = {"outcome": "no_follow_up", "suspicion": "weak"}
WHY = "De paspoorten zijn wel ingenomen, dat weegt voor mij zwaar."


@pytest.fixture
def colleague_at_desk(desk: Actor) -> Actor:
    """Another intake worker."""
    return replace(desk, id="another-desk-worker", name="Sam Verzonnen")


@pytest.fixture
def look(colleague_at_desk):
    """Look again at a report, on its current version."""

    def again(report_id, *, by=None, version=None, agrees=True, reasons=""):
        actor = by or colleague_at_desk
        current = queries.report_detail(actor, report_id).version
        actions.look_again(
            by=actor,
            report_id=report_id,
            version=current if version is None else version,
            agrees=agrees,
            reasons=reasons,
        )

    return again


@pytest.fixture
def proposed(tell, weigh):
    """A report of which the desk wants to let go."""
    id_ = tell()
    weigh(id_, **DROP)
    return id_


def test_this_region_lets_nobody_drop_a_report_alone() -> None:
    assert "no_follow_up" in region().second_look


@pytest.mark.parametrize(
    ("outcome", "urgency", "configured", "waits"),
    [
        ("no_follow_up", "U3", {"no_follow_up"}, True),
        ("no_follow_up", "U1", {"no_follow_up"}, False),
        ("advice", "U3", {"no_follow_up"}, False),
        ("no_follow_up", "U3", set(), False),
        ("care_case", "U2", {"care_case"}, True),
        ("care_case", "U1", {"care_case"}, False),
    ],
)
def test_what_waits_and_what_does_not(outcome, urgency, configured, waits) -> None:
    found = rules.waits_for_second_look(outcome, urgency, frozenset(configured))
    assert found is waits


def test_a_decision_that_waits_has_no_effect_yet(proposed, desk) -> None:
    found = queries.report_detail(desk, proposed)
    assert (found.state, found.outcome, found.second_look) == ("screened", "", True)
    assert found.history[0].event == "propose"
    assert found.due_at is not None


def test_a_colleague_who_agrees_lets_it_take_effect(proposed, desk, look) -> None:
    look(proposed)
    found = queries.report_detail(desk, proposed)
    assert (found.state, found.outcome, found.second_look) == ("routed", "no_follow_up", False)
    (triage,) = triages(desk, proposed)
    assert [(one.agrees, one.by_name) for one in triage.looks] == [(True, "Sam Verzonnen")]


def test_a_colleague_who_sees_it_otherwise_leaves_it_to_be_weighed_again(
    proposed, desk, look, weigh
) -> None:
    look(proposed, agrees=False, reasons=WHY)
    found = queries.report_detail(desk, proposed)
    assert (found.state, found.outcome, found.second_look) == ("screened", "", False)
    (triage,) = triages(desk, proposed)
    assert [(one.agrees, one.reasons) for one in triage.looks] == [(False, WHY)]
    weigh(proposed, outcome="advice")
    assert queries.report_detail(desk, proposed).state == "routed"
    assert triages(desk, proposed)[1].looks[0].reasons == WHY  # the difference stays


def test_who_weighed_does_not_look_again(proposed, desk, look) -> None:
    with pytest.raises(Invalid, match="zelf gewogen"):
        look(proposed, by=desk)


def test_a_difference_without_reasons_is_asked_for_them(proposed, look) -> None:
    with pytest.raises(Invalid, match="staat nog niet waarom"):
        look(proposed, agrees=False)


def test_nothing_is_looked_at_before_it_was_weighed(tell, look) -> None:
    with pytest.raises(Conflict, match="nog niet gewogen"):
        look(tell())


def test_two_colleagues_at_once_give_one_look(proposed, look) -> None:
    look(proposed, version=2)
    with pytest.raises(Conflict):
        look(proposed, version=2)


def test_acute_danger_waits_for_nobody_and_is_looked_at_afterwards(
    tell, weigh, desk, look, monkeypatch
) -> None:
    monkeypatch.setattr(
        "kmt.triage.actions.weighing.region",
        lambda: replace(region(), second_look=frozenset({"signal_forwarded"})),
    )
    id_ = tell()
    weigh(
        id_,
        outcome="signal_forwarded",
        forward_to=("police_avim",),
        urgency="U1",
        urgency_reason="Hij heeft een mes.",
        safety="acute",
    )
    found = queries.report_detail(desk, id_)
    assert (found.state, found.outcome, found.second_look) == ("routed", "signal_forwarded", True)
    look(id_, agrees=False, reasons=WHY)
    found = queries.report_detail(desk, id_)
    assert (found.state, found.second_look) == ("routed", False)
    assert found.history[0].event == "differ"


def test_a_difference_can_be_noted_where_no_second_look_is_asked(tell, weigh, desk, look) -> None:
    id_ = tell()
    weigh(id_)
    look(id_, agrees=False, reasons=WHY)
    found = queries.report_detail(desk, id_)
    assert (found.state, found.outcome) == ("routed", "advice")
    assert triages(desk, id_)[0].looks[0].reasons == WHY


def test_a_difference_stands_nowhere_readable_and_the_look_is_recorded(proposed, look) -> None:
    look(proposed, agrees=False, reasons=WHY)
    assert "paspoorten zijn wel" not in every_row()
    last = AuditEvent.objects.filter(object_id=str(proposed)).order_by("seq").last()
    assert (last.action, last.actor_id) == ("update", "another-desk-worker")


def test_the_page_shows_what_waits_and_not_a_button_for_ones_own_work(proposed, log_in) -> None:
    client = log_in("desk")
    page = client.get(f"/meldingen/{proposed}/")
    assert "Wacht op akkoord van een collega: Geen vervolg" in text_of(page)
    assert "/meekijken/" not in page.content.decode()
    assert "Een collega kijkt mee" in text_of(client.get(f"/meldingen/{proposed}/meekijken/"))
    answer = client.post(f"/meldingen/{proposed}/meekijken/", {"version": 2, "agrees": "agrees"})
    assert answer.status_code == 422


def test_who_comes_second_keeps_what_was_typed(tell, desk, colleague_at_desk, log_in) -> None:
    id_ = tell()
    weighing = rules.Weighing(
        suspicion="weak",
        urgency="U3",
        urgency_reason="",
        forms=("LAB",),
        outcome="no_follow_up",
        reasons="Te weinig.",
        summary="acht mannen op één adres",
    )
    actions.record_triage(
        by=colleague_at_desk, report_id=id_, version=1, weighing=weighing, answers={}
    )
    typed = {"version": 1, "agrees": "differs", "reasons": WHY}
    answer = log_in("desk").post(f"/meldingen/{id_}/meekijken/", typed)
    assert answer.status_code == 409
    assert WHY in text_of(answer)
    assert triages(desk, id_)[0].looks == ()
