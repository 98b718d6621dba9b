"""Files with rows that somebody brings: what is read, what is said about it, what is refused."""

import resource
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.workbook_files import SHEET, bomb, changed, lying_bomb, workbook

from kmt.kernel.workbooks import Column, Kind, Sheet, read_rows

COLUMNS = (
    Column(key="name", title="Naam", required=True, most=40),
    Column(key="number", title="Aantal", kind=Kind.INTEGER),
    Column(key="amount", title="Bedrag", kind=Kind.DECIMAL),
    Column(key="day", title="Dag", kind=Kind.DATE),
    Column(key="one", title="Soort", kind=Kind.CHOICE, choices={"a": "Aap", "b": "Beer"}),
    Column(key="more", title="Alles", kind=Kind.CHOICES, choices={"a": "Aap", "b": "Beer"}),
)
TITLES = [one.title for one in COLUMNS]
GOOD = ["Huis", 3, 12.5, date(2026, 3, 1), "Beer", "aap; b"]


def read(data: bytes, most_rows: int = 5000) -> Sheet:
    return read_rows(data, name="bestand", columns=COLUMNS, most_rows=most_rows)


def said(sheet: Sheet) -> str:
    return " / ".join(f"{one.row}:{one.column}: {one.sentence}" for one in sheet.all_problems)


def csv(text: str) -> Sheet:
    return read(text.encode())


def test_a_workbook_gives_every_value_in_its_type() -> None:
    sheet = read(workbook([TITLES, GOOD]))
    (row,) = sheet.rows
    assert sheet.is_good
    assert row.number == 2
    assert (row.text("name"), row.whole("number"), row.decimal("amount")) == (
        "Huis",
        3,
        Decimal("12.5"),
    )
    assert (row.day("day"), row.text("one"), row.codes("more")) == (
        date(2026, 3, 1),
        "b",
        ("a", "b"),
    )


def test_a_text_with_commas_is_read_the_same_in_each_of_its_codings() -> None:
    text = "naam;AANTAL;Bedrag\r\nCafé;3;1.250,50\r\n;;\r\n"
    for coding in ("utf-8", "utf-8-sig", "cp1252"):
        (row,) = read(text.encode(coding)).rows
        assert (row.text("name"), row.whole("number"), row.decimal("amount")) == (
            "Café",
            3,
            Decimal("1250.50"),
        )
    (row,) = csv('Aantal,Naam\n4,"Huis, tuin"\n').rows
    assert (row.text("name"), row.whole("number")) == ("Huis, tuin", 4)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1250,50", "1250.50"), ("1250.5", "1250.5"), ("€ 1.250.000,00", "1250000"), ("-3", "-3"),
     ("1.250,-", None), ("1.250", None), ("drie", None), ("1e5", None), ("9" * 16, None),
     ("nan", None), ("٣", None)],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written_here_or_not_at_all(
    typed: str, number: str | None
) -> None:
    sheet = csv(f"Naam;Bedrag\nHuis;{typed}\n")
    (row,) = sheet.rows
    if number is None:
        assert row.problems[0].column == "Bedrag", typed
    else:
        assert row.decimal("amount") == Decimal(number), said(sheet)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_amount_that_is_written_with_a_comma_comes_back_to_the_cent(amount: Decimal) -> None:
    (row,) = csv(f"Naam;Bedrag\nHuis;{str(amount).replace('.', ',')}\n").rows
    assert row.decimal("amount") == amount


def test_what_is_wrong_is_said_row_by_row_and_cell_by_cell() -> None:
    rows = [
        TITLES,
        GOOD,
        ["", 1.5, "veel", "gisteren", "Kat", "Aap;Kat"],
        ["x" * 41, "=1+1", None, "31-02-2026", None, None],
    ]
    sheet = read(workbook(rows))
    assert [len(one.problems) for one in sheet.rows] == [0, 6, 3]
    text = said(sheet)
    assert "3:Naam: " in text
    assert "“veel” is text" in text or "“veel”" in text
    assert "4:Aantal: " in text
    assert "Aap, Beer" in text
    assert not sheet.is_good


def test_merged_cells_and_failed_formulas_are_recognised() -> None:
    sheet = read(workbook([TITLES, GOOD, GOOD], merge="A2:A3"))
    assert "A2:A3" in said(sheet)
    assert not sheet.is_good
    failed = changed(
        workbook([TITLES, ["Huis", 3]]),
        SHEET,
        lambda old: old.replace(b'<c r="B2" t="n"><v>3</v>', b'<c r="B2" t="e"><v>#DIV/0!</v>'),
    )
    assert [(one.row, one.column) for one in read(failed).all_problems] == [(2, "Aantal")]


