"""What a system sends, as the same plain value as what a person types. Pure."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from kmt.intake.rules import UNKNOWN
from kmt.professionals.rules.sending import Observed

#: Calls of one key in an hour: more than any organisation has to tell, less than a flood.
MOST_CALLS = 60
#: All of it together, files in base64 too.
MOST_BYTES = 14_000_000
_CALL = re.compile(r"[A-Za-z0-9_-]{8,64}")
_SAME = (
    *("text", "place", "municipality", "outside_region", "about", "minors", "ongoing", "danger"),
    *("secrecy", "consent", "consent_reason", "ground", "ground_reason"),
)
_REPORTER = ("name", "function", "contact", "may_name")
#: Where in the call something stands that the rules have another name for.
_PLACES = {**{one: f"reporter/{one}" for one in _REPORTER}, "called": "called_112"}


def right_call(key: str) -> bool:
    """Whether this can be an idempotency key: 8 to 64 letters, digits, dashes."""
    return _CALL.fullmatch(key) is not None


def observed_of(body: Mapping[str, Any]) -> Observed:
    """What was seen and stated, of a call that fits the schema."""
    reporter = body.get("reporter", {})
    found = {name: body[name] for name in _SAME if name in body}
    return Observed(
        **{"minors": UNKNOWN, "ongoing": UNKNOWN, **found},
        **{name: reporter[name] for name in _REPORTER if name in reporter},
        signs=tuple(body.get("signs", ())),
        called=body.get("called_112", False),
    )


def place_of(field: str) -> str:
    """Where in the call a field of the rules stands, as a JSON pointer."""
    return f"#/{_PLACES.get(field, field)}"


def decoded(content: str) -> bytes | None:
    """The bytes of a file; None when it is no base64."""
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        return None
