"""How a coordinator gets to the pages of a case, and what is typed there."""

from collections.abc import Callable

from playwright.sync_api import Page as Tab

from tests.browser.ways import open_details

CASE = "table a[href^='/zorgcoordinatie/']:not([href*='nieuw'])"
NEW_SITUATION = "a[href$='/situatie/uitbuiting/']"
PLANNED = "table tr:has-text('Plan opgesteld') a[href^='/zorgcoordinatie/']"


def send_empty(do: str) -> Callable[[Tab], None]:
    """Unfold everything, and send the form that does this without typing anything."""

    def steps(tab: Tab) -> None:
        open_details(tab)
        tab.locator(f"main form:has([name=do][value={do}]) button[type=submit]").click()
        open_details(tab)

    return steps


def enter_step(then: str = "") -> Callable[[Tab], None]:
    """Enter that there was contact with the police, and go on by the last link of this kind."""

    def steps(tab: Tab) -> None:
        tab.select_option("main [name=step]", "police_contact")
        tab.select_option("main [name=told_by]", "police")
        tab.locator("#vastleggen button").click()
        if then:
            tab.locator(f"main a[href*='{then}']").last.click()

    return steps


def enter_allowance(tab: Tab) -> None:
    """Enter that the allowance of a month came, and unfold every step."""
    tab.select_option("main [name=step]", "allowance_paid")
    tab.select_option("main [name=told_by]", "police")
    tab.locator("#vastleggen button").click()
    open_details(tab)


def enter_nothing(tab: Tab) -> None:
    """Send the form of a step without an answer."""
    tab.locator("#vastleggen button").click()


def correct_to_tomorrow(tab: Tab) -> None:
    """Enter a step, and correct it to a day that must still come."""
    enter_step("/verbeteren/")(tab)
    tab.fill("main [name=on]", "2099-01-01")
    tab.locator("main form:has([name=withdrawn]) button").click()


def ask_for_nothing(tab: Tab) -> None:
    """Send the form that asks for shelter without saying what kind."""
    tab.locator("main button[value=request]").click()


def ask_for_cosm(tab: Tab) -> None:
    """Ask for shelter in COSM, and unfold every form of the request."""
    tab.select_option("main [name=kind]", "cosm")
    tab.check("main [name=urgency][value=this_week]")
    tab.select_option("main [name=age]", "adult")
    tab.check("main [name=contra][value=addiction]")
    tab.locator("main button[value=request]").click()
    open_details(tab)


def answer_without_reason(tab: Tab) -> None:
    """Ask for shelter, ask an organisation, and write down a refusal without its reason."""
    tab.select_option("main [name=kind]", "womens_shelter")
    tab.check("main [name=urgency][value=tonight]")
    tab.locator("main button[value=request]").click()
    tab.locator("#asking button[type=submit]").last.click()
    tab.locator("#asks summary").click()
    tab.check("main [name=reply][value=refused]")
    tab.locator("#asks button[type=submit]").click()


SECRET_PLACE = "#now form[action*='/verblijf/']"


def stay_somewhere(tab: Tab) -> None:
    """Write down where somebody stays, unless it is known where that is; unfold every form."""
    open_details(tab)
    if not tab.locator(SECRET_PLACE).count():
        tab.select_option("#now [name=kind]", "crisis_bed")
        tab.select_option("#now [name=organisation]", "kadera")
        tab.fill("#now [name=location]", "Verzonnenlaan 1, Nergenshuizen")
        tab.locator("#now form:has([name=location]) button").click()
        open_details(tab)


def look_at_place(tab: Tab) -> None:
    """Look where somebody stays, for a reason."""
    stay_somewhere(tab)
    tab.select_option(f"{SECRET_PLACE} [name=reason]", "contact")
    tab.locator(f"{SECRET_PLACE} button").click()


