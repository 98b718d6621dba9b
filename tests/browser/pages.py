"""Every page that people see: whose it is, and how they get there.

A test compares this table with the addresses of the product, so that a new page without a line
here fails the suite.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page as Tab

from kmt.project.demo_people import PASSWORD

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
        """Go there as this person would; a second time straight to where the links led."""
        walked = _WALKED.get((self.person, self.start, self.via))
        tab.goto(walked or self.start)
        if not walked:
            follow(tab, self.via)
            _WALKED[self.person, self.start, self.via] = tab.url
        if self.steps is not None:
            self.steps(tab)


_WALKED: dict[tuple[str, str, str], str] = {}


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
    tab.locator("main form button").last.click()
    tab.reload()
    open_details(tab)


def open_in_emergency(tab: Tab) -> None:
    """Ask for three hours, with a reason; who is in it already sees the case at once."""
    if tab.locator("main [name=ground]").count():
        tab.select_option("main [name=ground]", "victim_calls")
        tab.fill("main [name=words]", "De persoon belt en klinkt bang.")
        tab.locator("main form button").last.click()


def open_details(tab: Tab) -> None:
    """Open everything that is folded away."""
    folded = tab.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.click()


def send_as_it_is(tab: Tab) -> None:
    """Send the form without an answer."""
    tab.locator("main form button").last.click()


def wrong_password(tab: Tab) -> None:
    """Try to log in as nobody."""
    type_and_send(login="niemand@voorbeeld.example", password="niet goed")(tab)


def half_way_in(tab: Tab) -> None:
    """Log in with the password only: the page that asks for the six digits."""
    type_and_send(login="farid@voorbeeld.example", password=PASSWORD)(tab)


STORY = "Een verzonnen verhaal: iemand werkt zes dagen per week en krijgt geen loon."
REPORT = "table a[href*='/meldingen/']"
CASE = "table a[href^='/zorgcoordinatie/']:not([href*='nieuw'])"

PAGES = (
    # For everybody
    Here(name="entrance", address="intake:entrance", start="/"),
    Here(name="entrance-pl", address="intake:entrance", start="/pl/"),
    Here(name="entrance-ar", address="intake:entrance", start="/ar/"),
    Here(name="help-ar", address="entrance:help", start="/ar/hulp/"),
    Here(
        name="report-wrong-ar",
        address="intake:report",
        start="/ar/melden/",
        steps=type_and_send(narrative=""),
        status=422,
    ),
    Here(name="report", address="intake:report", start="/melden/"),
    Here(
        name="report-wrong",
        address="intake:report",
        start="/melden/",
        steps=type_and_send(narrative=""),
        status=422,
    ),
    Here(
        name="report-received",
        address="intake:report",
        start="/melden/",
        steps=type_and_send(narrative=STORY),
        changes=True,
    ),
    Here(name="receipt", address="intake:receipt", start="/code/"),
    Here(
        name="receipt-unknown",
        address="intake:receipt",
        start="/code/",
        steps=type_and_send(receipt="0000 0000 0000 0000"),
        status=422,
    ),
    Here(name="explained", address="entrance:explained", start="/uitleg/"),
    Here(name="forms", address="entrance:forms", start="/vormen/"),
    Here(name="afterwards", address="entrance:afterwards", start="/daarna/"),
    Here(name="help", address="entrance:help", start="/hulp/"),
    Here(name="promises", address="entrance:promises", start="/beloven/"),
    Here(name="traces", address="entrance:traces", start="/sporen/"),
    Here(name="professionals", address="entrance:professionals", start="/professionals/"),
    Here(name="privacy", address="entrance:privacy", start="/privacy/"),
    Here(name="accessibility", address="entrance:accessibility", start="/toegankelijkheid/"),
    Here(name="nowhere", address="", start="/nergens/", status=404),
    # Getting in and out
    Here(name="log-in", address="account_login", start="/inloggen/"),
    Here(
        name="log-in-wrong",
        address="account_login",
        start="/inloggen/",
        steps=wrong_password,
    ),
    Here(
        name="log-in-code",
        address="mfa_authenticate",
        start="/inloggen/",
        steps=half_way_in,
        changes=True,
    ),
    Here(name="log-out", address="account_logout", person="noor", start="/uitloggen/"),
    Here(
        name="one-time-code",
        address="partners:one_time_code",
        start="/inloggen/eenmalige-code/",
    ),
    Here(name="confirm", address="confirm", person="noor", start="/bevestigen/", changes=True),
    # One's own account, and those of others
    Here(name="my-account", address="partners:mine", person="noor", start="/mijn-account/"),
    Here(name="add-key", address="partners:add_key", person="noor", start="/mijn-account/sleutel/"),
    Here(name="vouch", address="partners:vouch", person="noor", start="/collega-helpen/"),
    Here(name="accounts", address="partners:accounts", person="ada", start="/accounts/"),
    Here(name="account-new", address="partners:new", person="ada", start="/accounts/nieuw/"),
    Here(
        name="account-new-wrong",
        address="partners:new",
        person="ada",
        start="/accounts/nieuw/",
        steps=type_and_send(name="Team Enschede", email="team@voorbeeld.example"),
        status=422,
    ),
    Here(
        name="account",
        address="partners:account",
        person="ada",
        start="/accounts/",
        via="tr:has-text('Hanna') a[href]",
    ),
    Here(name="roles", address="partners:review", person="tess", start="/rollen-nagaan/"),
    # The desk
    Here(name="reports", address="intake:reports", person="noor", start="/meldingen/"),
    Here(
        name="reports-done",
        address="intake:reports",
        person="noor",
        start="/meldingen/?lijst=afgehandeld",
    ),
    Here(
        name="report-new",
        address="intake:report_detail",
        person="noor",
        start="/meldingen/",
        via=REPORT,
    ),
    Here(
        name="report-weighed",
        address="intake:report_detail",
        person="noor",
        start="/meldingen/?lijst=afgehandeld",
        via=REPORT,
    ),
    Here(
        name="triage",
        address="intake:triage",
        person="noor",
        start="/meldingen/",
        via=f"{REPORT} > /triage/",
        steps=open_details,
    ),
    Here(
        name="triage-wrong",
        address="intake:triage",
        person="noor",
        start="/meldingen/",
        via=f"{REPORT} > /triage/",
        steps=send_as_it_is,
        status=422,
    ),
    Here(
        name="person",
        address="intake:person",
        person="noor",
        start="/meldingen/",
        via=f"{REPORT} > /persoon/",
    ),
    # Care
    Here(name="cases", address="care:cases", person="bram", start="/zorgcoordinatie/"),
    Here(
        name="cases-closed",
        address="care:cases",
        person="bram",
        start="/zorgcoordinatie/?toon=gesloten",
    ),
    Here(
        name="case-new",
        address="care:open",
        person="bram",
        start="/zorgcoordinatie/",
        via="/zorgcoordinatie/nieuw/",
    ),
    Here(
        name="case-new-wrong",
        address="care:open",
        person="bram",
        start="/zorgcoordinatie/",
        via="/zorgcoordinatie/nieuw/",
        steps=send_as_it_is,
        status=422,
    ),
    Here(
        name="case",
        address="care:case",
        person="bram",
        start="/zorgcoordinatie/",
        via=CASE,
    ),
    Here(
        name="case-unfolded",
        address="care:case",
        person="bram",
        start="/zorgcoordinatie/",
        via=CASE,
        steps=open_details,
    ),
    Here(
        name="case-person",
        address="care:identity",
        person="bram",
        start="/zorgcoordinatie/",
        via=CASE,
        steps=look_at_person,
    ),
    # Sharing
    Here(name="sharing", address="sharing:overview", person="bram", start="/delen/"),
    Here(
        name="share-choose",
        address="sharing:draft",
        person="bram",
        start="/zorgcoordinatie/",
        via=CASE,
        steps=begin_share,
    ),
    Here(
        name="share-check",
        address="sharing:draft",
        person="bram",
        start="/zorgcoordinatie/",
        via=CASE,
        steps=ask_whether_it_may,
    ),
    Here(
        name="share-waiting",
        address="sharing:draft",
        person="bram",
        start="/delen/",
        via="#drafts tr:has-text('akkoord') a[href*='/delen/']",
    ),
    Here(
        name="share-approve",
        address="sharing:approve",
        person="farid",
        start="/delen/",
        via="#waiting a[href*='/akkoord/']",
    ),
    Here(
        name="disclosure",
        address="lawfulness:disclosure",
        person="bram",
        start="/rechtmatigheid/verstrekkingen/",
        via="th a[href*='/verstrekkingen/']",
        steps=open_details,
    ),
    Here(
        name="transfers",
        address="lawfulness:transfers",
        person="bram",
        start="/rechtmatigheid/overdrachten/?toon=inkomend",
    ),
    Here(
        name="transfer",
        address="lawfulness:transfer",
        person="bram",
        start="/rechtmatigheid/overdrachten/?toon=inkomend",
        via="td a[href*='/overdrachten/']",
    ),
    # Persons in the vault
    Here(
        name="known",
        address="intake:known",
        person="noor",
        start="/meldingen/",
        via=f"{REPORT} > /bekend/",
    ),
    Here(
        name="known-found",
        address="intake:known",
        person="noor",
        start="/meldingen/",
        via=f"{REPORT} > /bekend/",
        steps=search_person(name="Linde Verzonnen"),
    ),
    Here(
        name="known-wrong",
        address="intake:known",
        person="noor",
        start="/meldingen/",
        via=f"{REPORT} > /bekend/",
        steps=decide_without_reason,
        status=422,
    ),
    Here(name="search", address="intake:search", person="noor", start="/meldingen/zoeken/"),
    Here(
        name="search-found",
        address="intake:search",
        person="noor",
        start="/meldingen/zoeken/",
        steps=search_words,
    ),
    Here(
        name="care-known",
        address="care:known",
        person="bram",
        start="/zorgcoordinatie/",
        via=f"{CASE} > /bekend/",
    ),
    Here(
        name="vault-person",
        address="persons:person",
        person="noor",
        start="/meldingen/?lijst=afgehandeld",
        via=f"{REPORT} > /personen/",
        steps=open_details,
    ),
    Here(
        name="vault-contact",
        address="persons:contact",
        person="bram",
        start="/zorgcoordinatie/",
        via=f"{CASE} > a[href$='/contact/']",
    ),
    Here(
        name="vault-amend",
        address="persons:amend",
        person="bram",
        start="/zorgcoordinatie/",
        via=f"{CASE} > a[href^='/personen/']:not([href*='contact']):not([href*='toestemming']) > "
        "a[href^='/personen/'][href$='/gegevens/']",
    ),
    Here(
        name="vault-same",
        address="persons:same",
        person="bram",
        start="/zorgcoordinatie/",
        via=f"{CASE} > a[href^='/personen/']:not([href*='contact']):not([href*='toestemming']) > "
        "a[href$='/zelfde/']",
    ),
    Here(
        name="vault-consents",
        address="persons:consents",
        person="bram",
        start="/zorgcoordinatie/",
        via=f"{CASE} > a[href$='/toestemming/']",
        steps=write_consent,
        changes=True,
    ),
    # Who works on it
    Here(
        name="cases-of-others",
        address="care:cases",
        person="sanne",
        start="/zorgcoordinatie/?toon=alle",
    ),
    Here(
        name="case-not-involved",
        address="care:involved",
        person="sanne",
        start="/zorgcoordinatie/?toon=alle",
        via="table a[href$='/betrokken/']",
    ),
    Here(
        name="emergency",
        address="care:emergency",
        person="sanne",
        start="/zorgcoordinatie/?toon=alle",
        via="table a[href$='/noodtoegang/']",
    ),
    Here(
        name="emergency-inside",
        address="care:emergency",
        person="sanne",
        start="/zorgcoordinatie/?toon=alle",
        via="table a[href$='/noodtoegang/']",
        steps=open_in_emergency,
        changes=True,
    ),
    Here(
        name="involved",
        address="care:involved",
        person="bram",
        start="/zorgcoordinatie/",
        via=f"{CASE} > a[href$='/betrokken/']",
        steps=open_details,
    ),
    Here(
        name="division",
        address="care:division",
        person="tess",
        start="/zorgcoordinatie/verdeling/",
    ),
    Here(
        name="colleague",
        address="care:colleague",
        person="tess",
        start="/zorgcoordinatie/verdeling/",
        via="a[href*='/verdeling/']",
    ),
    Here(
        name="emergencies",
        address="access:emergencies",
        person="tess",
        start="/toezicht/noodtoegang/",
        changes=True,
    ),
    # A municipality
    Here(name="reports-hengelo", address="intake:reports", person="hanna", start="/meldingen/"),
    Here(
        name="report-hengelo",
        address="intake:report_detail",
        person="hanna",
        start="/meldingen/?lijst=alles",
        via=REPORT,
    ),
    Here(
        name="counts-hengelo",
        address="insight:counts",
        person="hanna",
        start="/inzicht/aantallen/",
    ),
    Here(
        name="refused",
        address="care:cases",
        person="hanna",
        start="/zorgcoordinatie/",
        status=403,
    ),
    # Insight
    Here(name="insight", address="insight:overview", person="eva", start="/inzicht/"),
    Here(name="insight-en", address="insight:overview", person="eva", start="/en/inzicht/"),
    Here(name="counts", address="insight:counts", person="eva", start="/inzicht/aantallen/"),
    Here(name="factsheet", address="insight:factsheet", person="eva", start="/inzicht/factsheet/"),
    # Oversight
    Here(
        name="record",
        address="audit:events",
        person="farid",
        start="/toezicht/logboek/",
        changes=True,
    ),
    Here(
        name="samples",
        address="audit:samples",
        person="farid",
        start="/toezicht/steekproef/",
        steps=draw_sample,
        changes=True,
    ),
    Here(
        name="who-sees-what",
        address="access:table",
        person="farid",
        start="/toezicht/wie-ziet-wat/",
    ),
    Here(
        name="disclosures",
        address="lawfulness:disclosures",
        person="farid",
        start="/rechtmatigheid/verstrekkingen/",
    ),
    Here(
        name="retention",
        address="retention:terms",
        person="farid",
        start="/rechtmatigheid/bewaartermijnen/",
    ),
    Here(
        name="rights-requests",
        address="rights:requests",
        person="farid",
        start="/rechten/",
    ),
    Here(name="rights-take", address="rights:take", person="noor", start="/rechten/nieuw/"),
    Here(
        name="rights-request",
        address="rights:request",
        person="farid",
        start="/rechten/",
        via="#running tr:nth-child(2) a[href*='/rechten/']",
    ),
    Here(
        name="rights-danger",
        address="rights:request",
        person="farid",
        start="/rechten/",
        via="#running tr:nth-child(3) a[href*='/rechten/']",
    ),
    Here(
        name="rights-person",
        address="rights:person",
        person="farid",
        start="/rechten/",
        via="#running tr:nth-child(3) a[href*='/rechten/']",
        steps=settle_who_asks,
    ),
    Here(
        name="rights-gathered",
        address="rights:gathered",
        person="farid",
        start="/rechten/",
        via="#running tr:nth-child(2) a[href*='/rechten/'] > gegevens",
    ),
    Here(
        name="rights-answer",
        address="rights:answer",
        person="farid",
        start="/rechten/",
        via="#running tr:nth-child(2) a[href*='/rechten/']",
        steps=to_the_answer,
    ),
    Here(
        name="ask-the-matrix",
        address="lawfulness:question",
        person="farid",
        start="/rechtmatigheid/deelmatrix/vraag/?compartment=R2&sender=care_coordinator"
        "&recipient=comensha&purpose=P_REGISTRATION&kinds=D01&kinds=D05&subject=victim&age=",
    ),
    Here(
        name="sharing-matrix",
        address="lawfulness:matrix",
        person="farid",
        start="/rechtmatigheid/deelmatrix/?compartiment=R3",
    ),
    Here(name="components", address="kernel:components", person="noor", start="/bouwstenen/"),
)

#: Addresses that show no page of their own: they do something and send the browser on, or give
#: a file.
WITHOUT_PAGE = {
    "work",
    "partners:end_session",
    "partners:factors",
    "intake:take_up",
    "intake:close",
    "intake:share",
    "care:share",
    "persons:end_role",
    "persons:consent_document",
    "insight:estimate",
    "insight:factsheet_make",
    "insight:factsheet_pdf",
}
#: Pages that no demo person comes by: everybody there has a second factor
#: already, and the ZVH compartment is not open; ``tests/access``, ``tests/partners`` and
#: ``tests/sharing`` open them.
ELSEWHERE = {"partners:add_app", "mfa_activate_totp", "mfa_view_recovery_codes", "sharing:supplied"}
