"""J9 in the browser, without JavaScript: not in balance, a scenario that is, the decision on it."""

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

Window = Callable[..., Tab]


def test_a_budget_is_closed_again_and_the_decision_recorded(window: Window) -> None:
    name = f"Proef {uuid4().hex[:6]}"
    wies = window("wies", java_script_enabled=False)
    wies.goto("/geld/scenarios/")
    expect(wies.locator("main")).to_contain_text("sluit niet in elk jaar")

    wies.goto("/geld/scenarios/nieuw/")
    wies.fill("main [name=name]", name)
    wies.get_by_role("button", name="Maak het scenario").click()
    expect(wies.locator("main #closes")).to_contain_text("Met één cent minder sluit dat jaar niet")
    wies.locator("main a[href$='/stroom-erbij/']").click()
    wies.fill("main [name=name]", "Extra bijdrage (proef)")
    wies.fill("main [name=amount]", "60000")
    wies.fill("main [name=decision]", "besluit (proef)")
    wies.locator("main [name=divided]").check()
    wies.get_by_role("button", name="Zet het in het scenario").click()
    expect(wies.locator("main #closes")).to_contain_text("Er ontbreekt niets: elk jaar sluit.")

    wies.get_by_role("link", name="Besluit vastleggen").click()
    expect(wies.locator("main")).to_contain_text(name)
    wies.fill("main [name=title]", f"Besluit over {name}")
    wies.fill("main [name=question]", "Hoe sluit de begroting weer?")
    wies.fill("main [name=decided]", "De gemeenten brengen het samen op.")
    wies.fill("main [name=other]", "portefeuillehouders (proef)")
    wies.fill("main [name=grounds]", "Elk jaar sluit dan.")
    wies.locator("main form:has([name=title]) button[type=submit]").click()
    expect(wies.locator("main h1")).to_contain_text(f"Besluit over {name}")
