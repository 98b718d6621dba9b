"""What the gate keeps goes with its case, is told to whom it is about, and counts for the term."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.exchange.actions import registering
from kmt.exchange.beside import BESIDE
from kmt.exchange.models import RegistrationStep, VictimRegistration
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.vault.rules.consenting import State
from tests.exchange.test_registering import ANSWERS


def holding(actor: Actor, permission: Permission) -> Actor:
    """The same person with one right more."""
    return replace(actor, permissions=actor.permissions | {permission})


def test_a_case_that_goes_takes_all_of_it_along(coordinator: Actor, case_id: UUID) -> None:
    registering.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    with gate_open(coordinator, writing=True):
        assert BESIDE.take_out(coordinator, case_id) == 2
        assert not VictimRegistration.objects.exists()
        assert not RegistrationStep.objects.exists()


def test_the_person_sees_what_was_registered(
    coordinator: Actor, case_id: UUID, consent: Callable[..., None]
) -> None:
    consent(State.GIVEN)
    registering.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    registering.fill_in(by=coordinator, case_id=case_id, version=1, typed=ANSWERS)
    officer = holding(coordinator, Permission.RIGHTS_REQUEST_HANDLE)
    (piece,) = BESIDE.told(officer, case_id)
    lines = {one.label: one.text for one in piece.lines}
    assert lines["soort"] == "met naam"
    assert lines["vormen van uitbuiting"] == "seksuele uitbuiting"
    assert list(BESIDE.told(coordinator, case_id)) == []


def test_every_piece_counts_for_the_term_by_its_own_day(coordinator: Actor, case_id: UUID) -> None:
    registering.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    job = holding(coordinator, Permission.RETENTION_TERM_RUN)
    assert set(BESIDE.made_on(job)) == {(case_id, clock.today())}
    assert list(BESIDE.made_on(coordinator)) == []
