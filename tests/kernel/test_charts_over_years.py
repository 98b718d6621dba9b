"""Lines over years: told apart without colour, with gaps, one deadline, the same as a table."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.kernel.charts import Chart, Deadline, Line, years
from kmt.kernel.charts.plane import plane_of, value_ticks
from kmt.kernel.charts.years import STROKES

OWN = Line(label="Aardorp", points={2018: 3, 2019: 7, 2020: None, 2021: 12, 2022: 19})
OTHER = Line(label="Streek, gemiddeld", points={2019: Decimal("6.5"), 2020: Decimal("9.25")})
BEFORE = Deadline(at=Decimal("2021.5"), words="vóór 2022")


def drawn(*lines: Line, **more: object) -> Chart:
    return years(lines or (OWN, OTHER), **{"key": "y", "title": "Voldaan", **more})


def drawings(chart: Chart) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<charts>{chart.svg}</charts>"))


def strokes(drawing: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in drawing.iter("line") if one.get("stroke-width") == "2.5"]


def test_the_table_has_every_year_and_a_missing_value_is_said_to_be_unknown() -> None:
    with override("nl"):
        chart = drawn(decimals=1)
    assert chart.columns == ("Jaar", "Aardorp", "Streek, gemiddeld")
    assert chart.rows[0] == ("2018", "3,0", "onbekend")
    assert chart.rows[2] == ("2020", "onbekend", "9,3")
    assert [row[0] for row in chart.rows] == ["2018", "2019", "2020", "2021", "2022"]


def test_both_drawings_have_a_title_and_a_description_that_says_every_value() -> None:
    with override("nl"):
        chart = drawn(OWN, deadline=BEFORE, unit="van 28")
    assert [one.get("class") for one in drawings(chart)] == ["chart-narrow", "chart-wide"]
    for one in drawings(chart):
        assert (one[0].text, one[1].text) == ("Voldaan", chart.description)
    assert chart.description == (
        "Aardorp: 2018 3, 2019 7, 2020 onbekend, 2021 12, 2022 19 van 28; vóór 2022."
    )


def test_a_year_without_a_value_leaves_a_gap_and_has_no_mark() -> None:
    for one in drawings(drawn(OWN)):
        assert len(strokes(one)) == 2 + 1  # 2018-2019, 2021-2022, and the one in the key
        assert len(list(one.iter("circle"))) == 4 + 1


def test_lines_differ_in_dash_and_in_mark() -> None:
    assert len({dash for dash, _mark in STROKES}) == len(STROKES)
    assert len({mark for _dash, mark in STROKES}) == len(STROKES)
    six = [Line(label=str(number), points={2020: number, 2021: 9}) for number in range(6)]
    wide = drawings(drawn(*six))[1]
    assert {one.get("stroke-dasharray") for one in strokes(wide)} == {
        dash or None for dash, _mark in STROKES
    }
    with pytest.raises(ValueError, match="one to 6"):
        drawn(*six, OWN)


def test_the_deadline_is_a_line_with_words_between_the_years_and_none_outside_them() -> None:
    def places(chart: Chart) -> tuple[float, float, float]:
        wide = drawings(chart)[1]
        axis = {one.text: float(str(one.get("x") or 0)) for one in wide.iter("text")}
        found = next(one for one in wide.iter("line") if one.get("stroke-width") == "2")
        return axis["2021"], float(str(found.get("x1"))), axis["2022"]

    before, line, after = places(drawn(OWN, deadline=BEFORE))
    assert line == pytest.approx((before + after) / 2, abs=0.2)
    later = drawn(OWN, deadline=Deadline(at=2030, words="ver weg"))
    assert ">ver weg<" not in later.svg
    assert "ver weg" in later.description


def test_a_value_stands_to_scale_below_zero_too() -> None:
    chart = drawn(Line(label="Saldo", points={2024: Decimal(-50), 2025: Decimal(50)}))
    wide = drawings(chart)[1]
    low, high = (float(str(one.get("cy"))) for one in list(wide.iter("circle"))[:2])
    zero = next(float(str(one.get("y"))) - 5 for one in wide.iter("text") if one.text == "0")
    assert low > high
    assert zero == pytest.approx((low + high) / 2, abs=0.2)


def test_words_of_people_are_escaped_and_there_is_no_style_in_it() -> None:
    rogue = "<script>alert(1)</script>"
    chart = drawn(
        Line(label=rogue, points={2020: 1}),
        title=rogue,
        unit=rogue,
        deadline=Deadline(at=2020, words=rogue),
    )
    assert "<script" not in chart.svg
    assert re.search(r"style=|<style|fill=|on\w+=", chart.svg) is None


def test_a_line_without_a_single_year_is_an_empty_drawing_and_no_trace() -> None:
    assert drawn(Line(label="Nog niets", points={})).rows == ()


def test_names_of_years_keep_apart_on_a_phone() -> None:
    phone = plane_of(range(2008, 2027), value_ticks([28]), width=288, label=2, top=30)
    places = [phone.x(year) for year in phone.named_years]
    assert all(right - left >= 40 for left, right in pairwise(places))


NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_the_axis_holds_every_value_in_few_even_steps(values: list[Decimal]) -> None:
    ticks = value_ticks(values)
    assert ticks[0] <= min(values) and max(values) <= ticks[-1]  # noqa: PT018
    assert ticks[0] <= 0 <= ticks[-1]
    assert 2 <= len(ticks) <= 8
    assert len({after - before for before, after in pairwise(ticks)}) == 1
