"""What may be decided about a report, and why not: pure, without Django, database or clock.

The thresholds are proposals of the house, not law: no validated Dutch scoring of indicators exists,
so nothing here adds up or weighs. A rule only asks for a reason where a choice needs one.
"""

from dataclasses import dataclass, replace
from datetime import date

from kmt.kernel.refusals import Decision
from kmt.vault.rules import Identity

NARRATIVE_LIMIT = 20_000
YES, NO, UNKNOWN = "yes", "no", "unknown"
ANONYMOUS, WITHHELD, NAMED = "anonymous_to_centre", "name_withheld_from_subject", "named"
VICTIM = "victim"
ROLES_IN_REPORT = (VICTIM, "offender", "witness", "family", "child", "reporter_contact")
#: The outcome that hands a report to care.
CARE = "care_case"
#: Whom the sharing matrix knows in a report: of nobody else it says that something may be shared.
SUBJECTS = {VICTIM: "victim", "offender": "suspect"}
#: A place outside the region: somebody else's municipality, so no code of ours.
ELSEWHERE = "elsewhere"
NO_DECISION_YET = "undecided"

#: Which rule of the vocabulary gives the term, by the urgency that the desk chose.
TERM_OF = {"U1": "URG-U1B", "U2": "URG-U2", "U3": "URG-U3B", "U4": "URG-U4"}


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
class PersonToAdd:
    """Someone to put in the vault from a report: what is known, and their part in it."""

    identity: Identity
    role: str = VICTIM


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
