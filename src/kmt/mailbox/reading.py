"""A mail out of the bytes of it, whatever they are. Pure, and never raises.

The parser of the standard library is given a limited number of bytes, lines and parts: it keeps a
list of lines, and per line it looks at every boundary around it. What is past a limit is not read,
and the mail says so.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from typing import Final

from kmt.mailbox import decoding, rules
from kmt.mailbox.plain import LONGEST_HTML, plain
from kmt.mailbox.rules import Mail, Part

_MOST_LINES: Final = 600_000
_MOST_PARTS: Final = 100
_LONGEST_HEAD: Final = 64_000
#: Bytes of words in one part that are read as words.
_LONGEST_TEXT: Final = 4_000_000
_LINE_END = re.compile(rb"\r\n|\r|\n")
_HEAD_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_OF_A_HEAD = re.compile(r"^[A-Za-z][A-Za-z0-9-]{1,60}:(\s|$)")
_CODED = re.compile(r"^[A-Za-z0-9+/=]{60,}$")
_MARKED = ("message-id", "date", "from", "subject")
_LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
#: What proves nothing any more once a mail was made a draft, and the head of another mail.
_PASSED_OVER = frozenset(
    {
        *("application/pkcs7-signature", "application/x-pkcs7-signature"),
        *("application/pgp-signature", "text/rfc822-headers"),
    }
)
_UNNAMED = {"text/html": "bericht.html", "text/calendar": "afspraak.ics"}
#: What the standard library raises for a mail that is broken, or made to break it.
_FAULTS = (
    *(AssertionError, AttributeError, LookupError, MemoryError, RecursionError),
    *(TypeError, ValueError),
)
_FORWARDED = "Doorgestuurd bericht"


class _Tangled(ValueError):
    """There are more parts in it than anybody sends."""


class _Counting(Compat32):
    """Reads as the standard library always did, up to a number of parts."""

    def __init__(self) -> None:
        super().__init__(message_factory=self._part)
        object.__setattr__(self, "parts", [])

    def _part(self, policy: object = None) -> "Message[str, str]":
        parts: list[None] = getattr(self, "parts")  # noqa: B009 - set past the frozen policy
        parts.append(None)
        if len(parts) > _MOST_PARTS:
            raise _Tangled
        return Message(policy=self)

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """A header of limited length: its parts are looked for by the square of it."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[: decoding.LONGEST_HEADER]


def read(raw: bytes, *, cut: bool = False) -> Mail:
    """What a mail says. ``cut`` when the mailbox holds more of it than these bytes."""
    missing = [rules.TOO_LARGE] if cut or len(raw) > rules.LARGEST else []
    body, long_head = _within_head(raw[: rules.LARGEST])
    body, many_lines = _within_lines(body)
    if long_head or many_lines:
        missing.append(rules.TOO_TANGLED)
    head = _head(body)
    try:
        whole: Message[str, str] | None = message_from_bytes(body, policy=_Counting())
    except _Tangled:
        whole = None
        missing.append(rules.TOO_TANGLED)
    except _FAULTS:
        whole = None
        missing.append(rules.UNREADABLE)
    found = _Found(missing)
    if whole is None:
        found.words.append(_rescued(_after_head(body)[:_LONGEST_TEXT]))
    else:
        found.take(whole)
    return _mail(raw, head, found)


def _mail(raw: bytes, head: Mapping[str, str], found: "_Found") -> Mail:
    name, sender = decoding.address(head.get("from", ""))
    _, answer_to = decoding.address(head.get("reply-to", ""))
    return Mail(
        mark=_mark(raw, head),
        sender=sender,
        sender_name=name,
        answer_to="" if answer_to.lower() == sender.lower() else answer_to,
        written_on=decoding.day(head.get("date", "")),
        subject=decoding.header(head.get("subject", ""))[: rules.LONGEST_SUBJECT],
        words="\n\n".join(one for one in (each.strip() for each in found.words) if one),
        files=tuple(found.files),
        missing=tuple(dict.fromkeys(found.missing)),
        automatic=rules.is_automatic(head),
    )


class _Found:
    """What the parts of a mail hold, in their order."""

    def __init__(self, missing: list[str]) -> None:
        self.words: list[str] = []
        self.files: list[Part] = []
        self.missing = missing

    def take(self, whole: "Message[str, str]") -> None:
        """Every part of a mail; a part that cannot be read does not stop the next."""
        for part in _parts(whole):
            try:
                self._one(part)
            except _FAULTS:
                self.missing.append(rules.UNREADABLE)

    def _one(self, part: "Message[str, str]") -> None:
        kind = part.get_content_type()
        if kind in _LOCKED:
            self.missing.append(rules.ENCRYPTED)
        if part.is_multipart():
            if kind == "message/rfc822":
                self.words.append(_forwarded(part))
            return
        if kind in _PASSED_OVER:
            return
        content = _content(part)
        if kind.startswith(("multipart/", "message/")):  # it says so, and is not
            kind = "text/plain"
        if kind in {"text/plain", "text/html"} and not _is_file(part):
            self._say(content, part, kind)
        elif content or part.get_filename():
            self.files.append(Part(name=_name(part, kind), content=content))

    def _say(self, content: bytes, part: "Message[str, str]", kind: str) -> None:
        text = decoding.letters(content[:_LONGEST_TEXT], str(part.get_param("charset") or ""))
        if len(content) > _LONGEST_TEXT or (kind == "text/html" and len(text) > LONGEST_HTML):
            self.missing.append(rules.TOO_LARGE)
        if decoding.LOST in text:
            self.missing.append(rules.UNKNOWN_LETTERS)
        self.words.append(plain(text) if kind == "text/html" else text)


