"""Papers as files with an item of an agenda: sent, listed, named, read, and taken away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kmt.attachments.files import SentFile
from kmt.audit.models import AuditEvent
from kmt.governance import actions, queries
from kmt.governance.given import NewItem
from kmt.governance.printing import minutes, minutes_content
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from tests.attachments.clamd import EICAR
from tests.attachments.papers import address_of, kept
from tests.governance.conftest import meet
from tests.sent_files import HIDDEN, document

LogIn = Callable[[str], Client]
PAPER = SentFile(name="Visie 2026-2030.pdf", kind="pdf", content=b"%PDF-1.7 x", cleaned=True)
TELLING = SentFile(name="bsn_111222333.pdf", kind="pdf", content=b"%PDF-1.7 x", cleaned=True)
ITEM = {"do": "item", "title": "Visie", "kind": "discuss", "allowed": "20"}


@pytest.fixture
def meeting(adviser: Actor, group: UUID) -> UUID:
    """A meeting in the next week, with nothing on its agenda."""
    return meet(adviser, group, clock.now() + timedelta(days=7))


@pytest.fixture
def wies(log_in: LogIn) -> Client:
    """The adviser."""
    return log_in("adviser")


def item_with(adviser: Actor, meeting: UUID, *files: SentFile) -> UUID:
    """An item with these papers, or with one."""
    new = NewItem(title="Visie", kind="discuss", files=files or (PAPER,))
    return actions.add_item(by=adviser, meeting_id=meeting, new=new)


def names(actor: Actor, meeting: UUID) -> list[list[str]]:
    """The names of the papers, per item."""
    return [[one.name for one in item.files] for item in queries.meeting(actor, meeting).items]


def send(client: Client, meeting: UUID, *files: tuple[str, bytes], **typed: object) -> Any:
    """Send a form of the page of a meeting with these files."""
    sent = [SimpleUploadedFile(*one) for one in files]
    address = reverse("governance:meeting", args=[meeting])
    return client.post(address, {"token": str(uuid4()), "attachment": sent, **typed})


def page(client: Client, meeting: UUID) -> str:
    answer = client.get(reverse("governance:meeting", args=[meeting]))
    return " ".join(answer.content.decode().split())


def test_from_the_form_by_way_of_the_scanner_to_the_member(
    wies: Client, log_in: LogIn, adviser: Actor, meeting: UUID, scanned
) -> None:
    assert 'enctype="multipart/form-data"' in page(wies, meeting)
    files = (("Visie.doc.PDF", document()), ("cijfers.txt", b"Gewone tekst."))
    assert send(wies, meeting, *files, **ITEM).status_code == 302
    first, _second = kept()
    (item,) = queries.meeting(adviser, meeting).items
    assert (first.object_type, first.object_id, first.cleaned) == (
        "governance_paper",
        item.id,
        True,
    )
    assert first.subject == f"governance_paper:{item.id}"
    joris = log_in("member")
    assert page(joris, meeting).count("Wacht op controle op virussen") == 2
    assert joris.get(address_of(first)).status_code == 409

    scanned()
    assert address_of(first) in page(joris, meeting)
    answer = joris.get(address_of(first))
    assert answer["Content-Disposition"] == 'attachment; filename="Visie.doc.pdf"'
    assert HIDDEN.encode() not in answer.content
    read = AuditEvent.objects.filter(reason_text="file_paper", object_id=str(first.id))
    assert [one.action for one in read] == ["read"]


def test_papers_come_to_an_item_that_stands_there_already(
    wies: Client, adviser: Actor, meeting: UUID
) -> None:
    item = item_with(adviser, meeting)
    more = {"do": "minutes", "item": item, "version": 1, "said": ""}
    assert send(wies, meeting, ("Bijlage.pdf", document()), **more).status_code == 302
    assert names(adviser, meeting) == [["Visie 2026-2030.pdf", "Bijlage.pdf"]]
    twice = send(wies, meeting, ("Bijlage.pdf", document()), **more)
    assert twice.status_code == 409
    assert "Dit punt is intussen gewijzigd." in twice.content.decode()
    assert "Kies je bestanden opnieuw" in twice.content.decode()
    assert names(adviser, meeting) == [["Visie 2026-2030.pdf", "Bijlage.pdf"]]


def test_the_same_form_twice_is_one_item_with_its_papers_once(
    adviser: Actor, meeting: UUID
) -> None:
    new, token = NewItem(title="Visie", kind="inform", files=(PAPER,)), uuid4()
    for _twice in range(2):
        actions.add_item(by=adviser, meeting_id=meeting, new=new, token=token)
    assert names(adviser, meeting) == [["Visie 2026-2030.pdf"]]


def test_a_name_that_tells_of_somebody_is_refused_and_nothing_typed_is_lost(
    wies: Client, adviser: Actor, meeting: UUID
) -> None:
    answer = send(wies, meeting, ("bsn_111222333.pdf", document()), **ITEM)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "In de naam van “bsn_111222333.pdf” lijkt een burgerservicenummer te staan" in text
    assert 'value="Visie"' in text
    assert (names(adviser, meeting), kept()) == ([], [])
    item = item_with(adviser, meeting)
    with pytest.raises(Invalid):
        actions.write_minutes(by=adviser, item_id=item, version=1, said="", files=(TELLING,))


def test_what_else_is_wrong_says_that_files_must_be_chosen_again(
    wies: Client, meeting: UUID
) -> None:
    answer = send(wies, meeting, ("Visie.pdf", document()), **{**ITEM, "title": ""})
    assert answer.status_code == 422
    assert "Kies je bestanden opnieuw" in answer.content.decode()
    assert kept() == []
    without = send(wies, meeting, **{**ITEM, "title": ""})
    assert "Kies je bestanden opnieuw" not in without.content.decode()


def test_nothing_is_added_to_minutes_that_were_adopted(adviser: Actor, group: UUID) -> None:
    held = meet(adviser, group, clock.now() - timedelta(days=20), "Visie")
    (item,) = queries.meeting(adviser, held).items
    actions.write_minutes(by=adviser, item_id=item.id, version=1, said="Akkoord.", files=(PAPER,))
    later = meet(adviser, group, clock.now() - timedelta(days=2))
    actions.adopt_minutes(by=adviser, meeting_id=held, adopted_in=later)
    with pytest.raises(Refused, match="vastgesteld"):
        actions.write_minutes(
            by=adviser, item_id=item.id, version=2, said="Akkoord.", files=(PAPER,)
        )
    assert names(adviser, held) == [["Visie 2026-2030.pdf"]]
    actions.take_papers_away(by=adviser, item_id=item.id, reason="not_here")
    assert names(adviser, held) == [[]]


def test_the_minutes_name_the_papers_under_their_item(adviser: Actor, meeting: UUID) -> None:
    tricky = SentFile(name="#let *x* $.pdf", kind="pdf", content=b"%PDF-1.7", cleaned=True)
    item_with(adviser, meeting, PAPER, tricky)
    seen = queries.meeting(adviser, meeting)
    content: Any = minutes_content(seen)
    assert content["items"][0]["papers"] == ["Visie 2026-2030.pdf", "#let *x* $.pdf"]
    assert minutes(seen) == minutes(seen)
    bare = replace(seen, items=tuple(replace(one, files=()) for one in seen.items))
    assert minutes(bare) != minutes(seen)


def test_who_reads_no_papers_of_governance_opens_none(
    adviser: Actor, meeting: UUID, log_in: LogIn, scanned
) -> None:
    item_with(adviser, meeting)
    scanned()
    (row,) = kept()
    assert log_in("member").get(address_of(row)).status_code == 200
    assert log_in("focal_point_hengelo").get(address_of(row)).status_code == 404
    assert log_in("desk").get(address_of(row)).status_code == 403


def test_papers_are_taken_away_with_a_reason_that_the_record_keeps(
    wies: Client, adviser: Actor, meeting: UUID
) -> None:
    item, other = item_with(adviser, meeting, PAPER, PAPER), item_with(adviser, meeting)
    assert "Stukken weghalen" in page(wies, meeting)
    no_reason = send(wies, meeting, do="away", item=item)
    assert no_reason.status_code == 422
    assert len(kept()) == 3
    assert send(wies, meeting, do="away", item=item, reason="somebody").status_code == 302
    assert [one.object_id for one in kept()] == [other]
    (event,) = AuditEvent.objects.filter(reason_text="governance:away_somebody")
    assert (event.object_id, event.actor_id) == (str(meeting), adviser.id)
    actions.write_minutes(by=adviser, item_id=item, version=1, said="", files=(PAPER,))
    assert names(adviser, meeting)[0] == ["Visie 2026-2030.pdf"]


def test_a_member_adds_nothing_and_takes_nothing_away(
    member: Actor, adviser: Actor, meeting: UUID, log_in: LogIn
) -> None:
    item = item_with(adviser, meeting)
    joris = log_in("member")
    assert "Stukken weghalen" not in page(joris, meeting)
    assert send(joris, meeting, do="away", item=item, reason="somebody").status_code == 403
    with pytest.raises(NotPermitted):
        actions.take_papers_away(by=member, item_id=item, reason="somebody")
    with pytest.raises(NotPermitted):
        actions.write_minutes(by=member, item_id=item, version=1, said="", files=(PAPER,))
    with pytest.raises(NotFound):
        actions.take_papers_away(by=adviser, item_id=uuid4(), reason="somebody")
    with pytest.raises(Invalid):
        actions.take_papers_away(by=adviser, item_id=item, reason="zomaar")
    assert names(adviser, meeting) == [["Visie 2026-2030.pdf"]]


def test_what_holds_a_virus_says_so_and_never_opens(wies: Client, meeting: UUID, scanned) -> None:
    assert send(wies, meeting, ("visie.txt", EICAR), **ITEM).status_code == 302
    scanned()
    (row,) = kept()
    assert "Virus gevonden, inhoud vernietigd" in page(wies, meeting)
    assert wies.get(address_of(row)).status_code == 409


def test_papers_of_all_items_are_read_with_one_question(
    adviser: Actor, meeting: UUID, django_assert_max_num_queries
) -> None:
    for _many in range(6):
        item_with(adviser, meeting, PAPER, PAPER)
    with django_assert_max_num_queries(11):
        assert len(names(adviser, meeting)) == 6


def test_an_item_that_changed_in_between_keeps_no_paper(adviser: Actor, meeting: UUID) -> None:
    item = item_with(adviser, meeting)
    actions.write_minutes(by=adviser, item_id=item, version=1, said="Van een collega.")
    with pytest.raises(Conflict):
        actions.write_minutes(by=adviser, item_id=item, version=1, said="", files=(PAPER,))
    assert len(kept()) == 1
