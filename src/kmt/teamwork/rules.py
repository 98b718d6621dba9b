"""Who of another organisation may come in on what ground, what a task takes, what a mail counts.

Pure. Sources: Wmo 2015 art. 5.2.1, 5.3.3 and AVG 5(1)(b, c) and 6 by way of the sharing matrix
(rows M014 to M016); that a letting in ends with the decision it rests on is our reading of AVG
5(1)(e). Who gets what is kept for AVG 15(1)(c) and 5(2).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kmt.care.states import ENDED, State
from kmt.teamwork.states import Side, TaskState, Transition, step_from

ROOM = "teamwork"
PART = "partner_part"
TEXT_LIMIT = 4000
WORDS_LIMIT = 1000
#: The kind of data of the matrix that says who somebody is.
IDENTITY = "D01"
#: What somebody who is let in on a consent alone gets to know: that there is care, and its tasks.
PROVISIONS = "D13"
#: The facts of the glance of this room, for :func:`hinders`.
PARTNER_IN, LATE = "partner_in", "partner_late"
#: A list of who was not spoken to shows this many cases, the longest ago first; not of people.
LONGEST = 20
#: The periods of the page for who divides the work.
SHORT, LONG = timedelta(weeks=4), timedelta(weeks=13)


class EndWhy(StrEnum):
    """Why somebody is let out."""

    DONE = "part_done"
    WITHDRAWN = "consent_withdrawn"
    REPLACED = "somebody_else"
    MISTAKE = "let_in_by_mistake"
    SELF = "by_partner"


#: What whoever works in the case can choose; ``SELF`` is the partner's own.
TO_LET_OUT = (EndWhy.DONE, EndWhy.WITHDRAWN, EndWhy.REPLACED, EndWhy.MISTAKE)


class GivenKind(StrEnum):
    """What a partner was given to read."""

    SHARED = "shared"
    AGREEMENT = "agreement"


class KnownKind(StrEnum):
    """What somebody got to know, and how."""

    LET_IN = "let_in"
    LET_OUT = "let_out"
    SHARED = "given_shared"
    AGREEMENT = "given_agreement"
    TASK = "given_task"
    COMMENT = "given_comment"
    MINUTES = "given_minutes"
    HANDOVER = "given_handover"
    REGISTRATION = "given_registration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A decision to share as the ground for letting somebody in: to whom, for what, until when."""

    recipient: str
    purpose: str
    data: frozenset[str]
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who is to be let in: whether they have the role and may work today, and are in already."""

    outside: bool
    works: bool
    inside: bool


def may_let_in(guest: Guest, ground: Ground | None, until: date, today: date) -> dict[str, str]:
    """What stands in the way of letting somebody into one case, by field; nothing when it may."""
    return _filled(
        {
            "account": _guest_problem(guest),
            "ground": "" if ground else "Kies het besluit of de toestemming waar dit op rust.",
            "until": _until_problem(ground, until, today),
        }
    )


def _guest_problem(guest: Guest) -> str:
    if not guest.outside:
        return "Kies iemand met de rol ketenpartner. Een collega betrek je onder Betrokken."
    if not guest.works:
        return "Dit account mag nu niet werken. Vraag de beheerder wat er ontbreekt."
    return "Deze persoon is al toegelaten tot deze casus." if guest.inside else ""


def _until_problem(ground: Ground | None, until: date, today: date) -> str:
    if until < today:
        return "Deze dag is al voorbij. Kies vandaag of later."
    if ground is not None and until > ground.until:
        return f"Het besluit om te delen geldt tot {ground.until:%d-%m-%Y}. Kies die dag of eerder."
    return ""


def may_give(ground: Ground | None, recipient: str, today: date, *, names: bool) -> dict[str, str]:
    """What stands in the way of giving a partner something to read, by field.

    Only what was decided for a receiver of the same kind, and still holds; who somebody is only
    where that was decided too.
    """
    other = ground is not None and ground.recipient != recipient
    over = ground is not None and ground.until < today
    return _filled(
        {
            "ground": "Kies het besluit waarmee dit gedeeld mag worden."
            if ground is None
            else "Dit besluit is voor een andere ontvanger."
            if other
            else "Dit besluit geldt niet meer. Besluit opnieuw."
            if over
            else "",
            "names": "In dit besluit staat niet dat de naam gedeeld wordt."
            if names and (ground is None or IDENTITY not in ground.data)
            else "",
        }
    )


def step_of(state: str, step: str, side: Side, words: str) -> tuple[Transition | None, str]:
    """The step that is asked for, and what is wrong with its words."""
    found = step_from(state, step, side)
    if found is None:
        return None, ""
    return found, text_problem(words, limit=WORDS_LIMIT) if found.words else ""


def text_problem(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """Why a text cannot be kept: nothing in it, or too long; empty when it can."""
    if not text.strip():
        return "Vul hier iets in."
    length = len(text)
    return "" if length <= limit else f"Dit is te lang: {length} tekens, er passen er {limit}."


def day_problem(due: date, today: date) -> str:
    """Why something cannot be due on a day; empty when it can."""
    return "" if due >= today else "Deze dag is al voorbij. Kies vandaag of later."


def hinders(facts: frozenset[str], to: State) -> str:
    """A case does not end while somebody of outside can look into it."""
    inside = to in ENDED and PARTNER_IN in facts
    return (
        "Er is nog een ketenpartner toegelaten. Beëindig dat eerst, onder Samenwerken."
        if inside
        else ""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """What the page of the case says of this room: one line, its colour, codes for the rules."""

    text: str
    kind: str
    facts: frozenset[str]


def glimpse(inside: int, states: Iterable[tuple[str, date]], today: date) -> Glimpse:
    """How many are let in, how much is asked of them, what came back or is late."""
    tasks = list(states)
    asked = sum(state in {TaskState.ASKED, TaskState.ACCEPTED} for state, _ in tasks)
    back = sum(state == TaskState.DECLINED for state, _ in tasks)
    late = sum(
        state in {TaskState.ASKED, TaskState.ACCEPTED} and due < today for state, due in tasks
    )
    parts = [
        _count(inside, "ketenpartner toegelaten", "ketenpartners toegelaten"),
        _count(asked, "taak gevraagd", "taken gevraagd"),
        _count(back, "taak geweigerd", "taken geweigerd"),
    ]
    return Glimpse(
        text=", ".join(one for one in parts if one) or "Niemand van buiten toegelaten",
        kind="warn" if back or late else "",
        facts=frozenset({PARTNER_IN} if inside else set()) | ({LATE} if late else set()),
    )


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}" if number else ""


def days_of(dues: Iterable[date], today: date) -> Mapping[date, int]:
    """How many things are due on each day to come; what is late counts today."""
    found: dict[date, int] = {}
    for due in dues:
        day = max(due, today)
        found[day] = found.get(day, 0) + 1
    return dict(sorted(found.items()))


def _filled(found: dict[str, str]) -> dict[str, str]:
    return {name: problem for name, problem in found.items() if problem}
