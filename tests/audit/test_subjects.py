"""Whom an event is about is sealed under that person's key: erased with it, and still provable."""

from base64 import b64decode
from uuid import uuid4

import pytest

from kmt.audit import signing
from kmt.audit.actions import Event, read_of, record
from kmt.audit.actions.signing import sign_head
from kmt.audit.letter import letter
from kmt.audit.merkle import is_included, leaf_hash
from kmt.audit.models import AuditEvent
from kmt.audit.notes import read
from kmt.audit.queries import verify
from kmt.audit.queries.looks import looks_at
from kmt.audit.queries.proofs import prove_event
from kmt.audit.subjects import NO_KEY, finder, is_sealed, sealed_id
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.vault.actions import register_person
from kmt.vault.models import DataKey
from kmt.vault.queries import open_identity
from kmt.vault.rules import Identity
from tests.audit.sealed import person_in
from tests.vault.in_care import in_care

SEVEN = 7


@pytest.fixture
def person(desk):
    return register_person(by=desk, identity=Identity(name="Noor Demo"), municipality="").id


@pytest.fixture
def other(desk):
    return register_person(by=desk, identity=Identity(name="Bo Demo"), municipality="").id


def erase(person) -> None:
    DataKey.objects.filter(subject=f"person:{person}").delete()


def about_people() -> list[AuditEvent]:
    rows = AuditEvent.objects.filter(object_type__in=["person", "data_key"])
    return [one for one in rows if is_sealed(one.object_type, one.object_id)]


def test_no_event_holds_the_id_of_a_person(desk, person):
    open_identity(desk, person, reason="contact")
    assert len(about_people()) == 3
    everything = str(list(AuditEvent.objects.values()))
    assert str(person) not in everything
    assert person.hex not in everything


def test_two_events_about_one_person_cannot_be_told_from_two_about_two(desk, person):
    for _ in range(SEVEN):
        open_identity(desk, person, reason="contact")
    ids = [one.object_id for one in about_people()]
    assert len(set(ids)) == len(ids)
    assert len({len(one) for one in ids}) == 1


def test_with_the_key_each_is_found_and_no_other(desk, person, other):
    open_identity(desk, person, reason="contact")
    open_identity(desk, other, reason="safety")
    found = [person_in(one.object_type, one.object_id, one.event_id) for one in about_people()]
    assert found.count(str(person)) == found.count(str(other)) == 3


def test_a_sealed_id_that_was_moved_to_another_event_is_nobody(person):
    sealed = sealed_id("person", str(person), str(uuid4()))
    assert not finder(person)("person", sealed, str(uuid4()))


def test_after_erasing_everything_verifies_and_the_person_cannot_be_linked(
    desk, privacy_officer, person, other
):
    open_identity(desk, person, reason="contact")
    about = AuditEvent.objects.latest("seq")
    sign_head()
    erase(person)
    outcome = verify()
    assert (outcome.signed, outcome.breaks) == (1, ())
    found = prove_event(about.seq)
    leaf = leaf_hash(f"{found.content}\n{found.hash}".encode())
    path = [bytes.fromhex(step) for step in found.proof]
    root = read(found.note, signing.public_keys()).root
    assert is_included(leaf, about.seq - 1, size=found.size, root=root, proof=path)
    assert finder(person) is None
    assert person_in(about.object_type, about.object_id, about.event_id) == about.object_id
    assert person.bytes not in b64decode(about.object_id)
    with pytest.raises(Refused, match="geen sleutel meer"):
        looks_at(privacy_officer, person)
    assert looks_at(privacy_officer, other)


def test_what_happens_after_the_erasure_does_not_name_the_person_again(desk, person):
    erase(person)
    read_of(desk, object_type="person", object_id=str(person))
    assert AuditEvent.objects.latest("seq").object_id == NO_KEY
    assert not DataKey.objects.filter(subject=f"person:{person}").exists(), "no key is made for it"


def test_a_person_who_is_not_there_gets_no_key_and_no_id(desk):
    with pytest.raises(NotFound):
        open_identity(desk, uuid4(), reason="contact")
    assert AuditEvent.objects.latest("seq").object_id == NO_KEY
    assert not DataKey.objects.exists()


def test_ids_of_other_things_stay_as_they_are(desk):
    for kind, name in (("report", str(uuid4())), ("data_key", "report:7"), ("person", "")):
        read_of(desk, object_type=kind, object_id=name)
        assert AuditEvent.objects.latest("seq").object_id == name


def test_events_from_before_keep_their_id_and_are_still_found(desk, privacy_officer, person):
    read_of(desk, object_type="person", object_id="", reason="safety")
    old = AuditEvent.objects.latest("seq")
    assert finder(person)("person", str(person), str(old.event_id))
    assert not finder(person)("person", str(uuid4()), str(old.event_id))


def test_who_looked_is_told_by_role_and_organisation_never_by_name(
    desk, coordinator, analyst, privacy_officer, person, other
):
    in_care(desk, person)
    open_identity(coordinator, person, reason="safety")
    with pytest.raises(NotPermitted):
        open_identity(analyst, person, reason="contact")
    open_identity(desk, other, reason="contact")
    record(Event(actor=desk, action="update", object_type="care_case", object_id="c-1"))
    record(Event(actor=desk, action="update", object_type="care_case", object_id="c-2"))
    looks = looks_at(privacy_officer, person, files=[("care_case", "c-1")])
    assert [(one.role, one.action, one.object_type, one.refused) for one in looks] == [
        ("intake_worker", "create", "person", False),
        ("intake_worker", "update", "person", False),
        ("care_coordinator", "read", "person", False),
        ("analyst", "read", "person", True),
        ("intake_worker", "update", "care_case", False),
        ("privacy_officer", "export", "person", False),
    ]
    text = letter(looks)
    assert "zorgcoördinator (KMT) bekeek: wie u bent en hoe u te bereiken bent." in text
    assert "Reden: acute veiligheid van de persoon of van anderen." in text
    assert "analist (KMT) probeerde dit, maar mocht niet: bekeek" in text
    for actor in (desk, coordinator, analyst, privacy_officer):
        assert actor.name not in text
        assert actor.id not in text


def test_a_file_nobody_looked_at_says_so():
    assert "niemand heeft uw gegevens bekeken" in letter([])


def test_only_who_may_read_the_record_asks_who_looked(desk, person):
    with pytest.raises(NotPermitted):
        looks_at(desk, person)
    denied = AuditEvent.objects.latest("seq")
    assert (denied.object_type, denied.result) == ("audit_event", "denied")
