"""What proves a destruction without saying whose: the mark, the digest, and their check."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from kmt.kernel.master_key import derive

MARK_KEY = "destruction certificate"
BOUND = (
    *("id", "object_type", "part", "compartment", "rows", "kept_until", "destroyed_at"),
    *("decided_by", "done_by", "items", "keys", "mark"),
)


def mark_of(object_type: str, object_id: UUID, part: str) -> str:
    """A keyed hash of what is destroyed (HMAC-SHA256): shows that it is gone, tells no id."""
    place = f"{object_type}|{object_id}|{part}"
    return hmac.new(derive(MARK_KEY), place.encode(), hashlib.sha256).hexdigest()


def digest_of(values: Mapping[str, object]) -> str:
    """SHA-256 over the fields of a certificate in a fixed order."""
    content = json.dumps([_plain(values[name]) for name in BOUND])
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