def judge_acute(tab: Tab) -> None:
    """Write down acute danger with what is done, and unfold all that the page then shows."""
    for unknown in tab.locator("main [value=unknown]").all():
        unknown.check()
    tab.check("main [name=knows_address][value=yes]")
    tab.fill("main [name=knows_address_words]", "Hij stond voor de deur.")
    tab.check("main [name=level][value=acute]")
    tab.fill("main [name=reasons]", "Verzonnen redenen.")
    tab.check("main [name=called_112][value=yes]")
    tab.fill("main [name=done_now]", "De politie is onderweg.")
    tab.fill("main [name=done_by]", "Politie en Bram")
    tab.fill("main [name=emergency]", "Bel 112 en daarna de opvang.")
    tab.locator("main form button").last.click()
    open_details(tab)


def judge_without_answers(tab: Tab) -> None:
    """Say that it is acute and nothing else."""
    tab.check("main [name=level][value=acute]")
    tab.locator("main form button").last.click()


def plan_steps(then: str = "") -> Callable[[Tab], None]:
    """Make a safety plan, and go on by this link."""

    def steps(tab: Tab) -> None:
        tab.fill("main [name=warning_signs]", "Hij belt steeds vaker")
        tab.fill("main [name=own_steps]", "Naar de buurvrouw gaan\nDaar bellen")
        tab.fill("main [name=others_steps]", "De buurvrouw doet open")
        tab.fill("main [name=call_order]", "112\nBram")
        tab.fill("main [name=code_word]", "Is de taart al klaar")
        tab.locator("main form button").last.click()
        if then:
            tab.locator(f"main a[href$='{then}']").first.click()

    return steps


def arrange_for_child(*, send: bool = False) -> Callable[[Tab], None]:
    """Put a child in the case, go to what must be arranged for it, and perhaps send that form."""

    def steps(tab: Tab) -> None:
        tab.locator("main a[href$='/situatie/persoon/']").click()
        tab.select_option("main [name=role]", "child")
        tab.fill("main [name=birth_year]", "2014")
        tab.locator("main form button").last.click()
        tab.locator("main a[href*='wat=guardian']").first.click()
        if send:
            tab.locator("main form button").last.click()

    return steps


def describe_twice(tab: Tab) -> None:
    """Write down what happened, call it otherwise, add a child, and unfold all of it."""
    start = tab.url.replace("uitbuiting/", "")
    if not tab.locator("main [name=words]").count():
        tab.locator("main a[href$='/uitbuiting/']").first.click()
    tab.check("main [name=forms][value=LAB]")
    tab.fill("main [name=started]", "03-2024")
    tab.select_option("main [name=recruited_in]", "RO")
    tab.check("main [name=places][value=GM0164]")
    tab.fill("main [name=words]", "Verteld aan de huisarts.")
    tab.locator("main form button").last.click()
    tab.locator("main a[href*='?van=']").first.click()
    tab.check("main [name=forms][value=CRIM]")
    tab.fill("main [name=why]", "Moest ook pakketten wegbrengen.")
    tab.locator("main form button").last.click()
    tab.goto(f"{start}persoon/")
    tab.select_option("main [name=role]", "child")
    tab.fill("main [name=birth_year]", "2012")
    tab.locator("main form button").last.click()
    open_details(tab)


def reclassify_without_reason(tab: Tab) -> None:
    """Write down what happened, and call it otherwise without saying why."""
    tab.check("main [name=forms][value=LAB]")
    tab.locator("main form button").last.click()
    tab.locator("main a[href*='?van=']").first.click()
    tab.check("main [name=forms][value=CRIM]")
    tab.locator("main form button").last.click()
    open_details(tab)


def note_twice(tab: Tab) -> None:
    """Write the note on not punishing, so that the page says who may have it."""
    tab.fill("main [name=facts]", "Drugs vervoerd.")
    tab.fill("main [name=link]", "Moest dat om een schuld af te lossen.")
    tab.locator("main form button").last.click()
    open_details(tab)


