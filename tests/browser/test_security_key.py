"""A security key in a real browser: add it, prove with it, log in with it; the strict policy holds.

The key is the browser's own virtual one, with a finger that always fits. A browser gives keys to a
host with a name only, so the demo is asked as ``localhost`` here.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from kmt.demo.people import PASSWORD
from kmt.proof.trial import Trial
from tests.browser.conftest import Trouble, log_in, watch

VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
TOUCH = "Sleutel aanraken"
NO_ANSWER = "() => { navigator.credentials.create = () => Promise.reject(new Error('no')); }"


@pytest.fixture
def tab(demo: Trial, browser: Browser, trouble: Trouble) -> Iterator[Tab]:
    """A window of nobody yet, with a key in it."""
    address = demo.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=address, locale="nl-NL")
    context.set_default_timeout(8000)
    page = context.new_page()
    watch(page, address, trouble)
    tool = context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    yield page
    context.close()


def test_add_a_key_and_log_in_with_it_and_remove_it(tab: Tab) -> None:
    log_in(tab, "sanne")
    tab.goto("/mijn-account/")
    tab.get_by_role("link", name="Een beveiligingssleutel toevoegen").click()
    tab.fill("[name=name]", "sleutel van de proef")
    tab.get_by_role("button", name=TOUCH).click()
    expect(tab.get_by_text("De sleutel is toegevoegd")).to_be_visible()
    expect(tab.get_by_text("sleutel van de proef")).to_be_visible()

    tab.get_by_role("button", name="Uitloggen").click()
    tab.goto("/inloggen/?next=/mijn-account/")
    tab.fill("[name=login]", "sanne@voorbeeld.example")
    tab.fill("[name=password]", PASSWORD)
    tab.click("main form button[type=submit]")
    tab.get_by_role("button", name=TOUCH).click()
    expect(tab.get_by_role("heading", name="Mijn account")).to_be_visible()

    tab.goto("/bevestigen/?next=/mijn-account/")
    tab.get_by_role("button", name=TOUCH).click()
    expect(tab.get_by_role("heading", name="Mijn account")).to_be_visible()

    tab.get_by_text("sleutel van de proef").click()
    tab.get_by_role("button", name="Deze sleutel verwijderen").click()
    expect(tab.get_by_text("het opent niets meer")).to_be_visible()


def test_a_key_that_says_no_gets_a_sentence_and_the_app_still_works(tab: Tab) -> None:
    log_in(tab, "eva")  # a code of the app opens once: another person
    tab.goto("/mijn-account/sleutel/")
    tab.evaluate(NO_ANSWER)
    tab.fill("[name=name]", "x")
    tab.get_by_role("button", name=TOUCH).click()
    expect(tab.get_by_text("De sleutel gaf geen antwoord")).to_be_visible()
