"""A mail that waits, as the desk sees it: read, what it answers to folded, and taken up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect


@pytest.mark.parametrize("width", [1280, 320])
def test_a_mail_is_read_with_what_it_answers_to_folded(
    window: Callable[..., Tab], shots: Path | None, width: int
) -> None:
    noor = window("noor", width=width)
    noor.goto("/balie/")
    noor.locator("tr", has_text="e-mail").first.get_by_role("link").click()
    main = noor.locator("main")
    expect(main).to_contain_text("Per e-mail, geschreven op 17 november 2026.")
    expect(main).to_contain_text("Onderwerp: Re: overlast of meer?")
    expect(main).to_contain_text("ilse.bedacht@example.net")
    expect(main.get_by_text("voordeur.jpg")).to_be_visible()
    earlier = main.get_by_text("Wij zijn niet het juiste loket.")
    expect(earlier).to_be_hidden()
    if shots is not None:
        noor.screenshot(path=shots / f"mail-{width}.png", full_page=True)
    main.get_by_text("Waarop deze e-mail antwoordt").click()
    expect(earlier).to_be_visible()


def test_a_mail_that_is_taken_up_is_ready_to_be_completed(
    window: Callable[..., Tab], shots: Path | None
) -> None:
    noor = window("noor")
    noor.goto("/balie/")
    noor.locator("tr", has_text="e-mail").last.get_by_role("link").click()
    expect(noor.locator("main")).to_contain_text("Niet overgenomen: “alles.zip”")
    if shots is not None:
        noor.screenshot(path=shots / "mail-partly-1280.png", full_page=True)
    noor.locator("main form button").first.click()
    story = noor.locator("#id_narrative")
    assert "https://example.org/advertentie/12" in story.input_value()
    assert noor.locator("#id_contact").input_value() == "klant@example.net"
    if shots is not None:
        noor.screenshot(path=shots / "mail-taken-1280.png", full_page=True)
