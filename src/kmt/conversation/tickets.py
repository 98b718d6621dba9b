"""The ticket: what lets a page with a conversation be answered without typing the code again.

No cookie, no session, and never a code in an address: the two values that follow from the receipt
ride along in a hidden field of the form, sealed under a key of the house, for half an hour from
that page on. The page source shows nothing of them. Each page has a mark of its own, so that a
second click on it does nothing new.
"""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass

from kmt.conversation.receipts import Secrets
from kmt.kernel import clock, master_key
from kmt.kernel.sealing import SealBroken, seal, unseal

SECONDS = 30 * 60
LONGEST = 2_000
_PLACE = "conversation ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whose conversation it is, and the mark of the page it stands on."""

    secrets: Secrets
    page: str


def new_ticket(of: Secrets) -> str:
    """A ticket for one page."""
    inside = [of.find, of.open.hex(), secrets.token_urlsafe(12), _seconds()]
    return base64.urlsafe_b64encode(
        seal(_key(), json.dumps(inside).encode(), bound_to=_PLACE)
    ).decode()


def read_ticket(ticket: str) -> Ticket | None:
    """What a ticket of ours says; None when it is missing, changed or too old."""
    try:
        sealed = base64.urlsafe_b64decode(ticket[:LONGEST].encode())
        find, opens, page, made = json.loads(unseal(_key(), sealed, bound_to=_PLACE))
    except (SealBroken, ValueError, binascii.Error):
        return None
    if not 0 <= _seconds() - made <= SECONDS:
        return None
    return Ticket(Secrets(find=find, open=bytes.fromhex(opens)), page)


def _key() -> bytes:
    return master_key.derive(_PLACE)


def _seconds() -> int:
    return int(clock.now().timestamp())
