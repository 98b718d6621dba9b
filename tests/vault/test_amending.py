"""Correcting who somebody is: every field, with the source, and what it said before kept sealed."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Q

from kmt.access.rows import gate_open
from kmt.kernel.refusals import NotPermitted, Refused
from kmt.persons.beside import safe_contact
from kmt.vault import actions, queries
from kmt.vault.models import IdentityChange
from kmt.vault.rules import Address, Identity, from_parts, to_parts
from tests.vault.in_care import in_care

GIRL = Identity(description="meisje, ongeveer 16, rode jas", estimated_age=16)
SHELTER = Address(text="Veilige straat 1", kind="shelter", since=date(2026, 1, 5))


@pytest.fixture
def girl(desk):
    ref = actions.register_person(by=desk, identity=GIRL, municipality="")
    return in_care(desk, ref.id)


def amend(by, person_id, source="verteld door de persoon zelf", **changed):
    identity, version = queries.identity_to_amend(by, person_id)
    actions.amend_person(
        by=by,
        person_id=person_id,
        identity=replace(identity, **changed),
        version=version,
        source=source,
    )


def test_an_unknown_girl_gets_a_name_and_what_was_said_before_stays(desk, girl):
    amend(desk, girl, name="Kasia Nowak")
    amend(desk, girl, source="gezien op een pas", birth_date=date(2010, 2, 3), estimated_age=None)
    newest, first = queries.identity_history(desk, girl)
    assert (newest.changed, newest.source) == (("birth_date", "estimated_age"), "gezien op een pas")
    assert newest.before.estimated_age == 16
    assert (first.changed, first.before.name, first.by_name) == (("name",), "", "Noor Demo")


def test_addresses_have_a_kind_and_days_and_come_out_as_they_went_in(desk, girl):
    amend(desk, girl, addresses=(SHELTER, Address(text="bij een vriendin in Almelo")))
    known = queries.open_identity(desk, girl, reason="contact")
    assert known.addresses == (SHELTER, Address(text="bij een vriendin in Almelo"))


def test_an_address_from_before_there_were_kinds_still_opens():
    assert from_parts({"addresses": b'["Kade 5"]'}).addresses == (Address(text="Kade 5"),)
    parts = to_parts(Identity(addresses=(SHELTER,)))
    assert from_parts(parts).addresses == (SHELTER,)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (Address(text=" "), "straat of de plaats"),
        (replace(SHELTER, until=date(2025, 1, 1)), "voordat het begint"),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_words(desk, girl, address, sentence):
    with pytest.raises(Refused, match=sentence):
        amend(desk, girl, addresses=(address,))
    assert queries.identity_history(desk, girl) == ()


def test_what_did_not_change_leaves_no_history(desk, girl):
    amend(desk, girl)
    assert queries.identity_history(desk, girl) == ()


def test_an_old_citizen_service_number_is_for_who_may_hold_it(desk, coordinator, girl):
    amend(coordinator, girl, bsn="123456782")
    amend(coordinator, girl, bsn="111222333")
    assert queries.identity_history(coordinator, girl)[0].before.bsn == "123456782"
    (newest, _) = queries.identity_history(desk, girl)
    assert (newest.before.bsn, newest.changed) == ("", ("bsn",))


def test_who_may_not_amend_reads_no_history(desk, girl, analyst):
    with pytest.raises(NotPermitted):
        queries.identity_history(analyst, girl)
    with pytest.raises(NotPermitted):
        queries.identity_to_amend(analyst, girl)


def test_an_old_value_cannot_be_put_back_as_if_it_held(desk, girl):
    from kmt.vault.models import Person
    from kmt.vault.rules import Unreadable

    amend(desk, girl, name="Kasia")
    amend(desk, girl, name="Kasia Nowak")
    with gate_open(desk, writing=True):
        old = IdentityChange.objects.seen_by(desk, Q()).order_by("version").last()
        person = Person.objects.get(id=girl)
        person.identity["name"] = old.before["name"]
        person.identity_version = old.version
        person.save()
    with pytest.raises(Unreadable):
        queries.open_identity(desk, girl, reason="contact")


def test_history_is_changed_by_nobody(desk, girl):
    amend(desk, girl, name="Kasia")
    with (
        gate_open(desk, writing=True),
        pytest.raises(DatabaseError, match="only added"),
        transaction.atomic(),
    ):
        IdentityChange.objects.seen_by(desk, Q()).update(by_name="iemand anders")


def test_safe_contact_shows_the_rules_and_nothing_else_and_is_recorded(desk, girl):
    from kmt.audit.models import AuditEvent

    amend(desk, girl, safe_contact="alleen sms, codewoord roos", contact="06 1234 5678")
    safe = safe_contact(desk, girl)
    assert (safe.rules, safe.languages) == ("alleen sms, codewoord roos", ())
    assert "1234" not in repr(safe)
    assert AuditEvent.objects.order_by("seq").last().reason_text == "contact"
