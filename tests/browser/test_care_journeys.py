"""Care from first contact to aftercare in a real browser: J3 whole, and the care half of J2 and J4.

Every step is one that a coordinator takes on the pages: legal clocks run by themselves, shelter is
refused once, and what is planned, decided or missed stands on the one page of the case.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.test_journey import in_days, open_case, open_report, tell, weigh

Window = Callable[..., Tab]


def test_a_victim_without_lawful_stay_from_reflection_to_aftercare(window: Window) -> None:
    """J3: reflection → deadlines → shelter refused and found → permit → continued stay → after."""
    case = taken_in(
        window, "Een man slaapt in een loods en krijgt geen loon. Hij heeft geen papieren."
    )
    bram = case.tab

    assess(case, "Zijn baas zoekt hem. Hij weet niet waar hij is.")
    expect(bram.locator("main")).to_contain_text("Structureel onveilig")
    note(case, "Eerste gesprek met tolk. Hij wil rust en een bed.", minutes=50)
    move(case, "intake", "We spraken hem, en hij wil hulp.")

    step(case, "verblijf", "reflection_start", "police")
    case.open()
    expect(bram.locator("#actions")).to_contain_text("RES-06")
    expect(bram.locator("#parts")).to_contain_text("Bedenktijd")

    ask_shelter(case)
    answer(case, "refused", reason="full")
    ask_again(case, "central_access")
    place(case)
    case.open()
    expect(bram.locator("#parts")).to_contain_text("Opgevangen sinds")

    plan(case, "Ik wil mijn loon en een eigen bed.")
    case.open()
    expect(bram.locator(".heading-row")).to_contain_text("plan vastgesteld")
    move(case, "in_execution", "Hij begint met taalles.")

    step(case, "verblijf", "criminal_complaint", "police")
    step(case, "verblijf", "permit_granted", "letter", until=in_days(365))
    case.open()
    expect(bram.locator("#actions")).not_to_contain_text("RES-06")
    expect(bram.locator("#actions")).to_contain_text("RES-16")
    step(case, "verblijf", "conviction", "prosecution")
    step(case, "verblijf", "continued_conviction", "lawyer")

    evaluate(case, "Ik heb een bed en ik leer Nederlands.")
    case.open()
    expect(bram.locator(".heading-row")).to_contain_text("nazorg")
    move(case, "closed", "Hij redt het zelf.", closing_reason="goals_reached", goes=False)
    expect(bram.locator("#state")).to_contain_text("acties open")
    case.open()
    note(case, "Nazorggesprek: hij werkt en woont zelf.", minutes=30)
    let_everything_go(case)
    move(case, "closed", "Hij redt het zelf.", closing_reason="goals_reached")
    expect(bram.locator(".heading-row")).to_contain_text("gesloten")


def test_a_suspect_who_is_a_victim_keeps_two_files_apart(window: Window) -> None:
    """J4, the care half: note on non-punishment → care table → agreement → action."""
    case = taken_in(window, "Een jongen van zestien rijdt pakketjes rond en heeft een schuld.")
    bram = case.tab
    case.part("situatie/niet-bestraffen/")
    bram.fill("main [name=facts]", "Opgepakt met een pakketje bij het station.")
    bram.fill("main [name=link]", "Moest het brengen om een opgelegde schuld af te betalen.")
    press(bram, "Notitie bewaren")
    case.part("situatie/")
    expect(bram.locator("main")).to_contain_text("niet-bestraffen")

    case.part("zorgtafel/")
    press(bram, "Stel een overleg voor")
    expect(bram.locator("h1")).to_be_visible()
    case.open()
    addresses = bram.locator("a").evaluate_all(
        "links => links.map(one => one.getAttribute('href'))"
    )
    assert not [one for one in addresses if one and "pga" in one]


def test_a_report_that_grew_gets_a_safety_plan_and_is_counted(window: Window) -> None:
    """J2, the care half: urgent → case → acute → safety plan the same day → CoMensha by consent."""
    case = taken_in(window, "Een meisje wordt bij school opgehaald door mannen met dure auto's.")
    bram = case.tab
    assess(case, "Vanavond is er weer een afspraak.", level="acute")
    case.open()
    expect(bram.locator("#actions")).to_contain_text("Veiligheidsplan")
    case.part("veiligheid/plan/")
    bram.fill("main [name=own_steps]", "Binnen blijven en bellen.")
    bram.fill("main [name=call_order]", "112, dan haar moeder, dan Bram.")
    bram.locator("main form button[type=submit]").last.click()
    case.open()
    expect(bram.locator("#actions")).not_to_contain_text("Veiligheidsplan maken")

    case.part("comensha/")
    bram.check("main [name=dossier_type][value=registration]")
    press(bram, "Beginnen")
    expect(bram.locator("main")).to_contain_text("zonder")  # no consent: a count, nothing more
    expect(bram.locator("main")).not_to_contain_text("pakketjes")


class Case:
    """One case in the window of its coordinator."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.address = tab.url

    def open(self) -> None:
        """Its one page."""
        self.tab.goto(self.address)

    def part(self, path: str) -> None:
        """A page of one of its parts."""
        self.tab.goto(self.address + path)


def taken_in(window: Window, story: str) -> Case:
    """From what somebody told to a case with a coordinator."""
    tell(window(), story)
    desk = window("noor")
    number = open_report(desk, story)
    weigh(desk)
    bram = window("bram")
    open_case(bram, number)
    return Case(bram)


def press(tab: Tab, name: str) -> None:
    """A button or link with this name in the page."""
    tab.locator("main").get_by_role("button", name=name).or_(
        tab.locator("main").get_by_role("link", name=name)
    ).first.click()


