"""How a request for advice becomes a report: nothing is typed again, and it says where from."""

from dataclasses import dataclass

from kmt.advice.models import AdviceRequest, subject_of
from kmt.advice.queries import texts_of
from kmt.advice.rules.asking import YES
from kmt.intake.rules import Told
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid
from kmt.professionals.rules import grounds
from kmt.vault.actions import seal_text
from kmt.vocabulary.entries import UNKNOWN_FORM

ADDED_LIMIT, NAME_LIMIT, CONTACT_LIMIT = 6_000, 200, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What who asked states when it becomes a report: on which ground, and what they add.

    ``added`` may name people: a report is there for that. ``consent_now``: the person agreed
    since the question was asked.
    """

    ground: str
    reason: str = ""
    consent_now: bool = False
    added: str = ""
    anonymity: str = ""
    name: str = ""
    contact: str = ""


def check_ground(row: AdviceRequest, stated: Stated) -> None:
    """Refuse what cannot be a ground, each sentence at its field."""
    decision = grounds.may_state(
        ground=stated.ground,
        reason=stated.reason,
        secrecy=row.secrecy,
        consent=grounds.GIVEN if stated.consent_now else row.consent,
        at_home=row.at_home == YES,
    )
    wrong = {} if decision.allowed else {"ground": " ".join(decision.reasons)}
    for name, limit in (("added", ADDED_LIMIT), ("name", NAME_LIMIT), ("contact", CONTACT_LIMIT)):
        if len(getattr(stated, name)) > limit:
            wrong[name] = f"Dit is te lang: hooguit {limit} tekens."
    if wrong:
        raise Invalid("Zo kan dit nog geen melding worden.", "Je tekst staat er nog.", fields=wrong)


def told_of(row: AdviceRequest, stated: Stated) -> Told:
    """The report that comes of it, in the words of the question."""
    texts = texts_of(row)
    parts = [
        texts["situation"],
        texts.get("question", "") and f"De vraag was: {texts['question']}",
        stated.added.strip() and f"Erbij gezegd voor de melding: {stated.added.strip()}",
        f"Deze melding komt uit advies {row.number}.",
        f"Grond van wie meldt: {grounds.DUTCH[stated.ground]}.",
        stated.reason.strip() and f"Uitleg bij die grond: {stated.reason.strip()}",
    ]
    return Told(
        narrative="\n\n".join(filter(None, parts)),
        about="other",
        municipality=row.municipality,
        outside_region=row.outside_region,
        form="" if row.form == UNKNOWN_FORM else row.form,
        anonymity=stated.anonymity,
        reporter_name=stated.name.strip(),
        contact=stated.contact.strip(),
        language=row.language,
    )


def nonce_of(row: AdviceRequest) -> str:
    """One request grows once, however often it is asked."""
    return f"advice:{row.pk}"


def sealed_ground(by: Actor, row: AdviceRequest, stated: Stated) -> dict[str, object]:
    """What is kept with the request of why it grew, by column."""
    kept: dict[str, object] = {"ground": stated.ground}
    if stated.reason.strip():
        kept["ground_reason"] = seal_text(
            by=by, subject=subject_of(row.pk), column="ground_reason", text=stated.reason.strip()
        )
    return kept
