"""A file made anew: what is to be seen stays, what hides in it does not come along."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from tests.sent_files import HIDDEN, document, picture

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
