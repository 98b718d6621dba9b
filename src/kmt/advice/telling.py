"""What tells who somebody is beyond doubt, for rooms whose texts are never about a person."""

from collections.abc import Mapping

from kmt.advice.rules.identifying import find
from kmt.advice.rules.pieces import Kind
from kmt.advice.wordlists import known
from kmt.kernel import clock

#: Numbers and dates of one person, with their words.
NEVER: Mapping[Kind, str] = {
    Kind.BSN: "een burgerservicenummer",
    Kind.BIRTH_DATE: "een geboortedatum",
    Kind.V_NUMBER: "een vreemdelingennummer",
}


def told_in(text: str, never: Mapping[Kind, str] = NEVER) -> str:
    """The words for the first thing in a text that is of one person; empty when there is none."""
    pieces = find(text, known(), clock.today()) if text else ()
    return next((never[one.kind] for one in pieces if one.kind in never), "")
