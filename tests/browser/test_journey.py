"""From what somebody tells to the factsheet: the whole line, walked by the people who walk it."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta

import pikepdf
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

Window = Callable[..., Tab]
STORY = (
    "In het restaurant waar ik soms eet werkt een jongen die nooit vrij heeft. Hij slaapt boven "
    "de keuken en zegt dat zijn baas zijn paspoort bewaart."
)


def test_from_a_report_without_javascript_to_the_factsheet(window: Window) -> None:
    team_lead = window("tess")
    before = open_cases(team_lead, "Bram Voorbeeld")

    reporter = window(java_script_enabled=False)
    receipt = tell(reporter, STORY)
    assert "Je melding is binnen" in how_far(reporter, receipt)

    desk = window("noor")
    number = open_report(desk, STORY)
    weigh(desk)
    expect(desk.locator("main")).to_contain_text("Zorgcasus")
    assert "Wij hebben besloten" in how_far(reporter, receipt)

    coordinator = window("bram")
    open_case(coordinator, number)
    add_action(coordinator, "Paspoort terugvragen bij de werkgever")
    finish_action(coordinator, "Paspoort terugvragen bij de werkgever")

    assert open_cases(team_lead, "Bram Voorbeeld") == before + 1
    assert_tagged_pdf(factsheet(window("eva")))

    overseer = window("farid")
    overseer.goto("/toezicht/logboek/")
    expect(overseer.locator("main")).to_contain_text("Bram Voorbeeld")
    expect(overseer.locator("main")).to_contain_text("wat het meldpunt overdroeg")
    reasons = overseer.locator("td[data-label=Reden]").all_inner_texts()
    assert not [one for one in reasons if "_" in one], "a code instead of words"


def test_a_double_click_on_send_makes_one_report(window: Window) -> None:
    story = "At a car wash three men sleep in a container. They are afraid of the owner."
    reporter = window(locale="en-GB")
    reporter.goto("/en/")
    reporter.get_by_role("link", name="I want to tell something").click()
    reporter.get_by_label("What is happening?").fill(story)
    reporter.get_by_role("button", name="Send now").dblclick()
    expect(reporter.locator(".receipt")).to_be_visible()
    expect(reporter.locator("html")).to_have_attribute("lang", "en")

    desk = window("noor")
    desk.goto("/meldingen/")
    assert desk.get_by_role("link", name=story[:40]).count() == 1


def test_who_goes_back_after_sending_finds_an_empty_form(window: Window) -> None:
    reporter = window()
    reporter.goto("/melden/")
    story = "Twee meisjes worden elke avond door dezelfde auto gebracht en gehaald."
    reporter.get_by_label("Wat gebeurt er?").fill(story)
    reporter.get_by_role("button", name="Nu versturen").click()
    expect(reporter.locator(".receipt")).to_be_visible()
    reporter.go_back()
    assert reporter.get_by_label("Wat gebeurt er?").input_value() == ""


def tell(reporter: Tab, story: str) -> str:
    """Send a report from the first page on, and write the code down."""
    reporter.goto("/")
    reporter.get_by_role("link", name="Ik wil iets vertellen").click()
    reporter.get_by_label("Wat gebeurt er?").fill(story)
    reporter.get_by_role("button", name="Volgende").click()
    reporter.get_by_label("In welke gemeente?").select_option(label="Hengelo")
    reporter.locator("input[name=ongoing][value=yes]").check()
    reporter.get_by_role("button", name="Nu versturen").click()
    receipt = reporter.locator(".receipt").inner_text()
    assert len(re.findall(r"\d", receipt)) == 16
    return receipt


def how_far(reporter: Tab, receipt: str) -> str:
    """Come back with the code; the sentence about the state of the report."""
    reporter.goto("/code/")
    reporter.get_by_label("Je code van 16 cijfers").fill(receipt)
    reporter.get_by_role("button", name="Bekijken").click()
    return reporter.locator(".notice p").first.inner_text()


def open_report(desk: Tab, story: str) -> str:
    """Find the report on the work list and open it; its number."""
    desk.goto("/meldingen/")
    desk.get_by_role("link", name=story[:40]).click()
    expect(desk.locator("main")).to_contain_text(story)
    return desk.locator("h1").inner_text()


def weigh(desk: Tab) -> None:
    """Two signs seen, one not, the rest unknown; care takes it on."""
    desk.get_by_role("link", name="Melding wegen").click()
    for group in desk.locator("main summary").all():
        group.click()
    for sign, answer in (("sign_A1", "observed"), ("sign_A2", "not_observed")):
        desk.locator(f"input[name={sign}][value={answer}]").check()
    desk.get_by_role("group", name="Hoe sterk is het vermoeden?").get_by_label("ernstig").check()
    desk.get_by_role("group", name="Hoe dringend is het?").get_by_label("U3").check()
    desk.get_by_label("Vorm van uitbuiting").select_option("LAB")
    desk.get_by_label("Samenvatting in één regel").fill("jongen, ongeveer 20, slaapt boven keuken")
    desk.get_by_role("group", name="Wat gebeurt er nu verder?").get_by_label("zorgcasus").check()
    desk.get_by_label("Redenen").fill("Werk, slaapplek en paspoort zijn in handen van één man.")
    desk.get_by_label("Meteen een persoon vastleggen").fill("jongen, ongeveer 20, kookt")
    desk.get_by_role("button", name="Triage opslaan").click()
    expect(desk.locator(".flash")).to_contain_text("De triage is opgeslagen")


def open_case(coordinator: Tab, number: str) -> None:
    """Take on what the desk handed over."""
    coordinator.goto("/zorgcoordinatie/")
    coordinator.get_by_role("link", name=f"Zorgcasus openen {number}").click()
    coordinator.locator("input[name=person]").first.check()
    coordinator.get_by_label("Wat moet er gebeuren").fill("Bellen met de aandachtsfunctionaris")
    coordinator.get_by_label("Uiterlijk op").fill(in_days(2))
    coordinator.get_by_role("button", name="Open de zorgcasus").click()
    expect(coordinator.locator(".flash")).to_be_visible()


def add_action(coordinator: Tab, what: str) -> None:
    """One more thing that must happen."""
    coordinator.get_by_text("Actie toevoegen").click()
    coordinator.get_by_label("Wat moet er gebeuren").fill(what)
    coordinator.get_by_label("Uiterlijk op").fill(in_days(7))
    coordinator.get_by_role("button", name="Zet op de lijst").click()
    expect(coordinator.locator("#actions")).to_contain_text(what)


def finish_action(coordinator: Tab, what: str) -> None:
    """It is done: off the list, onto the timeline."""
    coordinator.get_by_role("button", name=re.compile(f"^Klaar.*{what}")).click()
    expect(coordinator.locator("#actions")).not_to_contain_text(what)
    expect(coordinator.locator("#timeline")).to_contain_text(what)


def open_cases(team_lead: Tab, name: str) -> int:
    """How many cases a colleague works on, exact for who divides the work."""
    team_lead.goto("/zorgcoordinatie/verdeling/")
    return int(team_lead.get_by_role("row", name=name).locator("td").inner_text())


def factsheet(analyst: Tab) -> bytes:
    """Make the factsheet anew and download it."""
    analyst.goto("/inzicht/")
    analyst.get_by_role("link", name="Factsheet").click()
    analyst.get_by_role("button", name="Opnieuw maken").click()
    expect(analyst.locator(".flash")).to_contain_text("De factsheet is gemaakt")
    address = analyst.get_by_role("link", name="De PDF openen").get_attribute("href")
    answer = analyst.context.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def assert_tagged_pdf(content: bytes) -> None:
    """A PDF with a language, a title and a structure that a screen reader follows."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).lower().startswith("nl")
        assert len(pdf.pages) == 2


def in_days(number: int) -> str:
    """A day from now on, as a date field takes it."""
    return (date.today() + timedelta(days=number)).isoformat()
