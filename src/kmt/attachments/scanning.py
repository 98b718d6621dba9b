"""Asks ClamAV about a file, over its socket on this computer (``INSTREAM``, clamd(8)).

Only an answer that says in so many words that nothing was found lets a file pass. No scanner, no
answer in time, half an answer or any other words: not scanned. Nothing goes to another computer:
the setting only takes a socket in the file system or an address of this computer itself.
Of the libraries there are, one is of 2014 and one is GPL; the protocol is five lines.
"""

import re
import socket
import time
from dataclasses import dataclass
from ipaddress import ip_address

from kmt.kernel.refusals import Refused

SECONDS = 20.0
_PIECE = 65_536
_LONGEST_ANSWER = 1_000
_CLEAN = b"stream: OK"
_FOUND = re.compile(rb"stream: ([\x21-\x7e]{1,200}) FOUND")
Where = str | tuple[str, int]


class NotScanned(Refused):
    """The scanner gave no answer that counts."""


class NoScanner(NotScanned):
    """There is no scanner, or nobody there: no use asking about the next file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner said: the name of a virus, or empty for nothing found."""

    virus: str


def place_of(setting: str) -> Where | None:
    """``unix:/path`` or ``tcp:127.0.0.1:3310``; None when it is neither, or of another computer."""
    kind, _, rest = setting.partition(":")
    if kind == "unix" and rest.startswith("/"):
        return rest
    host, _, port = rest.rpartition(":")
    if kind != "tcp" or not port.isdecimal() or not 0 < int(port) < 65_536:
        return None
    try:
        own = ip_address(host.strip("[]")).is_loopback
    except ValueError:
        own = host == "localhost"
    return (host.strip("[]"), int(port)) if own else None


def scan(content: bytes, setting: str, *, seconds: float = SECONDS) -> Verdict:
    """Have these bytes looked at. Raises ``NotScanned`` for everything but a clear answer."""
    where = place_of(setting)
    if where is None:
        raise NoScanner("Er is geen virusscanner ingesteld.")
    until = time.monotonic() + seconds
    try:
        connection = _connected(where, seconds)
    except OSError as away:
        raise NoScanner("De virusscanner is er niet.") from away
    with connection:
        try:
            return _judged(_asked(connection, content, until))
        except OSError as broken:  # a time-out too
            raise NotScanned("De virusscanner gaf geen antwoord.") from broken


def _connected(where: Where, seconds: float) -> socket.socket:
    if isinstance(where, tuple):
        return socket.create_connection(where, timeout=seconds)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(seconds)
    try:
        connection.connect(where)
    except OSError:
        connection.close()
        raise
    return connection


def _asked(connection: socket.socket, content: bytes, until: float) -> bytes:
    """Send the bytes in pieces, each with its length before it, and read up to the end sign."""
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        connection.settimeout(_left(until))
        connection.sendall(len(piece).to_bytes(4, "big") + piece)
    connection.sendall(bytes(4))
    answer = b""
    while not answer.endswith(b"\0"):
        connection.settimeout(_left(until))
        more = connection.recv(_LONGEST_ANSWER)
        answer += more
        if not more or len(answer) > _LONGEST_ANSWER:
            raise NotScanned("De virusscanner gaf een half antwoord.")
    return answer[:-1]


def _left(until: float) -> float:
    """Seconds that are left for all of it together: a slow drip is no answer either."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _judged(answer: bytes) -> Verdict:
    if answer == _CLEAN:
        return Verdict("")
    found = _FOUND.fullmatch(answer)
    if found is None:
        raise NotScanned("De virusscanner gaf een antwoord dat wij niet begrijpen.")
    return Verdict(found[1].decode("ascii")[:64])
