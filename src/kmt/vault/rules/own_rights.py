"""Which fields of an identity a person can have corrected, and what a typed value means. Pure."""

from datetime import date

from kmt.kernel.refusals import Refused

_LISTS = frozenset({"aliases", "languages", "documents"})
#: In the order of the form; addresses and the citizen service number go through who may hold them.
CORRECTABLE = (
    *("name", "aliases", "birth_date", "contact", "safe_contact", "description"),
    *("safe_when", "safe_way", "code_word"),
    *("languages", "v_number", "documents"),
)


def value_of(part: str, typed: str) -> str | date | tuple[str, ...] | None:
    """A typed value in the shape of its field; lists are typed with commas between them."""
    text = typed.strip()
    if part in _LISTS:
        return tuple(one.strip() for one in text.split(",") if one.strip())
    return _day(text) if part == "birth_date" else text


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date(*reversed([int(part) for part in text.split("-")]))
    except (TypeError, ValueError):
        raise Refused("Schrijf de geboortedatum als dag-maand-jaar, zoals 23-11-2008.") from None
