"""Pictures: well-formed, within their bounds, without style or script, and also in words."""

import re
from collections.abc import Callable
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlisted.errors import BadRequest
from unlisted.pictures import Rung, interval_ladder, model_range, overlap_picture
from unlisted.pictures.drawing import (
    Scale,
    log_ticks,
    nice_ticks,
    number,
    shortened,
    width_of,
    wrapped,
)

HOSTILE = "<script>alert('1')</script> & \"quotes\""
LONG = "National crime agency and border force, with all regional and local units together"
RUNGS = [
    Rung(label="bic", low=10_643, high=23_690, point=12_350),
    Rung(label="lcm", note="not converged"),
    Rung(label="chao", point=15_570, note="indication only"),
    Rung(label=LONG, low=8_000, high=142_107, point=48_477),
    Rung(label=HOSTILE),
]
MODELS = [(0.0, 12_350.0), (3.5, 21_136.0), (9.0, 10_743.0), (12.0, 40_000.0), (30.0, 9e6)]
LISTS = ["LA", LONG, HOSTILE, "W" * 40]
SIZES = dict(zip(LISTS, (94, 567, 1_102, 123_456), strict=True))
OVERLAPS = dict(zip(combinations(LISTS, 2), (18, 0, 1_021, 5, 0, 75), strict=True))


def ladder() -> str:
    return interval_ladder(RUNGS, title="United Kingdom & <others>")


def models() -> str:
    return model_range(MODELS, title="United Kingdom & <others>")


def overlaps() -> str:
    return overlap_picture(LISTS, SIZES, OVERLAPS, title="United Kingdom & <others>")


PICTURES = pytest.mark.parametrize("picture", [ladder, models, overlaps])


