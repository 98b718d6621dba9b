"""A person in the vault: sealed under a key of their own, opened with a reason, on record."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from kmt.audit.models import AuditEvent
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.vault import actions, queries, writing
from kmt.vault.models import DataKey
from kmt.vault.rules import LOOK_REASONS, Identity
from tests.audit.sealed import person_in

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
    return [
        (person_in("person", one.object_id, one.event_id), one.result, one.reason_text)
        for one in AuditEvent.objects.filter(object_type="person", action="read")
    ]


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

    monkeypatch.setattr(queries.persons, "read_of", fail)
    with pytest.raises(OSError, match="no record"):
        queries.open_identity(desk, person.id, reason="contact")


def test_who_has_no_permission_is_refused_and_that_is_recorded_once(analyst, person):
    with pytest.raises(NotPermitted):
        queries.open_identity(analyst, person.id, reason="contact")
    assert looks() == [(str(person.id), "denied", "")]


def test_a_person_of_another_world_does_not_exist(desk, person):
    with pytest.raises(NotFound):
        queries.open_identity(elsewhere(desk), person.id, reason="contact")
    assert looks() == [(str(person.id), "denied", "")]


def elsewhere(desk):
    """The desk of a place where this person is not known."""
    return replace(desk, world=frozenset({HENGELO}), whole_region=False)


def test_a_person_that_is_not_there_looks_the_same_as_one_of_another_world(desk, person):
    said = []
    for person_id in (person.id, uuid4()):
        with pytest.raises(NotFound) as refused:
            queries.open_identity(elsewhere(desk), person_id, reason="contact")
        said.append((refused.value.sentence, refused.value.next_step))
    assert said[0] == said[1]


@pytest.mark.parametrize("reason", ["", "curiosity", "CONTACT"])
def test_without_a_reason_of_the_list_nothing_opens(desk, person, reason):
    with pytest.raises(Refused, match="waarom je wilt weten"):
        queries.open_identity(desk, person.id, reason=reason)
    assert looks() == [(str(person.id), "denied", "")]


def test_who_may_not_register_leaves_no_person_and_no_key(coordinator):
    with pytest.raises(NotPermitted):
        actions.register_person(by=coordinator, identity=NOOR, municipality=ENSCHEDE)
    assert not DataKey.objects.exists()
    denied = AuditEvent.objects.filter(object_type="person").values_list("action", "result")
    assert list(denied) == [("create", "denied")]


def test_nobody_registers_a_person_in_a_municipality_outside_their_world(desk):
    with pytest.raises(Refused, match="werkgebied"):
        actions.register_person(by=desk, identity=NOOR, municipality="GM0363")


@pytest.mark.parametrize(
    ("identity", "sentence"),
    [
        (Identity(), "herkent"),
        (Identity(languages=("nl",)), "herkent"),
        (Identity(name="Noor Demo", birth_date=date(2999, 1, 1)), "geboortedatum"),
        (Identity(name="Noor Demo", birth_date=date(1850, 1, 1)), "geboortedatum"),
        (Identity(name="Noor Demo", estimated_age=-1), "leeftijd"),
        (Identity(name="Noor Demo", estimated_age=121), "leeftijd"),
    ],
)
def test_an_identity_that_cannot_be_is_refused_in_words(desk, identity, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.register_person(by=desk, identity=identity, municipality=ENSCHEDE)


def test_two_persons_have_two_keys(desk, person):
    other = actions.register_person(by=desk, identity=NOOR, municipality=HENGELO)
    keys = DataKey.objects.filter(subject__in=[f"person:{person.id}", f"person:{other.id}"])
    assert len({bytes(key.wrapped) for key in keys}) == 2


def test_making_a_key_is_recorded(person):
    made = AuditEvent.objects.filter(action="key").earliest("seq")
    assert made.object_type == "data_key"
    assert person_in("data_key", made.object_id, made.event_id) == str(person.id)


def test_a_label_that_is_taken_is_not_given_again(desk, person, monkeypatch):
    labels = iter([person.label, person.label, "ACDEF"])
    monkeypatch.setattr(writing, "new_label", lambda: next(labels))
    assert actions.register_person(by=desk, identity=NOOR, municipality="").label == "ACDEF"
