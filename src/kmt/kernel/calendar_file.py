"""Calendars (RFC 5545) without content; a meeting is "Overleg", where and when, no more.

A calendar lies open to secretaries, telephones and servers of others, so it holds no name, no
number of a file, no goal and nobody who comes. The number of the conference stands in its id.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

TITLE = "Overleg"
_WIDTH = 75


def calendar_file(
    *, number: str, meets_at: datetime, minutes: int, place: str, made_at: datetime, host: str
) -> bytes:
    """The file of one meeting."""
    event = (
        f"UID:{_escaped(number)}@{_escaped(host)}",
        f"DTSTAMP:{_stamp(made_at)}",
        f"DTSTART:{_stamp(meets_at)}",
        f"DTEND:{_stamp(meets_at + timedelta(minutes=minutes))}",
        f"SUMMARY:{TITLE}",
        f"LOCATION:{_escaped(place)}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
    )
    head = ("CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    return calendar("Overleg", [event], head=head).encode()


def calendar(product: str, events: Iterable[Iterable[str]], *, head: Iterable[str] = ()) -> str:
    """A calendar of these events, each its lines; CR LF and folded at 75 bytes (RFC 5545, 3.1)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//KMT//{product}//NL", *head]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Text as a value: backslash, comma, semicolon and line break escaped (RFC 5545, 3.3.11)."""
    found = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(found.splitlines())


def _folded(line: str) -> str:
    """A long line cut between characters, each next part after a space."""
    parts: list[str] = []
    now = ""
    for letter in line:
        if len((now + letter).encode()) > _WIDTH - (1 if parts else 0):
            parts.append(now)
            now = ""
        now += letter
    return "\r\n ".join((*parts, now))
