"""What is read of a mail, whatever its bytes are: words, files, who wrote; never a crash."""

import time
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.mailbox.composing import content_of
from kmt.mailbox.reading import read
from kmt.mailbox.rules import (
    ENCRYPTED,
    TOO_LARGE,
    TOO_TANGLED,
    UNKNOWN_LETTERS,
    Mail,
    stays,
)
from tests.mailbox.mails import SENDER, TRAIL, mail, raw

LATIN = "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n"
QUOTED = "Content-Transfer-Encoding: quoted-printable\r\n"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (raw("Gewone woorden."), "Gewone woorden."),
        (raw("Caf=C3=A9 om de hoe=", "k", head=QUOTED), "Café om de hoek"),
        (raw("Café".encode("latin-1"), head=LATIN), "Café"),
        (raw("Café".encode("cp1252"), head="Content-Type: text/plain; charset=utf-8\r\n"), "Café"),
        (raw("Café".encode(), head="Content-Type: text/plain; charset=bestaat-niet\r\n"), "Café"),
        (b"Content-Type: text/plain; charset=punycode\r\n\r\nbcher-kva", "bcher-kva"),
        (raw("Q2Fmw6kg!!!", head="Content-Transfer-Encoding: base64\r\n"), "Café"),
        (raw("Woorden", head="Content-Transfer-Encoding: zelfbedacht\r\n"), "Woorden"),
        (raw("Woorden", head="Content-Type: dit is geen soort\r\n"), "Woorden"),
        (raw("Woorden", head="Content-Type: multipart/mixed\r\n"), "Woorden"),
        (b"Alleen woorden, geen kop", "Alleen woorden, geen kop"),
        (b"\r\nWoorden zonder kop", "Woorden zonder kop"),
        (b"", ""),
    ],
)
def test_words_come_out_of_every_way_to_write_them(sent: bytes, words: str) -> None:
    assert words in read(sent).words


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("Subject: Gewoon", "Gewoon"),
        ("Subject: =?utf-8?Q?Caf=C3=A9?= =?utf-8?B?IG9tIGRlIGhvZWs=?=", "Café om de hoek"),
        ("Subject: =?bestaat-niet?Q?Caf=E9?=", "Café"),
        ("Subject: =?utf-8?B?geen base64!?=", "=?utf-8?B?geen base64!?="),
        ("Subject: over\r\n  twee regels", "over twee regels"),
        ("Subject: Caf\u00e9 zo", "Café zo"),
        ("Subject: omge\u202ekeerd", "omgekeerd"),
        ("X-Ander: 1", ""),
    ],
)
def test_a_subject_is_words_on_one_line(head: str, subject: str) -> None:
    assert read(f"{head}\r\n\r\nx".encode()).subject == subject


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("Jana <jana@example.net>", "Jana", "jana@example.net"),
        ("=?utf-8?Q?Jan=C3=A9?= <jana@example.net>", "Jané", "jana@example.net"),
        ('"De Vries, Jana" <jana@example.net>', "De Vries, Jana", "jana@example.net"),
        ("jana@example.net", "", "jana@example.net"),
        ("Jana <geen adres>", "Jana", ""),
        ("Jana <jana@example.net\x00>", "Jana", ""),
        ("(" * 5_000, "", ""),
        ("", "", ""),
    ],
)
def test_who_wrote_is_a_name_and_an_address_or_nothing(written, name: str, address: str) -> None:
    found = read(f"From: {written}\r\n\r\nx".encode())
    assert (found.sender_name, found.sender) == (name, address)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 24 Nov 2026 23:59:00 +0100", date(2026, 11, 24)),
        ("gisteren", None),
        ("Tue, 99 Nov 99999999 10:00:00 +9999", None),
        ("", None),
    ],
)
def test_the_day_is_kept_and_no_hour(written: str, day: date | None) -> None:
    assert read(f"Date: {written}\r\n\r\nx".encode()).written_on == day


def test_of_two_ways_to_say_it_the_plain_one_is_read_and_pictures_are_kept() -> None:
    made = mail("Platte woorden.")
    made.add_alternative("<p>Opgemaakte woorden.</p><img src='cid:foto'>", subtype="html")
    related = made.get_payload()[1]
    related.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<foto>", filename="a.png")
    found = read(bytes(made))
    assert found.words == "Platte woorden."
    assert [one.name for one in found.files] == ["a.png"]


def test_an_empty_plain_way_gives_way_to_the_formatted_one() -> None:
    made = mail(" ")
    made.add_alternative("<p>Wat er staat.</p>", subtype="html")
    assert read(bytes(made)).words == "Wat er staat."


def test_a_mail_sent_on_is_read_with_who_wrote_it_and_its_files() -> None:
    inner = mail("Wat zij mij schreef.", sender="Iris <iris@example.net>", subject="Help")
    inner.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="brief.pdf")
    outer = EmailMessage()
    outer["From"] = SENDER
    outer.set_content("Zie hieronder.")
    outer.add_attachment(inner)
    found = read(bytes(outer))
    assert found.words.index("Zie hieronder.") < found.words.index("Wat zij mij schreef.")
    assert "Van: Iris <iris@example.net>" in found.words
    assert [one.name for one in found.files] == ["brief.pdf"]
    assert not [one for one in TRAIL if one in found.words]


def test_the_head_of_a_mail_tells_no_more_than_who_when_and_what_about() -> None:
    found = repr(read(bytes(mail())))
    assert not [one for one in TRAIL if one in found]


