"""The files of the demo: a photo with one of the stories, papers with evidence. Of nobody."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from kmt.attachments.files import SentFile
from kmt.attachments.receiving import taken


def files_of(entry: Mapping[str, Any]) -> tuple[SentFile, ...]:
    """What came along with a story, taken in as the form does; empty for most."""
    if "photo" not in entry:
        return ()
    return _taken(entry["photo"], drawn())


def paper_called(title: str) -> tuple[SentFile, ...]:
    """A PDF of one page with a title and the word that it is invented."""
    out = BytesIO()
    page = Image.new("RGB", (595, 842), "white")
    pen = ImageDraw.Draw(page)
    pen.text((60, 80), title, fill="black")
    pen.text((60, 110), "Verzonnen stuk, alleen om te laten zien.", fill="black")
    page.save(out, format="pdf")
    return _taken(f"{title}.pdf", out.getvalue())


def _taken(name: str, content: bytes) -> tuple[SentFile, ...]:
    kept, _sentences = taken([SimpleUploadedFile(name, content)])
    return kept


def drawn() -> bytes:
    """A door with a lit window, in a few rectangles."""
    out = BytesIO()
    picture = Image.new("RGB", (640, 480), "#26323f")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((220, 130, 420, 470), fill="#5b4636")
    pen.rectangle((255, 165, 385, 265), fill="#f2c14e")
    pen.text((14, 456), "Verzonnen foto", fill="white")
    picture.save(out, format="jpeg")
    return out.getvalue()
