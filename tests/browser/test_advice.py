"""J2 in a real browser without JavaScript: a school asks without a name, later it is a report."""

from collections.abc import Callable

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.conftest import NARROW

NAMED = "Mijn leerling Zeynep Yilmaz, geboren op 3 maart 2010, wordt opgehaald door oudere mannen."
NEUTRAL = "Mijn leerling, een meisje van 16, wordt opgehaald door oudere mannen."


def test_a_school_asks_is_answered_and_makes_a_report_of_it(
    window: Callable[..., Tab],
) -> None:
    school = window(java_script_enabled=False, width=NARROW)
    school.goto("/")
    school.get_by_role("link", name="Ik wil advies").click()
    school.get_by_role("link", name="Ik ben een professional").click()
    school.fill("[name=situation]", NAMED)
    school.fill("[name=question]", "Wat zeg ik tegen haar?")
    school.select_option("[name=capacity]", "prof_education")
    school.select_option("[name=secrecy]", "none")
    school.get_by_role("button", name="Versturen").click()

    # Refused, with each piece named and everything typed still there.
    expect(school.locator("main")).to_contain_text("«Zeynep Yilmaz», «3 maart 2010»")
    assert school.input_value("[name=question]") == "Wat zeg ik tegen haar?"
    school.get_by_role("button", name="Zet er andere woorden").click()
    assert "[iemand]" in school.input_value("[name=situation]")
    school.fill("[name=situation]", NEUTRAL)
    school.get_by_role("button", name="Versturen").click()
    code = school.locator(".receipt").inner_text()
    assert school.context.cookies() == []

    noor = window("noor", java_script_enabled=False)
    noor.goto("/adviezen/")
    noor.get_by_role("link", name=NEUTRAL).first.click()
    noor.get_by_role("link", name="Het advies schrijven").click()
    noor.select_option("[name=standard]", "talk")
    noor.get_by_role("button", name="Zet deze tekst erin").click()
    noor.get_by_role("button", name="Versturen").click()
    expect(noor.locator("main")).to_contain_text("Beloof geen geheimhouding")

    school.goto("/code/")
    school.fill("[name=receipt]", code)
    school.get_by_role("button", name="Bekijken").click()
    expect(school.locator("main")).to_contain_text("Beloof geen geheimhouding")

    school.goto("/advies/verder/")
    grow = school.locator("form:has([name=ground])")
    grow.locator("[name=receipt]").fill(code)
    grow.locator("[name=ground][value=reporting_right]").check()
    grow.locator("[name=added]").fill("Het gaat om Zeynep Yilmaz.")
    grow.get_by_role("button").click()
    expect(school.locator("main")).to_contain_text("geldt alleen tegenover Veilig Thuis")
    grow.locator("[name=ground][value=no_secrecy]").check()
    assert grow.locator("[name=added]").input_value() == "Het gaat om Zeynep Yilmaz."
    grow.get_by_role("button").click()
    expect(school.locator(".receipt")).to_be_visible()
    assert school.locator(".receipt").inner_text() != code

    noor.goto("/meldingen/")
    noor.get_by_role("link", name=NEUTRAL).first.click()
    expect(noor.locator("main")).to_contain_text("Zeynep Yilmaz")
    expect(noor.locator("main")).to_contain_text("Deze melding komt uit advies A-")
