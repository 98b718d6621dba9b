"""Handing a report on: to care or to the person-centred approach, by a transfer of the triage.

The desk fills in nothing extra: basis and minimum set follow from what was weighed (rows X001 and
X003 of the sharing matrix). Urgent help waits for no form; the desk stays responsible until the
receiver accepts.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from kmt.intake.reading import PersonInReport, Standing
from kmt.intake.retained import REPORT
from kmt.intake.rules import SUBJECTS, VICTIM
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_transfer, propose_transfer
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked, Told
from kmt.lawfulness.rules.transferring import TransferAsked

DESK = "R1"
SENDER, PURPOSE = "kmt_intake", "P_SIGNAL"
OFFERED_FOR = timedelta(weeks=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """Who takes a report over: its compartment, what goes, and why no less will do."""

    compartment: str
    recipient: str
    name: str
    data: frozenset[str]
    necessity: str
    subsidiarity: str
    left_out: str
    victims_only: bool


CARE = Receiving(
    compartment="R2",
    recipient="care_coordinator",
    name="Zorgcoördinatie van het kenniscentrum",
    data=frozenset({"D01", "D17"}),
    necessity="De triage koos een zorgcasus: zonder te weten om wie het gaat kan niemand helpen.",
    subsidiarity="Minder dan wie het is en één regel over wat er speelt is niet genoeg om te "
    "helpen.",
    left_out="Het verhaal van de melder, wie de melder is, de meegestuurde bestanden, de weging, "
    "en wie alleen verdachte of getuige is: voor de eerste hulp is dat niet nodig.",
    victims_only=True,
)
PGA = Receiving(
    compartment="R3",
    recipient="zvh",
    name="Zorg- en Veiligheidshuis",
    data=frozenset({"D01"}),
    necessity="De triage stelt een persoonsgerichte aanpak voor: het Zorg- en Veiligheidshuis "
    "moet weten om wie het gaat om te beslissen of het de casus aanneemt.",
    subsidiarity="Er gaat alleen mee wie het is. De rest wordt pas gedeeld als de casus is "
    "aangenomen.",
    left_out="Het verhaal van de melder, wie de melder is, de meegestuurde bestanden en de weging: "
    "voor het besluit over aannemen is dat niet nodig.",
    victims_only=False,
)


def hand(by: Actor, report: Standing, to: Receiving, today: date, facts: frozenset[str]) -> None:
    """Propose the transfer and decide it for everybody it is about; again for who comes later."""
    transfer_id = propose_transfer(by=by, asked=_proposal(report, to))
    for one in _about(report.persons, to):
        asked = _decision(report, one, to, today, facts)
        decide_transfer(by=by, transfer_id=transfer_id, asked=asked)


def _about(persons: tuple[PersonInReport, ...], to: Receiving) -> list[PersonInReport]:
    """To care go the victims, or everybody of a report that names none; else victim and suspect."""
    roles = {VICTIM} if to.victims_only else set(SUBJECTS)
    return [one for one in persons if one.role in roles] or list(persons)


def _proposal(report: Standing, to: Receiving) -> TransferAsked:
    return TransferAsked(
        object_type=REPORT,
        object_id=report.id,
        label=report.number,
        municipality=report.municipality,
        compartment=DESK,
        to_compartment=to.compartment,
        sender=SENDER,
        recipient=to.recipient,
        purpose=PURPOSE,
        data=to.data,
        necessity=to.necessity,
        left_out=to.left_out,
    )


def _decision(
    report: Standing, one: PersonInReport, to: Receiving, today: date, facts: frozenset[str]
) -> DisclosureAsked:
    return DisclosureAsked(
        request=ShareRequest(
            compartment=DESK,
            sender=SENDER,
            recipient=to.recipient,
            purpose=PURPOSE,
            data=to.data,
            subject=SUBJECTS.get(one.role, "unknown"),
            facts=facts | {"receiver_has_basis", "minimum_set"},
        ),
        municipality=report.municipality,
        subject_id=one.id,
        subject_label=one.label,
        recipient_name=to.name,
        necessity=to.necessity,
        subsidiarity=to.subsidiarity,
        left_out=to.left_out,
        consent=ConsentState.NOT_NEEDED,
        told=Told.NO,
        expires_on=today + OFFERED_FOR,
    )
