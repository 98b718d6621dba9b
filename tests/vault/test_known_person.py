"""Is this person known? Candidates by label and reason, recorded, counted, within one's world."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, NotFound, NotPermitted, Refused
from kmt.vault import actions, limits, queries, writing
from kmt.vault.models import BlindToken, DataKey, Person, SearchCount
from kmt.vault.rules import Identity
from kmt.vault.rules.comparing import MOST
from tests.vault.in_care import in_care

ENSCHEDE, HENGELO = "GM0153", "GM0164"
NOOR = Identity(name="Noor van den Berg", birth_date=date(2009, 5, 7), contact="06 1234 5678")
GIRL = Identity(description="meisje, ongeveer 16, rode jas", estimated_age=16)


def register(desk, identity=NOOR, municipality=ENSCHEDE):
    return actions.register_person(by=desk, identity=identity, municipality=municipality)


def ask(actor, *, purpose="P_SIGNAL", **known):
    return queries.known_person(actor, Identity(**known), purpose)


def labels(found) -> list[str]:
    return [one.person.label for one in found.candidates]


@pytest.mark.parametrize(
    "known",
    [
        {"name": "Berg, Noor"},
        {"name": "N. v.d. Berg"},
        {"name": "Nora Vandenbergh"},
        {"name": "Noor", "birth_date": date(2009, 7, 5)},
        {"name": "Berg", "estimated_age": 17},
        {"contact": "+31612345678"},
        {"birth_date": date(2009, 5, 7)},
        {"aliases": ("Noor Berg",)},
        {"name": "noor"},
    ],
)
def test_a_person_is_found_by_what_is_remembered(desk, known):
    ref = register(desk)
    register(desk, Identity(name="Piet Pietersen", birth_date=date(1970, 1, 1)))
    assert labels(ask(desk, **known)) == [ref.label]


def test_the_answer_holds_words_and_a_label_and_nothing_of_who_it_is(desk):
    ref = register(desk)
    (one,) = ask(desk, name="N. Berg", birth_date=date(2009, 5, 8)).candidates
    assert one.person == ref
    assert one.agreeing == ("deel van de naam, en een voorletter",)
    assert one.differing == ("geboortedatum (het jaar ligt dichtbij)",)
    said = (one.agreeing, one.differing, one.reason, one.municipality)
    assert not any(word in repr(said) for word in ("Noor", "2009", "1234"))
    names = {field.name for field in fields(one)}
    assert names == {
        *("person", "municipality", "agreeing", "differing", "reason", "roles", "together")
    }


def test_nothing_is_found_where_nobody_is_known(desk):
    assert ask(desk, name="Noor Berg").candidates == ()
    register(desk)
    assert ask(desk, name="Piet Pietersen").candidates == ()


def test_somebody_without_a_name_is_kept_and_found_once_there_is_one(desk):
    ref = register(desk, GIRL)
    identity, version = queries.identity_to_amend(desk, ref.id)
    assert identity == GIRL
    actions.amend_person(
        by=desk, person_id=ref.id, identity=replace(GIRL, aliases=("Kasia",)), version=version
    )
    assert labels(ask(desk, name="Kasia", estimated_age=15)) == [ref.label]


def test_a_search_opens_no_identity(desk, monkeypatch, django_assert_max_num_queries):
    register(desk)
    monkeypatch.setattr(queries.persons, "open_sealed", None)
    with django_assert_max_num_queries(40):
        assert ask(desk, name="Noor Berg").candidates


def test_there_are_never_more_than_a_handful_and_it_says_that_there_are(desk):
    for _ in range(MOST + 2):
        register(desk)
    found = ask(desk, name="Noor Berg")
    assert len(found.candidates) == MOST
    assert found.more
    assert not ask(desk, name="Piet Pietersen").more


def test_who_is_likelier_comes_first(desk):
    far = register(desk, Identity(name="Nelly Berg", birth_date=date(1950, 1, 1)))
    near = register(desk)
    assert labels(ask(desk, name="N. Berg", birth_date=date(2009, 5, 7))) == [near.label, far.label]


def test_outside_the_own_world_nobody_is_known(desk):
    register(desk, municipality=HENGELO)
    only_enschede = replace(desk, world=frozenset({ENSCHEDE}), whole_region=False)
    assert ask(only_enschede, name="Noor Berg").candidates == ()
    assert ask(desk, name="Noor Berg").candidates


def test_who_is_likelier_in_another_world_takes_nobodys_place(desk, monkeypatch):
    monkeypatch.setattr(queries.known, "COMPARED", 1)
    register(desk, municipality=HENGELO)
    ref = register(desk, Identity(name="N. Berg"))
    only_enschede = replace(desk, world=frozenset({ENSCHEDE}), whole_region=False)
    assert labels(ask(only_enschede, name="Noor Berg")) == [ref.label]


def test_who_has_no_permission_is_refused_and_that_is_recorded(analyst):
    with pytest.raises(NotPermitted):
        ask(analyst, name="Noor Berg")
    assert searches() == [("denied", "")]
    assert not SearchCount.objects.exists()


def test_a_question_that_leads_to_nobody_does_not_lead_to_everybody(desk, monkeypatch):
    register(desk)
    monkeypatch.setattr(queries.known, "finding", lambda asked: frozenset())
    assert ask(desk, name="Noor Berg").candidates == ()


def searches() -> list[tuple[str, str]]:
    rows = AuditEvent.objects.filter(object_type="person", action="search").order_by("seq")
    return list(rows.values_list("result", "reason_text"))


def test_a_search_is_recorded_with_every_person_shown_and_without_its_words(desk):
    register(desk)
    ask(desk, name="Noor Berg", contact="06 1234 5678", purpose="P_CARE")
    assert searches() == [("allowed", "P_CARE")] * 2
    told = str(list(AuditEvent.objects.values()))
    assert not any(word in told for word in ("Berg", "berg", "612345678"))


@pytest.mark.parametrize(
    ("known", "purpose"), [({"name": "Noor Berg"}, "zomaar"), ({"estimated_age": 3}, "P_SIGNAL")]
)
def test_a_search_without_purpose_or_anything_to_go_by_is_refused(desk, known, purpose):
    with pytest.raises(Refused):
        ask(desk, purpose=purpose, **known)
    assert searches() == [("denied", "")]


def test_whoever_searches_too_often_waits_and_others_do_not(desk, coordinator, monkeypatch):
    monkeypatch.setattr(limits, "PER_HOUR", 3)
    monkeypatch.setattr(limits, "PER_DAY", 5)
    for _ in range(3):
        ask(desk, name="Noor Berg")
    with pytest.raises(Refused, match="heel vaak gezocht"):
        ask(desk, name="Noor Berg")
    ask(coordinator, name="Noor Berg")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        ask(desk, name="Noor Berg")
        ask(desk, name="Noor Berg")
        with pytest.raises(Refused):
            ask(desk, name="Noor Berg")
    with clock.frozen(clock.now() + timedelta(hours=26)):
        ask(desk, name="Noor Berg")
    assert searches().count(("denied", "")) == 2


def test_after_a_correction_the_old_name_finds_nobody(desk):
    ref = register(desk)
    identity, version = queries.identity_to_amend(desk, ref.id)
    corrected = replace(identity, name="Eline Smit", birth_date=None, contact="")
    actions.amend_person(by=desk, person_id=ref.id, identity=corrected, version=version)
    assert ask(desk, name="Noor Berg").candidates == ()
    assert labels(ask(desk, name="Eline Smit")) == [ref.label]
    assert queries.open_identity(desk, ref.id, reason="contact") == corrected


def test_who_comes_second_with_a_correction_is_told(desk):
    ref = register(desk)
    identity, version = queries.identity_to_amend(desk, ref.id)
    longer = replace(identity, languages=("nl",))
    actions.amend_person(by=desk, person_id=ref.id, identity=longer, version=version)
    with pytest.raises(Conflict):
        actions.amend_person(by=desk, person_id=ref.id, identity=GIRL, version=version)
    assert queries.open_identity(desk, ref.id, reason="contact") == longer


def test_a_correction_that_cannot_be_is_refused_and_another_world_has_no_such_person(desk):
    ref = register(desk)
    with pytest.raises(Refused, match="herkent"):
        actions.amend_person(by=desk, person_id=ref.id, identity=Identity(), version=1)
    elsewhere = replace(desk, world=frozenset({HENGELO}), whole_region=False)
    with pytest.raises(NotFound):
        actions.amend_person(by=elsewhere, person_id=ref.id, identity=GIRL, version=1)
    with pytest.raises(NotPermitted):
        queries.identity_to_amend(
            replace(desk, permissions=desk.permissions - {"vault.person.amend"}), ref.id
        )


BSN = "123456782"


def test_a_citizen_service_number_is_for_who_may_hold_it(desk, coordinator):
    with pytest.raises(Refused, match="geen BSN"):
        register(desk, replace(NOOR, bsn=BSN))
    ref = register(desk)
    in_care(desk, ref.id)
    identity, version = queries.identity_to_amend(coordinator, ref.id)
    actions.amend_person(
        by=coordinator, person_id=ref.id, identity=replace(identity, bsn=BSN), version=version
    )
    assert queries.open_identity(coordinator, ref.id, reason="contact").bsn == BSN
    seen, version = queries.identity_to_amend(desk, ref.id)
    assert seen.bsn == ""
    actions.amend_person(
        by=desk, person_id=ref.id, identity=replace(seen, description="lang"), version=version
    )
    kept = queries.open_identity(coordinator, ref.id, reason="contact")
    assert (kept.bsn, kept.description) == (BSN, "lang")
    assert labels(ask(coordinator, bsn=BSN, purpose="P_CARE")) == [ref.label]


@pytest.mark.parametrize("bsn", ["123456789", "12345678", "000000000", "12345678a", "١٢٣٤٥٦٧٨٢"])
def test_a_number_that_fails_its_own_check_is_refused(coordinator, bsn):
    also = {"vault.person.register", "vault.reach.desk"}
    may_register = replace(coordinator, permissions=coordinator.permissions | also)
    with pytest.raises(Refused, match="BSN kan niet kloppen"):
        register(may_register, Identity(bsn=bsn))


def test_search_rows_hold_numbers_only_and_lie_under_a_key_of_their_own(desk):
    register(desk)
    rows = list(BlindToken.objects.seen_by(desk, _all()).values_list("kind", "token"))
    assert len(rows) > 10
    assert all(isinstance(value, int) for row in rows for value in row)
    assert DataKey.objects.filter(subject="index:persons").count() == 1


def _all():
    from django.db.models import Q

    return Q()


def test_after_a_new_list_everybody_is_found_by_it(desk, monkeypatch, capsys):
    from django.core.management import call_command

    ref = register(desk, Identity(name="Zwaantje Berg", estimated_age=16))
    lists = queries.known.wordlists()
    longer = replace(lists, names_of={**lists.names_of, "zus": ("z",), "zwaantje": ("z",)})
    for place in (queries.known, writing):
        monkeypatch.setattr(place, "wordlists", lambda: longer)
    assert ask(desk, name="Zus Bergh").candidates[0].agreeing[0].endswith("voorletter")
    call_command("reindex_persons")
    assert "1 personen" in capsys.readouterr().out
    (found,) = ask(desk, name="Zus Bergh").candidates
    assert (found.person, found.agreeing) == (ref, ("roepnaam past, en de naam klinkt gelijk",))
    DataKey.objects.filter(subject=f"person:{ref.id}").delete()
    call_command("reindex_persons")
    assert "1 personen gaan niet open" in capsys.readouterr().out


def test_every_part_is_bound_to_its_version_too(desk):
    from kmt.access.rows import gate_open
    from kmt.vault.rules import Unreadable

    ref = register(desk)
    with gate_open(desk):
        old = Person.objects.get(id=ref.id).identity["contact"]
    identity, version = queries.identity_to_amend(desk, ref.id)
    moved = replace(identity, contact="06 8765 4321")
    actions.amend_person(by=desk, person_id=ref.id, identity=moved, version=version)
    with gate_open(desk, writing=True):
        person = Person.objects.get(id=ref.id)
        person.identity["contact"] = old
        person.save()
    with pytest.raises(Unreadable):
        queries.open_identity(desk, ref.id, reason="contact")


def test_an_identity_from_before_there_were_versions_still_opens(desk):
    from base64 import b64encode

    from kmt.access.rows import gate_open
    from kmt.vault.keys import close, key_for
    from kmt.vault.rules import place_of, to_parts

    ref = register(desk)
    key = key_for(f"person:{ref.id}", by=desk)
    old = {
        name: b64encode(close(key, part, place_of("vault.Person", name, str(ref.id)))).decode()
        for name, part in to_parts(NOOR).items()
    }
    with gate_open(desk, writing=True):
        Person.objects.filter(id=ref.id).update(identity=old, identity_version=0)
    assert queries.open_identity(desk, ref.id, reason="contact") == NOOR
