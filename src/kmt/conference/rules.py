"""The rules of a conference: pure decisions with their reasons in Dutch.

No Django, clock or database. The page asks the same functions as the actions. The rules of the
table are those of Limburg (goal with the referrer, only who contributes, the person invited or
informed); the secrecy declaration of who comes once is BGS 2.21 and WGS 2.31(9), asked here in
both workshops.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kmt.conference.states import Guard, State, transition
from kmt.kernel.refusals import ALLOWED, Decision

TEXT_LIMIT, NAME_LIMIT, PLACE_LIMIT = 4000, 120, 200
MINUTES_LIMIT = 480


class Capacity(StrEnum):
    """As what somebody sits at the table."""

    CONTRIBUTOR = "contributor"
    REFERRER = "referrer"
    BEHAVIOURAL_SCIENTIST = "behavioural_scientist"
    INCIDENTAL = "incidental"


class Informed(StrEnum):
    """What the person knows of the conference: invited, told, or not and why."""

    INVITED = "invited"
    INFORMED = "informed"
    NOT_TOLD = "not_told"


class Outcome(StrEnum):
    """How an agreement ended."""

    DONE = "done"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What the moves need to know of one file on the agenda.

    ``contributors`` are admitted and no chair; ``attended`` whether anybody was present, and
    ``inside`` how many are still at the table.
    """

    number: str
    has_goal: bool = False
    informed: bool = False
    contributors: int = 0
    attended: bool = False
    inside: int = 0
    has_summary: bool = False
    open_agreements: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """What a move depends on; ``reason`` None: nobody was asked yet (a button)."""

    state: State
    items: tuple[ItemFacts, ...] = ()
    has_time_and_place: bool = False
    by_chair: bool = False
    reason: str | None = None


def may_move(facts: MoveFacts, to: State) -> Decision:
    """Whether a conference may go to a state now; a move that is not in the table never may."""
    found = transition(facts.state, to)
    if found is None:
        return Decision.refuse("Deze stap bestaat niet vanuit de stand waarin het overleg nu is.")
    return _GUARDS[found.guard](facts)


def _always(_facts: MoveFacts) -> Decision:
    return ALLOWED


def _has_goal(facts: MoveFacts) -> Decision:
    if not facts.items:
        return Decision.refuse("Er staat geen dossier op de agenda.")
    return Decision.of(
        *_each(
            facts,
            lambda one: one.has_goal,
            "het doel ontbreekt, of met wie het is afgesproken en wanneer",
        )
    )


def _ready(facts: MoveFacts) -> Decision:
    return Decision.of(
        *_has_goal(facts).reasons,
        *_each(
            facts, lambda one: one.contributors > 0, "nog niemand is toegelaten die kan bijdragen"
        ),
        *_each(
            facts,
            lambda one: one.informed,
            "leg vast of de persoon is uitgenodigd of ingelicht, of waarom niet",
        ),
        "" if facts.has_time_and_place else "Vul in waar en wanneer het overleg is.",
    )


def _was_held(facts: MoveFacts) -> Decision:
    return Decision.of(*_each(facts, lambda one: one.attended, "leg vast wie erbij was"))


def _all_left(facts: MoveFacts) -> Decision:
    return Decision.of(
        *_each(
            facts, lambda one: one.inside == 0, "er zit nog iemand aan tafel; sluit de bespreking"
        )
    )


def _by_chair(facts: MoveFacts) -> Decision:
    return Decision.of(
        "" if facts.by_chair else "Alleen de voorzitter stelt het verslag vast.",
        *_each(facts, lambda one: one.has_summary, "het verslag is nog leeg"),
    )


def _settled(facts: MoveFacts) -> Decision:
    return Decision.of(
        *_each(
            facts,
            lambda one: one.open_agreements == 0,
            "er staan nog afspraken open: gedaan, of niet gedaan met een reden",
        )
    )


def _with_reason(facts: MoveFacts) -> Decision:
    missing = facts.reason is not None and not facts.reason.strip()
    return Decision.of("Zeg waarom het overleg niet doorgaat." if missing else "")


