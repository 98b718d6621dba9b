"""The photo that came along with one of the stories of the demo: drawn here, of nobody."""

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
    kept, _sentences = taken([SimpleUploadedFile(entry["photo"], drawn())])
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
