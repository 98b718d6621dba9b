"""A quick report on a small phone without JavaScript: few taps, a photo, and a receipt."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from tests.professionals.photos import photo

#: What somebody does who taps once in two seconds; a proposal of ours.
SECONDS_PER_TAP = 2
A_MINUTE = 60


def test_a_report_with_a_code_takes_less_than_a_minute_on_a_phone(
    window: Callable[..., Tab], tmp_path: Path
) -> None:
    noor = window("noor")
    noor.goto("/toegang-geven/")
    noor.select_option("[name=organisation]", "VTT")
    noor.fill("[name=name]", "Wim Verzonnen")
    noor.fill("[name=purpose]", "controle van een hotel")
    noor.locator("main button", has_text="Een code geven").click()
    code = noor.locator(".receipt").inner_text()

    phone = window(width=320, java_script_enabled=False)
    taps = 0

    def tap(one: Locator) -> None:
        nonlocal taps
        assert one.bounding_box()["height"] >= 24
        one.click()
        taps += 1

    phone.goto("/snel/")
    phone.fill("[name=code]", code)
    tap(phone.get_by_role("button", name="Volgende"))
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(photo())
    phone.set_input_files("#id_camera", picture)
    taps += 3  # open the camera, take the photo, agree
    phone.fill("[name=place]", "Hotel Verzonnen, kamer 4")
    taps += 1
    tap(phone.get_by_text("Paspoort of ID bij een ander"))
    tap(phone.get_by_text("Kan niet stoppen of weggaan"))
    tap(phone.locator("#id_minors").get_by_text("Nee"))
    tap(phone.locator("#id_secrecy").get_by_text("Nee"))
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320
    tap(phone.get_by_role("button", name="Versturen"))
    expect(phone.locator(".receipt")).to_be_visible()
    assert taps <= 10
    assert taps * SECONDS_PER_TAP < A_MINUTE

    phone.goto("/snel/")
    phone.fill("[name=code]", code)
    phone.get_by_role("button", name="Volgende").click()
    expect(phone.locator("main")).to_contain_text("Met deze code kan niet worden gemeld")
