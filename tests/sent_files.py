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


def scanned_page() -> bytes:
    """A PDF as a phone makes it: a photo of a page with the notes of the camera still in it."""
    photo = Image.Exif()
    photo[0x010E] = HIDDEN
    raw, out = BytesIO(), BytesIO()
    Image.new("RGB", (8, 6), "red").save(raw, format="jpeg", exif=photo, comment=HIDDEN.encode())
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(8, 6))
        picture = pdf.make_stream(
            raw.getvalue() + HIDDEN.encode(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=8,
            Height=6,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
            Metadata=pdf.make_stream(HIDDEN.encode()),
        )
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(P=picture),
            Font=pikepdf.Dictionary(A=font),
            Properties=pikepdf.Dictionary(M=pikepdf.Dictionary(Note=HIDDEN)),
        )
        page.obj.Contents = pdf.make_stream(b"q 8 0 0 6 0 0 cm /P Do Q")
        page.obj.Elsewhere = pikepdf.Dictionary(Note=HIDDEN)
        pdf.save(out)
    return out.getvalue()
