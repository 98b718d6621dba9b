"""Deciding about what the job proposed: destroy, or keep with a reason and an end. Pure.

What a term of the law destroys by itself is nobody's to keep; only a legal hold stops it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kmt.retention.states import Choice
from kmt.vocabulary.durations import add_months

STILL_NEEDED, INTEREST, LAW = "still_needed", "interest_of_other", "law_opposes"
KEEP_REASONS = {
    STILL_NEEDED: "redelijkerwijs nog nodig (voor zorg of ondersteuning: Wmo 5.3.4)",
    INTEREST: "een aanmerkelijk belang van een ander verzet zich (Wmo 5.3.5, UAVG 41)",
    LAW: "een wet verzet zich tegen vernietiging (Wmo 5.3.5, AVG 17(3))",
}
#: Codes, never free text: a hold says something about a procedure, not about a person.
HOLD_REASONS = {
    "criminal": "strafrechtelijk onderzoek of strafzaak",
    "lawsuit": "rechtszaak of bezwaar",
    "complaint": "klacht in behandeling",
    "supervision": "onderzoek van een toezichthouder of audit",
    "restriction": "verzoek om beperking van de betrokkene (AVG 18)",
}
LONGEST_MONTHS = 60
HOLD_REVIEW_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person chose about a proposal."""

    choice: Choice
    reason: str = ""
    until: date | None = None


def decision_problems(
    verdict: Verdict, *, by_itself: bool, asked: bool, today: date
) -> Mapping[str, str]:
    """What is wrong with a choice, per field of the form; empty when it can be kept."""
    if by_itself:
        said = "Dit gaat vanzelf: de termijn is op. Alleen een bewaarplicht houdt het tegen."
        return {"choice": said}
    if verdict.choice is Choice.DESTROY:
        return {}
    found = {"reason": _reason(verdict.reason, asked), "until": ""}
    if not asked:
        found["until"] = _until(verdict.until, today, LONGEST_MONTHS)
    return {name: problem for name, problem in found.items() if problem}


def hold_problems(reason: str, review_on: date | None, today: date) -> Mapping[str, str]:
    """What is wrong with a legal hold, per field; it is looked at again within a year."""
    found = {
        "reason": "" if reason in HOLD_REASONS else "Kies waarom dit bewaard moet blijven.",
        "review_on": _until(review_on, today, HOLD_REVIEW_MONTHS),
    }
    return {name: problem for name, problem in found.items() if problem}


def request_problems(asked_on: date | None, today: date, kind: str) -> Mapping[str, str]:
    """What is wrong with a request to destroy: a care file or a report (Wmo 5.3.5, AVG 17)."""
    late = asked_on is None or asked_on > today
    found = {
        "number": ""
        if kind
        else "Zo'n verzoek gaat over een zorgdossier of een melding (Wmo 5.3.5, AVG 17).",
        "asked_on": "Vul de dag van het verzoek in, niet na vandaag." if late else "",
    }
    return {name: problem for name, problem in found.items() if problem}


def _reason(reason: str, asked: bool) -> str:
    fits = {INTEREST, LAW} if asked else {STILL_NEEDED}
    return "" if reason in fits else f"Kies een reden die hier past: {_listed(fits)}."


def _listed(codes: set[str]) -> str:
    return "; of ".join(KEEP_REASONS[code] for code in sorted(codes))


def _until(until: date | None, today: date, months: int) -> str:
    last = add_months(today, months)
    if until is not None and today < until <= last:
        return ""
    return f"Vul een dag in na vandaag, en niet later dan {last:%d-%m-%Y}."