def test_a_formula_with_an_outcome_gives_its_outcome() -> None:
    whole = changed(
        workbook([TITLES, ["Huis", "=1+2"]]),
        SHEET,
        lambda old: old.replace(b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>").replace(
            b"<f>1+2</f><v />", b"<f>1+2</f><v>3</v>"
        ),
    )
    (row,) = read(whole).rows
    assert row.whole("number") == 3


@pytest.mark.parametrize(
    ("heading", "about"),
    [("Naam;Kleur", "Kleur"), ("Aantal;Dag", "Naam"), ("Naam;Naam", "Naam")],
    ids=["unknown", "missing", "twice"],
)
def test_a_wrong_column_is_named(heading: str, about: str) -> None:
    sheet = csv(f"{heading}\na;1\n")
    assert not sheet.rows
    assert about in said(sheet)


@pytest.mark.slow
def test_two_hundred_thousand_rows_stop_at_once() -> None:
    text = ("Naam;Aantal\n" + "Huis;1\n" * 200_000).encode()
    book = workbook([TITLES, *(["Huis", 1] for _number in range(200_000))])
    for data in (text, book):
        begun = time.process_time()
        sheet = read(data)
        assert time.process_time() - begun < 1
        assert not sheet.rows
        assert "5.000" in said(sheet)


@pytest.mark.slow
@pytest.mark.parametrize("make", [bomb, lying_bomb])
def test_a_bomb_of_a_gigabyte_is_refused_before_it_is_unpacked(make) -> None:
    data = make(1024 * 1_048_576)
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    sheet = read(data)
    assert time.process_time() - begun < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
    assert not sheet.rows
    assert sheet.problems


def _doctype(old: bytes) -> bytes:
    return b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 999 + b'"><!ENTITY d "&b;&b;&b;">]>' + old


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, _doctype),
        ("xl/workbook.xml", lambda old: _doctype(old[old.index(b"<workbook") :])),
        ("xl/styles.xml", lambda _old: '<?xml version="1.0" encoding="utf-16"?>'
         '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")),
        ("xl/vbaProject.bin", lambda _old: b"macro"),
        ("xl/externalLinks/externalLink1.xml", lambda _old: b"<externalLink/>"),
        (SHEET, lambda old: old[: len(old) // 2]),
        (SHEET, lambda old: old.replace(b'r="1"', b'r="abc"')),
        ("xl/workbook.xml", lambda _old: b"<workbook/>"),
    ],
    ids=["entities", "entities-book", "utf16", "macro", "links", "cut", "row", "no-sheet"],
)  # fmt: skip
def test_a_workbook_that_hides_something_gets_a_sentence_and_no_rows(part, change) -> None:
    sheet = read(changed(workbook([TITLES, GOOD]), part, change))
    assert not sheet.rows
    assert len(sheet.problems) == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 broken", b"\x00\x01", b"Naam;Aantal\n",
     b'Naam\n"open', b"x" * 10_000_001],
)  # fmt: skip
def test_whatever_is_handed_in_there_is_an_answer(data: bytes) -> None:
    sheet = read(data)
    assert not sheet.rows
    assert sheet.problems


@given(st.binary(max_size=400))
def test_noise_never_raises(data: bytes) -> None:
    for begin in (b"", b"PK\x03\x04", b"Naam;Aantal\n"):
        assert read(begin + data, most_rows=5) is not None


def test_a_row_far_below_is_too_far() -> None:
    far = changed(
        workbook([TITLES, GOOD]),
        SHEET,
        lambda old: old.replace(b'<row r="2">', b'<row r="900000">').replace(b'2"', b'900000"'),
    )
    assert not read(far).rows


def test_a_million_rows_or_cells_without_a_value_stop_at_once_too() -> None:
    good = workbook([TITLES, GOOD])
    for fill in (b"<row/>" * 1_000_000, b"<row>" + b"<c/>" * 1_500_000 + b"</row>"):
        data = changed(
            good, SHEET, lambda old, fill=fill: old.replace(b"</sheetData>", fill + b"</sheetData>")
        )
        begun = time.process_time()
        assert not read(data).rows
        assert time.process_time() - begun < 1


def test_the_first_sheet_that_can_be_seen_is_read() -> None:
    assert read(workbook([TITLES, GOOD], sheets=["Toelichting"])).is_good
