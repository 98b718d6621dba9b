"""A file that somebody sends, made anew: the picture or the pages, and nothing that hides in it.

Pictures are decoded and encoded again (place, camera, thumbnail and notes are gone). Of a PDF only
what is to be seen on its pages goes into a new document; what runs, opens, is attached or tells who
made it stays behind, also the notes inside its photos. What cannot be read, or needs too much
memory, is refused in words. All in memory: nothing touches a disk before it is sealed.
"""

import resource
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageOps

from kmt.kernel.refusals import Invalid

MOST_PIXELS = 40_000_000
MOST_PAGES = 60
#: What one file may need to be looked at; a few small bytes can unpack to many gigabytes.
MOST_MEMORY = 700_000_000
_QUALITY = 88
_MAGIC = (("jpeg", b"\xff\xd8\xff"), ("png", b"\x89PNG\r\n\x1a\n"), ("pdf", b"%PDF-"))
#: Of a page of a PDF: what is needed to see it. The document around it is new.
_PAGE = {
    *("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit"),
    *("/Resources", "/Contents", "/Group"),
}
#: Wherever it stands in a PDF: what runs, opens, carries something along or tells of its making.
_NOWHERE = (
    *("/A", "/AA", "/AF", "/EF", "/JS", "/Launch", "/Metadata", "/OPI", "/OpenAction"),
    *("/PieceInfo", "/LastModified", "/Thumb", "/URI"),
)
_ALWAYS = ("/Properties",)
_TYPED = frozenset({"/Type", "/Subtype", "/S"})
#: What the libraries raise for a file that is broken, or made to break them.
_BROKEN = (
    *(ArithmeticError, EOFError, LookupError, MemoryError, OSError, RuntimeError, SyntaxError),
    *(TypeError, ValueError, struct.error, zlib.error),
    *(Image.DecompressionBombError, pikepdf.PdfError),
)
UNREADABLE = "Dit bestand is geen leesbare foto of PDF. Maak een nieuwe foto of scan."


def cleaned(content: bytes) -> tuple[str, bytes]:
    """The kind (``jpeg``, ``png``, ``pdf``) and the file made anew.

    Raises ``Invalid`` for what is neither, cannot be read, is locked, or is too large to look at.
    """
    kind = next((name for name, magic in _MAGIC if content.startswith(magic)), "")
    if not kind:
        raise Invalid(UNREADABLE)
    try:
        with _memory_within(MOST_MEMORY):
            return kind, _document(content) if kind == "pdf" else _picture(content, kind)
    except pikepdf.PasswordError as locked:
        raise Invalid("Deze PDF is met een wachtwoord afgesloten. Sla hem zonder op.") from locked
    except _BROKEN as wrong:
        raise Invalid(UNREADABLE) from wrong


@contextmanager
def _memory_within(most: int) -> Iterator[None]:
    """Let this process grow by so much at most: past it comes a ``MemoryError``, not a standstill.

    Where the system does not tell how large a process is, nothing is limited.
    """
    size = Path("/proc/self/statm")
    if sys.platform != "linux" or not size.exists():
        yield
        return
    now = int(size.read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + most if soft == resource.RLIM_INFINITY else min(soft, now + most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _picture(content: bytes, kind: str) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(content), formats=(kind,)) as found:
        if found.width * found.height > MOST_PIXELS:
            raise Invalid("Deze foto is te groot. Maak hem kleiner en probeer het opnieuw.")
        upright = ImageOps.exif_transpose(found).convert("RGB")
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    bare.save(out, format=kind, quality=_QUALITY)
    return out.getvalue()


def _document(content: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as found, pikepdf.new() as bare:
        if len(found.pages) > MOST_PAGES:
            raise Invalid(f"Deze PDF heeft meer dan {MOST_PAGES} bladzijden.")
        bare.pages.extend(found.pages)
        for page in bare.pages:
            for name in page.obj.keys() - _PAGE:
                del page.obj[name]
        for one in bare.objects:
            _strip(one)
        bare.save(out, fix_metadata_version=False)
    return out.getvalue()


def _strip(whole: pikepdf.Object) -> None:
    """Take out of one object, and of what stands in it, everything that is not to be seen."""
    todo: list[Any] = [whole]
    while todo:
        one = todo.pop()
        if isinstance(one, pikepdf.Array):
            inside = list(one.as_list())
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            inside = _stripped(one)
        else:
            continue
        todo += [
            part for part in inside if isinstance(part, pikepdf.Object) and not part.is_indirect
        ]


def _stripped(one: Any) -> list[Any]:
    """The values of a dictionary or stream that stay; a photo loses its notes.

    A dictionary without a type is a list of names that the page gives to fonts and pictures.
    """
    typed = isinstance(one, pikepdf.Stream) or not _TYPED.isdisjoint(one.keys())
    for name in (*_ALWAYS, *(_NOWHERE if typed else ())):
        if name in one:
            del one[name]
    if isinstance(one, pikepdf.Stream) and _is_photo(one):
        how: dict[str, Any] = {"filter": one["/Filter"], "decode_parms": one.get("/DecodeParms")}
        one.write(_without_notes(one.read_raw_bytes()), **how)
    return [one[name] for name in one.keys()]  # noqa: SIM118 - not a dict


def _is_photo(stream: Any) -> bool:
    """Whether the bytes of this stream are a JPEG as a camera made it."""
    how = stream.get("/Filter")
    return [str(one) for one in (how if isinstance(how, pikepdf.Array) else [how])] == [
        "/DCTDecode"
    ]


def _without_notes(photo: bytes) -> bytes:
    """A JPEG without the parts that only tell about it (ISO 10918-1: APP1-13, APP15, COM)."""
    if not photo.startswith(b"\xff\xd8"):
        return photo
    kept, at = [photo[:2]], 2
    while photo[at : at + 1] == b"\xff" and photo[at + 1 : at + 2] not in {b"\xda", b"\xd9", b""}:
        length = int.from_bytes(photo[at + 2 : at + 4], "big")
        if length < 2:
            break
        mark = photo[at + 1]
        if not (0xE1 <= mark <= 0xED or mark in {0xEF, 0xFE}):
            kept.append(photo[at : at + 2 + length])
        at += 2 + length
    end = photo.find(b"\xff\xd9", at)
    return b"".join(kept) + (photo[at:] if end < 0 else photo[at : end + 2])
