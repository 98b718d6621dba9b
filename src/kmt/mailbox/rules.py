"""What is read of a mail, what is kept of it, and whether it may be answered. Pure.

Kept are who wrote (name, address, the address to answer to), the day, the subject, the words and
the files. Nothing else of the head of a mail is: by which machines, programs and addresses on a
network it came is nobody's business.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

#: Bytes of one mail that are read; five files of the size that the form takes fit in it.
LARGEST: Final = 30_000_000
#: Characters of words that go into the story; longer words go along as a file besides.
LONGEST_WORDS: Final = 18_000
LONGEST_SUBJECT: Final = 200
#: Files of one mail that are kept; small pictures in a signature count too.
MOST_FILES: Final = 20
#: Mails in one run: the next run takes the rest, and one run never holds up the others.
MOST_AT_ONCE: Final = 100
#: Days that the mark of a mail is remembered after it was last seen in the mailbox.
REMEMBERED_DAYS: Final = 30
#: Answers in one day, to everybody together: a flood of forged senders gets no more.
MOST_ANSWERS: Final = 50

#: What is missing of a mail, by code: what the draft says of it.
TOO_LARGE, TOO_TANGLED, UNREADABLE = "too_large", "too_tangled", "unreadable"
ENCRYPTED, CUT, FILE_LEFT = "encrypted", "cut", "file_left"
UNKNOWN_LETTERS = "unknown_letters"
MISSING: Final[Mapping[str, str]] = {
    TOO_LARGE: "Het bericht is groter dan wij lezen; alleen het begin staat hier.",
    TOO_TANGLED: "Het bericht zit zo ingewikkeld in elkaar dat alleen het begin is gelezen.",
    UNREADABLE: "Het bericht is beschadigd; wat leesbaar was staat hier.",
    ENCRYPTED: "Het bericht zit op slot (S/MIME of PGP); wij kunnen het niet lezen.",
    CUT: "De tekst is langer dan een melding kan zijn; de hele tekst zit erbij als bestand.",
    FILE_LEFT: "Niet overgenomen",
    UNKNOWN_LETTERS: "Sommige letters waren niet te lezen; daar staat �.",
}
#: What is missing here but whole elsewhere: the mail itself need not stay for it.
_NOT_LOST = frozenset({CUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file as it came with a mail: its name and bytes, not judged yet."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a mail says. ``missing`` holds codes of :data:`MISSING`; ``mark`` is the same for the
    same mail and for no other, and is itself never kept in the open.
    """

    mark: str
    sender: str = ""
    sender_name: str = ""
    answer_to: str = ""
    written_on: date | None = None
    subject: str = ""
    words: str = ""
    files: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    automatic: bool = False


def forgotten_before(today: date) -> date:
    """The marks of mails that were last seen before this day are let go."""
    return today - timedelta(days=REMEMBERED_DAYS)


def stays(missing: tuple[str, ...]) -> bool:
    """Whether the mail itself must be kept for a person to look at: something of it is not here."""
    return not _NOT_LOST.issuperset(missing)


#: Whoever has such an address is a program (RFC 3834, 2; RFC 2142).
_PROGRAMS = re.compile(
    r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|owner-.*|.*-(request|bounces?|"
    r"owner)|abuse|listserv|majordomo)([+.=-].*)?@",
    re.IGNORECASE,
)
#: A head with one of these is of a list or a program (RFC 3834, 2; RFC 2369; RFC 2919).
_OF_A_LIST = ("list-id", "list-post", "list-unsubscribe", "list-help", "feedback-id")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})


def is_automatic(head: Mapping[str, str]) -> bool:
    """Whether a program wrote this, by its head (names in small letters; RFC 3834, section 2)."""
    submitted = head.get("auto-submitted", "no").partition(";")[0].strip().lower()
    return (
        submitted != "no"
        or head.get("precedence", "").strip().lower() in _BULK
        or any(name in head for name in (*_OF_A_LIST, "x-autoreply", "x-auto-response-suppress"))
        or head.get("content-type", "").strip().lower().startswith("multipart/report")
        or head.get("return-path", "").strip() == "<>"
    )


def may_answer(mail: Mail, own: frozenset[str], today: int) -> bool:
    """Whether an answer may go to the sender of this mail.

    Never to a program, a list or an address of ours, never elsewhere than to who wrote, and after
    ``today`` answers to nobody any more on this day.
    """
    return (
        bool(mail.sender)
        and not mail.automatic
        and not _PROGRAMS.match(mail.sender)
        and mail.sender.lower() not in own
        and today < MOST_ANSWERS
    )


#: Where what somebody answers to begins, in the words of the programs people write mail with.
_ON_A_DAY = re.compile(
    r"^(Op|On|Am|Le|El) .{4,200}(schreef|wrote|schrieb|écrit|escribió).{0,200}:\s*$"
)
_BEFORE = re.compile(
    r"^-{2,}\s*(Oorspronkelijk bericht|Original Message|Ursprüngliche Nachricht)\s*-{2,}\s*$",
    re.IGNORECASE,
)


def parted(words: str) -> tuple[str, str]:
    """The words somebody wrote now, and those below that they answer to.

    Only when nothing was written in between or after: an answer below the question stays whole.
    """
    lines = words.splitlines()
    for at, line in enumerate(lines):
        rest = lines[at:]
        if _BEFORE.match(line) or (
            (_ON_A_DAY.match(line) or line.startswith(">"))
            and all(not one.strip() or one.startswith(">") for one in rest[1:])
        ):
            own = "\n".join(lines[:at]).strip()
            return (own, "\n".join(rest).strip()) if own else (words, "")
    return words, ""
