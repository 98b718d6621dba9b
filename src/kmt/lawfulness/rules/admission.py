"""Admission of a case to the ZVH: four criteria, recorded before anything else.

BGS 2.20: (a) problems of the betrokkene or the family, (b) on several life areas with criminogenic
factors, (c) leading to serious nuisance, crime or unsafe situations by the betrokkene, (d) several
domains needed for a plan that works. All four, or the case is refused and its data go
(BGS 1.16(1)(b)); no record, no intake (BGS 2.20(3)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

CRITERIA = {
    "a": "er zijn problemen bij de betrokkene of het gezin",
    "b": "op meer leefgebieden, met criminogene factoren",
    "c": "ze leiden tot ernstige overlast, misdrijven of onveiligheid door de betrokkene",
    "d": "meer domeinen zijn nodig voor een plan dat werkt",
}
#: Our own proposal: the decree says "destroy or anonymise" and gives no term (retention row T03).
DESTROY_AFTER = timedelta(days=14)


class AdmissionOutcome(StrEnum):
    """Taken in, refused, or not yet decided as the law asks."""

    ADMIT = "ADMIT"
    REFUSE = "REFUSE"
    BLOCK = "BLOCK"


class Informed(StrEnum):
    """Whether the betrokkene was told (BGS 1.3); an exception has a reason and a re-check date."""

    YES = "yes"
    EXCEPTION = "exception"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionRecord:
    """The statutory record (law README section 5); a criterion that nobody weighed is None."""

    criteria: Mapping[str, bool | None] = field(default_factory=dict)
    explained: frozenset[str] = frozenset()
    recorded_in_joint_system: bool = False
    decided_by_participants: bool = False
    lawful_at_source: bool = False
    accuracy_checked: bool = False
    involved_chosen: bool = False
    informed: Informed = Informed.NO
    first_datum_on: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The outcome, why, what is still missing, and until when refused data may stay."""

    outcome: AdmissionOutcome
    sentence: str
    missing: tuple[str, ...] = ()
    destroy: bool = False
    destroy_before: date | None = None


def admit(record: AdmissionRecord) -> Admission:
    """Whether a case may be taken in; one criterion that is not met refuses it."""
    unmet = [name for name in CRITERIA if record.criteria.get(name) is False]
    if unmet:
        return _refused(record, unmet)
    missing = tuple(sentence for sentence, there in _needed(record) if not there)
    if missing:
        return Admission(
            outcome=AdmissionOutcome.BLOCK,
            sentence="De casus kan nog niet worden opgenomen (BGS 2.20): "
            + "; ".join(missing)
            + ".",
            missing=missing,
        )
    return Admission(
        outcome=AdmissionOutcome.ADMIT,
        sentence="Aan alle vier criteria is voldaan en de uitkomst is vastgelegd (BGS 2.20).",
    )


def _refused(record: AdmissionRecord, unmet: list[str]) -> Admission:
    named = "; ".join(f"{name} ({CRITERIA[name]})" for name in unmet)
    return Admission(
        outcome=AdmissionOutcome.REFUSE,
        sentence=f"Niet toegelaten: aan criterium {named} is niet voldaan. Vernietig of "
        "anonimiseer de gegevens hier (BGS 2.20(1), 1.16(1)(b)).",
        destroy=True,
        destroy_before=record.decided_on + DESTROY_AFTER if record.decided_on else None,
    )


def _needed(record: AdmissionRecord) -> tuple[tuple[str, bool], ...]:
    weighed = all(record.criteria.get(name) for name in CRITERIA)
    return (
        ("elk criterium a tot en met d moet gewogen zijn (BGS 2.20(1))", weighed),
        (
            "de uitkomst moet eerst in het gezamenlijke systeem staan (BGS 2.20(3))",
            record.recorded_in_joint_system,
        ),
        ("elk criterium heeft een toelichting nodig", record.explained >= CRITERIA.keys()),
        ("de bron moet het gegeven mogen hebben (BGS 1.5)", record.lawful_at_source),
        ("de juistheid moet nagegaan zijn (BGS 1.6)", record.accuracy_checked),
        (
            "de deelnemers van WGS 2.27, eerste lid, beslissen (WGS 2.31(2)(3))",
            record.decided_by_participants,
        ),
        ("de betrokken deelnemers moeten gekozen zijn (WGS 2.31(4))", record.involved_chosen),
        (
            "de betrokkene moet het weten, of er is een uitzondering (BGS 1.3)",
            record.informed is not Informed.NO,
        ),
        (
            "de dag van het eerste persoonsgegeven moet vaststaan (WGS 1.8(7))",
            record.first_datum_on is not None,
        ),
    )


def victim_enters_as(*, causes_harm: bool, circle_of_offender: bool) -> str:
    """As whom a victim can enter the ZVH: ``betrokkene``, ``direct_circle``, or not at all ("").

    BGS 2.20(1)(c), 2.19; the reading for victims is our own (matrix row M056).
    """
    if causes_harm:
        return "betrokkene"
    return "direct_circle" if circle_of_offender else ""


def may_link(*, direct_circle: bool, problems_depend: bool, necessary: bool) -> bool:
    """Whether the plans of two persons may be aligned (BGS 2.20(2)): all three."""
    return direct_circle and problems_depend and necessary
