"""Consent: who gives it at which age, what may follow what, and what it means for sharing.

Consent is per purpose and recipient. UAVG 5: from sixteen one consents oneself, under sixteen a
parent or guardian does. Where the Wmo or the duty of confidence of care providers asks for it, from
twelve (Wmo 5.3.3(2); BW 7:465). Who cannot oversee it is represented. Help never depends on it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmt.kernel.refusals import ALLOWED, Decision

SELF = "self"
#: Who consents for somebody else; Nidos is the guardian of unaccompanied minors.
REPRESENTATIVES = frozenset({"parent", "guardian", "nidos", "representative"})
FORMS = frozenset({"written", "spoken"})
ADULT_FROM = 16
CARE_FROM = 12
#: Purposes where the law lets somebody of twelve decide (Wmo 5.3.3(2)).
CARE_PURPOSES = frozenset({"P_CARE"})


#: For what and with whom a person is asked, of the codes of the sharing matrix.
ASKED_FOR = ("P_CARE", "P_REGISTRATION", "P_CRIME", "P_SIGNAL", "P_ZVH_INTAKE")
ASKED_ABOUT = (
    *("care_provider", "comensha", "police_avim", "police", "om", "municipal_domain"),
    *("veilig_thuis", "ggd", "rvdk", "certified_institution", "professional", "other_desk"),
)


class State(StrEnum):
    """How far a consent is; ``expired`` is never written down but follows from the date."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


#: What may follow what. Asking again is always allowed; taking back needs something given.
NEXT: dict[State, frozenset[State]] = {
    State.NOT_ASKED: frozenset({State.ASKED, State.GIVEN, State.REFUSED}),
    State.ASKED: frozenset({State.ASKED, State.GIVEN, State.REFUSED}),
    State.GIVEN: frozenset({State.ASKED, State.GIVEN, State.WITHDRAWN}),
    State.REFUSED: frozenset({State.ASKED, State.GIVEN}),
    State.WITHDRAWN: frozenset({State.ASKED, State.GIVEN}),
    State.EXPIRED: frozenset({State.ASKED, State.GIVEN, State.REFUSED, State.WITHDRAWN}),
}
_ANSWERS = frozenset({State.GIVEN, State.REFUSED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One step as somebody writes it down: what was said, by whom, and until when it holds.

    ``age`` None is unknown and counts as grown up, as in the sharing matrix; ``capable``: whether
    the person can oversee what is asked.
    """

    state: State
    given_by: str = ""
    age: int | None = None
    capable: bool = True
    form: str = ""
    valid_until: date | None = None
    note: str = ""


def may_record(said: Said, before: State, purpose: str, today: date) -> Decision:
    """Whether this step may be written down."""
    return Decision.of(
        "" if said.state in NEXT[before] else _NOT_AFTER[said.state],
        _wrong_speaker(said, purpose) if said.state in _ANSWERS else "",
        _wrong_form(said) if said.state is State.GIVEN else "",
        _wrong_term(said, today),
    )


def decides_self(age: int | None, capable: bool, purpose: str) -> bool:
    """Whether the person decides, or somebody for them."""
    start = CARE_FROM if purpose in CARE_PURPOSES else ADULT_FROM
    return capable and (age is None or age >= start)


def state_on(state: State, valid_until: date | None, today: date) -> State:
    """The state on a day: what was given holds up to and including its last day."""
    over = valid_until is not None and valid_until < today
    return State.EXPIRED if state is State.GIVEN and over else state


def facts_of(state: State, given_by: str) -> frozenset[str]:
    """What a consent establishes for the sharing matrix (``conditions.csv`` of lawfulness)."""
    if state is State.NOT_ASKED:
        return frozenset()
    if state is State.GIVEN:
        whose = "consent_client" if given_by == SELF else "consent_representative"
        return frozenset({"consent_asked", whose})
    if state in {State.REFUSED, State.WITHDRAWN}:
        return frozenset({"consent_asked", "consent_refused"})
    return frozenset({"consent_asked"})


def may_help(state: State) -> Decision:
    """Help goes on whatever was answered: nobody is helped less for a refusal (AVG 7(4))."""
    return ALLOWED


def _wrong_speaker(said: Said, purpose: str) -> str:
    self_decides = decides_self(said.age, said.capable, purpose)
    if said.given_by == SELF and not self_decides:
        return (
            "Deze persoon beslist hier niet zelf over: een ouder, voogd of vertegenwoordiger doet "
            "dat. Vraag de persoon wel wat die ervan vindt."
        )
    if said.given_by in REPRESENTATIVES and self_decides:
        return "Deze persoon beslist hier zelf over; een ander kan dat niet in de plaats doen."
    if said.given_by not in REPRESENTATIVES | {SELF}:
        return "Kies wie het heeft gezegd: de persoon zelf, een ouder, voogd of vertegenwoordiger."
    return ""


def _wrong_form(said: Said) -> str:
    return "" if said.form in FORMS else "Kies hoe het is gegeven: schriftelijk of mondeling."


def _wrong_term(said: Said, today: date) -> str:
    if said.valid_until is None or (said.state is State.GIVEN and said.valid_until >= today):
        return ""
    if said.state is not State.GIVEN:
        return "Alleen een toestemming die is gegeven, heeft een einddatum."
    return "De einddatum is al voorbij. Kies vandaag of later."


_NOT_AFTER = {
    State.ASKED: "",
    State.GIVEN: "",
    State.REFUSED: "Wie toestemming gaf, weigert niet maar trekt in. Kies ingetrokken.",
    State.WITHDRAWN: "Er is geen toestemming gegeven die kan worden ingetrokken.",
    State.NOT_ASKED: "Wat gevraagd is, kan niet meer ongevraagd worden.",
    State.EXPIRED: "Verlopen volgt uit de einddatum en wordt niet vastgelegd.",
}
