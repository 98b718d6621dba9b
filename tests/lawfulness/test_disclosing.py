"""A decision to share: whole, allowed by the matrix, agreed to, kept with its record, reviewed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.lawfulness.actions import decide_disclosure, review_disclosure
from kmt.lawfulness.models import Disclosure
from kmt.lawfulness.queries import disclosure, disclosures
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked, Told, problems
from kmt.lawfulness.rules.reviewing import Opinion, may_review
from kmt.lawfulness.texts import subject_of
from kmt.vault.models import DataKey
from tests.conftest import ENSCHEDE, HENGELO

SECRET = "Zij vroeg zelf om dit gesprek bij de opvang."
SHELTER = ShareRequest(
    compartment="R2",
    sender="care_coordinator",
    recipient="care_provider",
    purpose="P_CARE",
    data=frozenset({"D01", "D13"}),
    subject="victim",
    age=30,
    facts=frozenset({"provider_bound", "minimum_set"}),
)
POLICE = replace(
    SHELTER, recipient="police_avim", purpose="P_CRIME", data=frozenset({"D01"}), facts=frozenset()
)
RESULT = ShareRequest(
    compartment="R3",
    sender="om",
    recipient="ggd",
    purpose="P_RESULT",
    data=frozenset({"K_RESULT"}),
    subject="betrokkene",
    facts=frozenset({"needed_for_public_task", "quality_tested"}),
)


def asked(request: ShareRequest = SHELTER, **more: object) -> DisclosureAsked:
    """A whole record for a share."""
    values: dict[str, object] = {
        "municipality": HENGELO,
        "subject_id": new_id(),
        "subject_label": "7F3KX",
        "recipient_name": "Opvang Voorbeeld, mevrouw Verzonnen",
        "necessity": SECRET,
        "subsidiarity": "Zonder naam kan de opvang niet plaatsen.",
        "consent": ConsentState.SELF,
        "expires_on": clock.today() + timedelta(days=30),
    }
    return DisclosureAsked(request=request, **{**values, **more})


@pytest.fixture
def kept(coordinator: Actor) -> UUID:
    """One doubtful disclosure, kept."""
    agreed = {"team_lead": "Tea Lead"}
    return decide_disclosure(by=coordinator, asked=asked(POLICE, approved_by=agreed))


WRONG = (
    ({"necessity": " "}, "necessity"),
    ({"subsidiarity": ""}, "subsidiarity"),
    ({"recipient_name": ""}, "recipient_name"),
    ({"consent": ConsentState.NOT_ASKED}, "consent_why_not"),
    ({"expires_on": date(2020, 1, 1)}, "expires_on"),
    ({"told": Told.EXCEPTION}, "told_review_on"),
    ({"feedback_due_on": date(2020, 1, 1)}, "feedback_due_on"),
)


@pytest.mark.parametrize(("change", "field"), WRONG)
def test_a_record_that_is_not_whole_says_at_which_field(change, field: str) -> None:
    assert list(problems(asked(**change), clock.today())) == [field]
    assert problems(asked(), clock.today()) == {}


def test_a_share_is_kept_with_what_it_rests_on_and_its_line_in_the_record(coordinator) -> None:
    made = decide_disclosure(by=coordinator, asked=asked())
    (line,) = disclosures(coordinator)
    assert (line.id, line.rows, line.mine) == (made, "M014", True)
    assert line.texts["necessity"] == SECRET
    assert line.approved == "zorgcoördinator"
    event = AuditEvent.objects.get(object_id=str(made))
    assert (event.action, event.result, event.legal_basis) == ("share-decision", "allowed", "M014")


def test_its_texts_are_sealed_and_go_dark_with_their_key(coordinator, kept) -> None:
    with gate_open(coordinator):
        row = Disclosure.objects.get(id=kept)
    assert SECRET.encode() not in bytes(row.texts)
    assert SECRET not in repr(vars(row))
    DataKey.objects.filter(subject=subject_of(kept)).delete()
    (line,) = disclosures(coordinator)
    assert line.texts == {}


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (asked(POLICE, consent=ConsentState.NOT_NEEDED), "mag pas als dit vaststaat"),
        (asked(POLICE, consent=ConsentState.REFUSED), "toestemming is geweigerd"),
        (asked(POLICE), "nog akkoord nodig"),
        (asked(replace(SHELTER, recipient="riec")), "M021"),
        (asked(replace(SHELTER, recipient="school")), "geen regel met school"),
        (asked(replace(SHELTER, facts=SHELTER.facts | {"luck"})), "geen bekend feit"),
        (asked(municipality="GM9999"), "werkgebied"),
        (
            asked(
                replace(
                    POLICE,
                    compartment="R4",
                    sender="police",
                    recipient="riec",
                    purpose="phase1",
                    subject="betrokkene",
                )
            ),
            "ter verwijzing",
        ),
    ],
)
def test_what_may_not_is_refused_in_words_recorded_and_not_kept(coordinator, share, words) -> None:
    with pytest.raises(Refused, match=words):
        decide_disclosure(by=coordinator, asked=share)
    assert disclosures(coordinator) == ()
    assert AuditEvent.objects.filter(action="share-decision", result="denied").count() == 1


def test_consent_comes_from_the_consent_that_was_asked_not_from_a_ticked_fact(coordinator) -> None:
    ticked = replace(POLICE, facts=frozenset({"consent_client"}))
    with pytest.raises(Refused, match="mag pas als"):
        decide_disclosure(by=coordinator, asked=asked(ticked, consent=ConsentState.NOT_NEEDED))


def test_the_same_form_twice_makes_one_record(coordinator) -> None:
    token, share = new_id(), asked()
    first = decide_disclosure(by=coordinator, asked=share, token=token)
    assert decide_disclosure(by=coordinator, asked=share, token=token) == first
    assert len(disclosures(coordinator)) == 1


def test_a_record_that_is_not_whole_is_not_kept(coordinator) -> None:
    with pytest.raises(Invalid) as found:
        decide_disclosure(by=coordinator, asked=asked(necessity=""))
    assert "necessity" in found.value.fields


def test_when_the_record_of_the_house_fails_nothing_is_kept(coordinator, monkeypatch) -> None:
    def fail(event: object) -> None:
        raise OSError("full")

    monkeypatch.setattr("kmt.access.acts.record", fail)
    with pytest.raises(OSError, match="full"):
        decide_disclosure(by=coordinator, asked=asked())
    monkeypatch.undo()
    assert disclosures(coordinator) == ()


def test_a_result_asks_for_feedback_within_a_year(coordinator) -> None:
    decide_disclosure(by=coordinator, asked=asked(RESULT))
    (line,) = disclosures(coordinator)
    assert line.feedback_due_on == clock.today().replace(year=clock.today().year + 1)


def test_who_may_not_decide_or_read_is_refused(analyst, coordinator, privacy_officer) -> None:
    for act in (
        lambda: decide_disclosure(by=privacy_officer, asked=asked()),
        lambda: disclosures(analyst),
        lambda: review_disclosure(by=coordinator, disclosure_id=new_id(), opinion=Opinion.AGREED),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(NotPermitted):
        disclosures(analyst)


def test_a_colleague_who_does_not_work_for_the_person_knows_nothing_of_it(
    colleague, desk, kept
) -> None:
    assert not disclosures(colleague)
    assert not disclosures(desk)
    with pytest.raises(NotFound):
        disclosure(colleague, kept)


def test_a_row_of_another_world_does_not_exist(coordinator, kept) -> None:
    elsewhere = replace(coordinator, world=frozenset({ENSCHEDE}), whole_region=False)
    assert disclosures(elsewhere) == ()
    assert len(disclosures(coordinator)) == 1


def test_rows_are_added_and_never_changed(coordinator, kept) -> None:
    with gate_open(coordinator, writing=True):
        row = Disclosure.objects.get(id=kept)
        for change in (row.save, lambda: Disclosure.objects.filter(id=kept).update(status="law")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert Disclosure.objects.get(id=kept).status == "inference"


def test_the_privacy_officer_sees_what_is_doubtful_until_reviewed(
    coordinator, privacy_officer, kept
) -> None:
    decide_disclosure(by=coordinator, asked=asked(RESULT))
    assert [line.id for line in disclosures(privacy_officer, to_review=True)] == [kept]
    review_disclosure(by=privacy_officer, disclosure_id=kept, opinion=Opinion.TO_DISCUSS)
    assert disclosures(privacy_officer, to_review=True) == ()
    assert [line.opinion for line in disclosures(privacy_officer) if line.id == kept] == [
        "to_discuss"
    ]
    with pytest.raises(NotFound):
        review_disclosure(by=privacy_officer, disclosure_id=new_id(), opinion=Opinion.AGREED)


def test_nobody_reviews_their_own_decision_or_one_that_rests_on_the_law() -> None:
    assert may_review(decided_by="a", reviewer="b", doubtful=True).allowed
    assert not may_review(decided_by="a", reviewer="a", doubtful=True).allowed
    assert not may_review(decided_by="a", reviewer="b", doubtful=False).allowed


def test_the_page_shows_the_queue_and_keeps_an_opinion(log_in, kept) -> None:
    client, address = log_in("privacy_officer"), reverse("lawfulness:disclosures")
    text = client.get(address).content.decode()
    assert SECRET in text
    assert "7F3KX" in text
    assert "onze lezing" in text
    posted = {"disclosure": str(kept), "opinion": "agreed"}
    assert client.post(address, {"disclosure": "x", "opinion": "agreed"}).status_code == 404
    assert client.post(address, posted, follow=True).status_code == 200
    assert "wacht op jouw oordeel" in client.get(address).content.decode()
    assert "Akkoord" in client.get(address, {"toon": "alles"}).content.decode()
    assert log_in("coordinator").post(address, posted).status_code == 403
