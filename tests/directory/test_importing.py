"""Files for the social map: a report of every row first, then all of it or nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kmt.directory import actions, importing, queries
from kmt.directory.rules import NO_ADDRESS, Content, Need
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, NotFound
from tests.directory.conftest import content
from tests.kernel.workbook_files import SHEET, bomb, changed, workbook

TITLES = ["Naam", "Biedt", "Waar", "Openbaar telefoonnummer", "Talen", "Hoe kom je er binnen"]
ROWS = [
    ["Huis van Voorbeeld", "opvang; psychische hulp", "heel Twente", "053 000 00 00", "", "Bel."],
    ["Rechtshulp Voorbeeld", "juridische hulp", "heel Nederland", "0800 0000", "Pools", ""],
]


def read(rows: list[list[object]], now: dict[str, Content] | None = None) -> importing.Read:
    data = workbook([TITLES, *rows])
    return importing.read(
        data, name="kaart.xlsx", on=clock.today(), standing=lambda _names: now or {}
    )


def said(found: importing.Read) -> list[tuple[int, str]]:
    return [(one.row, one.column) for one in found.problems]


def test_the_columns_of_a_file_are_the_fields_of_the_form() -> None:
    titles = [one.title for one in importing.columns(clock.today())]
    assert set(TITLES) <= set(titles)
    assert len(titles) == len(set(titles)) == 21


def test_a_good_file_changes_nothing_until_somebody_says_yes(add, adviser) -> None:
    add()
    found = read(ROWS)
    assert found.is_good
    draft_id = actions.keep_draft(by=adviser, file_name="kaart.xlsx", rows=found.rows)
    page = queries.draft(adviser, draft_id)
    assert [(one.number, one.what) for one in page.rows] == [(2, "changed"), (3, "new")]
    assert len(queries.search(adviser, Need()).lines) == 1
    assert actions.take_over(by=adviser, draft_id=draft_id) == 2
    names = [one.content.name for one in queries.search(adviser, Need()).lines]
    assert names == ["Huis van Voorbeeld", "Rechtshulp Voorbeeld"]
    with pytest.raises(NotFound):
        actions.take_over(by=adviser, draft_id=draft_id)


def test_what_has_no_column_in_the_file_stays_as_it_is(add, log_in, adviser) -> None:
    entry_id = add(hours="Dag en nacht")
    client = log_in("adviser")
    text = "Naam;Biedt;Wachttijd\nHuis van Voorbeeld;opvang;drie weken\n"
    client.post(_sent(client, text.encode(), "kaart.csv").url)
    now = queries.entry(adviser, entry_id).content
    assert now == content(services=("shelter",), waiting="drie weken")


def test_a_row_that_says_what_the_map_says_changes_nothing(adviser) -> None:
    first = actions.keep_draft(by=adviser, file_name="a.xlsx", rows=read(ROWS).rows)
    actions.take_over(by=adviser, draft_id=first)
    again = actions.keep_draft(by=adviser, file_name="a.xlsx", rows=read(ROWS).rows)
    assert queries.draft(adviser, again).same == 2
    assert actions.take_over(by=adviser, draft_id=again) == 0


def test_an_entry_that_changed_in_between_stops_all_of_it(add, adviser) -> None:
    entry_id = add()
    draft_id = actions.keep_draft(by=adviser, file_name="a.xlsx", rows=read(ROWS).rows)
    actions.change_entry(by=adviser, entry_id=entry_id, version=1, content=content(hours="Nu"))
    with pytest.raises(Conflict):
        actions.take_over(by=adviser, draft_id=draft_id)
    assert len(queries.search(adviser, Need()).lines) == 1


def test_a_file_that_waited_too_long_is_gone(adviser) -> None:
    draft_id = actions.keep_draft(by=adviser, file_name="a.xlsx", rows=read(ROWS).rows)
    with clock.frozen(clock.now() + timedelta(days=2)), pytest.raises(NotFound):
        actions.take_over(by=adviser, draft_id=draft_id)


def test_every_row_is_reported_with_what_is_wrong_with_it() -> None:
    found = read(
        [
            ["", "opvang", "heel Twente", "053 1", "", ""],
            ["Een", "goochelen", "heel Twente", "053 1", "", ""],
            ["Twee", "opvang", "", "", "", ""],
            ["Drie", "opvang", "", "053 1", "", "Kom naar Dorpsstraat 12 in Enschede"],
            ["twee", "opvang", "", "053 1", "", ""],
            ["Vier", "opvang", "", 12.5, "", ""],
        ]
    )
    assert not found.is_good
    assert [row for row, _column in said(found)] == [2, 3, 4, 5, 6, 7]
    assert NO_ADDRESS in [one.sentence for one in found.problems]


def _sent(client, data: bytes, name: str = "kaart.xlsx"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("directory:read_in"), {"file": file})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: workbook([TITLES, *ROWS], merge="A2:A3"), "samengevoegd"),
        (lambda: workbook([[*TITLES, "Plaatsen, zoals zij zeggen"], [*ROWS[0], "veel"]]), "veel"),
        (lambda: workbook([TITLES, ["=A1", *ROWS[0][1:]]]), "formule"),
        (lambda: workbook([["Naam"], *(["a"] for _one in range(200_000))]), "2.000"),
        (lambda: workbook([["Naam", "Schoenmaat"], ["a", "42"]]), "Schoenmaat"),
        (lambda: bomb(1024 * 1_048_576), "uitgepakt"),
        (lambda: changed(workbook([TITLES, *ROWS]), SHEET, lambda old: (
            b'<!DOCTYPE a [<!ENTITY b "c">]>' + old)), "niet geopend"),
        (lambda: b"x" * 2_100_000, "2 MB"),
        (lambda: b"", ""),
    ],
    ids=["merged", "text", "formula", "rows", "columns", "bomb", "entities", "large", "empty"],
)  # fmt: skip
def test_a_bad_file_gets_a_report_and_changes_nothing(add, log_in, adviser, data, words) -> None:
    add()
    page = _sent(log_in("adviser"), data())
    assert page.status_code == 422
    assert words.casefold() in page.content.decode().casefold()
    assert len(queries.search(adviser, Need()).lines) == 1


def test_a_good_file_goes_by_its_pages(log_in, adviser) -> None:
    client = log_in("adviser")
    text = (
        ";".join(TITLES)
        + "\r\n"
        + "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in ROWS)
    )
    to_draft = _sent(client, text.encode("cp1252"), "kaart.csv")
    assert to_draft.status_code == 302
    page = client.get(to_draft.url)
    assert "Rechtshulp Voorbeeld" in page.content.decode()
    assert queries.search(adviser, Need()).lines == ()
    assert client.post(to_draft.url).status_code == 302
    assert len(queries.search(adviser, Need()).lines) == 2
