"""A draft: begun from a record one sees, kept, sealed, over after its days; and what it decides."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.lawfulness.queries import disclosure
from kmt.sharing import queries
from kmt.sharing.actions import drop_draft, finish_draft, forget_drafts
from kmt.sharing.models import ShareDraft
from kmt.sharing.rules.answers import Answers
from kmt.sharing.sealing import draft_key
from kmt.vault.actions import record_consent
from kmt.vault.models import DataKey
from kmt.vault.queries import consent_facts
from kmt.vault.rules.consenting import Said
from kmt.vault.rules.consenting import State as Step
from tests.conftest import ENSCHEDE
from tests.sharing.conftest import SECRET, begun, shared_by, whole

CARE = {"purpose": "P_CARE", "recipient": "care_provider"}


def test_pressing_share_twice_takes_up_the_same_untouched_draft(coordinator, case_id, fill) -> None:
    first = begun(coordinator, case_id)
    assert begun(coordinator, case_id) == first
    fill(whole())
    assert begun(coordinator, case_id) != first


def test_who_does_not_see_the_record_begins_nothing(coordinator, desk, case_id) -> None:
    elsewhere = replace(coordinator, world=frozenset({ENSCHEDE}), whole_region=False)
    with pytest.raises(NotFound):
        begun(coordinator, case_id, object_id=new_id())
    with pytest.raises(NotFound):
        begun(coordinator, case_id, object_type="gossip")
    with pytest.raises(NotFound):
        begun(elsewhere, case_id)
    with pytest.raises(NotPermitted):
        begun(desk, case_id)


def test_the_draft_of_another_does_not_exist(coordinator, team_lead, draft_id) -> None:
    for other in (draft_id, new_id()):
        with pytest.raises(NotFound):
            queries.draft(team_lead, other)
        with pytest.raises(NotFound):
            finish_draft(by=team_lead, draft_id=other)
    assert queries.drafts(team_lead) == ()


def test_who_may_no_longer_see_the_case_no_longer_sees_the_draft(coordinator, draft_id) -> None:
    no_case = replace(
        coordinator, permissions=coordinator.permissions - {Permission.CARE_CASE_READ}
    )
    assert queries.drafts(no_case) == ()
    with pytest.raises(NotFound):
        queries.draft(no_case, draft_id)


def test_a_birth_date_in_the_vault_gives_the_age_and_a_guess_does_not(
    coordinator, case_id, desk
) -> None:
    from kmt.care.queries import case
    from kmt.vault.actions import amend_person
    from kmt.vault.queries import identity_to_amend

    person = case(coordinator, case_id).person_id
    identity, version = identity_to_amend(coordinator, person)
    guessed = replace(identity, estimated_age=17)
    amend_person(by=coordinator, person_id=person, identity=guessed, version=version)
    assert queries.draft(coordinator, begun(coordinator, case_id)).answers.age == ""
    drop_draft(by=coordinator, draft_id=begun(coordinator, case_id))
    born = replace(guessed, birth_date=clock.today() - timedelta(days=14 * 366))
    amend_person(by=coordinator, person_id=person, identity=born, version=version + 1)
    answers = queries.draft(coordinator, begun(coordinator, case_id)).answers
    assert (answers.age, answers.age_known) == ("12-15", True)


def test_an_age_on_record_cannot_be_typed_over(coordinator, fill, draft_id) -> None:
    with act(
        coordinator, queries.DECIDE, action="update", object_type="share_draft", object_id="x"
    ):
        row = ShareDraft.objects.get(id=draft_id)
        from kmt.sharing.writing import keep

        keep(coordinator, row, Answers(age="<12", age_known=True))
    fill(whole(age=">=16"))
    assert queries.draft(coordinator, draft_id).answers.age == "<12"


def test_a_whole_share_is_decided_with_all_that_it_says(coordinator, fill) -> None:
    draft_id = fill(whole(data=("D01", "D06", "D13")), leave_out=True)
    made = finish_draft(by=coordinator, draft_id=draft_id)
    assert made
    view = disclosure(coordinator, made)
    assert view.line.data == "identiteit en contact, zorg en voorzieningen"
    assert view.left_out[0].startswith("seksueel gedrag: Seksueel gedrag delen mag niet")
    assert view.facts == (
        "er gaat niet meer mee dan nodig is",
        "de aanbieder is voor deze cliënt aan het college gebonden",
    )
    assert "Geef ze niet door" in view.along
    assert SECRET not in view.along
    assert queries.drafts(coordinator) == ()


MISSING = (
    ({"necessity": ""}, "necessity"),
    ({"subsidiarity": " "}, "subsidiarity"),
    ({"recipient_name": ""}, "recipient_name"),
    ({"told": ""}, "told"),
    ({"consent": ""}, "consent"),
    ({"consent": "not_asked"}, "consent_why_not"),
    ({"expires_on": None}, "expires_on"),
    ({"told": "exception"}, "told_review_on"),
    ({"known": {"provider_bound": "yes"}}, "fact_minimum_set"),
)


def test_what_is_missing_is_said_at_its_field_and_everything_stays(coordinator, fill) -> None:
    for change, field in MISSING:
        draft_id = fill(whole(**change))
        with pytest.raises(Invalid) as found:
            finish_draft(by=coordinator, draft_id=draft_id)
        assert field in found.value.fields
        assert queries.draft(coordinator, draft_id).answers.data == ("D01", "D13")
    assert shared_by(coordinator) == ()


# Consent


def test_a_yes_goes_on_record_as_a_consent_of_the_person(coordinator, fill) -> None:
    draft_id = fill(whole(consent="self_written", known={"minimum_set": "yes"}))
    person = queries.draft(coordinator, draft_id).subject_id
    assert "consent_client" in consent_facts(coordinator, person, **CARE)
    made = finish_draft(by=coordinator, draft_id=draft_id)
    assert made
    assert disclosure(coordinator, made).consent == "self"


def test_a_child_does_not_consent_alone(coordinator, fill) -> None:
    with pytest.raises(Invalid) as found:
        fill(whole(consent="self_spoken", age="<12"))
    assert "ouder, voogd of vertegenwoordiger" in found.value.fields["consent"]
    with pytest.raises(Invalid):
        fill(whole(consent="self_spoken", age="unknown"))


def test_a_consent_taken_back_meanwhile_stops_the_share(coordinator, fill) -> None:
    draft_id = fill(whole(consent="self_spoken", known={"minimum_set": "yes"}))
    person = queries.draft(coordinator, draft_id).subject_id
    back = Said(state=Step.WITHDRAWN, given_by="self", age=30)
    record_consent(by=coordinator, person_id=person, **CARE, said=back)
    with pytest.raises(Refused):
        finish_draft(by=coordinator, draft_id=draft_id)
    assert shared_by(coordinator) == ()


def test_a_refusal_is_recorded_and_help_that_needs_no_consent_goes_on(coordinator, fill) -> None:
    draft_id = fill(whole(consent="refused"))
    made = finish_draft(by=coordinator, draft_id=draft_id)
    assert made
    assert disclosure(coordinator, made).consent == "refused"


def test_who_may_not_write_consents_is_told_who_can(coordinator, fill, draft_id) -> None:
    from kmt.sharing.actions import save_draft

    no_consents = replace(
        coordinator, permissions=coordinator.permissions - {Permission.VAULT_CONSENT_WRITE}
    )
    with pytest.raises(Invalid) as found:
        save_draft(
            by=no_consents, draft_id=draft_id, version=1, answers=whole(consent="self_spoken")
        )
    assert "zorgcoördinator" in found.value.fields["consent"]


# Sealed and over


def test_nothing_of_a_draft_stands_readable_in_the_table_or_the_record(coordinator, fill) -> None:
    fill(whole(recipient="police_avim", purpose="P_CRIME", data=("D06",)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sharing_sharedraft")
        kept = cursor.fetchone()
    row = repr([bytes(one) if isinstance(one, memoryview) else one for one in kept])
    for word in ("Kanarie", "police", "P_CRIME", "D06", "Opvang"):
        assert word not in row
    assert "Kanarie" not in "".join(AuditEvent.objects.values_list("reason_text", flat=True))


def _night() -> Actor:
    from kmt.access.actors import system_actor

    wanted = frozenset({Permission.SHARING_DRAFT_FORGET, Permission.VAULT_DATA_ERASE})
    return system_actor("sharing", purpose="retention", permissions=wanted)


def test_a_draft_is_over_after_its_days_and_goes_with_its_key(
    coordinator, fill, django_capture_on_commit_callbacks
) -> None:
    draft_id = fill(whole())
    assert forget_drafts(by=_night()) == 0
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert queries.drafts(coordinator) == ()
        with pytest.raises(NotFound):
            queries.draft(coordinator, draft_id)
        with django_capture_on_commit_callbacks(execute=True):
            assert forget_drafts(by=_night()) == 1
    with gate_open(coordinator):
        assert not ShareDraft.objects.filter(id=draft_id).exists()
    assert not DataKey.objects.filter(subject=draft_key(draft_id)).exists()


def test_thrown_away_is_gone_at_once_and_forgotten_in_the_night(coordinator, fill) -> None:
    draft_id = fill(whole())
    drop_draft(by=coordinator, draft_id=draft_id)
    with pytest.raises(NotFound):
        queries.draft(coordinator, draft_id)
    out = StringIO()
    call_command("forget_share_drafts", stdout=out)
    assert "1 verlopen" in out.getvalue()


def test_only_the_night_forgets_and_a_decision_is_not_thrown_away(coordinator, fill) -> None:
    with pytest.raises(NotPermitted):
        forget_drafts(by=coordinator)
    draft_id = fill(whole())
    made = finish_draft(by=coordinator, draft_id=draft_id)
    with pytest.raises(Refused, match="besloten"):
        drop_draft(by=coordinator, draft_id=draft_id)
    with clock.frozen(datetime(2099, 1, 1, tzinfo=UTC)):
        forget_drafts(by=_night())
    assert isinstance(made, UUID)
    assert disclosure(coordinator, made).line.texts["necessity"] == SECRET