def assess(case: Case, reasons: str, level: str = "structural") -> None:
    """How safe somebody is, with what was agreed for when it goes wrong."""
    case.part("veiligheid/beoordelen/")
    tab = case.tab
    for answer in tab.locator("main input[type=radio][value=unknown]").all():
        answer.check()
    tab.check(f"main [name=level][value={level}]")
    tab.fill("main [name=reasons]", reasons)
    tab.fill("main [name=emergency]", "Bel 112 en daarna de opvang.")
    tab.fill("main [name=valid_until]", in_days(14))
    if level == "acute":
        tab.check("main [name=called_112][value=yes]")
        tab.fill("main [name=done_now]", "De politie is onderweg.")
        tab.fill("main [name=done_by]", "Politie en Bram")
    press(tab, "Beoordeling vastleggen")


def note(case: Case, text: str, *, minutes: int) -> None:
    """A contact, with what it took."""
    case.open()
    form = case.tab.locator("#timeline form").filter(has=case.tab.locator("[name=text]"))
    case.tab.locator("#timeline summary").first.click()
    expect(form.locator("xpath=..")).to_contain_text("contact")
    form.locator("[name=minutes]").fill(str(minutes))
    form.locator("[name=text]").fill(text)
    form.locator("button").last.click()
    expect(case.tab.locator("#timeline")).to_contain_text(f"{minutes} minuten")


def move(case: Case, to: str, reason: str, *, closing_reason: str = "", goes: bool = True) -> None:
    """Another state, with why."""
    case.open()
    tab = case.tab
    tab.locator("#state summary").click()
    if not goes and not tab.locator(f"#state [name=to][value={to}]").count():
        return  # the page says why not
    tab.check(f"#state [name=to][value={to}]")
    if closing_reason:
        tab.select_option("#state [name=closing_reason]", closing_reason)
    tab.fill("#state [name=reason]", reason)
    tab.locator("#state form button").last.click()
    if goes:
        expect(tab.locator(".flash")).to_be_visible()


def step(case: Case, track: str, code: str, told_by: str, *, until: str = "") -> None:
    """A step of a procedure, today."""
    case.part(f"procedures/{track}/?stap={code}")
    tab = case.tab
    tab.select_option("#vastleggen [name=step]", code)
    tab.select_option("#vastleggen [name=told_by]", told_by)
    if until:
        tab.fill("#vastleggen [name=until]", until)
    if tab.locator("#vastleggen [name=anyway]").is_visible():
        tab.check("#vastleggen [name=anyway]")
    tab.locator("#vastleggen button").click()
    expect(tab.locator(".flash")).to_be_visible()


def ask_shelter(case: Case) -> None:
    """A bed for tonight, asked of one organisation."""
    case.part("opvang/aanvragen/")
    tab = case.tab
    tab.select_option("main [name=kind]", "crisis_bed")
    tab.check("main [name=urgency][value=tonight]")
    tab.locator("main button[value=request]").click()
    ask_again(case, "kadera")


def ask_again(case: Case, organisation: str) -> None:
    """Ask an organisation, without personal data."""
    tab = case.tab
    if not tab.locator("#asking [name=organisation]").is_visible():
        tab.locator("#asking summary").first.click()
    tab.select_option("#asking [name=organisation]", organisation)
    tab.locator("#asking button[type=submit]").last.click()
    expect(tab.locator("#asks")).to_be_visible()


def answer(case: Case, reply: str, *, reason: str) -> None:
    """What the organisation said."""
    tab = case.tab
    tab.locator("#asks summary").first.click()
    tab.check(f"#asks [name=reply][value={reply}]")
    tab.select_option("#asks [name=reason]", reason)
    tab.locator("#asks button[type=submit]").first.click()
    expect(tab.locator("#asks")).to_contain_text("vol")


def place(case: Case) -> None:
    """The last that was asked takes somebody in from today; that ends the request."""
    tab = case.tab
    tab.locator("#ending summary").first.click()
    form = tab.locator("#ending form").first
    form.locator("[name=kind]").select_option("crisis_bed")
    form.locator("[name=organisation]").select_option("kadera")
    form.locator("button[type=submit]").click()
    expect(tab.locator(".flash")).to_be_visible()


def plan(case: Case, goal: str) -> None:
    """A goal in the person's own words, to which they agree."""
    case.part("plan/")
    tab = case.tab
    if not tab.locator("main form [name=goal]").first.is_visible():
        tab.locator("main details:has([name=goal]) > summary").first.click()
    form = tab.locator("main form").filter(has=tab.locator("[name=goal]")).first
    form.locator("[name=domain]").select_option("shelter_housing")
    form.locator("[name=goal]").fill(goal)
    form.locator("button").last.click()
    case.part("plan/vaststellen/")
    tab.check("main [name=how][value=present]")
    press(tab, "Leg vast dat de persoon instemt")


def evaluate(case: Case, went_well: str) -> None:
    """Looked back together; aftercare follows."""
    case.part("plan/evaluatie/")
    tab = case.tab
    tab.fill("main [name=went_well]", went_well)
    tab.check("main [name=follows][value=aftercare]")
    tab.locator("main form button[type=submit]").last.click()


def let_everything_go(case: Case) -> None:
    """What is still planned is done or no longer needed."""
    case.open()
    tab = case.tab
    while tab.locator("#actions button", has_text=re.compile("^Klaar")).count():
        tab.locator("#actions button", has_text=re.compile("^Klaar")).first.click()
        case.open()
