"""Two persons turn out to be one, or not: with a reason, by somebody, and always back again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission as P
from kmt.audit.models import AuditEvent
from kmt.kernel.refusals import Conflict, NotFound, NotPermitted, Refused
from kmt.vault import actions, queries
from kmt.vault.rules import Identity
from kmt.vault.rules.linking import may_merge, may_split
from tests.audit.sealed import person_in
from tests.vault.in_care import in_care

WHY = "Zelfde telefoon en dezelfde wond aan de hand."


def register(by, name="Noor Berg", municipality="GM0153"):
    return actions.register_person(by=by, identity=Identity(name=name), municipality=municipality)


def merge(by, one, other, reason=WHY) -> None:
    actions.merge_persons(by=by, person_id=one.id, into_id=other.id, reason=reason)


def split(by, one, reason="Toch een nicht.") -> None:
    actions.split_person(by=by, person_id=one.id, reason=reason)


def together(by, ref) -> set[str]:
    return {one.label for one in queries.same_person(by, ref.id)}


@pytest.mark.parametrize(
    ("same", "already_one", "reason", "allowed"),
    [
        (False, False, "zelfde foto", True),
        (True, True, "zelfde foto", False),
        (False, True, "zelfde foto", False),
        (False, False, "  ", False),
        (False, False, "x" * 1001, False),
    ],
)
def test_who_may_be_called_one(same, already_one, reason, allowed):
    assert may_merge(same=same, already_one=already_one, reason=reason).allowed == allowed


@pytest.mark.parametrize(
    ("merged", "reason", "allowed"),
    [(True, "nicht", True), (False, "nicht", False), (True, "", False)],
)
def test_what_may_be_taken_apart(merged, reason, allowed):
    assert may_split(merged=merged, reason=reason).allowed == allowed


def test_two_are_one_until_that_is_taken_back_and_nothing_of_either_is_changed(desk):
    one, other = register(desk), register(desk, "Kasia Nowak")
    merge(desk, one, other)
    assert together(desk, one) == {other.label}
    assert together(desk, other) == {one.label}
    assert queries.open_identity(desk, one.id, reason="contact").name == "Noor Berg"
    assert queries.open_identity(desk, other.id, reason="contact").name == "Kasia Nowak"
    split(desk, one)
    assert together(desk, one) == together(desk, other) == set()


def test_whoever_was_one_with_either_comes_along_and_leaves_with_them_again(desk):
    a, b, c, d = (register(desk) for _ in range(4))
    merge(desk, a, b)
    merge(desk, c, d)
    merge(desk, a, c)
    assert together(desk, a) == {b.label, c.label, d.label}
    split(desk, b)
    assert together(desk, a) == {b.label}
    assert together(desk, c) == {d.label}


@pytest.mark.parametrize("turn", [lambda one, other: (one, other), lambda one, other: (other, one)])
def test_who_are_one_already_or_the_same_are_refused(desk, turn):
    one, other = register(desk), register(desk)
    merge(desk, one, other)
    with pytest.raises(Refused, match="al als dezelfde persoon"):
        merge(desk, *turn(one, other))
    with pytest.raises(Refused, match="twee verschillende"):
        merge(desk, one, one)
    with pytest.raises(Refused, match="niet met een ander samengevoegd"):
        split(desk, other)


def test_two_who_merge_the_other_way_round_at_once_make_no_circle(desk, monkeypatch):
    one, other = register(desk), register(desk)
    may = actions.links.may_merge

    def and_meanwhile(**asked):
        monkeypatch.setattr(actions.links, "may_merge", may)
        merge(desk, other, one)
        return may(**asked)

    monkeypatch.setattr(actions.links, "may_merge", and_meanwhile)
    with pytest.raises(Conflict):
        merge(desk, one, other)
    assert together(desk, one) == set()


def test_who_said_so_and_why_is_kept_sealed_and_read_by_who_may(desk, coordinator, analyst):
    one, other = register(desk), register(desk)
    merge(desk, one, other)
    in_care(desk, one.id)
    split(coordinator, one)
    for ref in (one, other):
        history = queries.link_history(desk, ref.id)
        assert [(line.act, line.reason, line.by_name) for line in history] == [
            ("merge", WHY, "Noor Demo"),
            ("split", "Toch een nicht.", "Bram Voorbeeld"),
        ]
    with pytest.raises(NotPermitted):
        queries.link_history(analyst, one.id)


def test_the_record_knows_who_merged_and_holds_no_reason(desk):
    one, other = register(desk), register(desk)
    merge(desk, one, other)
    event = AuditEvent.objects.get(action="merge")
    assert person_in("person", event.object_id, event.event_id) == str(one.id)
    assert event.reason_text == "same person"
    assert "telefoon" not in str(list(AuditEvent.objects.values()))


def test_who_may_not_merge_is_refused_and_another_world_has_no_such_person(analyst, desk):
    one, other = register(desk), register(desk, municipality="GM0164")
    only_enschede = replace(desk, world=frozenset({"GM0153"}), whole_region=False)
    for pair in ((one, other), (other, one)):
        with pytest.raises(NotFound):
            merge(only_enschede, *pair)
    with pytest.raises(NotPermitted):
        merge(analyst, one, other)
    assert together(desk, one) == set()


def test_a_search_shows_persons_who_are_one_once_with_their_other_labels(desk):
    one, other = register(desk), register(desk, "N. Berg")
    assert len(queries.known_person(desk, Identity(name="Noor Berg"), "P_SIGNAL").candidates) == 2
    merge(desk, one, other)
    (found,) = queries.known_person(desk, Identity(name="Noor Berg"), "P_SIGNAL").candidates
    assert found.person == one
    assert found.together == (other,)


def test_a_step_of_a_merge_is_changed_by_nobody(desk):
    from django.db import DatabaseError, transaction
    from django.db.models import Q

    from kmt.access.rows import gate_open
    from kmt.vault.models import PersonLink

    one, other = register(desk), register(desk)
    merge(desk, one, other)
    with (
        gate_open(desk, writing=True),
        pytest.raises(DatabaseError, match="only added"),
        transaction.atomic(),
    ):
        PersonLink.objects.seen_by(desk, Q()).update(by_name="iemand anders")


class AnySequence(TestCase):
    """Whatever is merged: taking everything back leaves everybody alone."""

    databases = {"default", "keys"}

    @given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
    @settings(max_examples=10, deadline=None)
    def test_everything_can_be_taken_back(self, pairs) -> None:
        by = system_actor(
            "test",
            purpose="test",
            permissions=frozenset(
                {P.VAULT_PERSON_REGISTER, P.VAULT_PERSON_MERGE, P.VAULT_REACH_DESK}
            ),
        )
        refs = [register(by, municipality="") for _ in range(5)]
        for one, other in pairs:
            try:
                merge(by, refs[one], refs[other])
            except Refused:
                continue
        for ref in refs:
            assert all(ref.label in together(by, one) for one in queries.same_person(by, ref.id))
        for ref in refs:
            try:
                split(by, ref)
            except Refused:
                continue
        assert [together(by, ref) for ref in refs] == [set()] * 5
