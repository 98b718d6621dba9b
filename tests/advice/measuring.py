"""Measures the search for identifying data on invented, marked sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kmt.advice.rules.identifying import Found, find
from kmt.advice.wordlists import known

TODAY = date(2026, 11, 26)
_MARK = re.compile(r"\{(\w+):([^}]*)\}")


@dataclass(frozen=True)
class Marked:
    """A sentence, and what must be found in it: kind, start, end."""

    text: str
    pieces: tuple[tuple[str, int, int], ...]


@dataclass
class Score:
    """What was found of what had to be found, and what was found without reason."""

    sentences: int = 0
    pieces: int = 0
    hit: int = 0
    false: int = 0
    false_sure: int = 0
    calm: int = 0
    disturbed: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.hit / self.pieces

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.false)


def sentences(name: str) -> Iterator[Marked]:
    """The marked sentences of a file."""
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield marked(line)


def marked(line: str) -> Marked:
    """A line without its marks, and where they stood."""
    text, pieces, at = "", [], 0
    for one in _MARK.finditer(line):
        text += line[at : one.start()]
        pieces.append((one[1], len(text), len(text) + len(one[2])))
        text += one[2]
        at = one.end()
    return Marked(text + line[at:], tuple(pieces))


def measure(name: str) -> Score:
    """A piece is hit when something overlaps it: then the text is refused and the place shown."""
    score = Score()
    for one in sentences(name):
        found = find(one.text, known(), TODAY)
        score.sentences += 1
        for _kind, start, end in one.pieces:
            hit = any(_touches(each, start, end) for each in found)
            score.pieces += 1
            score.hit += hit
            if not hit:
                score.missed.append(f"{one.text[start:end]} | {one.text}")
        extra = [f for f in found if not any(_touches(f, s, e) for _, s, e in one.pieces)]
        score.false += len(extra)
        score.false_sure += sum(each.sure for each in extra)
        score.wrong += [f"{each.kind} {each.text} {each.sure} | {one.text}" for each in extra]
        if not one.pieces:
            score.calm += 1
            score.disturbed += bool(extra)
    return score


def _touches(found: Found, start: int, end: int) -> bool:
    return found.start < end and start < found.end
