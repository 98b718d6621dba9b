"""Which mailbox is read, out of the settings; what is wrong with them, in sentences.

Only IMAP over TLS (RFC 8314): the connection is sealed before a name or password is said, so there
is no setting that turns that off.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kmt.kernel.refusals import Refused

SECONDS: Final = 30.0
YES, NO = "yes", "no"
_FOLDER = re.compile(r"^[\x20-\x21\x23-\x25\x27-\x5b\x5d-\x7e]{1,100}$")


class NotReachable(Refused):
    """The mailbox cannot be read now; the sentence says why, and no word of the server's."""

    heading = "De mailbox is niet te lezen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mailbox and what happens in it. Without ``host`` there is none.

    ``done`` is the folder for mails that are wholly in a draft; empty: they are deleted. ``left``
    is the folder for those of which something is not.
    """

    host: str = ""
    port: int = 993
    user: str = ""
    password: str = field(default="", repr=False)
    password_file: str = ""
    authorities: str = ""
    folder: str = "INBOX"
    done: str = ""
    left: str = "KMT-nakijken"
    answers: bool = False
    form: str = ""
    seconds: float = SECONDS


#: name, default, what it is for; part of the table of settings
VARIABLES: Final = (
    (
        "KMT_MAILBOX_HOST",
        "",
        "mail server whose mailbox becomes drafts (IMAP over TLS); empty: none",
    ),
    ("KMT_MAILBOX_PORT", "993", "port of that server"),
    ("KMT_MAILBOX_USER", "", "name to log in with there"),
    ("KMT_MAILBOX_PASSWORD", "", "the password itself; or use the file"),
    ("KMT_MAILBOX_PASSWORD_FILE", "", "file with that password, readable by this user alone"),
    ("KMT_MAILBOX_AUTHORITIES", "", "file with the certificates to trust; empty: the system's"),
    ("KMT_MAILBOX_FOLDER", "INBOX", "folder that is read"),
    ("KMT_MAILBOX_DONE", "", "folder for what is wholly in a draft; empty: it is deleted there"),
    ("KMT_MAILBOX_LEFT", "KMT-nakijken", "folder for mails of which something was not taken"),
    ("KMT_MAILBOX_ANSWER", "no", "yes: tell who wrote that the mail arrived, and nothing else"),
    ("KMT_MAILBOX_FORM", "", "https address of the safe form for that answer, with a neutral name"),
)


def place_of(get: Mapping[str, str]) -> Place:
    """The mailbox of these settings; ask :func:`wrong` first."""
    return Place(
        host=get["KMT_MAILBOX_HOST"],
        port=int(get["KMT_MAILBOX_PORT"]),
        user=get["KMT_MAILBOX_USER"],
        password=get["KMT_MAILBOX_PASSWORD"],
        password_file=get["KMT_MAILBOX_PASSWORD_FILE"],
        authorities=get["KMT_MAILBOX_AUTHORITIES"],
        folder=get["KMT_MAILBOX_FOLDER"],
        done=get["KMT_MAILBOX_DONE"],
        left=get["KMT_MAILBOX_LEFT"],
        answers=get["KMT_MAILBOX_ANSWER"] == YES,
        form=get["KMT_MAILBOX_FORM"],
    )


def wrong(get: Mapping[str, str]) -> list[str]:
    """What cannot be right in the settings of the mailbox."""
    found = []
    port = get["KMT_MAILBOX_PORT"]
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        found.append(f"KMT_MAILBOX_PORT is {port!r}; het moet een poortnummer zijn.")
    if get["KMT_MAILBOX_ANSWER"] not in {YES, NO}:
        found.append(f"KMT_MAILBOX_ANSWER is geen {YES} of {NO}.")
    for name in ("FOLDER", "DONE", "LEFT"):
        folder = get[f"KMT_MAILBOX_{name}"]
        if not _FOLDER.match(folder) and (folder or name != "DONE"):
            found.append(
                f"KMT_MAILBOX_{name} is geen naam van een map; gebruik letters zonder accenten."
            )
    if get["KMT_MAILBOX_FOLDER"] in {get["KMT_MAILBOX_DONE"], get["KMT_MAILBOX_LEFT"]}:
        found.append(
            "KMT_MAILBOX_DONE en KMT_MAILBOX_LEFT mogen niet de map zijn die wordt gelezen."
        )
    found += _wrong_when_used(get) if get["KMT_MAILBOX_HOST"] else []
    return found


def _wrong_when_used(get: Mapping[str, str]) -> list[str]:
    found = []
    if not get["KMT_MAILBOX_USER"]:
        found.append("KMT_MAILBOX_USER ontbreekt.")
    if not (get["KMT_MAILBOX_PASSWORD"] or get["KMT_MAILBOX_PASSWORD_FILE"]):
        found.append("KMT_MAILBOX_PASSWORD_FILE (of KMT_MAILBOX_PASSWORD) ontbreekt.")
    form = get["KMT_MAILBOX_FORM"]
    if form and not re.match(r"^https://[^\s]{3,200}$", form):
        found.append("KMT_MAILBOX_FORM is geen adres dat met https:// begint.")
    if get["KMT_MAILBOX_ANSWER"] == YES and not (get["KMT_MAIL_URL"] and get["KMT_MAIL_FROM"]):
        found.append("KMT_MAILBOX_ANSWER is yes, maar KMT_MAIL_URL of KMT_MAIL_FROM ontbreekt.")
    return found


def password_of(place: Place) -> str:
    """The password, read when it is needed. Raises ``NotReachable`` when the file cannot be."""
    if place.password or not place.password_file:
        return place.password
    try:
        path = Path(place.password_file)
        if path.stat().st_mode & 0o007:
            raise NotReachable(
                "Het bestand van KMT_MAILBOX_PASSWORD_FILE is voor iedereen leesbaar.",
                "Maak het leesbaar voor alleen deze gebruiker (chmod 600).",
            )
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise NotReachable(
            "Het bestand van KMT_MAILBOX_PASSWORD_FILE is niet te lezen.",
            "Kijk of het er staat en of de gebruiker van de dienst het mag lezen.",
        ) from error
