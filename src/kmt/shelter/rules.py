"""The rules of shelter: who may place, what may be asked, how stays follow each other. Pure.

No Django, clock or database; the caller hands over facts and days. An unknown fact is asked and
never guessed. Sources are those of the vocabulary (``S69``) or articles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from kmt.care.states import State
from kmt.intake.rules import NO, UNKNOWN, YES
from kmt.kernel.refusals import ALLOWED, Decision

ROOM = "shelter"
TEXT_LIMIT = 4000
NAME_LIMIT = 120
ADULT, MINOR = "adult", "minor"
COSM, AMV, YOUTH_GROUP, COA = (
    "cosm",
    "protected_reception_amv",
    "specialised_youth_group",
    "coa",
)
#: Shelter for adults that the municipality pays under the Wmo.
WMO = frozenset({"omm", "womens_shelter", "mens_shelter", "social_shelter_mo"})
#: Where nobody has to be asked for a place.
ARRANGED = frozenset({"family_own_home", "abroad"})
TONIGHT, THIS_WEEK, LATER = "tonight", "this_week", "later"
#: The contra-indication that follows from the number of children who come along.
CHILDREN = "children"
#: By when a place is needed when no day is given; and how long an answer may take. Our proposals.
NEEDED_DAYS = {TONIGHT: 0, THIS_WEEK: 7, LATER: 28}
ANSWER_DAYS = {TONIGHT: 0, THIS_WEEK: 2, LATER: 5}
#: A question to an organisation is written down within a year.
LONGEST_AGO = 366
#: Counts for who works without files: below this hidden, and rounded to it (as the factsheet does).
SMALLEST = 5


class Placer(StrEnum):
    """Who decides on a place."""

    COMENSHA = "comensha"
    NIDOS = "nidos"
    COA = "coa"
    YOUTH = "youth"
    ORGANISATION = "organisation"
    COORDINATOR = "coordinator"


class Stand(StrEnum):
    """How a request stands."""

    OPEN = "open"
    PLACED = "placed"
    ENDED = "ended"


class Reply(StrEnum):
    """What an organisation answered."""

    PENDING = "pending"
    PLACED = "placed"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """What decides where somebody can go: each fact yes, no or unknown; ``age`` adult or minor.

    ``alone``: a minor without parents here (AMV); ``dutch``: has the Dutch nationality;
    ``reflection``: the reflection period of B8/3 runs.
    """

    age: str = UNKNOWN
    alone: str = UNKNOWN
    dutch: str = UNKNOWN
    reflection: str = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Who places in a kind of shelter for this person, why, and what must be asked first.

    ``only`` is the organisation that alone may be asked, by code; empty when others may too.
    """

    by: Placer
    why: str
    source: str
    only: str = ""
    asks: tuple[str, ...] = ()
    decision: Decision = ALLOWED


def placing(kind: str, who: Who) -> Placing:
    """Who may place somebody in this kind of shelter.

    COSM: for adults without Dutch nationality in the reflection period; CoMensha alone places
    (RES-04; S6, S69, S70). Minors: by the Jeugdwet; unaccompanied ones by Nidos (S70). Adults
    else: the centrumgemeente, by the Wmo (S70). In doubt about age somebody counts as a minor
    when there is reason to think so (Directive 2011/36/EU, article 13(2)).
    """
    if kind in _AT_ANY_AGE:
        return _AT_ANY_AGE[kind](who)
    if kind in ARRANGED:
        return Placing(
            by=Placer.COORDINATOR,
            why="Hier hoeft niemand een plek te geven. Regel het met de persoon zelf.",
            source="",
        )
    if who.age == MINOR:
        return _minor(kind, who)
    return _FOR_ADULTS.get(kind, _adult if kind in WMO else _elsewhere)(who)


def _cosm(who: Who) -> Placing:
    asks = _open(age=who.age, dutch=who.dutch, reflection=who.reflection)
    remark = (
        " De COSM is voor de bedenktijd, en die loopt volgens de casus niet: vraag CoMensha of het "
        "toch kan."
        if who.reflection == NO
        else ""
    )
    return Placing(
        by=Placer.COMENSHA,
        only="comensha",
        why="Alleen CoMensha plaatst in de COSM: andere organisaties kun je er niet om vragen."
        + remark,
        source="RES-04; S6; S69; S70",
        asks=asks,
        decision=Decision.of(
            "De COSM is voor volwassenen. Een minderjarige wordt geplaatst via de Jeugdwet, en "
            "zonder ouders in Nederland via Nidos."
            if who.age == MINOR
            else "",
            "De COSM is voor slachtoffers zonder de Nederlandse nationaliteit. Kies een andere "
            "soort opvang."
            if who.dutch == YES
            else "",
        ),
    )


