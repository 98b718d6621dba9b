"""Streams, costs and actuals from a workbook or CSV: a dry run that changes nothing, row by row.

What was read rides along in the page, sealed (:mod:`kmt.entrance.carrying`), until somebody says
that it may be taken over; the file itself is kept nowhere. Titles are those of the file, so Dutch
in every language.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import UUID

from kmt.entrance.carrying import pack, unpack
from kmt.finance import rules
from kmt.finance.given import ActualGiven, CostGiven, RowGiven, StreamGiven
from kmt.finance.reckoning import Budget, Certainty, Cost, CostKind, Stream
from kmt.kernel.workbooks import Column, Kind, Row, read_rows

MOST_ROWS = 500
STREAMS, COSTS, ACTUALS = "streams", "costs", "actuals"
NEW, CHANGES, SAME, WRONG = "new", "changes", "same", "wrong"
YES_NO = {"yes": "ja", "no": "nee"}
CERTAINTIES: Mapping[str, str] = {
    Certainty.STRUCTURAL: "structureel",
    Certainty.TEMPORARY: "tijdelijk",
    Certainty.UNCERTAIN: "onzeker",
}
KINDS: Mapping[str, str] = {
    CostKind.STAFF: "personeel",
    CostKind.POST: "post",
    CostKind.ONE_OFF: "eenmalig",
}
#: Excel and its kin run a cell that begins with one of these.
RISKY = ("=", "+", "-", "@", "\t", "\r")

_NAME = Column(key="name", title="Naam", required=True, most=200)
_PERIOD = (
    Column(key="from_year", title="Van jaar", kind=Kind.INTEGER, required=True),
    Column(key="until_year", title="Tot en met jaar", kind=Kind.INTEGER),
)
_INDEX = (
    Column(key="index", title="Indexcijfer", most=20),
    Column(key="price_year", title="Prijsjaar", kind=Kind.INTEGER),
)
_AMOUNT = Column(key="amount", title="Bedrag", kind=Kind.DECIMAL, required=True)
_EXAMPLE = Column(key="example", title="Voorbeeld", kind=Kind.CHOICE, choices=YES_NO)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    STREAMS: (
        _NAME,
        Column(key="source", title="Van wie", most=200),
        Column(key="purpose", title="Waarvoor", most=400),
        Column(
            key="certainty",
            title="Zekerheid",
            kind=Kind.CHOICE,
            required=True,
            choices=CERTAINTIES,
        ),
        Column(key="probability", title="Kans in procenten", kind=Kind.DECIMAL),
        *_PERIOD,
        _AMOUNT,
        *_INDEX,
        Column(key="conditions", title="Voorwaarden", most=400),
        Column(key="decision", title="Besluit", most=200),
        Column(key="divided", title="Over gemeenten verdeeld", kind=Kind.CHOICE, choices=YES_NO),
        _EXAMPLE,
    ),
    COSTS: (
        _NAME,
        Column(key="kind", title="Soort", kind=Kind.CHOICE, required=True, choices=KINDS),
        _AMOUNT,
        Column(key="fte", title="Fte", kind=Kind.DECIMAL),
        Column(key="scale", title="Schaal", most=40),
        *_INDEX,
        *_PERIOD,
        Column(key="source", title="Bron", most=200),
        _EXAMPLE,
    ),
    ACTUALS: (
        _NAME,
        Column(key="year", title="Jaar", kind=Kind.INTEGER, required=True),
        _AMOUNT,
        Column(key="source", title="Bron", required=True, most=200),
    ),
}
#: A row to begin with, in each file to fill in.
SAMPLES: Mapping[str, str] = {
    STREAMS: "Subsidie van de provincie (voorbeeld);Provincie;Ontwikkeling;tijdelijk;;2027;2028;"
    "45000,00;;;Verslag per jaar;;nee;ja",
    COSTS: "Medewerker meldpunt (voorbeeld);personeel;82500,00;0,8;9;;;2027;;Voorbeeld;ja",
    ACTUALS: "Medewerker meldpunt (voorbeeld);2027;66120,50;Jaarrekening 2027",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """What one row of the file would do: its number in the sheet, and what is wrong with it."""

    number: int
    name: str
    outcome: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The dry run of a file; ``rows_given`` is what would be taken over, nothing when it is wrong.

    ``problems`` are of the file as a whole.
    """

    kind: str
    file: str
    rows: tuple[ReportRow, ...] = ()
    problems: tuple[str, ...] = ()
    rows_given: tuple[RowGiven, ...] = ()

    @property
    def good(self) -> bool:
        """Whether there is something to take over and nothing is wrong."""
        return bool(self.rows_given) and not self.wrong

    @property
    def wrong(self) -> int:
        """How many rows, or things about the file, are wrong."""
        return len(self.problems) + sum(1 for one in self.rows if one.outcome == WRONG)


