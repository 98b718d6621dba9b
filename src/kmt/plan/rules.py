"""The rules of the care plan: pure decisions with their reasons in Dutch.

No Django, clock or database. A score says how a domain of somebody's life is, by whose judgement;
it is never added up over domains, and it says nothing about a person or a risk.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kmt.care.states import State

ROOM = "plan"
EVALUATION_RULE = "REV-01"
EVALUATION_KEY = "evaluation"
SCORES = range(5)
TEXT_LIMIT = 4000
WHAT_LIMIT = 1000
ORGANISATION_LIMIT, PERSON_LIMIT = 70, 45
#: As long as somebody takes back their own last act; the same as a tick in care.
UNDO_HOURS = 24
WEEKS_LIMIT = 52
#: What is said where something must be there.
SOMETHING, SAY_WHY = "Vul hier iets in.", "Vul in waarom."
IN_THEIR_WORDS = "Vul in wat er goed ging, in de woorden van de persoon."
CHOOSE_ONE, WHO_AGREED = "Kies minstens één actie.", "Kies wie er instemde."
#: Facts of the glance, for the states of the case.
HAS_GOAL, AGREED = "has_goal", "agreed"


class RevisionKind(StrEnum):
    """How a revision of a text came about."""

    SAVED = "saved"
    TEMPLATE = "template"
    UNDONE = "undone"
    PROPOSED_AGAIN = "again"


#: Revisions whose goal is still the proposal of a template, and those that take something back.
PROPOSALS = frozenset({RevisionKind.TEMPLATE, RevisionKind.PROPOSED_AGAIN})
TAKEN_BACK = frozenset({RevisionKind.UNDONE, RevisionKind.PROPOSED_AGAIN})


class JudgedBy(StrEnum):
    """Whose judgement a score is."""

    VICTIM = "victim"
    COORDINATOR = "coordinator"


class Standing(StrEnum):
    """How an action of the plan stands; withdrawn is one that was added by mistake."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


class AgreedHow(StrEnum):
    """How the plan was agreed with the victim."""

    PRESENT = "present"
    PHONE = "phone"
    LAWYER = "lawyer"


