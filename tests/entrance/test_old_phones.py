"""A phone of ten years ago reads every public page: what it does not know, it can do without.

Chrome 52 and Safari 9 (2016) know colours by variable, flex and @supports; they do not know :has,
container queries, grid, gaps in flex, or the script of later years.
"""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

CSS = re.sub(
    r"/\*.*?\*/", "", Path(str(finders.find("kernel/kmt.css"))).read_text("utf-8"), flags=re.DOTALL
)
SCRIPT = Path(str(finders.find("kernel/leave.js"))).read_text(encoding="utf-8")
#: Selectors that an old browser does not know; one of them in a list loses the whole list.
NEW = re.compile(
    r":has\(|::details-content|::file-selector|:focus-visible|:popover-open|:is\(|:where\("
)
#: Components of the side of colleagues, which may lean on later browsers.
OF_STAFF = re.compile(r"^(\.columns|\.stats|\.facts|\.chart|\.menu|\.staff|\.stack|details)")


def rules() -> list[tuple[str, str]]:
    """Selector list and declarations of every innermost rule."""
    return [(one[0].strip(), one[1]) for one in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS)]


def test_a_selector_of_later_years_stands_alone() -> None:
    lists = [selectors for selectors, _body in rules() if NEW.search(selectors)]
    assert lists
    outside = re.compile(r",(?![^()]*\))")
    assert [one for one in lists if outside.search(one) and not OF_STAFF.match(one)] == []


def test_only_the_side_of_colleagues_leans_on_grid() -> None:
    grids = [
        selectors for selectors, body in rules() if re.search(r"display: ?(inline-)?grid", body)
    ]
    assert grids
    assert [one for one in grids if not OF_STAFF.match(one)] == []
    assert "subgrid" not in CSS


def test_container_queries_are_for_charts_alone() -> None:
    inside = re.findall(r"@container[^{]*\{((?:[^{}]*\{[^{}]*\})*)", CSS)
    assert inside
    for block in inside:
        selectors = [one.strip() for one in re.findall(r"([^{}]+)\{", block)]
        assert [one for one in selectors if not one.startswith(".chart")] == []


def test_a_computed_size_has_a_plain_one_before_it() -> None:
    for selectors, body in rules():
        for name in re.findall(r"([\w-]+): ?clamp\(", body):
            before = body.split("clamp(")[0]
            assert before.count(f"{name}:") == 2, selectors


def test_the_colours_are_plain_values() -> None:
    assert not re.search(r"light-dark\(|color-mix\(|oklch\(|@layer|@property", CSS)


def test_the_script_is_of_the_language_of_2009() -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", SCRIPT, flags=re.DOTALL)
    assert re.search(r"\b(const|let|class|async|await)\b|=>|`|\.\.\.|forEach|\?\.", code) is None
