"""One person, several parts, each with its own visibility: who sees whom, and who never does."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission as P
from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.persons.beside import safe_contact
from kmt.vault import access, actions, queries
from kmt.vault.models import PersonRole
from kmt.vault.rules import Identity
from kmt.vault.rules.roles import CARE, DESK, IN_CARE, PGA, REACH, ROLES, may_give, reach_of
from kmt.vocabulary import queries as vocabulary

DESK_ONLY, CARE_ONLY, PGA_ONLY = (
    frozenset({one}) for one in (P.VAULT_REACH_DESK, P.VAULT_REACH_CARE, P.VAULT_REACH_PGA)
)


def register(desk, role="victim", name="Noor Berg"):
    return actions.register_person(
        by=desk, identity=Identity(name=name), municipality="", role=role
    ).id


def found(actor, name="Noor Berg") -> set:
    known = queries.known_person(actor, Identity(name=name), "P_CARE")
    return {one.person.id for one in known.candidates}


def test_every_part_of_the_rules_is_in_the_code_list():
    assert frozenset(vocabulary.codes_of("person_role")) == ROLES


@pytest.mark.parametrize(
    ("permissions", "role", "compartment", "allowed"),
    [
        (DESK_ONLY, "offender", DESK, True),
        (DESK_ONLY, "victim", CARE, False),  # only by handing the report over
        (CARE_ONLY, "victim", CARE, True),
        (CARE_ONLY, "offender", CARE, False),
        (CARE_ONLY, "victim", DESK, False),
        (CARE_ONLY, "victim", PGA, False),
        (PGA_ONLY, "victim", CARE, False),
        (PGA_ONLY, "offender", PGA, True),
        (DESK_ONLY, "gossip", DESK, False),
        (frozenset(), "victim", DESK, False),
    ],
)
def test_who_may_give_which_part(permissions, role, compartment, allowed):
    assert may_give(permissions, role, compartment).allowed is allowed


def test_no_permission_shows_care_and_the_person_centred_approach_at_once():
    for permission in REACH:
        where = {compartment for compartment, _ in reach_of({permission})}
        assert len(where) == 1


def test_care_never_finds_who_is_only_a_suspect_and_the_desk_does(desk, coordinator):
    suspect, victim = register(desk, "offender"), register(desk)
    actions.hand_to_care(by=desk, person_ids=[suspect, victim])
    assert found(desk) == {suspect, victim}
    assert found(coordinator) == {victim}
    for look in (
        lambda: queries.open_identity(coordinator, suspect, reason="contact"),
        lambda: queries.person_card(coordinator, suspect),
        lambda: queries.consents(coordinator, suspect),
        lambda: queries.link_history(coordinator, suspect),
        lambda: safe_contact(coordinator, suspect),
        lambda: actions.merge_persons(
            by=coordinator, person_id=victim, into_id=suspect, reason="zelfde"
        ),
    ):
        with pytest.raises(NotFound):
            look()


def test_who_is_victim_and_suspect_at_once_is_a_victim_to_care(desk, coordinator):
    both = register(desk, "offender")
    actions.give_role(by=desk, person_id=both, role="victim", compartment=DESK)
    actions.hand_to_care(by=desk, person_ids=[both])
    card = queries.person_card(coordinator, both)
    assert [(one.compartment, one.role) for one in card.roles] == [(CARE, "victim")]
    assert len(queries.person_card(desk, both).roles) == 2
    (shown,) = queries.known_person(coordinator, Identity(name="Noor Berg"), "P_CARE").candidates
    assert shown.roles == ("victim",)


def test_nothing_crosses_the_wall(desk, coordinator):
    pga = replace(
        desk,
        id="pga",
        permissions=(desk.permissions - {P.VAULT_REACH_DESK}) | {P.VAULT_REACH_PGA},
    )
    there = actions.register_person(
        by=pga,
        identity=Identity(name="Noor Berg"),
        municipality="",
        role="victim",
        compartment=PGA,
    ).id
    here = register(desk)
    actions.hand_to_care(by=desk, person_ids=[here])
    assert found(pga) == {there}
    assert found(coordinator) == {here}
    with pytest.raises(NotFound):
        actions.take_in_care(by=coordinator, person_id=there)


def test_a_part_is_only_ended_and_stays_to_be_seen(desk, coordinator):
    person = register(desk)
    actions.give_role(by=desk, person_id=person, role="witness", compartment=DESK)
    actions.give_role(by=desk, person_id=person, role="witness", compartment=DESK)
    first = next(one for one in queries.person_card(desk, person).roles if one.role == "victim")
    actions.end_role(by=desk, person_id=person, role_id=first.id)
    parts = queries.person_card(desk, person).roles
    assert [(one.role, one.until is None) for one in parts] == [
        ("victim", False),
        ("witness", True),
    ]
    last = parts[1]
    with pytest.raises(Refused, match="enige rol"):
        actions.end_role(by=desk, person_id=person, role_id=last.id)
    with pytest.raises(NotFound):
        actions.end_role(by=desk, person_id=person, role_id=first.id)


def test_what_was_ended_in_care_is_out_of_its_sight(desk, coordinator):
    person = register(desk)
    actions.hand_to_care(by=desk, person_ids=[person])
    actions.give_role(by=coordinator, person_id=person, role="family", compartment=CARE)
    for one in queries.person_card(coordinator, person).roles[:1]:
        actions.end_role(by=coordinator, person_id=person, role_id=one.id)
    assert found(coordinator) == {person}
    assert queries.known_person(coordinator, Identity(name="Noor Berg"), "P_CARE").candidates[
        0
    ].roles == ("family",)


@pytest.mark.parametrize(
    "change", [{"role": "offender"}, {"until": None}, {"compartment": "R3"}, {"by": "iemand"}]
)
def test_the_database_rewrites_no_part(desk, change):
    person = register(desk)
    actions.give_role(by=desk, person_id=person, role="witness", compartment=DESK)
    (one, _) = queries.person_card(desk, person).roles
    actions.end_role(by=desk, person_id=person, role_id=one.id)
    with (
        gate_open(desk, writing=True),
        pytest.raises(DatabaseError, match="only added"),
        transaction.atomic(),
    ):
        PersonRole.objects.seen_by(desk, Q(id=one.id)).update(**change)


def test_who_gives_or_ends_a_part_is_recorded_with_fixed_words(desk, analyst):
    person = register(desk)
    actions.give_role(by=desk, person_id=person, role="offender", compartment=DESK)
    said = AuditEvent.objects.filter(action="update", object_type="person")
    assert list(said.values_list("reason_text", flat=True)) == ["role given"]
    with pytest.raises(NotPermitted):
        actions.give_role(by=analyst, person_id=person, role="victim", compartment=DESK)


def test_a_merge_with_somebody_out_of_sight_shows_nobody_new(desk, coordinator):
    victim, suspect = register(desk), register(desk, "offender")
    actions.hand_to_care(by=desk, person_ids=[victim])
    actions.merge_persons(by=desk, person_id=victim, into_id=suspect, reason="zelfde persoon")
    assert queries.same_person(coordinator, victim) == ()
    assert found(coordinator) == {victim}
    assert len(found(desk)) == 1
    other = register(desk)
    actions.hand_to_care(by=desk, person_ids=[other])
    actions.merge_persons(by=coordinator, person_id=other, into_id=victim, reason="zelfde")
    assert {one.id for one in queries.same_person(coordinator, other)} == {victim}
    assert {one.id for one in queries.same_person(desk, other)} == {victim, suspect}


PARTS = st.lists(
    st.tuples(st.sampled_from(sorted(ROLES)), st.sampled_from((DESK, CARE, PGA)), st.booleans()),
    max_size=4,
)
REACHES = st.frozensets(st.sampled_from(sorted(REACH)))


class AnyWorldOfParts(TestCase):
    """Whoever is in view in whatever parts: nobody comes out without a part one may see."""

    databases = {"default", "keys"}

    @given(st.lists(PARTS, min_size=1, max_size=5), REACHES)
    @settings(max_examples=25, deadline=None)
    def test_no_search_or_list_returns_a_person_without_a_visible_part(self, people, reach) -> None:
        own = frozenset({P.VAULT_PERSON_REGISTER, P.VAULT_REACH_DESK})
        desk = system_actor("desk", purpose="test", permissions=own)
        looks = reach | {P.VAULT_PERSON_SEARCH, P.VAULT_PERSON_OPEN}
        by = system_actor("looks", purpose="test", permissions=frozenset(looks))
        seen = set()
        for drawn in people:
            person, parts = register(desk), list({part[:2]: part for part in drawn}.values())
            self._put(desk, person, parts)
            if any(_shows(reach, *part) for part in parts):
                seen.add(person)
        assert found(by) == seen
        assert set(access.persons(by, Q()).values_list("id", flat=True)) == seen
        tokens = access.tokens(by, Q()).values_list("person_id", flat=True)
        assert set(tokens) == seen

    @staticmethod
    def _put(desk, person, parts) -> None:
        """These parts and no other."""
        now = datetime(2026, 11, 26, tzinfo=UTC)
        with gate_open(desk, writing=True):
            PersonRole.objects.seen_by(desk, Q(person=person)).delete()
            for role, where, holds in parts:
                PersonRole.objects.create(
                    person_id=person,
                    role=role,
                    compartment=where,
                    since=now,
                    until=None if holds else now,
                    by="test",
                )


def _shows(reach, role, where, holds) -> bool:
    return holds and any(where == shown and role in roles for shown, roles in reach_of(reach))


def test_care_knows_victims_families_and_children_alone():
    assert {"victim", "family", "child"} == IN_CARE
