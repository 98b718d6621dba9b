"""How people get to a page: the links they follow, and what they type there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page as Tab

from kmt.demo.people import PASSWORD

PUBLIC = ""


@dataclass(frozen=True, kw_only=True)
class Here:
    """One page: the name of its address, the person who opens it, and the way to it.

    ``via``: which links are followed from the start, ``steps``: what is done after that.
    ``changes``: every visit shows other words (a receipt, a record of who looked).
    """

    name: str
    address: str
    person: str = PUBLIC
    start: str
    via: str = ""
    steps: Callable[[Tab], None] | None = None
    status: int = 200
    changes: bool = False

    def open(self, tab: Tab) -> None:
        """Go there as this person would, from the last page on the way that was reached before."""
        kinds = tuple(filter(None, self.via.split(" > ")))
        ways = [(self.person, self.start, kinds[:number]) for number in range(len(kinds) + 1)]
        known = max((number for number, way in enumerate(ways) if way in _WALKED), default=0)
        tab.goto(_WALKED.get(ways[known], self.start))
        for number in range(known, len(kinds)):
            follow(tab, kinds[number])
            _WALKED[ways[number + 1]] = tab.url
        if self.steps is not None:
            self.steps(tab)


_WALKED: dict[tuple[str, str, tuple[str, ...]], str] = {}


def follow(tab: Tab, via: str) -> None:
    """Click the first link of each kind, one page after the other.

    A kind is part of an address, or a selector that names the link in full.
    """
    for kind in filter(None, via.split(" > ")):
        selector = kind if "[" in kind else f"a[href*='{kind}']"
        tab.locator(f"main {selector}").first.click()


def type_and_send(**typed: str) -> Callable[[Tab], None]:
    """Fill these fields and send the form they are in."""

    def steps(tab: Tab) -> None:
        for name, text in typed.items():
            tab.fill(f"main [name={name}]", text)
        tab.locator(f"main form:has([name={next(iter(typed))}]) button[type=submit]").last.click()

    return steps


def go_to(step: str) -> Callable[[Tab], None]:
    """Tell something and go on with the form until this step."""

    def steps(tab: Tab) -> None:
        tab.fill("main [name=narrative]", "Een verzonnen verhaal over een schuur.")
        while tab.locator("main [name=step]").input_value() != step:
            tab.locator("main .actions button").first.click()

    return steps


def come_back(press: str = "") -> Callable[[Tab], None]:
    """Tell something, note the code, come back with it, and press a button there."""

    def steps(tab: Tab) -> None:
        type_and_send(narrative="Een verzonnen verhaal over een schuur.")(tab)
        code = tab.locator(".receipt").inner_text()
        type_and_send(receipt=code)(tab)
        if press:
            tab.locator(f"main button[value={press}]").click()

    return steps


def give_code(*, then_open: bool = False) -> Callable[[Tab], None]:
    """Have the desk give a code to a professional, and open the quick form with it."""

    def steps(tab: Tab) -> None:
        tab.select_option("[name=organisation]", "VTT")
        type_and_send(name="Wim Verzonnen", purpose="controle van een hotel")(tab)
        if then_open:
            code = tab.locator(".receipt").inner_text()
            tab.goto("/snel/")
            type_and_send(code=code)(tab)

    return steps


def send_call(tab: Tab) -> None:
    """Send a call of which only the number was typed."""
    tab.fill("main [name=contact]", "06 00 00 00 01")
    tab.locator("main button[value=send]").click()


def keep_call(then: str = "") -> Callable[[Tab], None]:
    """Type a few words of a call, keep them, and go on by this link."""

    def steps(tab: Tab) -> None:
        tab.fill("main [name=narrative]", "Een verzonnen gesprek over een schuur.")
        tab.locator("main button[value=keep]").click()
        if then:
            tab.locator(f"main {then}").click()

    return steps


def look_at_person(tab: Tab) -> None:
    """Ask, with a reason, who the person of a case is."""
    tab.locator("select[name=reason]").select_option(index=1)
    tab.locator("form:has(select[name=reason]) button").click()


def draw_sample(tab: Tab) -> None:
    """Draw looks of this year by lot, and come back to what was drawn."""
    type_and_send(year=str(date.today().year))(tab)
    tab.goto("/toezicht/steekproef/")


def settle_who_asks(tab: Tab) -> None:
    """Say once how it was seen who asks, and go on to find the person."""
    if tab.locator("[name=how]").count():
        tab.check("[name=how][value=lawyer_card]")
        tab.locator("main form:has([name=how]) button").click()
    tab.locator("main a[href$='/persoon/']").click()


def to_the_answer(tab: Tab) -> None:
    """Go to the page where an answer is handed over."""
    tab.goto(f"{tab.url}antwoord/")


def begin_share(tab: Tab) -> None:
    """Press the button on a case that begins a share."""
    tab.locator("main form[action$='/delen/'] button").first.click()


def ask_whether_it_may(tab: Tab) -> None:
    """Choose a receiver, a purpose and data of which one kind may not go."""
    begin_share(tab)
    tab.select_option("[name=recipient]", "care_provider")
    tab.select_option("[name=purpose]", "P_CARE")
    for code in ("D01", "D06", "D13"):
        tab.check(f"[name=kinds][value={code}]")
    if tab.locator("[name=age]").count():
        tab.check("[name=age][value='>=16']")
    tab.locator("main button[value=choose]").click()


def search_person(**typed: str) -> Callable[[Tab], None]:
    """Ask whether somebody is known."""

    def steps(tab: Tab) -> None:
        for name, text in typed.items():
            tab.fill(f"main [name={name}]", text)
        tab.locator("main button[value=search]").click()

    return steps


def decide_without_reason(tab: Tab) -> None:
    """Say that the first candidate is the one, and leave out why."""
    search_person(name="Linde Verzonnen")(tab)
    tab.locator("main [name=answer]").first.check()
    tab.locator("main button[value=decide]").click()


def search_words(tab: Tab) -> None:
    """Ask which reports share words."""
    tab.fill("main [name=words]", "hotels telefoon jas")
    tab.locator("main [name=purpose]").first.check()
    tab.locator("main form button").last.click()


def write_consent(tab: Tab) -> None:
    """Write down that somebody gave consent, and come back to what it means."""
    tab.select_option("main [name=purpose]", "P_REGISTRATION")
    tab.select_option("main [name=recipient]", "comensha")
    tab.check("main [name=state][value=given]")
    tab.select_option("main [name=given_by]", "self")
    tab.check("main [name=way][value=spoken]")
    tab.fill("main [name=valid_until]", "01-03-2099")
    with tab.expect_navigation():
        tab.locator("main form button").last.click()
    tab.goto(tab.url)
    open_details(tab)


def open_in_emergency(tab: Tab) -> None:
    """Ask for three hours, with a reason; who is in it already sees the case at once."""
    if tab.locator("main [name=ground]").count():
        tab.select_option("main [name=ground]", "victim_calls")
        tab.fill("main [name=words]", "De persoon belt en klinkt bang.")
        tab.locator("main form button").last.click()


def open_details(tab: Tab) -> None:
    """Open everything that is folded away, at once: one click after the other costs seconds."""
    tab.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")


def send_as_it_is(tab: Tab) -> None:
    """Send the form without an answer."""
    tab.locator("main form button").last.click()


def take_up_none(tab: Tab) -> None:
    """Take up reports without saying which."""
    tab.locator("main button[value=take_up]").click()


def give_to_nobody(tab: Tab) -> None:
    """Give a report away from its page, without saying to whom."""
    tab.locator("main form[action$='/toewijzen/'] button").click()


def keep_view(tab: Tab) -> None:
    """Keep the list under a name, and go to where names are changed."""
    tab.goto("/meldingen/?lijst=alles&minderjarig=ja")
    tab.locator("main details:has([name=name]) > summary").click()
    if "Minderjarigen" not in tab.locator("main").inner_text():
        tab.fill("main [name=name]", "Minderjarigen")
        tab.locator("main button[value=save]").click()
    tab.goto("/meldingen/weergaven/")


def wrong_password(tab: Tab) -> None:
    """Try to log in as nobody."""
    type_and_send(login="niemand@voorbeeld.example", password="niet goed")(tab)


def half_way_in(tab: Tab) -> None:
    """Log in with the password only: the page that asks for the six digits."""
    type_and_send(login="farid@voorbeeld.example", password=PASSWORD)(tab)