class AgreedWho(StrEnum):
    """Who agreed to the plan: the victim, and who else must for somebody who is a minor."""

    VICTIM = "victim"
    PARENT = "parent"
    GUARDIAN = "guardian"
    NIDOS = "nidos"


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainText:
    """What somebody writes of a domain: the situation, the goal in the victim's words, consent."""

    situation: str = ""
    goal: str = ""
    consent_scope: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not (self.situation.strip() or self.goal.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlanAction:
    """An action to add: for which domain, what, by whom (empty: the coordinator), before when."""

    domain: str
    what: str
    due: date
    organisation: str = ""
    person: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScore:
    """A score to add: a domain on a day, and whose judgement."""

    domain: str
    value: int
    judged_by: JudgedBy
    on: date
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that somebody did in the plan, for taking back the last of them."""

    what: str
    row: UUID
    domain: str
    by: str
    at: datetime


def hinders(facts: frozenset[str], to: State) -> str:
    """Why a case may not go to a state by what the plan knows; empty when it may.

    A plan is agreed when there is a goal, and when somebody wrote down that it was agreed with the
    victim: their own direction is central (S34).
    """
    if to is not State.PLAN_AGREED or {HAS_GOAL, AGREED} <= facts:
        return ""
    if HAS_GOAL not in facts:
        return "Er staat nog geen doel in het hulpplan. Schrijf eerst op wat de persoon wil."
    return "Leg op de pagina van het plan vast op welke dag de persoon ermee instemde."


def text_problems(text: DomainText, known_scopes: Collection[str]) -> dict[str, str]:
    """What is wrong with a text of a domain, per field; empty where nothing is."""
    found = {
        name: _too_long(value, TEXT_LIMIT)
        for name, value in (("situation", text.situation), ("goal", text.goal))
    }
    if set(text.consent_scope) - set(known_scopes):
        found["consent_scope"] = "Deze keuze staat niet in de lijst."
    return {name: problem for name, problem in found.items() if problem}


def action_problems(action: NewPlanAction, today: date, domains: Collection[str]) -> dict[str, str]:
    """What is wrong with a new action, per field; empty where nothing is."""
    found = {
        "domain": "" if action.domain in domains else "Kies een leefgebied.",
        "what": _too_long(action.what, WHAT_LIMIT) if action.what.strip() else SOMETHING,
        "organisation": _too_long(action.organisation, ORGANISATION_LIMIT),
        "person": _too_long(action.person, PERSON_LIMIT),
        "due": due_problem(action.due, today),
    }
    return {name: problem for name, problem in found.items() if problem}


def due_problem(due: date, today: date) -> str:
    """Why a day to do something cannot be; empty when it can."""
    if due < today:
        return "Deze dag is al voorbij. Kies vandaag of later."
    last = today + timedelta(weeks=10 * WEEKS_LIMIT)
    return "" if due <= last else "Deze dag ligt te ver weg. Klopt het jaar?"


def score_problems(score: NewScore, today: date, domains: Collection[str]) -> dict[str, str]:
    """What is wrong with a new score, per field; empty where nothing is."""
    found = {
        "domain": "" if score.domain in domains else "Kies een leefgebied.",
        "value": "" if score.value in SCORES else "Kies een cijfer van 0 tot en met 4.",
        "on": "" if score.on <= today else "Deze dag moet nog komen. Kies vandaag of eerder.",
        "words": _too_long(score.words, WHAT_LIMIT),
    }
    return {name: problem for name, problem in found.items() if problem}


def last_done(done: Iterable[Done], by: str, now: datetime) -> Done | None:
    """The last thing that somebody did and can still take back; None when there is none.

    Only one's own, and only within a day: later, something new is written.
    """
    mine = [one for one in done if one.by == by and now - one.at < timedelta(hours=UNDO_HOURS)]
    return max(mine, key=lambda one: one.at, default=None)


def moved_due(due: date, *, today: date, to: date | None, weeks: int) -> date:
    """The new day of an action: that one, or so many weeks after its own; never one that passed."""
    return to if to is not None else max(due + timedelta(weeks=weeks), today)


def reschedule_problems(
    *, chosen: Collection[UUID], to: date | None, weeks: int, reason: str, today: date
) -> dict[str, str]:
    """What is wrong with moving these actions, per field; empty where nothing is."""
    found = {
        "actions": "" if chosen else CHOOSE_ONE,
        "to": due_problem(to, today) if to else "",
        "weeks": ""
        if to or 1 <= weeks <= WEEKS_LIMIT
        else f"Kies een nieuwe dag, of een aantal weken van 1 tot en met {WEEKS_LIMIT}.",
        "reason": _too_long(reason, WHAT_LIMIT) if reason.strip() else SAY_WHY,
    }
    if to and weeks:
        found["weeks"] = "Kies een nieuwe dag of een aantal weken, niet allebei."
    return {name: problem for name, problem in found.items() if problem}


def agreement_problems(who: Collection[str], words: str) -> dict[str, str]:
    """What is wrong with who agreed; a plan without the victim's own yes says why (S34)."""
    if not who:
        return {"who": WHO_AGREED}
    if AgreedWho.VICTIM not in who and not words.strip():
        return {
            "words": "De persoon stemde niet zelf in. Schrijf op waarom, en wat die ervan vond."
        }
    return {}


def glance_facts(goals: int, *, agreed: bool) -> frozenset[str]:
    """The codes by which the states of the case know the plan."""
    return frozenset({*((HAS_GOAL,) if goals else ()), *((AGREED,) if agreed else ())})


def changed_since(agreed: Mapping[str, int], now: Mapping[str, int]) -> tuple[str, ...]:
    """The domains of which the text changed since the plan was agreed."""
    return tuple(domain for domain, number in now.items() if agreed.get(domain, 0) != number)


def _too_long(text: str, limit: int) -> str:
    length = len(text)
    return "" if length <= limit else f"Dit is te lang: {length} tekens, er passen er {limit}."