def give_nothing(tab: Tab) -> None:
    """Send the form to give a partner something without words or ground."""
    tab.locator("#given button[type=submit]").last.click()


def decline_without_words(tab: Tab) -> None:
    """Decline the first task that can be, without saying why."""
    open_details(tab)
    tab.locator("#tasks button[value=decline]").first.click()


def make_address(tab: Tab) -> None:
    """Ask for the secret address of one's own calendar."""
    tab.locator("main button[value=make]").click()


def score_nothing(tab: Tab) -> None:
    """Unfold everything on the page of a domain, and send the form of the figure empty."""
    open_details(tab)
    tab.locator("main form:has([name=value]) button[type=submit]").click()
    open_details(tab)


def move_nothing(tab: Tab) -> None:
    """Send the form that moves actions without choosing any."""
    tab.locator("main form:has([name=weeks]) button[type=submit]").click()


def fill_in_wrong(tab: Tab) -> None:
    """Say that it ended before it began."""
    tab.fill("#fill [name=year_from]", "2024")
    tab.fill("#fill [name=year_to]", "1999")
    tab.locator("#fill button[value=fill]").click()


def trust_nothing(tab: Tab) -> None:
    """Trust a region without a card."""
    tab.locator("#trust button").click()


DOSSIER = f"{CASE} > /dossier/"


def add_without_file(tab: Tab) -> None:
    """Send the form for a document with nothing but its name."""
    tab.locator("#documents summary").click()
    tab.fill("#documents [name=title]", "Verslag van de huisarts")
    tab.locator("#documents form button").click()


def make_note(then: str = "") -> Callable[[Tab], None]:
    """Make a note with an appointment, and go on by a link of its document, or unfold all."""

    def steps(tab: Tab) -> None:
        tab.fill("main [name=day]", "2099-12-03")
        tab.fill("main [name=time]", "14.00")
        tab.fill("main [name=place]", "Nergensplein 1")
        tab.locator("main form:has([name=place]) button").click()
        if then:
            tab.locator(f"main a[href*='{then}']").first.click()
        else:
            open_details(tab)

    return steps


def hand_out_nothing(tab: Tab) -> None:
    """Make a note, and send the form for handing it out without saying how."""
    make_note()(tab)
    tab.locator("main form:has([value=hand_out]) button").click()
    open_details(tab)


def begin_file(tab: Tab) -> None:
    """Begin an assessment file, or open the one that was begun."""
    if tab.locator("#assessment form button").count():
        tab.locator("#assessment form button").click()
    else:
        tab.locator("#assessment a[href*='/signaal/']").first.click()


def write_in_file(then: str = "") -> Callable[[Tab], None]:
    """Begin a file, write a finding when there is none, and unfold all; ``then``: go there."""

    def steps(tab: Tab) -> None:
        begin_file(tab)
        if not tab.locator("#findings li").count():
            tab.locator("main a[href*='/bevinding/nieuw/']").click()
            tab.select_option("main [name=found]", "act:recruit")
            tab.fill("main [name=text]", "Reageerde op een bericht over werk in een restaurant.")
            tab.select_option("main [name=source_kind]", "told_by_person")
            tab.fill("main [name=source]", "de persoon, aan de coördinator")
            tab.locator("main form:has([name=source]) button").click()
        if then:
            tab.goto(f"{tab.url}{then}")
        else:
            open_details(tab)

    return steps


def find_nothing(tab: Tab) -> None:
    """Send an empty finding."""
    write_in_file("bevinding/nieuw/")(tab)
    tab.locator("main form:has([name=source]) button").click()


def conclude_nothing(tab: Tab) -> None:
    """Send a conclusion without one."""
    write_in_file()(tab)
    tab.locator("#conclusion form button").click()


TABLE = f"{CASE} > /zorgtafel/"


