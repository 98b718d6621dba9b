"""The lists of codes of this room, by date: what the shared vocabulary has no place for."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kmt.vocabulary.entries import STATUSES, Dated
from kmt.vocabulary.tables import rows

DATA = Path(__file__).parent / "data"
_COLUMNS = "list code dutch english valid_from valid_to status source"
REFUSAL, GROUND, CHANNEL, ANSWER = (
    "handover_refusal",
    "other_basis_ground",
    "comensha_channel",
    "answer",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCode(Dated):
    """One value of a list of this room."""

    list: str
    code: str


@cache
def _all() -> tuple[OwnCode, ...]:
    found = []
    for row in rows(DATA, "codes.csv", _COLUMNS):
        first, last = row.period()
        row.one_of("status", STATUSES)
        cells = row.names("list", "code")
        found.append(OwnCode(valid_from=first, valid_to=last, **cells))
    return tuple(found)


def choices(name: str, on: date) -> list[tuple[str, str]]:
    """The values of a list that hold on a day, with their Dutch words."""
    return [(one.code, one.dutch) for one in _all() if one.list == name and one.valid_on(on)]


def word(name: str, code: str) -> str:
    """The Dutch words of a code, also of one that does not hold any more; itself when unknown."""
    found = (one.dutch for one in _all() if (one.list, one.code) == (name, code))
    return next(found, code)
