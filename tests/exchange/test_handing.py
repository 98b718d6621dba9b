"""Handover between regions: nothing half done, the sender responsible until the other accepts."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from kmt.access.rows import gate_open
from kmt.attachments.files import SentFile
from kmt.attachments.models import Attachment
from kmt.attachments.states import PASSED
from kmt.care.joining import opened
from kmt.care.queries import case as read_case
from kmt.care.states import State
from kmt.dossier.actions import add_document
from kmt.dossier.queries import dossier
from kmt.dossier.rules import NewDocument
from kmt.exchange import package
from kmt.exchange.actions import handing, keys
from kmt.exchange.actions.handing import HandoverAsked
from kmt.exchange.envelope import Kind, RegionKeys, close
from kmt.exchange.gathering import Typed
from kmt.exchange.models import Handover, ReceivedHandover
from kmt.exchange.package import Package, Receipt, Side
from kmt.exchange.queries import handovers as queries
from kmt.exchange.region_keys import needed_keys, own_card, public_of, trusted
from kmt.exchange.rules.handing import NEEDED
from kmt.exchange.states import Going
from kmt.exchange.taking import Taken
from kmt.intake.models import Report
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.lawfulness.rules.disclosing import ConsentState
from kmt.teamwork.known import who_knows
from tests.care.conftest import CANARY, HENGELO
from tests.exchange.conftest import HANDOVER_DATA, AsRegion, Share
from tests.sent_files import picture

TYPED = Typed(
    reason="De persoon verhuisde.", summary="Verzonnen samenvatting.", safety="Alleen sms."
)
TAKEN = Taken(municipality=HENGELO, first="Kennismaken", due=clock.today() + timedelta(days=2))


def asked(to: UUID, parts: tuple[str, ...] = NEEDED) -> HandoverAsked:
    due = clock.today() + timedelta(days=7)
    return HandoverAsked(to=to, parts=parts, due=due, typed=TYPED)


@pytest.fixture
def decided(share: Share) -> None:
    """A decision to share with a care coordinator elsewhere."""
    share("care_coordinator", "P_CARE", HANDOVER_DATA, ConsentState.NOT_NEEDED)


@pytest.fixture
def made(coordinator: Actor, case_id: UUID, two_regions: UUID, decided: None) -> UUID:
    """A package that waits for the other region."""
    return handing.make_package(by=coordinator, case_id=case_id, asked=asked(two_regions))


@pytest.fixture
def file(coordinator: Actor, case_id: UUID, made: UUID) -> bytes:
    """Its file."""
    return handing.package_file(by=coordinator, case_id=case_id, package_id=made)


@pytest.fixture
def there(as_region: AsRegion, file: bytes, colleague: Actor) -> UUID:
    """The other region took the file in; we are there now."""
    as_region("VR99")
    return handing.take_in(by=colleague, file=file)


def state_of(by: Actor, case_id: UUID) -> State:
    return opened(by, case_id).state


def lines_of(by: Actor, case_id: UUID) -> list[str]:
    return [one.rule for one in read_case(by, case_id).actions if one.source == "exchange"]


def test_from_one_region_to_the_other_and_back(
    coordinator: Actor,
    colleague: Actor,
    case_id: UUID,
    made: UUID,
    there: UUID,
    as_region: AsRegion,
    looking: None,
) -> None:
    found = queries.received_package(colleague, there).content
    assert found is not None
    assert found.summary == TYPED.summary
    assert found.person.name == CANARY
    assert [one.what for one in found.actions] == [f"{CANARY} bellen"]
    theirs = handing.accept(by=colleague, package_id=there, taken=TAKEN)
    assert theirs != case_id
    case = read_case(colleague, theirs)
    assert {one.what.split(" (")[0] for one in case.actions} == {"Kennismaken", f"{CANARY} bellen"}
    assert case.forms == ("UNK",)
    receipt = queries.receipt_of(colleague, there)
    as_region("VR05")
    assert state_of(coordinator, case_id) is not State.HANDED_OVER
    assert lines_of(coordinator, case_id) == ["HND-01"]
    assert handing.load_receipt(by=coordinator, case_id=case_id, file=receipt) is Going.ACCEPTED
    assert state_of(coordinator, case_id) is State.HANDED_OVER
    kinds = [one.kind for one in read_case(coordinator, case_id).events]
    assert "exchange.handover_accepted" in kinds
    assert lines_of(coordinator, case_id) == []


def test_a_case_that_is_taken_over_has_a_report_that_says_where_it_came_from(
    colleague: Actor, there: UUID, looking: None
) -> None:
    handing.accept(by=colleague, package_id=there, taken=TAKEN)
    report = Report.objects.get(channel="other_region")
    assert report.outcome == "care_case"


def test_chosen_documents_go_along_and_wait_for_the_scanner_there(
    coordinator: Actor,
    colleague: Actor,
    case_id: UUID,
    two_regions: UUID,
    decided: None,
    as_region: AsRegion,
    looking: None,
) -> None:
    new = NewDocument(kind="letter", title="Brief van de gemeente", supplier="gemeente")
    sent = SentFile(name="foto.jpg", kind="jpeg", content=picture(), cleaned=True)
    letter = add_document(by=coordinator, case_id=case_id, new=new, files=[sent], token=new_id())
    wanted = asked(two_regions)
    wanted = replace(wanted, typed=replace(TYPED, documents=(letter,)))
    with pytest.raises(Refused, match="virus"):
        handing.make_package(by=coordinator, case_id=case_id, asked=wanted)
    with gate_open(coordinator, writing=True):
        Attachment.objects.update(state=PASSED, scanned_at=clock.now())
    made = handing.make_package(by=coordinator, case_id=case_id, asked=wanted)
    file = handing.package_file(by=coordinator, case_id=case_id, package_id=made)
    as_region("VR99")
    there = handing.take_in(by=colleague, file=file)
    theirs = handing.accept(by=colleague, package_id=there, taken=TAKEN)
    (found,) = dossier(colleague, theirs).documents
    assert (found.title, found.supplier) == (new.title, new.supplier)
    assert Attachment.objects.exclude(state=PASSED).count() == 1


def test_a_document_of_a_kind_that_was_not_decided_on_stays(
    coordinator: Actor, case_id: UUID, two_regions: UUID, decided: None, looking: None
) -> None:
    new = NewDocument(kind="medical_statement", title="Verklaring", supplier="huisarts")
    sent = SentFile(name="foto.jpg", kind="jpeg", content=picture(), cleaned=True)
    paper = add_document(by=coordinator, case_id=case_id, new=new, files=[sent], token=new_id())
    wanted = replace(asked(two_regions), typed=replace(TYPED, documents=(paper,)))
    with pytest.raises(Refused, match="medische verklaring"):
        handing.make_package(by=coordinator, case_id=case_id, asked=wanted)
    assert not Handover.objects.exists()


def test_without_anything_on_safety_no_package_is_made(
    coordinator: Actor, case_id: UUID, two_regions: UUID, decided: None
) -> None:
    wanted = replace(asked(two_regions), typed=replace(TYPED, safety=""))
    with pytest.raises(Invalid) as refused:
        handing.make_package(by=coordinator, case_id=case_id, asked=wanted)
    assert set(refused.value.fields) == {"safety"}


def test_refused_it_stays_here_with_the_reason(
    coordinator: Actor,
    colleague: Actor,
    case_id: UUID,
    there: UUID,
    as_region: AsRegion,
    looking: None,
) -> None:
    before = Report.objects.count()
    handing.refuse(by=colleague, package_id=there, code="no_capacity", words="Bel ons.")
    row = ReceivedHandover.objects.get(pk=there)
    assert (bytes(row.file), bytes(row.content)) == (b"", b"")
    assert Report.objects.count() == before
    assert queries.received_package(colleague, there).content is None
    receipt = queries.receipt_of(colleague, there)
    as_region("VR05")
    assert handing.load_receipt(by=coordinator, case_id=case_id, file=receipt) is Going.REFUSED
    (found,) = queries.handovers(coordinator, case_id)
    assert (found.answer_code, found.answer) == ("no_capacity", "Bel ons.")
    assert state_of(coordinator, case_id) is State.ACCEPTED


def test_without_a_decision_to_share_no_package_is_made(
    coordinator: Actor, case_id: UUID, two_regions: UUID, looking: None
) -> None:
    with pytest.raises(Refused, match="besluit om te delen"):
        handing.make_package(by=coordinator, case_id=case_id, asked=asked(two_regions))
    assert not Handover.objects.exists()


def test_what_the_decision_does_not_hold_does_not_go_along(
    coordinator: Actor, case_id: UUID, two_regions: UUID, decided: None
) -> None:
    wanted = asked(two_regions, (*NEEDED, "health"))
    with pytest.raises(Refused, match="gezondheid"):
        handing.make_package(by=coordinator, case_id=case_id, asked=wanted)


def test_without_what_the_other_needs_no_package_is_made(
    coordinator: Actor, case_id: UUID, two_regions: UUID, decided: None
) -> None:
    with pytest.raises(Refused, match="niemand het overnemen"):
        handing.make_package(by=coordinator, case_id=case_id, asked=asked(two_regions, ("person",)))


def test_a_region_whose_key_was_not_checked_gets_nothing(
    coordinator: Actor, case_id: UUID, two_regions: UUID, decided: None, keeper: Actor
) -> None:
    keys.end_region(by=keeper, region_id=two_regions)
    with pytest.raises(Refused, match="sleutel is nagegaan"):
        handing.make_package(by=coordinator, case_id=case_id, asked=asked(two_regions))


def test_one_package_waits_at_a_time_and_the_same_form_makes_one(
    coordinator: Actor, case_id: UUID, two_regions: UUID, decided: None
) -> None:
    token = new_id()
    wanted = asked(two_regions)
    first = handing.make_package(by=coordinator, case_id=case_id, asked=wanted, token=token)
    again = handing.make_package(by=coordinator, case_id=case_id, asked=wanted, token=token)
    assert first == again
    with pytest.raises(Refused, match="al een pakket"):
        handing.make_package(by=coordinator, case_id=case_id, asked=wanted)


def test_no_day_for_an_answer_is_refused_at_its_field(
    coordinator: Actor, case_id: UUID, two_regions: UUID, decided: None
) -> None:
    wanted = replace(asked(two_regions), due=None)
    with pytest.raises(Invalid) as refused:
        handing.make_package(by=coordinator, case_id=case_id, asked=wanted)
    assert set(refused.value.fields) == {"due"}


def test_nothing_of_it_is_readable_on_the_way_or_in_the_rows(
    file: bytes, there: UUID, looking: None
) -> None:
    for words in (CANARY, TYPED.summary, TYPED.reason):
        assert words.encode() not in file
        rows = [*Handover.objects.values(), *ReceivedHandover.objects.values()]
        assert words not in repr(rows)


def test_the_same_package_comes_in_once_also_after_it_was_refused(
    colleague: Actor, there: UUID, file: bytes
) -> None:
    with pytest.raises(Conflict, match="al binnen"):
        handing.take_in(by=colleague, file=file)
    handing.refuse(by=colleague, package_id=there, code="other")
    with pytest.raises(Conflict, match="al binnen"):
        handing.take_in(by=colleague, file=file)


def test_an_answer_is_given_once(colleague: Actor, there: UUID) -> None:
    handing.refuse(by=colleague, package_id=there, code="other")
    with pytest.raises(Conflict, match="al besloten"):
        handing.accept(by=colleague, package_id=there, taken=TAKEN)


def test_a_package_for_another_region_is_not_taken_in(
    coordinator: Actor, file: bytes, looking: None
) -> None:
    """Back at the sender: the file is not for this key."""
    with pytest.raises(Refused, match="niet voor de sleutel"):
        handing.take_in(by=coordinator, file=file)
    assert not ReceivedHandover.objects.exists()


def signed_package(signer: RegionKeys, **changed: object) -> bytes:
    found = Package(
        id=new_id(),
        made_on=clock.today(),
        sender=Side(region="VR05", name="Twente"),
        receiver=Side(region="VR99", name="Verweg"),
        case="Z-2026-0001",
        reason="x",
        data=(),
        parts=(),
        summary="y",
    )
    content = package.written(replace(found, **changed))
    return close(Kind.PACKAGE, content, sender=signer, receiver=needed_keys().public)


def test_a_package_in_the_name_of_another_region_is_not_taken_in(
    colleague: Actor, two_regions: UUID, as_region: AsRegion, looking: None
) -> None:
    sender = needed_keys()
    as_region("VR99")
    lying = signed_package(sender, sender=Side(region="VR01", name="Ander"))
    with pytest.raises(Refused, match="niet de regio die het heeft ondertekend"):
        handing.take_in(by=colleague, file=lying)
    empty = signed_package(sender, summary=" ")
    with pytest.raises(Refused, match="niet volledig"):
        handing.take_in(by=colleague, file=empty)
    strange = close(
        Kind.PACKAGE,
        b'{"format": "kmt-handover", "version": 2}',
        sender=sender,
        receiver=needed_keys().public,
    )
    with pytest.raises(Refused, match="versie 2"):
        handing.take_in(by=colleague, file=strange)
    assert not ReceivedHandover.objects.exists()


def test_a_receipt_about_another_file_or_of_another_region_changes_nothing(
    coordinator: Actor, case_id: UUID, made: UUID, as_region: AsRegion, two_regions: UUID
) -> None:
    here = needed_keys()
    as_region("VR99")
    theirs = needed_keys()
    as_region("VR05")

    def receipt(signer: RegionKeys, **changed: object) -> bytes:
        found = Receipt(
            package=made,
            digest="0" * 64,
            sender=Side(region="VR99", name="Verweg"),
            answer="accepted",
            on=clock.today(),
        )
        content = package.written(replace(found, **changed))
        return close(Kind.RECEIPT, content, sender=signer, receiver=here.public)

    wrong = {
        "ander bestand": receipt(theirs),
        "hoort niet bij": receipt(theirs, package=new_id()),
        "afzender van dit bestand": receipt(RegionKeys.make()),
        "niet volledig": receipt(theirs, answer="misschien"),
        "niet ondertekend": receipt(theirs, sender=Side(region="VR01", name="Ander")),
    }
    for sentence, file in wrong.items():
        with pytest.raises(Refused, match=sentence):
            handing.load_receipt(by=coordinator, case_id=case_id, file=file)
    assert state_of(coordinator, case_id) is State.ACCEPTED
    assert queries.handovers(coordinator, case_id)[0].state is Going.WAITING


def test_taken_back_it_is_not_accepted_any_more(
    coordinator: Actor,
    colleague: Actor,
    case_id: UUID,
    made: UUID,
    there: UUID,
    as_region: AsRegion,
) -> None:
    handing.refuse(by=colleague, package_id=there, code="other")
    receipt = queries.receipt_of(colleague, there)
    as_region("VR05")
    handing.withdraw_package(by=coordinator, case_id=case_id, package_id=made, reason="Toch niet")
    with pytest.raises(Refused, match="ingetrokken"):
        handing.load_receipt(by=coordinator, case_id=case_id, file=receipt)
    with pytest.raises(NotFound):
        handing.package_file(by=coordinator, case_id=case_id, package_id=made)


def test_who_opens_no_cases_takes_nothing_in(desk: Actor, file: bytes, as_region: AsRegion) -> None:
    as_region("VR99")
    with pytest.raises(NotPermitted):
        handing.take_in(by=desk, file=file)


def test_who_is_not_involved_makes_no_package(
    colleague: Actor, case_id: UUID, two_regions: UUID, decided: None
) -> None:
    with pytest.raises(NotPermitted):
        handing.make_package(by=colleague, case_id=case_id, asked=asked(two_regions))


class TestKeys:
    """The fingerprint, not the mail, makes a key trusted."""

    def test_a_card_whose_digits_differ_is_not_trusted(self, keeper: Actor) -> None:
        other = RegionKeys.make().public
        with pytest.raises(Invalid, match="anders"):
            keys.trust_region(by=keeper, card=card("VR99", other), fingerprint="1" * 40)
        assert trusted() == ()

    def test_a_newer_card_takes_the_place_of_the_older_one(self, keeper: Actor) -> None:
        first, second = RegionKeys.make().public, RegionKeys.make().public
        for one in (first, second):
            keys.trust_region(by=keeper, card=card("VR99", one), fingerprint=one.fingerprint)
        (now,) = trusted()
        assert public_of(now) == second

    @pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"format": "x"}'])
    def test_what_is_no_card_is_refused_with_a_sentence(
        self, keeper: Actor, content: bytes
    ) -> None:
        with pytest.raises(Invalid, match="geen sleutelkaart"):
            keys.trust_region(by=keeper, card=content, fingerprint="1" * 40)

    def test_an_older_key_still_opens_what_was_sealed_for_it(
        self, colleague: Actor, file: bytes, keeper: Actor, as_region: AsRegion
    ) -> None:
        as_region("VR99")
        keys.make_keys(by=keeper)
        assert handing.take_in(by=colleague, file=file)

    def test_private_keys_are_not_in_the_rows(self, keeper: Actor, db: None) -> None:
        from kmt.exchange.models import RegionKey

        keys.make_keys(by=keeper)
        private = needed_keys()
        kept = repr(list(RegionKey.objects.values()))
        assert repr(private.sealing)[2:-1] not in kept

    def test_who_coordinates_care_manages_no_keys(self, coordinator: Actor) -> None:
        with pytest.raises(NotPermitted):
            keys.make_keys(by=coordinator)


def card(code: str, public: object) -> bytes:
    """A card of a region with this code."""
    return own_card(public).replace(b"VR05", code.encode())


def test_who_knows_what_names_the_region_that_got_the_case(
    made: UUID, case_id: UUID, coordinator: Actor
) -> None:
    assert made
    case = opened(coordinator, case_id)
    knowers = {one.receiver for one in who_knows(coordinator, case)}
    assert "KMT Verweg" in knowers