def _each(facts: MoveFacts, holds: Callable[[ItemFacts], bool], why: str) -> tuple[str, ...]:
    return tuple(f"{one.number}: {why}." for one in facts.items if not holds(one))


_GUARDS = {
    Guard.NONE: _always,
    Guard.HAS_GOAL: _has_goal,
    Guard.READY: _ready,
    Guard.WAS_HELD: _was_held,
    Guard.ALL_LEFT: _all_left,
    Guard.BY_CHAIR: _by_chair,
    Guard.SETTLED: _settled,
    Guard.WITH_REASON: _with_reason,
}


def may_sit(*, needs_declaration: bool, declared_on: date | None, today: date) -> Decision:
    """Whether somebody may be present: who comes once signs the secrecy declaration before.

    BGS 2.21(3), WGS 2.31(9)(10).
    """
    signed = declared_on is not None and declared_on <= today
    return Decision.of(
        "Wie incidenteel aanschuift tekent eerst een geheimhoudingsverklaring. "
        "Leg vast wanneer dat is gedaan."
        if needs_declaration and not signed
        else ""
    )


def may_take_part(*, has_account: bool, capacity: Capacity) -> Decision:
    """Whether somebody can sit so: who comes once never has an account (BGS 2.21(3))."""
    wrong = has_account and capacity is Capacity.INCIDENTAL
    return Decision.of("Wie incidenteel aanschuift heeft geen account." if wrong else "")


def presence_problem(*, came: datetime, left: datetime | None, now: datetime, inside: bool) -> str:
    """Why a time of coming or going cannot be; empty when it can. ``inside``: already present."""
    if came > now or (left is not None and left > now):
        return "Dit tijdstip moet nog komen."
    if inside and left is None:
        return "Deze deelnemer zit al aan tafel."
    return "Weggaan kan niet voor binnenkomen." if left is not None and left < came else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody from outside: organisation and function on the agenda, the name where needed."""

    organisation: str = ""
    function: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsider:
    """Somebody who comes from another organisation, as what and of which kind."""

    party: str
    who: Who
    capacity: Capacity = Capacity.CONTRIBUTOR


def outsider_problems(one: Outsider) -> dict[str, str]:
    """What is wrong with somebody from outside, per field; empty where nothing is."""
    who = one.who
    return {
        "organisation": text_problem(who.organisation, limit=NAME_LIMIT),
        "function": text_problem(who.function, limit=NAME_LIMIT),
        "name": text_problem(who.name, limit=NAME_LIMIT) if who.name.strip() else "",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAgree:
    """What is agreed: by a participant, by somebody in words, or by who writes it down."""

    what: str
    due: date
    owner: UUID | None = None
    owner_text: str = ""


def agreement_problems(one: ToAgree, today: date) -> dict[str, str]:
    """What is wrong with an agreement, per field; empty where nothing is."""
    owner = text_problem(one.owner_text, limit=NAME_LIMIT) if one.owner_text.strip() else ""
    return {
        "what": text_problem(one.what),
        "owner_text": owner,
        "due": "Deze dag is al voorbij. Kies vandaag of later." if one.due < today else "",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody brought in; ``data`` is the kind of datum, where each has its supplier."""

    text: str
    data: str = ""


def text_problem(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """Why a text cannot be kept: nothing in it, or too long; empty when it can."""
    if not text.strip():
        return "Vul hier iets in."
    length = len(text)
    return "" if length <= limit else f"Dit is te lang: {length} tekens, er passen er {limit}."


def informed_problems(
    how: Informed, *, on: date | None, why: str, review_on: date | None, today: date
) -> dict[str, str]:
    """What is missing in what the person knows: a day, or a reason and a day to look again."""
    found: dict[str, str] = {}
    if how is Informed.NOT_TOLD:
        found["why"] = text_problem(why)
        late = review_on is None or review_on <= today
        found["review_on"] = "Kies een dag waarop je dit opnieuw bekijkt." if late else ""
    else:
        wrong = on is None or on > today
        found["on"] = "Kies de dag waarop dit is gebeurd: vandaag of eerder." if wrong else ""
    return {name: problem for name, problem in found.items() if problem}
