"""The pages of one person: what they show, what they take, and what nobody gets to see."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kmt.audit.models import AuditEvent
from kmt.persons import places
from kmt.persons.places import Place
from kmt.vault import actions, queries
from kmt.vault.rules import Identity
from kmt.vault.rules.consenting import State
from tests.sent_files import HIDDEN, document
from tests.vault.in_care import in_care

NOOR = Identity(name="Noor Berg", contact="06 1234 5678", safe_contact="alleen sms, codewoord roos")
PAGES = ("person", "contact", "amend", "same", "consents")


@pytest.fixture(autouse=True)
def in_view(monkeypatch) -> list[Place]:
    """A record that is open to everybody, so that the pages themselves are what is looked at."""
    found = [Place(label="Melding M-1", url="/meldingen/")]
    monkeypatch.setattr(places, "_finders", [lambda actor, person_id: found])
    return found


@pytest.fixture
def person(desk):
    ref = actions.register_person(by=desk, identity=NOOR, municipality="")
    in_care(desk, ref.id)
    return ref


def url(name, person_id, *more) -> str:
    return reverse(f"persons:{name}", args=(person_id, *more))


def body_of(answer, person_id) -> str:
    """What the page says, but for its own address and the mark of its forms."""
    assert answer.status_code == 404
    text = answer.content.decode().replace(str(person_id), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def other(desk, role="victim"):
    return actions.register_person(
        by=desk, identity=Identity(name="N. Berg"), municipality="", role=role
    )


@pytest.mark.parametrize("page", PAGES)
def test_who_is_only_a_suspect_does_not_exist_for_care_like_nobody_at_all(desk, log_in, page):
    suspect, client = other(desk, "offender"), log_in("coordinator")
    pages = [client.get(url(page, one)) for one in (suspect.id, uuid4())]
    assert [one.status_code for one in pages] == [404, 404]
    assert suspect.label not in pages[0].content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_who_is_in_no_record_that_is_open_to_you_does_not_exist(log_in, person, in_view, page):
    in_view.clear()
    client = log_in("desk")
    bodies = {body_of(client.get(url(page, one)), one) for one in (person.id, uuid4())}
    assert len(bodies) == 1
    denied = AuditEvent.objects.filter(object_type="person", result="denied")
    assert denied.count() == 2


@pytest.mark.parametrize("page", PAGES)
def test_no_address_or_title_tells_who_it_is(log_in, person, page):
    answer = log_in("coordinator").get(url(page, person.id))
    title = answer.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    assert not any(word in title + url(page, person.id) for word in ("Noor", "1234", person.label))


@pytest.mark.parametrize("page", ["person", "same", "consents"])
def test_the_outside_of_a_person_opens_nothing(log_in, person, page):
    text = log_in("desk").get(url(page, person.id)).content.decode()
    assert person.label in text
    assert not any(word in text for word in ("Noor Berg", "1234", "roos"))


def test_contact_starts_with_what_is_safe_and_shows_no_number(log_in, person):
    text = log_in("coordinator").get(url("contact", person.id)).content.decode()
    assert "codewoord roos" in text
    assert "1234" not in text


def test_a_correction_needs_a_source_and_keeps_what_was_typed(desk, log_in, person):
    client = log_in("desk")
    sent = {"version": "1", "name": "Noor van den Berg", "address_0": "Kade 5, Hengelo"}
    wrong = client.post(url("amend", person.id), sent)
    assert wrong.status_code == 422
    assert "Noor van den Berg" in wrong.content.decode()
    assert "Kade 5, Hengelo" in wrong.content.decode()
    right = client.post(url("amend", person.id), sent | {"source": "van de persoon zelf"})
    assert right.status_code == 302
    known = queries.open_identity(desk, person.id, reason="contact")
    assert (known.name, known.contact) == ("Noor van den Berg", "")
    again = client.post(url("amend", person.id), sent | {"name": "X", "source": "nog eens"})
    assert again.status_code == 409
    assert 'value="2"' in again.content.decode()
    assert "06 1234 5678" in again.content.decode()  # what it said before


def test_two_persons_are_put_together_by_label_and_apart_again(desk, log_in, person):
    client, second = log_in("desk"), other(desk)
    page = url("same", person.id)
    assert (
        client.post(page, {"do": "merge", "merge-label": "XXXXX", "merge-reason": "x"}).status_code
        == 409
    )
    sent = {"do": "merge", "merge-label": second.label.lower(), "merge-reason": "zelfde nummer"}
    assert client.post(page, sent).status_code == 302
    assert second.label in client.get(page).content.decode()
    assert client.post(page, {"do": "split", "split-reason": ""}).status_code == 422
    assert client.post(page, {"do": "split", "split-reason": "een nicht"}).status_code == 302
    text = client.get(page).content.decode()
    assert second.label not in text.partition("Wat er eerder gebeurde")[0]
    assert "zelfde nummer" in text
    assert "een nicht" in text


def test_a_part_is_added_and_ended_on_the_page(desk, log_in, person):
    client = log_in("desk")
    assert client.post(url("person", person.id), {"part": "R1|offender"}).status_code == 302
    assert client.post(url("person", person.id), {"part": "R3|offender"}).status_code == 422
    parts = {one.role: one for one in queries.person_card(desk, person.id).roles}
    client.post(url("end_role", person.id), {"role": str(parts["offender"].id)})
    ended = {one.role: one.until for one in queries.person_card(desk, person.id).roles}
    assert ended["offender"] is not None
    client.post(url("end_role", person.id), {"role": str(parts["victim"].id)})
    assert queries.person_card(desk, person.id).roles[0].until is None


def say(client, person, **more):
    sent = {
        "token": str(uuid4()),
        "purpose": "P_REGISTRATION",
        "recipient": "comensha",
        "state": "given",
        "given_by": "self",
        "way": "written",
        "valid_until": "01-03-2099",
    }
    return client.post(url("consents", person.id), sent | more)


def test_a_consent_is_written_down_with_its_form_and_says_what_it_means(
    coordinator, log_in, person
):
    client = log_in("coordinator")
    form = SimpleUploadedFile("Noor Berg.pdf", document(), "application/pdf")
    assert say(client, person, document=form).status_code == 302
    text = client.get(url("consents", person.id)).content.decode()
    assert "Mag worden gedeeld met CoMensha tot en met 1 maart 2099." in text
    (found,) = queries.consents(coordinator, person.id)
    (step,) = found.steps
    answer = client.get(url("consent_document", person.id, step.id))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="toestemming.pdf"'
    assert HIDDEN.encode() not in answer.content
    assert AuditEvent.objects.order_by("seq").last().reason_text == "consent form"
    assert client.get(url("consent_document", person.id, uuid4())).status_code == 404


def test_the_same_page_sent_twice_writes_one_step(coordinator, log_in, person):
    client, token = log_in("coordinator"), str(uuid4())
    for _ in range(2):
        assert say(client, person, token=token).status_code == 302
    assert [len(one.steps) for one in queries.consents(coordinator, person.id)] == [1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"alleen tekst", "leesbare foto of PDF"), (b"%PDF-" + b"x" * 2_100_000, "2 MB")],
)
def test_a_form_that_cannot_be_kept_writes_nothing_down(
    coordinator, log_in, person, content, sentence
):
    form = SimpleUploadedFile("formulier.pdf", content, "application/pdf")
    answer = say(log_in("coordinator"), person, document=form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert queries.consents(coordinator, person.id) == ()


def test_a_refusal_says_that_help_goes_on(coordinator, log_in, person):
    client = log_in("coordinator")
    say(client, person, state="refused", way="", valid_until="")
    text = client.get(url("consents", person.id)).content.decode()
    assert "Niet delen met CoMensha: dit is geweigerd. De hulp gaat gewoon door." in text
    (now,) = queries.consents_now(coordinator, person.id)
    assert (now.state, now.steps) == (State.REFUSED, ())


def test_the_form_lies_sealed(coordinator, log_in, person):
    from django.db.models import Q

    from kmt.vault.models import ConsentDocument

    form = SimpleUploadedFile("f.pdf", document(), "application/pdf")
    say(log_in("coordinator"), person, document=form)
    (row,) = ConsentDocument.objects.seen_by(coordinator, Q())
    assert b"%PDF" not in bytes(row.content)


def test_the_desk_reads_what_was_said_and_writes_nothing(log_in, person):
    client = log_in("desk")
    assert (
        "Vastleggen wat er is gezegd" not in client.get(url("consents", person.id)).content.decode()
    )
    assert say(client, person).status_code == 403
