"""Handing a report to care: a transfer that follows from the triage, and how a report comes back.

The desk fills in nothing extra: basis and minimum set follow from what was weighed (row X001 of
the sharing matrix). Urgent help waits for no form.
"""

from datetime import date, timedelta

from kmt.intake.reading import PersonInReport, Standing
from kmt.intake.retained import REPORT
from kmt.intake.rules import SUBJECTS, VICTIM
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_transfer, propose_transfer
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked, Told
from kmt.lawfulness.rules.transferring import TransferAsked

DESK, CARE = "R1", "R2"
DATA = frozenset({"D01", "D17"})
RECIPIENT = "Zorgcoördinatie van het kenniscentrum"
NECESSITY = "De triage koos een zorgcasus: zonder te weten om wie het gaat kan niemand helpen."
SUBSIDIARITY = "Minder dan wie het is en één regel over wat er speelt is niet genoeg om te helpen."
LEFT_OUT = (
    "Het verhaal van de melder, wie de melder is, de meegestuurde bestanden, de weging, en wie "
    "alleen verdachte of getuige is: voor de eerste hulp is dat niet nodig."
)
OFFERED_FOR = timedelta(weeks=6)


def transfer_to_care(by: Actor, report: Standing, today: date, facts: frozenset[str]) -> None:
    """Propose the transfer and decide it for everybody it is about; again for who comes later."""
    transfer_id = propose_transfer(by=by, asked=_proposal(report))
    for one in _about(report.persons):
        decide_transfer(by=by, transfer_id=transfer_id, asked=_decision(report, one, today, facts))


def _about(persons: tuple[PersonInReport, ...]) -> list[PersonInReport]:
    """The victims; in a report that names none, everybody it names."""
    found = list(persons)
    return [one for one in found if one.role == VICTIM] or found


def _proposal(report: Standing) -> TransferAsked:
    return TransferAsked(
        object_type=REPORT,
        object_id=report.id,
        label=report.number,
        municipality=report.municipality,
        compartment=DESK,
        to_compartment=CARE,
        sender="kmt_intake",
        recipient="care_coordinator",
        purpose="P_SIGNAL",
        data=DATA,
        necessity=NECESSITY,
        left_out=LEFT_OUT,
    )


def _decision(
    report: Standing, one: PersonInReport, today: date, facts: frozenset[str]
) -> DisclosureAsked:
    return DisclosureAsked(
        request=ShareRequest(
            compartment=DESK,
            sender="kmt_intake",
            recipient="care_coordinator",
            purpose="P_SIGNAL",
            data=DATA,
            subject=SUBJECTS.get(one.role, "unknown"),
            facts=facts | {"receiver_has_basis", "minimum_set"},
        ),
        municipality=report.municipality,
        subject_id=one.id,
        subject_label=one.label,
        recipient_name=RECIPIENT,
        necessity=NECESSITY,
        subsidiarity=SUBSIDIARITY,
        left_out=LEFT_OUT,
        consent=ConsentState.NOT_NEEDED,
        told=Told.NO,
        expires_on=today + OFFERED_FOR,
    )
