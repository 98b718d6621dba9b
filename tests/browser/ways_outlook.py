"""How people get to what the pages of the outlook show: what they click and type there."""

from collections.abc import Callable

from playwright.sync_api import Page as Tab

from tests.browser.ways import type_and_send


def to_the_article(tab: Tab) -> None:
    """From reading an article to the page on which it is kept."""
    tab.locator("main a.button[href^='/kennis/beheer/']").first.click()
    tab.locator("main #nakijken").wait_for()


def withdraw_without_reason(tab: Tab) -> None:
    """Take an article away and leave out why."""
    to_the_article(tab)
    tab.locator("main details:has([name=why]) summary").first.click()
    tab.locator("main button[value=withdraw]").first.click()
    tab.locator("#error-summary").wait_for()


def look_at_hard_text(tab: Tab) -> None:
    """Type a sentence that is too long and look at it."""
    to_the_article(tab)
    tab.locator("main a.button[href$='/nl/']").first.click()
    long = "Dit is een zin die maar doorgaat " + "met nog een paar woorden " * 5 + "en dan stopt."
    tab.fill("main [name=body]", f"## Een kop\n\n{long}\n\nDit geldt indien het moet.")
    tab.locator("main button[value=preview]").click()
    tab.locator("#leesniveau h3").first.wait_for()


def write_in_polish(tab: Tab) -> None:
    """Begin a translation, with the Dutch text beside it."""
    to_the_article(tab)
    tab.locator("main details:has(a[href$='/pl/']) > summary").click()
    tab.locator("main a[href$='/pl/']").click()
    tab.locator("main details summary").first.click()


def save_half_an_article(tab: Tab) -> None:
    """Save an article of which half is missing, and half may not be there."""
    tab.fill("main [name=title]", "Een titel")
    tab.fill("main [name=body]", "Mijn <b>tekst</b>")
    tab.locator("main button[value=save]").click()
    tab.locator("#error-summary").wait_for()


def open_version(tab: Tab) -> None:
    """See what differs between the newest version and the one before."""
    tab.locator("main details:has(a[href*='/versies/']) > summary").first.click()
    tab.locator("main a[href*='/versies/']").first.click()
    tab.locator("main #verschil").wait_for()


def name_deputy_in_the_future(tab: Tab) -> None:
    """Say who stands in, with a training on a day that must still come."""
    tab.locator("main details:has([name=trained_on]) summary").click()
    tab.fill("main #deputy-office", "Adviseur sociaal domein")
    tab.fill("main #deputy-trained_on", "2099-01-01")
    tab.locator("main details:has([name=trained_on]) button").click()
    tab.locator("#error-summary").wait_for()


def leave_stream_empty(tab: Tab) -> None:
    """Send a stream of money that calls itself structural and names no decision."""
    tab.fill("main [name=name]", "Rijk")
    tab.check("main [name=certainty][value=structural]")
    tab.fill("main [name=amount]", "veel")
    tab.locator("main form:has([name=certainty]) button").last.click()
    tab.locator("#error-summary").wait_for()


def read_wrong_file(tab: Tab) -> None:
    """Choose a file in which one row is wrong, and see what it would do."""
    rows = (
        "Naam;Zekerheid;Van jaar;Tot en met jaar;Bedrag\r\n"
        "Fonds (voorbeeld);tijdelijk;2029;2030;12500,00\r\n"
        "Rijk (voorbeeld);structureel;2029;;veel\r\n"
    )
    _read_file(tab, rows)
    tab.locator("main table").first.wait_for()


def read_good_file(tab: Tab) -> None:
    """Choose a file of which every row can be taken over, and stop before that."""
    rows = (
        "Naam;Zekerheid;Van jaar;Tot en met jaar;Bedrag\r\n"
        "Fonds (voorbeeld);tijdelijk;2029;2030;12500,00\r\n"
    )
    _read_file(tab, rows)
    tab.locator("main button[value=take]").wait_for()


