"""Which files we take, told by their first bytes and not by their name. Pure.

Pictures and PDF are made anew (:mod:`kmt.kernel.cleaning`); office files, text, sound and video
are kept as they are. Not taken are programs, archives, web pages and SVG (they run in a browser),
and office files that carry a program along or unpack to far more than they weigh.
"""

import hashlib
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

MOST_FILES = 5
FILE_LIMIT = 10_000_000
TOGETHER_LIMIT = 20_000_000
NAME_LIMIT = 100

#: Per kind: media type and the last part of the name when it is saved.
KINDS: dict[str, tuple[str, str]] = {
    "jpeg": ("image/jpeg", "jpg"),
    "png": ("image/png", "png"),
    "gif": ("image/gif", "gif"),
    "webp": ("image/webp", "webp"),
    "heic": ("image/heic", "heic"),
    "pdf": ("application/pdf", "pdf"),
    "txt": ("text/plain; charset=utf-8", "txt"),
    "docx": ("application/octet-stream", "docx"),
    "xlsx": ("application/octet-stream", "xlsx"),
    "pptx": ("application/octet-stream", "pptx"),
    "odt": ("application/octet-stream", "odt"),
    "ods": ("application/octet-stream", "ods"),
    "odp": ("application/octet-stream", "odp"),
    "mp3": ("audio/mpeg", "mp3"),
    "ogg": ("audio/ogg", "ogg"),
    "wav": ("audio/wav", "wav"),
    "mp4": ("video/mp4", "mp4"),
    "webm": ("video/webm", "webm"),
    "avi": ("video/x-msvideo", "avi"),
}
#: What is shown as a picture, once it was made anew and found clean.
PICTURES = frozenset({"jpeg", "png"})
#: What can be made anew.
CLEANABLE = PICTURES | {"pdf"}

_MAGIC = (
    ("jpeg", b"\xff\xd8\xff"),
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("gif", b"GIF87a"),
    ("gif", b"GIF89a"),
    ("pdf", b"%PDF-"),
    ("mp3", b"ID3"),
    ("mp3", b"\xff\xfb"),
    ("mp3", b"\xff\xf3"),
    ("ogg", b"OggS"),
    ("webm", b"\x1a\x45\xdf\xa3"),
)
_RIFF = {b"WAVE": "wav", b"WEBP": "webp", b"AVI ": "avi"}
_PHOTO_BRANDS = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"heim", b"avif"})
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN_OFFICE = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
#: In an office file: a program, or another file of whatever kind.
_RUNS = ("vbaproject.bin", "basic/", "scripts/", "/embeddings/", "/activex/")
_MOST_PARTS, _MOST_UNPACKED = 2_000, 200_000_000
#: What :mod:`zipfile` raises for an archive that is broken, locked or strange.
_UNREADABLE = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)
#: How a text begins that a browser would read as a page.
_MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<head", "<body", "<iframe")
_LOOKED_AT = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file that was sent: what its bytes say that it is, and whether it was made anew.

    ``digest`` is of the bytes as they came in, to tell the same file from another.
    """

    name: str
    kind: str
    content: bytes
    cleaned: bool = False
    digest: str = ""


def kind_of(content: bytes) -> str:
    """A kind of :data:`KINDS` by the bytes themselves; empty for what we do not take."""
    for kind, magic in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(b"RIFF"):
        return _RIFF.get(content[8:12], "")
    if content[4:8] == b"ftyp":
        return "heic" if content[8:12] in _PHOTO_BRANDS else "mp4"
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return "txt" if _is_plain_text(content) else ""


def digest_of(sent: Iterable[SentFile]) -> str:
    """SHA-256 over the digests of all files as they came in; empty for none."""
    each = [one.digest or hashlib.sha256(one.content).hexdigest() for one in sent]
    return hashlib.sha256("".join(each).encode()).hexdigest() if each else ""


def safe_name(name: str) -> str:
    """The last part of a file name, without control characters, shortened in the middle."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip()
    return kept if len(kept) <= NAME_LIMIT else f"{kept[:60]}…{kept[-30:]}"


def _office_kind(content: bytes) -> str:
    """An office file that runs nothing and is no bomb; empty for every other archive."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            first = packed.open(parts[0]).read(80) if parts and parts[0].file_size < 80 else b""
    except _UNREADABLE:
        return ""
    names = [one.filename.lower() for one in parts]
    unpacked = sum(one.file_size for one in parts)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
        return ""
    if any(mark in f"/{name}" for name in names for mark in _RUNS):
        return ""
    if names and names[0] == "mimetype":
        return _OPEN_OFFICE.get(first, "")
    if "[content_types].xml" not in names:
        return ""
    return next((kind for at, kind in _OFFICE.items() if any(n.startswith(at) for n in names)), "")


def _is_plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    begin = text[:_LOOKED_AT].lower()
    if any(mark in begin for mark in _MARKUP):
        return False
    return bool(text.strip()) and not any(
        unicodedata.category(one) == "Cc" and one not in "\t\n\r\f" for one in text
    )
