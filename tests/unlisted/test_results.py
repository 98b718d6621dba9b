"""Results print themselves and turn into plain values that survive the journey."""

import csv
import io
import json
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pytest

import unlisted as ul
from unlisted.results import Estimate, Grid, Summary, plain


class Colour(StrEnum):
    """An enumeration as results hold them."""

    RED = "red"


@dataclass(frozen=True)
class Pair:
    """A dataclass inside a result."""

    colour: Colour
    numbers: tuple[float, ...]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Colour.RED, "red"),
        (float("inf"), None),
        (float("nan"), None),
        (np.float64(1.5), 1.5),
        (np.int64(3), 3),
        (np.array([1.0, np.inf]), [1.0, None]),
        ({Colour.RED: (1, 2)}, {"red": [1, 2]}),
        (Pair(Colour.RED, (1.0,)), {"colour": "red", "numbers": [1.0]}),
        (True, True),
    ],
)
def test_every_value_has_a_plain_form(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_what_has_no_plain_form_is_an_error() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        plain(object())


def made(**parts: object) -> Estimate:
    known = {"method": "bic", "lists": ("A", "B"), "observed": 60, "version": "0", "data_hash": ""}
    return Estimate(**(known | {"point": 120.0} | parts))  # type: ignore[arg-type]


def test_the_interval_is_said_before_the_point() -> None:
    said = str(made(low=90.0, high=200.0))
    assert said.index("Between 90 and 200") < said.index("point 120")


def test_a_number_without_an_interval_is_marked() -> None:
    assert "not for publication" in str(made())


def test_no_estimate_is_said_with_what_was_seen() -> None:
    assert "No estimate: 60 people were seen" in str(made(point=None))


def test_a_real_result_survives_json_and_csv() -> None:
    found = ul.estimate(ul.published("korea_palembang"), bootstrap=20)
    again = json.loads(found.to_json())
    assert again == found.to_dict()
    rows = dict(csv.reader(io.StringIO(found.to_csv())))
    assert float(rows["point"]) == found.point
    assert rows["terms.0.0"] == "b"


def test_html_is_escaped_and_holds_no_style_or_script() -> None:
    grid = Grid(caption="<b>", columns=("a&b",), rows=(("<i>",),))
    text = Summary(title="<script>", headline="x", grids=(grid,), notes=("<u>",)).html()
    assert "<script>" not in text
    assert "<i>" not in text
    assert "style=" not in text
    assert "&lt;i&gt;" in text


def test_text_keeps_to_the_width_of_a_terminal() -> None:
    text = str(ul.estimate(ul.published("united_kingdom_2013"), bootstrap=0))
    assert max(map(len, text.splitlines())) <= 88
