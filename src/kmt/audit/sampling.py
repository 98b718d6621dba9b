"""Which looks are drawn for the yearly check: by lot, and the same again from the same seed. Pure.

Each look gets a number from the seed and its own id, by SHA-256; those with the smallest are drawn.
So nobody chooses, and anybody who has the seed and the record draws the same sample.
"""

from collections.abc import Iterable
from hashlib import sha256
from heapq import nsmallest

NUMBER = 25
#: What a privacy officer can find: stable code, and the words on the screen.
OUTCOMES: dict[str, str] = {
    "in_order": "in orde: past bij het werk aan deze zaak",
    "explained": "in orde na uitleg van de medewerker",
    "not_in_order": "niet in orde: er was geen reden om te kijken",
    "cannot_tell": "niet meer na te gaan",
}
#: Kinds of object that are not about people in view: looking at them is not drawn.
NOT_ABOUT_PEOPLE = frozenset(
    {"", "account", "audit_event", "count", "data_key", "estimate_run", "factsheet", "page"}
    | {"governance_meeting", "policy_frame", "privacy_audit", "sample_check"}
)
LOOKS = ("copy", "emergency-access", "export", "print", "read", "search")


def lot(seed: str, event_id: str) -> str:
    """The number that an event draws."""
    return sha256(f"{seed}|{event_id}".encode()).hexdigest()


def drawn(seed: str, events: Iterable[tuple[int, str]], number: int) -> tuple[tuple[int, ...], int]:
    """The numbers of the drawn events, in order, and out of how many; in one pass."""
    seen = 0

    def counted() -> Iterable[tuple[str, int]]:
        nonlocal seen
        for seq, event_id in events:
            seen += 1
            yield lot(seed, event_id), seq

    chosen = nsmallest(number, counted())
    return tuple(sorted(seq for _, seq in chosen)), seen
