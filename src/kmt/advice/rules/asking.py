"""What may be asked and how urgent it is, decided without a database. Pure.

Advice needs nothing about who it is about. Danger comes first; violence at home and child abuse
belong to Veilig Thuis, where a professional has the right to report of Wmo 5.2.6, and only there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kmt.advice.rules.pieces import Found, Kind
from kmt.professionals.rules.grounds import CONSENTS, SECRECIES

YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = (YES, NO, UNKNOWN)
SITUATION_LIMIT, QUESTION_LIMIT, REASON_LIMIT = 8_000, 2_000, 1_000
ANSWER_LIMIT = 5_000

#: Which rule of the vocabulary gives the term: danger at once, otherwise two working days.
DANGER_TERM, TERM = "URG-U1B", "URG-U3A"

OUTCOMES = (
    "advised",
    "to_veilig_thuis",
    "to_police",
    "to_other",
    "no_answer",
    "grown",
)
#: What somebody chooses when closing; "grown" follows from the report alone.
CHOSEN_OUTCOMES = OUTCOMES[:-1]
FEEDBACKS = ("helped", "partly", "not")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks; only the situation is required. Empty is "not said"."""

    situation: str
    question: str = ""
    danger: str = UNKNOWN
    at_home: str = UNKNOWN
    capacity: str = UNKNOWN
    secrecy: str = UNKNOWN
    consent: str = UNKNOWN
    consent_reason: str = ""
    form: str = ""
    municipality: str = ""
    outside_region: bool = False
    language: str = "nl"

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by field: all of it is searched for what identifies."""
        return {
            "situation": self.situation,
            "question": self.question,
            "consent_reason": self.consent_reason,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the form has shown and heard confirmed, and which doubtful pieces are of nobody."""

    called: bool = False
    home_read: bool = False
    not_a_person: frozenset[str] = frozenset()


def term_of(question: Question) -> str:
    """Which rule gives the term to answer in."""
    return DANGER_TERM if question.danger == YES else TERM


def asks_to_call(question: Question, seen: Seen) -> bool:
    """Whether the page first says to call 112: danger, and nobody said that they called."""
    return question.danger == YES and not seen.called


def asks_to_read(question: Question, seen: Seen) -> bool:
    """Whether the page first leads to Veilig Thuis: it is about home, and that was not read."""
    return question.at_home == YES and not seen.home_read


def missing(question: Question, municipalities: Iterable[str]) -> dict[str, str]:
    """What is not whole, by field, in sentences."""
    found = {
        "situation": ""
        if question.situation.strip()
        else "Schrijf in een paar zinnen wat er speelt.",
        "municipality": ""
        if question.municipality in {"", *municipalities}
        else "Deze gemeente staat niet in de lijst. Kies er een, of laat het open.",
        "danger": "" if question.danger in ANSWERS else "Kies een antwoord uit de lijst.",
        "at_home": "" if question.at_home in ANSWERS else "Kies een antwoord uit de lijst.",
        "secrecy": "" if question.secrecy in SECRECIES else "Kies een antwoord uit de lijst.",
        "consent": "" if question.consent in CONSENTS else "Kies een antwoord uit de lijst.",
    }
    for name, limit in LIMITS.items():
        over = len(question.texts[name]) - limit
        if over > 0:
            found[name] = f"Dit is {over} tekens te lang. Maak het korter."
    return {name: sentence for name, sentence in found.items() if sentence}


LIMITS = {
    "situation": SITUATION_LIMIT,
    "question": QUESTION_LIMIT,
    "consent_reason": REASON_LIMIT,
}


def refusal(found: Iterable[Found]) -> str:
    """The sentence that names the pieces of a text that tell who somebody is; empty for none."""
    pieces = [f"«{one.text}»" for one in found]
    if not pieces:
        return ""
    return f"Hier staat iets waaraan iemand te herkennen is: {', '.join(pieces)}."


def blocks_answer(one: Found) -> bool:
    """Whether a piece may not stand in an answer: help has telephones, addresses and websites."""
    return one.sure and one.kind in _NEVER_ANSWERED


_NEVER_ANSWERED = frozenset({Kind.NAME, Kind.BSN, Kind.BIRTH_DATE, Kind.V_NUMBER, Kind.IBAN})
