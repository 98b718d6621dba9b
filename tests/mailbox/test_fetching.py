"""A mail becomes one sealed draft, and only then leaves the mailbox, whatever breaks in between."""

import pytest

from kmt.attachments.queries import files_of
from kmt.intake.rules import WITHHELD
from kmt.mailbox import actions
from kmt.mailbox.place import NotReachable
from kmt.reception.queries import draft as read_draft
from kmt.reception.queries import drafts as listed
from tests.mailbox.conftest import contents, drafts
from tests.mailbox.mails import SENDER, mail
from tests.sent_files import picture


def test_a_mail_becomes_a_draft_that_nobody_took_up_and_is_gone_from_the_mailbox(
    server, fetched
) -> None:
    server.put(bytes(mail()))
    found = fetched()
    assert (found.drafts, found.failed) == (1, 0)
    assert server.there() == []
    [row], [content] = drafts(), contents()
    assert (row.origin, row.channel, row.owner) == ("mail", "email", "")
    assert "Ik maak me zorgen om mijn buurvrouw." in content.narrative
    assert "Onderwerp: Zorgen om iemand" in content.narrative
    assert "24 november 2026" in content.narrative
    assert b"buurvrouw" not in bytes(row.content)


def test_who_wrote_is_known_to_the_desk_only_and_not_in_the_story(server, fetched) -> None:
    server.put(bytes(mail()))
    fetched()
    [content] = contents()
    assert content.anonymity == WITHHELD
    assert (content.reporter_name, content.contact) == ("Jana Verzonnen", SENDER)
    assert SENDER not in content.narrative
    assert "Verzonnen" not in content.narrative


def test_the_desk_finds_it_in_the_list_with_its_files(server, fetched, desk) -> None:
    made = mail()
    made.add_attachment(picture(), maintype="image", subtype="jpeg", filename="huis.jpg")
    server.put(bytes(made))
    fetched()
    [line] = listed(desk).untaken
    assert "buurvrouw" in read_draft(desk, line.id).content.narrative
    [file] = files_of(desk, "draft", line.id)
    assert (file.name, file.kind, file.cleaned, file.state) == (
        "huis.jpg", "jpeg", True, "quarantine",
    )  # fmt: skip


def test_the_same_mail_twice_is_one_draft_and_both_go(server, fetched) -> None:
    server.put(bytes(mail()))
    again = mail()
    again.replace_header("Received", "from elders by mx2.example.org")
    server.put(bytes(again))
    found = fetched()
    assert (found.drafts, found.again) == (1, 1)
    assert len(drafts()) == 1
    assert server.there() == []


def test_two_runs_at_the_same_moment_make_one_draft(server, fetched, monkeypatch) -> None:
    server.put(bytes(mail()))
    raw = bytes(mail())
    actions.take_in(by=actions.reader(), raw=raw, where="map")
    answers = iter([None])  # this run looked before the other had kept it
    looked = actions.kept_whole
    monkeypatch.setattr(actions, "kept_whole", lambda *of: next(answers, looked(*of)))
    found = fetched()
    assert (found.drafts, found.again, found.failed) == (0, 1, 0)
    assert len(drafts()) == 1


def test_two_people_who_write_the_same_are_two_drafts(server, fetched) -> None:
    for sender in ("een@example.net", "twee@example.net"):
        made = mail("Help.", sender=sender)
        del made["Message-ID"]
        server.put(bytes(made))
    assert fetched().drafts == 2


@pytest.mark.parametrize("command", ["STORE", "EXPUNGE"])
def test_a_crash_between_keeping_and_deleting_gives_one_draft(
    server, fetched, command: str
) -> None:
    server.put(bytes(mail()))
    server.breaks_at = command
    with pytest.raises(NotReachable, match="verbrak de verbinding"):
        fetched()
    assert len(drafts()) == 1
    assert len(server.there()) == 1
    server.breaks_at = ""
    found = fetched()
    assert (found.drafts, found.again) == (0, 1)
    assert len(drafts()) == 1
    assert server.there() == []


def test_what_somebody_else_marked_to_be_deleted_is_left_to_them(server, fetched) -> None:
    server.put(bytes(mail()))
    server.folders["INBOX"][1].flags.add(r"\Deleted")
    assert fetched().drafts == 0
    assert len(server.there()) == 1


def test_a_crash_before_keeping_leaves_the_mail_where_it_is(server, fetched, monkeypatch) -> None:
    def breaks(**_: object) -> None:
        raise MemoryError

    server.put(bytes(mail()))
    with monkeypatch.context() as patched:
        patched.setattr(actions, "keep_draft", breaks)
        assert fetched().failed == 1
    assert len(server.there()) == 1
    assert drafts() == []
    assert fetched().drafts == 1


def test_one_bad_mail_does_not_stop_the_next(server, fetched, monkeypatch) -> None:
    kept = actions.keep_draft

    def breaks_on_first(**given: object) -> object:
        if "eerste" in given["content"].narrative:
            raise ValueError("eerste")
        return kept(**given)

    monkeypatch.setattr(actions, "keep_draft", breaks_on_first)
    server.put(bytes(mail("De eerste.", number=1)))
    server.put(bytes(mail("De tweede.", number=2)))
    found = fetched()
    assert (found.drafts, found.failed) == (1, 1)
    assert len(server.there()) == 1


def test_a_mail_of_which_something_is_not_taken_is_laid_by_for_a_person(server, fetched) -> None:
    made = mail()
    made.add_attachment(
        b"MZ\x90\0", maintype="application", subtype="octet-stream", filename="programma.exe"
    )
    server.put(bytes(made))
    found = fetched()
    assert (found.drafts, found.partly) == (1, 1)
    assert server.there() == []
    assert len(server.there("KMT-nakijken")) == 1
    [content] = contents()
    assert "Niet overgenomen: “programma.exe”" in content.narrative
    assert "KMT-nakijken" in content.narrative


@pytest.mark.parametrize("capabilities", ["IMAP4rev1 UIDPLUS MOVE", "IMAP4rev1"])
def test_a_server_that_knows_little_works_too(server, place, db, capabilities: str) -> None:
    from dataclasses import replace

    server.capabilities = capabilities
    server.put(bytes(mail()))
    found = actions.fetch(by=actions.reader(), place=replace(place, done="Klaar"))
    assert found.drafts == 1
    assert server.there() == []
    assert len(server.there("Klaar")) == 1


def test_what_somebody_else_read_stays_and_is_told(server, fetched) -> None:
    server.put(bytes(mail()), seen=True)
    found = fetched()
    assert (found.drafts, found.elsewhere) == (0, 1)
    assert len(server.there()) == 1


def test_a_run_takes_a_limited_number_and_says_what_waits(server, fetched, monkeypatch) -> None:
    monkeypatch.setattr(actions.rules, "MOST_AT_ONCE", 1)
    server.put(bytes(mail(number=1)))
    server.put(bytes(mail(number=2)))
    found = fetched()
    assert (found.drafts, found.waiting) == (1, 1)
    assert len(server.there()) == 1


def test_a_mail_larger_than_we_read_is_kept_in_part_and_laid_by(
    server, fetched, monkeypatch
) -> None:
    monkeypatch.setattr("kmt.mailbox.box.LARGEST", 2_000)
    monkeypatch.setattr(actions.rules, "LARGEST", 2_000)
    server.put(bytes(mail("Het begin. " + "En nog meer. " * 1_000)))
    assert fetched().partly == 1
    [content] = contents()
    assert "Het begin." in content.narrative
    assert "groter dan wij lezen" in content.narrative
    assert len(server.there("KMT-nakijken")) == 1
