"""The harness notices: faults planted in a page are found, so that silence means something."""

from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from tests.browser.conftest import NARROW, Windows
from tests.browser.test_each_page import FOCUSED, FROM_THE_TOP, REACHABLE, axe_finds, tabbed

FAULTS = {
    "an inline script": "<script>document.title = 'planted'</script>",
    "an inline style": '<p style="color: red">planted</p>',
    "a picture from elsewhere": '<img src="https://elders.example/p.png" alt="">',
    "a script from elsewhere": '<script src="https://elders.example/s.js"></script>',
    "a missing file": '<script src="/statisch/weg.js"></script>',
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_noticed(windows: Windows, fault: str) -> None:
    planted(windows, fault)
    assert windows.trouble.found
    windows.trouble.found.clear()


def test_a_page_without_a_fault_gives_no_trouble(windows: Windows) -> None:
    assert planted(windows, "<p>niets aan de hand</p>").get_by_text("niets aan").is_visible()
    assert windows.trouble.found == []


def test_axe_finds_a_picture_without_words(windows: Windows) -> None:
    tab = planted(windows, '<img src="/statisch/kernel/icon.svg">')
    assert any("image-alt" in one for one in axe_finds(tab))


def test_what_sticks_out_is_wider_than_the_phone(windows: Windows) -> None:
    tab = planted(windows, "<pre>" + "breed " * 30 + "</pre>", width=NARROW)
    assert tab.evaluate("document.scrollingElement.scrollWidth") > NARROW


def test_a_focus_that_cannot_be_seen_is_seen_to_be_missing(windows: Windows) -> None:
    tab = planted(windows, "<button id='hidden'>x</button>")
    tab.evaluate("document.getElementById('hidden').style.cssText = 'all: initial; outline: 0'")
    tab.locator("#hidden").focus()
    assert tab.evaluate(FOCUSED)[1] is False


def test_where_tab_does_not_come_and_what_does_not_show_is_noticed(windows: Windows) -> None:
    tab = planted(
        windows, "<button id='over' tabindex='-1'>x</button><button id='hidden'>x</button>"
    )
    tab.evaluate("document.getElementById('hidden').style.cssText = 'all: initial; outline: 0'")
    wanted, before_footer = tab.evaluate(FROM_THE_TOP, REACHABLE)
    seen = dict(tabbed(tab, before_footer))
    over, hidden = (tab.locator(one).get_attribute("data-tab-test") for one in ("#over", "#hidden"))
    assert set(wanted) - set(seen) == {over}
    assert [where for where, visible in seen.items() if not visible] == [hidden]


def planted(windows: Windows, fault: str, **options: Any) -> Tab:
    """The page on privacy, with something in it that does not belong there."""

    def answer(route: Any) -> None:
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace("</main>", f"{fault}</main>"))

    tab = windows.window(**options)
    tab.context.route("**/privacy/", answer)
    tab.goto("/privacy/")
    return tab
