"""A round from its beginning until it is frozen: who may, what stands, what never changes."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ALLOWED, Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.mandate.actions import put_standing
from kmt.mandate.rules import Said
from kmt.rounds import actions, queries
from kmt.rounds.models import FrozenStanding, Round
from kmt.rounds.rules import Asked
from kmt.rounds.states import RoundState
from tests.conftest import ENSCHEDE, HENGELO
from tests.rounds.conftest import AFTER, CLOSES, DAY, QUESTION, asked, stand


def answer(by: Actor, round_id: UUID, text: str = "Meer training.", **changed: object) -> None:
    whole: dict[str, object] = {"municipality": HENGELO, "answers": [text], "version": 0}
    actions.answer(by=by, round_id=round_id, **{**whole, **changed})  # type: ignore[arg-type]


def close_and_freeze(adviser: Actor, round_id: UUID) -> None:
    with clock.frozen(AFTER):
        actions.close(by=adviser, round_id=round_id)
        actions.freeze(by=adviser, round_id=round_id)


def test_beginning_invites_every_municipality_in_one_act(adviser, round_id) -> None:
    view = queries.round_view(adviser, round_id)
    assert (view.line.invited, view.line.answered) == (14, 0)
    assert view.questions == (QUESTION,)
    assert view.line.state == RoundState.OPEN
    event = AuditEvent.objects.get(object_type="yearly_round")
    assert (event.action, event.object_id) == ("create", str(round_id))


def test_the_same_form_sent_twice_is_one_round(today, adviser) -> None:
    token = uuid4()
    first = actions.begin_round(by=adviser, asked=asked(), token=token)
    assert actions.begin_round(by=adviser, asked=asked(), token=token) == first
    assert Round.objects.count() == 1


def test_only_one_round_runs_at_a_time(round_id, adviser) -> None:
    with pytest.raises(Refused, match="Er loopt al een ronde"):
        actions.begin_round(by=adviser, asked=asked(year=2027))


def test_two_who_begin_at_one_moment_make_one_round(round_id, adviser, monkeypatch) -> None:
    monkeypatch.setattr("kmt.rounds.actions.may_begin", lambda states: ALLOWED)
    monkeypatch.setattr("kmt.rounds.actions.begin_problems", lambda *args, **kwargs: {})
    with pytest.raises(Conflict):
        actions.begin_round(by=adviser, asked=asked())
    assert Round.objects.count() == 1


def test_only_who_leads_begins_reminds_closes_and_freezes(
    round_id, focal_point_hengelo, member, analyst
) -> None:
    for by in (focal_point_hengelo, member, analyst):
        for deed in (
            lambda by=by: actions.begin_round(by=by, asked=asked()),
            lambda by=by: actions.remind(by=by, round_id=round_id),
            lambda by=by: actions.close(by=by, round_id=round_id, reason="Omdat."),
            lambda by=by: actions.freeze(by=by, round_id=round_id),
        ):
            with pytest.raises(NotPermitted):
                deed()
    assert Round.objects.get().state == RoundState.OPEN


def test_a_question_about_a_person_is_not_kept(today, adviser) -> None:
    with pytest.raises(Invalid) as refused:
        actions.begin_round(by=adviser, asked=asked(questions=("Hoe is het met 111222333?",)))
    assert "questions" in refused.value.fields
    assert not Round.objects.exists()


def test_a_municipality_answers_and_can_do_so_again(round_id, focal_point_hengelo) -> None:
    answer(focal_point_hengelo, round_id)
    answer(focal_point_hengelo, round_id, "Ook geld.", version=1)
    view = queries.answer_view(focal_point_hengelo, round_id, HENGELO)
    assert view.answers == ("Ook geld.",)
    assert (view.version, view.answered_by) == (2, "Hanna Hengelo")
    assert view.line.answered == 1


def test_what_two_people_answer_at_once_is_not_lost(round_id, focal_point_hengelo) -> None:
    answer(focal_point_hengelo, round_id, "Eerst.")
    with pytest.raises(Conflict):
        answer(focal_point_hengelo, round_id, "Tweede.", version=0)
    assert queries.answer_view(focal_point_hengelo, round_id, HENGELO).answers == ("Eerst.",)


def test_nobody_answers_for_another_municipality(round_id, focal_point_hengelo, adviser) -> None:
    with pytest.raises(NotFound):
        answer(focal_point_hengelo, round_id, municipality=ENSCHEDE)
    with pytest.raises(NotPermitted):
        answer(adviser, round_id)
    with pytest.raises(NotFound):
        answer(focal_point_hengelo, uuid4())


@pytest.mark.parametrize("number", ["111222333", "NL91 ABNA 0417 1643 00"])
def test_an_answer_holds_no_number_of_a_person(round_id, focal_point_hengelo, number) -> None:
    with pytest.raises(Invalid) as refused:
        answer(focal_point_hengelo, round_id, f"Denk aan iemand met BSN of rekening {number}.")
    assert f"Haal weg wat van een persoon is: {number}." in refused.value.fields["answer_0"]


def test_a_municipality_sees_its_own_and_the_total_only(
    round_id, focal_point_hengelo, focal_point_enschede, adviser, member
) -> None:
    answer(focal_point_enschede, round_id, municipality=ENSCHEDE)
    seen = queries.round_view(focal_point_hengelo, round_id)
    assert [one.municipality for one in seen.municipalities] == [HENGELO]
    assert (seen.line.answered, seen.line.invited) == (1, 14)
    assert queries.round_view(member, round_id).municipalities == ()
    with pytest.raises(NotFound):
        queries.answer_view(focal_point_hengelo, round_id, ENSCHEDE)
    with pytest.raises(NotFound):
        queries.answer_view(member, round_id, ENSCHEDE)
    every = queries.round_view(adviser, round_id).municipalities
    assert len(every) == 14
    assert [one.name for one in every if one.answered_on] == ["Enschede"]


def test_a_round_closes_when_its_day_is_over_or_for_a_reason(round_id, adviser) -> None:
    with pytest.raises(Refused, match="niet elke gemeente"):
        actions.close(by=adviser, round_id=round_id)
    actions.close(by=adviser, round_id=round_id, reason="De raad vergadert eerder.")
    view = queries.round_view(adviser, round_id)
    assert (view.line.state, view.close_reason) == ("closed", "De raad vergadert eerder.")
    assert view.line.closed_on == DAY.date()


def test_after_closing_nobody_answers(round_id, adviser, focal_point_hengelo) -> None:
    with clock.frozen(AFTER):
        actions.close(by=adviser, round_id=round_id)
        with pytest.raises(Refused, match="volgende ronde"):
            answer(focal_point_hengelo, round_id)


def test_reminding_asks_a_week_between(round_id, adviser) -> None:
    actions.remind(by=adviser, round_id=round_id)
    with pytest.raises(Refused, match="De laatste herinnering"):
        actions.remind(by=adviser, round_id=round_id)
    with clock.frozen(DAY + timedelta(days=7)):
        actions.remind(by=adviser, round_id=round_id)
    row = Round.objects.get()
    assert (row.state, row.reminded_on) == ("reminding", date(2026, 3, 9))


def test_freezing_keeps_every_item_of_every_municipality(
    round_id, adviser, focal_point_hengelo, focal_point_enschede
) -> None:
    stand(focal_point_hengelo, HENGELO, "C01", "C02")
    stand(focal_point_enschede, ENSCHEDE, "C01")
    close_and_freeze(adviser, round_id)
    own = queries.answer_view(focal_point_hengelo, round_id, HENGELO)
    assert len(own.frozen) == 28
    assert own.met == 2
    first = next(one for one in own.frozen if one.line.code == "C01")
    assert (first.region_met, first.region_all) == (2, 14)
    assert {one.line.municipality for one in own.frozen} == {HENGELO}
    seen = queries.round_view(adviser, round_id)
    assert seen.intact is True
    assert len(seen.sha256) == 64
    with gate_open(adviser):
        assert FrozenStanding.objects.get_queryset().count() == 14 * 28


def test_what_changes_later_does_not_change_what_is_frozen(
    round_id, adviser, focal_point_hengelo
) -> None:
    stand(focal_point_hengelo, HENGELO, "C01")
    close_and_freeze(adviser, round_id)
    before = queries.answer_view(focal_point_hengelo, round_id, HENGELO).frozen
    with clock.frozen(AFTER + timedelta(days=1)):
        put_standing(
            by=focal_point_hengelo, municipality=HENGELO, item="C01", said=Said(code="not_started")
        )
        with pytest.raises(Refused, match="staat al vast"):
            actions.freeze(by=adviser, round_id=round_id)
    assert queries.answer_view(focal_point_hengelo, round_id, HENGELO).frozen == before


def test_it_is_frozen_as_it_stood_when_the_round_closed(
    round_id, adviser, focal_point_hengelo
) -> None:
    stand(focal_point_hengelo, HENGELO, "C01")
    with clock.frozen(AFTER):
        actions.close(by=adviser, round_id=round_id)
    with clock.frozen(AFTER + timedelta(days=3)):
        put_standing(
            by=focal_point_hengelo, municipality=HENGELO, item="C01", said=Said(code="not_started")
        )
        actions.freeze(by=adviser, round_id=round_id)
    assert queries.answer_view(focal_point_hengelo, round_id, HENGELO).met == 1


def test_a_frozen_line_cannot_be_written_again_and_a_forged_one_shows(round_id, adviser) -> None:
    close_and_freeze(adviser, round_id)
    with gate_open(adviser, writing=True):
        row = FrozenStanding.objects.get_queryset().first()
        assert row is not None
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()
        FrozenStanding.objects.get_queryset().filter(id=row.id).update(met=True)
    assert queries.round_view(adviser, round_id).intact is False


def test_the_next_round_begins_after_the_freezing(round_id, adviser) -> None:
    close_and_freeze(adviser, round_id)
    with clock.frozen(AFTER):
        later = Asked(year=2027, opens=CLOSES, closes=CLOSES + timedelta(days=60))
        actions.begin_round(by=adviser, asked=later)
    assert [one.year for one in queries.rounds(adviser)] == [2027, 2026]


def test_reading_takes_a_fixed_number_of_questions(
    round_id, adviser, focal_point_hengelo, django_assert_max_num_queries
) -> None:
    stand(focal_point_hengelo, HENGELO, "C01")
    close_and_freeze(adviser, round_id)
    with django_assert_max_num_queries(6):
        queries.round_view(adviser, round_id)
    with django_assert_max_num_queries(5):
        queries.answer_view(focal_point_hengelo, round_id, HENGELO)
    with django_assert_max_num_queries(6):
        queries.roles_overview(adviser)
