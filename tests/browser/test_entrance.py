"""What protects who comes to tell something: nothing left behind, little to load, a way out."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from kmt.entrance import effort
from kmt.entrance.effort import solved
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
    on = tab.get_by_role("button", name="Dalej")
    tab.get_by_role("textbox", name="Co się dzieje?").fill("Pracuję 12 godzin bez wypłaty.")
    on.click()
    tab.get_by_role("combobox", name="W której gminie?").select_option("Almelo")
    tab.get_by_role("group", name="Czy to nadal trwa?").get_by_label("Tak").check()
    on.click()
    expect(tab.locator("main")).to_match_aria_snapshot(POLISH_STEP)
    tab.get_by_role("textbox", name="Kto jest zagrożony?").fill("ja i brat")
    on.click()
    tab.get_by_role("radio", name="Nie. Chcę pozostać anonimowo.").check()
    on.click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW
    expect(tab.locator("main")).to_contain_text("Pracuję 12 godzin bez wypłaty.")
    expect(tab.locator("main")).to_contain_text("Almelo")
    tab.get_by_role("button", name="Wyślij", exact=True).click()
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
    reach(tab, "main form button[value=send]")
    tab.keyboard.press("Enter")
    expect(tab.locator(".receipt")).to_be_visible()


def test_when_it_is_busy_the_work_is_done_beside_the_page(window: Window) -> None:
    """As on a page that asks for it: the same script, in a worker, under the same policy."""
    tab = window()
    tab.goto("/melden/")
    tab.evaluate(AS_WHEN_BUSY, [MARK, effort.LIGHTEST])
    expect(tab.locator("[name=effort]")).not_to_have_value("")
    assert solved(MARK, tab.locator("[name=effort]").input_value(), effort.LIGHTEST)
    assert len(tab.workers) == 1


def test_the_way_back_on_the_form_keeps_what_was_typed(window: Window) -> None:
    tab = window()
    tab.goto("/melden/")
    tab.get_by_label("Wat gebeurt er?").fill(STORY)
    tab.get_by_role("button", name="Volgende").click()
    tab.get_by_label("Waar precies?").fill("bij de haven")
    tab.get_by_role("button", name="Volgende").click()
    tab.get_by_role("button", name="Terug").click()
    expect(tab.get_by_label("Waar precies?")).to_have_value("bij de haven")
    tab.get_by_role("button", name="Terug").click()
    expect(tab.get_by_label("Wat gebeurt er?")).to_have_value(STORY)


def test_what_was_typed_is_still_there_when_something_is_wrong(window: Window) -> None:
    tab = window(java_script_enabled=False)
    tab.goto("/melden/?alles")
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


MARK = "AbCdEfGhIjKlMnOpQrStUvWx"
AS_WHEN_BUSY = """([mark, bits]) => {
    const form = document.querySelector("main form");
    form.setAttribute("data-mark", mark);
    form.setAttribute("data-bits", bits);
    const place = document.createElement("input");
    place.type = "hidden";
    place.name = "effort";
    form.append(place);
    const script = document.createElement("script");
    script.src = "/statisch/entrance/effort.js";
    document.head.append(script);
}"""
POLISH_STEP = """
- paragraph: Krok 3 z 5
- heading "Kto jest zagrożony" [level=1]
- textbox /Kto jest zagrożony/
- group /Czy chodzi o kogoś poniżej 18 lat/:
  - radio "Tak"
  - radio "Nie"
  - radio "Nie wiem"
- combobox /Czy wiesz, jaka to forma/
- paragraph:
  - button "Dalej"
  - button "Wstecz"
  - button "Wyślij teraz"
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
