"""What protects who comes to tell something: nothing left behind, little to load, a way out."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Windows
from tests.browser.pages import STORY
from tests.browser.ways import type_and_send
from tests.building.tree import ROOT

Window = Callable[..., Tab]
LIMIT = 60_000
PUBLIC_PAGES = ("/", "/melden/", "/code/", "/hulp/", "/bg/melden/", "/ar/vormen/")
REGION = tomllib.loads((ROOT / "regions/twente.toml").read_text(encoding="utf-8"))
WAY_OUT = REGION["region"]["leave_to"]
WEATHER = "Het weer van vandaag"


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_page_with_all_it_loads_weighs_less_than_60_kb(window: Window, path: str) -> None:
    tab = window()
    wire = tab.context.new_cdp_session(tab)
    wire.send("Network.enable")
    loaded: list[float] = []
    wire.on("Network.loadingFinished", lambda one: loaded.append(one["encodedDataLength"]))
    tab.goto(path)
    tab.wait_for_timeout(100)  # the last of the wire's own messages
    assert len(loaded) >= 3, "the page, its style and its script were not all seen"
    assert sum(loaded) < LIMIT


def test_a_whole_visit_leaves_no_cookie_and_nothing_in_the_browser(window: Window) -> None:
    tab = window()
    for path in PUBLIC_PAGES:
        tab.goto(path)
    tab.goto("/melden/")
    type_and_send(narrative=STORY)(tab)
    expect(tab.locator(".receipt")).to_be_visible()
    assert tab.context.cookies() == []
    assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_the_page_does_not_tell_where_the_reporter_came_from(window: Window) -> None:
    tab = window()
    tab.goto("/melden/")
    assert tab.evaluate("document.querySelector('meta[name=referrer]').content") == "no-referrer"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_button_leaves_at_once(windows: Windows, javascript: bool) -> None:
    tab = reading(windows, java_script_enabled=javascript)
    tab.get_by_role("link", name="Verlaat deze site nu").click()
    expect(tab.locator("body")).to_have_text(WEATHER)


def test_shift_three_times_leaves_at_once(windows: Windows) -> None:
    tab = reading(windows)
    for _ in range(3):
        tab.keyboard.press("Shift")
    expect(tab.locator("body")).to_have_text(WEATHER)


def test_a_capital_letter_between_is_no_wish_to_leave(windows: Windows) -> None:
    tab = reading(windows)
    for key in ("Shift", "Shift", "a", "Shift"):
        tab.keyboard.press(key)
    expect(tab.locator("h1")).to_have_text("Vertel wat er speelt")


def test_who_left_does_not_come_back_with_the_back_button(windows: Windows) -> None:
    tab = reading(windows)
    tab.get_by_role("link", name="Verlaat deze site nu").click()
    expect(tab.locator("body")).to_have_text(WEATHER)
    tab.go_back()
    assert tab.url == "about:blank"


def test_without_javascript_back_leads_to_an_empty_form(windows: Windows) -> None:
    tab = reading(windows, java_script_enabled=False)
    tab.get_by_label("Wat gebeurt er?").fill(STORY)
    tab.get_by_role("link", name="Verlaat deze site nu").click()
    expect(tab.locator("body")).to_have_text(WEATHER)
    tab.go_back()
    expect(tab.get_by_label("Wat gebeurt er?")).to_have_value("")


def test_in_polish_without_javascript_on_a_small_phone_it_is_read_aloud_sensibly(
    window: Window,
) -> None:
    tab = window(width=NARROW, java_script_enabled=False, locale="pl-PL")
    tab.goto("/")
    tab.get_by_role("link", name="Polski").click()
    expect(tab.locator("html")).to_have_attribute("lang", "pl")
    expect(tab.locator("main")).to_match_aria_snapshot(POLISH_CHOICES)
    tab.get_by_role("link", name="Chcę o czymś powiedzieć").click()
    tab.get_by_role("textbox", name="Co się dzieje?").fill("Pracuję 12 godzin bez wypłaty.")
    tab.get_by_role("group", name="Czy to nadal trwa?").get_by_label("Tak").check()
    tab.get_by_role("combobox", name="W której gminie?").select_option("Almelo")
    tab.get_by_role("button", name="Wyślij").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Zgłoszenie dotarło")
    digits = tab.locator(".receipt").inner_text()
    tab.get_by_role("link", name="Użyj kodu").click()
    tab.get_by_role("textbox", name="Twój kod z 16 cyfr").fill(digits)
    tab.get_by_role("button", name="Zobacz").click()
    expect(tab.locator(".notice-ok")).to_contain_text("Zgłoszenie dotarło.")


def test_the_form_works_with_a_keyboard_alone(window: Window) -> None:
    tab = window()
    tab.goto("/melden/")
    tab.keyboard.press("Tab")
    expect(tab.locator(":focus")).to_have_text("Naar de inhoud")
    tab.keyboard.press("Enter")
    reach(tab, "textarea[name=narrative]")
    tab.keyboard.type(STORY)
    reach(tab, "main form button[type=submit]")
    tab.keyboard.press("Enter")
    expect(tab.locator(".receipt")).to_be_visible()


def test_what_was_typed_is_still_there_when_something_is_wrong(window: Window) -> None:
    tab = window(java_script_enabled=False)
    tab.goto("/melden/")
    tab.get_by_label("Wat gebeurt er?").fill("x" * 30_000)
    tab.get_by_label("Waar precies?").fill("bij de haven")
    tab.get_by_role("button", name="Versturen").click()
    expect(tab.locator(".error-summary")).to_contain_text("tekens te lang")
    expect(tab.get_by_label("Wat gebeurt er?")).to_have_value("x" * 30_000)
    expect(tab.get_by_label("Waar precies?")).to_have_value("bij de haven")


POLISH_CHOICES = """
- heading "Martwisz się o kogoś albo o siebie?" [level=1]
- list:
  - listitem:
    - link /Jestem teraz w niebezpieczeństwie/
  - listitem:
    - link /Chcę o czymś powiedzieć/
  - listitem:
    - link /Chcę porady/
  - listitem:
    - link /Zajmuję się tym zawodowo/
  - listitem:
    - link /Mam kod/
- heading "Najpierw przeczytaj więcej" [level=2]
"""


def reading(windows: Windows, **options: Any) -> Tab:
    """Somebody on the form, in a browser in which the weather is always the same.

    Nothing here reaches outside this machine: the site that people leave to is answered for.
    """

    def answer(route: Any) -> None:
        assert "referer" not in route.request.headers
        route.fulfill(status=200, content_type="text/html", body=f"<title>-</title>{WEATHER}")

    windows.trouble.way_out = WAY_OUT
    tab = windows.window(**options)
    tab.context.route(f"{WAY_OUT}**", answer)
    tab.goto("/melden/")
    return tab


def reach(tab: Tab, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(60):
        if tab.locator(f"{selector}:focus").count():
            return
        tab.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {selector}")
