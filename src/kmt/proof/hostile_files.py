"""Makes files that mean harm or are broken, the same ones for the same seed. Knows nothing of us.

Sound pictures and PDF with bytes changed, cut, doubled or spliced; files that are two kinds at
once; bombs; pages for a browser; documents nested deeper than a program can count; names that a
careless program would trip over. Every sound one hides ``HIDDEN``.
"""

import random
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pikepdf
from PIL import Image

HIDDEN = b"verborgen-7731-verborgen"
SCRIPT = b"<script>alert('" + HIDDEN + b"')</script>"
File = tuple[str, bytes]
_BEGINNINGS = (
    *(b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.4\n", b"RIFF....WAVE"),
    *(b"PK\x03\x04", b"ID3", b"OggS", b"\0\0\0\x18ftypheic", b"\x1a\x45\xdf\xa3", b"tekst "),
)
_NAMES = (
    "foto.jpg",
    "../../etc/passwd",
    "C:\\Windows\\system32\\a.pdf",
    "a" * 400 + ".png",
    "\u202egpj.exe",
    "<script>alert(1)</script>.svg",
    '"; filename="x.html',
    "naam met\ttab.pdf",
    "....",
    "😀.heic",
    "con.txt",
    "%00.php",
    "{{ 7*7 }}{% x %}",
)


def hostile_upload(draw: random.Random) -> list[File]:
    """The files of one upload: mostly one, now and then none, several or too many."""
    number = draw.choices((1, 2, 3, 5, 6, 9), (80, 8, 5, 4, 2, 1))[0]
    return [(draw.choice(_NAMES), draw.choice(_FAMILIES)(draw)) for _ in range(number)]


@cache
def sound(kind: str) -> bytes:
    """A file that is in order, with something hidden in it."""
    out = BytesIO()
    if kind == "pdf":
        _document(out)
        return out.getvalue()
    notes = Image.Exif()
    notes[0x010E] = HIDDEN.decode()
    picture = Image.frombytes("RGB", (64, 48), random.Random(7).randbytes(9_216))  # noqa: S311
    picture.save(out, format=kind, **({} if kind == "gif" else {"exif": notes}))
    return out.getvalue()


def _document(out: BytesIO) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        pdf.docinfo["/Author"] = HIDDEN.decode()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=HIDDEN.decode())
        pdf.Root.OpenAction = script
        page.obj.AA = pikepdf.Dictionary(O=script)
        pdf.attachments["a.txt"] = HIDDEN
        pdf.save(out, deterministic_id=True)


def _mutated(draw: random.Random) -> bytes:
    """A sound file with some of its bytes changed, taken out, doubled or cut off."""
    content = bytearray(sound(draw.choice(("jpeg", "png", "gif", "webp", "pdf", "pdf"))))
    for _ in range(draw.choice((1, 2, 8, 40, 200))):
        at, length = draw.randrange(len(content) or 1), draw.choice((1, 2, 4, 64))
        how = draw.randrange(4)
        if how == 0:
            content[at : at + length] = draw.randbytes(length)
        elif how == 1:
            del content[at : at + length]
        elif how == 2:
            content[at:at] = content[at : at + length]
        else:
            content[at : at + length] = draw.choice((b"\0", b"\xff")) * length
    return bytes(content[: draw.randrange(len(content) + 1)] if draw.random() < 0.2 else content)


def _spliced(draw: random.Random) -> bytes:
    """The beginning of one and the end of another."""
    one, other = (sound(draw.choice(("jpeg", "png", "gif", "pdf"))) for _ in range(2))
    return one[: draw.randrange(len(one))] + other[draw.randrange(len(other)) :]


def _two_at_once(draw: random.Random) -> bytes:
    """A picture or PDF that is a page, a script or an archive as well."""
    first = sound(draw.choice(("jpeg", "png", "gif", "pdf")))
    second = draw.choice((SCRIPT, _page(draw), _archive(draw), b"MZ" + draw.randbytes(200)))
    return first + second if draw.random() < 0.7 else second + first


