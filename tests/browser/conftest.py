"""The harness of the browser tests: a demo, a browser, and windows that watch for trouble.

Nothing here reaches outside this machine: the browser cannot resolve another host, and a page that
asks for one fails its test.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from kmt.demo.people import PASSWORD, PEOPLE
from kmt.proof.trial import Trial, make_demo, served

WIDE, NARROW = 1280, 320
CHROMIUM = os.environ.get("KMT_CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # What is looked at once is not worth the time that making it fast takes.
    "--js-flags=--no-maglev --no-turbofan",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
TOTP_STEP = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Trouble:
    """What went wrong in a window without anybody asking: it fails the test at its end."""

    found: list[str] = field(default_factory=list)
    #: The one place outside that a page may lead to, for the tests of leaving at once.
    way_out: str = "none"


@dataclass
class Windows:
    """Opens browser windows on the demo; every one of them is watched."""

    browser: Browser
    address: str
    trouble: Trouble
    log_ins: dict[str, Any]
    open: list[BrowserContext] = field(default_factory=list)
    _kept: dict[bool, Page] = field(default_factory=dict)

    def window(self, person: str = "", *, width: int = WIDE, **options: Any) -> Page:
        """A window of one of the demo people (their key), or of somebody without an account.

        ``options`` are those of Playwright: ``java_script_enabled``, ``color_scheme``…
        """
        options.setdefault("locale", "nl-NL")
        if person:
            options["storage_state"] = self._logged_in(person)
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": 800}, **options
        )
        context.set_default_timeout(8000)
        self.open.append(context)
        page = context.new_page()
        watch(page, self.address, self.trouble)
        return page

    def kept(self, person: str, *, scripts: bool = True) -> Page:
        """The one window for page after page, with or without scripts, now with this person in it.

        To open a window costs more than to open a page: this is for what opens many.
        """
        tab = self._kept.get(scripts)
        if tab is None:
            tab = self._kept[scripts] = self.window(java_script_enabled=scripts)
        tab.context.clear_cookies()
        if person and person not in self.log_ins:
            log_in(tab, person)
            self.log_ins[person] = tab.context.storage_state()
        elif person:
            tab.context.add_cookies(self.log_ins[person]["cookies"])
        return tab

    def cookies(self, person: str) -> dict[str, str]:
        """What the browser of this person sends along."""
        return {one["name"]: one["value"] for one in self._logged_in(person)["cookies"]}

    def close(self) -> None:
        """Close every window."""
        for context in self.open:
            context.close()

    def _logged_in(self, person: str) -> Any:
        """The session of this person: logged in through the real pages, once per test run."""
        if person not in self.log_ins:
            page = self.window()
            log_in(page, person)
            self.log_ins[person] = page.context.storage_state()
            self.open.remove(page.context)
            page.context.close()
        return self.log_ins[person]


def log_in(page: Page, person: str) -> None:
    """E-mail and password, then the six digits that the demo gives without a phone."""
    who = next(one for one in PEOPLE if one.key == person)
    page.goto("/inloggen/")
    page.fill("input[name=login]", who.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    if time.time() % TOTP_STEP > TOTP_STEP - 3:
        time.sleep(3.2)  # a code that would expire between reading and sending it
    page.fill("input[name=code]", who.code)
    page.click("main form:has(input[name=code]) button[type=submit]")
    page.wait_for_selector("nav.menu")


def watch(page: Page, address: str, trouble: Trouble) -> None:
    """Write down requests to others, errors in the console (CSP violations too) and crashes."""

    def asked(request: Any) -> None:
        if not request.url.startswith((address, trouble.way_out, "data:", "about:", "blob:")):
            trouble.found.append(f"asks a third party: {request.url}")

    def said(message: Any) -> None:
        of_the_page = message.location["url"] == page.url and "the server responded" in message.text
        if message.type in {"error", "warning"} and not of_the_page:
            trouble.found.append(f"console on {page.url}: {message.text}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: trouble.found.append(f"script on {page.url}: {error}"))


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """A demo made for this run, behind the real web server."""
    folder = tmp_path_factory.mktemp("demo")
    make_demo(folder)
    with served(folder) as trial:
        yield trial


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for the run; each test has windows of its own in it."""
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", and_arrive(Locator.click))
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def and_arrive(click: Callable[..., None]) -> Callable[..., None]:
    """A click that is over when the whole page that it leads to is there.

    Playwright returns when the first part of that page has come: what a test counts then may still
    be on its way.
    """

    def click_and_arrive(self: Locator, **options: Any) -> None:
        click(self, **options)
        self.page.wait_for_load_state("domcontentloaded")

    return click_and_arrive


@pytest.fixture(scope="package")
def log_ins() -> dict[str, Any]:
    """Who has logged in already."""
    return {}


@pytest.fixture
def trouble() -> Iterator[Trouble]:
    """Fails the test at its end when a window met with trouble."""
    met = Trouble()
    yield met
    assert met.found == []


@pytest.fixture
def windows(
    demo: Trial, browser: Browser, trouble: Trouble, log_ins: dict[str, Any]
) -> Iterator[Windows]:
    """Windows on the demo, closed after the test."""
    opener = Windows(browser, demo.address, trouble, log_ins)
    yield opener
    opener.close()


@pytest.fixture
def window(windows: Windows) -> Callable[..., Page]:
    """Open a window: ``window("noor", width=320)``."""
    return windows.window


@pytest.fixture(scope="package")
def shots() -> Path | None:
    """The folder for a picture of every page, wide and narrow, when ``KMT_SHOTS`` names one."""
    named = os.environ.get("KMT_SHOTS")
    if not named:
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named)
