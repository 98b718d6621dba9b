"""What holds on every page: for each line of the table in ``pages.py``."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from kmt.demo.people import PEOPLE
from kmt.kernel.headers import KEPT
from kmt.knowledge.places import may_be_kept_at
from kmt.proof.trial import Trial
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
TABS, TABS_MORE = 400, 3
#: What belongs to a screen and stays off paper.
BARS = ".leave, .menu, .menu-button, .skip, .languages, details form"


@dataclass
class Visit:
    """One opened page with what the browser noticed on the way."""

    here: Here
    tab: Tab
    windows: Windows
    response: Any
    #: What can be asked of the page in one go.
    facts: dict[str, Any]
    _looks: tuple[int, str, str] = (WIDE, "screen", "light")

    def look(self, *, width: int = WIDE, media: str = "screen", colours: str = "light") -> Tab:
        """The page in a window of this width, on this medium, in these colours.

        Only what differs is changed: every change lays out and draws the whole page again.
        """
        before, self._looks = self._looks, (width, media, colours)
        if before[1:] != self._looks[1:]:
            self.tab.emulate_media(media=media, color_scheme=colours)  # type: ignore[arg-type]
        if before[0] != width:
            self.tab.set_viewport_size({"width": width, "height": 800})
        return self.tab


@pytest.fixture(scope="module")
def for_all(demo: Trial, browser: Browser, log_ins: dict[str, Any]) -> Iterator[Windows]:
    """The windows in which all pages are opened, one after the other."""
    windows = Windows(browser, demo.address, Trouble(), log_ins)
    yield windows
    windows.close()


@pytest.fixture(scope="module", params=PAGES, ids=lambda here: here.name)
def visit(request: pytest.FixtureRequest, for_all: Windows) -> Iterator[Visit]:
    """The page, opened once for all tests below, which each say how they look at it."""
    here: Here = request.param
    tab = for_all.kept(here.person)
    for_all.trouble.found.clear()
    documents: list[Any] = []

    def answered(response: Any) -> None:
        if _is_page(response):
            documents.append(response)

    tab.on("response", answered)
    here.open(tab)
    tab.remove_listener("response", answered)
    visit = Visit(here, tab, for_all, documents[-1], tab.evaluate(FACTS))
    yield visit
    visit.look()


def test_it_answers_as_expected(visit: Visit) -> None:
    assert visit.response.status == visit.here.status


def test_nothing_is_blocked_asked_elsewhere_or_broken(visit: Visit) -> None:
    assert visit.windows.trouble.found == []


def test_its_headers_keep_it_out_of_caches_frames_and_other_sites(visit: Visit) -> None:
    headers = visit.response.headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    kept = headers["cache-control"] == KEPT and may_be_kept_at(urlsplit(visit.tab.url).path)
    assert kept or "no-store" in headers["cache-control"]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_its_title_names_nobody_and_nothing_that_shames(visit: Visit) -> None:
    title = visit.facts["title"]
    assert title.strip()
    for word in (*NAMES, "mensenhandel", "uitbuiting", "slachtoffer"):
        assert word.lower() not in title.lower()


def test_it_has_one_heading_of_the_first_level(visit: Visit) -> None:
    assert visit.facts["headings"] == 1


def test_everything_on_it_can_be_reached_by_tab_and_shows_where_it_is(visit: Visit) -> None:
    tab = visit.look()
    wanted, before_footer = tab.evaluate(FROM_THE_TOP, REACHABLE)
    seen: set[str] = set()
    for where, visible in tabbed(tab, before_footer):
        assert visible, f"no visible focus on {where}"
        seen.add(where)
    assert set(wanted) <= seen


def test_it_says_the_same_without_javascript(visit: Visit) -> None:
    if not visit.facts["scripts"]:
        return  # no script, so nothing that could differ
    with_scripts = visit.look()
    tab = visit.windows.kept(visit.here.person, scripts=False)
    visit.here.open(tab)
    part = "main h1" if visit.here.changes else "main"
    assert tab.inner_text(part).split() == with_scripts.inner_text(part).split()


def test_wide_and_light_axe_finds_nothing(visit: Visit, shots: Path | None) -> None:
    tab = visit.look()
    _photograph(visit, shots)
    assert axe_finds(tab) == []


def test_on_a_small_phone_nothing_sticks_out(visit: Visit, shots: Path | None) -> None:
    tab = visit.look(width=NARROW)
    assert tab.evaluate("document.scrollingElement.scrollWidth") <= NARROW
    _photograph(visit, shots)


def test_narrow_and_dark_axe_finds_nothing(visit: Visit) -> None:
    tab = visit.look(width=NARROW, colours="dark")
    assert _lightness(tab) < 0.2
    assert axe_finds(tab, rules=WHAT_WIDTH_CHANGES) == []


def test_on_paper_it_is_white_and_without_bars(visit: Visit) -> None:
    tab = visit.look(media="print", colours="dark")
    assert tab.evaluate(SHOWN, BARS) == []
    assert _lightness(tab) > 0.95


#: The rest axe has seen when the page was wide; these take the width into account. The contrast of
#: every pair of colours, light and dark, is computed in ``tests/kernel/test_look_contrast.py``.
WHAT_WIDTH_CHANGES = (
    "target-size",
    "scrollable-region-focusable",
    "aria-hidden-focus",
)
NAMES = tuple(part for one in PEOPLE for part in one.name.split())

FACTS = """() => ({
    title: document.title,
    headings: document.querySelectorAll("h1").length,
    scripts: document.querySelectorAll("script").length,
})"""

AXE = Axe().axe_script
#: From the top, so that nothing lies under the bar that stays there.
RUN_AXE = "async asked => { scrollTo(0, 0); return (await axe.run(asked)).violations; }"

FOCUSED = """() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== "none" || style.boxShadow !== "none";
    const visible = ring || one.type === "date"; // its little calendar has a ring of its own
    const inFooter = one.closest("footer") || one === document.body;
    return [inFooter ? "footer" : (one.dataset.tabTest ?? one.outerHTML.slice(0, 80)),
            visible || one === document.body];
}"""

#: From here on the page itself writes down where the focus comes, and that it left the page. Says
#: what must be reached, and about how many stops there are before the footer.
FROM_THE_TOP = (
    "selector => { const focused = "
    + FOCUSED
    + """;
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    window.focusedSoFar = [];
    document.addEventListener("focusin", () => focusedSoFar.push(focused()));
    document.addEventListener("focusout", event => {
        const leaves = !event.relatedTarget && event.target !== document.body;
        if (leaves) focusedSoFar.push(["footer", true]);
    });
    const shown = selector => [...document.querySelectorAll(selector)]
        .filter(one => one.checkVisibility() && !one.disabled);
    const stops = "a[href], button, summary, select, textarea, input:not([type=radio])";
    return [
        shown(selector).map((one, number) => one.dataset.tabTest = `${one.tagName} ${number}`),
        shown(stops).filter(one => !one.closest("footer")).length,
    ];
}"""
)

SHOWN = """selector => [...document.querySelectorAll(selector)]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length)
    .map(one => one.outerHTML.slice(0, 80))"""


def tabbed(tab: Tab, before_footer: int) -> Iterator[tuple[str, bool]]:
    """Hold Tab until the footer; each place that gets the focus, and whether that can be seen.

    ``before_footer`` is about how many stops there are until then.
    """
    pressed, times = 0, before_footer + 1
    while pressed < TABS:
        for _ in range(times):
            tab.keyboard.down("Tab")
        tab.keyboard.up("Tab")
        for where, visible in tab.evaluate("focusedSoFar.splice(0)"):
            yield where, visible
            if where == "footer":
                return
        pressed, times = pressed + times, TABS_MORE


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
    asked: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        asked["runOnly"] = rules
    found = tab.evaluate(f"asked => 'axe' in window ? ({RUN_AXE})(asked) : null", asked)
    if found is None:
        found = tab.evaluate(f"asked => {{ {AXE}\n return ({RUN_AXE})(asked); }}", asked)
    return [
        f"{one['id']}: {node['html'][:150]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for one in found
        for node in one["nodes"]
    ]
