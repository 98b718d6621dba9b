"""The key of a conversation, and the two locks it stands behind.

Every text of a conversation is sealed under a key of that conversation. The key itself is kept
twice, both times sealed under the vault key of the conversation: for the desk as it is, and for
the one with the code wrapped besides under ``open``, which follows from the receipt and is kept
nowhere.

What this protects: who finds or guesses ``find_id``, or gets a page to look up another row, does
not open anything through the public side; a fault in a query there shows sealed bytes. When the
vault key is destroyed, both ways are gone, in every older copy too. What it does not protect:
who has the databases *and* the master key reads it by the way of the desk, as they read the report
itself; and 16 digits that somebody else saw open it, as they should.
Source: RFC 3394 (key wrap), NIST SP 800-38D (GCM).
"""

from base64 import b64decode, b64encode
from uuid import UUID

from kmt.conversation.topics import subject_of
from kmt.kernel.actor import Actor
from kmt.kernel.sealing import SealBroken, new_key, seal, unseal, unwrap, wrap
from kmt.vault.actions import seal_text
from kmt.vault.queries import open_texts
from kmt.vault.rules import Unreadable, column_of

#: As a column of bytes comes out of either database.
Kept = bytes | memoryview
DESK, CODE = "conversation_desk", "conversation_code"


def make_key(by: Actor, conversation: UUID, object_id: UUID, opens: bytes) -> dict[str, bytes]:
    """A fresh key behind both locks, by the name of its column."""
    key = new_key()
    return {
        "key_of_desk": _lock(by, DESK, conversation, object_id, key),
        "key_of_code": _lock(by, CODE, conversation, object_id, wrap(opens, key)),
    }


def key_for_desk(conversation: UUID, object_id: UUID, kept: Kept) -> bytes:
    """The key for a colleague; whoever asks has checked that they may."""
    return _unlock(DESK, conversation, object_id, kept)


def key_for_code(conversation: UUID, object_id: UUID, kept: Kept, opens: bytes) -> bytes:
    """The key for the one with the code; ``Unreadable`` with another code or without vault key."""
    try:
        return unwrap(opens, _unlock(CODE, conversation, object_id, kept))
    except SealBroken as broken:
        raise Unreadable("Deze code opent dit gesprek niet.") from broken


def close(key: bytes, text: str, message: UUID) -> bytes:
    """Seal what was said for one message; nothing stays nothing."""
    return seal(key, text.encode(), bound_to=_place(message)) if text else b""


def opened(key: bytes, sealed: bytes, message: UUID) -> str:
    """What was said in one message."""
    try:
        return unseal(key, sealed, bound_to=_place(message)).decode() if sealed else ""
    except SealBroken as broken:
        raise Unreadable("Dit bericht is veranderd of verplaatst.") from broken


def _lock(by: Actor, column: str, conversation: UUID, object_id: UUID, key: bytes) -> bytes:
    text = b64encode(key).decode()
    where = column_of(column, conversation)
    return seal_text(by=by, subject=subject_of(object_id), column=where, text=text)


def _unlock(column: str, conversation: UUID, object_id: UUID, kept: Kept) -> bytes:
    where = column_of(column, conversation)
    return b64decode(open_texts([(subject_of(object_id), where, bytes(kept))])[0])


def _place(message: UUID) -> str:
    return f"conversation.message:{message}"
