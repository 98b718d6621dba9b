"""The pages: who sees what, figures with their range, counts of the own world only."""

import pytest

from kmt.audit.models import AuditEvent
from kmt.insight.models import EstimateRun
from tests.insight.conftest import blocks_of, text_of
from tests.insight.ranges import bare_figures, figures_in

OVERVIEW, ESTIMATE, COUNTS = "/inzicht/", "/inzicht/schatting/", "/inzicht/aantallen/"
SHEET, MAKE, PDF = "/inzicht/factsheet/", "/inzicht/factsheet/maken/", "/inzicht/factsheet.pdf"


@pytest.mark.parametrize(
    ("person", "overview", "counts", "sheet", "ask"),
    [
        ("desk", 200, 403, 200, 403),
        ("coordinator", 200, 403, 200, 403),
        ("focal_point_hengelo", 200, 200, 200, 403),
        ("analyst", 200, 200, 200, 302),
        ("privacy_officer", 200, 403, 200, 403),
        ("administrator", 403, 403, 403, 403),
    ],
)
def test_who_may_open_what(log_in, person, overview, counts, sheet, ask) -> None:
    client = log_in(person)
    seen = [client.get(page).status_code for page in (OVERVIEW, COUNTS, SHEET, ESTIMATE, MAKE)]
    assert seen == [overview, counts, sheet, ask, ask]


@pytest.mark.parametrize("page", [OVERVIEW, ESTIMATE, COUNTS, SHEET, MAKE, PDF])
def test_without_an_account_every_page_leads_to_the_log_in(client, db, page) -> None:
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/inloggen/")


def test_the_overview_shows_the_band_with_its_reason_and_the_exact_figures(log_in, run) -> None:
    said = text_of(log_in("desk").get(OVERVIEW))
    assert "Hoeveel slachtoffers kent niemand?" in said
    assert "samen 8.234 vermoedelijke slachtoffers bekend" in said
    assert "in werkelijkheid 36.000 tot 130.000" in said
    assert "Waarom geen getal?" in said
    for exact in ("116.667", "48.013", "35.999 tot 131.040", "40.608 tot 121.522"):
        assert exact in said
    assert "42.000 tot 58.000" in said
    assert "6.250 (5.000 tot 7.500)" in said
    assert run.data_hash in said


def test_the_share_names_its_base_years_and_says_what_it_is(log_in, run) -> None:
    said = text_of(log_in("desk").get(OVERVIEW))
    assert "Twente, naar rato van inwoners" in said
    assert "Een verdeling, geen schatting" in said
    for share in (
        "226,6 (181,3 tot 271,9)",
        "228,4 (182,7 tot 274,1)",
        "230,4 (184,3 tot 276,5)",
        "231,2 (184,9 tot 277,4)",
        "234,0 (187,2 tot 280,8)",
    ):
        assert share in said
    assert "schatting voor Twente" not in said


@pytest.mark.parametrize("page", [OVERVIEW, SHEET])
def test_no_figure_stands_without_its_range(log_in, run, page) -> None:
    blocks = blocks_of(log_in("analyst").get(page))
    assert bare_figures(blocks) == []
    assert any("6.250" in figures_in(block) for block in blocks)
    assert any("227" in figures_in(block) for block in blocks)


def test_a_bare_figure_would_be_found() -> None:
    assert bare_figures(["ruim 230 per jaar"]) == ["230 in: ruim 230 per jaar"]
    assert bare_figures(["Voor 6.250 (5.000 tot 7.500)."]) == []
    assert bare_figures(["16.250 mensen, 227,4 per jaar"]) == []


def test_without_an_estimate_the_share_still_stands(log_in) -> None:
    said = text_of(log_in("analyst").get(OVERVIEW))
    assert "Nog geen schatting" in said
    assert "227 (181 tot 272)" in said
    assert "8.234" not in said


def test_the_overview_is_there_in_english(log_in, run) -> None:
    said = text_of(log_in("desk").get("/en/inzicht/"))
    assert "How many victims does nobody know?" in said
    assert "36,000 to 130,000" in said


def test_asking_for_an_estimate_queues_it_and_says_so(log_in, quick) -> None:
    client = log_in("analyst")
    said = text_of(client.post(ESTIMATE, follow=True))
    assert "De berekening is gevraagd." in said
    assert "8.234" in said
    assert EstimateRun.objects.count() == 1


