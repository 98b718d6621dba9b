"""A person in the vault: sealed under a key of their own, opened with a reason, every look recorded."""

from datetime import date
from uuid import uuid4

import pytest

from kmt.audit.models import AuditEvent
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.vault import actions, queries
from kmt.vault.models import DataKey
from kmt.vault.rules import LOOK_REASONS, Identity

ENSCHEDE, HENGELO = "GM0153", "GM0164"
NOOR = Identity(
    name="Noor Demo",
    aliases=("Nora", "N. Voorbeeld"),
    birth_date=date(2009, 5, 17),
    estimated_age=16,
    description="meisje, ongeveer 16, rode jas",
    contact="06 0000 0001",
    safe_contact="via school, nooit thuis",
    languages=("nl", "hu"),
)


@pytest.fixture
def person(desk):
    return actions.register_person(by=desk, identity=NOOR, municipality=ENSCHEDE)


def looks() -> list[tuple[str, str, str]]:
    rows = AuditEvent.objects.filter(object_type="person", action="read")
    return list(rows.values_list("object_id", "result", "reason_text"))


def test_who_registers_a_person_gets_a_label_that_tells_nothing(person):
    assert "Noor" not in person.label
    assert len(person.label) == 5


def test_what_went_in_comes_out(desk, person):
    assert queries.open_identity(desk, person.id, reason="contact") == NOOR


def test_an_almost_empty_identity_comes_out_as_it_went_in(desk):
    little = Identity(estimated_age=0)
    ref = actions.register_person(by=desk, identity=little, municipality="")
    assert queries.open_identity(desk, ref.id, reason="safety") == little


@pytest.mark.parametrize("reason", sorted(LOOK_REASONS))
def test_every_look_is_recorded_with_its_reason(desk, person, reason):
    queries.open_identity(desk, person.id, reason=reason)
    assert looks() == [(str(person.id), "allowed", reason)]


def test_a_look_that_cannot_be_recorded_does_not_happen(desk, person, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("no record")

    monkeypatch.setattr(queries, "read_of", fail)
    with pytest.raises(OSError, match="no record"):
        queries.open_identity(desk, person.id, reason="contact")
