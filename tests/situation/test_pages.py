"""The pages of the situation as a coordinator meets them: what they show, keep and never lose."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from kmt.situation import actions, queries
from kmt.situation.rules.people import NewMember
from kmt.situation.rules.status import NewNote
from tests.situation.conftest import ref, situation

LogIn = Callable[[str], Client]
PAGES = ("case", "member", "exploitation", "status", "arrange", "note")


def url(name: str, case_id: UUID) -> str:
    """The address of a page of the situation."""
    return reverse(f"situation:{name}", args=(case_id,))


def sent(**fields: object) -> dict[str, object]:
    """A form as a browser sends it."""
    return {"token": str(uuid4()), **fields}


TODAY = clock.today().isoformat()
FORMS: dict[str, tuple[dict[str, object], dict[str, object], str]] = {
    "member": (
        {"role": "child", "kin": "dochter", "birth_year": "2015"},
        {"birth_year": "1800"},
        "Dit geboortejaar kan niet kloppen",
    ),
    "exploitation": (
        {
            "who": "person",
            "forms": ["LAB"],
            "sector_lab": ["car_wash"],
            "started": "03-2024",
            "words": "dochter",
        },
        {"started": "vorig jaar"},
        "Schrijf het als 14-03-2024",
    ),
    "status": (
        {
            "who": "person",
            "status": "presumed",
            "decider": "police",
            "decided_on": TODAY,
            "reason": "dochter",
        },
        {"decider": ""},
        "Kies een antwoord uit de lijst",
    ),
    "arrange": (
        {
            "who": "person",
            "duty": "nidos",
            "state": "asked",
            "happened_on": TODAY,
            "words": "dochter",
        },
        {"state": ""},
        "Kies een antwoord uit de lijst",
    ),
    "note": (
        {"facts": "dochter", "link": "Moest dat"},
        {"link": ""},
        "Dit veld is verplicht",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_kept_and_bad_input_comes_back_with_a_sentence_and_what_was_typed(
    case_id: UUID, log_in: LogIn, name: str
) -> None:
    client = log_in("coordinator")
    fields, wrong, sentence = FORMS[name]
    assert client.get(url(name, case_id)).status_code == 200
    refused = client.post(url(name, case_id), sent(**{**fields, **wrong}))
    assert refused.status_code == 422
    text = refused.content.decode()
    assert sentence in text
    assert "dochter" in text
    assert client.post(url(name, case_id), sent(**fields)).status_code == 302
    page = "note" if name == "note" else "case"
    assert "dochter" in client.get(url(page, case_id)).content.decode()


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("junk", [{}, {"token": "x"}, {"who": "x", "role": "x", "forms": "x"}])
def test_junk_is_a_sentence_and_never_a_trace(
    case_id: UUID, log_in: LogIn, name: str, junk: dict[str, str]
) -> None:
    assert log_in("coordinator").post(url(name, case_id), junk).status_code == 422


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_involved_gets_no_page(case_id: UUID, log_in: LogIn, page: str) -> None:
    assert log_in("colleague").get(url(page, case_id)).status_code == 403


def test_an_empty_page_teaches_and_says_what_an_unknown_age_asks(
    case_id: UUID, log_in: LogIn
) -> None:
    text = log_in("coordinator").get(url("case", case_id)).content.decode()
    assert "Leg vast wat bekend is" in text
    assert "Leeftijd onbekend: behandel als minderjarige" in text or (
        "leeftijd onbekend: behandel als minderjarige" in text
    )
    assert "Richtlijn 2011/36/EU art. 13(2)" in text


def test_the_next_version_begins_with_what_stands_and_asks_why_when_the_form_changes(
    case_id: UUID, coordinator: Actor, log_in: LogIn
) -> None:
    actions.describe(by=coordinator, case_id=case_id, new=situation(), token=uuid4())
    one = queries.situation_of(coordinator, ref(coordinator, case_id)).situations[0].situation_id
    client = log_in("coordinator")
    address = f"{url('exploitation', case_id)}?van={one}"
    text = client.get(address).content.decode()
    assert "Kanarie vertelde het aan de huisarts." in text
    assert 'value="03-2024"' in text
    changed = sent(forms=["CRIM"], recruited_in="RO", places=["GM0164"])
    assert "Schrijf op waarom het nu anders heet." in client.post(address, changed).content.decode()
    assert client.post(address, {**changed, "why": "Nieuw"}).status_code == 302
    shown = client.get(url("case", case_id)).content.decode()
    assert "Criminele uitbuiting" in shown
    assert "Arbeidsuitbuiting" in shown


@pytest.mark.parametrize("asked", ["van=onzin", f"van={UUID(int=1)}"])
def test_an_exploitation_that_is_not_there_is_not_found(
    case_id: UUID, log_in: LogIn, asked: str
) -> None:
    assert log_in("coordinator").get(f"{url('exploitation', case_id)}?{asked}").status_code == 404


def test_a_pseudonym_that_nobody_has_is_a_sentence(case_id: UUID, log_in: LogIn) -> None:
    typed = sent(role="family", label="ZZZZZ", kin="dochter")
    answer = log_in("coordinator").post(url("member", case_id), typed)
    assert answer.status_code == 422
    assert "Je kent niemand met dit pseudoniem" in answer.content.decode()


def test_who_leaves_the_case_leaves_the_page(
    case_id: UUID, coordinator: Actor, log_in: LogIn
) -> None:
    new = NewMember(role="child")
    actions.add_member(by=coordinator, case_id=case_id, new=new, token=uuid4())
    member = queries.situation_of(coordinator, ref(coordinator, case_id)).members[1].id
    client = log_in("coordinator")
    assert "Kind 1" in client.get(url("case", case_id)).content.decode()
    assert client.post(url("case", case_id), {"member": str(member)}).status_code == 302
    assert "Kind 1" not in client.get(url("case", case_id)).content.decode()
    assert client.post(url("case", case_id), {"member": "x"}).status_code == 404


def share_with_om(by: Actor, case_id: UUID) -> UUID:
    """A decision to share with the prosecution, with consent of the person."""
    case = ref(by, case_id)
    asked = DisclosureAsked(
        request=ShareRequest(
            compartment="R2",
            sender="care_coordinator",
            recipient="om",
            purpose="P_CRIME",
            data=frozenset({"D09"}),
            subject="victim",
            age=25,
        ),
        municipality=case.municipality,
        subject_id=case.person_id,
        subject_label=case.person_label,
        recipient_name="Verzonnen officier",
        necessity="Verzonnen reden.",
        subsidiarity="Verzonnen reden.",
        consent=ConsentState.SELF,
        expires_on=clock.today() + timedelta(days=30),
        approved_by={"team_lead": "Tess Leidt"},
    )
    return decide_disclosure(by=by, asked=asked)


def test_the_note_becomes_a_pdf_only_for_whom_it_was_decided_to_share_with(
    case_id: UUID, coordinator: Actor, log_in: LogIn
) -> None:
    client = log_in("coordinator")
    assert client.get(url("note_pdf", case_id)).status_code == 404
    new = NewNote(facts="Drugs vervoerd", link="Moest dat")
    actions.write_note(by=coordinator, case_id=case_id, new=new, token=uuid4())
    refused = client.get(url("note_pdf", case_id))
    assert refused.status_code == 409
    assert "Er is geen besluit om dit te delen." in refused.content.decode()
    decided = share_with_om(coordinator, case_id)
    assert "Pdf voor Openbaar Ministerie" in client.get(url("note", case_id)).content.decode()
    assert client.get(f"{url('note_pdf', case_id)}?besluit={uuid4()}").status_code == 409
    made = client.get(f"{url('note_pdf', case_id)}?besluit={decided}")
    assert (made.status_code, made.headers["Content-Type"]) == (200, "application/pdf")
    assert made.content.startswith(b"%PDF")
    assert b"/MarkInfo" in made.content


def test_the_page_asks_as_much_of_the_database_whatever_there_is(
    case_id: UUID, coordinator: Actor, log_in: LogIn, django_assert_max_num_queries
) -> None:
    for _ in range(4):
        new = NewMember(role="child", birth_year=2015)
        actions.add_member(by=coordinator, case_id=case_id, new=new, token=uuid4())
        actions.describe(by=coordinator, case_id=case_id, new=situation(), token=uuid4())
    client = log_in("coordinator")
    client.get(url("case", case_id))
    with django_assert_max_num_queries(18):
        client.get(url("case", case_id))