def _read_file(tab: Tab, rows: str) -> None:
    tab.check("main [name=kind][value=streams]")
    file = {"name": "geldstromen.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    tab.set_input_files("main [name=file]", files=[file])
    tab.locator("main button[value=see]").click()


def write_actual_wrong(tab: Tab) -> None:
    """Write down what a row took in truth, with text for the amount."""
    tab.locator("main #werkelijk details summary").click()
    tab.fill("main [name=amount]", "veel")
    tab.fill("main [name=source]", "jaarrekening")
    tab.locator("main form:has([name=amount]) button").last.click()
    tab.locator("#error-summary").wait_for()


def think_without_reason(tab: Tab) -> None:
    """See an advice differently and leave out why."""
    tab.locator("main #opinions input[name=agrees][value=no]").check()
    tab.locator("main #opinions button[type=submit]").click()
    tab.locator("#error-summary").wait_for()


def measure_without_base(tab: Tab) -> None:
    """Write down a number of people without saying on what it is based."""
    tab.fill("main [name=number]", "90")
    tab.locator("main form:has([name=number]) button[type=submit]").click()
    tab.locator(".error-summary, [role=alert]").first.wait_for()


def plan_after_colleague(tab: Tab) -> None:
    """Change a campaign from an older version, as if a colleague had saved in between."""
    tab.locator("main [name=version]").evaluate("field => field.value = '99'")
    type_and_send(goal="Wat ik zelf typte, en niet kwijt wil.")(tab)
    tab.locator("main .notice-warn, main .notice").first.wait_for()


def send_do(value: str, **typed: str) -> Callable[[Tab], None]:
    """Open what holds this button, fill these fields beside it, and press it."""

    def steps(tab: Tab) -> None:
        form = tab.locator(f"main form:has(button[value={value}])").first
        folded = tab.locator(f"main details:has(button[value={value}])").first
        if folded.count() and not form.is_visible():
            folded.locator("summary").first.click()
        for name, text in typed.items():
            form.locator(f"[name={name}]").fill(text)
        form.locator(f"button[value={value}]").click()
        tab.locator("#error-summary").wait_for()

    return steps


def change_a_goal_to_nothing(tab: Tab) -> None:
    """Take the words of a goal of the draft away and keep that."""
    tab.locator("main a[href*='/schrijven/goal/']").first.click()
    send_do("change", title="")(tab)


def put_result_without_unit(tab: Tab) -> None:
    """Add a result to a goal and leave out in what unit it is measured."""
    tab.locator("main a[href*='/schrijven/goal/']").first.click()
    send_do("under", title="Meer meldingen", measure="Meldingen", target="10")(tab)


def add_refused_paper(tab: Tab) -> None:
    """Give evidence with a file of a sort that we do not take."""
    tab.locator("main summary", has_text="Bewijs toevoegen").click()
    form = tab.locator("main form:has([name=do][value=evidence])")
    form.locator("[name=kind][value=document]").check()
    form.locator("[name=title]").fill("Voorbeeld: nieuw beleid")
    form.locator("[name=dated]").fill("2026-01-15")
    program = {"name": "beleid.exe", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00"}
    form.locator("[name=attachment]").set_input_files(files=[program])
    form.locator("button").click()
    tab.locator("#error-summary").wait_for()


def say_met_without_evidence(tab: Tab) -> None:
    """Say of an item of which the evidence ran out that it is met."""
    tab.locator("main .pill-stop").first.locator("xpath=ancestor::tr").locator("a").first.click()
    tab.locator("main #standing").wait_for()
    tab.locator("main #standing details:not([open]) > summary").click()
    tab.locator("main #standing [name=code][value=met]").check()
    tab.locator("main #standing form button").click()
    tab.locator("#error-summary").wait_for()


def ask_back_without_reason(tab: Tab) -> None:
    """Ask something back as adviser, and leave out what."""
    tab.locator("main #review [value=asks_back]").check()
    tab.locator("main #review form button").click()
    tab.locator("#error-summary").wait_for()


def add_empty_obligation(tab: Tab) -> None:
    """Add an obligation without saying what."""
    tab.locator("main form button[type=submit]").last.click()
    tab.locator("#error-summary").wait_for()


def change_by(slug: str, **typed: str) -> Callable[[Tab], None]:
    """Open the list of changes of a scenario, choose one, and send what is typed, if anything."""

    def steps(tab: Tab) -> None:
        tab.locator(f"main details:has(a[href$='/{slug}/']) > summary").click()
        tab.locator(f"main a[href$='/{slug}/']").click()
        tab.locator("main [name=year]").wait_for()
        for name, text in typed.items():
            tab.fill(f"main [name={name}]", text)
        if typed:
            tab.locator("main form:has([name=year]) button[type=submit]").click()
            tab.locator("#error-summary").wait_for()

    return steps