def test_a_mail_that_cannot_be_taken_apart_tells_no_more_either() -> None:
    nested = b"Content-Type: message/rfc822\r\n\r\n" * 200
    sent = raw(nested + bytes(mail("Wat er staat.")), head="")
    sent = sent.replace(b"\r\n\r\n", b"\r\n", 1)
    found = read(sent)
    assert TOO_TANGLED in found.missing
    assert "Wat er staat." in found.words
    assert not [one for one in TRAIL if one in repr(found)]


@pytest.mark.parametrize("kind", ["application/pkcs7-mime", "multipart/encrypted"])
def test_a_locked_mail_says_so_and_stays(kind: str) -> None:
    found = read(raw("AAAA", head=f"Content-Type: {kind}\r\n"))
    assert ENCRYPTED in found.missing
    assert stays(found.missing)


def test_a_signature_and_the_head_of_another_mail_are_passed_over() -> None:
    made = mail("De woorden.")
    made.add_attachment(b"0", maintype="application", subtype="pkcs7-signature", filename="s.p7s")
    made.add_attachment(f"Received: {TRAIL[0]}", subtype="rfc822-headers")
    found = read(bytes(made))
    assert (found.words, found.files, found.missing) == ("De woorden.", (), ())


def test_letters_that_cannot_be_read_are_told() -> None:
    assert UNKNOWN_LETTERS in read(raw(b"a\x81b\x00c")).missing


def nest(depth: int, lines: int) -> bytes:
    """Boxes in boxes, and many lines in the last."""
    boxes = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (one, one)
        for one in range(depth)
    )
    return boxes + b"\r\n" + b"hallo\r\n" * lines


BOX = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
HOSTILE = {
    "a million headers": (b"A: b\r\n" * 1_000_000 + b"\r\nDe woorden.", "De woorden."),
    "a header without end": (b"Content-Type: text/plain; " + b"a=b;" * 500_000 + b"\r\n\r\nx", "x"),
    "one without end in a box": (
        BOX + b"Content-Type: text/plain; " + b"a=b;" * 500_000 + b"\r\n\r\nx",
        "x",
    ),
    "brackets in the sender": (b"From: " + b"(" * 2_000_000 + b"\r\n\r\nx", "x"),
    "words that are none": (b"Subject: " + b"=?" * 1_000_000 + b"\r\n\r\nx", "x"),
    "boxes in boxes": (nest(5_000, 10), "hallo"),
    "boxes and lines": (nest(40, 30_000), "hallo"),
    "mails in mails": (b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + b"hallo", "hallo"),
    "tags without end": (b"Content-Type: text/html\r\n\r\nhallo" + b"<a " * 300_000, "hallo"),
    "names in pieces": (
        BOX
        + b"Content-Type: application/pdf; "
        + b"".join(b"name*%d*=utf-8''a;" % one for one in range(100_000))
        + b"\r\n\r\nx",
        "",
    ),
    "letters that take the square": (
        b"Content-Type: text/plain; charset=punycode\r\n\r\na-" + b"b9" * 200_000,
        "a-",
    ),
    "empty lines": (b"A: b\r\n\r\n" + b"\n" * 2_000_000, ""),
    "nothing": (b"\0" * 100_000, ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_read_in_the_time_of_its_length(name: str) -> None:
    sent, words = HOSTILE[name]
    since = time.process_time()
    found = read(sent)
    assert time.process_time() - since < 5
    assert words in found.words


def test_a_mail_past_the_limit_is_read_up_to_it(monkeypatch) -> None:
    monkeypatch.setattr("kmt.mailbox.rules.LARGEST", 1_000)
    found = read(raw("a" * 5_000))
    assert TOO_LARGE in found.missing
    assert 0 < len(found.words) < 1_000


#: Pieces of which mails are made, to be put together by chance.
PIECES = st.sampled_from(
    [
        *(b"\r\n", b"\n", b"\r", b"\r\n\r\n", b" ", b"\t", b"--", b"--b", b"--b--", b"\0", b"=?"),
        *(b"From: ", b"Subject: ", b"Date: ", b"=?utf-8?Q?=C3?=", b"=?x?B?a?=", b"<", b">", b"@"),
        *(b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Type: message/rfc822\r\n"),
        *(b"Content-Type: multipart/alternative; boundary=b\r\n", b"Content-Type: text/html\r\n"),
        *(b"Content-Type: text/plain; charset*0*=utf-16''x\r\n", b"Content-Type: ;;=\r\n"),
        *(b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: x-uuencode\r\n"),
        *(b"Content-Disposition: attachment; filename*=x''%ff\r\n", b"begin 644 x\n", b"<!--"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(PIECES | st.binary(max_size=8)).map(b"".join)))
def test_any_bytes_are_a_mail_and_a_draft(sent: bytes) -> None:
    found = read(sent)
    content = content_of(found, (), where="map")
    assert content.narrative.strip()
    (content.narrative + content.contact + content.reporter_name).encode()
    assert "\0" not in content.narrative + content.contact
    assert found.mark == read(sent).mark


def test_another_mail_has_another_mark() -> None:
    marks = {read(bytes(mail(number=one))).mark for one in range(3)}
    marks |= {read(bytes(mail("Andere woorden."))).mark, read(bytes(mail(subject="Anders"))).mark}
    assert len(marks) == 5


def test_a_story_holds_no_more_than_a_report_takes() -> None:
    long = Mail(mark="", words="woord " * 20_000, subject="x" * 200, missing=("cut",))
    assert len(content_of(long, ("“a”",) * 10, where="map").narrative) <= 20_000 - 200