def _page(draw: random.Random) -> bytes:
    """What a browser would run."""
    page = draw.choice(
        (
            b"<!DOCTYPE html><html><body>" + SCRIPT,
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + SCRIPT + b"</svg>",
            b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'aaaa'>]><l>&a;</l>",
            b"\xef\xbb\xbf  \n<HTML><iframe src=//x>",
            b"Gewone tekst. " + SCRIPT,
            b"=cmd|'/c calc'!A1,2,3\n",
        )
    )
    return page.decode("utf-8").encode("utf-16") if draw.random() < 0.2 else page


def _archive(draw: random.Random) -> bytes:
    """An archive: a bomb, a macro, an office file that is none, or a sound office file."""
    out = BytesIO()
    what = draw.choice(("bomb", "macro", "nested", "office", "plain", "many"))
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        _put(packed, "[Content_Types].xml", b"<Types/>")
        if what == "bomb":
            _put(packed, "word/document.xml", bytes(2_000_000))
        elif what == "macro":
            _put(packed, "word/vbaProject.bin", SCRIPT)
        elif what == "nested":
            _put(packed, "word/a.zip", _archive(draw) if draw.random() < 0.7 else b"")
        elif what == "many":
            for number in range(300):
                _put(packed, f"word/{number}", b"")
        elif what == "office":
            _put(packed, "word/document.xml", b"<w:document/>")
        _put(packed, draw.choice(("../../a", "word/x.xml", "/etc/passwd")), SCRIPT)
    content = bytearray(out.getvalue())
    if draw.random() < 0.5:  # break what it says about itself
        content[draw.randrange(len(content))] ^= 0xFF
    return bytes(content)


def _put(packed: ZipFile, name: str, content: bytes) -> None:
    """At a fixed time, so that the same seed gives the same bytes."""
    packed.writestr(ZipInfo(name), content, ZIP_DEFLATED)


def _picture_bomb(draw: random.Random) -> bytes:
    """A small file that says that it is a picture as wide as a street."""
    width, height = draw.choice(((60_000, 60_000), (1, 2_000_000_000), (7_000, 7_000), (0, 0)))
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 0, 0, 0, 0))
    notes = b"Comment\0\0" + _zeros(draw.choice((10, 30_000_000)))
    parts = [(b"IHDR", head), (b"zTXt", notes), (b"IDAT", zlib.compress(bytes(1_000)))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*one) for one in [*parts, (b"IEND", b"")])


@cache
def _zeros(number: int) -> bytes:
    """So many zeros, in very few bytes."""
    return zlib.compress(bytes(number))


def _part(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + name + content + check


def _deep_document(draw: random.Random) -> bytes:
    """A PDF nested very deep, going round in a circle, locked, or unpacking to far too much."""
    deep = draw.choice((10, 500, 5_000, 60_000))
    inside = draw.choice(
        (
            b"[" * deep + b"]" * deep,
            b"<</A" * deep + b" 1 " + b">>" * deep,
            b"<</Type/Pages/Kids[1 0 R 1 0 R]/Count 2>>",
            b"<</Type/Pages/Kids[2 0 R]/Count 99999999>>",
            b"(" * deep,
            b"<</Length 99999999999>>stream\n" + draw.randbytes(50),
        )
    )
    bomb = _zeros(draw.choice((1_000, 20_000_000)))
    flate = b"<</Type/ObjStm/N 9/First 9/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    body = [
        b"1 0 obj " + inside + b" endobj",
        b"2 0 obj <</Type/Page/Parent 1 0 R/MediaBox[0 0 1e9 1e9]/Contents 3 0 R>> endobj",
        b"3 0 obj " + flate + bomb + b"\nendstream endobj",
        b"trailer <</Root <</Type/Catalog/Pages 1 0 R/OpenAction 3 0 R>>/Prev 0>>",
    ]
    return b"%PDF-1.7\n" + b"\n".join(body) + b"\nstartxref\n0\n%%EOF"


def _noise(draw: random.Random) -> bytes:
    """A right beginning and nothing right after it; or nothing at all."""
    return draw.choice(_BEGINNINGS) + draw.randbytes(draw.choice((0, 1, 30, 3_000)))


_FAMILIES: tuple[Callable[[random.Random], bytes], ...] = (
    *(_mutated, _mutated, _mutated, _spliced, _two_at_once, _page),
    *(_archive, _picture_bomb, _deep_document, _noise),
)
