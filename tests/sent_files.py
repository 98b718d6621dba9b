"""Files to send along: a picture and a PDF with things hidden in them, made here."""

from io import BytesIO

import pikepdf
from PIL import Image

HIDDEN = "verborgen-7731"


def picture(kind: str = "jpeg") -> bytes:
    """A small picture that tells in its notes what must not come along."""
    out = BytesIO()
    notes = Image.Exif()
    notes[0x010E] = HIDDEN  # ImageDescription
    Image.new("RGB", (8, 6), "white").save(out, format=kind, exif=notes)
    return out.getvalue()


def document() -> bytes:
    """A PDF of one page that runs something, carries a file along and names its maker."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Author"] = HIDDEN
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=HIDDEN)
        pdf.Root.OpenAction = script
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        pdf.attachments["notes.txt"] = HIDDEN.encode()
        pdf.save(out)
    return out.getvalue()
