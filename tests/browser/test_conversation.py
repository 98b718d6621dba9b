"""Somebody nobody knows and the desk talk with each other: the whole way, by who walks it."""

from collections.abc import Callable

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.ways import type_and_send

Window = Callable[..., Tab]
STORY = "In een verzonnen bakkerij slaapt iemand achter de oven en krijgt geen loon."


def test_asking_answering_not_safe_and_taking_back(window: Window) -> None:
    reporter = window(java_script_enabled=False, width=NARROW)
    reporter.goto("/melden/")
    type_and_send(narrative=STORY)(reporter)
    code = reporter.locator(".receipt").inner_text()
    type_and_send(receipt=code)(reporter)
    expect(reporter.locator("main")).to_contain_text("Je hebt hem goed opgeschreven.")

    desk = window("noor")
    to_report(desk)
    desk.get_by_role("link", name="Schrijf een antwoord").click()
    desk.get_by_label("Standaardtekst").select_option(label="Vraag waar het is")
    desk.get_by_role("button", name="Zet deze tekst erin").click()
    expect(desk.get_by_label("Je antwoord")).to_have_value(
        "Kun je vertellen waar dit gebeurt? Bijvoorbeeld een plaats, een straat of een bedrijf."
    )
    desk.get_by_role("button", name="Versturen").click()
    expect(desk.locator("main")).to_contain_text("nog niet gelezen")

    come_back(reporter, code)
    expect(reporter.locator("main")).to_contain_text("Kun je vertellen waar dit gebeurt?")
    reporter.get_by_label("Schrijf ons").fill("In de Verzonnenstraat 12.")
    reporter.get_by_role("button", name="Versturen").dblclick()
    expect(reporter.locator("main")).to_contain_text("Je bericht is binnen")
    expect(reporter.locator(".turns > li")).to_have_count(2)

    desk.goto("/meldingen/")
    expect(row(desk)).to_contain_text("1 ongelezen bericht")
    to_report(desk)
    expect(desk.locator("main")).to_contain_text("In de Verzonnenstraat 12.")
    expect(desk.locator("main")).to_contain_text("gelezen sinds")

    reporter.get_by_role("button", name="Ik ben niet veilig").click()
    expect(reporter.locator("main")).to_contain_text("Bel 112 als er nu gevaar is")
    desk.goto("/meldingen/")
    expect(desk.locator("tbody tr").first).to_contain_text("Niet veilig")
    expect(desk.locator("tbody tr").first).to_contain_text("bakkerij")

    reporter.get_by_role("button", name="Ik ben veilig").click()
    reporter.get_by_text("Intrekken wat je vertelde").click()
    reporter.get_by_role("button", name="Ja, ik trek het in").click()
    expect(reporter.locator("main")).to_contain_text("Wij zien dat je het intrekt")
    desk.goto("/meldingen/")
    expect(row(desk)).to_contain_text("Trekt het in")
    assert reporter.context.cookies() == []
    assert code.replace(" ", "") not in reporter.url


def come_back(reporter: Tab, code: str) -> None:
    """With the code that was written down."""
    reporter.goto("/code/")
    type_and_send(receipt=code)(reporter)


def row(desk: Tab):
    """The report in the work list."""
    return desk.locator("tbody tr", has_text="bakkerij")


def to_report(desk: Tab) -> None:
    """Open the report from the work list."""
    desk.goto("/meldingen/")
    row(desk).get_by_role("link").first.click()
