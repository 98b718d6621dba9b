"""The factsheet: a tagged PDF that a council can read, with every range and no person."""

import io
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from kmt.audit.models import AuditEvent
from kmt.insight import actions, queries
from kmt.insight.models import Factsheet
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, NotFound, NotPermitted
from tests.conftest import PEOPLE as STAFF
from tests.insight.conftest import Reports, text_of
from tests.insight.ranges import bare_figures
from tests.insight.reading import paragraphs_of

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SHEET, MAKE, PDF = "/inzicht/factsheet/", "/inzicht/factsheet/maken/", "/inzicht/factsheet.pdf"


@pytest.fixture
def made(analyst, run, counted) -> Path:
    """The factsheet of 2026."""
    with clock.frozen(DAY):
        return actions.make_factsheet(by=analyst).path


@pytest.fixture
def said(made) -> str:
    """Its text."""
    return " ".join(paragraphs_of(made.read_bytes()))


def test_it_is_a_tagged_dutch_pdf_for_everybody(made) -> None:
    with pikepdf.open(made) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower().startswith("nl")
        assert pdf.docinfo["/Title"] == "Mensenhandel in Twente: wat bekend is en wat niet"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert len(pdf.pages) == 2
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")


def test_every_font_is_in_the_file(made) -> None:
    with pikepdf.open(made) as pdf:
        fonts = [one for one in pdf.objects if _is(one, "/FontDescriptor")]
        assert fonts
        for font in fonts:
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
            assert "SourceSansPro" in str(font.FontName)


def test_the_bars_have_a_text_for_who_cannot_see_them(made) -> None:
    with pikepdf.open(made) as pdf:
        texts = [str(one.Alt) for one in pdf.objects if _is_figure(one) and "/Alt" in one]
    assert len(texts) == 1
    assert "6 lijsten: 36.000 tot 130.000" in texts[0]
    assert "Bekend: 8.234" in texts[0]


def test_it_holds_the_figures(said) -> None:
    for words in (
        "8.234",
        "36.000 tot 130.000",
        "41.000 tot 120.000",
        "42.000 tot 58.000",
        "116.667",
        "48.013",
        "35.999 tot 131.040",
        "6.250 (5.000 tot 7.500)",
        "naar rato van inwoners",
        "226,6 (181,3 tot 271,9)",
        "230,4 (184,3 tot 276,5)",
        "234,0 (187,2 tot 280,8)",
        "Waarom geen getal?",
    ):
        assert words in said


def test_no_figure_stands_without_its_range(made) -> None:
    assert bare_figures(paragraphs_of(made.read_bytes())) == []


def test_counts_are_rounded_and_small_ones_hidden(said) -> None:
    assert "2026, tot nu 20 15" in said  # 21 reports, 15 people
    assert "2025 minder dan 5 minder dan 5" in said  # 3 reports, 1 person
    assert "los afgerond op vijf" in said


def test_after_many_years_it_still_has_two_sides(analyst, run, monkeypatch) -> None:
    many = tuple(Reports(form="SEX", municipality="", year=2010 + n, number=9) for n in range(16))
    monkeypatch.setattr("kmt.intake.queries.counts", lambda actor: many)
    with clock.frozen(DAY), pikepdf.open(actions.make_factsheet(by=analyst).path) as pdf:
        assert len(pdf.pages) == 2


def test_no_municipality_and_no_person_is_in_it(said) -> None:
    names = [name for name, _, _ in STAFF.values()]
    places = [one for one in ("Hengelo", "Enschede", "Almelo", "Borne", "Losser") if one in said]
    assert places == []
    assert [name for name in names if name in said] == []
    assert "Een tabel per gemeente staat hier niet bij" in said


def test_in_the_demo_it_says_that_its_people_are_invented(said, analyst, settings) -> None:
    settings.KMT_DEMO = True
    with clock.frozen(DAY):
        path = actions.make_factsheet(by=analyst).path
    assert path.name == "factsheet-twente-2026-voorbeeld.pdf", "never the name of a real one"
    assert "verzonnen" in " ".join(paragraphs_of(path.read_bytes()))
    assert "verzonnen" not in said


def test_the_same_run_counts_and_day_give_the_same_bytes(made, analyst) -> None:
    first = made.read_bytes()
    with clock.frozen(DAY):
        again = actions.make_factsheet(by=analyst)
    assert again.path.read_bytes() == first
    assert sha256(first).hexdigest() == again.sha256


def test_making_it_is_recorded_and_kept_under_its_year(made, analyst) -> None:
    assert made.name == "factsheet-twente-2026.pdf"
    assert [one.name for one in made.parent.iterdir()] == [made.name]
    row = Factsheet.objects.get()
    assert (row.region, row.year, row.made_by) == ("VR05", 2026, analyst.id)
    event = AuditEvent.objects.get(object_type="factsheet")
    assert (event.action, event.object_id) == ("create", str(row.id))


def test_taking_it_along_is_recorded(made, log_in) -> None:
    answer = log_in("focal_point_hengelo").get(PDF)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == made.read_bytes()
    assert "factsheet-twente-2026.pdf" in answer["Content-Disposition"]
    actions_seen = AuditEvent.objects.filter(object_type="factsheet").values_list("action")
    assert sorted(one for (one,) in actions_seen) == ["create", "export"]


def test_a_file_that_was_changed_is_not_sent(made, desk) -> None:
    made.write_bytes(made.read_bytes() + b" ")
    with pytest.raises(Conflict, match="veranderd"):
        queries.factsheet_file(desk)


def test_a_file_that_is_not_there_is_said(log_in) -> None:
    answer = log_in("desk").get(PDF)
    assert answer.status_code == 404
    assert "nog geen factsheet" in text_of(answer)
    with_page = text_of(log_in("analyst").get(SHEET))
    assert "Nog geen factsheet" in with_page
    assert "De factsheet maken" not in with_page


def test_without_an_estimate_there_is_no_factsheet(analyst) -> None:
    with pytest.raises(Conflict, match="nog geen schatting"):
        actions.make_factsheet(by=analyst)


def test_only_who_may_make_it_can(desk, run) -> None:
    with pytest.raises(NotPermitted):
        actions.make_factsheet(by=desk)
    assert not Factsheet.objects.exists()


def test_the_button_makes_it_and_the_page_offers_it(log_in, run, counted) -> None:
    client = log_in("analyst")
    assert "De factsheet maken" in text_of(client.get(SHEET))
    said = text_of(client.post(MAKE, follow=True))
    assert "De factsheet is gemaakt." in said
    assert "De PDF openen" in said
    assert client.get(PDF).content.startswith(b"%PDF-")


def test_an_older_estimate_in_the_file_is_pointed_out(made, log_in, quick) -> None:
    actions.run_estimate(by=actions.worker(), force=True, report=lambda line: None)
    assert "nieuwere schatting dan die in dit bestand" in text_of(log_in("analyst").get(SHEET))


def test_reading_refuses_outside_the_role(administrator) -> None:
    with pytest.raises(NotPermitted):
        queries.factsheet(administrator)
    with pytest.raises((NotPermitted, NotFound)):
        queries.factsheet_file(administrator)


def _is(thing: pikepdf.Object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def _is_figure(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure


def test_the_reader_of_these_tests_reads(made) -> None:
    assert "Mensenhandel in Twente" in paragraphs_of(io.BytesIO(made.read_bytes()).read())
