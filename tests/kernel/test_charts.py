"""Charts: a title, a description, the same data as a table, and nothing said that is hidden."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from kmt.kernel.charts import Bar, Chart, Interval, Tile, bars, interval_ladder, tile_map
from kmt.kernel.charts.drawing import NARROW, WIDE
from kmt.kernel.charts.scales import ticks_to

ROGUE = "<script>alert(1)</script>"
SVG = "{http://www.w3.org/2000/svg}"


def ladder(*rows: Interval) -> Chart:
    return interval_ladder(rows, key="ladder", title="Mensen per jaar", source="Verzonnen.")


BAND = Interval(label="Eigen lijsten", low=190, high=410)
POINT = Interval(label="Naar rato", low=181, point=227, high=272, main=False)
NONE = Interval(label="Alleen 2025", note="te weinig overlap")


def small_map(*tiles: Tile) -> Chart:
    return tile_map(tiles, key="map", title="Per gemeente", columns=("Gemeente", "Aantal"))


def tile(name: str = "Aardorp", **fields: object) -> Tile:
    return Tile(**{"short": "AAR", "name": name, "column": 1, "row": 1, "text": "10"} | fields)


def three_bars(*rows: Bar) -> Chart:
    return bars(rows, key="bars", title="Per vorm", columns=("Vorm", "Aantal"))


CHARTS = {
    "ladder": ladder(BAND, POINT, NONE),
    "tiles": small_map(tile(), tile("Kolk", column=2, text="<5", hidden=True)),
    "bars": three_bars(Bar(label="Een", value=12), Bar(label="Twee", value=None, text="<5")),
}


def drawings(chart: Chart) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<charts>{chart.svg}</charts>"))


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_both_drawings_are_images_with_a_title_and_a_description_of_their_own(chart: Chart) -> None:
    assert [one.get("class") for one in drawings(chart)] == ["chart-narrow", "chart-wide"]
    names: list[str] = []
    for one in drawings(chart):
        assert one.get("role") == "img"
        title, description = one[0], one[1]
        assert (title.tag, title.text) == ("title", chart.title)
        assert (description.tag, description.text) == ("desc", chart.description)
        assert one.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        names += [str(title.get("id")), str(description.get("id"))]
    assert len(set(names)) == 4


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_the_table_has_every_row_and_the_description_says_them_all(chart: Chart) -> None:
    assert all(len(row) == len(chart.columns) for row in chart.rows)
    for row in chart.rows:
        assert row[0] in chart.description


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_has_no_style_and_no_script(chart: Chart) -> None:
    assert re.search(r"style=|<style|<script|fill=|on\w+=", chart.svg) is None


def test_the_words_of_people_are_escaped_everywhere() -> None:
    for chart in (
        ladder(Interval(label=ROGUE, note=ROGUE), Interval(label=ROGUE, low=1, high=2)),
        small_map(tile(ROGUE, short=ROGUE, text=ROGUE)),
        three_bars(Bar(label=ROGUE, value=1, text=ROGUE)),
    ):
        assert "<script" not in chart.svg
        assert "&lt;script" in chart.svg


def test_a_ladder_gives_the_band_the_point_and_why_there_is_no_estimate() -> None:
    with override("nl"):
        chart = ladder(BAND, POINT, NONE)
    assert chart.columns == ("Wat", "Laag", "Midden", "Hoog", "Toelichting")
    assert chart.rows == (
        ("Eigen lijsten", "190", "", "410", ""),
        ("Naar rato", "181", "227", "272", ""),
        ("Alleen 2025", "", "", "", "te weinig overlap"),
    )
    assert chart.description == (
        "Eigen lijsten: 190 tot 410; Naar rato: 181 tot 272, midden 227; "
        "Alleen 2025: geen schatting: te weinig overlap."
    )
    assert chart.svg.count("c-point") == 2  # one in each drawing: only where a point is honest
    assert "geen schatting: te weinig overlap" in chart.svg


def test_a_counted_number_is_written_once_and_not_as_a_band() -> None:
    with override("nl"):
        chart = ladder(Interval(label="Bekend", low=8234, high=8234))
    assert ">8.234</text>" in chart.svg
    assert chart.description == "Bekend: 8.234."


def test_a_band_is_drawn_to_scale() -> None:
    narrow = drawings(ladder(Interval(label="Helft", low=50, high=100)))[0]
    band = next(one for one in narrow if one.get("class") == "c-band")
    axis = [float(str(one.get("x1"))) for one in narrow if one.get("class") == "c-axis"]
    length = max(axis) - min(axis)
    assert float(str(band.get("x"))) == pytest.approx(min(axis) + length / 2, abs=0.2)
    assert float(str(band.get("width"))) == pytest.approx(length / 2, abs=0.2)


def test_figures_are_written_as_the_reader_writes_them() -> None:
    wide = Interval(label="Nederland", low=48013, high=116667)
    with override("nl"):
        assert "48.013–116.667" in ladder(wide).svg
    with override("en"):
        assert "48,013–116,667" in ladder(wide).svg


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (0, (0, 1)),
        (3, (0, 1, 2, 3)),
        (8, (0, 2, 4, 6, 8)),
        (230, (0, 50, 100, 150, 200, 250)),
        (116667, (0, 25000, 50000, 75000, 100000, 125000)),
    ],
)
def test_the_axis_goes_in_round_steps_from_zero_past_the_largest(
    top: float, ticks: tuple[float, ...]
) -> None:
    assert ticks_to(top) == ticks


def test_hidden_tiles_look_alike_whatever_they_hide() -> None:
    def mark(step: int) -> str:
        return small_map(tile(text="<5", step=step, hidden=True)).svg

    assert mark(0) == mark(4)
    assert "c-step" not in mark(3)


def test_hidden_bars_have_one_length_and_their_words() -> None:
    chart = three_bars(
        Bar(label="a", value=900), Bar(label="b", value=None, text="<5"), Bar(label="c", value=None)
    )
    hidden = {one.get("width") for one in drawings(chart)[0] if one.get("class") == "c-hidden"}
    assert hidden == {"10"}
    with override("nl"):
        assert three_bars(Bar(label="c", value=None)).rows == (("c", "onbekend"),)


def test_a_tile_shows_its_value_as_text_and_its_step_as_a_class() -> None:
    svg = small_map(tile(text="25", step=3), tile("Kolk", text="90", step=9)).svg
    assert ">25<" in svg
    assert "c-step-3" in svg
    assert "c-step-4" in svg  # steps end at four
    assert ">AAR<" in svg  # short on a phone
    assert ">Aardorp<" in svg  # whole on a desk


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_nothing_is_drawn_outside_the_frame(chart: Chart) -> None:
    for one, frame in zip(drawings(chart), (NARROW, WIDE), strict=True):
        _, _, width, height = map(float, str(one.get("viewBox")).split())
        assert width == frame
        for mark in one.iter():
            right = float(mark.get("x") or 0) + float(mark.get("width") or 0)
            below = float(mark.get("y") or 0) + float(mark.get("height") or 0)
            assert 0 <= right <= width
            assert below <= height


def test_a_long_label_is_set_in_lines_that_fit_a_phone() -> None:
    label = "Een omschrijving die veel langer is dan op één regel van de tekening past"
    narrow = drawings(ladder(Interval(label=label, low=1, high=2)))[0]
    words = [one.text or "" for one in narrow.iter("tspan")]
    assert " ".join(words) == label
    assert max(map(len, words)) <= 36


def test_a_chart_without_rows_is_still_a_chart() -> None:
    assert ladder().rows == ()
    assert three_bars().rows == ()
    assert small_map().rows == ()
