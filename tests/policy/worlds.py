"""Makes a world: a municipality with a fresh report, one that waits for care, and a case."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.advice.actions import ask
from kmt.advice.rules.asking import Question, Seen
from kmt.attachments.actions import keep
from kmt.attachments.files import SentFile
from kmt.attachments.models import Attachment
from kmt.attachments.owners import FileOwner
from kmt.attachments.states import PASSED
from kmt.care.actions import open_case
from kmt.care.queries import case
from kmt.care.rules import NewAction
from kmt.conversation.queries import for_desk
from kmt.intake.actions import submit_report, take_up
from kmt.intake.queries import report_detail
from kmt.intake.rules import PersonToAdd, Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from kmt.lawfulness.transfers import waiting_transfer
from kmt.partners.actions import create_account, give_role
from kmt.professionals.actions import give_link, make_key
from kmt.professionals.models import PartnerKey, ReportingLink
from kmt.professionals.rules.codes import LinkAsked
from kmt.reception.actions import keep_draft
from kmt.reception.rules import DraftContent
from kmt.rights.actions import take_request
from kmt.rights.models import RightsRequest
from kmt.sharing.actions import begin_share
from kmt.shelter.actions import place, request_shelter
from kmt.shelter.given import Placed, Wanted
from kmt.teamwork.actions import let_in
from kmt.teamwork.actions.letting_in import Letting
from kmt.teamwork.models import LetIn
from kmt.tracks.actions import enter
from kmt.tracks.queries import entered
from kmt.tracks.rules import Entry
from kmt.triage.actions import record_triage
from kmt.triage.rules import Weighing
from kmt.triage.rules.places import Places
from kmt.vault.actions import record_consent
from kmt.vault.rules import Identity
from kmt.vault.rules.consenting import Said, State
from tests.conference.worlds import Table, make_table
from tests.dossier.worlds import Kept, make_kept
from tests.exchange.worlds import Exchanged, make_exchanged
from tests.policy.outlook import Addresses
from tests.rights.conftest import asked
from tests.sent_files import picture

#: What is posted where a page only takes a form; an empty form is enough to see who may post it.
FORMS: dict[str, dict[str, str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The objects of one municipality that an address can name."""

    municipality: str
    fresh: UUID
    waiting: UUID
    case: UUID
    coordinator: UUID
    person: UUID
    step: UUID
    draft: UUID
    disclosure: UUID
    transfer: UUID
    request: UUID
    advice: UUID
    file: UUID
    conversation: UUID
    link: UUID
    key: UUID
    typed: UUID
    bed: UUID
    stay: UUID
    track_event: UUID
    part: UUID
    exchanged: Exchanged
    table: Table
    kept: Kept
    outlook: Addresses = field(default_factory=dict)


def make_world(
    reporter: Actor,
    desk: Actor,
    coordinator: Actor,
    municipality: str,
    outlook: Addresses | None = None,
) -> World:
    """Two reports and a case in one municipality, made as the people themselves would."""
    fresh = _report(reporter, municipality, "fresh")
    waiting = _report(reporter, municipality, "waiting")
    _weigh(desk, waiting)
    led = _report(reporter, municipality, "led")
    _weigh(desk, led)
    person = report_detail(desk, led).persons[0].id
    led_case = open_case(
        by=coordinator,
        report_id=led,
        person_id=person,
        forms=["LAB"],
        places=Places(residence=municipality),
        first=NewAction(what="Bellen", due=clock.today() + timedelta(days=2)),
    )
    return World(
        municipality=municipality,
        fresh=fresh,
        waiting=waiting,
        case=led_case,
        coordinator=UUID(coordinator.id),
        person=person,
        step=_consent(coordinator, person),
        draft=_draft(coordinator, led_case, municipality),
        disclosure=_disclosure(coordinator, municipality),
        transfer=transfer_waiting(coordinator, waiting),
        request=_request(desk),
        advice=_advice(reporter, municipality),
        file=_file(desk, fresh),
        conversation=_conversation(desk, fresh),
        link=_link(desk, municipality),
        key=_key(municipality),
        typed=_typed(desk, municipality),
        bed=request_shelter(
            by=coordinator, case_id=led_case, wanted=Wanted(kind="omm", urgency="tonight")
        ),
        stay=place(
            by=coordinator,
            case_id=led_case,
            placed=Placed(kind="crisis_bed", start=clock.today(), organisation="kadera"),
        ),
        track_event=_track_event(coordinator, led_case),
        part=_part(coordinator, led_case, municipality),
        exchanged=make_exchanged(coordinator, led_case, f"X{municipality}"),
        table=make_table(coordinator, led_case),
        kept=make_kept(coordinator, led_case),
        outlook=outlook or {},
    )


