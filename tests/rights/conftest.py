"""What the tests of rights share: Samira, about whom two reports and a case exist, and who asks.

Nobody here exists. The reporter of the first report gave a name and a number; neither may ever
reach a copy.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from kmt.access.actors import REPORTER
from kmt.care.actions import add_note, open_case
from kmt.care.rules import EventKind, NewAction
from kmt.intake import actions as intake
from kmt.intake.queries import report_detail
from kmt.intake.rules import NAMED, PersonToAdd, Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from kmt.rights import actions, queries
from kmt.rights.reading import RequestRead
from kmt.rights.rules.asking import Age, Asked, Asker, Danger, Kind
from kmt.rights.rules.exceptions import GRANTED, Verdict
from kmt.triage import actions as triage_actions
from kmt.triage.rules import Weighing
from kmt.triage.rules.places import Places
from kmt.vault.rules import Identity

HENGELO = "GM0164"
NAME, BORN, PHONE = "Samira Verzonnen", date(1999, 4, 12), "06-87654321"
REPORTER_NAME, REPORTER_PHONE = "Okke Zwijgzaam", "06-12345678"
TELLING = f"Ik ben {REPORTER_NAME}, haar buurman. Zij moet elke dag werken."
ACCOUNT = "Samira vertelde over de woning aan de kade."


@dataclass(frozen=True, kw_only=True)
class File:
    """What the house holds of Samira."""

    person: UUID
    report: UUID
    case: UUID


@pytest.fixture
def file(db, desk: Actor, coordinator: Actor) -> File:
    """A report by somebody with a name, a case with a note and an action, and one share."""
    report = intake.submit_report(
        by=REPORTER,
        told=Told(
            narrative=TELLING,
            municipality=HENGELO,
            anonymity=NAMED,
            reporter_name=REPORTER_NAME,
            contact=REPORTER_PHONE,
        ),
        nonce=uuid4().hex,
    ).report_id
    intake.take_up(by=desk, report_id=report, version=1)
    triage_actions.record_triage(
        by=desk,
        report_id=report,
        version=2,
        weighing=Weighing(
            suspicion="serious",
            urgency="U2",
            urgency_reason="",
            forms=("LAB",),
            outcome="care_case",
            reasons="Er zijn meer signalen.",
            summary="Vrouw werkt zonder loon.",
        ),
        answers={"A1": "observed"},
        person=PersonToAdd(identity=Identity(name=NAME, birth_date=BORN, contact=PHONE)),
    )
    person = report_detail(desk, report).persons[0]
    case = open_case(
        by=coordinator,
        report_id=report,
        person_id=person.id,
        forms=["LAB"],
        places=Places(residence=HENGELO),
        first=NewAction(
            what="Opvang regelen", due=clock.today() + timedelta(days=3), owner="Vriendin Marloes"
        ),
    )
    add_note(
        by=coordinator,
        case_id=case,
        kind=EventKind.CONTACT_PERSON,
        text=ACCOUNT,
        happened_on=clock.today(),
        token=uuid4(),
    )
    _share(coordinator, person.id, person.label)
    return File(person=person.id, report=report, case=case)


def share(person: UUID, label: str) -> DisclosureAsked:
    """A count for the national registration: what may be shared without consent."""
    return DisclosureAsked(
        request=ShareRequest(
            compartment="R2",
            sender="care_coordinator",
            recipient="comensha",
            purpose="P_REGISTRATION",
            data=frozenset({"K_COUNT"}),
            subject="victim",
        ),
        municipality=HENGELO,
        subject_id=person,
        subject_label=label,
        recipient_name="CoMensha",
        necessity="Telling.",
        subsidiarity="Minder kan niet.",
        consent=ConsentState.REFUSED,
        expires_on=clock.today(),
    )


def _share(coordinator: Actor, person: UUID, label: str) -> None:
    decide_disclosure(by=coordinator, asked=share(person, label))


def asked(**changes: object) -> Asked:
    """A request of Samira herself, to see what there is."""
    values: dict[str, object] = {
        "kind": Kind.INSPECTION,
        "asker": Asker.SELF,
        "age": Age.FROM_16,
        "received_on": clock.today(),
        "proof_seen": False,
        "danger": Danger.NO,
        "requester": NAME,
        "about": NAME,
        "wish": "Ik wil weten wat er over mij staat.",
        "safe_way": "Ik kom het zelf halen.",
    }
    return Asked(**{**values, **changes})


@dataclass
class Handling:
    """A request in the hands of the privacy officer: each step reads the version anew."""

    officer: Actor
    id: UUID
    number: str
    log: list[str] = field(default_factory=list)

    @property
    def now(self) -> RequestRead:
        """The request as it stands."""
        return queries.request(self.officer, self.id)

    def do(self, action: Callable[..., object], **values: object) -> object:
        """One action with the version of now."""
        return action(by=self.officer, request_id=self.id, version=self.now.version, **values)

    def checked(self) -> "Handling":
        """It is settled who asks."""
        self.do(actions.check_identity, how="document", proof_seen=False)
        return self

    def about(self, *persons: UUID) -> "Handling":
        """Settled too: about whom."""
        self.checked().do(actions.tie_persons, persons=list(persons))
        return self

    def decide(self, compartment: str, verdict: Verdict | None = None, **withheld: str) -> None:
        """Decide about one compartment; granted unless said otherwise."""
        self.do(
            actions.decide_compartment,
            compartment=compartment,
            verdict=verdict or Verdict(outcome=GRANTED, reasons="Dit mag u zien."),
            withheld=dict(withheld.get("pieces", {})) if withheld else {},
        )

    def decide_all(self, verdict: Verdict | None = None) -> "Handling":
        """The same decision about every compartment that holds something."""
        for part in queries.gathered(self.officer, self.id).compartments:
            self.decide(part.code, verdict)
        return self


@pytest.fixture
def ask(privacy_officer: Actor, desk: Actor) -> Callable[..., Handling]:
    """Somebody asks something at the desk; the privacy officer takes over."""

    def make(**changes: object) -> Handling:
        number = actions.take_request(by=desk, asked=asked(**changes), token=uuid4())
        lines = queries.worklist(privacy_officer).running
        request_id = next(one.id for one in lines if one.number == number)
        return Handling(officer=privacy_officer, id=request_id, number=number)

    return make
