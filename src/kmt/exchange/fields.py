"""The working field list of a registration at CoMensha, read from its table once.

CoMensha's literal form was not found; the list is our own proposal on IOM's HTCDS 2.0 and the
fields that CoMensha publishes about. ``kind``: ``vault`` fields are opened when the file is made
and are never kept here; ``computed`` ones follow from case and region; the others are asked.
``count``: may stand in a count without names. ``needed``: must be answered, and "unknown" is an
answer.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kmt.vocabulary.tables import rows

DATA = Path(__file__).parent / "data"
_COLUMNS = "code block dutch english kind list count needed only htcds status source"
BLOCKS: dict[str, str] = {
    "submission": "inzending",
    "reporter": "melder",
    "victim": "slachtoffer",
    "exploitation": "uitbuiting",
    "justice": "politie en justitie",
    "needs": "wat nodig is",
    "consent": "toestemming",
}
KINDS = frozenset(
    {
        "choice",
        "choices",
        "answer",
        "text",
        "short",
        "number",
        "year",
        "day",
        "country",
        "countries",
    }
)
VAULT, COMPUTED = "vault", "computed"
_YES = frozenset({"yes", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its code and words, what kind it is, and in which registrations it stands."""

    code: str
    block: str
    dutch: str
    kind: str
    lists: tuple[str, ...]
    count: bool
    needed: bool
    only: str
    htcds: str

    @property
    def asked(self) -> bool:
        """Whether somebody fills it in here."""
        return self.kind in KINDS


@cache
def fields() -> tuple[Field, ...]:
    """Every field in the order of the page and the file."""
    return tuple(
        Field(
            code=row.needed("code"),
            block=row.one_of("block", frozenset(BLOCKS)),
            dutch=row.needed("dutch"),
            kind=row.one_of("kind", KINDS | {VAULT, COMPUTED}),
            lists=tuple(filter(None, row.text("list").split("|"))),
            count=row.one_of("count", _YES) == "yes",
            needed=row.one_of("needed", _YES) == "yes",
            only=row.text("only"),
            htcds=row.text("htcds"),
        )
        for row in rows(DATA, "registration_fields.csv", _COLUMNS)
    )


def in_registration(one: Field, *, count: bool, dossier_type: str) -> bool:
    """Whether a field stands in a registration with a name, or in a count, of this type."""
    return (one.count or not count) and one.only in {"", dossier_type}


def asked_in(*, count: bool, dossier_type: str) -> tuple[Field, ...]:
    """The fields that are filled in here, for a registration of this kind and type."""
    return tuple(
        one
        for one in fields()
        if one.asked and in_registration(one, count=count, dossier_type=dossier_type)
    )
