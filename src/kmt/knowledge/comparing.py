"""Two versions of a text side by side in one: what went, what came, what stayed. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, CAME = "same", "gone", "came"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of text that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the text with its pieces; ``changed`` when not all of it stayed."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether something went or came here."""
        return any(one.kind != SAME for one in self.pieces)


def compare(before: str, after: str) -> tuple[Paragraph, ...]:
    """The lines of both texts in order; in lines that were rewritten, word by word.

    What is ``same`` or ``gone`` makes up the first text, ``same`` or ``came`` the second.
    """
    old, new = before.splitlines(), after.splitlines()
    found: list[Paragraph] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_whole(SAME, line) for line in old[a:b]]
        elif tag == "replace":
            found += _rewritten(old[a:b], new[c:d])
        else:
            found += [_whole(GONE, line) for line in old[a:b]]
            found += [_whole(CAME, line) for line in new[c:d]]
    return tuple(found)


def _rewritten(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    for before, after in zip(old, new, strict=False):
        yield Paragraph(pieces=tuple(_words(before, after)))
    for line in old[len(new) :]:
        yield _whole(GONE, line)
    for line in new[len(old) :]:
        yield _whole(CAME, line)


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = (re.findall(r"\s+|[^\s]+", one) for one in (before, after))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(kind=SAME, text="".join(old[a:b]))
            continue
        if gone := "".join(old[a:b]):
            yield Piece(kind=GONE, text=gone)
        if came := "".join(new[c:d]):
            yield Piece(kind=CAME, text=came)


def _whole(kind: str, line: str) -> Paragraph:
    return Paragraph(pieces=(Piece(kind=kind, text=line),))
