"""Consent: who says it at which age, what follows what, what it means; never for help."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, NotFound, NotPermitted, Refused
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.sharing import may_share
from kmt.vault import actions, queries
from kmt.vault.rules import Identity
from kmt.vault.rules.consenting import (
    NEXT,
    REPRESENTATIVES,
    Said,
    State,
    decides_self,
    facts_of,
    may_help,
    may_record,
    state_on,
)
from tests.vault.in_care import in_care

TODAY = date(2026, 11, 26)
S = State
YES = Said(state=S.GIVEN, given_by="self", form="written")
TO_COMENSHA = {"purpose": "P_REGISTRATION", "recipient": "comensha"}


def may(said: Said, before: State = S.ASKED, purpose: str = "P_REGISTRATION") -> bool:
    return may_record(said, before, purpose, TODAY).allowed


@pytest.mark.parametrize(
    ("age", "capable", "purpose", "self_decides"),
    [
        (15, True, "P_REGISTRATION", False),
        (16, True, "P_REGISTRATION", True),
        (None, True, "P_REGISTRATION", True),
        (40, False, "P_REGISTRATION", False),
        (11, True, "P_CARE", False),
        (12, True, "P_CARE", True),
        (12, False, "P_CARE", False),
        (12, True, "P_CRIME", False),
    ],
)
def test_who_decides_follows_from_age_and_from_what_one_can_oversee(
    age, capable, purpose, self_decides
):
    """UAVG 5; Wmo 5.3.3(2) for care."""
    assert decides_self(age, capable, purpose) == self_decides
    said = replace(YES, age=age, capable=capable)
    assert may(said, purpose=purpose) == self_decides
    for other in REPRESENTATIVES:
        assert may(replace(said, given_by=other), purpose=purpose) == (not self_decides)


@pytest.mark.parametrize("who", ["", "school", "SELF"])
@pytest.mark.parametrize("state", [S.GIVEN, S.REFUSED])
def test_an_answer_of_nobody_is_none(state, who):
    assert not may(Said(state=state, given_by=who, form="written"))


#: Rows: what was. Columns: asked, given, refused, withdrawn.
FOLLOWS = """
not_asked  yes yes yes no
asked      yes yes yes no
given      yes yes no  yes
refused    yes yes no  no
withdrawn  yes yes no  no
expired    yes yes yes yes
"""


@pytest.mark.parametrize("line", FOLLOWS.strip().splitlines(), ids=lambda line: line.split()[0])
def test_what_may_follow_what(line):
    before, *answers = line.split()
    for state, answer in zip((S.ASKED, S.GIVEN, S.REFUSED, S.WITHDRAWN), answers, strict=True):
        said = Said(state=state, given_by="self", form="written")
        assert may(said, State(before)) == (answer == "yes"), state


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("never", [S.NOT_ASKED, S.EXPIRED])
def test_what_follows_by_itself_is_never_written_down(before, never):
    assert not may(Said(state=never, given_by="self", form="written"), before)
    assert set(NEXT) == set(State)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (replace(YES, form=""), "schriftelijk of mondeling"),
        (replace(YES, valid_until=TODAY - timedelta(days=1)), "einddatum is al voorbij"),
        (Said(state=S.REFUSED, given_by="self", valid_until=TODAY), "einddatum"),
        (replace(YES, age=15), "ouder, voogd"),
        (replace(YES, given_by="parent"), "beslist hier zelf"),
        (replace(YES, state=S.WITHDRAWN), "geen toestemming gegeven"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_reason(said, sentence):
    decision = may_record(said, S.ASKED, "P_REGISTRATION", TODAY)
    assert sentence in " ".join(decision.reasons)


def test_a_consent_holds_up_to_and_including_its_last_day_and_a_refusal_has_none():
    assert state_on(S.GIVEN, TODAY, TODAY) is S.GIVEN
    assert state_on(S.GIVEN, TODAY, TODAY + timedelta(days=1)) is S.EXPIRED
    assert state_on(S.REFUSED, TODAY, TODAY + timedelta(days=1)) is S.REFUSED


@pytest.mark.parametrize(
    ("state", "by", "facts"),
    [
        (S.NOT_ASKED, "", set()),
        (S.ASKED, "", {"consent_asked"}),
        (S.GIVEN, "self", {"consent_asked", "consent_client"}),
        (S.GIVEN, "parent", {"consent_asked", "consent_representative"}),
        (S.REFUSED, "self", {"consent_asked", "consent_refused"}),
        (S.WITHDRAWN, "self", {"consent_asked", "consent_refused"}),
        (S.EXPIRED, "self", {"consent_asked"}),
    ],
)
def test_what_a_consent_establishes_for_the_matrix(state, by, facts):
    assert facts_of(state, by) == facts
    assert facts <= sharing_matrix().codes.keys() | sharing_matrix().conditions.keys()


HELP = {
    "compartment": "R2",
    "sender": "care_coordinator",
    "recipient": "care_coordinator",
    "purpose": "P_CARE",
    "subject": "victim",
}


@given(st.sampled_from(State), st.sampled_from(["self", "parent"]), st.integers(0, 80))
@settings(max_examples=60, deadline=None)
def test_a_refusal_never_blocks_help(state, by, age):
    """AVG 7(4): the rule says so, and the matrix lets care use what it needs for care itself."""
    assert may_help(state).allowed
    for data in ("D01", "D05", "D13"):
        asked = ShareRequest(**HELP, data={data}, age=age)
        without = may_share(asked, sharing_matrix(), TODAY)
        answered = may_share(replace(asked, facts=facts_of(state, by)), sharing_matrix(), TODAY)
        assert without.rows
        assert answered.outcome == without.outcome


@pytest.fixture
def person(desk):
    identity = Identity(name="Noor Berg", birth_date=date(2000, 1, 1))
    ref = actions.register_person(by=desk, identity=identity, municipality="GM0153")
    return in_care(desk, ref.id)


def say(by, person_id, said, **which) -> None:
    actions.record_consent(by=by, person_id=person_id, said=said, **{**TO_COMENSHA, **which})


def facts(actor, person_id, **which):
    return queries.consent_facts(actor, person_id, **{**TO_COMENSHA, **which})


def test_every_step_is_kept_and_the_last_one_counts(coordinator, person):
    say(coordinator, person, Said(state=S.ASKED))
    say(coordinator, person, replace(YES, note="via de tolk", valid_until=date(2099, 1, 1)))
    assert facts(coordinator, person) == {"consent_asked", "consent_client"}
    say(coordinator, person, Said(state=S.WITHDRAWN, given_by="self"))
    assert facts(coordinator, person) == {"consent_asked", "consent_refused"}
    (found,) = queries.consents(coordinator, person)
    assert (found.state, [one.state for one in found.steps]) == (
        S.WITHDRAWN,
        [S.ASKED, S.GIVEN, S.WITHDRAWN],
    )
    assert found.steps[1].note == "via de tolk"
    assert found.steps[1].by_name == "Bram Voorbeeld"
    assert "CoMensha" in found.recipient_words


def test_consent_for_one_purpose_or_recipient_says_nothing_of_another(coordinator, person):
    say(coordinator, person, YES)
    assert facts(coordinator, person, recipient="police_avim") == frozenset()
    assert facts(coordinator, person, purpose="P_CRIME") == frozenset()


def test_what_is_over_counts_no_more(coordinator, person):
    say(coordinator, person, replace(YES, valid_until=clock.today()))
    assert "consent_client" in facts(coordinator, person)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert facts(coordinator, person) == {"consent_asked"}
        assert queries.consents(coordinator, person)[0].state is S.EXPIRED


def test_the_age_the_vault_knows_goes_before_the_age_that_is_claimed(desk, coordinator):
    for identity in (Identity(name="Kim", birth_date=date(2015, 1, 1)), Identity(estimated_age=14)):
        ref = actions.register_person(by=desk, identity=identity, municipality="")
        child = in_care(desk, ref.id)
        with pytest.raises(Refused, match="ouder, voogd"):
            say(coordinator, child, replace(YES, age=30))
        say(coordinator, child, replace(YES, given_by="guardian"))
        assert facts(coordinator, child) == {"consent_asked", "consent_representative"}


def test_who_comes_second_with_the_same_step_is_told(coordinator, person, monkeypatch):
    say(coordinator, person, Said(state=S.ASKED))
    stale = queries.consents(coordinator, person)[0].steps[0]
    monkeypatch.setattr(actions.consents, "last_step", lambda by, consent: replace(stale, number=0))
    with pytest.raises(Conflict, match="intussen"):
        say(coordinator, person, YES)
    assert facts(coordinator, person) == {"consent_asked"}


def test_an_unknown_purpose_or_recipient_is_refused(coordinator, person):
    for which in ({"purpose": "P_NONE"}, {"recipient": "nobody"}):
        with pytest.raises(Refused, match="kennen we niet"):
            say(coordinator, person, YES, **which)


def test_writing_and_reading_are_recorded_without_a_word_of_the_note(coordinator, person):
    say(coordinator, person, replace(YES, note="via de tolk"))
    queries.consents(coordinator, person)
    events = AuditEvent.objects.filter(object_type="person", actor_id=coordinator.id)
    assert list(events.order_by("seq").values_list("action", "reason_text")) == [
        ("consent", "P_REGISTRATION|to_comensha|consent_given"),
        ("read", "consents"),
    ]
    assert "tolk" not in str(list(AuditEvent.objects.values()))


def test_who_may_not_is_refused_and_another_world_has_no_such_person(
    desk, analyst, focal_point_hengelo, person
):
    with pytest.raises(NotPermitted):
        say(desk, person, YES)
    assert queries.consents(desk, person) == ()
    with pytest.raises(NotPermitted):
        queries.consents(analyst, person)
    with pytest.raises(NotFound):
        facts(focal_point_hengelo, person)
    elsewhere = replace(desk, world=frozenset({"GM0164"}), whole_region=False)
    with pytest.raises(NotFound):
        queries.consents(elsewhere, person)


def test_a_step_is_changed_by_nobody(coordinator, person):
    from django.db import DatabaseError, transaction
    from django.db.models import Q

    from kmt.access.rows import gate_open
    from kmt.vault.models import ConsentStep

    say(coordinator, person, YES)
    with (
        gate_open(coordinator, writing=True),
        pytest.raises(DatabaseError, match="only added"),
        transaction.atomic(),
    ):
        ConsentStep.objects.seen_by(coordinator, Q()).update(state="refused")
