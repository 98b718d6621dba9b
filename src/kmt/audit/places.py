"""The places outside that get every signed head: a folder, mailboxes, an address on the web.

Each is a setting and may be absent. Nothing but the head goes there: how many events, one hash,
the moment, the signature. What is in the way is said in one sentence, and tried again next time.
"""

import http.client
import smtplib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

FOLDER, MAIL, WEB = "folder", "mail", "web"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PATIENCE_SECONDS = 15
ENDING = ".note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A head to hand over."""

    size: int
    note: str


HandOver = Callable[[Sequence[Signed]], None]


class NotDelivered(Exception):
    """A place that could not be reached; the message is a Dutch sentence."""


def configured() -> dict[str, HandOver]:
    """The places that this installation names, and how to hand heads over there."""
    named = {
        FOLDER: (settings.KMT_AUDIT_DROP, _to_folder),
        MAIL: (settings.KMT_AUDIT_MAIL, _by_mail),
        WEB: (settings.KMT_AUDIT_WEBHOOK, _to_web),
    }
    return {place: hand_over for place, (setting, hand_over) in named.items() if setting}


def dropped() -> dict[str, str]:
    """What is in the folder now: name of the file and the note in it."""
    if not settings.KMT_AUDIT_DROP:
        return {}
    paths = sorted(Path(settings.KMT_AUDIT_DROP).glob(f"*{ENDING}"))
    return {path.name: path.read_text(encoding="utf-8", errors="replace") for path in paths}


def gone(delivered: Iterable[int]) -> str:
    """What the folder lacks of the heads that were put there, in one sentence; empty if nothing."""
    if not settings.KMT_AUDIT_DROP:
        return ""
    folder = Path(settings.KMT_AUDIT_DROP)
    if not folder.is_dir():
        return f"De map met kenmerken ({folder}) is er niet; zij zijn niet vergeleken."
    there = {path.name for path in folder.glob(f"*{ENDING}")}
    missing = [size for size in sorted(delivered) if file_name(size) not in there]
    if not missing:
        return ""
    return (
        f"Uit de map met kenmerken zijn er {len(missing)} verdwenen, het eerste dat over "
        f"{missing[0]} regels."
    )


def file_name(size: int) -> str:
    """The name of the file of one head."""
    return f"logboek-{size:012d}{ENDING}"


def _to_folder(heads: Sequence[Signed]) -> None:
    """One file per head; a file that is there already is never overwritten."""
    folder = Path(settings.KMT_AUDIT_DROP)
    for head in heads:
        path = folder / file_name(head.size)
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(head.note)
        except FileExistsError:
            _must_be_the_same(path, head)
        except OSError as error:
            raise NotDelivered(
                f"De map voor de kenmerken ({folder}) is niet bereikbaar: {error.strerror}."
            ) from error


def _must_be_the_same(path: Path, head: Signed) -> None:
    if path.read_text(encoding="utf-8", errors="replace") != head.note:
        raise NotDelivered(
            f"In de map staat al een ander kenmerk over {head.size} regels ({path.name}). Raak "
            "niets aan en waarschuw de privacyfunctionaris: er zijn twee versies van het logboek."
        )


def _by_mail(heads: Sequence[Signed]) -> None:
    """All heads in one mail, to the addresses of the setting."""
    if not settings.KMT_MAIL_FROM:
        raise NotDelivered("Er is geen mailserver ingesteld (KMT_MAIL_URL en KMT_MAIL_FROM).")
    message = EmailMessage(
        subject=f"Kenmerk van het logboek over {heads[-1].size} regels",
        body="\n".join(head.note for head in heads),
        from_email=settings.KMT_MAIL_FROM,
        to=settings.KMT_AUDIT_MAIL,
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        kind = type(error).__name__
        raise NotDelivered(f"De mailserver nam het kenmerk niet aan ({kind}).") from error


def _to_web(heads: Sequence[Signed]) -> None:
    """Each head as the body of a POST; over https, or to this machine itself."""
    url = urlsplit(settings.KMT_AUDIT_WEBHOOK)
    if url.scheme != "https" and url.hostname not in LOOPBACK:
        raise NotDelivered("KMT_AUDIT_WEBHOOK begint niet met https://.")
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    for head in heads:
        connection = kind(url.hostname or "", url.port, timeout=PATIENCE_SECONDS)
        try:
            _post(connection, url.path or "/", head)
        except (OSError, http.client.HTTPException) as error:
            name = type(error).__name__
            raise NotDelivered(
                f"Het webadres voor de kenmerken antwoordt niet ({name})."
            ) from error
        finally:
            connection.close()


def _post(connection: http.client.HTTPConnection, path: str, head: Signed) -> None:
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    connection.request("POST", path, head.note.encode(), headers)
    status = connection.getresponse().status
    if not 200 <= status < 300:
        raise NotDelivered(f"Het webadres voor de kenmerken antwoordt met {status}.")