def shapes(root: Element, name: str) -> list[Element]:
    return list(root.iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def words(svg: str) -> str:
    """What can be read in the picture itself."""
    return " ".join(part.text or "" for part in shapes(fromstring(svg), "text"))


def said(svg: str) -> str:
    """What is read out."""
    return shapes(fromstring(svg), "desc")[0].text or ""


def extents(root: Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of everything drawn."""
    out = []
    for part in root.iter():
        of = {key: float(v) for key, v in part.attrib.items() if re.fullmatch(r"-?[\d.]+", v)}
        kind = part.tag.rpartition("}")[2]
        if kind == "rect":
            out.append((of["x"], of["y"], of["x"] + of["width"], of["y"] + of["height"]))
        elif kind == "circle":
            x, y, r = of["cx"], of["cy"], of["r"]
            out.append((x - r, y - r, x + r, y + r))
        elif kind == "line":
            across, down = sorted((of["x1"], of["x2"])), sorted((of["y1"], of["y2"]))
            out.append((across[0], down[0], across[1], down[1]))
        elif kind == "text":
            wide = width_of(part.text or "", of["font-size"])
            left = (
                of["x"] - wide * {"start": 0, "middle": 0.5, "end": 1}[part.get("text-anchor", "")]
            )
            out.append((left, of["y"] - of["font-size"], left + wide, of["y"] + 3))
    return out


def check_bounds(svg: str) -> None:
    root = fromstring(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for left, top, right, bottom in extents(root):
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= height


@PICTURES
def test_a_picture_is_an_image_with_a_title_and_a_description(picture: Callable[[], str]) -> None:
    root = fromstring(picture())
    assert root.get("role") == "img"
    assert [part.tag.rpartition("}")[2] for part in root][:2] == ["title", "desc"]
    assert root[0].text == "United Kingdom & <others>"


@PICTURES
def test_nothing_in_a_picture_is_blocked_by_a_strict_policy(picture: Callable[[], str]) -> None:
    root = fromstring(picture())
    for part in root.iter():
        assert part.tag.rpartition("}")[2] not in {"style", "script", "image", "use", "a"}
        names = {name.rpartition("}")[2] for name in part.attrib}
        assert not names & {"style", "class", "href", "id"}
        assert not any(name.startswith("on") for name in names)
    assert "url(" not in picture()
    assert "<script>" not in picture()


@PICTURES
def test_everything_stays_within_the_picture(picture: Callable[[], str]) -> None:
    check_bounds(picture())


@PICTURES
def test_words_take_the_colour_of_the_page(picture: Callable[[], str]) -> None:
    assert {part.get("fill") for part in shapes(fromstring(picture()), "text")} == {"currentColor"}


@PICTURES
def test_words_can_be_read_at_320_wide(picture: Callable[[], str]) -> None:
    root = fromstring(picture())
    shrunk = 320 / float(root.attrib["viewBox"].split()[2])
    sizes = [float(part.attrib["font-size"]) * shrunk for part in shapes(root, "text")]
    assert min(sizes) >= 9


def test_a_ladder_says_every_number_interval_before_point() -> None:
    for text in (words(ladder()), said(ladder())):
        assert "10,643 to 23,690, point 12,350" in text
        assert "15,570, no interval" in text
        assert "8,000 to 142,107, point 48,477" in text
        assert "indication only" in text
        assert "no number" in text
        assert "not converged" in text
    assert "no number: not converged" in words(ladder())


def test_signs_that_xml_does_not_allow_are_replaced() -> None:
    svg = interval_ladder([Rung(label="a\x00b\x1b", point=1)], title="\ud800")
    assert "a\ufffdb\ufffd" in words(svg)
    assert svg.encode("utf-8")


def test_a_bar_goes_from_limit_to_limit_and_is_drawn_before_its_point() -> None:
    svg = interval_ladder([Rung(label="a", low=100, high=1000, point=400)], title="One")
    root = fromstring(svg)
    bar = next(part for part in shapes(root, "line") if part.get("stroke-width") == "7")
    (point,) = shapes(root, "circle")
    assert float(bar.attrib["x1"]) < float(point.attrib["cx"]) < float(bar.attrib["x2"])
    assert svg.index('stroke-width="7"') < svg.index("<circle")


def test_a_ladder_without_any_number_has_no_scale() -> None:
    svg = interval_ladder([Rung(label="lcm", note="not converged")], title="Nothing")
    assert not shapes(fromstring(svg), "line")
    assert "no number: not converged" in words(svg)


def test_equal_ratios_look_equal_on_a_logarithmic_ladder() -> None:
    rows = [Rung(label="a", low=100, high=200), Rung(label="b", low=1000, high=2000)]

    def lengths(*, log: bool) -> list[float]:
        root = fromstring(interval_ladder(rows, title="Two", log=log))
        bars = [part for part in shapes(root, "line") if part.get("stroke-width") == "7"]
        return [float(bar.attrib["x2"]) - float(bar.attrib["x1"]) for bar in bars]

    first, second = lengths(log=True)
    assert first == pytest.approx(second, abs=0.2)
    first, second = lengths(log=False)
    assert second == pytest.approx(10 * first, rel=0.05)


def test_half_an_interval_and_a_reversed_one_are_refused() -> None:
    with pytest.raises(BadRequest, match="two limits"):
        Rung(label="a", low=1)
    with pytest.raises(BadRequest, match="above"):
        Rung(label="a", low=2, high=1)
    with pytest.raises(BadRequest):
        interval_ladder([], title="Nothing")


def test_the_models_are_named_by_range_best_and_what_is_not_drawn() -> None:
    for text in (words(models()), said(models())):
        assert "10,743 to 21,136 over 3 models within 10" in text
        assert "the best gives 12,350" in text
        assert "1 model further away: not drawn" in text
    assert len(shapes(fromstring(models()), "circle")) == 5  # four models and the ring


def test_thousands_of_models_make_a_small_picture() -> None:
    many = [(i % 97 / 10, 10_000.0 + i % 1013) for i in range(30_000)]
    assert len(model_range(many, title="Many")) < 200_000


def test_models_without_a_near_one_are_refused() -> None:
    with pytest.raises(BadRequest, match="within 10"):
        model_range([(11.0, 100.0)], title="Far")
    with pytest.raises(BadRequest, match="below 0"):
        model_range([(-1.0, 100.0)], title="Better than the best")


def test_every_size_and_overlap_is_in_the_picture_and_read_out() -> None:
    shown, read = words(overlaps()), said(overlaps())
    for count in [*SIZES.values(), *OVERLAPS.values()]:
        assert count == 0 or number(count) in shown
        assert count == 0 or number(count) in read
    assert all(name in read for name in LISTS)


def test_empty_pairs_are_marked_and_named() -> None:
    assert words(overlaps()).split().count("none") == 2
    assert f"Nobody is on both LA and {HOSTILE}; {LONG} and {'W' * 40}." in said(overlaps())
    dashed = [p for p in shapes(fromstring(overlaps()), "rect") if p.get("stroke-dasharray")]
    assert len(dashed) == 2


def test_a_table_without_empty_pairs_says_nothing_of_them() -> None:
    svg = overlap_picture("AB", {"A": 3, "B": 4}, {("B", "A"): 2}, title="Two")
    assert "none" not in words(svg)
    assert "Nobody" not in said(svg)


def test_an_overlap_picture_needs_every_size_and_pair() -> None:
    with pytest.raises(BadRequest, match="'C' has no size"):
        overlap_picture("ABC", {"A": 1, "B": 1}, {}, title="Sizes")
    with pytest.raises(BadRequest, match="no overlap"):
        overlap_picture("AB", {"A": 1, "B": 1}, {}, title="Pairs")
    with pytest.raises(BadRequest):
        overlap_picture("", {}, {}, title="Nothing")


def test_sixteen_lists_make_a_wider_picture_of_cells_that_can_still_be_read() -> None:
    names = [f"list {i}" for i in range(16)]
    pairs = {pair: i for i, pair in enumerate(combinations(names, 2))}
    svg = overlap_picture(names, dict.fromkeys(names, 99_999), pairs, title="Sixteen")
    root = fromstring(svg)
    assert float(root.attrib["width"]) == float(root.attrib["viewBox"].split()[2]) > 600
    assert min(float(part.attrib["font-size"]) for part in shapes(root, "text")) >= 8
    check_bounds(svg)


@settings(max_examples=40, deadline=None)
@given(st.floats(-1e6, 1e9), st.floats(1e-6, 1e9))
def test_ticks_are_few_and_lie_within(low: float, span: float) -> None:
    high = low + span
    ticks = nice_ticks(low, high)
    assert 1 < len(ticks) <= 5
    assert all(low - 1e-9 * span <= tick <= high + 1e-9 * span for tick in ticks)


@settings(max_examples=40, deadline=None)
@given(st.floats(1.0, 1e6), st.floats(1.1, 1e9))
def test_logarithmic_ticks_are_few_and_lie_within(low: float, ratio: float) -> None:
    ticks = Scale(low=low, high=low * ratio, start=0, end=1, log=True).ticks
    assert 1 < len(ticks) <= 5
    assert all(low * (1 - 1e-9) <= tick <= low * ratio * (1 + 1e-9) for tick in ticks)


def test_logarithmic_ticks_are_ones_twos_and_fives_where_there_is_room() -> None:
    assert log_ticks(90, 2_500) == (100, 200, 500, 1_000, 2_000)
    assert log_ticks(9, 200_000) == (10, 100, 1_000, 10_000, 100_000)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.floats(20, 300))
def test_words_are_cut_to_the_room_there_is(text: str, room: float) -> None:
    assert width_of(shortened(text, room)) <= room
    assert all(width_of(part) <= room for part in wrapped(text, room))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(1, 1e9), st.floats(1, 1e6), st.text("aW <&ö", max_size=80)),
        min_size=1,
        max_size=5,
    )
)
def test_any_ladder_stays_within_its_bounds(rows: list[tuple[float, float, str]]) -> None:
    rungs = [Rung(label=t, low=v, high=v * r, point=v, note=t) for v, r, t in rows]
    check_bounds(interval_ladder(rungs, title=rows[0][2]))