def dry_run(
    kind: str, data: bytes, *, file: str, budget: Budget, versions: Mapping[str, int]
) -> Report:
    """Read a file and say what each row would do to this budget; changes nothing."""
    sheet = read_rows(data, name=file, columns=COLUMNS[kind], most_rows=MOST_ROWS)
    seen: set[tuple[str, int]] = set()
    rows: list[ReportRow] = []
    givens: list[RowGiven] = []
    for row in sheet.rows:
        found, given = _row(kind, row, budget, versions, seen)
        rows.append(found)
        if given is not None and found.outcome in {NEW, CHANGES}:
            givens.append(given)
    problems = tuple(
        f"Rij {one.row}: {one.sentence}" if one.row else one.sentence for one in sheet.problems
    )
    wrong = problems or any(one.outcome == WRONG for one in rows)
    return Report(
        kind=kind,
        file=sheet.name,
        rows=tuple(rows),
        problems=problems,
        rows_given=() if wrong else tuple(givens),
    )


def _row(
    kind: str,
    row: Row,
    budget: Budget,
    versions: Mapping[str, int],
    seen: set[tuple[str, int]],
) -> tuple[ReportRow, RowGiven | None]:
    name = row.text("name")
    told = tuple(f"{one.column}: {one.sentence}".strip(": ") for one in row.problems)
    if told:
        return ReportRow(number=row.number, name=name, outcome=WRONG, problems=told), None
    known = _known(kind, budget)
    given = _given(kind, row, known)
    problems = list(_problems(given, budget).values())
    mark = (_plain(name), row.whole("year") or 0)
    if mark in seen:
        problems.append("Deze naam staat twee keer in het bestand. Voeg de rijen samen.")
    seen.add(mark)
    there = known.get(_plain(name), "")
    if isinstance(given, StreamGiven):
        # Amounts of single years are not in the file: they stay as they are.
        kept = next((one.exceptions for one in budget.streams if one.id == there), ())
        given = replace(given, exceptions=dict(kept))
    if kind == ACTUALS and not there:
        problems.insert(0, "Deze naam is geen geldstroom of kostenpost van deze begroting.")
    if problems:
        wrong = tuple(dict.fromkeys(problems))
        return ReportRow(number=row.number, name=name, outcome=WRONG, problems=wrong), None
    outcome = _outcome(given, there, budget)
    return (
        ReportRow(number=row.number, name=name, outcome=outcome),
        RowGiven(
            row=UUID(there) if there and kind != ACTUALS else None,
            version=versions.get(there, 0),
            given=given,
        ),
    )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _known(kind: str, budget: Budget) -> dict[str, str]:
    """The ids of the rows that a file of this kind can name, by their name."""
    streams = {_plain(one.name): one.id for one in budget.streams}
    costs = {_plain(one.name): one.id for one in budget.costs}
    return {STREAMS: streams, COSTS: costs, ACTUALS: {**costs, **streams}}[kind]


