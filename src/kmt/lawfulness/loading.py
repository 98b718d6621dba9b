"""Loads the sharing matrix from its tables, once, and refuses data that contradict themselves.

A row may stand in several lines, one per period, as long as the periods do not overlap: a change
of law ends one line and adds another, and a decision of last year can still be explained.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kmt.lawfulness import parsing
from kmt.lawfulness.entries import Code, Condition, Kind, Matrix, Row, Source
from kmt.vocabulary.tables import Row as Line
from kmt.vocabulary.tables import rows as lines

DATA = Path(__file__).parent / "data"
CODES = "kind code dutch english within traits note"
CONDITIONS = "kind code dutch basis status"
MATRIX = (
    "id compartments senders recipients purposes data subjects age decision conditions binding"
    " vetoes exception approval basis retention terms status why note verify valid_from valid_until"
)
SOURCES = "source title address in_force"


@cache
def sharing_matrix() -> Matrix:
    """The project's own matrix, read at first use and kept."""
    return load(DATA)


def load(folder: Path) -> Matrix:
    """Read every table of a folder; the refusal names file, row and column."""
    codes = _codes(lines(folder, "codes.csv", CODES))
    conditions = _conditions(lines(folder, "conditions.csv", CONDITIONS))
    rows = _rows(lines(folder, "share_matrix.csv", MATRIX), codes, conditions)
    return Matrix(
        codes=codes,
        conditions=conditions,
        rows=rows,
        sources=tuple(_source(line) for line in lines(folder, "sources.csv", SOURCES)),
        index=_index(rows),
        leaves=MappingProxyType(parsing.leaves(codes["data"])),
        facts=frozenset(
            code for code, each in conditions.items() if each.kind in {Kind.BEFORE, Kind.VETO}
        ),
    )


def _codes(table: Iterable[Line]) -> dict[str, dict[str, Code]]:
    found: dict[str, dict[str, Code]] = {kind: {} for kind in sorted(parsing.KINDS)}
    above: list[tuple[Line, Code]] = []
    for line in table:
        code = parsing.code(line)
        if code.code in found[code.kind]:
            raise line.broken(f"'code' {code.code!r} stands here twice.")
        found[code.kind][code.code] = code
        above.append((line, code))
    for line, code in above:
        strange = [one for one in code.within if one not in found[code.kind]]
        if strange:
            raise line.broken(f"'within' holds an unknown code: {', '.join(strange)}.")
    return found


def _conditions(table: Iterable[Line]) -> dict[str, Condition]:
    found: dict[str, Condition] = {}
    for line in table:
        condition = parsing.condition(line)
        if condition.code in found:
            raise line.broken(f"'code' {condition.code!r} stands here twice.")
        found[condition.code] = condition
    return found


def _rows(
    table: Iterable[Line], codes: parsing.Codes, conditions: parsing.Conditions
) -> tuple[Row, ...]:
    found: list[Row] = []
    for line in table:
        row = parsing.row(line, codes, conditions)
        if any(row.id == other.id and row.overlaps(other) for other in found):
            raise line.broken(
                f"'valid_from': {row.id} stands here twice, with periods that overlap."
            )
        found.append(row)
    return tuple(found)


def _source(line: Line) -> Source:
    return Source(
        source=line.needed("source"),
        title=line.needed("title"),
        address=line.text("address"),
        in_force=line.day("in_force"),
    )


def _index(rows: tuple[Row, ...]) -> dict[tuple[str, str], tuple[Row, ...]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        for compartment in row.compartments:
            for purpose in row.purposes:
                found.setdefault((compartment, purpose), []).append(row)
    return {key: tuple(each) for key, each in found.items()}
