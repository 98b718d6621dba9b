"""J8: a municipality with 28 obligations, 19 met with evidence, beside the region."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

Window = Callable[..., Tab]
PLACE = "/gemeenten/GM0164/"


def test_hengelo_brings_new_evidence_shares_it_and_takes_both_back(window: Window) -> None:
    hanna = window("hanna", java_script_enabled=False)
    hanna.goto(PLACE)
    expect(hanna.locator("main .lead")).to_contain_text("19 van 28")
    expect(hanna.locator("main")).to_contain_text("Naast de regio")
    hanna.locator("main tr", has_text="bewijs verlopen").first.locator("a").click()
    expect(hanna.locator("main .heading-row")).to_contain_text("bewijs verlopen")
    item = hanna.url

    add_evidence(hanna)
    expect(hanna.locator("main .heading-row")).to_contain_text("voldaan")
    hanna.goto(PLACE)
    expect(hanna.locator("main .lead")).to_contain_text("20 van 28")

    joris = window("joris")
    assert joris.goto(PLACE).status == 404  # type: ignore[union-attr]
    hanna.get_by_role("button", name="Delen met de regio").click()
    joris.goto(item)
    expect(joris.locator("main")).to_contain_text("Voorbeeld: nieuw raadsbesluit")

    wies = window("wies")
    wies.goto(item)
    wies.get_by_label("Ik ben akkoord").check()
    wies.get_by_role("button", name="Beoordeling bewaren").click()
    expect(wies.locator("main .heading-row")).to_contain_text("akkoord")
    wies.goto("/gemeenten/")
    row = wies.locator("main .m-heat tr", has_text="Hengelo")
    expect(row).to_contain_text("20/28")

    withdraw(hanna, item)
    expect(hanna.locator("main .heading-row")).to_contain_text("bewijs verlopen")
    expect(hanna.locator("main")).to_contain_text("Alleen om te laten zien")
    hanna.goto(PLACE)
    expect(hanna.locator("main .lead")).to_contain_text("19 van 28")
    hanna.get_by_role("button", name="Stoppen met delen met de regio").click()
    expect(hanna.locator("main")).to_contain_text("Alleen jij en de adviseur zien deze details")


def add_evidence(tab: Tab) -> None:
    """A decision of today, typed into the form that is folded away."""
    tab.locator("main summary", has_text="Bewijs toevoegen").click()
    form = tab.locator("main form:has([name=do][value=evidence])")
    form.locator("[name=kind][value=decision]").check()
    form.locator("[name=title]").fill("Voorbeeld: nieuw raadsbesluit")
    form.locator("[name=number]").fill("VB-1")
    form.locator("[name=dated]").fill(str(date.today()))
    form.locator("button").click()


def withdraw(tab: Tab, item: str) -> None:
    """Take it back, with the reason."""
    tab.goto(item)
    tab.locator("main summary", has_text="Bewijs intrekken").click()
    form = tab.locator("main form:has([name=do][value=withdraw])")
    form.locator("[name=evidence]").select_option(label="Voorbeeld: nieuw raadsbesluit")
    form.locator("[name=reason]").fill("Alleen om te laten zien dat het kan.")
    form.locator("button").click()