def _protected(who: Who) -> Placing:
    return Placing(
        by=Placer.NIDOS,
        only="nidos",
        why="Nidos is voogd en plaatst minderjarigen zonder ouders in Nederland in de Beschermde "
        "Opvang.",
        source="S70",
        asks=_open(age=who.age, alone=who.alone),
        decision=Decision.of(
            "De Beschermde Opvang is voor minderjarigen." if who.age == ADULT else "",
            "De Beschermde Opvang is voor minderjarigen zonder ouders in Nederland. Vraag de "
            "toegang tot jeugdhulp."
            if who.alone == NO
            else "",
        ),
    )


def _minor(kind: str, who: Who) -> Placing:
    """A minor: Nidos when unaccompanied, else the way of the Jeugdwet."""
    if who.alone == YES:
        return Placing(
            by=Placer.NIDOS,
            only="nidos",
            why="Een minderjarige zonder ouders in Nederland heeft Nidos als voogd: Nidos plaatst.",
            source="S70",
        )
    return Placing(
        by=Placer.YOUTH,
        why="Een minderjarige wordt geplaatst via de Jeugdwet: vraag de toegang tot jeugdhulp van "
        "de gemeente.",
        source="S70; Jeugdwet 2.3",
        asks=_open(alone=who.alone),
        decision=Decision.of(
            "Deze opvang is voor volwassenen. Kies een jeugdgroep of een crisisbed."
            if kind in WMO or kind == "nla_beds"
            else ""
        ),
    )


def _youth_group(who: Who) -> Placing:
    return Placing(
        by=Placer.YOUTH,
        why="De toegang tot jeugdhulp van de gemeente plaatst. Wie 18 is, kan alleen met verlengde "
        "jeugdhulp, tot 23 jaar."
        if who.age == ADULT
        else "De toegang tot jeugdhulp van de gemeente plaatst, via de Jeugdwet.",
        source="S70; Jeugdwet 1.1, 2.3",
        asks=_open(age=who.age),
    )


def _coa(who: Who) -> Placing:
    return Placing(
        by=Placer.COA,
        only="coa",
        why="Het COA plaatst in de eigen opvang.",
        source="S70",
        asks=_open(age=who.age, dutch=who.dutch),
        decision=Decision.of(
            "COA-opvang is niet voor wie de Nederlandse nationaliteit heeft."
            if who.dutch == YES
            else ""
        ),
    )


def _adult(who: Who) -> Placing:
    return Placing(
        by=Placer.ORGANISATION,
        why="Voor volwassenen is de centrumgemeente verantwoordelijk, via de Wmo. De opvang of de "
        "centrale toegang beslist over de plek.",
        source="S70; Wmo 1.2.1",
        asks=_open(age=who.age),
    )


def _elsewhere(who: Who) -> Placing:
    return Placing(
        by=Placer.ORGANISATION,
        why="De organisatie met de plek beslist zelf. Gaat het om een minderjarige, dan loopt het "
        "via de Jeugdwet.",
        source="S70",
        asks=_open(age=who.age),
    )


_AT_ANY_AGE = {COSM: _cosm, AMV: _protected}
_FOR_ADULTS = {YOUTH_GROUP: _youth_group, COA: _coa}


def _open(**facts: str) -> tuple[str, ...]:
    return tuple(name for name, value in facts.items() if value == UNKNOWN)


def may_ask(found: Placing, organisation: str, urgency: str) -> Decision:
    """Whether this organisation (empty: one that is not on the list) may be asked for a place.

    What is not known yet is found out first; tonight does not wait for that, unless one
    organisation alone places: that one asks for itself.
    """
    waits = found.asks and not found.only and urgency != TONIGHT
    return Decision.of(
        *found.decision.reasons,
        _ONLY.get(found.only, "") if found.only and organisation != found.only else "",
        "Vul eerst aan wat nog niet bekend is: daarvan hangt af wie er plaatst." if waits else "",
    )


