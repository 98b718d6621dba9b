"""On which ground of their own a professional tells the centre something. Pure.

There is no right to report to a centre against trafficking: Wmo 5.2.6 gives one to Veilig Thuis,
and only there. So who has a duty of secrecy states what ends it for them. The centre does not
judge that ground; it refuses what cannot be one and keeps what was stated.
Sources: AVG 6(1) and 9(2)(a)(c); WGS 2.29(2) for the ways out of secrecy; Wmo 5.2.6; the sharing
matrix, rows of sender ``professional_secrecy``.
"""

from kmt.kernel.refusals import Decision
from kmt.lawfulness.rules.reporting_right import may_rely_on_reporting_right

#: What somebody's own secrecy is. Medical and youth secrecy end with consent, a duty or a conflict
#: of duties; secrecy of an office (Awb 2:5) is the employer's to lift.
NO_SECRECY_OF_OWN, OFFICE, MEDICAL, YOUTH, OTHER = "none", "office", "medical", "youth", "other"
UNKNOWN = "unknown"
SECRECIES = (NO_SECRECY_OF_OWN, OFFICE, MEDICAL, YOUTH, OTHER, UNKNOWN)
STRICT = frozenset({MEDICAL, YOUTH, OTHER})

GIVEN, REFUSED, NOT_ASKED = "given", "refused", "not_asked"
CONSENTS = (GIVEN, REFUSED, NOT_ASKED, UNKNOWN)

CONSENT, DUTY, POWER = "consent", "statutory_duty", "statutory_power"
CONFLICT, VITAL, NO_SECRECY = "conflict_of_duties", "vital_interest", "no_secrecy"
GROUNDS = (CONSENT, DUTY, POWER, CONFLICT, VITAL, NO_SECRECY)
#: Offered too, because people think that it exists; always refused, with the way that there is.
REPORTING_RIGHT = "reporting_right"
OFFERED = (*GROUNDS, REPORTING_RIGHT)
#: Grounds that are a weighing of one's own: they come with words.
WITH_REASON = frozenset({DUTY, POWER, CONFLICT, VITAL})
LONGEST_REASON = 1_000

#: How a ground is named in the report that rests on it.
DUTCH = {
    CONSENT: "uitdrukkelijke toestemming van de persoon",
    DUTY: "een eigen wettelijke plicht om te melden",
    POWER: "een eigen wettelijke bevoegdheid om te melden",
    CONFLICT: "een conflict van plichten (beroepsgeheim tegenover ernstig gevaar)",
    VITAL: "een levensbelang van de persoon of van een ander",
    NO_SECRECY: "geen beroepsgeheim; melden hoort bij de eigen taak of gebeurt als burger",
}


def may_state(*, ground: str, reason: str, secrecy: str, consent: str, at_home: bool) -> Decision:
    """Whether a report can rest on this ground; the reasons say what else there is."""
    if ground == REPORTING_RIGHT:
        concern = "child_abuse" if at_home else ""
        return may_rely_on_reporting_right(recipient="kmt", concern=concern)
    return Decision.of(
        "" if ground in GROUNDS else "Kies op welke grond je dit vertelt.",
        _no_consent(ground, consent),
        _has_secrecy(ground, secrecy),
        "Leg in een paar woorden uit waarom deze grond er is."
        if ground in WITH_REASON and not reason.strip()
        else "",
        f"De uitleg is te lang: hooguit {LONGEST_REASON} tekens."
        if len(reason) > LONGEST_REASON
        else "",
    )


def _no_consent(ground: str, consent: str) -> str:
    if ground != CONSENT or consent == GIVEN:
        return ""
    return (
        "Je zegt niet dat de persoon toestemming gaf. Vraag het eerst, of kies een andere grond "
        "en leg die uit."
    )


def _has_secrecy(ground: str, secrecy: str) -> str:
    if ground != NO_SECRECY or secrecy not in STRICT:
        return ""
    return (
        "Je gaf aan dat je een beroepsgeheim hebt. Dan is een eigen taak niet genoeg: kies "
        "toestemming, een wettelijke plicht of bevoegdheid, of een conflict van plichten."
    )
