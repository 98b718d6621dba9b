"""What holds on every page: for each line of the table in ``pages.py``."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from kmt.project.demo_people import PEOPLE
from kmt.project.trial import Trial
from tests.browser.conftest import NARROW, WIDE, Trouble, Windows
from tests.browser.pages import PAGES
from tests.browser.ways import Here

HEADERS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
#: Everything in the page that a keyboard must be able to reach.
REACHABLE = (
    "main a[href], main button, main summary, main select, main textarea,"
    "main input:not([type=hidden]):not([type=radio])"
)
TABS = 400


@dataclass
class Visit:
    """One opened page with what the browser noticed on the way."""

    here: Here
    tab: Tab
    windows: Windows
    response: Any


@pytest.fixture(scope="module")
def colleagues() -> dict[str, Windows]:
    """Whoever has an account keeps one window for all pages."""
    return {}


@pytest.fixture(scope="module", params=PAGES, ids=lambda here: here.name)
def visit(
    request: pytest.FixtureRequest,
    demo: Trial,
    browser: Browser,
    log_ins: dict[str, Any],
    colleagues: dict[str, Windows],
) -> Iterator[Visit]:
    """The page, opened once for all tests below."""
    here: Here = request.param
    windows = colleagues.get(here.person) or Windows(browser, demo.address, Trouble(), log_ins)
    windows.trouble.found.clear()
    tab = windows.open[0].pages[0] if windows.open else windows.window(here.person)
    documents: list[Any] = []
    tab.on("response", lambda one: documents.append(one) if _is_page(one) else None)
    here.open(tab)
    yield Visit(here, tab, windows, documents[-1])
    if here.person:
        colleagues[here.person] = windows
    else:
        windows.close()


@pytest.fixture(autouse=True)
def as_it_was(visit: Visit) -> Iterator[None]:
    """Every test finds the page wide, light and on a screen."""
    yield
    visit.tab.emulate_media(media="screen", color_scheme="light")
    visit.tab.set_viewport_size({"width": WIDE, "height": 800})


def test_it_answers_as_expected(visit: Visit) -> None:
    assert visit.response.status == visit.here.status


def test_nothing_is_blocked_asked_elsewhere_or_broken(visit: Visit) -> None:
    assert visit.windows.trouble.found == []


def test_its_headers_keep_it_out_of_caches_frames_and_other_sites(visit: Visit) -> None:
    headers = visit.response.headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "no-store" in headers["cache-control"]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_its_title_names_nobody_and_nothing_that_shames(visit: Visit) -> None:
    title = visit.tab.title()
    assert title.strip()
    for word in (*NAMES, "mensenhandel", "uitbuiting", "slachtoffer"):
        assert word.lower() not in title.lower()


def test_it_has_one_heading_of_the_first_level(visit: Visit) -> None:
    assert visit.tab.locator("h1").count() == 1


def test_everything_on_it_can_be_reached_by_tab_and_shows_where_it_is(visit: Visit) -> None:
    tab = visit.tab
    wanted = tab.evaluate(FROM_THE_TOP, REACHABLE)
    seen: set[str] = set()
    for _ in range(TABS):
        tab.keyboard.press("Tab")
        where, visible = tab.evaluate(FOCUSED)
        assert visible, f"no visible focus on {where}"
        seen.add(where)
        if where == "footer":
            break
    assert set(wanted) <= seen


def test_it_says_the_same_without_javascript(visit: Visit) -> None:
    if not visit.tab.locator("script").count():
        return  # no script, so nothing that could differ
    tab = visit.windows.without_javascript(visit.here.person)
    visit.here.open(tab)
    part = "main h1" if visit.here.changes else "main"
    assert tab.inner_text(part).split() == visit.tab.inner_text(part).split()


def test_on_paper_it_is_white_and_without_bars(visit: Visit) -> None:
    tab = visit.tab
    tab.emulate_media(media="print", color_scheme="dark")
    for bar in (".leave", ".menu", ".menu-button", ".skip", ".languages", "details form"):
        for one in tab.locator(bar).all():
            assert not one.is_visible(), f"{bar} is printed"
    assert _lightness(tab) > 0.95


def test_wide_and_light_axe_finds_nothing(visit: Visit, shots: Path | None) -> None:
    _photograph(visit, shots)
    assert axe_finds(visit.tab) == []


def test_on_a_small_phone_nothing_sticks_out(visit: Visit, shots: Path | None) -> None:
    tab = visit.tab
    tab.set_viewport_size({"width": NARROW, "height": 800})
    assert tab.evaluate("document.scrollingElement.scrollWidth") <= NARROW
    _photograph(visit, shots)


def test_narrow_and_dark_axe_finds_nothing(visit: Visit) -> None:
    tab = visit.tab
    tab.set_viewport_size({"width": NARROW, "height": 800})
    tab.emulate_media(color_scheme="dark")
    assert _lightness(tab) < 0.2
    assert axe_finds(tab, rules=WHAT_WIDTH_CHANGES) == []


#: The rest axe has seen when the page was wide; these take the width into account. The contrast of
#: every pair of colours, light and dark, is computed in ``tests/kernel/test_look_contrast.py``.
WHAT_WIDTH_CHANGES = (
    "target-size",
    "scrollable-region-focusable",
    "aria-hidden-focus",
)
NAMES = tuple(part for one in PEOPLE for part in one.name.split())

FROM_THE_TOP = """selector => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    return [...document.querySelectorAll(selector)]
        .filter(one => one.checkVisibility() && !one.disabled)
        .map((one, number) => one.dataset.tabTest = `${one.tagName} ${number}`);
}"""

FOCUSED = """() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== "none" || style.boxShadow !== "none";
    const visible = ring || one.type === "date"; // its little calendar has a ring of its own
    const inFooter = one.closest("footer") || one === document.body;
    return [inFooter ? "footer" : (one.dataset.tabTest ?? one.outerHTML.slice(0, 80)),
            visible || one === document.body];
}"""


def _is_page(response: Any) -> bool:
    return response.request.resource_type == "document" and not 300 <= response.status < 400


def _photograph(visit: Visit, shots: Path | None) -> None:
    if shots is None:
        return
    visit.tab.evaluate("scrollTo(0, 0)")
    width = visit.tab.evaluate("innerWidth")
    visit.tab.screenshot(path=shots / f"{visit.here.name}-{width}.png", full_page=True)


def _lightness(tab: Tab) -> float:
    """How light the page is, from 0 to 1."""
    colour: str = tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    parts = [float(part) for part in colour.strip("rgba()").split(",")[:3]]
    return sum(parts) / (3 * 255)


def axe_finds(tab: Tab, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds, one line per element: with all its rules, or with these."""
    tab.evaluate("scrollTo(0, 0)")  # nothing lies under the bar that stays on top
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(Axe().axe_script)
    asked: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        asked["runOnly"] = rules
    found = tab.evaluate("asked => axe.run(asked)", asked)
    return [
        f"{one['id']}: {node['html'][:150]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for one in found["violations"]
        for node in one["nodes"]
    ]
