"""Who is answered, what stays in the mailbox, what of a mail is from earlier: in tables."""

import pytest

from kmt.mailbox.composing import contact_of, content_of
from kmt.mailbox.reading import read
from kmt.mailbox.rules import CUT, FILE_LEFT, MISSING, MOST_ANSWERS, Mail, may_answer, parted, stays

OWN = frozenset({"balie@example.org"})


@pytest.mark.parametrize(
    ("head", "answered"),
    [
        ("From: jana@example.net", True),
        ("From: jana@example.net\r\nAuto-Submitted: no", True),
        ("From: jana@example.net\r\nAuto-Submitted: auto-replied; owner=x", False),
        ("From: jana@example.net\r\nAuto-Submitted: auto-generated", False),
        ("From: jana@example.net\r\nPrecedence: Bulk", False),
        ("From: jana@example.net\r\nPrecedence: first-class", True),
        ("From: jana@example.net\r\nList-Id: <lijst.example.net>", False),
        ("From: jana@example.net\r\nList-Unsubscribe: <https://example.net>", False),
        ("From: jana@example.net\r\nX-Auto-Response-Suppress: All", False),
        ("From: jana@example.net\r\nReturn-Path: <>", False),
        ("From: jana@example.net\r\nContent-Type: multipart/report", False),
        ("From: MAILER-DAEMON@example.net", False),
        ("From: no-reply@example.net", False),
        ("From: noreply+12@example.net", False),
        ("From: owner-lijst@example.net", False),
        ("From: lijst-bounces@example.net", False),
        ("From: Balie@example.org", False),
        ("From: geen adres", False),
        ("Subject: niemand", False),
    ],
)
def test_only_a_person_is_answered(head: str, answered: bool) -> None:
    assert may_answer(read(f"{head}\r\n\r\nx".encode()), OWN, 0) is answered


def test_after_a_number_of_answers_nobody_gets_one_any_more_that_day() -> None:
    written = Mail(mark="", sender="jana@example.net")
    assert may_answer(written, OWN, MOST_ANSWERS - 1)
    assert not may_answer(written, OWN, MOST_ANSWERS)


@pytest.mark.parametrize("one", MISSING)
def test_a_mail_stays_when_something_of_it_is_nowhere_else(one: str) -> None:
    assert stays((one,)) is (one != CUT)
    assert not stays(())


@pytest.mark.parametrize(
    ("words", "own", "earlier"),
    [
        ("Nieuw.", "Nieuw.", ""),
        ("Nieuw.\n\nOp di 24 nov 2026 schreef Balie <b@e.org>:\n> Oud.", "Nieuw.", "Op di"),
        ("Nieuw.\n> Oud.\n\n> Ouder.", "Nieuw.", "> Oud."),
        ("Nieuw.\n-----Oorspronkelijk bericht-----\nVan: x\nOud.", "Nieuw.", "-----Oor"),
        ("> Vraag?\nAntwoord.", "> Vraag?\nAntwoord.", ""),
        ("Eerst.\n> Vraag?\nAntwoord.", "Eerst.\n> Vraag?\nAntwoord.", ""),
        ("-----Original Message-----\nOud.", "-----Original Message-----\nOud.", ""),
        ("Op maandag schreef hij: kom.", "Op maandag schreef hij: kom.", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_what_is_answered_to_is_told_apart(words: str, own: str, earlier: str) -> None:
    found = parted(words)
    assert found[0] == own
    assert found[1].startswith(earlier)
    assert bool(found[1]) is bool(earlier)


@pytest.mark.parametrize(
    ("sender", "answer_to", "contact"),
    [
        ("a@e.org", "", "a@e.org"),
        ("a@e.org", "b@e.org", "a@e.org; wil antwoord op b@e.org"),
        ("", "b@e.org", "b@e.org"),
        ("", "", ""),
    ],
)
def test_how_to_reach_who_wrote(sender: str, answer_to: str, contact: str) -> None:
    assert contact_of(Mail(mark="", sender=sender, answer_to=answer_to)) == contact


def test_what_is_missing_stands_above_the_story_with_where_the_mail_is() -> None:
    told = Mail(mark="", words="Verhaal.", automatic=True, missing=(FILE_LEFT, "too_large"))
    found = content_of(told, ("“a.exe”",), where="Nakijken").narrative
    for words in ("automatisch", MISSING["too_large"], "“a.exe”", "de map “Nakijken”"):
        assert found.index(words) < found.index("Verhaal.")