def parameters(address: str, world: World | None) -> dict[str, UUID]:
    """What an address needs to name an object of this world."""
    if world is None:
        return {}
    if address in world.outlook:
        return world.outlook[address]
    lawful = {"transfer": world.transfer, "disclosure": world.disclosure}
    if (thing := address.removeprefix("lawfulness:")) in lawful:
        return {f"{thing}_id": lawful[thing]}
    named = {
        "care:colleague": {"account": world.coordinator},
        "duty:assign": {"object_id": world.case},
        "partners:account": {"account_id": world.coordinator},
        "care:open": {"report_id": world.waiting},
        "shelter:request": {"case_id": world.case, "request_id": world.bed},
        "shelter:share": {"case_id": world.case, "request_id": world.bed},
        "shelter:location": {"case_id": world.case, "stay_id": world.stay},
        "plan:domain": {"case_id": world.case, "place": 1},
        "plan:keep": {"case_id": world.case, "place": 1},
        "persons:consent_document": {"person_id": world.person, "step_id": world.step},
        "teamwork:case_part": {"case_id": world.case, "part_id": world.part},
        "teamwork:part": {"part_id": world.part},
        "teamwork:feed": {"token": world.part},
        "tracks:track": {"case_id": world.case, "slug": "verblijf"},
        "tracks:correct": {"case_id": world.case, "event_id": world.track_event},
    }
    going = {"case_id": world.case, "package_id": world.exchanged.going}
    came = {"package_id": world.exchanged.came}
    named |= {
        "exchange:package_file": going,
        "exchange:received": came,
        "exchange:receipt": came,
        "exchange:other_basis": {"basis_id": world.exchanged.basis},
    }
    table = {"conference_id": world.table.conference}
    item, seat = {"item_id": world.table.item}, {"participant_id": world.table.outsider}
    named |= {
        "conference:propose": {"kind": "zorgcasus", "object_id": world.case},
        "conference:conference": table,
        "conference:calendar": table,
        "conference:item": item,
        "conference:table": item,
        "conference:share": {**item, **seat},
        "conference:minutes": seat,
        "conference:minutes_pdf": seat,
    }
    kept, file = world.kept, {"case_id": world.case, "assessment_id": world.kept.assessment}
    named |= {
        "dossier:version": {"version_id": kept.version},
        "dossier:made": {"case_id": world.case, "version_id": kept.version},
        "dossier:document": {"case_id": world.case, "document_id": kept.document},
        "dossier:letter": {"case_id": world.case, "code": "consent"},
        "dossier:assessment": file,
        "dossier:export": file,
        "dossier:finding": {**file, "key": "nieuw"},
    }
    if address in named:
        return named[address]
    if address == "professionals:partner":
        return {"slug": "vtt"}
    rooms: dict[str, dict[str, UUID | str]] = {
        "advice": {"request_id": world.advice},
        "attachments": {"file_id": world.file},
        "care": {"case_id": world.case},
        "dossier": {"case_id": world.case},
        "safety": {"case_id": world.case},
        "exchange": {"case_id": world.case},
        "situation": {"case_id": world.case},
        "plan": {"case_id": world.case},
        "shelter": {"case_id": world.case},
        "connections": {"object_id": world.fresh},
        "conversation": {"conversation_id": world.conversation},
        "persons": {"person_id": world.person},
        "professionals": {"key_id": world.key}
        if address.endswith("revoke")
        else {"link_id": world.link},
        "reception": {"draft_id": world.typed},
        "rights": {"request_id": world.request},
        "tracks": {"case_id": world.case},
        "teamwork": {"case_id": world.case},
        "sharing": {"subject_id" if address.endswith("supplied") else "draft_id": world.draft},
    }
    return rooms.get(address.partition(":")[0], {"report_id": world.fresh})


def _track_event(coordinator: Actor, case_id: UUID) -> UUID:
    """A step in a procedure of the case."""
    entry = Entry(step="police_contact", on=clock.today(), told_by="police")
    enter(by=coordinator, case_id=case_id, entry=entry, token=uuid4())
    return entered(coordinator, case_id)[0].id


