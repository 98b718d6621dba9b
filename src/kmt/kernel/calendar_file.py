"""A meeting as a calendar file (RFC 5545) without content: "Overleg", where and when, no more.

A calendar lies open to secretaries, telephones and servers of others, so it holds no name, no
number of a file, no goal and nobody who comes. The number of the conference stands in its id.
"""

from datetime import UTC, datetime, timedelta

TITLE = "Overleg"
_WIDTH = 75


def calendar_file(
    *, number: str, meets_at: datetime, minutes: int, place: str, made_at: datetime, host: str
) -> bytes:
    """The file; lines end in CR LF and are folded at 75 bytes (RFC 5545, 3.1)."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//KMT//Overleg//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escaped(number)}@{_escaped(host)}",
        f"DTSTAMP:{_stamp(made_at)}",
        f"DTSTART:{_stamp(meets_at)}",
        f"DTEND:{_stamp(meets_at + timedelta(minutes=minutes))}",
        f"SUMMARY:{TITLE}",
        f"LOCATION:{_escaped(place)}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


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
