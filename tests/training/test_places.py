"""Places are given in order, once, and move up by themselves; who came gets a certificate."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest
from django.db import connection

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.training import actions, queries
from kmt.training.certificates import calendar_of, certificate
from kmt.training.rules import QUESTIONS
from kmt.training.states import Place
from kmt.training.writing import TwoTexts, Who
from tests.training.conftest import AFTER, HENGELO, STARTS, offer, planned


def names(by: Actor, session_id: UUID) -> list[tuple[str, str]]:
    return [(one.name, one.place) for one in queries.participants(by, session_id)]


def test_the_queue_fills_moves_up_and_keeps_its_order(
    take, session_id, adviser, desk, coordinator, colleague, analyst
) -> None:
    taken = [take(one) for one in (desk, coordinator, colleague, analyst)]
    assert taken == [Place.PLACED, Place.PLACED, Place.WAITING, Place.WAITING]
    assert queries.session(analyst, session_id).place.before_me == 1
    assert actions.cancel_place(by=desk, session_id=session_id) == 1
    assert names(adviser, session_id) == [
        ("Bram Voorbeeld", "placed"),
        ("Sanne Invalt", "placed"),
        ("Eva Telt", "waiting"),
    ]
    assert take(desk) == Place.WAITING  # who comes back comes last
    seen = queries.session(desk, session_id)
    assert (seen.session.placed, seen.session.waiting, seen.place.before_me) == (2, 2, 1)
    assert seen.participants == ()


def test_the_same_person_twice_has_one_place(take, session_id, adviser, desk) -> None:
    assert take(desk) == take(desk) == Place.PLACED
    who = Who(name="Ida Verzonnen", municipality=HENGELO, department="youth")
    for name in ("Ida Verzonnen", " ida  verzonnen "):
        actions.register_other(
            by=adviser,
            session_id=session_id,
            who=Who(name=name, municipality=HENGELO, department="youth"),
        )
    assert names(adviser, session_id) == [("Noor Demo", "placed"), (who.name, "placed")]


def test_a_name_is_kept_sealed(session_id, adviser) -> None:
    who = Who(name="Ida Verzonnen", municipality=HENGELO, department="youth")
    actions.register_other(by=adviser, session_id=session_id, who=who)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, person_key, account FROM training_trainingplace")
        ((name, key, account),) = cursor.fetchall()
    assert b"Ida" not in bytes(name)
    assert "ida" not in key.casefold()
    assert account == ""


def test_more_places_go_to_who_waits_and_given_places_stay(
    take, session_id, adviser, desk, coordinator, colleague
) -> None:
    for one in (desk, coordinator, colleague):
        take(one)
    with pytest.raises(Invalid):
        actions.change_session(
            by=adviser, session_id=session_id, version=1, planned=planned(places=1)
        )
    moved = actions.change_session(
        by=adviser, session_id=session_id, version=1, planned=planned(places=3)
    )
    assert moved == 1
    with pytest.raises(TwoTexts):
        actions.change_session(by=adviser, session_id=session_id, version=1, planned=planned())


@pytest.mark.parametrize(
    ("deed", "field"),
    [
        (lambda by, told: actions.offer_training(by=by, offer=offer(about=told)), "about"),
        (
            lambda by, told: actions.plan_session(
                by=by,
                training_id=actions.offer_training(by=by, offer=offer()),
                planned=planned(trainer=told),
            ),
            "trainer",
        ),
        (
            lambda by, told: actions.put_staff(
                by=by, municipality=HENGELO, department="youth", year=2026, staff=8, source=told
            ),
            "source",
        ),
    ],
)
def test_what_a_training_says_is_about_nobody(adviser, deed, field) -> None:
    with pytest.raises(Invalid) as refused:
        deed(adviser, "Over BSN 111222333, geboren op 3-4-2009")
    assert "111222333, 3-4-2009" in refused.value.fields[field]
    deed(adviser, "Bel 053 123 45 67 of mail training@voorbeeld.test")


def test_nobody_registers_after_it_closes_or_when_it_is_called_off(
    take, session_id, adviser, desk
) -> None:
    with clock.frozen(STARTS - timedelta(days=1)), pytest.raises(Refused):
        take(desk)
    actions.call_off(by=adviser, session_id=session_id, version=1)
    with pytest.raises(Refused):
        take(desk)
    assert queries.session(desk, session_id).session.called_off


def test_who_may_not_keep_trainings_keeps_none(session_id, desk, administrator) -> None:
    who = Who(name="Ida", municipality=HENGELO, department="youth")
    for deed in (
        lambda by: actions.offer_training(by=by, offer=offer()),
        lambda by: actions.register_other(by=by, session_id=session_id, who=who),
        lambda by: actions.call_off(by=by, session_id=session_id, version=1),
        lambda by: actions.mark_attendance(by=by, session_id=session_id, came=()),
    ):
        with pytest.raises((NotPermitted, NotFound)):
            deed(desk)
    with pytest.raises((NotPermitted, NotFound)):
        actions.take_place(
            by=administrator, session_id=session_id, municipality=HENGELO, department="youth"
        )


@pytest.mark.parametrize(
    ("municipality", "department", "field"),
    [("", "youth", "municipality"), ("GM9999", "youth", "municipality"),
     (HENGELO, "magic", "department")],
)  # fmt: skip
def test_a_place_says_where_somebody_works(take, desk, municipality, department, field) -> None:
    with pytest.raises(Invalid) as refused:
        take(desk, municipality, department)
    assert field in refused.value.fields
    assert take(desk, "", "partner") == Place.PLACED


def _came(by: Actor, session_id: UUID, *names_there: str) -> None:
    there = queries.participants(by, session_id)
    actions.mark_attendance(
        by=by, session_id=session_id, came=[one.id for one in there if one.name in names_there]
    )


def test_only_who_was_there_gets_a_certificate_and_it_is_tagged(
    take, session_id, adviser, desk, coordinator
) -> None:
    take(desk)
    take(coordinator)
    with pytest.raises(Refused):
        _came(adviser, session_id, "Noor Demo")
    with clock.frozen(AFTER):
        _came(adviser, session_id, "Noor Demo")
        mine = queries.session(desk, session_id).place
        not_there = queries.session(coordinator, session_id).place
        content = certificate(by=desk, place_id=mine.id)
        with pytest.raises(Refused):
            certificate(by=coordinator, place_id=not_there.id)
        with pytest.raises(NotFound):
            certificate(by=coordinator, place_id=mine.id)
        assert certificate(by=adviser, place_id=mine.id) == content
    with pikepdf.open(BytesIO(content)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert "Noor" not in str(paper.docinfo)


def _answer(by: Actor, place_id: UUID, mark: int = 4) -> None:
    actions.answer(by=by, place_id=place_id, marks=dict.fromkeys(QUESTIONS, mark))


def test_answers_are_counted_shown_from_five_and_lead_to_nobody(
    session_id, take, adviser, desk, coordinator, colleague, analyst, team_lead
) -> None:
    people = (desk, coordinator, colleague, analyst, team_lead)
    actions.change_session(by=adviser, session_id=session_id, version=1, planned=planned(places=9))
    for one in people:
        take(one)
    with clock.frozen(AFTER):
        there = [one.id for one in queries.participants(adviser, session_id)]
        actions.mark_attendance(by=adviser, session_id=session_id, came=there)
        for number, one in enumerate(people):
            seen = queries.evaluation(adviser, session_id)
            assert (seen.answers, dict(seen.counts)) == (number, {})
            place = queries.session(one, session_id).place
            _answer(one, place.id, mark=number + 1)
            with pytest.raises(Conflict):
                _answer(one, place.id)
        counts = queries.evaluation(adviser, session_id).counts
    assert counts == dict.fromkeys(QUESTIONS, (1, 1, 1, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM training_answercount")
        columns = {one[0] for one in cursor.description}
        kept = str(cursor.fetchall())
    assert columns == {"id", "session_id", "question", "mark", "count"}
    assert not any(one.id in kept for one in people)


def test_who_was_not_there_has_nothing_to_answer(session_id, take, desk, coordinator) -> None:
    take(desk)
    place = queries.session(desk, session_id).place
    with pytest.raises(Refused):
        _answer(desk, place.id)
    with pytest.raises(NotFound):
        _answer(coordinator, place.id)


def test_a_calendar_says_when_and_where_and_nobody_s_name(take, session_id, adviser, desk) -> None:
    take(desk)
    text = calendar_of([queries.calendar_session(desk, session_id)])
    assert "SUMMARY:Signalen zien aan de balie" in text
    assert "DTSTART:20260310T083000Z" in text
    assert "DTEND:20260310T113000Z" in text
    assert "Noor" not in text
    assert desk.id not in text


def test_the_list_asks_the_database_as_often_however_much_is_planned(
    adviser, desk, django_assert_num_queries
) -> None:
    training = actions.offer_training(by=adviser, offer=offer())
    for _number in range(8):
        actions.plan_session(by=adviser, training_id=training, planned=planned())
    with django_assert_num_queries(2):
        assert len(queries.sessions(desk)) == 8
