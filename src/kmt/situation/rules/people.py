"""Who is in a case besides the person it is about, and what may be known of them. Pure.

In R2 there is no file on an offender (law README, compartments): somebody who exploits stands in a
case by an indication and as a relation, with no year of birth, no note and no person of the vault.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.situation.rules import SHORT_LIMIT, Problems, kept, too_long

OFFENDER, CHILD, VICTIM = "offender", "child", "victim"
OLDEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Somebody to put in a case; ``person_id`` is the pseudonym when the vault knows them.

    ``kin`` is what they are to the person of the case, in a few words; ``relation`` what they are
    to the offender, by code.
    """

    role: str
    person_id: UUID | None = None
    person_label: str = ""
    relation: str = ""
    kin: str = ""
    birth_year: int | None = None
    note: str = ""


def member_problems(
    new: NewMember, roles: frozenset[str], relations: frozenset[str], today: date
) -> Problems:
    """What is wrong with somebody to put in a case, per field; empty when nothing is."""
    offender = new.role == OFFENDER
    return kept(
        {
            "role": "" if new.role in roles else "Kies wat deze persoon in de casus is.",
            "relation": ""
            if new.relation in {"", *relations}
            else "Deze relatie staat niet in de lijst.",
            "kin": too_long(new.kin, SHORT_LIMIT),
            "label": _NO_FILE if offender and new.person_id else "",
            "birth_year": _wrong_year(new.birth_year, offender=offender, today=today),
            "note": _NO_FILE if offender and new.note.strip() else too_long(new.note),
        }
    )


_NO_FILE = (
    "Over een dader houdt zorg geen dossier bij. Laat dit leeg: de aanduiding en de relatie "
    "volstaan."
)


def _wrong_year(year: int | None, *, offender: bool, today: date) -> str:
    if year is None:
        return ""
    if offender:
        return _NO_FILE
    known = today.year - OLDEST <= year <= today.year
    return "" if known else "Dit geboortejaar kan niet kloppen: kijk het na."


def next_label(word: str, taken: Iterable[str]) -> str:
    """The indication of somebody without a record: the word for the role and the next number."""
    numbers = [
        int(number)
        for label in taken
        for name, _, number in (label.rpartition(" "),)
        if name == word and number.isdecimal()
    ]
    return f"{word} {max(numbers, default=0) + 1}"
