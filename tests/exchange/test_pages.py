"""The pages of the gate: what was typed stays, files come out, refusals say why."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kmt.exchange.actions import registering as actions
from kmt.exchange.region_keys import needed_keys, own_card
from kmt.exchange.rules.handing import NEEDED
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.lawfulness.rules.disclosing import ConsentState
from kmt.vault.rules.consenting import State
from tests.care.conftest import CANARY, HENGELO
from tests.exchange.conftest import HANDOVER_DATA, AsRegion, Share
from tests.exchange.test_registering import ANSWERS

LogIn = Callable[[str], Client]


@pytest.fixture
def bram(log_in: LogIn) -> Client:
    return log_in("coordinator")


def here(case_id: UUID, page: str = "comensha/") -> str:
    return f"/zorgcoordinatie/{case_id}/{page}"


def test_a_registration_from_begin_to_file(bram: Client, case_id: UUID) -> None:
    page = bram.get(here(case_id))
    assert page.status_code == 200
    assert "Nog niet geregistreerd" in page.content.decode()
    sent = {"do": "begin", "dossier_type": "registration", "token": str(new_id())}
    assert bram.post(here(case_id), sent).status_code == 302
    typed = {code: list(value) for code, value in ANSWERS.items()}
    assert bram.post(here(case_id), {"do": "fill", "version": 1, **typed}).status_code == 302
    assert bram.post(here(case_id), {"do": "check", "version": 2}).status_code == 302
    for kind, media in (("csv", "text/csv; charset=utf-8"), ("pdf", "application/pdf")):
        file = bram.post(here(case_id, "comensha/bestand/"), {"version": 3, "kind": kind})
        assert file.status_code == 200
        assert file["Content-Type"] == media
        assert file["Content-Disposition"] == f'attachment; filename="registratie.{kind}"'
        assert CANARY.encode() not in file.content
    sending = {"do": "step-sent", "version": 3, "channel": "post", "happened_on": clock.today()}
    assert bram.post(here(case_id), sending).status_code == 302
    assert "verzonden" in bram.get(here(case_id)).content.decode()


def test_what_was_typed_stays_when_it_is_refused(
    bram: Client, coordinator: Actor, case_id: UUID
) -> None:
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    typed = {"do": "fill", "version": 1, "year_from": "2024", "year_to": "1999"}
    page = bram.post(here(case_id), typed)
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="1999"' in text
    assert "ligt voor het jaar" in text


def test_a_country_that_is_not_there_is_refused_at_its_field(
    bram: Client, coordinator: Actor, case_id: UUID, consent: Callable[..., None]
) -> None:
    consent(State.GIVEN)
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    page = bram.post(here(case_id), {"do": "fill", "version": 1, "nationalities": "nl, QQ"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Dit land kennen we niet: QQ." in text
    assert 'value="nl, QQ"' in text
    assert "Bron: zorgcasus" in text


def test_a_check_that_cannot_be_says_what_is_missing(
    bram: Client, coordinator: Actor, case_id: UUID
) -> None:
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    page = bram.post(here(case_id), {"do": "check", "version": 1})
    assert page.status_code == 409
    assert "Vul nog in (onbekend mag ook): gender" in page.content.decode()
    assert bram.post(here(case_id), {"do": "check", "version": "0x"}).status_code == 409
    assert bram.post(here(case_id), {"do": "iets"}).status_code == 404


def test_the_unknown_boxes_answer_what_is_free(
    bram: Client, coordinator: Actor, case_id: UUID
) -> None:
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    typed = {"do": "fill", "version": 1, "unknown_exploitation": ["year_from", "year_to"]}
    assert bram.post(here(case_id), typed).status_code == 302
    boxes = bram.get(here(case_id)).context["fill_form"]["unknown_exploitation"]
    assert boxes.initial == ["year_from", "year_to"]


def test_without_a_decision_the_page_leads_to_the_share_assistant(
    bram: Client, case_id: UUID
) -> None:
    page = bram.get(here(case_id, "overdracht/"))
    assert "Besluit over delen" in page.content.decode()
    away = bram.post(here(case_id, "overdracht/delen/"))
    assert away.status_code == 302
    assert "/delen/" in away["Location"]


def test_a_package_goes_out_and_its_answer_comes_back(
    bram: Client,
    log_in: LogIn,
    case_id: UUID,
    share: Share,
    two_regions: UUID,
    as_region: AsRegion,
) -> None:
    share("care_coordinator", "P_CARE", HANDOVER_DATA, ConsentState.NOT_NEEDED)
    page = here(case_id, "overdracht/")
    typed = {
        "do": "make",
        "to": str(two_regions),
        "reason": "Verhuisd.",
        "summary": "",
        "safety": "Alleen sms.",
        "parts": list(NEEDED),
        "due": clock.today() + timedelta(days=5),
        "token": str(new_id()),
    }
    wrong = bram.post(page, typed)
    assert wrong.status_code == 422
    assert "Verhuisd." in wrong.content.decode()
    assert bram.post(page, {**typed, "summary": "Kort."}).status_code == 302
    seen = bram.get(page)
    package_id = seen.context["waiting"].id
    file = bram.post(here(case_id, f"overdracht/bestand/{package_id}/"))
    assert file.status_code == 200
    assert file["Content-Disposition"].startswith('attachment; filename="bestand-')

    as_region("VR99")
    sanne = log_in("colleague")
    loaded = sanne.post(
        "/uitwisseling/overdracht/ontvangen/", {"file": SimpleUploadedFile("x", file.content)}
    )
    assert loaded.status_code == 302
    there = loaded["Location"]
    assert CANARY in sanne.get(there).content.decode()
    missed = sanne.post(there, {"do": "accept", "municipality": "", "first": "Bellen"})
    assert missed.status_code == 422
    taken = {
        "do": "accept",
        "municipality": HENGELO,
        "first": "Bellen",
        "due": clock.today() + timedelta(days=1),
    }
    assert sanne.post(there, taken).status_code == 302
    receipt = sanne.post(f"{there}bewijs/")
    assert receipt.status_code == 200

    as_region("VR05")
    answer = {"do": "answer", "file": SimpleUploadedFile("x", receipt.content)}
    assert bram.post(page, answer).status_code == 302
    text = bram.get(page).content.decode()
    assert "aanvaard" in text


def test_a_file_that_is_something_else_gets_a_sentence(log_in: LogIn, two_regions: UUID) -> None:
    sanne = log_in("colleague")
    sent = {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}
    page = sanne.post("/uitwisseling/overdracht/ontvangen/", sent)
    assert page.status_code == 409
    assert "geen bestand van een overdracht" in page.content.decode()
    assert sanne.post("/uitwisseling/overdracht/ontvangen/").status_code == 422


def test_the_list_shows_what_goes_and_comes(
    bram: Client, coordinator: Actor, case_id: UUID
) -> None:
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    text = bram.get("/uitwisseling/").content.decode()
    assert "concept" in text
    assert "Niets binnengekomen" in text


def test_the_administrator_makes_a_key_and_trusts_by_telephone(log_in: LogIn) -> None:
    ada = log_in("administrator")
    assert "Er is er nog geen" in ada.get("/uitwisseling/regios/").content.decode()
    assert ada.post("/uitwisseling/regios/", {"do": "make"}).status_code == 302
    public = needed_keys().public
    assert public.fingerprint in ada.get("/uitwisseling/regios/").content.decode()
    card = ada.get("/uitwisseling/regios/kaart/").content
    assert card == own_card(public)
    other = card.replace(b"VR05", b"VR99")
    wrong = {"do": "trust", "card": SimpleUploadedFile("k", other), "fingerprint": "123"}
    page = ada.post("/uitwisseling/regios/", wrong)
    assert page.status_code == 422
    assert "cijfers zijn anders" in page.content.decode()
    right = {
        "do": "trust",
        "card": SimpleUploadedFile("k", other),
        "fingerprint": public.fingerprint,
    }
    assert ada.post("/uitwisseling/regios/", right).status_code == 302
    text = ada.get("/uitwisseling/regios/").content.decode()
    assert "Vertrouw deze niet langer" in text


@pytest.mark.parametrize("times", [1, 9])
def test_the_page_asks_as_much_of_the_database_whatever_there_is(
    bram: Client,
    coordinator: Actor,
    case_id: UUID,
    django_assert_max_num_queries,
    times: int,
) -> None:
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    for version in range(1, times + 1):
        actions.fill_in(by=coordinator, case_id=case_id, version=version, typed=ANSWERS)
    for page in (here(case_id), here(case_id, "overdracht/"), "/uitwisseling/"):
        bram.get(page)
        with django_assert_max_num_queries(15, using="default"):
            seen = bram.get(page)
            assert seen.status_code == 200