def propose_table(then: str = "") -> Callable[[Tab], None]:
    """Propose a conference, and go on to the file on its agenda; unfold all that is there."""

    def steps(tab: Tab) -> None:
        tab.locator("main form button").last.click()
        if then:
            tab.locator("#agenda h3 a").first.click()
        open_details(tab)

    return steps


def keep_no_goal(tab: Tab) -> None:
    """Propose a conference, and keep its goal without a word."""
    propose_table("item")(tab)
    tab.locator("#goal button[type=submit]").click()
    open_details(tab)


def add_nobody(tab: Tab) -> None:
    """Propose a conference, and add somebody from outside without saying who."""
    propose_table()(tab)
    tab.locator("#people form:has([name=organisation]) button").click()
    open_details(tab)


def prepare_table(tab: Tab) -> None:
    """Propose a conference, and prepare it until people are invited."""
    propose_table()(tab)
    conference = tab.url
    tab.fill("#details [name=day]", "2026-01-15")
    tab.fill("#details [name=at]", "10:00")
    tab.fill("#details [name=place]", "Stadhuis, kamer 3")
    tab.locator("#details form button").click()
    open_details(tab)
    tab.select_option("#people [name=account]", label="Tess Leidt")
    tab.locator("#people form:has([name=account]) button").click()
    open_details(tab)
    tab.select_option("#people [name=party]", "care_provider")
    tab.fill("#people [name=organisation]", "Opvang Verzonnen")
    tab.fill("#people [name=function]", "begeleider")
    tab.locator("#people form:has([name=organisation]) button").click()
    tab.locator("#agenda h3 a").first.click()
    open_details(tab)
    tab.fill("#goal [name=goal]", "Een veilige plek vinden voor de persoon.")
    tab.fill("#goal [name=goal_with]", "School, zorgteam")
    tab.fill("#goal [name=goal_on]", "2026-01-05")
    tab.locator("#goal form button").click()
    open_details(tab)
    tab.check("#informed [value=invited]")
    tab.fill("#informed [name=on]", "2026-01-05")
    tab.locator("#informed form button").click()
    open_details(tab)
    tab.fill("#admitted [name=why]", "Weet welke plekken er zijn.")
    tab.locator("#admitted form:has([name=why]) button").click()
    item = tab.url
    tab.goto(conference)
    for to in ("necessity_test", "invited"):
        tab.locator(f"#move form:has([value={to}]) button").click()
    tab.goto(item)
    open_details(tab)


def sit_at_table(tab: Tab) -> None:
    """Prepare a conference, let everybody sit down, and agree on something."""
    prepare_table(tab)
    tab.goto(f"{tab.url}tafel/")
    open_details(tab)
    for one in tab.locator("#presence [name=admissions]").all():
        one.check()
    tab.locator("#presence form:has([name=admissions]) button").click()
    open_details(tab)
    tab.fill("#agreements [name=what]", "Kamer vrijhouden tot vrijdag")
    tab.fill("#agreements [name=due]", "2099-01-01")
    tab.locator("#agreements form:has([name=what]) button").click()
    open_details(tab)
    tab.fill("#contributions [name=text]", "Er is een plek in een ander huis.")
    tab.locator("#contributions form:has([name=text]) button").click()
    open_details(tab)


def agree_on_nothing(tab: Tab) -> None:
    """Sit at the table, and send the form of an agreement empty."""
    sit_at_table(tab)
    tab.locator("#agreements form:has([name=what]) button").click()
    open_details(tab)


def read_minutes(tab: Tab) -> None:
    """Sit at the table, and look at the minutes of the first who takes part."""
    sit_at_table(tab)
    tab.locator("main a[href^='/overleg/']").first.click()
    tab.locator("#people a[href*='/verslag/']").first.click()


def tables_of_case(tab: Tab) -> None:
    """Sit at the table, and look in the case who sat there."""
    start = tab.url
    tab.locator("main a[href*='/overleg/nieuw/']").first.click()
    sit_at_table(tab)
    tab.goto(start)