_ONLY = {
    "comensha": "Alleen CoMensha plaatst in de COSM. Vraag CoMensha.",
    "nidos": "Alleen Nidos plaatst deze minderjarige. Vraag Nidos.",
    "coa": "Alleen het COA plaatst in COA-opvang. Vraag het COA.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """The municipality that pays (empty: unknown, or outside the region), and its ground."""

    municipality: str
    basis: str
    decision: Decision = ALLOWED


def payer(by_rule: str, chosen: str, reason: str) -> Payer:
    """Which municipality pays: the one responsible for the case; another takes a reason (S16)."""
    if chosen in {"", by_rule}:
        return Payer(municipality=by_rule, basis="rule" if by_rule else "unknown")
    return Payer(
        municipality=chosen,
        basis="override",
        decision=Decision.of(
            "" if reason.strip() else "Leg uit waarom een andere gemeente betaalt."
        ),
    )


def needed_by(urgency: str, asked: date, chosen: date | None) -> date:
    """Before or on which day a place is needed; a day that was chosen goes before the default."""
    by_default = asked + timedelta(days=NEEDED_DAYS[urgency])
    return by_default if chosen is None or urgency == TONIGHT else chosen


def answer_due(urgency: str, asked: date) -> date:
    """The day on which an organisation that did not answer is called again."""
    return asked + timedelta(days=ANSWER_DAYS[urgency])


def asked_problem(at: datetime, now: datetime) -> str:
    """Why an organisation cannot have been asked at this moment; empty when it can."""
    if at > now:
        return "Dit moment moet nog komen."
    return "" if now - at <= timedelta(days=LONGEST_AGO) else "Deze dag ligt te ver terug."


def reply_problems(
    *, reply: str, waiting_days: int | None, reason: str, contra: Sequence[str]
) -> dict[str, str]:
    """What is wrong with an answer, per field: a refusal has a reason, a waiting list its days."""
    refused = reply == Reply.REFUSED
    return {
        "waiting_days": "Vul in hoeveel dagen de wachtlijst ongeveer is."
        if reply == Reply.WAITING and waiting_days is None
        else "",
        "reason": "Kies de reden van de weigering." if refused and not reason else "",
        "contra": "Kies welke contra-indicatie het was."
        if refused and reason == "contra_indication" and not contra
        else "",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the first day until the day of leaving; no end is still there."""

    start: date
    end: date | None = None


def may_stay(new: Period, others: Iterable[Period]) -> Decision:
    """Whether a stay fits beside the others: leaving and arriving on one day is no overlap."""
    if new.end is not None and new.end < new.start:
        return Decision.refuse("De laatste dag ligt voor de eerste.")
    found = next((one for one in others if _overlap(new, one)), None)
    if found is None:
        return ALLOWED
    until = f" tot {found.end:%d-%m-%Y}" if found.end else ""
    return Decision.refuse(
        f"Er is al een verblijf vanaf {found.start:%d-%m-%Y}{until}. "
        + ("Kies andere dagen." if found.end else "Sluit dat eerst af, of plaats door.")
    )


def _overlap(one: Period, other: Period) -> bool:
    return (one.end is None or one.end > other.start) and (
        other.end is None or other.end > one.start
    )


def may_end(stay: Period, day: date) -> Decision:
    """Whether a stay can end on this day."""
    if stay.end is not None:
        return Decision.refuse("Dit verblijf is al afgesloten.")
    return Decision.of("De laatste dag ligt voor de eerste." if day < stay.start else "")


def may_change(stand: str) -> Decision:
    """Whether something may be added to a request."""
    return Decision.of(
        "" if stand == Stand.OPEN else "Deze aanvraag is afgesloten. Doe een nieuwe aanvraag."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """What the page of a case says of shelter: one line, its colour, codes for the rules."""

    text: str
    kind: str
    until: date | None
    facts: frozenset[str]


def glimpse(
    *,
    stay: tuple[date, str] | None,
    request: tuple[date, str, date] | None,
    refused: int,
    left: tuple[date, str] | None,
) -> Glimpse:
    """The line of a case. ``stay``: since when and in what; ``request``: since when it is open,
    how urgent, and by when; ``left``: when the last stay ended and where to.

    Days are named, not counted: the line stays true while nobody touches it.
    """
    parts, facts, until, kind = [], set(), None, ""
    if stay is not None:
        parts.append(f"Opgevangen sinds {_day(stay[0])} ({stay[1]})")
        facts.add("placed")
        kind = "ok"
    if request is not None:
        since, urgency, until = request
        times = f", {refused} keer geweigerd" if refused else ""
        parts.append(f"Aanvraag open sinds {_day(since)}{times}")
        facts.add("open_request")
        kind = "stop" if urgency == TONIGHT and stay is None else "warn"
    if not parts and left is not None:
        parts.append(f"Opvang geëindigd op {_day(left[0])}, naar: {left[1]}")
    return Glimpse(text="; ".join(parts), kind=kind, until=until, facts=frozenset(facts))


_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def hinders(facts: frozenset[str], to: State) -> str:
    """A case is not closed over an open request: it would stay open for ever in the counts."""
    if to is State.CLOSED and "open_request" in facts:
        return "Er staat nog een opvangaanvraag open. Sluit die af bij de opvang."
    return ""


def is_unmet(stand: str, end: str, needed: date, today: date) -> bool:
    """Whether a request found no place: ended for want of one, or open past its day."""
    return end == "not_found" or (stand == Stand.OPEN and needed < today)


def safe(count: int) -> int | None:
    """A count for who works without files: rounded to five, None when it is smaller than five."""
    return None if count < SMALLEST else (count + SMALLEST // 2) // SMALLEST * SMALLEST


def middle(days: Sequence[int]) -> int | None:
    """The median in whole days; None of fewer than five, which would tell of one of them."""
    return round(median(days)) if len(days) >= SMALLEST else None
