"""What was typed on an earlier page rides along in the next one: sealed, for an hour.

A form in steps must remember what was typed. The server keeps nothing of somebody who has not sent
anything, and a cookie would stay behind on a phone that others look at. So the answers travel in a
hidden field, sealed under a key of the house (AES-256-GCM), tied to the mark of that one page.
Who finds the page later sees no answer in its source, and after an hour it does not open for
anybody. It may be opened more often in that hour: back and forth is what it is for.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from kmt.kernel import clock, master_key
from kmt.kernel.sealing import SealBroken, seal, unseal

SECONDS = 60 * 60
#: Longer than everything the form takes together: nothing of ours, so not even decoded.
LONGEST = 400_000


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers of earlier pages, per field; ``expired`` when they were too old to open."""

    answers: Mapping[str, list[str]]
    expired: bool = False


NOTHING = Carried({})


def pack(answers: Mapping[str, list[str]], page: str) -> str:
    """Seal these answers for the page with this mark; empty when there are none."""
    given = {name: values for name, values in answers.items() if any(values)}
    if not given:
        return ""
    body = zlib.compress(json.dumps([_seconds(), given]).encode())
    return base64.urlsafe_b64encode(seal(_key(), body, bound_to=_place(page))).decode()


def unpack(packed: str, page: str) -> Carried:
    """The answers again; none when they are of another page, changed, or too old."""
    if not packed:
        return NOTHING
    try:
        sealed = base64.urlsafe_b64decode(packed[:LONGEST].encode())
        made, answers = json.loads(zlib.decompress(unseal(_key(), sealed, bound_to=_place(page))))
    except (SealBroken, ValueError, binascii.Error):
        return Carried({}, expired=True)
    if not 0 <= _seconds() - made <= SECONDS:
        return Carried({}, expired=True)
    return Carried(answers)


def _key() -> bytes:
    return master_key.derive("carried answers")


def _place(page: str) -> str:
    return f"entrance.carried:{page}"


def _seconds() -> int:
    return int(clock.now().timestamp())
