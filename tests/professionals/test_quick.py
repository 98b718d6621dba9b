"""The quick form: few taps, own ground, signs as data; and what one sees of what one sent."""

from datetime import date, timedelta

import pytest

from kmt.access.actors import actor_for, system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.intake.actions import destroy_report
from kmt.intake.beside import all_above
from kmt.intake.queries import report_detail
from kmt.intake.rules import Told
from kmt.kernel import clock
from kmt.kernel.refusals import NotPermitted
from kmt.partners.actions import create_account, give_role
from kmt.professionals import queries
from kmt.professionals.actions import send_with_account
from kmt.professionals.rules import grounds
from kmt.professionals.rules.sending import Observed, Sender, missing, told_of
from kmt.professionals.rules.signs import SEEN_AT_A_PLACE
from kmt.professionals.writing import Sending
from kmt.vocabulary.queries import indicators_on
from tests.conftest import PASSWORD, SINCE
from tests.professionals.conftest import (
    QUICK,
    RECEIPT,
    TOKEN,
    channel_of,
    receipt_of,
    sent,
    signs,
)
from tests.professionals.photos import sent_photo

KNOWN = {one.indicator: one.dutch for one in indicators_on(date(2026, 11, 26))}
PLACES = frozenset({"GM0153"})


def typed(client, **fields: object):
    """Fill in a fresh quick form with an account and send it."""
    token = TOKEN.search(client.get(QUICK).content.decode())[1]
    return client.post(QUICK, {"token": token, "secrecy": "none", **fields})


def test_with_an_account_five_taps_and_a_photo_are_a_report(log_in, desk) -> None:
    hanna = log_in("focal_point_hengelo")
    page = typed(hanna, critical="C1", seen="I3", municipality="GM0164", attachment=sent_photo())
    assert page.status_code == 200
    (row,) = sent()
    assert (row.organisation, row.way, row.ground) == ("KMT", "account", "no_secrecy")
    report = report_detail(desk, row.report)
    assert report.narrative.startswith("Zonder tekst gemeld")
    assert report.reporter_name == "Hanna Hengelo, Kenniscentrum Mensenhandel Twente"
    assert channel_of(row.report) == "web_form"
    assert [one.indicator for one in signs()] == ["C1", "I3"]


def test_the_municipality_of_who_works_for_one_is_chosen_already(log_in) -> None:
    html = log_in("focal_point_hengelo").get(QUICK).content.decode()
    assert '<option value="GM0164" selected>' in html


def test_the_form_is_light_and_works_without_a_script(log_in) -> None:
    page = log_in("focal_point_hengelo").get(QUICK).content
    assert len(page) < 60_000
    assert b"<script" not in page
    assert b'accept="image/*" capture="environment"' in page
    assert b"geolocation" not in page


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "text"),
        ({"text": "x" * 8_001}, "text"),
        ({"text": "x", "secrecy": ""}, "secrecy"),
        ({"text": "x", "danger": "on"}, "called"),
        ({"text": "x", "municipality": "GM9999"}, "municipality"),
        ({"text": "x", "critical": "Z9"}, "critical"),
        ({"text": "x", "minors": "misschien"}, "minors"),
        ({"text": "x", "secrecy": "youth"}, "ground"),
        ({"text": "x", "place": "y" * 501}, "place"),
        ({"text": "x", "token": "vals"}, ""),
    ],
)
def test_what_is_missing_is_a_sentence_and_what_was_typed_stays(fields, field, log_in) -> None:
    page = typed(log_in("focal_point_hengelo"), **fields)
    html = page.content.decode()
    assert page.status_code == 422
    assert sent() == []
    if field:
        assert f'href="#id_{field}' in html
    if fields.get("text"):
        assert fields["text"] in html


def test_danger_leads_to_112_before_anything_is_sent(log_in) -> None:
    hanna = log_in("focal_point_hengelo")
    page = typed(hanna, text="Er wordt geslagen.", danger="on")
    assert "Bel eerst 112" in page.content.decode()
    assert 'href="tel:112"' in page.content.decode()
    assert typed(hanna, text="Er wordt geslagen.", danger="on", called="on").status_code == 200


