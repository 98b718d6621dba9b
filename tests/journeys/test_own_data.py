"""J10, through the pages: somebody asks for their file, gets it with who looked, has it erased."""

import io
import re
import zipfile
from uuid import uuid4

import pytest
from django.urls import reverse

from kmt.kernel import clock
from kmt.project.keeping import night_watch
from kmt.retention.actions import run_nightly
from tests.insight.reading import everything_in
from tests.rights.conftest import ACCOUNT, BORN, NAME, REPORTER_NAME, file

__all__ = ["file"]
LIST, TAKE = reverse("rights:requests"), reverse("rights:take")


def take_in(desk, kind: str) -> None:
    """Samira stands at the desk and asks."""
    sent = {
        "token": str(uuid4()),
        "received_on": clock.today().isoformat(),
        "kind": kind,
        "wish": "Ik wil weten wat er over mij staat.",
        "asker": "self",
        "requester": NAME,
        "about": NAME,
        "age": "from_16",
        "danger": "no",
        "safe_way": "Ik kom het halen.",
    }
    assert desk.post(TAKE, sent).status_code == 302


def newest(officer) -> str:
    """The address of the request on the work list."""
    page = officer.get(LIST).content.decode()
    assert NAME not in page
    running = page.split('id="running"')[1]
    return LIST + re.search(rf'href="{LIST}([0-9a-f-]+/)"', running).group(1)


def version(officer, address: str) -> str:
    """The version of the request as its page carries it."""
    page = officer.get(address).content.decode()
    return page.split('name="version" value="')[1].split('"')[0]


def settle(officer, address: str, person: str) -> None:
    """See who asks, find her, say that it is her."""
    sent = {"do": "check", "how": "document", "version": version(officer, address)}
    assert officer.post(address, sent).status_code == 302
    find = {"do": "find", "who": NAME, "birth_date": f"{BORN:%d-%m-%Y}", "version": "2"}
    found = officer.post(f"{address}persoon/", find).content.decode()
    assert person in found
    assert ACCOUNT not in found
    tie = {"do": "tie", "persons": person, "version": "2"}
    assert officer.post(f"{address}persoon/", tie).url == f"{address}gegevens/"


def decide(officer, address: str, *parts: str) -> str:
    """Grant each compartment, with everything that is not barred; returns the page before."""
    page = officer.get(f"{address}gegevens/").content.decode()
    for part in parts:
        sent = {
            "do": f"decide-{part}",
            "version": version(officer, f"{address}gegevens/"),
            "outcome": "granted",
            "reasons": "Dit mag.",
        }
        assert officer.post(f"{address}gegevens/", sent).status_code == 302
    return page


@pytest.mark.django_db
def test_from_a_question_at_the_desk_to_the_certificate(
    log_in, file, django_capture_on_commit_callbacks
) -> None:
    desk, officer, person = log_in("desk"), log_in("privacy_officer"), str(file.person)

    # She asks to see her file; the desk writes it down and learns nothing.
    take_in(desk, "inspection")
    assert desk.get(LIST).status_code == 403

    # The officer sees who asks, and only then looks.
    address = newest(officer)
    assert officer.get(f"{address}gegevens/").status_code == 409
    settle(officer, address, person)
    page = decide(officer, address, "ANY", "R1", "R2")
    assert ACCOUNT in page
    assert "Wie keek er in uw gegevens?" in page

    # The answer is one file: a letter with what there is and who looked, and the data.
    answer = officer.post(f"{address}antwoord/", {"version": _next(officer, address)})
    assert answer["Content-Type"] == "application/zip"
    assert NAME not in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        letter = " ".join(everything_in(archive.read("antwoord.pdf")).split())
        data = archive.read("gegevens.json").decode()
    assert ACCOUNT in letter
    assert ACCOUNT in data
    assert "zorgcoördinator (KMT) bekeek" in letter
    assert REPORTER_NAME not in letter + data
    assert officer.post(f"{address}antwoord/", {"version": "99"}).status_code == 409

    # She asks to erase it; it goes the next night, and the certificate is hers.
    take_in(desk, "erasure")
    address = newest(officer)
    settle(officer, address, person)
    decide(officer, address, "ANY", "R1", "R2")
    with django_capture_on_commit_callbacks(execute=True):
        run_nightly(by=night_watch(), wait=14)
    assert "Verklaring" in officer.get(address).content.decode()
    answer = officer.post(f"{address}antwoord/", {"version": _next(officer, address)})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        letter = " ".join(everything_in(archive.read("antwoord.pdf")).split())
    assert letter.count("verklaring") == 2
    assert ACCOUNT not in letter

    # Whoever asks now, hears the same as somebody we never knew.
    take_in(desk, "inspection")
    address = newest(officer)
    officer.post(address, {"do": "check", "how": "document", "version": "1"})
    nobody = officer.post(f"{address}persoon/", {"do": "find", "who": NAME, "version": "2"})
    assert person not in nobody.content.decode()


def _next(officer, address: str) -> str:
    return version(officer, f"{address}antwoord/")


@pytest.mark.django_db
def test_the_answer_asks_for_the_second_factor_anew(log_in, file) -> None:
    officer = log_in("privacy_officer")
    take_in(log_in("desk"), "inspection")
    address = newest(officer)
    session = officer.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 11 * 60
    session.save()
    found = officer.get(f"{address}antwoord/")
    assert found.status_code == 302
    assert "/bevestigen/" in found.url


@pytest.mark.django_db
def test_a_form_that_is_not_whole_keeps_what_was_typed_and_nothing_is_kept(log_in) -> None:
    desk = log_in("desk")
    found = desk.post(TAKE, {"kind": "inspection", "requester": NAME, "received_on": "gisteren"})
    assert found.status_code == 422
    assert f'value="{NAME}"' in found.content.decode()
    assert "V-20" not in log_in("privacy_officer").get(LIST).content.decode()
