"""Handing heads over: to a folder, by mail, to an address on the web; what fails is tried again."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from kmt.access.actors import REPORTER
from kmt.audit.actions import Event, record
from kmt.audit.actions.signing import deliver_heads, sign_head
from kmt.audit.models import HeadDelivery, TreeHead

pytestmark = pytest.mark.django_db


def new_head() -> int:
    record(Event(actor=REPORTER, action="create", object_type="report"))
    return sign_head().size


@pytest.fixture
def drop(settings, tmp_path) -> Path:
    settings.KMT_AUDIT_DROP = str(tmp_path / "elsewhere")
    return Path(settings.KMT_AUDIT_DROP)


@pytest.fixture
def web(settings):
    """A web server that keeps what is posted; ``status`` is what it answers."""

    class Keep(BaseHTTPRequestHandler):
        status = 204
        posted: list[str] = []

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.posted.append(body.decode())
            self.send_response(self.status)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Keep) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.KMT_AUDIT_WEBHOOK = f"http://127.0.0.1:{server.server_port}/heads"
        yield Keep
        server.shutdown()


def test_a_folder_that_is_away_is_a_sentence_and_gets_its_heads_the_next_time(drop):
    sizes = [new_head()]
    (sentence,) = deliver_heads()
    assert "niet bereikbaar" in sentence
    sizes.append(new_head())
    deliver_heads()
    drop.mkdir()
    assert deliver_heads() == ()
    notes = sorted(path.read_text() for path in drop.iterdir())
    assert notes == sorted(TreeHead.objects.values_list("note", flat=True))
    assert list(HeadDelivery.objects.values_list("size", "tries", "delivered", "trouble")) == [
        (sizes[0], 3, True, ""),
        (sizes[1], 2, True, ""),
    ]


def test_what_is_delivered_is_not_delivered_again(drop):
    drop.mkdir()
    new_head()
    deliver_heads()
    for path in drop.iterdir():
        path.unlink()
    assert deliver_heads() == ()
    assert list(drop.iterdir()) == []


def test_another_head_of_the_same_size_is_never_overwritten(drop):
    drop.mkdir()
    new_head()
    (drop / "logboek-000000000001.note").write_text("another history")
    (sentence,) = deliver_heads()
    assert "twee versies van het logboek" in sentence
    assert (drop / "logboek-000000000001.note").read_text() == "another history"


def test_the_mail_holds_the_head_and_nothing_else(settings):
    settings.KMT_AUDIT_MAIL, settings.KMT_MAIL_FROM = ["fg@example.org"], "kmt@example.org"
    new_head()
    assert deliver_heads() == ()
    (sent,) = mail.outbox
    assert sent.body == TreeHead.objects.get().note
    assert sent.to == ["fg@example.org"]
    assert sent.subject == "Kenmerk van het logboek over 1 regels"


def test_without_a_mail_server_the_mail_is_not_called_delivered(settings):
    settings.KMT_AUDIT_MAIL = ["fg@example.org"]
    new_head()
    (sentence,) = deliver_heads()
    assert "geen mailserver" in sentence
    assert mail.outbox == []


def test_a_mail_server_that_refuses_is_a_sentence(settings):
    settings.KMT_AUDIT_MAIL, settings.KMT_MAIL_FROM = ["fg@example.org"], "kmt@example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    new_head()
    (sentence,) = deliver_heads()
    assert sentence == "De mailserver nam het kenmerk niet aan (ConnectionRefusedError)."


def test_an_address_on_the_web_gets_each_head_and_again_after_an_error(web):
    new_head()
    web.status = 500
    assert deliver_heads() == ("Het webadres voor de kenmerken antwoordt met 500.",)
    web.status = 204
    new_head()
    assert deliver_heads() == ()
    assert web.posted[1:] == list(TreeHead.objects.order_by("size").values_list("note", flat=True))


def test_nothing_goes_over_the_web_unprotected(settings):
    settings.KMT_AUDIT_WEBHOOK = "http://elsewhere.example/heads"
    new_head()
    assert deliver_heads() == ("KMT_AUDIT_WEBHOOK begint niet met https://.",)


def test_a_web_address_that_is_away_is_a_sentence(settings):
    settings.KMT_AUDIT_WEBHOOK = "https://127.0.0.1:1/"
    new_head()
    (sentence,) = deliver_heads()
    assert sentence.startswith("Het webadres voor de kenmerken antwoordt niet")


def test_one_place_that_fails_does_not_keep_the_others_from_theirs(drop, web):
    new_head()
    with pytest.raises(CommandError, match="Niet overal bezorgd") as failed:
        call_command("sign_audit_head")
    assert "niet bereikbaar" in str(failed.value)
    assert len(web.posted) == 1


def test_a_new_place_starts_with_the_newest_head(drop):
    for _ in range(3):
        new_head()
    drop.mkdir()
    deliver_heads()
    assert [path.name for path in drop.iterdir()] == ["logboek-000000000003.note"]


def test_without_places_nothing_is_tried():
    new_head()
    assert deliver_heads() == ()
    assert not HeadDelivery.objects.exists()
