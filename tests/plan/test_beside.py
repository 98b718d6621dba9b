"""What goes with the case: what the person may see of the plan, and who only reads it."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.care import actions as care
from kmt.care.beside import beside
from kmt.care.queries import case as case_page
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.plan import actions
from kmt.plan.catalogue import EVERY, items, items_for, templates, templates_for
from kmt.plan.rules import JudgedBy, NewScore
from kmt.vocabulary.queries import codes_of
from tests.plan.conftest import GOAL, WHAT, add, agree, write


def told(case_id: UUID) -> dict[str, str]:
    """What the person gets of the plan: kind and words."""
    officer = system_actor(
        "test", purpose="test", permissions=frozenset({Permission.RIGHTS_REQUEST_HANDLE})
    )
    room = beside("plan")
    assert room is not None
    pieces = list(room.told(officer, case_id))
    assert len({one.key for one in pieces}) == len(pieces)
    return {one.kind: " | ".join(line.text for line in one.lines) for one in pieces}


def test_the_person_gets_everything_of_the_plan_but_not_who_elsewhere_does_it(
    case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    add(coordinator, case_id, organisation="Woningcorporatie", person="mw. Sleutel")
    score = NewScore(domain="safety", value=2, judged_by=JudgedBy.VICTIM, on=clock.today())
    actions.add_score(by=coordinator, case_id=case_id, score=score, token=uuid4())
    agree(coordinator, case_id)
    actions.give_copy(
        by=coordinator, case_id=case_id, language="nl", pdf=b"", without=(), token=uuid4()
    )
    found = told(case_id)
    assert GOAL in found["tekst in het hulpplan"]
    assert "2 van 4" in found["cijfer in het hulpplan"]
    assert WHAT in found["actie uit het hulpplan"]
    assert "Zo wil ik het." in found["instemming met het hulpplan"]
    assert "Nederlands" in found["exemplaar van het hulpplan"]
    assert "Sleutel" not in " ".join(found.values())


def test_who_may_not_answer_the_person_gets_nothing(case_id: UUID, coordinator: Actor) -> None:
    write(coordinator, case_id)
    room = beside("plan")
    assert room is not None
    assert list(room.told(coordinator, case_id)) == []
    assert list(room.made_on(coordinator)) == []


def test_on_the_case_it_says_what_it_is_for_as_long_as_it_is_empty(
    case_id: UUID, coordinator: Actor
) -> None:
    (part,) = [one for one in case_page(coordinator, case_id).parts if one.room == "plan"]
    assert (part.text, part.page) == ("", "plan:case")
    assert "Wat de persoon wil bereiken" in part.empty


def test_a_reader_without_the_right_to_write_sees_no_form(
    log_in, case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    for one in case_page(coordinator, case_id).actions:
        care.finish_action(by=coordinator, case_id=case_id, action_id=one.id)
    version = case_page(coordinator, case_id).version
    closing = care.Move(
        to=State.CLOSED, reason="klaar", version=version, closing_reason="refused_help"
    )
    care.move_case(by=coordinator, case_id=case_id, move=closing)
    bram: Client = log_in("coordinator")
    for address in ("plan:case", "plan:evaluation", "plan:print"):
        text = bram.get(reverse(address, args=[case_id])).content.decode()
        assert '<form method="post"' not in text.split("<main")[1]
    text = bram.get(reverse("plan:domain", args=[case_id, 1])).content.decode()
    assert "keep.js" not in text
    assert GOAL in text
    assert bram.get(reverse("plan:agree", args=[case_id])).status_code == 403


@pytest.mark.parametrize("form", sorted(codes_of("exploitation_form")))
def test_every_form_of_exploitation_has_a_checklist_of_its_own(form: str) -> None:
    assert [one for one in items() if one.form == form]
    assert {one.form for one in items_for((form,))} == {form, EVERY}


def test_templates_for_the_form_of_the_case_come_first() -> None:
    assert templates_for(("CRIM",))[0].code == "courier"
    assert len(templates()) == 5
    for one in templates():
        assert one.goals
        assert one.actions
        assert one.source


def test_no_two_points_have_one_code() -> None:
    assert len({one.code for one in items()}) == len(items())
