"""Three answers to "may we know who you are?", and what each of them does on every screen.

The name and the way to reach a reporter are planted, every screen of every role is opened, and
the table says where they may stand. Nowhere else, whatever the answer.
"""

import csv
import io
import re

import pytest

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.intake import actions, disclosed, queries, rules
from kmt.intake.models import Report
from kmt.intake.rules import PersonToAdd, Told
from kmt.vault.rules import Identity
from tests.intake.conftest import every_row, text_of

PLANTED = {
    "reporter_name": "Kanarie-Naam",
    "contact": "Kanarie-Contact",
    "contact_terms": (
        ("contact_when", "Kanarie-Wanneer"),
        ("contact_language", "Kanarie-Taal"),
        ("code_word", "Kanarie-Woord"),
        ("may_answer", "Kanarie-Ander"),
    ),
}
#: choice -> what is kept of it, whether the desk reads who it is, and the words on its page
CHOICES = {
    "": ("name_withheld_from_subject", True, "Naam niet delen"),
    rules.WITHHELD: ("name_withheld_from_subject", True, "Naam niet delen"),
    rules.NAMED: ("named", True, "Op naam"),
    rules.ANONYMOUS: ("anonymous_to_centre", False, "Anoniem"),
}
#: who opens which pages; only the first of each desk row may show who reported
SCREENS = {
    "desk": ("/meldingen/", "/meldingen/{id}/triage/", "/meldingen/{id}/persoon/",
             "/meldingen/{id}/bekend/", "/meldingen/zoeken/", "/meldingen/?lijst=alles"),
    "focal_point_hengelo": ("/meldingen/", "/meldingen/{id}/"),
    "coordinator": ("/zorgcoordinatie/", "/zorgcoordinatie/nieuw/{id}/"),
    "team_lead": ("/zorgcoordinatie/",),
    "analyst": ("/inzicht/", "/inzicht/aantallen/",),
    "privacy_officer": ("/toezicht/logboek/", "/rechten/", "/rechtmatigheid/overdrachten/"),
}  # fmt: skip


@pytest.fixture(params=CHOICES, ids=lambda one: one or "left open")
def choice(request) -> str:
    return request.param


@pytest.fixture
def told(choice, db, desk, weigh) -> Report:
    """A report with everything planted, weighed, and handed to care."""
    about = Told(narrative="Er is iets mis.", municipality="GM0164", anonymity=choice, **PLANTED)
    id_ = actions.submit_report(by=REPORTER, told=about, nonce="choice").report_id
    person = PersonToAdd(identity=Identity(description="meisje, ongeveer 16"))
    weigh(id_, person=person, outcome="care_case")
    with gate_open(desk):
        return Report.objects.get(pk=id_)


def test_the_choice_is_data_and_what_is_left_open_is_the_careful_one(told, choice, desk) -> None:
    kept, read, _ = CHOICES[choice]
    found = queries.report_detail(desk, told.id)
    assert told.anonymity == found.anonymity == kept
    assert bool(found.reporter_name) is bool(found.contact) is bool(found.contact_terms) is read


def test_who_reported_stands_on_the_page_of_the_report_at_the_desk_alone(
    told, choice, log_in
) -> None:
    _, read, words = CHOICES[choice]
    at_desk = log_in("desk")
    page = text_of(at_desk.get(f"/meldingen/{told.id}/"))
    assert words in page
    for text in ("Naam", "Contact", "Wanneer", "Taal", "Woord", "Ander"):
        assert (f"Kanarie-{text}" in page) is read, text
    for who, paths in SCREENS.items():
        browser = at_desk if who == "desk" else log_in(who)
        for path in paths:
            address = path.format(id=told.id)
            answer = browser.get(address, follow=True)
            assert answer.status_code == 200, (who, address, answer.status_code)
            assert "Kanarie" not in answer.content.decode(), (who, address)


def test_the_person_it_is_about_hears_nothing_of_who_reported(told, privacy_officer) -> None:
    with gate_open(privacy_officer):
        persons = list(told.subjects.values_list("person", flat=True))
    pieces = list(disclosed.pieces_about(privacy_officer, persons))
    assert pieces
    assert "Kanarie" not in repr(pieces)


def test_counts_do_not_know_the_choice(told, analyst) -> None:
    out = io.StringIO()
    for row in queries.counts(analyst):
        csv.writer(out).writerow([row.form, row.municipality, row.year, row.number])
    assert re.search(r"LAB,GM0164,\d{4},1", out.getvalue())


def test_it_stands_readable_in_no_table(told) -> None:
    assert "Kanarie" not in every_row()


def test_an_anonymous_reporter_left_no_trace_under_any_key(told, choice) -> None:
    columns = (told.contact, told.contact_terms, told.reporter_name)
    assert any(map(bytes, columns)) is CHOICES[choice][1]
    assert f"reporter:{told.id}" in every_row() if CHOICES[choice][1] else True
