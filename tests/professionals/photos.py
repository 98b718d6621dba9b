"""An invented photo as a phone makes it, with a place in it, and what is kept of it."""

from base64 import b64decode
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.attachments.models import Attachment
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

GPS_MARK = b"VERZONNEN-TOESTEL"
_GPS, _MODEL = 0x8825, 0x0110


def photo() -> bytes:
    """A small picture that says where and with what it was made."""
    made = Image.new("RGB", (40, 30), (120, 80, 40))
    notes = Image.Exif()
    notes[_MODEL] = GPS_MARK.decode()
    notes.get_ifd(_GPS)[2] = (52.0, 13.0, 8.0)
    out = BytesIO()
    made.save(out, "jpeg", exif=notes)
    assert GPS_MARK in out.getvalue()
    return out.getvalue()


def sent_photo(name: str = "foto.jpg") -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return SimpleUploadedFile(name, photo(), "image/jpeg")


def kept_content(file_id: UUID) -> bytes:
    """What is kept of a file, opened."""
    with gate_open(REPORTER):
        row = Attachment.objects.get(pk=file_id)
    (text,) = open_texts([(row.subject, column_of("file", row.id), bytes(row.content))])
    return b64decode(text)
