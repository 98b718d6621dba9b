"""Taking a case over from another region: a report with its origin, and a case of it.

A care case needs a report in this house (who it came from, when, how it was weighed). The smallest
lawful way is the one that reports of the desk go: the package comes in as a report of the channel
"another region", is weighed as handed to care by a named process with the rights of the desk and
no others, and the coordinator opens the case of it. Nothing of the weighing is made up: it says
that a region handed over.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.access.actors import REPORTER, system_actor
from kmt.access.permissions import Permission
from kmt.care.actions import open_case
from kmt.care.joining import set_due, working_on
from kmt.care.rules import NewAction
from kmt.exchange.enclosing import kept_here
from kmt.exchange.gathering import identity_of
from kmt.exchange.package import Package
from kmt.intake.actions import submit_report, take_up
from kmt.intake.queries import report_for_care
from kmt.intake.rules import CARE, NAMED, PersonToAdd, Told
from kmt.kernel.actor import Actor
from kmt.partners.region import region
from kmt.triage.actions import record_triage
from kmt.triage.rules import Weighing
from kmt.triage.rules.places import Places
from kmt.vocabulary.entries import UNKNOWN_FORM
from kmt.vocabulary.queries import FORMS, codes_of

CHANNEL = "other_region"
ROOM = "exchange"
_DESK = frozenset(
    {
        Permission.INTAKE_REPORT_LIST,
        Permission.INTAKE_REPORT_READ,
        Permission.INTAKE_REPORT_TRIAGE,
        Permission.VAULT_PERSON_REGISTER,
        Permission.VAULT_REACH_DESK,
        Permission.LAWFULNESS_DISCLOSURE_DECIDE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the coordinator decides when taking over: which municipality, and what happens first."""

    municipality: str
    first: str
    due: date
    urgency: str = "U3"


def take_over(by: Actor, found: Package, taken: Taken) -> UUID:
    """Make the report and the case; returns the case. Inside the act of its caller."""
    process = system_actor("handover", purpose="P_CARE", permissions=_DESK)
    origin = f"{found.sender.name}, {found.sender.contact}".strip(", ")
    received = submit_report(
        by=REPORTER,
        told=Told(
            narrative=f"Overgedragen door {found.sender.name}: {found.reason}",
            about="person",
            municipality=taken.municipality,
            anonymity=NAMED,
            reporter_name=origin,
            channel=CHANNEL,
        ),
        nonce=f"handover:{found.id}",
    )
    take_up(by=process, report_id=received.report_id, version=1)
    record_triage(
        by=process,
        report_id=received.report_id,
        version=2,
        weighing=_weighing(found, taken),
        answers={},
        person=PersonToAdd(identity=identity_of(found)),
    )
    report = report_for_care(by, received.report_id)
    case_id = open_case(
        by=by,
        report_id=report.id,
        person_id=report.persons[0].id,
        forms=_forms(found),
        places=Places(residence=taken.municipality),
        first=NewAction(what=taken.first, due=taken.due),
    )
    with working_on(by, case_id, reason="handover"):
        _take_actions(by, case_id, found)
        kept_here(by, case_id, found)
    return case_id


def places_offered() -> tuple[tuple[str, str], ...]:
    """The municipalities of this region."""
    return region().places


def _forms(found: Package) -> tuple[str, ...]:
    known = [one for one in found.forms if one in codes_of(FORMS)]
    return tuple(known) or (UNKNOWN_FORM,)


def _weighing(found: Package, taken: Taken) -> Weighing:
    return Weighing(
        suspicion="serious",
        urgency=taken.urgency,
        urgency_reason="",
        forms=_forms(found),
        outcome=CARE,
        reasons=(
            f"Overdracht tussen regio's: {found.sender.name} gaf de zorgcoördinatie over van casus "
            f"{found.case}. Hier niet opnieuw gewogen."
        ),
        summary=found.summary[:200],
    )


def _take_actions(by: Actor, case_id: UUID, found: Package) -> None:
    """What was open there is open here, with its day and its rule; its owner is now here."""
    for number, one in enumerate(found.actions):
        owner = f" ({one.owner})" if one.owner else ""
        set_due(
            by,
            case_id,
            room=ROOM,
            key=f"taken-{number}",
            what=f"{one.what}{owner}",
            due=one.due,
            rule=one.rule,
        )
