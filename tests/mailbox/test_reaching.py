"""Who the server is is checked before anything is said, and every fault is a sentence."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kmt.mailbox.box import opened
from kmt.mailbox.place import VARIABLES, NotReachable, Place, password_of, place_of, wrong
from tests.mailbox.imap_server import PASSWORD, USER, imap_server, make_certificate
from tests.mailbox.mails import mail

GOOD = {name: default for name, default, _ in VARIABLES} | {
    "KMT_MAILBOX_HOST": "imap.example.org",
    "KMT_MAILBOX_USER": USER,
    "KMT_MAILBOX_PASSWORD_FILE": "/etc/kmt/mailbox",
    "KMT_MAIL_URL": "smtp+tls://example.org",
    "KMT_MAIL_FROM": "geenantwoord@example.org",
}


def test_a_server_with_a_certificate_of_another_is_told_nothing(place, tmp_path: Path) -> None:
    with imap_server(make_certificate(tmp_path, "127.0.0.1")) as impostor:
        with pytest.raises(NotReachable, match="kan niet bewijzen") as said:
            enter(replace(place, port=impostor.port))
        assert impostor.said == []
    assert "geen wachtwoord" in said.value.words


def test_a_certificate_for_another_name_is_refused(place, tmp_path: Path) -> None:
    other = make_certificate(tmp_path, "imap.example.org")
    with imap_server(other) as server, pytest.raises(NotReachable, match="kan niet bewijzen"):
        enter(replace(place, port=server.port, authorities=str(other)))


def test_a_wrong_password_is_a_sentence_without_name_or_password(place) -> None:
    with pytest.raises(NotReachable, match="kent deze naam met dit wachtwoord niet") as said:
        enter(replace(place, password="ander woord"))
    assert USER not in said.value.words
    assert "ander woord" not in said.value.words


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"port": 1}, "De mailserver is er niet"),
        ({"host": "nergens.invalid"}, "De naam van KMT_MAILBOX_HOST bestaat niet"),
        ({"folder": "Nergens"}, "De map van KMT_MAILBOX_FOLDER is er niet"),
        ({"authorities": "/nergens/ca.pem"}, "KMT_MAILBOX_AUTHORITIES is niet te lezen"),
        ({"password": "", "password_file": "/nergens"}, "KMT_MAILBOX_PASSWORD_FILE is niet te"),
        ({"password": "wachtwóórd"}, "kent deze naam met dit wachtwoord niet"),
    ],
)
def test_every_way_not_to_get_in_is_a_sentence(place, changed, sentence: str) -> None:
    with pytest.raises(NotReachable, match=sentence):
        enter(replace(place, **changed))


def test_a_server_that_says_nothing_is_not_waited_for(place, server) -> None:
    server.silent = True
    with pytest.raises(NotReachable, match=r"gaf geen antwoord|verbrak"):
        enter(replace(place, seconds=0.2))


def test_the_password_comes_out_of_a_file_that_not_everybody_reads(tmp_path: Path) -> None:
    path = tmp_path / "mailbox"
    path.write_text(f"{PASSWORD}\n")
    path.chmod(0o600)
    assert password_of(Place(password_file=str(path))) == PASSWORD
    path.chmod(0o604)
    with pytest.raises(NotReachable, match="voor iedereen leesbaar"):
        password_of(Place(password_file=str(path)))


def test_the_password_stands_in_no_error_page() -> None:
    assert PASSWORD not in repr(Place(password=PASSWORD))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, None),
        ({"KMT_MAILBOX_HOST": "", "KMT_MAILBOX_USER": ""}, None),
        ({"KMT_MAILBOX_PORT": "veel"}, "KMT_MAILBOX_PORT"),
        ({"KMT_MAILBOX_USER": ""}, "KMT_MAILBOX_USER ontbreekt"),
        ({"KMT_MAILBOX_PASSWORD_FILE": ""}, "KMT_MAILBOX_PASSWORD_FILE"),
        ({"KMT_MAILBOX_ANSWER": "ja"}, "KMT_MAILBOX_ANSWER"),
        ({"KMT_MAILBOX_ANSWER": "yes"}, None),
        ({"KMT_MAILBOX_ANSWER": "yes", "KMT_MAIL_FROM": ""}, "KMT_MAIL_FROM ontbreekt"),
        ({"KMT_MAILBOX_FOLDER": 'a"b'}, "KMT_MAILBOX_FOLDER is geen naam"),
        ({"KMT_MAILBOX_LEFT": ""}, "KMT_MAILBOX_LEFT is geen naam"),
        ({"KMT_MAILBOX_DONE": "INBOX"}, "mogen niet de map zijn die wordt gelezen"),
        ({"KMT_MAILBOX_FORM": "http://example.org"}, "KMT_MAILBOX_FORM"),
    ],
)
def test_wrong_settings_are_told_before_anything_starts(changed, sentence: str | None) -> None:
    found = wrong(GOOD | changed)
    assert bool(found) is (sentence is not None)
    if sentence:
        assert sentence in " ".join(found)


def test_by_default_a_mail_that_is_a_draft_is_deleted_and_nobody_is_answered() -> None:
    found = place_of(GOOD)
    assert (found.done, found.answers, found.port) == ("", False, 993)


def test_the_command_says_numbers_only(db, place, server, settings) -> None:
    settings.KMT_MAILBOX = place
    server.put(bytes(mail()))
    said = io.StringIO()
    call_command("fetch_mail", stdout=said)
    assert said.getvalue() == "1 e-mails zijn nu een concept.\n"


def test_the_command_fails_in_words(db, place, settings) -> None:
    settings.KMT_MAILBOX = replace(place, password="ander woord")
    with pytest.raises(CommandError, match="kent deze naam met dit wachtwoord niet"):
        call_command("fetch_mail")


def test_without_a_mailbox_there_is_nothing_to_do(db, settings) -> None:
    settings.KMT_MAILBOX = Place()
    said = io.StringIO()
    call_command("fetch_mail", stdout=said)
    assert "geen mailbox ingesteld" in said.getvalue()


def enter(place: Place) -> None:
    """Open the mailbox and close it again."""
    with opened(place):
        pass
