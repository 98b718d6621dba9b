"""Files with evidence: papers of the municipality, read by who reads the evidence, until a year
after it ended.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kmt.access.rows import gate_open
from kmt.attachments.files import SentFile
from kmt.attachments.queries import files_of
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted
from kmt.mandate import actions, queries
from kmt.mandate.models import Evidence
from kmt.mandate.retained import holdings, id_of_label, label_of, persons_in_use
from kmt.mandate.rules import Code, Given, Said
from kmt.project.keeping import night_watch
from kmt.retention.actions import place_hold, run_nightly
from kmt.vault.queries import open_texts
from kmt.vault.rules import Unreadable
from tests.attachments.clamd import EICAR
from tests.attachments.papers import address_of, kept
from tests.sent_files import HIDDEN, document

LogIn = Callable[[str], Client]
HENGELO = "GM0164"
WHICH = {"municipality": HENGELO, "item": "C01"}
URL = f"/gemeenten/{HENGELO}/C01/"
NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
PAPER = SentFile(name="Besluit 2026-7.pdf", kind="pdf", content=b"%PDF-1.7 verzonnen", cleaned=True)


@pytest.fixture
def hanna(log_in: LogIn) -> Client:
    return log_in("focal_point_hengelo")


def given(**more: object) -> Given:
    whole = {"kind": "decision", "title": "Raadsbesluit", "dated": date(2025, 1, 15)}
    return Given(**{**whole, **more})


def added(by: Actor, *files: SentFile, **more: object) -> UUID:
    """Evidence with these files, or with one paper; its id."""
    return actions.add_evidence(by=by, **WHICH, given=given(**more), files=files or (PAPER,))


def typed(*files: tuple[str, bytes], **changed: object) -> dict[str, Any]:
    """The form as somebody sends it: a decision without a number, with these files."""
    whole = {
        "do": "evidence",
        "kind": "decision",
        "title": "Raadsbesluit aanpak",
        "dated": str(clock.today()),
        "token": str(uuid4()),
        "attachment": [SimpleUploadedFile(name, content) for name, content in files],
    }
    return {**whole, **changed}


def page(client: Client) -> str:
    answer = client.get(URL)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_from_the_form_by_way_of_the_scanner_to_who_reads_the_evidence(
    hanna: Client, log_in: LogIn, scanned
) -> None:
    sent = typed(("Besluit raad.doc.PDF", document()), ("bijlage.txt", b"Gewone tekst."))
    assert hanna.post(URL, sent).status_code == 302
    again = {**sent, "attachment": [SimpleUploadedFile("Besluit raad.pdf", document())]}
    assert hanna.post(URL, again).status_code == 302
    first, second = kept()
    assert (first.object_type, first.cleaned) == ("mandate_evidence", True)
    assert first.subject == f"mandate_evidence:{first.object_id}"
    wies, text = log_in("adviser"), page(hanna)
    assert "Besluit raad.doc.PDF" in text
    assert text.count("Wacht op controle op virussen") == 2
    assert address_of(first) not in text
    assert wies.get(address_of(first)).status_code == 409

    scanned()
    assert address_of(first) in page(wies)
    assert "Wacht op" not in page(wies)
    answer = wies.get(address_of(first))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Besluit raad.doc.pdf"'
    assert HIDDEN.encode() not in answer.content
    assert wies.get(address_of(second)).content == b"Gewone tekst."
    read = AuditEvent.objects.filter(reason_text="file_paper", object_id=str(first.id))
    assert [one.action for one in read] == ["read"]


def test_what_holds_a_virus_never_opens_and_says_so(hanna: Client, scanned) -> None:
    assert hanna.post(URL, typed(("besluit.txt", EICAR))).status_code == 302
    scanned()
    assert "Virus gevonden, inhoud vernietigd" in page(hanna)
    (row,) = kept()
    assert address_of(row) not in page(hanna)
    assert hanna.get(address_of(row)).status_code == 409
    assert bytes(row.content) == b""


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("besluit_111222333.pdf", "burgerservicenummer"),
        ("brief_aan_jan@example.nl.pdf", "e-mailadres"),
        ("geboren_12-03-1990.pdf", "geboortedatum"),
        ("besluit.exe", "Kies je bestanden opnieuw"),
    ],
)
def test_a_file_that_is_refused_leaves_everything_that_was_typed(
    hanna: Client, focal_point_hengelo: Actor, name: str, sentence: str
) -> None:
    content = b"MZ\x90\x00" if name.endswith("exe") else document()
    answer = hanna.post(URL, typed(("goed.pdf", document()), (name, content), number="2026-7"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert 'href="#evidence-attachment"' in text
    assert "De browser bewaart het niet" not in text
    for what in ('value="Raadsbesluit aanpak"', 'value="2026-7"', str(clock.today())):
        assert what in text
    assert kept() == []
    assert queries.item_view(focal_point_hengelo, HENGELO, "C01").evidence == ()
    assert "111222333" not in str(list(AuditEvent.objects.values()))


def test_what_is_wrong_elsewhere_says_that_the_file_must_be_chosen_again(hanna: Client) -> None:
    answer = hanna.post(URL, typed(("goed.pdf", document()), title="BSN 111222333"))
    assert answer.status_code == 422
    assert "Kies je bestand opnieuw. De browser bewaart het niet." in answer.content.decode()
    assert kept() == []


@pytest.mark.parametrize(
    "name", ["2024-03-12_notulen_raad.pdf", "Besluit 12-03-2024.pdf", "beleid_2025.pdf", "x"]
)
def test_an_ordinary_name_is_taken(focal_point_hengelo: Actor, name: str) -> None:
    paper = SentFile(name=name, kind="pdf", content=PAPER.content)
    evidence_id = added(focal_point_hengelo, paper)
    (line,) = files_of(focal_point_hengelo, "mandate_evidence", evidence_id)
    assert line.name == name


@pytest.mark.parametrize(
    ("kind", "with_file", "field"),
    [
        ("decision", False, "number"),
        ("decision", True, ""),
        ("document", False, "link"),
        ("document", True, ""),
        ("link", True, "link"),
        ("figure", False, ""),
    ],
)
def test_the_paper_itself_stands_in_for_where_it_is(
    focal_point_hengelo: Actor, kind: str, with_file: bool, field: str
) -> None:
    def give() -> UUID:
        files = (PAPER,) if with_file else ()
        return actions.add_evidence(
            by=focal_point_hengelo, **WHICH, given=given(kind=kind), files=files
        )

    if not field:
        assert give()
        return
    with pytest.raises(Invalid) as refused:
        give()
    assert list(refused.value.fields) == [field]


def test_others_find_the_paper_as_long_as_the_municipality_shares_it(
    focal_point_hengelo: Actor, log_in: LogIn, scanned
) -> None:
    evidence_id = added(focal_point_hengelo)
    scanned()
    (row,) = kept()
    answers = {"adviser": 200, "desk": 403, "coordinator": 403, "privacy_officer": 403}
    others = ("focal_point_enschede", "member", "analyst")
    answers |= dict.fromkeys(others, 404)
    clients = {who: log_in(who) for who in answers}

    def got() -> dict[str, int]:
        return {who: one.get(address_of(row)).status_code for who, one in clients.items()}

    assert got() == answers
    actions.share(by=focal_point_hengelo, municipality=HENGELO)
    assert got() == {**answers, **dict.fromkeys(others, 200)}
    assert "Besluit 2026-7.pdf" in page(clients["member"])
    actions.stop_sharing(by=focal_point_hengelo, municipality=HENGELO)
    assert got() == answers
    assert evidence_id == row.object_id


def test_names_are_seen_by_who_sees_the_evidence_only(
    focal_point_hengelo: Actor, focal_point_enschede: Actor, member: Actor, desk: Actor
) -> None:
    which = ("mandate_evidence", added(focal_point_hengelo))
    assert len(files_of(focal_point_hengelo, *which)) == 1
    for other in (focal_point_enschede, member, desk):
        assert files_of(other, *which) == ()


def test_withdrawn_evidence_keeps_its_files_and_can_lose_them_later(
    hanna: Client, focal_point_hengelo: Actor, scanned
) -> None:
    evidence_id = added(focal_point_hengelo)
    scanned()
    (row,) = kept()
    gone = {"do": "withdraw", "evidence": str(evidence_id), "reason": "Het besluit verviel."}
    assert hanna.post(URL, gone).status_code == 302
    assert hanna.get(address_of(row)).status_code == 200
    assert "Raadsbesluit (ingetrokken)" in page(hanna)
    answer = hanna.post(URL, {**gone, "reason": "Er stond een naam in."})
    assert answer.status_code == 422
    assert "Dit bewijs is al ingetrokken" in answer.content.decode()
    answer = hanna.post(URL, {**gone, "reason": "Er stond een naam in.", "destroy": "on"})
    assert answer.status_code == 302
    assert hanna.get(address_of(row)).status_code == 404
    seen = queries.item_view(focal_point_hengelo, HENGELO, "C01").evidence[0]
    assert seen.withdrawn_why == (
        "Het besluit verviel. – Bestanden vernietigd: Er stond een naam in."
    )
    assert "Bewijs intrekken" not in page(hanna)


def test_a_wrong_file_goes_at_once_in_the_act_that_withdraws(
    hanna: Client, focal_point_hengelo: Actor
) -> None:
    evidence_id, other = added(focal_point_hengelo), added(focal_point_hengelo, title="Ander")
    actions.put_standing(by=focal_point_hengelo, **WHICH, said=Said(code=Code.MET))
    gone = {"do": "withdraw", "evidence": str(evidence_id), "destroy": "on"}
    answer = hanna.post(URL, {**gone, "reason": ""})
    assert answer.status_code == 422
    assert len(kept()) == 2
    assert hanna.post(URL, {**gone, "reason": "Er stond een naam in."}).status_code == 302
    assert [one.object_id for one in kept()] == [other]
    assert "Bestanden vernietigd: Er stond een naam in." in page(hanna)
    told = AuditEvent.objects.filter(object_type="mandate_evidence", action="delete").last()
    assert told is not None
    assert told.reason_text == "mandate.files_destroyed"


def test_who_may_not_withdraw_destroys_nothing(
    focal_point_hengelo: Actor, focal_point_enschede: Actor, adviser: Actor
) -> None:
    which = {**WHICH, "evidence_id": added(focal_point_hengelo), "reason": "x", "destroy": True}
    for other, why in ((focal_point_enschede, NotFound), (adviser, NotPermitted)):
        with pytest.raises(why):
            actions.withdraw_evidence(by=other, **which)
    assert len(kept()) == 1


def test_the_form_asks_of_files_only_where_there_are_some(
    hanna: Client, focal_point_hengelo: Actor
) -> None:
    actions.add_evidence(by=focal_point_hengelo, **WHICH, given=given(number="7"))
    assert 'name="destroy"' not in page(hanna)
    added(focal_point_hengelo)
    assert 'name="destroy"' in page(hanna)


def test_the_page_takes_the_same_questions_however_many_files(
    hanna: Client, focal_point_hengelo: Actor, django_assert_max_num_queries
) -> None:
    for _number in range(3):
        added(focal_point_hengelo, PAPER, PAPER)
    hanna.get(URL)
    with django_assert_max_num_queries(12):
        hanna.get(URL)


def held(on: datetime) -> list[tuple[bool, list[str]]]:
    """Per piece of evidence with files whether it runs, and the days on which it ended."""
    with clock.frozen(on):
        found = list(holdings(night_watch()))
    return [
        (one.kept.running, [str(day) for days in one.kept.events.values() for day in days])
        for one in found
    ]


def test_files_run_while_the_evidence_counts_and_end_with_it(focal_point_hengelo: Actor) -> None:
    with clock.frozen(NOW):
        actions.add_evidence(by=focal_point_hengelo, **WHICH, given=given(number="7"))
        ends = added(focal_point_hengelo, until=date(2026, 6, 30))
    with clock.frozen(NOW + timedelta(minutes=1)):
        never = actions.add_evidence(
            by=focal_point_hengelo,
            municipality=HENGELO,
            item="C02",
            given=given(until=date(2999, 1, 1)),
            files=[PAPER],
        )
    assert held(datetime(2026, 6, 30, 12, tzinfo=UTC)) == [(True, []), (True, [])]
    assert held(datetime(2026, 7, 1, 12, tzinfo=UTC)) == [(False, ["2026-06-30"]), (True, [])]
    with clock.frozen(datetime(2026, 8, 1, 12, tzinfo=UTC)):
        actions.withdraw_evidence(
            by=focal_point_hengelo,
            municipality=HENGELO,
            item="C02",
            evidence_id=never,
            reason="Vervallen",
        )
    assert held(datetime(2026, 8, 2, 12, tzinfo=UTC))[1] == (False, ["2026-08-01"])
    night = night_watch()
    assert id_of_label(night, label_of(ends).lower()) == ends
    assert persons_in_use(night, [ends]) == frozenset()
    with pytest.raises(NotPermitted):
        list(holdings(focal_point_hengelo))


def test_a_hold_keeps_the_files_past_their_term(
    focal_point_hengelo: Actor, privacy_officer: Actor
) -> None:
    with clock.frozen(NOW):
        evidence_id = added(focal_point_hengelo, until=date(2026, 6, 30))
        place_hold(
            by=privacy_officer,
            number=label_of(evidence_id),
            reason="lawsuit",
            review_on=date(2026, 9, 1),
        )
    for days in (0, 20):
        with clock.frozen(datetime(2027, 7, 1, 12, tzinfo=UTC) + timedelta(days=days)):
            assert run_nightly(by=night_watch(), wait=14)["destroy"] == 0
    assert len(kept()) == 1


def test_a_year_after_it_ended_the_files_go_with_their_key_and_the_evidence_stays(
    focal_point_hengelo: Actor, adviser: Actor, django_capture_on_commit_callbacks
) -> None:
    with clock.frozen(NOW):
        evidence_id = added(focal_point_hengelo, until=date(2026, 6, 30))
    (row,) = kept()

    def night(on: datetime) -> dict[str, int]:
        with clock.frozen(on), django_capture_on_commit_callbacks(execute=True):
            taken = run_nightly(by=night_watch(), wait=14)
        return {step: one for step, one in taken.items() if one and step != "nothing"}

    last = datetime(2027, 6, 30, 12, tzinfo=UTC)
    assert night(last - timedelta(days=14)) == {}
    assert night(last - timedelta(days=13)) == {"propose": 1}
    assert night(last) == {}
    assert len(kept()) == 1
    assert night(last + timedelta(days=1)) == {"destroy": 1}
    assert kept() == []
    with gate_open(focal_point_hengelo):
        assert Evidence.objects.get().id == evidence_id
    with clock.frozen(last + timedelta(days=2)):
        seen = queries.item_view(adviser, HENGELO, "C01").evidence[0]
        assert (seen.title, seen.files) == ("Raadsbesluit", ())
        assert list(holdings(night_watch())) == []
    with pytest.raises(Unreadable):
        open_texts([(row.subject, f"file:{row.id}", bytes(row.content))])
