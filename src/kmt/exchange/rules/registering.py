"""A registration at CoMensha: with a name or as a count, complete or not, and which step may be.

M016 of the sharing matrix: the care coordinator may give the national set on consent. Without
consent a count that leads to nobody goes (X002). The police, the KMar and the labour inspectorate
must report by themselves, on a ground of their own (Bpolg 4:2); that is not a ground for the care
coordinator.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmt.exchange.fields import Field
from kmt.exchange.states import Guard, Status, step
from kmt.kernel.refusals import Decision

UNKNOWN = "unknown"
REGISTRATION, SHELTER = "registration", "registration_shelter"
WORDS_LIMIT = 2000
Values = Mapping[str, tuple[str, ...]]


class Mode(StrEnum):
    """With a name, or as a count that leads to nobody."""

    IDENTIFIED = "identified"
    COUNT = "count"


class Consent(StrEnum):
    """How the consent for registration stands in the vault; the codes are those of the vault."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


#: Somebody said no, or not any more: a name that was sent must be taken back.
SAYS_NO = frozenset({Consent.REFUSED, Consent.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a step of a registration depends on.

    ``other_basis``: two people found another basis than consent. ``shared``: a decision to share
    with CoMensha stands. ``file_made``: the file was made of what is in it now.
    """

    state: Status
    mode: Mode
    dossier_type: str
    consent: Consent
    other_basis: bool = False
    shared: bool = False
    file_made: bool = False
    missing: tuple[str, ...] = ()


def mode_by_rule(consent: Consent, *, other_basis: bool = False) -> Mode:
    """With a name on consent, or on another basis that two people agreed on; else a count."""
    named = consent is Consent.GIVEN or other_basis
    return Mode.IDENTIFIED if named else Mode.COUNT


def why_mode(consent: Consent, *, other_basis: bool = False) -> str:
    """The sentence that says why it goes with a name, or as a count."""
    if other_basis and consent is not Consent.GIVEN:
        return "Twee collega's vonden een andere grondslag dan toestemming."
    return _WHY[consent]


def named_no_more(standing: Standing) -> str:
    """What must happen now that a registration with a name has lost its ground; else empty.

    AVG 7(3): withdrawing does not undo what was sent before, but nothing goes on with it.
    """
    lost = standing.mode is Mode.IDENTIFIED and standing.consent is not Consent.GIVEN
    if not lost or standing.other_basis or standing.state is Status.WITHDRAWN:
        return ""
    if standing.state in {Status.SENT, Status.CONFIRMED, Status.UPDATED, Status.RETURNED}:
        return (
            "De toestemming voor deze registratie geldt niet meer, en de gegevens zijn al bij "
            "CoMensha. Neem de registratie nu terug: bel of schrijf CoMensha dat de gegevens van "
            "deze persoon weg moeten, en leg vast wat ze antwoordden. Een telling mag blijven."
        )
    return (
        "De toestemming geldt niet meer: er gaat niets met naam. Toets de grondslag opnieuw, dan "
        "wordt het een telling."
    )


def missing(values: Values, known: Collection[Field], dossier_type: str) -> tuple[str, ...]:
    """What must still be answered, a sentence for each; "unknown" is an answer."""
    left = [one.dutch for one in known if one.needed and not values.get(one.code)]
    found = [f"Vul nog in (onbekend mag ook): {', '.join(left)}."] if left else []
    said = {one.code for one in known if values.get(one.code)}
    codes = {one.code for one in known}
    if values.get("earlier_reported") == ("yes",) and "earlier_reported_by" in codes - said:
        found.append("Schrijf op door wie al is gemeld, of zet onbekend aan.")
    if dossier_type == SHELTER:
        found += [
            f"Voor opvang is nodig: {one.dutch}."
            for one in known
            if one.code in {"shelter_type", "urgent_on", "safety_notes"} and one.code not in said
        ]
        if values.get("shelter_wanted") == ("no",):
            found.append("Het dossiertype vraagt om opvang, maar opvang staat op nee.")
    return tuple(found)


def wrong(values: Values, today: date) -> dict[str, str]:
    """What cannot be so, per field: years that do not follow, a day of an interview to come."""
    found: dict[str, str] = {}
    first, last = (_number(values.get(code)) for code in ("year_from", "year_to"))
    for code, year in (("year_from", first), ("year_to", last)):
        if year is not None and not 1950 <= year <= today.year:
            found[code] = f"Kies een jaar van 1950 tot en met {today.year}."
    if first is not None and last is not None and last < first:
        found["year_to"] = "Dit jaar ligt voor het jaar waarin het begon."
    interview = "".join(values.get("intake_interview_on", ()))
    if interview and interview != UNKNOWN and interview > today.isoformat():
        found["intake_interview_on"] = "Deze dag moet nog komen."
    chosen = values.get("forms", ())
    if len(chosen) > 1 and {"UNK", "NONE"} & set(chosen):
        found["forms"] = "Kies onbekend, of de vormen die bekend zijn; niet allebei."
    return found


def may_step(
    standing: Standing, to: Status, *, number: str = "", reason: str = "", new_type: str = ""
) -> Decision:
    """Whether a registration may go to a state now; a step that is not in the table never may."""
    found = step(standing.state, to)
    if found is None:
        return Decision.refuse("Deze stap bestaat niet vanuit de stand van deze registratie.")
    lost = "" if to in {Status.WITHDRAWN, Status.DRAFT} else _lost(standing, to)
    return Decision.of(lost, *_GUARDS[found.guard](standing, number, reason, new_type))


def may_make_file(standing: Standing) -> Decision:
    """Whether the file may be made: basis checked, and with a name only on a decision to share."""
    named = standing.mode is Mode.IDENTIFIED
    return Decision.of(
        _lost(standing, Status.SENT),
        "" if standing.state is Status.BASIS_CHECKED else "Toets eerst de grondslag.",
        _NOT_SHARED if named and not standing.shared else "",
    )


def may_have_type(dossier_type: str, mode: Mode, known: Collection[str]) -> Decision:
    """Whether a dossier type fits: a count asks for no help, so it is a registration only."""
    return Decision.of(
        "" if dossier_type in known else "Kies een dossiertype uit de lijst.",
        "Een telling zonder naam kan niet om opvang of advies vragen: dan is het dossiertype "
        "Registratie."
        if mode is Mode.COUNT and dossier_type != REGISTRATION
        else "",
    )


def may_decide_basis(*, proposed_by: str, asked_by: str, decided: bool, reasons: str) -> Decision:
    """Whether somebody may decide on another basis: the second person, once, with reasons."""
    return Decision.of(
        "Wie de andere grondslag voorstelt, beslist er niet zelf over."
        if proposed_by == asked_by
        else "",
        "Hierover is al beslist." if decided else "",
        "" if reasons.strip() else "Leg uit waarom wel of niet.",
    )


def _lost(standing: Standing, to: Status) -> str:
    """A name without a ground goes nowhere; when the basis is checked anew it becomes a count."""
    named = standing.mode is Mode.IDENTIFIED
    lost = named and standing.consent is not Consent.GIVEN and not standing.other_basis
    return named_no_more(standing) if lost and to is not Status.BASIS_CHECKED else ""


def _ready(standing: Standing, number: str, reason: str, new_type: str) -> tuple[str, ...]:
    return standing.missing


def _file_made(standing: Standing, number: str, reason: str, new_type: str) -> tuple[str, ...]:
    named = standing.mode is Mode.IDENTIFIED
    return (
        "" if standing.file_made else "Maak eerst het bestand dat je verstuurt.",
        _NOT_SHARED if named and not standing.shared else "",
    )


def _asked(standing: Standing, number: str, reason: str, new_type: str) -> tuple[str, ...]:
    asked = standing.consent is Consent.ASKED
    return ("" if asked else "Er is nu geen vraag om toestemming die op antwoord wacht.",)


def _number_said(standing: Standing, number: str, reason: str, new_type: str) -> tuple[str, ...]:
    return ("" if number.strip() else "Vul het nummer in dat CoMensha gaf.",)


def _reason_said(standing: Standing, number: str, reason: str, new_type: str) -> tuple[str, ...]:
    return ("" if reason.strip() else "Schrijf op waarom.",)


def _other_type(standing: Standing, number: str, reason: str, new_type: str) -> tuple[str, ...]:
    same = new_type in {"", standing.dossier_type}
    return (
        "Kies een ander dossiertype dan het nu heeft." if same else "",
        "" if reason.strip() else "Schrijf op waarom het dossiertype verandert.",
    )


def _nothing(standing: Standing, number: str, reason: str, new_type: str) -> tuple[str, ...]:
    return ()


_GUARDS = {
    Guard.NONE: _nothing,
    Guard.CONSENT_ASKED: _asked,
    Guard.READY: _ready,
    Guard.FILE_MADE: _file_made,
    Guard.NUMBER: _number_said,
    Guard.REASON: _reason_said,
    Guard.OTHER_TYPE: _other_type,
}


def _number(value: tuple[str, ...] | None) -> int | None:
    text = "".join(value or ())
    return int(text) if text.isdigit() else None


_NOT_SHARED = (
    "Een bestand met naam is delen met CoMensha: neem daar eerst een besluit over "
    "(Deel met CoMensha)."
)
_WHY = {
    Consent.GIVEN: "Er is toestemming voor de registratie: ze gaat met naam.",
    Consent.NOT_ASKED: "Er is nog niet om toestemming gevraagd: het is een telling zonder naam.",
    Consent.ASKED: "De persoon heeft nog niet geantwoord: tot dan is het een telling zonder naam.",
    Consent.REFUSED: "De persoon wil dit niet: het is een telling zonder naam. De hulp gaat door.",
    Consent.WITHDRAWN: "De toestemming is ingetrokken: het is een telling zonder naam.",
    Consent.EXPIRED: "De toestemming is verlopen: vraag haar opnieuw, tot dan is het een telling.",
}
