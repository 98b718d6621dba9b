"""The care plan in a real browser: two people at once, and a window that closes while typing."""

from collections.abc import Callable

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.conftest import Trouble
from tests.browser.pages_care import PLANNED
from tests.browser.ways import follow, open_details

HIS, HERS = "Ik wil een eigen sleutel.", "Ik wil dat mijn broer weet dat ik leef."


def both(window: Callable[..., Tab]) -> tuple[Tab, Tab, str]:
    """The coordinator and a colleague whom he involved, and the plan of one case."""
    bram = window("bram")
    bram.goto("/zorgcoordinatie/")
    follow(bram, PLANNED)
    case = bram.url.split("#")[0].split("?")[0]
    bram.goto(f"{case}betrokken/")
    if not bram.locator("#now", has_text="Sanne").count():
        open_details(bram)
        form = bram.locator("form:has([name=do][value=involve])")
        form.locator("[name=colleague]").select_option(label="Sanne Invalt")
        form.locator("button").click()
    return bram, window("sanne"), f"{case}plan/leefgebied/13/"


def test_two_people_in_one_domain_lose_no_word(
    window: Callable[..., Tab], trouble: Trouble
) -> None:
    bram, sanne, address = both(window)
    for tab in (bram, sanne):
        tab.goto(address)
    bram.fill("[name=goal]", HIS)
    sanne.fill("[name=goal]", HERS)
    bram.locator("#domain-text button").click()
    expect(bram.locator("main")).to_contain_text(HIS)
    sanne.locator("#domain-text button").click()

    expect(sanne.locator("main")).to_contain_text("Beide teksten staan hieronder naast elkaar")
    expect(sanne.locator("#nu")).to_contain_text(HIS)
    expect(sanne.locator("#nu")).to_contain_text("Bram Voorbeeld")
    assert sanne.input_value("[name=goal]") == HERS
    mine, theirs = sanne.locator("#tekst").bounding_box(), sanne.locator("#nu").bounding_box()
    assert mine is not None
    assert theirs is not None
    assert mine["x"] + mine["width"] <= theirs["x"], "the two texts do not stand side by side"

    sanne.fill("[name=goal]", f"{HIS} {HERS}")
    sanne.locator("#domain-text button").click()
    sanne.goto(address)
    open_details(sanne)
    expect(sanne.locator("main")).to_contain_text("Versie 2, bewaard")
    expect(sanne.locator("main .timeline")).to_contain_text(HERS)
    # The browser itself notes the answer that says there are two texts.
    trouble.found[:] = [one for one in trouble.found if "Failed to load resource" not in one]


def test_what_is_typed_is_there_after_the_window_closed(window: Callable[..., Tab]) -> None:
    bram, _sanne, address = both(window)
    address = address.replace("/13/", "/14/")
    bram.goto(address)
    bram.fill("[name=goal]", "Ik wil naar taalles")
    expect(bram.locator("#kept")).to_contain_text("Concept bewaard om", timeout=9000)
    bram.close()
    again = window("bram")
    again.goto(address)
    expect(again.locator("main")).to_contain_text("Dit typte je en bewaarde je nog niet")
    assert again.input_value("[name=goal]") == "Ik wil naar taalles"
    again.keyboard.press("Control+s")
    expect(again.locator(".flash")).to_contain_text("Het is bewaard.")
