"""What is taken of what was sent: by its bytes, made anew, and a sentence for all the rest."""

from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kmt.attachments.files import SentFile, digest_of, kind_of, safe_name
from kmt.attachments.receiving import taken
from kmt.attachments.uploads import SeveralInMemory
from tests.sent_files import HIDDEN, document, picture


def packed(*names: str, size: int = 10, first: bytes = b"") -> bytes:
    """An archive with these files in it."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number, name in enumerate(names):
            archive.writestr(name, first if number == 0 and first else b"0" * size)
    return out.getvalue()


WORD = packed("[Content_Types].xml", "word/document.xml")
ODT = packed("mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0 jpeg", "jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"%PDF-1.7 ...", "pdf"),
        ("Gewone tekst, één regel.\n".encode(), "txt"),
        (b"GIF89a\x01\x00", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBP", "webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", "wav"),
        (b"RIFF\x00\x00\x00\x00ACON", ""),
        (b"\x00\x00\x00\x18ftypheic", "heic"),
        (b"\x00\x00\x00\x18ftypmp42", "mp4"),
        (b"\x1a\x45\xdf\xa3....", "webm"),
        (b"ID3\x04....", "mp3"),
        (WORD, "docx"),
        (ODT, "odt"),
        (packed("foto.jpg"), ""),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), ""),
        (packed("[Content_Types].xml", "word/document.xml", "word/embeddings/a.exe"), ""),
        (packed("[Content_Types].xml", "xl/workbook.xml", size=110_000_000), ""),
        (packed("[Content_Types].xml", *(f"word/{n}" for n in range(2_001)), size=0), ""),
        (packed("mimetype", first=b"application/epub+zip"), ""),
        (packed("mimetype", "Basic/x", first=b"application/vnd.oasis.opendocument.text"), ""),
        (WORD[:40], ""),
        (b"PK\x03\x04 a zip or docx", ""),
        (b"MZ\x90\x00 a program", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"  \n<!DOCTYPE html><p>", ""),
        (b"Dag! <script>alert(1)</script>", ""),
        (b"\x00\x01\x02", ""),
        (b"   \n", ""),
        (b"", ""),
    ],
    ids=count(),
)
def test_a_file_is_what_its_bytes_say(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_a_file_name_loses_its_path_and_control_characters() -> None:
    assert safe_name("C:\\Users\\Noor\\foto\u202e\n.jpg") == "foto.jpg"
    assert len(safe_name("a" * 300 + ".pdf")) <= 100
    assert safe_name("a" * 300 + ".pdf").endswith(".pdf")


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("content", [picture("jpeg"), picture("png"), document()])
def test_a_picture_and_a_pdf_are_made_anew(content) -> None:
    (kept,), sentences = taken([sent("a", content)])
    assert (kept.cleaned, sentences) == (True, ())
    assert HIDDEN.encode() in content
    assert HIDDEN.encode() not in kept.content


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff geen foto", b"%PDF-1.7 geen pdf", b"Gewone tekst", WORD]
)
def test_what_cannot_be_made_anew_is_kept_as_it_is_and_known_as_such(content) -> None:
    (kept,), sentences = taken([sent("a", content)])
    assert (kept.content, kept.cleaned, sentences) == (content, False, ())


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("leeg.pdf", b"")], "Het bestand “leeg.pdf” is leeg."),
        ([("a/b.exe", b"MZ\x90\x00")], "Wij kunnen het bestand “b.exe” niet aannemen."),
        ([("x.txt", b"tekst")] * 6, "hoogstens 5 bestanden"),
        ([("x.mp3", b"ID3" + b"x" * 10_000_000)], "“x.mp3” is te groot"),
        ([(f"{n}.mp3", b"ID3" + b"x" * 7_000_000) for n in range(3)], "hoogstens 20 MB"),
        ([("goed.txt", b"tekst"), ("fout.exe", b"MZ\x00")], "“fout.exe”"),
    ],
)
def test_what_is_not_taken_gets_a_sentence_and_nothing_is_kept(files, said) -> None:
    kept, sentences = taken([sent(*one) for one in files])
    assert kept == ()
    assert said in " ".join(sentences)
    assert sentences[-1].startswith("Kies je bestanden opnieuw")


def test_what_was_let_go_while_it_came_in_is_named() -> None:
    upload = SeveralInMemory()
    upload.let_go.append("map/film.mp4")
    kept, sentences = taken([], upload)
    assert (kept, len(sentences)) == ((), 2)
    assert "“film.mp4” is te groot" in sentences[0]


def test_the_same_files_have_one_digest_and_others_another() -> None:
    one, other = (SentFile(name="a", kind="txt", content=text) for text in (b"a", b"b"))
    found = [digest_of(files) for files in ((), (one,), (other,), (one, other), (other, one))]
    assert len(set(found)) == 5
    assert digest_of([one]) == digest_of([one])
    (kept,), _ = taken([sent("a", picture())])
    (again,), _ = taken([sent("b", picture())])
    assert digest_of([kept]) == digest_of([again])
