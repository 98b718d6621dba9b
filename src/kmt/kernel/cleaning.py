"""A file that somebody sends, made anew: the picture or the pages, and nothing that hides in it.

Pictures are decoded and encoded again (place, camera, thumbnail and notes are gone); of a PDF
everything that runs, opens, is attached or tells who made it is taken out. What cannot be read is
refused in words. All in memory: nothing touches a disk before it is sealed.
"""

from io import BytesIO

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from kmt.kernel.refusals import Invalid

MOST_PIXELS = 40_000_000
MOST_PAGES = 60
_QUALITY = 88
_MAGIC = (("jpeg", b"\xff\xd8\xff"), ("png", b"\x89PNG\r\n\x1a\n"), ("pdf", b"%PDF-"))
#: On a page of a PDF: what runs, opens or carries something along. The document around is new.
_PAGE = {"/AA", "/AF", "/Metadata", "/PieceInfo", "/Annots", "/Thumb"}
UNREADABLE = "Dit bestand is geen leesbare foto of PDF. Maak een nieuwe foto of scan."


def cleaned(content: bytes) -> tuple[str, bytes]:
    """The kind (``jpeg``, ``png``, ``pdf``) and the file made anew.

    Raises ``Invalid`` for what is neither, cannot be read, is locked, or is too large to look at.
    """
    kind = next((name for name, magic in _MAGIC if content.startswith(magic)), "")
    if not kind:
        raise Invalid(UNREADABLE)
    return kind, _document(content) if kind == "pdf" else _picture(content, kind)


def _picture(content: bytes, kind: str) -> bytes:
    out = BytesIO()
    try:
        with Image.open(BytesIO(content), formats=(kind,)) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Invalid("Deze foto is te groot. Maak hem kleiner en probeer het opnieuw.")
            upright = ImageOps.exif_transpose(found).convert("RGB")
            bare = Image.frombytes("RGB", upright.size, upright.tobytes())
            bare.save(out, format=kind, quality=_QUALITY)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as wrong:
        raise Invalid(UNREADABLE) from wrong
    return out.getvalue()


def _document(content: bytes) -> bytes:
    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(content)) as found:
            if len(found.pages) > MOST_PAGES:
                raise Invalid(f"Deze PDF heeft meer dan {MOST_PAGES} bladzijden.")
            with pikepdf.new() as bare:
                bare.pages.extend(found.pages)
                for page in bare.pages:
                    for name in _PAGE & set(page.obj.keys()):
                        del page.obj[name]
                bare.save(out, fix_metadata_version=False)
    except pikepdf.PasswordError as locked:
        raise Invalid("Deze PDF is met een wachtwoord afgesloten. Sla hem zonder op.") from locked
    except pikepdf.PdfError as wrong:
        raise Invalid(UNREADABLE) from wrong
    return out.getvalue()
