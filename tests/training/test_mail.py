"""Who moves up the queue is mailed once that it stands: where to look, and not what it is about."""

import smtplib
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from kmt.duty.mail import SUBJECT
from kmt.kernel import clock
from kmt.kernel.refusals import Refused
from kmt.training import actions, queries
from kmt.training.mailing import body_of
from kmt.training.rules import is_told
from kmt.training.states import Place
from kmt.training.writing import Who
from tests.training.conftest import HENGELO, NOW, STARTS, planned

PAGE = "https://kmt.example.org/trainingen/mijn/"


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.KMT_MAIL_FROM = "kmt@example.org"


@pytest.fixture
def stands(django_capture_on_commit_callbacks):
    """Do something, and all that follows as soon as it stands."""

    def doing(deed) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            deed()

    return doing


@pytest.fixture
def full(take, desk, coordinator, colleague, analyst) -> None:
    """Two have a place; a colleague waits first, an analyst second."""
    for one in (desk, coordinator, colleague, analyst):
        take(one)


def mailed() -> list[list[str]]:
    return [one.to for one in mail.outbox]


def test_who_waited_first_gets_one_mail_that_does_not_say_what_it_is_about(
    full, stands, session_id, desk, colleague, accounts
) -> None:
    stands(lambda: actions.cancel_place(by=desk, session_id=session_id, page=PAGE))
    (sent,) = mail.outbox
    assert sent.to == [accounts["colleague"].email]
    assert (sent.subject, sent.body) == (SUBJECT, body_of(PAGE))
    assert PAGE in sent.body
    assert sent.cc == sent.bcc == sent.attachments == []
    text = str(sent.message()).replace(sent.to[0], "")
    planted = ("Signalen", "Stadhuis", "Hengelo", "maart", "10", colleague.name, colleague.id)
    assert [word for word in planted if word in sent.subject + sent.body] == []
    assert str(session_id) not in text


def test_for_two_places_two_mails_each_to_one_person(
    full, stands, session_id, adviser, accounts
) -> None:
    more = planned(places=4)
    stands(
        lambda: actions.change_session(
            by=adviser, session_id=session_id, version=1, planned=more, page=PAGE
        )
    )
    assert sorted(mailed()) == sorted([accounts[who].email] for who in ("colleague", "analyst"))
    assert {one.body for one in mail.outbox} == {body_of(PAGE)}


def test_a_place_that_is_given_back_twice_is_mailed_once(full, stands, session_id, desk) -> None:
    for _time in range(2):
        stands(lambda: actions.cancel_place(by=desk, session_id=session_id, page=PAGE))
    assert len(mail.outbox) == 1


def test_what_is_undone_mails_nobody(full, stands, session_id, desk) -> None:
    def undone() -> None:
        with suppress(RuntimeError), transaction.atomic():
            assert actions.cancel_place(by=desk, session_id=session_id, page=PAGE) == 1
            raise RuntimeError

    stands(undone)
    assert mail.outbox == []


def test_the_mail_goes_after_the_act_and_not_in_it(full, session_id, desk) -> None:
    with transaction.atomic():
        actions.cancel_place(by=desk, session_id=session_id, page=PAGE)
        assert mail.outbox == []


def test_who_has_no_account_left_no_address(take, stands, session_id, adviser, desk, coordinator):
    for one in (desk, coordinator):
        take(one)
    who = Who(name="Ida Verzonnen", municipality=HENGELO, department="youth")
    assert actions.register_other(by=adviser, session_id=session_id, who=who) == Place.WAITING
    stands(lambda: actions.cancel_place(by=desk, session_id=session_id, page=PAGE))
    assert mail.outbox == []


def test_nothing_goes_for_a_session_that_was_or_is_called_off(
    full, stands, session_id, adviser, desk
) -> None:
    with clock.frozen(STARTS), pytest.raises(Refused):
        stands(lambda: actions.cancel_place(by=desk, session_id=session_id, page=PAGE))
    actions.call_off(by=adviser, session_id=session_id, version=1)
    stands(lambda: actions.cancel_place(by=desk, session_id=session_id, page=PAGE))
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("called_off", "starts_at", "told"),
    [
        (False, NOW + timedelta(minutes=1), True),
        (False, NOW, False),
        (True, NOW + timedelta(days=9), False),
    ],
)
def test_who_moves_up_is_told_of_what_is_still_to_be_given(called_off, starts_at, told) -> None:
    assert is_told(called_off=called_off, starts_at=starts_at, now=NOW) is told


@pytest.mark.parametrize(
    ("wrong", "tried"),
    [
        (smtplib.SMTPRecipientsRefused({"colleague@example.org": (550, b"no")}), 2),
        (TimeoutError(), 1),
    ],
)
def test_a_place_stands_when_no_mail_goes_and_no_address_is_logged(
    full, stands, session_id, adviser, monkeypatch, caplog, wrong, tried
) -> None:
    asked = []

    def failing(message: EmailMessage) -> None:
        asked.append(message.to)
        raise wrong

    monkeypatch.setattr(EmailMessage, "send", failing)
    more = planned(places=4)
    stands(
        lambda: actions.change_session(by=adviser, session_id=session_id, version=1, planned=more)
    )
    assert len(asked) == tried
    assert type(wrong).__name__ in caplog.text
    assert "@" not in caplog.text


def test_without_a_mail_server_none_goes_and_none_is_promised(
    full, stands, session_id, desk, log_in, settings
) -> None:
    url, promise = reverse("training:session", args=[session_id]), "Je krijgt dan een mail"
    waiting, keeping = log_in("analyst"), log_in("adviser")
    by_whom = "Wie doorschuift krijgt een mail"
    assert promise in waiting.get(url).content.decode()
    assert by_whom in keeping.get(url).content.decode()
    settings.KMT_MAIL_FROM = ""
    assert promise not in waiting.get(url).content.decode()
    assert by_whom not in keeping.get(url).content.decode()
    stands(lambda: actions.cancel_place(by=desk, session_id=session_id, page=PAGE))
    assert mail.outbox == []


@pytest.mark.parametrize("way", ["cancel", "cancel_other", "change"])
def test_every_way_to_a_free_place_mails_with_the_address_of_the_own_page(
    full, stands, session_id, adviser, log_in, accounts, way
) -> None:
    session = reverse("training:session", args=[session_id])
    if way == "cancel":
        client, url, sent = log_in("desk"), session, {"do": "cancel"}
    elif way == "cancel_other":
        first = queries.participants(adviser, session_id)[0]
        client, url = log_in("adviser"), session
        sent = {"do": "cancel_other", "place": str(first.id)}
    else:
        client, url = log_in("adviser"), reverse("training:change_session", args=[session_id])
        sent = {"day": "2026-03-10", "time": "09:30", "minutes": "180", "place": "Stadhuis",
                "places": "3", "closes_on": "2026-03-08", "version": "1"}  # fmt: skip
    stands(lambda: client.post(url, sent))
    assert mailed() == [[accounts["colleague"].email]]
    assert f"http://testserver{reverse('training:mine')}" in mail.outbox[0].body
