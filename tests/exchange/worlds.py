"""What a world has at the gate: a package that goes, one that came in, another basis that waits."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.care.joining import opened
from kmt.exchange import package
from kmt.exchange.actions import handing, keys, registering
from kmt.exchange.actions.handing import HandoverAsked
from kmt.exchange.envelope import Kind, RegionKeys, close
from kmt.exchange.gathering import Typed
from kmt.exchange.models import OtherBasis
from kmt.exchange.package import Package, Side
from kmt.exchange.region_keys import needed_keys, own_card, own_keys
from kmt.exchange.rules.handing import NEEDED
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """The objects of one municipality that an address of the gate can name."""

    going: UUID
    came: UUID
    basis: UUID


def make_exchanged(coordinator: Actor, case_id: UUID, code: str) -> Exchanged:
    """Made as the people themselves would, with a region of its own on the other side."""
    wanted = frozenset({Permission.EXCHANGE_KEY_MANAGE})
    keeper = system_actor("test", purpose="test", permissions=wanted)
    if own_keys() is None:
        keys.make_keys(by=keeper)
    other = RegionKeys.make()
    card = own_card(other.public).replace(b"VR05", code.encode())
    to = keys.trust_region(by=keeper, card=card, fingerprint=other.public.fingerprint)
    share_with_region(coordinator, case_id)
    return Exchanged(
        going=handing.make_package(by=coordinator, case_id=case_id, asked=_asked(to)),
        came=handing.take_in(by=coordinator, file=_file_of(other, code)),
        basis=_basis(coordinator, case_id),
    )


def share_with_region(coordinator: Actor, case_id: UUID) -> UUID:
    """A decision to share with the care coordinator of another region."""
    case = opened(coordinator, case_id)
    asked = DisclosureAsked(
        request=ShareRequest(
            compartment="R2",
            sender="care_coordinator",
            recipient="care_coordinator",
            purpose="P_CARE",
            data=frozenset({"D01", "D12", "D13"}),
            subject="victim",
            age=25,
        ),
        municipality=case.municipality,
        subject_id=case.person_id,
        subject_label=case.person_label,
        recipient_name="Zorgcoördinator van een verzonnen regio",
        necessity="Verzonnen reden.",
        subsidiarity="Verzonnen reden.",
        consent=ConsentState.NOT_NEEDED,
        expires_on=clock.today() + timedelta(days=30),
    )
    return decide_disclosure(by=coordinator, asked=asked)


def _asked(to: UUID) -> HandoverAsked:
    typed = Typed(reason="Verzonnen reden.", summary="Verzonnen.", safety="Alleen sms.")
    due = clock.today() + timedelta(days=7)
    return HandoverAsked(to=to, parts=NEEDED, due=due, typed=typed)


def _file_of(sender: RegionKeys, code: str) -> bytes:
    found = Package(
        id=new_id(),
        made_on=clock.today(),
        sender=Side(region=code, name="Verzonnen regio"),
        receiver=Side(region="VR05", name="Twente"),
        case="Z-2026-0001",
        reason="Verzonnen reden.",
        data=("D13",),
        parts=("summary",),
        summary="Verzonnen samenvatting.",
    )
    content = package.written(found)
    return close(Kind.PACKAGE, content, sender=sender, receiver=needed_keys().public)


def _basis(coordinator: Actor, case_id: UUID) -> UUID:
    registering.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    with gate_open(coordinator, writing=True):
        return _proposed(coordinator, case_id)


def _proposed(coordinator: Actor, case_id: UUID) -> UUID:
    """A proposal as it lies there, also where the person consented."""
    row = registering.living(coordinator, case_id)
    assert row
    found = OtherBasis(
        id=new_id(),
        case_id=case_id,
        registration=row,
        municipality=opened(coordinator, case_id).municipality,
        ground="legitimate_interest",
        reasons=b"",
        proposed_at=clock.now(),
        proposed_by=coordinator.id,
        token=new_id(),
    )
    found.save(force_insert=True)
    return found.id
