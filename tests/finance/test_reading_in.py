"""Rows from a file: the dry run says per row what it would do, and a bad file changes nothing."""

import csv
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from kmt.finance import actions, importing, queries
from kmt.finance.importing import ACTUALS, CHANGES, COSTS, NEW, SAME, STREAMS, WRONG, dry_run
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict
from tests.finance.conftest import stream
from tests.kernel.workbook_files import SHEET, changed, workbook

LogIn = Callable[[str], Client]
STREAM_TITLES = [one.title for one in importing.COLUMNS[STREAMS]]


def line(name: str, **changed: str) -> list[str]:
    """One row of a file with streams, with nothing wrong with it."""
    whole = {
        "Naam": name,
        "Van wie": "Provincie",
        "Zekerheid": "tijdelijk",
        "Van jaar": "2027",
        "Tot en met jaar": "2028",
        "Bedrag": "45000,00",
    }
    given = {**whole, **changed}
    return [given.get(title, "") for title in STREAM_TITLES]


def as_csv(*rows: Sequence[str], titles: Sequence[str] = STREAM_TITLES) -> bytes:
    """The rows as a file with semicolons."""
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([titles, *rows])
    return out.getvalue().encode()


def as_workbook(*rows: Sequence[object], merged: str = "") -> bytes:
    """The rows as a workbook."""
    book, out = Workbook(), BytesIO()
    sheet = book.active
    for row in [STREAM_TITLES, *rows]:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    book.save(out)
    return out.getvalue()


def huge() -> bytes:
    """A workbook of 200,000 rows: its sheet written by hand, because the library takes long."""
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>Rijk</t></is></c></row>'
        for at in range(2, 200_002)
    ).encode()
    end = b"</sheetData>"
    return changed(workbook([STREAM_TITLES]), SHEET, lambda old: old.replace(end, rows + end))


