"""What every text of a weighing has to be: short enough, and not about anybody in person."""

from kmt.advice.rules.identifying import Kind, find
from kmt.advice.wordlists import known
from kmt.kernel import clock

_NOT_HERE = {
    Kind.BSN: "een burgerservicenummer",
    Kind.V_NUMBER: "een V-nummer",
    Kind.BIRTH_DATE: "een geboortedatum",
}


def told_problem(text: str, most: int) -> str:
    """What is wrong with a text; empty when nothing is.

    Refuses what points at one person: a weighing is about ways to organise, never about people.
    """
    if len(text) > most:
        return f"Houd deze tekst korter dan {most} tekens."
    pieces = find(text, known(), clock.today())
    found = next((_NOT_HERE[one.kind] for one in pieces if one.kind in _NOT_HERE), "")
    if not found:
        return ""
    return f"Hier staat {found}. Een afweging gaat nooit over personen: haal het weg."
