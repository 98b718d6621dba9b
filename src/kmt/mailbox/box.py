"""The mailbox itself: what was not read yet, one mail by its bytes, and putting it away.

Looking changes nothing there (``BODY.PEEK``): a mail counts as not read until it is put away, so
one that was read and not put away comes again. What a server answers can hold addresses and names:
no word of it goes into a sentence or a log.
Sources: RFC 3501 (IMAP), RFC 4315 (UIDPLUS), RFC 6851 (MOVE), RFC 8314 (TLS from the first byte).
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from kmt.mailbox.place import NotReachable, Place, password_of
from kmt.mailbox.rules import LARGEST

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_LATER = "Er is niets gewijzigd; de volgende keer wordt het opnieuw geprobeerd."


class Mailbox:
    """An opened folder of a mailbox."""

    def __init__(self, server: imaplib.IMAP4, place: Place) -> None:
        self._server = server
        self._place = place

    def unseen(self) -> tuple[str, ...]:
        """The mails that nobody read, oldest first, by their number in this folder."""
        return self._search("UNSEEN", "UNDELETED")

    def half_gone(self) -> tuple[str, ...]:
        """Mails nobody read that are marked to be deleted: ours that a broken run left, or not."""
        return self._search("UNSEEN", "DELETED")

    def seen(self) -> int:
        """How many were read by others than us and are still there: those are not taken."""
        return len(self._search("SEEN", "UNDELETED"))

    def message(self, uid: str) -> tuple[bytes, bool] | None:
        """The bytes of a mail, and whether there are more; None when it is not there any more."""
        size = _SIZE.search(b" ".join(_bytes(self._said("FETCH", uid, "(RFC822.SIZE)"))))
        if size is None:
            return None
        for one in self._said("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)"):
            if isinstance(one, tuple):
                return bytes(one[1]), int(size[1]) > LARGEST
        return None

    def put_away(self, uid: str, *, whole: bool) -> None:
        """Delete a mail of which all is kept, or move it where the settings say; else lay it by."""
        folder = self._place.done if whole else self._place.left
        if folder:
            self._move(uid, folder)
        else:
            self.delete(uid)

    def _move(self, uid: str, folder: str) -> None:
        how = "MOVE" if "MOVE" in self._server.capabilities else "COPY"
        if not self._done(how, uid, _quoted(folder)):
            self._server.create(_quoted(folder))
            if not self._done(how, uid, _quoted(folder)):
                raise NotReachable(
                    "Een bericht kon niet naar de map van KMT_MAILBOX_DONE of KMT_MAILBOX_LEFT.",
                    "Maak die map in de mailbox.",
                )
        if how == "COPY":
            self.delete(uid)

    def delete(self, uid: str) -> None:
        """Take a mail out of the mailbox for good."""
        self._said("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._server.capabilities:
            self._said("EXPUNGE", uid)
        else:
            self._server.expunge()

    def _search(self, *what: str) -> tuple[str, ...]:
        found = b" ".join(_bytes(self._said("SEARCH", *what))).split()
        return tuple(one.decode("ascii") for one in sorted(found, key=int))

    def _said(self, command: str, *rest: str) -> list[Any]:
        kind, data = self._server.uid(command, *rest)
        if kind != "OK":
            raise NotReachable("De mailserver deed niet wat wij vroegen.", _LATER)
        return data

    def _done(self, command: str, *rest: str) -> bool:
        kind, _ = self._server.uid(command, *rest)
        return kind == "OK"


@contextmanager
def opened(place: Place) -> Iterator[Mailbox]:
    """The mailbox of the settings, for as long as the block takes.

    Raises ``NotReachable`` with a sentence when it cannot be reached, proves not to be itself,
    does not know us, or goes away on the way.
    """
    password = password_of(place)
    server = _connected(place)
    try:
        _log_in(server, place, password)
        if server.select(_quoted(place.folder))[0] != "OK":
            raise NotReachable("De map van KMT_MAILBOX_FOLDER is er niet.", "Kijk naar de naam.")
        with _in_words():
            yield Mailbox(server, place)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()
        with suppress(OSError):
            server.shutdown()


def _connected(place: Place) -> imaplib.IMAP4:
    try:
        context = ssl.create_default_context(cafile=place.authorities or None)
    except OSError as error:
        raise NotReachable("Het bestand van KMT_MAILBOX_AUTHORITIES is niet te lezen.") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with _in_words():
        return imaplib.IMAP4_SSL(place.host, place.port, ssl_context=context, timeout=place.seconds)


def _log_in(server: imaplib.IMAP4, place: Place, password: str) -> None:
    try:
        server.login(place.user, password)
    except imaplib.IMAP4.abort as error:
        raise NotReachable("De mailserver verbrak de verbinding.", _LATER) from error
    except (imaplib.IMAP4.error, ValueError) as error:
        raise NotReachable(
            "De mailserver kent deze naam met dit wachtwoord niet.",
            "Kijk naar KMT_MAILBOX_USER en het wachtwoord; sommige servers willen een "
            "wachtwoord voor dit programma alleen.",
        ) from error


@contextmanager
def _in_words() -> Iterator[None]:
    """Every way in which a connection fails, as a sentence."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise NotReachable(
            "De mailserver kan niet bewijzen dat hij het is: zijn certificaat klopt niet.",
            "Er is niets verstuurd, ook geen wachtwoord. Vraag de beheerder van de mailserver.",
        ) from error
    except ssl.SSLError as error:
        raise NotReachable("De beveiligde verbinding met de mailserver lukte niet.") from error
    except socket.gaierror as error:
        raise NotReachable("De naam van KMT_MAILBOX_HOST bestaat niet.") from error
    except TimeoutError as error:
        raise NotReachable("De mailserver gaf geen antwoord.", _LATER) from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise NotReachable("De mailserver is er niet of verbrak de verbinding.", _LATER) from error


def _quoted(folder: str) -> str:
    return f'"{folder}"'


def _bytes(answer: list[Any]) -> Iterator[bytes]:
    """The parts of an answer that are words, not contents."""
    for one in answer:
        found = one[0] if isinstance(one, tuple) else one
        if isinstance(found, bytes):
            yield found