def _given(kind: str, row: Row, known: Mapping[str, str]) -> StreamGiven | CostGiven | ActualGiven:
    amount = row.decimal("amount") or Decimal(0)
    if kind == ACTUALS:
        return ActualGiven(
            row=known.get(_plain(row.text("name")), ""),
            year=row.whole("year") or 0,
            amount=amount,
            source=row.text("source"),
        )
    if kind == COSTS:
        return CostGiven(
            name=row.text("name"),
            kind=row.text("kind"),
            amount=amount,
            fte=Decimal(1) if (fte := row.decimal("fte")) is None else fte,
            scale=row.text("scale"),
            index=row.text("index"),
            price_year=row.whole("price_year") or 0,
            from_year=row.whole("from_year") or 0,
            until_year=row.whole("until_year"),
            source=row.text("source"),
            example=row.text("example") == "yes",
        )
    chance = row.decimal("probability")
    return StreamGiven(
        name=row.text("name"),
        source=row.text("source"),
        purpose=row.text("purpose"),
        certainty=row.text("certainty"),
        probability=None if chance is None else chance / 100,
        from_year=row.whole("from_year") or 0,
        until_year=row.whole("until_year"),
        amount=amount,
        index=row.text("index"),
        price_year=row.whole("price_year") or 0,
        conditions=row.text("conditions"),
        decision=row.text("decision"),
        divided=row.text("divided") == "yes",
        example=row.text("example") == "yes",
    )


def _problems(given: StreamGiven | CostGiven | ActualGiven, budget: Budget) -> Mapping[str, str]:
    if isinstance(given, StreamGiven):
        return rules.stream_problems(given)
    if isinstance(given, CostGiven):
        return rules.cost_problems(given)
    rows = frozenset([*(one.id for one in budget.streams), *(one.id for one in budget.costs)])
    return {name: one for name, one in rules.actual_problems(given, rows).items() if name != "row"}


def _outcome(given: StreamGiven | CostGiven | ActualGiven, there: str, budget: Budget) -> str:
    if isinstance(given, ActualGiven):
        old = [one for one in budget.actuals if (one.row, one.year) == (given.row, given.year)]
        if not old:
            return NEW
        same = (old[0].amount, old[0].source) == (given.amount, given.source)
        return SAME if same else CHANGES
    rows: list[Stream | Cost] = [*budget.streams, *budget.costs]
    row = next((one for one in rows if one.id == there), None)
    if row is None:
        return NEW
    names = (name for name in given.__dataclass_fields__ if name != "exceptions")
    return SAME if all(getattr(row, one) == getattr(given, one) for one in names) else CHANGES


def carried(report: Report, page: str) -> str:
    """What a good report would take over, sealed for this page."""
    rows = [_packed(one) for one in report.rows_given]
    return pack({"kind": [report.kind], "file": [report.file], "rows": rows}, page)


def brought(text: str, page: str) -> tuple[RowGiven, ...]:
    """The rows again; none when they are of another page, changed, or too old."""
    answers = unpack(text, page).answers
    return tuple(_unpacked(one) for one in answers.get("rows", ()))


_GIVENS: Mapping[str, type[StreamGiven] | type[CostGiven] | type[ActualGiven]] = {
    one.__name__: one for one in (StreamGiven, CostGiven, ActualGiven)
}
_DECIMALS = ("amount", "fte", "probability")


def _packed(one: RowGiven) -> str:
    values: dict[str, Any] = {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in asdict(one.given).items()
    }
    if isinstance(one.given, StreamGiven):
        values["exceptions"] = {at: str(amount) for at, amount in one.given.exceptions.items()}
    row = str(one.row) if one.row else ""
    return json.dumps([type(one.given).__name__, row, one.version, values])


def _unpacked(text: str) -> RowGiven:
    kind, row, version, values = json.loads(text)
    for name in _DECIMALS:
        if values.get(name) is not None:
            values[name] = Decimal(values[name])
    if "exceptions" in values:
        values["exceptions"] = {int(at): Decimal(one) for at, one in values["exceptions"].items()}
    return RowGiven(row=UUID(row) if row else None, version=version, given=_GIVENS[kind](**values))


def template(kind: str) -> str:
    """A file to fill in: the titles, and one row as an example."""
    return written([[one.title for one in COLUMNS[kind]], SAMPLES[kind].split(";")])


def written(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV with semicolons, as Dutch sheets open it; no cell is run as a formula.

    A text that begins with a sign that starts a formula gets an apostrophe before it; amounts are
    never negative here, and are left as they are.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell
