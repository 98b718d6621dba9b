"""A whole share in a real browser without JavaScript: few pages, few fields, under a minute."""

from collections.abc import Callable

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.pages import CASE
from tests.browser.ways import follow

MOST_PAGES, MOST_FIELDS = 3, 12


def test_a_share_takes_three_pages_and_at_most_twelve_fields(window: Callable[..., Tab]) -> None:
    tab = window("bram", java_script_enabled=False)
    tab.goto("/zorgcoordinatie/")
    follow(tab, CASE)
    tab.locator("main form[action$='/delen/'] button").click()

    pages, fields = ["choose"], 0
    for name, value in (("recipient", "care_provider"), ("purpose", "P_CARE")):
        tab.select_option(f"[name={name}]", value)
        fields += 1
    for code in ("D01", "D13"):
        tab.check(f"[name=kinds][value={code}]")
    tab.check("[name=age][value='>=16']")
    fields += 2
    tab.get_by_role("button", name="Kijken of het mag").click()
    expect(tab.get_by_role("heading", name="Mag dit gedeeld worden?")).to_be_visible()

    pages.append("check")
    for name in ("fact_provider_bound", "fact_minimum_set", "told"):
        tab.check(f"[name={name}][value=yes]")
        fields += 1
    tab.select_option("[name=consent]", "not_needed")
    for name in ("necessity_pick", "subsidiarity_pick"):
        tab.select_option(f"[name={name}]", index=2)
        fields += 1
    tab.fill("[name=recipient_name]", "Opvang Voorbeeld")
    fields += 2
    assert tab.input_value("[name=expires_on]")  # filled in already
    tab.get_by_role("button", name="Besluiten om te delen").click()

    pages.append("decided")
    expect(tab.get_by_role("heading", name="Stuur deze woorden mee")).to_be_visible()
    expect(tab.locator("main")).to_contain_text("M014")
    assert len(pages) <= MOST_PAGES
    assert fields <= MOST_FIELDS


def test_pressing_enter_in_a_field_keeps_and_decides_nothing(window: Callable[..., Tab]) -> None:
    tab = window("bram", java_script_enabled=False)
    tab.goto("/zorgcoordinatie/")
    follow(tab, CASE)
    tab.locator("main form[action$='/delen/'] button").click()
    tab.select_option("[name=recipient]", "care_provider")
    tab.select_option("[name=purpose]", "P_CARE")
    tab.check("[name=kinds][value=D01]")
    tab.check("[name=kinds][value=D06]")
    tab.check("[name=age][value='12-15']")
    tab.get_by_role("button", name="Kijken of het mag").click()
    tab.fill("[name=recipient_name]", "Opvang Voorbeeld")
    tab.press("[name=recipient_name]", "Enter")
    assert tab.input_value("[name=recipient_name]") == "Opvang Voorbeeld"
    expect(tab.locator("main")).to_contain_text("Seksueel gedrag")  # nothing was left out
    expect(tab.get_by_role("button", name="Besluiten om te delen")).to_be_visible()
