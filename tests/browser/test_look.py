"""What only a browser can tell of the look: leaving at once, the phone menu, legible charts."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import NARROW

Open = Callable[..., Page]
SMALLEST_TEXT_PX = 12
ELSEWHERE = "/privacy/"  # stands in for the weather site, which these tests may not ask for


def entrance(window: Open) -> Page:
    page = window()
    page.goto("/melden/")
    page.locator("#leave").evaluate(f"link => link.href = '{ELSEWHERE}'")
    return page


def test_shift_pressed_three_times_leaves_at_once(window: Open) -> None:
    page = entrance(window)
    with page.expect_navigation(url=f"**{ELSEWHERE}"):
        for _ in range(3):
            page.keyboard.press("Shift")


def test_typing_capitals_does_not_leave(window: Open) -> None:
    page = entrance(window)
    page.focus("textarea")
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.wait_for_timeout(300)
    assert page.input_value("textarea") == "ABCD"


def test_the_way_out_replaces_the_page_in_the_history(window: Open) -> None:
    page = window()
    page.goto("/toegankelijkheid/")
    page.goto("/melden/")
    page.locator("#leave").evaluate(f"link => link.href = '{ELSEWHERE}'")
    with page.expect_navigation(url=f"**{ELSEWHERE}"):
        page.click("#leave")
    page.go_back()
    assert page.url.endswith("/toegankelijkheid/")


def test_the_menu_opens_on_a_phone_without_javascript(window: Open) -> None:
    page = window("noor", width=NARROW, java_script_enabled=False)
    page.goto("/bouwstenen/")
    assert not page.is_visible("nav.menu")
    page.click(".menu-button")
    assert page.is_visible("nav.menu")


def test_text_in_charts_is_legible_on_a_phone_and_inside_its_drawing(window: Open) -> None:
    page = window("noor", width=NARROW)
    for width in (NARROW, 700, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/bouwstenen/")
        sizes, outside = page.evaluate(MEASURE)
        assert len(sizes) == 4
        assert min(sizes) >= SMALLEST_TEXT_PX, width
        assert outside == [], width


MEASURE = """() => {
    const shown = [...document.querySelectorAll(".chart svg")].filter(one => one.checkVisibility());
    const scale = one => one.getBoundingClientRect().width / one.viewBox.baseVal.width;
    const size = one => parseFloat(getComputedStyle(one.querySelector("text")).fontSize);
    const outside = one => [...one.querySelectorAll("text")].filter(text =>
        text.getBoundingClientRect().right > one.getBoundingClientRect().right + 1);
    return [shown.map(one => scale(one) * size(one)),
            shown.flatMap(outside).map(text => text.textContent)];
}"""
