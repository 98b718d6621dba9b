"""What may be decided about a report, and why not: pure, without Django, database or clock.

The thresholds are proposals of the house, not law: no validated Dutch scoring of indicators exists,
so nothing here adds up or weighs. A rule only asks for a reason where a choice needs one.
"""

from dataclasses import dataclass, replace
from datetime import date

from kmt.kernel.refusals import Decision
from kmt.vault.rules import Identity

NARRATIVE_LIMIT = 20_000
SUMMARY_LIMIT = 120
YES, NO, UNKNOWN = "yes", "no", "unknown"
ANONYMOUS, WITHHELD, NAMED = "anonymous_to_centre", "name_withheld_from_subject", "named"
VICTIM = "victim"
ROLES_IN_REPORT = (VICTIM, "offender", "witness", "family", "child", "reporter_contact")
#: The outcome that hands a report to care.
CARE = "care_case"
LONGEST_REASON = 1000
#: Whom the sharing matrix knows in a report: of nobody else it says that something may be shared.
SUBJECTS = {VICTIM: "victim", "offender": "suspect"}
#: A place outside the region: somebody else's municipality, so no code of ours.
ELSEWHERE = "elsewhere"
NO_DECISION_YET = "undecided"
FEEDBACK = ("given", "not_possible", "not_safe")

#: Which rule of the vocabulary gives the term, by the urgency that the desk chose.
TERM_OF = {"U1": "URG-U1B", "U2": "URG-U2", "U3": "URG-U3B", "U4": "URG-U4"}
FEEDBACK_TERM = "FB-01"

#: Failed codes in ten minutes, in the whole house, before the next one is asked to wait.


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a reporter told; only the narrative is required. Empty is "not said"."""

    narrative: str
    about: str = ""
    wants_advice: bool = False
    municipality: str = ""
    outside_region: bool = False
    place: str = ""
    online: str = ""
    happened: str = ""
    ongoing: str = UNKNOWN
    at_risk: str = ""
    minors: str = UNKNOWN
    form: str = ""
    anonymity: str = ""
    reporter_name: str = ""
    contact: str = ""
    contact_terms: tuple[tuple[str, str], ...] = ()
    language: str = "nl"
    #: By which way it came in: a code of the list ``channel``.
    channel: str = "web_form"


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
    critical_observed: tuple[str, ...] = ()
    minors: str = UNKNOWN
    persons: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonToAdd:
    """Someone to put in the vault from a report: what is known, and their part in it."""

    identity: Identity
    role: str = VICTIM


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One reason why a triage cannot stand: at which field, the sentence, and what to do."""

    field: str
    sentence: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}"


#: What makes contact safe, besides the way itself: when, in which language, which word we say
#: first so that the reporter knows that it is us, and who else may answer.
CONTACT_TERMS = ("contact_when", "contact_language", "code_word", "may_answer")

#: From how many days before its last day a report without a decision says so in red.
ROUTE_WARNING = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteClock:
    """How long a report may still wait for its decision (T32): route or destroy."""

    last_day: date
    today: date

    @property
    def days_left(self) -> int:
        """Days until the last day; below zero it is over."""
        return (self.last_day - self.today).days

    @property
    def over(self) -> bool:
        """Whether the term is over: a person decides about destroying it."""
        return self.days_left < 0

    @property
    def near(self) -> bool:
        """Whether the last day is within a week."""
        return 0 <= self.days_left <= ROUTE_WARNING


def to_keep(told: Told) -> Told:
    """What may be kept of the reporter: of an anonymous one neither name nor contact.

    Who left the question open gets the most careful answer that loses nothing they gave.
    """
    gave_contact = bool(told.reporter_name or told.contact or told.contact_terms)
    anonymity = told.anonymity or (WITHHELD if gave_contact else ANONYMOUS)
    if anonymity == ANONYMOUS:
        return replace(told, anonymity=anonymity, reporter_name="", contact="", contact_terms=())
    return replace(told, anonymity=anonymity)


def may_submit(told: Told, municipalities: frozenset[str]) -> Decision:
    """Whether what was told can be taken in: there is a story, not too long, and a known place."""
    too_long = len(told.narrative) - NARRATIVE_LIMIT
    return Decision.of(
        "" if told.narrative.strip() else "Schrijf in een paar woorden wat er gebeurt.",
        f"Het verhaal is {too_long} tekens te lang." if too_long > 0 else "",
        ""
        if told.municipality in municipalities | {""}
        else "Deze gemeente staat niet in de lijst. Kies er een, of laat het open.",
    )


def first_term(told: Told) -> str:
    """Which rule gives the term of a report nobody has weighed yet.

    Who says that it is about a minor is read within a day: that is U2 in the scheme of urgencies,
    and whether it is so is for the desk to find out.
    """
    return TERM_OF["U2"] if told.minors == YES else "URG-U3A"


def kind_of(told: Told) -> str:
    """The kind of report (code list ``report_kind``) that follows from the answers."""
    if told.wants_advice:
        return "advice_request"
    if told.about == "place":
        return "signal_location_business"
    return "care_request" if told.about == "self" else "signal_person"


def objections(weighing: Weighing) -> tuple[Objection, ...]:
    """Everything that stands in the way of this triage; none means that it may stand."""
    rules = (*_RULES_OF_CONTENT, *_RULES_OF_URGENCY, *_RULES_OF_OUTCOME)
    return tuple(found for rule in rules if (found := rule(weighing)) is not None)


def objections_to_link(role: str, reason: str) -> tuple[Objection, ...]:
    """What is missing to say that somebody in a report is a person who is known."""
    found = []
    if role not in ROLES_IN_REPORT:
        found.append(
            Objection(
                field="role",
                sentence="Kies welke rol deze persoon in de melding heeft.",
                next_step="Een andere rol dan eerder mag ook.",
            )
        )
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        found.append(
            Objection(
                field="reason",
                sentence="Leg in een paar woorden uit waarom dit dezelfde persoon is.",
                next_step=f"Hooguit {LONGEST_REASON} tekens.",
            )
        )
    return tuple(found)


def may_close(*, outcome: str, taken: bool, feedback: str) -> Decision:
    """A report closes after its feedback; one for care not before care has taken it."""
    return Decision.of(
        "" if feedback in FEEDBACK else "Kies hoe de melder iets terughoort, of waarom niet.",
        "Zorgcoördinatie heeft deze melding nog niet opgepakt. Sluit haar daarna."
        if outcome == "care_case" and not taken
        else "",
    )


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


_RULES_OF_CONTENT = (_no_form, _no_summary, _no_reasons)
_RULES_OF_URGENCY = (_acute_without_reason, _low_despite_critical, _calm_despite_minor)
_RULES_OF_OUTCOME = (_care_without_person, _care_without_suspicion, _dropped_despite_danger)
