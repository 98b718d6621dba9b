"""Which files the entrance takes, told by their first bytes and not by their name. Pure."""

import hashlib
import unicodedata
from dataclasses import dataclass

SIZE_LIMIT = 2_000_000
NAME_LIMIT = 100
_MAGIC = (("jpeg", b"\xff\xd8\xff"), ("png", b"\x89PNG\r\n\x1a\n"), ("pdf", b"%PDF-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file that was sent along, and what its bytes say that it is."""

    name: str
    kind: str
    content: bytes


def kind_of(content: bytes) -> str:
    """jpeg, png, pdf or txt by the bytes themselves; empty for anything else."""
    for kind, magic in _MAGIC:
        if content.startswith(magic):
            return kind
    return "txt" if _is_text(content) else ""


def digest_of(sent: SentFile | None) -> str:
    """SHA-256 of the bytes, to tell the same file from another; empty for no file."""
    return hashlib.sha256(sent.content).hexdigest() if sent else ""


def safe_name(name: str) -> str:
    """The last part of a file name, without control characters, shortened in the middle."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip()
    return kept if len(kept) <= NAME_LIMIT else f"{kept[:60]}…{kept[-30:]}"


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(
        unicodedata.category(one) == "Cc" and one not in "\t\n\r\f" for one in text
    )
