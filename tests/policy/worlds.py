"""Makes a world: a municipality with a fresh report, one that waits for care, and a case."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kmt.care.actions import open_case
from kmt.care.rules import NewAction, Places
from kmt.intake.actions import record_triage, submit_report, take_up
from kmt.intake.queries import report_detail
from kmt.intake.rules import PersonToAdd, Told, Weighing
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.vault.rules import Identity

#: What is posted where a page only takes a form; an empty form is enough to see who may post it.
FORMS: dict[str, dict[str, str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The objects of one municipality that an address can name."""

    municipality: str
    fresh: UUID
    waiting: UUID
    case: UUID


def make_world(reporter: Actor, desk: Actor, coordinator: Actor, municipality: str) -> World:
    """Two reports and a case in one municipality, made as the people themselves would."""
    fresh = _report(reporter, municipality, "fresh")
    waiting = _report(reporter, municipality, "waiting")
    _weigh(desk, waiting)
    led = _report(reporter, municipality, "led")
    _weigh(desk, led)
    case = open_case(
        by=coordinator,
        report_id=led,
        person_id=report_detail(desk, led).persons[0].id,
        forms=["LAB"],
        places=Places(residence=municipality),
        first=NewAction(what="Bellen", due=clock.today() + timedelta(days=2)),
    )
    return World(municipality=municipality, fresh=fresh, waiting=waiting, case=case)


def parameters(address: str, world: World | None) -> dict[str, UUID]:
    """What an address needs to name an object of this world."""
    if world is None:
        return {}
    if address == "care:open":
        return {"report_id": world.waiting}
    return {"case_id": world.case} if address.startswith("care:") else {"report_id": world.fresh}


def _report(reporter: Actor, municipality: str, nonce: str) -> UUID:
    told = Told(
        narrative=f"Verzonnen verhaal {nonce} in {municipality}.", municipality=municipality
    )
    return submit_report(by=reporter, told=told, nonce=f"{nonce}-{municipality}").report_id


def _weigh(desk: Actor, report_id: UUID) -> None:
    take_up(by=desk, report_id=report_id, version=report_detail(desk, report_id).version)
    record_triage(
        by=desk,
        report_id=report_id,
        version=report_detail(desk, report_id).version,
        weighing=Weighing(
            suspicion="serious",
            urgency="U3",
            urgency_reason="",
            forms=("LAB",),
            outcome="care_case",
            reasons="Verzonnen reden.",
            summary="Verzonnen samenvatting",
        ),
        answers={"A1": "observed"},
        person=PersonToAdd(identity=Identity(description="man, ongeveer 30")),
    )