def _parts(whole: "Message[str, str]") -> Iterator["Message[str, str]"]:
    """Every part from outside in; of the ways to say the same only the simplest."""
    todo = [whole]
    while todo:
        part = todo.pop()
        yield part
        if part.is_multipart():
            inside = [one for one in part.get_payload() if isinstance(one, Message)]
            if part.get_content_type() == "multipart/alternative":
                inside = _simplest(inside)
            todo += reversed(inside)


def _simplest(ways: list["Message[str, str]"]) -> list["Message[str, str]"]:
    """The plain text when it says something; else all that is not an empty plain text."""
    plain_ones = [one for one in ways if one.get_content_type() == "text/plain"]
    if any(_content(one).strip() for one in plain_ones):
        rest = [one for one in ways if one.get_content_maintype() not in {"text", "multipart"}]
        return [*plain_ones[:1], *rest, *_files_beside(ways)]
    return [one for one in ways if one not in plain_ones]


def _files_beside(ways: list["Message[str, str]"]) -> list["Message[str, str]"]:
    """Pictures and files that came inside one of the ways that is left out (RFC 2387)."""
    return [
        one
        for way in ways
        if way.is_multipart()
        for one in way.walk()
        if not one.is_multipart() and (one.get_content_maintype() != "text" or _is_file(one))
    ]


def _is_file(part: "Message[str, str]") -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _content(part: "Message[str, str]") -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _name(part: "Message[str, str]", kind: str) -> str:
    named = decoding.header(part.get_filename() or "")
    return named or _UNNAMED.get(kind, f"bestand.{kind.partition('/')[2][:10]}")


def _forwarded(part: "Message[str, str]") -> str:
    """Who wrote a mail that is sent on, when and about what; its words come after this line."""
    inside = part.get_payload()
    first = inside[0] if isinstance(inside, list) and inside else part
    head = _by_name(first if isinstance(first, Message) else part)
    name, sender = decoding.address(head.get("from", ""))
    told = (
        ("Van", " ".join(filter(None, (name, f"<{sender}>" if sender else "")))),
        ("Datum", decoding.header(head.get("date", ""))[:40]),
        ("Onderwerp", decoding.header(head.get("subject", ""))[: rules.LONGEST_SUBJECT]),
    )
    lines = (f"{what}: {said}" for what, said in told if said)
    return "\n".join((f"---- {_FORWARDED} ----", *lines))


def _rescued(body: bytes) -> str:
    """Lines that somebody may have written, out of a mail that cannot be taken apart."""
    kept = []
    in_head = False
    for line in decoding.letters(body).splitlines():
        in_head = bool(_OF_A_HEAD.match(line)) or (in_head and line[:1] in {" ", "\t"})
        if not in_head and not line.startswith("--") and not _CODED.match(line):
            kept.append(line)
    return "\n".join(kept)


def _within_head(raw: bytes) -> tuple[bytes, bool]:
    """The same mail with a head of limited length, and whether it was longer."""
    end = _HEAD_END.search(raw)
    if end is None or end.start() <= _LONGEST_HEAD:
        return raw, False
    last = raw.rfind(b"\n", 0, _LONGEST_HEAD) + 1 or _LONGEST_HEAD
    return raw[:last] + b"\r\n" + raw[end.end() :], True


def _within_lines(raw: bytes) -> tuple[bytes, bool]:
    """The bytes up to a number of lines, and whether there are more."""
    if raw.count(b"\n") + raw.count(b"\r") <= _MOST_LINES:
        return raw, False
    for number, end in enumerate(_LINE_END.finditer(raw), start=1):
        if number == _MOST_LINES:
            return raw[: end.end()], end.end() < len(raw)
    return raw, False


def _head(raw: bytes) -> dict[str, str]:
    """The first of every header in the head, by its name in small letters."""
    try:
        return _by_name(BytesHeaderParser(policy=_Counting()).parsebytes(raw[:_LONGEST_HEAD]))
    except _FAULTS:
        return {}


def _by_name(message: "Message[str, str]") -> dict[str, str]:
    """The first of every header, as it was sent."""
    return {name.lower(): str(value) for name, value in reversed(list(message.raw_items()))}


def _after_head(raw: bytes) -> bytes:
    end = _HEAD_END.search(raw, 0, _LONGEST_HEAD)
    return raw[end.end() :] if end else raw


def _mark(raw: bytes, head: Mapping[str, str]) -> str:
    """One value for the same mail, by whichever way it came twice: what the sender made of it."""
    told = [head.get(name, "") for name in _MARKED]
    made = hashlib.sha256(repr(told).encode("utf-8", "surrogateescape"))
    made.update(_after_head(raw))
    return made.hexdigest()
