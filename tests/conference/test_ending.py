"""What becomes of a conference when its file goes, and what the person gets of it."""

from uuid import UUID

import pytest

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.care.actions import destroy_case
from kmt.care.beside import beside
from kmt.care.rules import CARE_CASE
from kmt.conference import actions, disclosed, queries, retained
from kmt.conference.models import AgendaItem, Conference, Participant
from kmt.conference.rules import Said, ToAgree
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.retention.terms import Event
from tests.conference.conftest import hold, in_days, seat_of


@pytest.fixture
def night() -> Actor:
    """The process that guards the terms."""
    return system_actor(
        "test", purpose="retention", permissions=frozenset({Permission.RETENTION_TERM_RUN})
    )


def test_a_case_takes_along_what_was_said_about_its_person(
    held: UUID, case_id: UUID, night: Actor, looking
) -> None:
    assert not list(retained.holdings(night))
    assert destroy_case(by=night, object_id=case_id) > 0
    assert not AgendaItem.objects.exists()
    (holding,) = retained.holdings(night)
    assert holding.kept.events == {Event.FINDING: (clock.today(),)}
    assert holding.keys == (f"conference:{held}",)
    assert actions.destroy_conference(by=night, object_id=held) > 0
    assert not Conference.objects.exists()
    assert not Participant.objects.exists()
    assert actions.destroy_conference(by=night, object_id=held) == 0


def test_each_piece_counts_for_the_term_of_the_case(
    held: UUID, case_id: UUID, item_id: UUID, coordinator: Actor, night: Actor
) -> None:
    actions.agree(by=coordinator, item_id=item_id, wanted=ToAgree(what="Bellen", due=in_days(1)))
    days = list(beside("conference").made_on(night))
    assert days == [(case_id, clock.today())] * 2
    assert list(retained.days_of(coordinator, CARE_CASE)) == []


def test_the_person_gets_what_was_said_and_no_names(
    invited: UUID, case_id: UUID, item_id: UUID, coordinator: Actor, privacy_officer: Actor
) -> None:
    hold(coordinator, invited, item_id)
    shelter = seat_of(coordinator, invited, "Opvang")
    actions.contribute(
        by=coordinator, item_id=item_id, participant_id=shelter, said=Said(text="Er is plek")
    )
    actions.agree(by=coordinator, item_id=item_id, wanted=ToAgree(what="Bellen", due=in_days(1)))
    pieces = list(beside("conference").told(privacy_officer, case_id))
    text = " ".join(line.text for one in pieces for line in one.lines)
    for words in ("Veilige opvang vinden", "Er is plek", "Bellen", "zorgaanbieder of opvang"):
        assert words in text
    for name in ("Kanarie", "Bram", "Opvang Verzonnen", "School"):
        assert name not in text
    assert [one.delicate for one in pieces] == [True, False, True]
    assert list(disclosed.pieces_of(coordinator, CARE_CASE, case_id, "R2")) == []


def test_only_the_night_asks_what_ends(coordinator: Actor) -> None:
    with pytest.raises(NotPermitted):
        list(retained.holdings(coordinator))


def test_a_number_is_found_by_who_decides_about_terms(
    held: UUID, coordinator: Actor, privacy_officer: Actor
) -> None:
    number = queries.conference(coordinator, held).head.number
    assert queries.id_of_number(privacy_officer, number) == held
    with pytest.raises(NotPermitted):
        queries.id_of_number(coordinator, number)
