"""How people get to what the pages of the social map and of trainings show."""

from playwright.sync_api import FilePayload
from playwright.sync_api import Page as Tab

TITLES = "Naam;Biedt;Waar;Openbaar telefoonnummer;Plaatsen, zoals zij zeggen"


def _hand_in(tab: Tab, *rows: str) -> None:
    text = "\r\n".join((TITLES, *rows)).encode()
    file = FilePayload(name="sociale-kaart.csv", mimeType="text/csv", buffer=text)
    tab.locator("main [name=file]").set_input_files(file)
    tab.locator("main form:has([name=file]) button[type=submit]").click()


def wrong_map_file(tab: Tab) -> None:
    """Read a file in of which no row is right."""
    _hand_in(tab, "Een;goochelen;heel Twente;053 1;", ";opvang;;;veel", "Twee;opvang;;;")
    tab.locator("main .notice-stop").first.wait_for()


def good_map_file(tab: Tab) -> None:
    """Read a file in that would change one entry and add one, and do not say yes."""
    _hand_in(
        tab,
        "Tolken Twente Voorbeeld;tolken en vertalen;heel Twente;0900 000 00 04;",
        "Maatjes Voorbeeld;slachtofferhulp;heel Twente;053 000 00 09;",
    )
    tab.locator("main .stats, main dl").first.wait_for()


def open_given(tab: Tab) -> None:
    """From what is on offer to the session that was given and thought of."""
    tab.get_by_role("link", name="Signalen van mensenhandel zien en melden").click()
    tab.locator("main a[href*='/bijeenkomst/']").last.click()
    tab.locator("main #participants").wait_for()


def wait_without_department(tab: Tab) -> None:
    """Ask for a place in the queue and leave out where one works."""
    tab.locator("main form:has([name=department]) button[type=submit]").first.click()
    tab.locator("#error-summary").wait_for()