#: Own secrecy, ground, consent, why not, explanation: and whether that can carry a report.
GROUNDS = [
    ("none", "", "", "", "", True),
    ("none", "no_secrecy", "", "", "", True),
    ("", "", "", "", "", False),
    ("geen", "", "", "", "", False),
    ("office", "", "", "", "", False),
    ("office", "no_secrecy", "", "", "", True),
    ("office", "statutory_power", "", "", "art. 5:11 Awb", True),
    ("office", "statutory_power", "", "", " ", False),
    ("unknown", "", "", "", "", False),
    ("unknown", "no_secrecy", "", "", "", True),
    *((one, "", "", "", "", False) for one in sorted(grounds.STRICT)),
    *((one, "no_secrecy", "", "", "", False) for one in sorted(grounds.STRICT)),
    ("medical", "consent", "given", "", "", True),
    ("medical", "consent", "", "", "", False),
    ("medical", "consent", "refused", "wil niet", "", False),
    ("medical", "conflict_of_duties", "not_asked", "niet veilig", "levensgevaar", True),
    ("medical", "conflict_of_duties", "not_asked", "", "levensgevaar", False),
    ("medical", "conflict_of_duties", "refused", "", "levensgevaar", False),
    ("medical", "conflict_of_duties", "given", "", "", False),
    ("youth", "statutory_duty", "unknown", "", "artikel 1", True),
    ("youth", "reporting_right", "given", "", "uitleg", False),
    ("none", "reporting_right", "", "", "", False),
    ("none", "verzonnen", "", "", "", False),
    ("other", "vital_interest", "misschien", "", "uitleg", False),
]


@pytest.mark.parametrize(("secrecy", "ground", "consent", "why_not", "why", "carries"), GROUNDS)
def test_on_which_own_ground_a_report_comes_in(
    secrecy, ground, consent, why_not, why, carries
) -> None:
    observed = Observed(
        text="Iets wat gezien is.",
        secrecy=secrecy,
        ground=ground,
        consent=consent,
        consent_reason=why_not,
        ground_reason=why,
    )
    wrong = missing(observed, files=0, known=KNOWN, municipalities=PLACES)
    assert (wrong == {}) is carries
    assert set(wrong) <= {"secrecy", "ground", "consent", "consent_reason"}


def test_no_page_promises_a_right_to_report(log_in, visitor, give) -> None:
    html = log_in("focal_point_hengelo").get(QUICK).content.decode()
    assert "5.2.6" in html
    assert "Dat recht bestaat bij ons niet" in html


def test_the_ground_and_the_consent_stand_in_the_report_in_words() -> None:
    observed = Observed(
        text="Iets wat gezien is.",
        secrecy="medical",
        ground="conflict_of_duties",
        ground_reason="levensgevaar",
        consent="not_asked",
        consent_reason="vragen is niet veilig",
        may_name=True,
    )
    sender = Sender(organisation="GGD", organisation_name="GGD Twente", way="link")
    told: Told = told_of(observed, sender, KNOWN)
    for words in (
        "medisch beroepsgeheim",
        "levensgevaar",
        "vragen is niet veilig",
        "niet gevraagd",
    ):
        assert words in told.narrative
    assert (told.anonymity, told.reporter_name) == ("named", "GGD Twente")


def test_signs_shown_are_critical_or_seen_at_a_place_and_few() -> None:
    critical, seen = queries.signs_offered()
    assert {one.indicator for one in critical} == {
        one.indicator for one in indicators_on(clock.today()) if one.critical
    }
    assert {one.indicator for one in seen} == set(SEEN_AT_A_PLACE)
    assert len(critical) + len(seen) <= 20
    assert not {one.indicator for one in critical} & set(SEEN_AT_A_PLACE)


