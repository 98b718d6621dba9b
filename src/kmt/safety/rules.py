"""The rules of safety: what an assessment, a plan and an incident need, and what changed. Pure.

The level is a judgement of a human being with reasons. Nothing here adds answers up: no validated
Dutch instrument for victims of trafficking was found, and a sum would look like one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmt.care.states import State

ROOM = "safety"
TEXT_LIMIT = 4000
SHORT_LIMIT = 300
#: The longest that a judgement may stand before somebody looks anew; our own choice.
LONGEST_DAYS = 366
ASSESSED, ACUTE, PLANNED = "assessed", "acute", "planned"
VALID_UNTIL, PLAN = "valid_until", "plan"


class Level(StrEnum):
    """How safe somebody is: the codes of the list ``safety_level``."""

    ACUTE = "acute"
    STRUCTURAL = "structural"
    NONE_KNOWN = "none_known"


class Answer(StrEnum):
    """What is known of one question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answer to one question, with what is known of it."""

    answer: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssessment:
    """An assessment as somebody writes it down; ``answers`` by the code of the question."""

    level: str
    reasons: str
    valid_until: date | None
    answers: Mapping[str, Asked]
    emergency: str = ""
    called_112: str = ""
    done_now: str = ""
    done_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A safety plan as somebody writes it down."""

    own_steps: str
    call_order: str
    warning_signs: str = ""
    others_steps: str = ""
    code_word: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """An incident as somebody writes it down."""

    kind: str
    happened_on: date
    what: str
    done: str
    reported_to: str = ""
    follow_up: str = ""
    follow_up_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What differs between two assessments: one question, or the level (``item`` empty)."""

    item: str
    before: str
    after: str


Problems = dict[str, str]


def assessment_problems(new: NewAssessment, items: frozenset[str], today: date) -> Problems:
    """What is wrong with an assessment, per field of its form; empty when nothing is."""
    found = {
        "level": "" if new.level in set(Level) else "Kies hoe veilig het nu is.",
        "reasons": _needed(new.reasons, "Schrijf op waarom je dit vindt."),
        "valid_until": _wrong_term(new.valid_until, today),
        "emergency": _needed(
            new.emergency, "Schrijf op wat er is afgesproken voor als het misgaat."
        )
        if new.level in {Level.ACUTE, Level.STRUCTURAL}
        else _too_long(new.emergency),
        **(
            acute_problems(new.called_112, new.done_now, new.done_by)
            if new.level == Level.ACUTE
            else {}
        ),
    }
    for item in sorted(items | new.answers.keys()):
        found |= _answer_problems(item, new.answers.get(item), known=item in items)
    return {name: sentence for name, sentence in found.items() if sentence}


def acute_problems(called_112: str, done_now: str, done_by: str) -> Problems:
    """In acute danger it is asked at once: 112 called, what is done now, and by whom."""
    return {
        "called_112": ""
        if called_112 in {Answer.YES, Answer.NO}
        else "Er is nu gevaar. Is 112 gebeld?",
        "done_now": _needed(
            done_now,
            "Schrijf op wat er nu gebeurt. Is 112 niet gebeld, zeg dan ook waarom niet.",
        ),
        "done_by": _needed(done_by, "Schrijf op wie dit nu doet.", limit=SHORT_LIMIT),
    }


def _answer_problems(item: str, asked: Asked | None, *, known: bool) -> Problems:
    if not known:
        return {item: "Deze vraag staat niet in de lijst."}
    if asked is None or asked.answer not in set(Answer):
        return {item: "Kies ja, nee of onbekend."}
    empty = asked.answer == Answer.YES and not asked.words.strip()
    said = "Schrijf op wat je hierover weet." if empty else _too_long(asked.words)
    return {f"{item}_words": said}


def _wrong_term(until: date | None, today: date) -> str:
    if until is None:
        return "Kies tot wanneer deze beoordeling geldt."
    if until < today:
        return "Deze dag is al voorbij. Kies vandaag of later."
    too_far = (until - today).days > LONGEST_DAYS
    return "Kijk binnen een jaar opnieuw. Kies een eerdere dag." if too_far else ""


def plan_problems(new: NewPlan, today: date) -> Problems:
    """What is wrong with a safety plan, per field of its form; empty when nothing is."""
    found = {
        "own_steps": _needed(new.own_steps, "Schrijf op wat de persoon zelf doet."),
        "call_order": _needed(
            new.call_order, "Schrijf op wie er gebeld wordt, de eerste bovenaan."
        ),
        "warning_signs": _too_long(new.warning_signs),
        "others_steps": _too_long(new.others_steps),
        "code_word": _too_long(new.code_word, limit=SHORT_LIMIT),
        "agreed_on": _not_yet(new.agreed_on, today),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def incident_problems(new: NewIncident, kinds: frozenset[str], today: date) -> Problems:
    """What is wrong with an incident, per field of its form; empty when nothing is."""
    due = new.follow_up_due
    found = {
        "kind": "" if new.kind in kinds else "Kies wat voor voorval het was.",
        "happened_on": _not_yet(new.happened_on, today),
        "what": _needed(new.what, "Schrijf op wat er is gebeurd."),
        "done": _needed(new.done, "Schrijf op wat er is gedaan; ook als dat nog niets is."),
        "reported_to": _too_long(new.reported_to, limit=SHORT_LIMIT),
        "follow_up": _needed(new.follow_up, "Schrijf op wat er nog moet gebeuren.")
        if due
        else _too_long(new.follow_up),
        "follow_up_due": "Kies voor welke dag dit moet gebeuren."
        if new.follow_up.strip() and due is None
        else "Deze dag is al voorbij. Kies vandaag of later."
        if due and due < today
        else "",
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def changes(
    before: tuple[str, Mapping[str, str]] | None, after: tuple[str, Mapping[str, str]]
) -> tuple[Changed, ...]:
    """What is otherwise than in the assessment before; nothing for the first one.

    Each is a level with the answers by question; a question that one of them did not ask counts
    as unknown there.
    """
    if before is None:
        return ()
    level = () if before[0] == after[0] else (Changed(item="", before=before[0], after=after[0]),)
    asked = [*after[1], *(item for item in before[1] if item not in after[1])]
    pairs = [
        (item, before[1].get(item, Answer.UNKNOWN), after[1].get(item, Answer.UNKNOWN))
        for item in asked
    ]
    return (
        *level,
        *(Changed(item=item, before=was, after=now) for item, was, now in pairs if was != now),
    )


def glance_kind(level: str) -> str:
    """The colour that goes with a level; the words say the same."""
    return {Level.ACUTE: "stop", Level.STRUCTURAL: "warn", Level.NONE_KNOWN: "ok"}[Level(level)]


def facts_of(level: str, planned: bool) -> frozenset[str]:
    """The codes that a case carries of its safety, for the rules of its steps."""
    found = {ASSESSED} if level else set()
    return frozenset(
        found | ({ACUTE} if level == Level.ACUTE else set()) | ({PLANNED} if planned else set())
    )


def hinders(facts: frozenset[str], to: State) -> str:
    """Why a case may not go to a state yet: no plan is agreed on while nobody looked at safety."""
    if to is State.PLAN_AGREED and ASSESSED not in facts:
        return (
            "Er is nog geen veiligheidsbeoordeling. Maak die eerst: een plan spreek je af als "
            "bekend is welk gevaar er is."
        )
    return ""


def _needed(text: str, sentence: str, *, limit: int = TEXT_LIMIT) -> str:
    return _too_long(text, limit=limit) if text.strip() else sentence


def _too_long(text: str, *, limit: int = TEXT_LIMIT) -> str:
    length = len(text)
    return "" if length <= limit else f"Dit is te lang: {length} tekens, er passen er {limit}."


def _not_yet(day: date | None, today: date) -> str:
    late = day is not None and day > today
    return "Deze dag moet nog komen. Kies vandaag of eerder." if late else ""
