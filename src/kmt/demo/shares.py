"""Fills the demo with sharing: one decision that was made, and one that waits for agreement.

Made by the actions the product itself uses; the case and everybody in it are invented.
"""

from datetime import timedelta
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.care.caseloads import MINE, cases
from kmt.care.queries import case
from kmt.care.rules import CARE_CASE
from kmt.demo.people import account_of
from kmt.intake.rules import VICTIM
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.queries import disclosures
from kmt.sharing.actions import begin_share, finish_draft, save_draft
from kmt.sharing.rules.answers import NO, YES, Answers, Said
from kmt.sharing.rules.phrases import NECESSITY, SUBSIDIARITY


def load() -> str:
    """Make both; harmless when repeated."""
    by = actor_for(account_of("bram"))
    if any(one.mine for one in disclosures(by)):
        return "waren er al"
    first, second = (one.id for one in cases(by, MINE).cases[:2])
    share(by, first, _to_shelter())
    share(by, second, _to_zvh())
    return "2 delingen"


def share(by: Actor, case_id: UUID, answers: Answers) -> None:
    """Share something about the person of a case, by the steps of the assistant."""
    found = case(by, case_id)
    draft_id = begin_share(
        by=by,
        object_type=CARE_CASE,
        object_id=case_id,
        subject_id=found.person_id,
        subject_label=found.person_label,
        subject_role=VICTIM,
        municipality=found.municipality,
        compartment="R2",
    )
    save_draft(by=by, draft_id=draft_id, version=1, answers=answers, leave_out=True)
    finish_draft(by=by, draft_id=draft_id)


def _to_shelter() -> Answers:
    return Answers(
        recipient="care_provider",
        purpose="P_CARE",
        data=("D01", "D06", "D13"),
        age=">=16",
        known={"provider_bound": YES, "minimum_set": YES},
        consent=Said.NOT_NEEDED,
        told="yes",
        recipient_name="Opvang Voorbeeld, mevrouw Verzonnen",
        necessity=NECESSITY[1],
        subsidiarity=SUBSIDIARITY[1],
        expires_on=clock.today() + timedelta(days=90),
        feedback_due_on=clock.today() + timedelta(days=30),
    )


def _to_zvh() -> Answers:
    return Answers(
        recipient="zvh",
        purpose="P_ZVH_INTAKE",
        data=("D01", "D12"),
        age=">=16",
        secrecy=NO,
        known={"circle_of_offender": YES, "criteria_registered": YES},
        consent=Said.NOT_ASKED,
        consent_why_not="Vragen is nu niet veilig: de dader leest mee op de telefoon.",
        told="exception",
        told_review_on=clock.today() + timedelta(days=14),
        recipient_name="Zorg- en Veiligheidshuis Voorbeeld",
        necessity=NECESSITY[2],
        subsidiarity=SUBSIDIARITY[1],
        expires_on=clock.today() + timedelta(days=90),
    )
