"""What tells who somebody is beyond doubt, for rooms whose texts are never about a person."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from kmt.advice.rules.identifying import find
from kmt.advice.rules.pieces import Found, Kind
from kmt.advice.wordlists import known
from kmt.kernel import clock

#: Numbers and dates of one person, with their words.
NEVER: Mapping[Kind, str] = {
    Kind.BSN: "een burgerservicenummer",
    Kind.BIRTH_DATE: "een geboortedatum",
    Kind.V_NUMBER: "een vreemdelingennummer",
}

_PIECES = re.compile(r"[^\W\d_]+|\d+")


def told_in(text: str, never: Mapping[Kind, str] = NEVER) -> str:
    """The words for the first thing in a text that is of one person; empty when there is none."""
    return next((never[one.kind] for one in _found_in(text, never)), "")


def quoted_in(text: str, never: Collection[Kind] = NEVER) -> str:
    """All in a text that is of one person, as it stands there; empty when there is none."""
    return ", ".join(one.text for one in _found_in(text, never))


def named_after(names: Iterable[str], never: Mapping[Kind, str] = NEVER) -> str:
    """The refusal for names of files, which tell as much as any text; empty when they do not.

    A name glues its words: it is read as it stands and in pieces, letters and digits apart.
    """
    for name in names:
        pieces = " ".join(_PIECES.findall(name))
        if told := told_in(name.replace("_", " "), never) or told_in(pieces, never):
            return (
                f"In de naam van “{name}” lijkt {told} te staan. Geef het bestand een andere naam "
                "en kies het opnieuw."
            )
    return ""


def about_somebody(**texts: str) -> dict[str, str]:
    """The refusal per field that holds a number or date of one person; a telephone may stand."""
    return {
        field: f"Hier staat iets wat van één persoon is: {told}. Haal het weg; het hoort hier niet."
        for field, text in texts.items()
        if (told := quoted_in(text))
    }


def _found_in(text: str, never: Collection[Kind]) -> Iterator[Found]:
    pieces = find(text, known(), clock.today()) if text else ()
    return (one for one in pieces if one.kind in never)
