"""From what was typed to the question of the sharing matrix, and to the record of the decision."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from kmt.lawfulness.entries import Matrix
from kmt.lawfulness.expressions import CONSENTS, OTHER, SELF
from kmt.lawfulness.rules.ages import AGE_OF, UNKNOWN
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked, Told
from kmt.lawfulness.rules.sharing import REFUSED_CONSENT
from kmt.sharing.rules.answers import GIVEN, NO, YES, Answers, Said, Start
from kmt.sharing.rules.supplying import SUPPLIED

#: Facts that are read from the record, and that nobody can tick.
DERIVED = CONSENTS | SUPPLIED | {REFUSED_CONSENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is on record elsewhere: the consents of the person, what suppliers said, who agreed."""

    consent: frozenset[str] = frozenset()
    supplied: frozenset[str] = frozenset()
    limits: str = ""
    agreed: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Known()


def recorded_consent(facts: Set[str]) -> ConsentState | None:
    """What the person answered by the record; None when there is no answer."""
    if REFUSED_CONSENT in facts:
        return ConsentState.REFUSED
    if SELF in facts:
        return ConsentState.SELF
    return ConsentState.REPRESENTATIVE if OTHER in facts else None


def consent_state(answers: Answers, known: Known) -> ConsentState:
    """The record first; without an answer there, only "not asked" or "not needed" can be said."""
    recorded = recorded_consent(known.consent)
    if recorded is not None:
        return recorded
    said = Said(answers.consent) if answers.consent in set(Said) else Said.NOT_NEEDED
    return ConsentState.NOT_ASKED if said is Said.NOT_ASKED else ConsentState.NOT_NEEDED


def with_claim(known: Known, answers: Answers) -> Known:
    """The same as if the answer about consent were on record already: to advise before saving."""
    if recorded_consent(known.consent) or answers.consent not in set(Said):
        return known
    said = Said(answers.consent)
    if said in GIVEN:
        facts = {"consent_asked", SELF if said.by_self else OTHER}
    elif said.state is ConsentState.REFUSED:
        facts = {"consent_asked", REFUSED_CONSENT}
    else:
        return known
    return replace(known, consent=frozenset(facts))


def request_of(start: Start, answers: Answers, known: Known) -> ShareRequest:
    """The question; what nobody answered is not established, and secrecy holds until denied."""
    ticked = {fact for fact, said in answers.known.items() if said == YES} - DERIVED
    asked = known.consent & {"consent_asked"}
    return ShareRequest(
        compartment=start.compartment,
        sender=start.sender,
        recipient=answers.recipient,
        purpose=answers.purpose,
        data=frozenset(answers.data),
        subject=start.subject_role,
        age=AGE_OF.get(answers.age),
        secrecy=answers.secrecy != NO,
        facts=frozenset(ticked | asked | known.supplied),
        not_so=frozenset(fact for fact, said in answers.known.items() if said == NO) - DERIVED,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a share is about, and where that person belongs."""

    municipality: str
    subject_id: UUID
    subject_label: str


def asked_of(
    about: About, start: Start, answers: Answers, known: Known, *, matrix: Matrix, today: date
) -> DisclosureAsked:
    """The whole record of the decision, as it stands."""
    limits = "\n".join(filter(None, (known.limits, answers.supplier_limits)))
    return DisclosureAsked(
        request=request_of(start, answers, known),
        municipality=about.municipality,
        subject_id=about.subject_id,
        subject_label=about.subject_label,
        recipient_name=answers.recipient_name,
        necessity=answers.necessity,
        subsidiarity=answers.subsidiarity,
        consent=consent_state(answers, known),
        expires_on=answers.expires_on or today,
        left_out=left_out_words(answers, matrix),
        consent_why_not=answers.consent_why_not,
        supplier_limits=limits,
        told=Told(answers.told) if answers.told in set(Told) else Told.NO,
        told_review_on=answers.told_review_on,
        feedback_due_on=answers.feedback_due_on,
        approved_by={**answers.outside, **known.agreed},
    )


def left_out_words(answers: Answers, matrix: Matrix) -> str:
    """What stays behind and why, one line per kind of data."""
    return "\n".join(
        f"{matrix.dutch('data', code)}: {why}" for code, why in sorted(answers.left_out.items())
    )


def unsaid(answers: Answers, known: Known) -> dict[str, str]:
    """What must be said before there can be a decision, beside what the record itself asks."""
    consent = "" if recorded_consent(known.consent) else answers.consent
    return {
        name: sentence
        for name, value, sentence in (
            ("age", answers.age, "Kies een leeftijd; is die niet bekend, kies dan dat."),
            ("told", answers.told, "Zeg of de persoon weet dat dit wordt gedeeld."),
            ("consent", consent or recorded_consent(known.consent), _CONSENT),
            ("expires_on", answers.expires_on, "Kies tot wanneer dit besluit geldt."),
        )
        if not value
    }


_CONSENT = "Zeg of er om toestemming is gevraagd en wat het antwoord was."


def age_words(age: str) -> str:
    """An age band in words."""
    return {
        "<12": "jonger dan 12",
        "12-15": "12 tot en met 15",
        ">=16": "16 of ouder",
        UNKNOWN: "niet bekend; behandeld als kind",
    }.get(age, "")
