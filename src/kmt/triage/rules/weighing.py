"""What may be decided about a report, and why not: pure, without Django, database or clock.

The thresholds are proposals of the house, not law: no validated Dutch scoring of indicators exists,
so nothing here adds up or weighs. A rule only asks for a reason where a choice needs one.
"""

from dataclasses import dataclass

from kmt.intake.rules import ROLES_IN_REPORT, UNKNOWN, YES

SUMMARY_LIMIT = 120
LONGEST_REASON = 1000
FEEDBACK_TERM = "FB-01"
#: Decisions (code list ``report_outcome``) that lead further than this room.
FORWARD, PGA = "signal_forwarded", "pga_proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What a triage says, with the facts of the report that the rules look at."""

    suspicion: str
    urgency: str
    urgency_reason: str
    forms: tuple[str, ...]
    outcome: str
    reasons: str
    summary: str
    safety: str = ""
    advice: str = ""
    forward_to: tuple[str, ...] = ()
    critical_observed: tuple[str, ...] = ()
    minors: str = UNKNOWN
    persons: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One reason why a triage cannot stand: at which field, the sentence, and what to do."""

    field: str
    sentence: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}"


def waits_for_second_look(outcome: str, urgency: str, configured: frozenset[str]) -> bool:
    """Whether a decision waits until a colleague agrees; in acute danger nothing waits."""
    return outcome in configured and urgency != "U1"


def may_look(*, looker: str, weigher: str, agrees: bool, reasons: str) -> tuple[Objection, ...]:
    """Whether somebody may give a second look: not their own work, and a difference has reasons."""
    found = []
    if looker == weigher:
        found.append(
            Objection(
                field="agrees",
                sentence="Je hebt deze melding zelf gewogen.",
                next_step="Vraag een collega om mee te kijken.",
            )
        )
    if not agrees and not reasons.strip():
        found.append(
            Objection(
                field="reasons",
                sentence="Je ziet het anders, en hier staat nog niet waarom.",
                next_step="Schrijf in een paar zinnen wat jij anders weegt.",
            )
        )
    return tuple(found)


def objections(weighing: Weighing) -> tuple[Objection, ...]:
    """Everything that stands in the way of this triage; none means that it may stand."""
    rules = (*_RULES_OF_CONTENT, *_RULES_OF_URGENCY, *_RULES_OF_OUTCOME)
    return tuple(found for rule in rules if (found := rule(weighing)) is not None)


def objections_to_role(role: str) -> tuple[Objection, ...]:
    """A role that persons in a report do not have."""
    if role in ROLES_IN_REPORT:
        return ()
    return (
        Objection(
            field="role",
            sentence="Kies welke rol deze persoon in de melding heeft.",
            next_step="Een andere rol dan eerder mag ook.",
        ),
    )


def objections_to_link(role: str, reason: str) -> tuple[Objection, ...]:
    """What is missing to say that somebody in a report is a person who is known."""
    found = [*objections_to_role(role)]
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        found.append(
            Objection(
                field="reason",
                sentence="Leg in een paar woorden uit waarom dit dezelfde persoon is.",
                next_step=f"Hooguit {LONGEST_REASON} tekens.",
            )
        )
    return tuple(found)


def _no_reasons(w: Weighing) -> Objection | None:
    if w.reasons.strip():
        return None
    return Objection(
        field="reasons",
        sentence="Een besluit zonder redenen kan niet.",
        next_step="Schrijf in een paar zinnen waarom je dit kiest.",
    )


def _no_summary(w: Weighing) -> Objection | None:
    if w.summary.strip() and len(w.summary) <= SUMMARY_LIMIT and "\n" not in w.summary.strip():
        return None
    return Objection(
        field="summary",
        sentence="De samenvatting is één regel, en hij mag niet leeg zijn.",
        next_step=f"Schrijf hooguit {SUMMARY_LIMIT} tekens, zonder namen.",
    )


def _no_form(w: Weighing) -> Objection | None:
    if w.forms and w.forms[0]:
        return None
    return Objection(
        field="form",
        sentence="Kies een vorm van uitbuiting.",
        next_step="Weet je het nog niet? Kies dan (nog) onbekend.",
    )


def _acute_without_reason(w: Weighing) -> Objection | None:
    if w.urgency != "U1" or w.urgency_reason.strip():
        return None
    return Objection(
        field="urgency_reason",
        sentence="Bij acuut gevaar hoort een reden.",
        next_step="Schrijf wat er nu dreigt. Bel eerst 112 als dat nog niet is gebeurd.",
    )


def _low_despite_critical(w: Weighing) -> Objection | None:
    if w.urgency != "U4" or not w.critical_observed or w.urgency_reason.strip():
        return None
    seen = ", ".join(w.critical_observed)
    return Objection(
        field="urgency_reason",
        sentence=f"Er is een kritiek signaal waargenomen ({seen}), maar je kiest U4.",
        next_step="Kies een hogere urgentie, of leg uit waarom dit kan wachten.",
    )


def _calm_despite_minor(w: Weighing) -> Objection | None:
    if w.minors != YES or w.urgency not in {"U3", "U4"} or w.urgency_reason.strip():
        return None
    return Objection(
        field="urgency_reason",
        sentence="De melder zegt dat het om een kind gaat; dat is in de regel U2.",
        next_step="Kies U1 of U2, of leg uit waarom het kan wachten.",
    )


def _care_without_person(w: Weighing) -> Objection | None:
    if w.outcome != "care_case" or w.persons:
        return None
    return Objection(
        field="person_description",
        sentence="Een zorgcasus gaat over een persoon, en die is nog niet vastgelegd.",
        next_step="Beschrijf de persoon hieronder, of leg hem of haar eerst vast bij de melding.",
    )


def _care_without_suspicion(w: Weighing) -> Objection | None:
    if w.outcome != "care_case" or w.suspicion != "none":
        return None
    return Objection(
        field="outcome",
        sentence="Zonder vermoeden van mensenhandel start hier geen zorgcasus.",
        next_step="Kies advies, of kies hoe sterk het vermoeden is.",
    )


def _dropped_despite_danger(w: Weighing) -> Objection | None:
    if w.outcome != "no_follow_up" or (w.urgency != "U1" and w.suspicion != "strong"):
        return None
    return Objection(
        field="outcome",
        sentence="Bij acuut gevaar of een sterk vermoeden past 'geen vervolg' niet.",
        next_step="Kies een ander vervolg, of pas urgentie en vermoeden aan.",
    )


def _acute_question_open(w: Weighing) -> Objection | None:
    if not w.critical_observed or w.safety:
        return None
    seen = ", ".join(w.critical_observed)
    return Objection(
        field="safety",
        sentence=f"Er is een kritiek signaal waargenomen ({seen}): vraag of er nu gevaar is.",
        next_step="Kies een antwoord. Bij acuut gevaar bel je eerst 112.",
    )


def _acute_but_not_urgent(w: Weighing) -> Objection | None:
    if w.safety != "acute" or w.urgency == "U1":
        return None
    return Objection(
        field="urgency",
        sentence="Bij acuut gevaar hoort U1.",
        next_step="Kies U1, of pas het antwoord over de veiligheid aan.",
    )


def _advice_without_advice(w: Weighing) -> Objection | None:
    if w.outcome != "advice" or w.advice.strip():
        return None
    return Objection(
        field="advice",
        sentence="Je kiest advies, maar er staat niet welk advies.",
        next_step="Schrijf in een paar zinnen wat je adviseert, of kies een ander vervolg.",
    )


def _forward_to_nobody(w: Weighing) -> Objection | None:
    if w.outcome != FORWARD or w.forward_to:
        return None
    return Objection(
        field="forward_to",
        sentence="Je kiest doorzetten, maar niet naar wie.",
        next_step="Kies een of meer ontvangers. Er gaat nog niets weg: dat besluit je daarna.",
    )


def _pga_without_person(w: Weighing) -> Objection | None:
    if w.outcome != PGA or w.persons:
        return None
    return Objection(
        field="person_description",
        sentence="Een voorstel voor de persoonsgerichte aanpak gaat over een persoon.",
        next_step="Beschrijf de persoon hieronder, of leg hem of haar eerst vast bij de melding.",
    )


_RULES_OF_CONTENT = (_no_form, _no_summary, _no_reasons)
_RULES_OF_URGENCY = (
    _acute_question_open,
    _acute_but_not_urgent,
    _acute_without_reason,
    _low_despite_critical,
    _calm_despite_minor,
)
_RULES_OF_OUTCOME = (
    _advice_without_advice,
    _forward_to_nobody,
    _pga_without_person,
    _care_without_person,
    _care_without_suspicion,
    _dropped_despite_danger,
)