def bomb() -> bytes:
    """A small package that unpacks to 200 MB."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return out.getvalue()


def outcomes(adviser: Actor, budget_id: UUID, kind: str, data: bytes) -> list[tuple[int, str, str]]:
    """Number, outcome and sentences of every row of the dry run."""
    report = run(adviser, budget_id, kind, data)
    return [(one.number, one.outcome, " ".join(one.problems)) for one in report.rows]


def run(adviser: Actor, budget_id: UUID, kind: str, data: bytes) -> importing.Report:
    """The dry run of a file."""
    seen = queries.budget_seen(adviser, budget_id)
    return dry_run(kind, data, file="rijen", budget=seen.budget, versions=seen.row_versions)


def test_each_row_says_what_it_would_do(adviser: Actor, budget_id: UUID) -> None:
    actions.put_stream(
        by=adviser,
        budget_id=budget_id,
        given=stream(
            name="Provincie",
            source="Provincie",
            certainty="temporary",
            decision="",
            until_year=2028,
            amount=Decimal(45000),
            divided=False,
            example=False,
        ),
    )
    data = as_csv(
        line("provincie"),
        line("Bijdrage van de gemeenten", Bedrag="1,00"),
        line("Iets nieuws"),
        line("Fout", Bedrag="veel", **{"Tot en met jaar": ""}),
        line("Ook fout", **{"Tot en met jaar": ""}),
        line("Iets nieuws"),
    )
    found = outcomes(adviser, budget_id, STREAMS, data)
    assert [(number, what) for number, what, _why in found] == [
        # The name is written in another case: that is a change of the name.
        (2, CHANGES),
        (3, CHANGES),
        (4, NEW),
        (5, WRONG),
        (6, WRONG),
        (7, WRONG),
    ]
    assert "veel" in found[3][2]
    assert "laatste jaar" in found[4][2]
    assert "twee keer" in found[5][2]
    same = as_csv(line("Provincie"))
    assert outcomes(adviser, budget_id, STREAMS, same) == [(2, SAME, "")]


def test_one_wrong_row_holds_all_of_them_back(adviser: Actor, budget_id: UUID) -> None:
    report = run(adviser, budget_id, STREAMS, as_csv(line("Goed"), line("Fout", Bedrag="x")))
    assert not report.good
    assert report.rows_given == ()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (lambda: as_workbook(line("A"), line("B"), merged="A2:A3"), "A2:A3"),
        (lambda: as_workbook(line("A", Bedrag="vijfduizend")), "vijfduizend"),
        (lambda: as_workbook(line("A", **{"Van jaar": "volgend jaar"})), "volgend jaar"),
        (lambda: as_csv(line("A"), titles=["Wat", *STREAM_TITLES[1:]]), "Wat"),
        (as_csv, "rij"),
        (lambda: b"", ""),
        (lambda: b"PK\x03\x04 geen werkblad", ""),
        (bomb, ""),
        (huge, "500"),
    ],
    ids=[
        "merged",
        "text",
        "year",
        "titles",
        "no rows",
        "nothing",
        "broken",
        "bomb",
        "200,000 rows",
    ],
)
def test_a_bad_file_gets_a_report_and_changes_nothing(
    adviser: Actor, budget_id: UUID, log_in: LogIn, data: Callable[[], bytes], told: str
) -> None:
    before = queries.budget(adviser, budget_id)
    answer = log_in("adviser").post(
        reverse("finance:read_in", args=[budget_id]),
        {"do": "see", "kind": STREAMS, "file": SimpleUploadedFile("rijen.xlsx", data())},
    )
    words = answer.content.decode()
    assert answer.status_code == 422
    assert told in words
    assert 'name="carried"' not in words
    assert queries.budget(adviser, budget_id) == before


def test_nothing_changes_before_somebody_says_so(
    adviser: Actor, budget_id: UUID, log_in: LogIn
) -> None:
    client, url = log_in("adviser"), reverse("finance:read_in", args=[budget_id])
    before = queries.budget(adviser, budget_id)
    sent = SimpleUploadedFile("rijen.csv", as_csv(line("Provincie"), line("Rijk")))
    seen = client.post(url, {"do": "see", "kind": STREAMS, "file": sent})
    assert seen.status_code == 200
    assert queries.budget(adviser, budget_id) == before
    carried = seen.context["carried"]
    # What rides along is sealed, and opens on this page only.
    assert "Provincie" not in carried
    other = importing.brought(carried, "finance.read_in:elsewhere")
    assert other == ()
    taken = client.post(url, {"do": "take", "carried": carried})
    assert taken.status_code == 302
    found = {one.name: one for one in queries.budget(adviser, budget_id).streams}
    assert found["Rijk"].amount == Decimal("45000.00")
    assert found["Rijk"].until_year == 2028


def test_what_was_read_and_then_changed_by_another_is_not_taken_over(
    adviser: Actor, budget_id: UUID, log_in: LogIn
) -> None:
    client, url = log_in("adviser"), reverse("finance:read_in", args=[budget_id])
    row = actions.put_stream(by=adviser, budget_id=budget_id, given=stream(name="Provincie"))
    sent = SimpleUploadedFile("rijen.csv", as_csv(line("Rijk"), line("Provincie")))
    carried = client.post(url, {"do": "see", "kind": STREAMS, "file": sent}).context["carried"]
    actions.put_stream(
        by=adviser, budget_id=budget_id, given=stream(name="Provinciaal"), row=row, version=1
    )
    before = queries.budget(adviser, budget_id)
    answer = client.post(url, {"do": "take", "carried": carried})
    assert answer.status_code == Conflict.status
    # All or nothing: the new row before it is not there either.
    assert queries.budget(adviser, budget_id) == before


def test_what_was_tampered_with_is_not_taken_over(
    adviser: Actor, budget_id: UUID, log_in: LogIn
) -> None:
    answer = log_in("adviser").post(
        reverse("finance:read_in", args=[budget_id]), {"do": "take", "carried": "AAAA"}
    )
    assert answer.status_code == 409
    assert "opnieuw" in answer.content.decode()


def test_a_file_keeps_the_amounts_of_single_years(adviser: Actor, budget_id: UUID) -> None:
    given = stream(name="Provincie", exceptions={2028: Decimal("1.00")})
    actions.put_stream(by=adviser, budget_id=budget_id, given=given)
    report = run(adviser, budget_id, STREAMS, as_csv(line("Provincie")))
    rows = importing.brought(importing.carried(report, "page"), "page")
    assert rows == report.rows_given
    actions.take_rows(by=adviser, budget_id=budget_id, rows=rows)
    found = next(
        one for one in queries.budget(adviser, budget_id).streams if one.name == "Provincie"
    )
    assert (found.amount, found.exceptions) == (45_000, ((2028, Decimal("1.00")),))


def test_actuals_name_a_row_of_the_budget(adviser: Actor, budget_id: UUID) -> None:
    titles = [one.title for one in importing.COLUMNS[ACTUALS]]
    data = as_csv(
        ["Meldpunt", "2027", "99999,99", "rekening"],
        ["Onbekend", "2027", "1,00", "rekening"],
        titles=titles,
    )
    found = outcomes(adviser, budget_id, ACTUALS, data)
    assert [(number, what) for number, what, _why in found] == [(2, NEW), (3, WRONG)]
    good = as_csv(["Meldpunt", "2027", "99999,99", "rekening"], titles=titles)
    report = run(adviser, budget_id, ACTUALS, good)
    actions.take_rows(by=adviser, budget_id=budget_id, rows=report.rows_given)
    actuals = queries.budget(adviser, budget_id).actuals
    assert [str(one.amount) for one in actuals] == ["99999.99"]


@pytest.mark.parametrize("kind", [STREAMS, COSTS])
def test_the_file_to_fill_in_can_be_read_as_it_is(
    adviser: Actor, budget_id: UUID, kind: str
) -> None:
    report = run(adviser, budget_id, kind, importing.template(kind).encode())
    assert report.good, report
    assert [one.outcome for one in report.rows] == [NEW]


def test_no_cell_is_run_as_a_formula() -> None:
    text = importing.written([["=1+1", "+31", "-5", "@x", "\tx", "Bijdrage", "12,50"]])
    assert text.strip("\ufeff\r\n").split(";") == [
        "'=1+1",
        "'+31",
        "'-5",
        "'@x",
        "'\tx",
        "Bijdrage",
        "12,50",
    ]