def test_opening_the_address_of_the_button_computes_nothing(log_in) -> None:
    assert log_in("analyst").get(ESTIMATE)["Location"] == OVERVIEW
    assert not EstimateRun.objects.exists()


def test_a_waiting_run_is_shown_and_cannot_be_asked_for_twice(log_in, monkeypatch) -> None:
    monkeypatch.setattr("django_tasks.base.Task.enqueue", lambda *args, **kwargs: None)
    client = log_in("analyst")
    said = text_of(client.post(ESTIMATE, follow=True))
    assert "De berekening loopt" in said
    assert "opnieuw laten uitrekenen" not in said
    assert client.post(ESTIMATE).status_code == 409


def test_the_analyst_sees_the_region_with_unknown_and_reports_apart(log_in, counted) -> None:
    said = text_of(log_in("analyst").get(COUNTS + "?jaar=2026"))
    assert "intern, niet om te delen" in said
    assert "15 verschillende mensen in zorg" in said
    assert "20 meldingen" in said
    assert "35" not in figures_in(said)  # never one total of reports and people
    assert "onbekend" in said


def test_small_numbers_are_hidden_from_who_works_without_files(log_in, counted) -> None:
    page = log_in("analyst").get(COUNTS + "?jaar=2026")
    rows = [block for block in blocks_of(page) if block.startswith("Hengelo")]
    few = "<5"
    # People: criminal, labour, sexual, unknown, total.
    assert f"Hengelo {few} {few} 5 {few} 5" in rows
    # Reports: labour, sexual, unknown, total.
    assert f"Hengelo {few} 5 {few} 10" in rows
    assert "wordt elk getal afgerond op vijf" in text_of(page)


def test_who_reads_files_sees_every_cell_as_it_was_counted(log_in, counted, monkeypatch) -> None:
    monkeypatch.setattr("kmt.insight.queries.counting.READS_FILES", ("insight.count.read",))
    page = log_in("analyst").get(COUNTS)
    rows = [block for block in blocks_of(page) if block.startswith("Hengelo")]
    assert "Hengelo 1 0 6 0 6" in rows  # people: criminal, labour, sexual, unknown, total
    assert "Hengelo 0 7 2 9" in rows  # reports: labour, sexual, unknown, total
    assert "Kleine aantallen kunnen naar iemand wijzen." in text_of(page)


def test_a_focal_point_sees_the_own_municipality_and_no_total_of_the_region(
    log_in, counted
) -> None:
    page = log_in("focal_point_hengelo").get(COUNTS)
    said = text_of(page)
    assert "5 verschillende mensen in zorg" in said
    assert "niet getoond meldingen" in said  # nine beside seven would tell of the other two
    for other in ("Enschede", "Almelo", "Op de kaart"):
        assert other not in said
    assert not {"15", "20", "25"} & figures_in(said)


def test_years_of_others_do_not_show_in_the_own_filter(log_in, counted) -> None:
    client = log_in("focal_point_hengelo")
    assert "?jaar=2025" not in client.get(COUNTS).content.decode()
    assert client.get(COUNTS + "?jaar=2025").status_code == 404
    assert log_in("analyst").get(COUNTS + "?jaar=2025").status_code == 200


@pytest.mark.parametrize("year", ["1999", "20266", "x", "-1", "2026%00", "²⁰²⁶"])
def test_a_year_without_rows_is_not_there(log_in, counted, year) -> None:
    assert log_in("analyst").get(f"{COUNTS}?jaar={year}").status_code == 404


def test_looking_at_counts_is_recorded(log_in, counted, accounts) -> None:
    log_in("analyst").get(COUNTS + "?jaar=2026")
    event = AuditEvent.objects.filter(object_type="count").get()
    assert (event.action, event.object_id) == ("search", "2026")
    assert event.actor_id == str(accounts["analyst"].id)


def test_no_key_of_a_person_reaches_the_page(log_in, counted) -> None:
    page = log_in("analyst").get(COUNTS).content.decode()
    assert not [key for key in ("h0", "e0", "u0") if f">{key}<" in page or f'"{key}"' in page]


def test_nothing_to_count_is_said_kindly(log_in) -> None:
    assert "Nog niets te tellen" in text_of(log_in("analyst").get(COUNTS))
