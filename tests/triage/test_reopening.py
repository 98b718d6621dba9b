"""Closing with what came of it, and opening again: who may, what begins anew, what stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.care.actions import open_case
from kmt.care.queries import case
from kmt.care.rules import NewAction
from kmt.conversation.queries import followed
from kmt.conversation.receipts import secrets_of
from kmt.intake import actions as intake
from kmt.intake import disclosed, queries
from kmt.intake.rules import NAMED, PersonToAdd, Told
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted
from kmt.project.keeping import night_watch
from kmt.retention.actions import run_nightly
from kmt.retention.rules.keeping import Outcome
from kmt.retention.rules.ruling import rule_on
from kmt.retention.term_table import retention_terms
from kmt.triage import actions, rules
from kmt.triage.endings import endings
from kmt.triage.models import Ending
from kmt.triage.rules.places import Places
from kmt.vault.rules import Identity
from kmt.vocabulary import queries as vocabulary
from tests.conftest import HENGELO
from tests.intake.conftest import every_row, text_of
from tests.triage.ending import close, finish, hear_back

PERSON = PersonToAdd(identity=Identity(description="man, ongeveer 30"))
CODES = vocabulary.codes_of("report_closing")


@pytest.fixture
def ended(tell, weigh, desk):
    """A report that was closed."""
    report_id = tell(municipality=HENGELO)
    weigh(report_id)
    finish(desk, report_id)
    return report_id


def reopen(desk, report_id, reason: str = "Er kwam nieuws.") -> None:
    version = queries.report_detail(desk, report_id).version
    actions.reopen_report(by=desk, report_id=report_id, version=version, reason=reason)


def in_days(days: int):
    return clock.frozen(clock.now() + timedelta(days=days))


# Closing


@pytest.mark.parametrize(
    ("came_of", "outcome", "taken", "duplicate", "allowed"),
    [
        ("nothing_found", "advice", False, False, True),
        ("not_trafficking", "referred_elsewhere", False, False, True),
        ("handled_by_others", "signal_forwarded", False, False, True),
        ("unknown", "advice", False, False, True),
        ("", "advice", False, False, False),
        ("forgotten", "advice", False, False, False),
        ("in_care", "advice", False, False, False),
        ("in_care", "care_case", True, False, True),
        ("in_care", "care_case", False, False, False),
        ("nothing_found", "care_case", False, False, False),
        ("nothing_found", "care_case", True, False, True),
        ("duplicate", "advice", False, True, True),
        ("duplicate", "advice", False, False, False),
        ("nothing_found", "advice", False, True, False),
    ],
)
def test_what_came_of_it_must_fit(came_of, outcome, taken, duplicate, allowed) -> None:
    found = rules.objections_to_close(
        came_of, codes=CODES, outcome=outcome, taken=taken, duplicate=duplicate
    )
    assert (found == ()) is allowed
    assert all(one.field == "came_of" and one.next_step.endswith((".", "?")) for one in found)


def test_a_report_is_not_closed_before_its_feedback(tell, weigh, desk, log_in) -> None:
    report_id = tell()
    weigh(report_id)
    with pytest.raises(Conflict):
        close(desk, report_id)
    client, path = log_in("desk"), f"/meldingen/{report_id}/sluiten/"
    assert "De melder moet eerst iets terughoren." in text_of(client.get(path))
    version = queries.report_detail(desk, report_id).version
    assert client.post(path, {"version": version, "came_of": "helped"}).status_code == 409
    hear_back(desk, report_id)
    version = queries.report_detail(desk, report_id).version
    empty = client.post(path, {"version": version, "words": "Bewaar mij"})
    assert empty.status_code == 422
    assert "Kies wat er van deze melding is gekomen." in text_of(empty)
    assert "Bewaar mij" in empty.content.decode()
    typed = {"version": version, "came_of": "helped", "words": "Zij belt zelf."}
    assert client.post(path, typed).status_code == 302
    assert client.post(path, typed).status_code == 409
    said = text_of(client.get(f"/meldingen/{report_id}/"))
    assert "Gesloten: Geholpen met advies" in said
    assert "Zij belt zelf." in said
    found = queries.report_detail(desk, report_id)
    assert (found.state, found.due_at) == ("closed", None)
    assert [step.event for step in found.history] == ["close", "give_feedback", "route"]


def test_one_for_care_hears_back_at_once_and_closes_when_care_has_taken_it(
    tell, weigh, desk, coordinator
) -> None:
    report_id = tell()
    weigh(report_id, outcome="care_case", person=PERSON)
    hear_back(desk, report_id)
    with pytest.raises(Invalid, match="Zorgcoördinatie heeft deze melding nog niet opgepakt"):
        close(desk, report_id, "in_care")
    intake.mark_taken(by=coordinator, report_id=report_id)
    close(desk, report_id, "in_care")
    assert queries.report_detail(desk, report_id).state == "closed"


# Opening again


def test_it_goes_back_to_be_weighed_with_new_terms(ended, desk, weigh) -> None:
    with in_days(60):
        reopen(desk, ended)
        found = queries.report_detail(desk, ended)
        assert (found.state, found.outcome) == ("screened", "")
        assert found.due_at > clock.now()
        assert found.route.days_left == 42
        assert found.mine
        assert [one.id for one in queries.worklist(desk).lines] == [ended]
        weigh(ended)
        assert queries.report_detail(desk, ended).due_at > clock.now()
    with in_days(61):
        finish(desk, ended)
        assert [one.came_of for one in endings(desk, ended)] == [
            "nothing_found",
            "",
            "nothing_found",
        ]
        assert queries.report_detail(desk, ended).reopened_at is None


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_without_a_reason_nothing_opens(ended, desk, reason) -> None:
    with pytest.raises(Invalid) as refused:
        reopen(desk, ended, reason)
    assert set(refused.value.fields) == {"reason"}
    assert queries.report_detail(desk, ended).state == "closed"


def test_only_what_is_closed_opens_again_and_once(tell, ended, desk) -> None:
    with pytest.raises(Conflict):
        reopen(desk, tell())
    version = queries.report_detail(desk, ended).version
    reopen(desk, ended)
    with pytest.raises(Conflict):
        actions.reopen_report(by=desk, report_id=ended, version=version, reason="Nog eens.")
    assert len(endings(desk, ended)) == 2


def test_only_the_desk_of_its_world_opens(
    ended, focal_point_hengelo, focal_point_enschede, coordinator
) -> None:
    for actor, refusal in (
        (focal_point_hengelo, NotPermitted),
        (focal_point_enschede, NotFound),
        (coordinator, NotFound),
    ):
        with pytest.raises(refusal):
            actions.reopen_report(by=actor, report_id=ended, version=4, reason="Toch.")
        assert endings(actor, ended) == ()


def test_its_reporter_reads_that_it_is_looked_at_once_more(desk, weigh) -> None:
    received = intake.submit_report(by=REPORTER, told=Told(narrative="x"), nonce="again")
    weigh(received.report_id)
    finish(desk, received.report_id)

    def standing():
        return followed(REPORTER, secrets_of(received.receipt)).standing

    assert standing().closed == clock.today()
    reopen(desk, received.report_id)
    assert str(standing().words) == "We kijken nog een keer naar je melding."
    assert standing().closed is None
    with in_days(20):
        weigh(received.report_id)
        finish(desk, received.report_id)
        assert standing().closed == clock.today()


def test_reasons_and_words_lie_sealed_and_are_written_once(ended, desk) -> None:
    reopen(desk, ended, "Zeepaardje")
    assert "Zeepaardje" not in every_row()
    assert endings(desk, ended)[0].words == "Zeepaardje"
    with gate_open(desk, writing=True):
        row = Ending.objects.last()
        row.came_of = "helped"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_the_page_asks_why_and_says_what_follows(ended, log_in, desk) -> None:
    client, page = log_in("desk"), f"/meldingen/{ended}/"
    assert "Weer openen" in text_of(client.get(page))
    assert "De melder ziet dat je nog een keer kijkt." in text_of(client.get(f"{page}heropenen/"))
    version = queries.report_detail(desk, ended).version
    empty = client.post(f"{page}heropenen/", {"version": version, "reason": ""})
    assert empty.status_code == 422
    assert "Waarom gaat deze melding weer open?" in text_of(empty)
    typed = {"version": version, "reason": "Er kwam nieuws."}
    assert client.post(f"{page}heropenen/", typed).status_code == 302
    said = text_of(client.get(page))
    assert "weeg haar opnieuw" in said
    assert "Weer geopend" in text_of(client.get("/meldingen/"))
    assert "Er kwam nieuws." in said


# How long it stays


def _ruling(report_id, days: int, part: str = ""):
    (held,) = (
        one
        for one in queries.retained_records(night_watch())
        if one.object_id == report_id and one.part == part
    )
    return rule_on(held.kept, retention_terms(), clock.today() + timedelta(days=days))


def test_a_closing_that_was_undone_starts_no_term(ended, desk) -> None:
    first = _ruling(ended, 0).keep_until
    reopen(desk, ended)
    waits = _ruling(ended, 0)
    assert waits.rows == ("T32",)
    assert waits.keep_until == clock.today() + timedelta(days=42)
    assert first > waits.keep_until


def test_the_term_counts_from_the_last_closing(ended, desk, weigh) -> None:
    first = _ruling(ended, 0).keep_until
    with in_days(100):
        reopen(desk, ended)
        weigh(ended)
        finish(desk, ended)
    again = _ruling(ended, 200).keep_until
    assert (again - first).days in {99, 100, 101}


def test_who_reported_and_the_conversation_stay_while_it_is_open(desk, weigh) -> None:
    told = Told(narrative="x", anonymity=NAMED, reporter_name="Jo", contact="06 0000 0002")
    report_id = intake.submit_report(by=REPORTER, told=told, nonce="stay").report_id
    weigh(report_id)
    finish(desk, report_id)
    assert _ruling(report_id, 43, "reporter").outcome is Outcome.DESTROY
    reopen(desk, report_id)
    for part in ("reporter", "conversation"):
        assert _ruling(report_id, 43, part).outcome is Outcome.KEEP
    with in_days(43):
        run_nightly(by=night_watch(), wait=0)
    assert queries.report_detail(desk, report_id).reporter_name == "Jo"


def test_it_goes_with_the_report(ended, desk) -> None:
    reopen(desk, ended)
    intake.destroy_report(by=night_watch(), object_id=ended)
    with gate_open(desk):
        assert not Ending.objects.exists()


# What the person it is about may see


def test_who_asks_for_the_own_file_gets_what_was_decided_and_not_who_heard_it(
    tell, weigh, desk, privacy_officer
) -> None:
    report_id = tell(anonymity=NAMED, reporter_name="Jo", contact="06 0000 0002")
    weigh(report_id, person=PERSON)
    hear_back(desk, report_id, rules.ToldBack(way="phone", text="acted", words="Zij is bang."))
    hear_back(desk, report_id, rules.ToldBack(way="not_safe", reason="Zeepaardje"))
    close(desk, report_id, "nothing_found", "Niets gezien ter plaatse.")
    reopen(desk, report_id, "Toch nieuws.")
    persons = [one.id for one in queries.report_detail(desk, report_id).persons]
    told = [
        line.text
        for piece in disclosed.pieces_about(privacy_officer, persons)
        for line in piece.lines
    ]
    assert "niets gevonden dat erop wijst" in told
    assert "Niets gezien ter plaatse." in told
    assert "Toch nieuws." in told
    assert "Zij is bang." in told
    assert not any("Zeepaardje" in text or "elefonisch" in text for text in told)


def test_one_that_care_has_can_be_decided_for_care_once_more(
    tell, weigh, desk, coordinator
) -> None:
    report_id = tell(municipality=HENGELO)
    weigh(report_id, outcome="care_case", person=PERSON)
    person = queries.report_detail(desk, report_id).persons[0].id
    case_id = open_case(
        by=coordinator,
        report_id=report_id,
        person_id=person,
        forms=["LAB"],
        places=Places(residence=HENGELO),
        first=NewAction(what="Bellen", due=clock.today() + timedelta(days=2)),
    )
    finish(desk, report_id, "in_care")
    reopen(desk, report_id)
    assert case(coordinator, case_id).version
    weigh(report_id, outcome="care_case")
    finish(desk, report_id, "in_care")
    assert queries.report_detail(desk, report_id).state == "closed"


def test_what_care_gave_back_before_it_was_closed_is_over_when_it_opens_again(
    tell, weigh, desk
) -> None:
    report_id = tell()
    weigh(report_id, outcome="care_case", person=PERSON)
    intake.take_back(by=desk, object_id=report_id, event="withdraw")
    assert queries.report_detail(desk, report_id).came_back
    weigh(report_id, outcome="advice")
    finish(desk, report_id)
    reopen(desk, report_id)
    assert not queries.report_detail(desk, report_id).came_back


def test_who_is_named_after_care_took_it_is_offered_to_care(tell, weigh, desk, coordinator) -> None:
    report_id = tell(municipality=HENGELO)
    weigh(report_id, outcome="care_case", person=PERSON)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        intake.mark_taken(by=coordinator, report_id=report_id)
        finish(desk, report_id, "in_care")
        assert queries.routed_to_care(coordinator) == ()
        reopen(desk, report_id)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        weigh(report_id, outcome="care_case", person=PERSON)
        assert [one.id for one in queries.routed_to_care(coordinator)] == [report_id]
        assert not queries.report_detail(desk, report_id).taken