def _part(coordinator: Actor, case_id: UUID, municipality: str) -> UUID:
    """Somebody of another organisation is let into the case, on a decision to share."""
    found = case(coordinator, case_id)
    wanted = frozenset({Permission.PARTNERS_ACCOUNT_MANAGE})
    by = system_actor("test", purpose="test", permissions=wanted)
    partner = create_account(
        by=by,
        email=f"partner-{municipality.lower()}@example.org",
        name="Paul Partner",
        password="een lang wachtwoord voor een test",
        screening_valid_until=date(2099, 1, 1),
        training_valid_until=date(2099, 1, 1),
    )
    give_role(by=by, account=partner, organisation="GGD", role="chain_partner_reader")
    until = clock.today() + timedelta(days=30)
    ground = decide_disclosure(
        by=coordinator,
        asked=DisclosureAsked(
            request=ShareRequest(
                compartment="R2",
                sender="care_coordinator",
                recipient="care_provider",
                purpose="P_CARE",
                data=frozenset({"D13"}),
                subject="victim",
                facts=frozenset({"provider_bound", "minimum_set"}),
            ),
            municipality=municipality,
            subject_id=found.person_id,
            subject_label=found.person_label,
            recipient_name="GGD Twente",
            necessity="Verzonnen reden.",
            subsidiarity="Verzonnen reden.",
            consent=ConsentState.NOT_NEEDED,
            expires_on=until,
        ),
    )
    asked = Letting(
        account=str(partner.id), ground=f"disclosure:{ground}", until=until, why="Verzonnen."
    )
    let_in(by=coordinator, case_id=case_id, asked=asked, token=uuid4())
    with gate_open(coordinator):
        return LetIn.objects.get(case_id=case_id).id


def transfer_waiting(coordinator: Actor, report_id: UUID) -> UUID:
    """The transfer of a report that waits for care."""
    found = waiting_transfer(coordinator, "report", report_id)
    assert found
    return found


def _request(desk: Actor) -> UUID:
    """Somebody asks the desk for their own data."""
    number = take_request(by=desk, asked=asked(), token=uuid4())
    with gate_open(desk):
        return RightsRequest.objects.get(number=number).id


def _typed(desk: Actor, municipality: str) -> UUID:
    """A call about this municipality that the desk is typing."""
    content = DraftContent(narrative="Een verzonnen gesprek.", municipality=municipality)
    return keep_draft(by=desk, content=content).draft_id


def _link(desk: Actor, nonce: str) -> UUID:
    """A code that the desk gave to an organisation."""
    asked = LinkAsked(organisation="VTT", purpose="verzonnen", standing=True)
    give_link(by=desk, asked=asked, nonce=nonce)
    with gate_open(desk):
        return ReportingLink.objects.latest("made_at").id


def _key(nonce: str) -> UUID:
    """A key of the system of an organisation."""
    wanted = frozenset({Permission.PROFESSIONALS_KEY_MANAGE})
    by = system_actor("test", purpose="test", permissions=wanted)
    make_key(by=by, organisation="VTT", days=90, nonce=nonce)
    with gate_open(by):
        return PartnerKey.objects.latest("made_at").id


def _conversation(desk: Actor, report_id: UUID) -> UUID:
    """The conversation with who told a report."""
    found = for_desk(desk, "report", report_id)
    assert found
    return found.id


def _file(desk: Actor, report_id: UUID) -> UUID:
    """A picture that came with a report, and passed the scanner."""
    owner = FileOwner(object_type="report", object_id=report_id, subject=f"report:{report_id}")
    sent = SentFile(name="foto.jpg", kind="jpeg", content=picture(), cleaned=True)
    with gate_open(desk, writing=True):
        keep(by=desk, owner=owner, files=[sent])
        file = Attachment.objects.get(object_id=report_id)
        Attachment.objects.filter(pk=file.pk).update(state=PASSED, scanned_at=clock.now())
    return file.pk


def _advice(reporter: Actor, municipality: str) -> UUID:
    """Somebody asks advice about this municipality, without a name."""
    question = Question(situation="Een verzonnen situatie.", municipality=municipality)
    return ask(by=reporter, question=question, nonce=municipality, shown=Seen()).request_id


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


def _consent(coordinator: Actor, person_id: UUID) -> UUID:
    step = uuid4()
    record_consent(
        by=coordinator,
        person_id=person_id,
        purpose="P_REGISTRATION",
        recipient="comensha",
        said=Said(state=State.GIVEN, given_by="self", form="written"),
        document=picture(),
        token=step,
    )
    return step


def _draft(coordinator: Actor, case_id: UUID, municipality: str) -> UUID:
    found = case(coordinator, case_id)
    return begin_share(
        by=coordinator,
        object_type="care_case",
        object_id=case_id,
        subject_id=found.person_id,
        subject_label=found.person_label,
        subject_role="victim",
        municipality=municipality,
        compartment="R2",
    )


def _disclosure(coordinator: Actor, municipality: str) -> UUID:
    request = ShareRequest(
        compartment="R2",
        sender="care_coordinator",
        recipient="comensha",
        purpose="P_REGISTRATION",
        data=frozenset({"K_COUNT"}),
        subject="victim",
    )
    asked = DisclosureAsked(
        request=request,
        municipality=municipality,
        subject_id=uuid4(),
        subject_label="7F3KX",
        recipient_name="CoMensha",
        necessity="Verzonnen reden.",
        subsidiarity="Verzonnen reden.",
        consent=ConsentState.REFUSED,
        expires_on=clock.today(),
    )
    return decide_disclosure(by=coordinator, asked=asked)