def test_one_sees_of_what_one_sent_the_number_the_day_and_how_far_and_no_word(log_in, desk) -> None:
    hanna = log_in("focal_point_hengelo")
    typed(hanna, text="Een kanariegeel busje voor de deur.", place="Verzonnenweg 1")
    html = hanna.get("/snelle-melding/verstuurd/").content.decode()
    number = report_detail(desk, sent()[0].report).number
    assert number in html
    assert "binnengekomen" in html or "is binnen" in html
    assert "kanariegeel" not in html
    assert "Verzonnenweg" not in html
    others = log_in("focal_point_enschede").get("/snelle-melding/verstuurd/").content.decode()
    assert number not in others
    assert AuditEvent.objects.filter(object_type="sent_report", reason_text="own_sent").count() == 2


@pytest.fixture
def partner_reporter(accounts, registrar):
    """An inspector of another organisation, who may report and nothing else."""
    account = create_account(
        by=registrar,
        email="iris@example.org",
        name="Iris Inspecteur",
        password=PASSWORD,
        screening_valid_until=date(2099, 1, 1),
        training_valid_until=date(2099, 1, 1),
    )
    with clock.frozen(SINCE):
        give_role(by=registrar, account=account, organisation="GGD", role="partner_reporter")
    return actor_for(account)


def test_a_partner_with_an_account_reports_for_its_organisation_and_reads_no_report(
    partner_reporter, desk
) -> None:
    observed = Observed(text="Iets wat gezien is.", secrecy="none", signs=("A6",))
    received = send_with_account(by=partner_reporter, observed=observed, how=Sending(nonce="n"))
    assert sent()[0].organisation == "GGD"
    assert partner_reporter.world == frozenset()
    with pytest.raises(NotPermitted):
        report_detail(partner_reporter, received.report_id)
    assert queries.signs_of(partner_reporter, received.report_id) == ()
    assert queries.sent_by(partner_reporter, received.report_id) is None
    assert len(queries.sent(partner_reporter)[0]) == 1


def test_the_same_page_sent_twice_with_an_account_is_one_report(log_in) -> None:
    hanna = log_in("focal_point_hengelo")
    token = TOKEN.search(hanna.get(QUICK).content.decode())[1]
    body = {"token": token, "secrecy": "none", "text": "Iets wat gezien is."}
    first, second = (hanna.post(QUICK, body) for _ in range(2))
    assert receipt_of(first) == receipt_of(second)
    assert len(sent()) == 1


def test_who_may_not_send_is_refused_by_the_action_too(analyst) -> None:
    observed = Observed(text="Iets wat gezien is.", secrecy="none")
    with pytest.raises(NotPermitted):
        send_with_account(by=analyst, observed=observed, how=Sending(nonce="n"))
    assert sent() == []


@pytest.fixture
def with_signs(focal_point_hengelo):
    """A report with two signs."""
    observed = Observed(text="Iets.", secrecy="none", signs=("B2", "D5"))
    how = Sending(nonce="n")
    return send_with_account(by=focal_point_hengelo, observed=observed, how=how).report_id


def test_who_sent_and_what_they_saw_goes_with_the_report(with_signs) -> None:
    night = system_actor(
        "retention",
        purpose="retention",
        permissions=frozenset({Permission.RETENTION_TERM_RUN}),
    )
    destroy_report(by=night, object_id=with_signs)
    assert sent() == []
    assert signs() == []


def test_who_it_is_about_may_see_the_signs_and_not_who_sent_them(
    with_signs, privacy_officer, desk
) -> None:
    with gate_open(privacy_officer):
        told = [part for one in all_above() for part in one.told(privacy_officer, with_signs)]
    mine = [part for part in told if part[0] == "gemelde-signalen"]
    assert len(mine) == 1
    assert "paspoort" in mine[0][2][0][1]
    assert "Hanna" not in str(mine)


def test_rows_of_a_report_are_written_once(with_signs, desk) -> None:
    (first, _second) = signs()
    with gate_open(desk, writing=True), pytest.raises(Exception, match=r"UNIQUE|unique"):
        first.save()


def test_a_receipt_on_the_page_opens_the_conversation(log_in) -> None:
    page = typed(log_in("focal_point_hengelo"), text="Iets wat gezien is.")
    assert RECEIPT.search(page.content.decode())


def test_what_is_old_is_still_named_in_its_own_words() -> None:
    assert queries.signs_known(clock.today() - timedelta(days=1)).keys() == KNOWN.keys()
