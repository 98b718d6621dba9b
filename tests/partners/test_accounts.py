"""The accounts pages: one person at a time, a second pair of eyes, and closing works at once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kmt.access.actors import actor_for
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotPermitted, Refused
from kmt.partners import actions
from kmt.partners.models import Account, Membership
from kmt.partners.queries import account_by_email
from kmt.partners.queries.accounts import review, review_counts
from tests.conftest import let_proof_lapse

LIST, NEW, REVIEW = "/accounts/", "/accounts/nieuw/", "/rollen-nagaan/"
NINA = {
    "name": "Nina Nieuw",
    "email": "nina@voorbeeld.example",
    "why": "designated",
    "role": "intake_worker",
    "organisation": "KMT",
}


def typed(**more: str) -> dict[str, str]:
    return NINA | {"valid_from": clock.today().isoformat()} | more


def page_of(account: Account) -> str:
    return reverse("partners:account", args=[account.id])


def done(account: Account) -> list[tuple[str, str, str]]:
    rows = AuditEvent.objects.filter(object_type="account", object_id=str(account.id))
    return list(rows.values_list("action", "reason_text", "actor_id"))


@pytest.fixture
def ada(log_in) -> Client:
    return log_in("administrator")


@pytest.fixture
def nina(ada) -> Account:
    assert ada.post(NEW, typed()).status_code == 302
    return account_by_email(NINA["email"])


@pytest.fixture
def dated(ada, nina) -> Account:
    dates = {"screening_valid_until": "2099-01-01", "training_valid_until": "2099-01-01"}
    assert ada.post(page_of(nina), dates | {"do": "dates"}).status_code == 302
    nina.refresh_from_db()
    return nina


@pytest.mark.parametrize("address", [LIST, NEW, REVIEW])
def test_the_pages_ask_for_proof(ada, address):
    assert ada.get(address).status_code == 200
    assert let_proof_lapse(ada).get(address)["Location"].startswith("/bevestigen/")


def test_a_new_account_is_recorded_under_who_made_it_and_cannot_work_yet(ada, nina, administrator):
    assert [event[:2] for event in done(nina)] == [("create", ""), ("update", "role_given")]
    assert {event[2] for event in done(nina)} == {administrator.id}
    with pytest.raises(NotPermitted, match="wacht op akkoord van een tweede persoon"):
        actor_for(nina)
    text = ada.get(page_of(nina)).content.decode()
    assert "Je rol wacht op akkoord van een tweede persoon" in text
    assert "Je screening (VOG) is nog niet geregistreerd" in text


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"email": "team.zorg@voorbeeld.example"}, "lijkt van een groep"),
        ({"name": "Balie Twente"}, "lijkt van een groep"),
        ({"why": "incidental"}, "BGS artikel 2.21, derde lid"),
        ({"email": "noor@example.org"}, "heeft al een account"),
        ({"role": "municipal_focal_point"}, "hoort bij een gemeente"),
        ({"valid_to": "2001-01-01"}, "eindigt voor hij begint"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed_and_makes_nothing(ada, more, sentence):
    before = Account.objects.count()
    answer = ada.post(NEW, typed(**more))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert more.get("name", "Nina Nieuw") in answer.content.decode()
    assert Account.objects.count() == before


def test_a_second_person_agrees_and_who_gave_the_role_cannot(ada, dated, log_in):
    role = Membership.objects.get(account=dated)
    agree = {"do": "agree", "membership": str(role.id)}
    assert ada.post(REVIEW, agree).status_code == 409
    lead = log_in("team_lead")
    assert "Nina Nieuw" in lead.get(REVIEW).content.decode()
    assert lead.post(REVIEW, agree).status_code == 302
    assert actor_for(dated).role == "intake_worker"
    assert lead.post(REVIEW, agree).status_code == 409, "once is enough"
    assert lead.post(REVIEW, agree | {"membership": "nonsense"}).status_code == 404


def test_a_role_that_reads_no_files_needs_no_second_person(administrator, accounts):
    role = actions.give_role(
        by=administrator, account=accounts["desk"], organisation="KMT", role="analyst"
    )
    assert not role.waits
    for code in ("care_coordinator", "privacy_officer", "system_admin", "team_lead"):
        given = actions.give_role(
            by=administrator, account=accounts["desk"], organisation="KMT", role=code
        )
        assert given.waits, code


def test_an_administrator_gives_themselves_nothing(ada, administrator, accounts):
    me = accounts["administrator"]
    with pytest.raises(Invalid, match="Jezelf een rol geven kan niet"):
        actions.give_role(by=administrator, account=me, organisation="KMT", role="analyst")
    answer = ada.post(page_of(me), typed(do="role", role="care_coordinator"))
    assert answer.status_code == 422
    assert ada.post(page_of(me), {"do": "dates"}).status_code == 422
    assert ada.post(page_of(me), {"do": "end", "reason": "left"}).status_code == 422
    assert actor_for(me).role == "system_admin"


def test_dates_that_cannot_be_are_said_at_their_field(ada, dated):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    answer = ada.post(page_of(dated), {"do": "dates", "screened_on": tomorrow})
    assert answer.status_code == 422
    assert "Deze dag is nog niet geweest." in answer.content.decode()
    dated.refresh_from_db()
    assert dated.screened_on is None
    assert dated.screening_valid_until.year == 2099, "nothing is half written"


def test_the_letter_shows_a_code_once_and_a_new_one_replaces_it(ada, dated):
    first, second = (code_in(ada.post(page_of(dated), {"do": "letter"})) for _ in range(2))
    assert first not in ada.get(page_of(dated)).content.decode()
    assert enter(first).status_code == 422
    assert enter(second).status_code == 200
    assert enter(second).status_code == 422, "once"
    again = ada.post(page_of(dated), {"do": "letter"})
    assert again.status_code == 422, "who was in needs two colleagues"


def code_in(answer) -> str:
    return re.search(r'class="receipt">([^<]+)<', answer.content.decode())[1]


def enter(code: str, **more: str):
    word = "vier losse woorden samen"
    form = {"email": NINA["email"], "code": code, "password": word, "again": word} | more
    return Client().post(reverse("partners:one_time_code"), form)


def test_closing_an_account_ends_everything_at_once(ada, log_in, accounts):
    desk = log_in("desk")
    assert desk.get("/meldingen/").status_code == 200
    assert ada.post(page_of(accounts["desk"]), {"do": "end", "reason": "left"}).status_code == 302
    assert desk.get("/meldingen/")["Location"].startswith("/inloggen/")
    accounts["desk"].refresh_from_db()
    assert not accounts["desk"].has_usable_password()
    assert done(accounts["desk"])[-1][:2] == ("delete", "left")


def test_an_account_is_not_closed_without_a_reason(ada, accounts):
    answer = ada.post(page_of(accounts["desk"]), {"do": "end", "reason": "zomaar"})
    assert answer.status_code == 422
    assert actor_for(accounts["desk"])


@pytest.mark.parametrize("do", ["sessions", "close"])
def test_after_a_stolen_laptop_the_administrator_ends_every_session(ada, log_in, accounts, do):
    first, second = log_in("desk"), Client()
    second.cookies = first.cookies
    assert ada.post(page_of(accounts["desk"]), {"do": do}).status_code == 302
    for client in (first, second):
        assert client.get("/meldingen/")["Location"].startswith("/inloggen/")


def test_a_role_that_nobody_confirmed_closes_and_another_opens_it_again(
    accounts, administrator, team_lead
):
    desk = accounts["desk"]
    role = Membership.objects.get(account=desk)
    role.valid_from = role.confirmed_on = clock.today() - timedelta(days=400)
    role.save()
    with pytest.raises(NotPermitted, match="Niemand bevestigde op tijd"):
        actor_for(desk)
    assert review_counts() == (1, 1)
    assert [one.name for one in review(administrator).due] == ["Noor Demo"]
    actions.confirm(by=team_lead, membership_id=role.id, reason="still_needed")
    assert actor_for(desk)
    assert review_counts() == (0, 0)
    assert done(desk)[-1] == ("update", "still_needed", team_lead.id)


def test_the_task_list_confirms_or_ends_and_never_ones_own(log_in, accounts):
    lead = log_in("team_lead")
    Membership.objects.update(
        valid_from=clock.today() - timedelta(days=350),
        confirmed_on=clock.today() - timedelta(days=350),
    )
    mine = Membership.objects.get(account=accounts["team_lead"])
    other = Membership.objects.get(account=accounts["analyst"])
    page = lead.get(REVIEW).content.decode()
    assert "Dit is je eigen rol: een ander bevestigt die." in page
    own = lead.post(REVIEW, {"membership": mine.id, "choice": "confirm:still_needed"})
    assert own.status_code == 422
    assert "Je eigen rol laat je door een ander bevestigen" in own.content.decode()
    for wrong in ("confirm:zomaar", "", "left"):
        assert lead.post(REVIEW, {"membership": other.id, "choice": wrong}).status_code == 422
    assert lead.post(REVIEW, {"membership": 0, "choice": "end:left"}).status_code == 404
    assert lead.post(REVIEW, {"membership": other.id, "choice": "end:left"}).status_code == 302
    with pytest.raises(NotPermitted, match="niet aangewezen"):
        actor_for(accounts["analyst"])


def test_the_night_says_how_many_roles_wait(accounts, capsys):
    from django.core.management import call_command

    Membership.objects.filter(account=accounts["desk"]).update(
        valid_from=clock.today() - timedelta(days=400),
        confirmed_on=clock.today() - timedelta(days=400),
    )
    call_command("review_rights")
    assert "1 rol te bevestigen, waarvan 1 gesloten" in capsys.readouterr().out


@pytest.mark.parametrize("person", ["desk", "coordinator", "analyst", "privacy_officer"])
def test_nobody_else_changes_roles(person, accounts, request):
    by = request.getfixturevalue(person)
    role = Membership.objects.get(account=accounts["administrator"])
    for deed in (
        lambda: actions.agree(by=by, membership_id=role.id),
        lambda: actions.confirm(by=by, membership_id=role.id, reason="still_needed"),
        lambda: actions.end_role(by=by, membership_id=role.id, reason="left"),
        lambda: actions.close_log_in(by=by, account_id=role.account_id),
        lambda: actions.make_letter(by=by, account_id=role.account_id),
        lambda: actions.end_account(by=by, account_id=role.account_id, reason="left"),
    ):
        with pytest.raises(Refused):
            deed()
