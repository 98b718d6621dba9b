"""A call in a real browser: typed with the keyboard alone, kept meanwhile, sent, read aloud."""

import logging
import time
from collections.abc import Callable

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.conftest import Trouble

STORY = "Drie mannen slapen in een schuur en krijgen geen loon. De baas heeft hun paspoorten."
log = logging.getLogger(__name__)
#: What somebody types who does not type fast, in key presses a minute; a proposal of ours.
SLOW = 150


def test_a_whole_call_with_the_keyboard_alone(window: Callable[..., Tab]) -> None:
    noor = window("noor")
    noor.goto("/balie/bellen/")
    pressed = 0

    def press(*keys: str) -> None:
        nonlocal pressed
        for key in keys:
            noor.keyboard.press(key)
            pressed += 1

    def write(text: str) -> None:
        nonlocal pressed
        noor.keyboard.type(text)
        pressed += len(text)

    began = time.monotonic()
    expect(noor.locator("#id_safe_now_0")).to_be_focused()
    press("Space", "Tab", "Space", "Tab", "Space", "Tab")
    write("06 00 00 00 01")
    press("Tab")
    write("na zes uur")
    press("Tab")
    write("tulp")
    press("Tab")
    write(STORY)
    press("Tab", "ArrowDown", "Tab")
    write("hengelo")
    press("Tab")
    write("Zaagmolenweg 3")
    press(*["Tab"] * 3, "Space", "Tab")
    write("drie mannen van ongeveer 30")
    expect(noor.locator("#kept")).to_contain_text("Bewaard om")
    assert "/balie/bellen/" not in noor.url
    press(*["Tab"] * 3, "ArrowDown")
    expect(noor.locator("[name=anonymity][value=name_withheld_from_subject]")).to_be_checked()
    press("Control+Enter")
    expect(noor.locator(".receipt")).to_be_visible()
    machine = time.monotonic() - began
    measured = f"{pressed} keys, {machine:.1f} s of machine time, {pressed / SLOW:.1f} minutes"
    log.info(measured)
    assert pressed / SLOW < 3, measured
    assert machine < 20, measured

    noor.get_by_role("link", name="Naar de melding").click()
    expect(noor.locator("main")).to_contain_text(STORY)
    expect(noor.locator("main")).to_contain_text("tulp")


def test_what_cannot_be_kept_stays_on_the_page_which_says_so_and_goes_on(
    window: Callable[..., Tab], trouble: Trouble
) -> None:
    noor = window("noor")
    noor.goto("/balie/bellen/")
    noor.route("**/bewaren/", lambda route: route.fulfill(status=503, body="stuk"))
    noor.fill("[name=narrative]", STORY)
    expect(noor.locator("#not-kept")).to_contain_text("Niet bewaard.")
    assert noor.input_value("[name=narrative]") == STORY
    # After a new log-in in another tab the mark in this page is not good any more.
    noor.unroute("**/bewaren/")
    noor.locator("#call [name=csrfmiddlewaretoken]").evaluate("one => { one.value = 'x' }")
    expect(noor.locator("#kept")).to_contain_text("Bewaard om", timeout=9000)
    expect(noor.locator("#not-kept")).to_be_empty()
    # The browser itself notes the answers that this test makes fail.
    trouble.found[:] = [one for one in trouble.found if "Failed to load resource" not in one]

    # A second window does not overwrite; this one goes on in a text of its own, and shows both.
    other = noor.context.new_page()
    other.goto(noor.url)
    other.fill("[name=place]", "hier")
    expect(other.locator("#kept")).to_contain_text("Bewaard om")
    other.get_by_role("button", name="Bewaar als concept").click()
    noor.fill("[name=place]", "daar")
    expect(noor.locator("#not-kept")).to_contain_text("apart bewaard", timeout=9000)
    noor.get_by_role("link", name="Bekijk beide teksten").click()
    expect(noor.locator("main")).to_contain_text("Er is nog een tekst van dit gesprek")
    expect(noor.locator("main .facts")).to_contain_text("hier")
    assert noor.input_value("[name=place]") == "daar"
