"""The pages of scenarios and of weighings."""

from tests.browser.ways import Here, type_and_send
from tests.browser.ways_outlook import change_by, think_without_reason

ALL, WEIGHINGS = "/geld/scenarios/", "/afwegingen/"
#: In the demo: the memo of 2020 is concluded, one weighing is open and one is a draft.
MEMO = "tr:has-text('VTT of ZVHT') a[href^='/afwegingen/']"
OPEN = "tr:has-text('open voor meningen') a[href^='/afwegingen/']"
DRAFT = "tr:has-text('netwerkevent') a[href^='/afwegingen/']"
MIXED = "tr:has-text('vaste voet') a[href^='/geld/scenarios/']"

SCENARIOS: tuple[Here, ...] = (
    Here(name="scenarios", address="scenarios:scenarios", person="joris", start=ALL),
    Here(
        name="scenarios-year",
        address="scenarios:scenarios",
        person="wies",
        start=f"{ALL}?jaar=2029",
    ),
    Here(name="scenario", address="scenarios:scenario", person="wies", start=ALL, via=MIXED),
    Here(name="scenario-new", address="scenarios:new", person="wies", start=f"{ALL}nieuw/"),
    Here(
        name="scenario-new-wrong",
        address="scenarios:new",
        person="wies",
        start=f"{ALL}nieuw/",
        steps=type_and_send(name="", words="Wat ik typte"),
        status=422,
    ),
    Here(
        name="scenario-key",
        address="scenarios:change",
        person="wies",
        start=ALL,
        via=MIXED,
        steps=change_by("andere-sleutel"),
    ),
    Here(
        name="scenario-change-wrong",
        address="scenarios:change",
        person="wies",
        start=ALL,
        via=MIXED,
        steps=change_by("stroom-erbij", name="Nieuw", amount="veel", year="2028"),
        status=422,
    ),
)
OPTIONS: tuple[Here, ...] = (
    Here(name="weighings", address="options:weighings", person="wies", start=WEIGHINGS),
    Here(
        name="weighing-memo", address="options:weighing", person="joris", start=WEIGHINGS, via=MEMO
    ),
    Here(
        name="weighing-open", address="options:weighing", person="wies", start=WEIGHINGS, via=OPEN
    ),
    Here(
        name="weighing-dissent-wrong",
        address="options:weighing",
        person="joris",
        start=WEIGHINGS,
        via=OPEN,
        steps=think_without_reason,
        status=422,
    ),
    Here(name="weighing-new", address="options:new", person="wies", start=f"{WEIGHINGS}nieuw/"),
    Here(
        name="weighing-new-wrong",
        address="options:new",
        person="wies",
        start=f"{WEIGHINGS}nieuw/",
        steps=type_and_send(title="", question="Wat ik typte"),
        status=422,
    ),
    Here(
        name="weighing-setup",
        address="options:setup",
        person="wies",
        start=WEIGHINGS,
        via=f"{DRAFT} > /inrichten/",
    ),
    Here(
        name="weighing-judgements",
        address="options:judgements",
        person="wies",
        start=WEIGHINGS,
        via=f"{DRAFT} > /oordelen/",
    ),
    Here(
        name="weighing-scores",
        address="options:scores",
        person="joris",
        start=WEIGHINGS,
        via=f"{OPEN} > /scores/",
    ),
    Here(
        name="weighing-advice",
        address="options:advice",
        person="wies",
        start=WEIGHINGS,
        via=f"{OPEN} > /advies/",
    ),
)
