"""A file made anew: what is to be seen stays, what hides in it does not come along."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from tests.sent_files import HIDDEN, document, picture, scanned_page

from kmt.kernel import cleaning
from kmt.kernel.cleaning import cleaned
from kmt.kernel.refusals import Invalid


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_a_picture_keeps_its_size_and_loses_its_notes(kind):
    sent = picture(kind)
    assert HIDDEN.encode() in sent
    found, content = cleaned(sent)
    assert (found, HIDDEN.encode() in content) == (kind, False)
    with Image.open(BytesIO(content)) as image:
        assert (image.size, dict(image.getexif())) == ((8, 6), {})


def test_a_pdf_keeps_its_pages_and_loses_what_runs_hides_or_names():
    kind, content = cleaned(document())
    assert kind == "pdf"
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert not {"/OpenAction", "/Names", "/AA", "/Metadata"} & set(pdf.Root.keys())
        assert "/AA" not in pdf.pages[0].obj
        assert "/Author" not in pdf.docinfo
        objects = b" ".join(bytes(str(one), "utf-8") for one in pdf.objects)
    assert HIDDEN.encode() not in objects + content


@pytest.mark.parametrize(
    "content",
    [b"", b"gewone tekst", b"MZ\x90\x00", b"\xff\xd8\xffgeen foto", b"%PDF-1.7 geen pdf"],
)
def test_what_is_no_readable_picture_or_pdf_is_refused_in_words(content):
    with pytest.raises(Invalid, match="leesbare foto of PDF"):
        cleaned(content)


def test_a_locked_a_huge_or_an_endless_file_is_refused_in_words(monkeypatch):
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Invalid, match="wachtwoord"):
        cleaned(out.getvalue())
    monkeypatch.setattr(cleaning, "MOST_PIXELS", 10)
    with pytest.raises(Invalid, match="te groot"):
        cleaned(picture())
    monkeypatch.setattr(cleaning, "MOST_PAGES", 0)
    with pytest.raises(Invalid, match="bladzijden"):
        cleaned(document())


def test_a_photo_inside_a_pdf_loses_its_notes_and_is_still_there():
    sent = scanned_page()
    assert sent.count(HIDDEN.encode()) > 3
    _, content = cleaned(sent)
    with pikepdf.open(BytesIO(content)) as pdf:
        found = pdf.pages[0].obj.Resources
        raw = found.XObject.P.read_raw_bytes()
        objects = b" ".join(bytes(str(one), "utf-8") for one in pdf.objects)
        assert "/A" in found.Font  # a name that the page gives is no action
    assert HIDDEN.encode() not in objects + content + raw
    with Image.open(BytesIO(raw)) as photo:
        assert (photo.size, photo.getpixel((3, 3))[0] > 200, dict(photo.getexif())) == (
            (8, 6),
            True,
            {},
        )


def test_a_picture_that_says_it_is_as_wide_as_a_street_is_refused_in_words():
    wide = bytearray(picture("png"))
    wide[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(Invalid):
        cleaned(bytes(wide))


def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_one_is_not(monkeypatch):
    out = BytesIO()
    Image.new("RGB", (5_000, 5_000), "white").save(out, format="png")
    with monkeypatch.context() as patched:
        patched.setattr(cleaning, "MOST_MEMORY", 20_000_000)
        with pytest.raises(Invalid, match="leesbare"):
            cleaned(out.getvalue())
    assert cleaned(picture())[0] == "jpeg"
