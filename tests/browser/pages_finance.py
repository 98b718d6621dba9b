"""The pages of money: the budget, keys, scenarios."""

from tests.browser.ways import Here, type_and_send
from tests.browser.ways_outlook import (
    leave_stream_empty,
    read_good_file,
    read_wrong_file,
    write_actual_wrong,
)

#: Files to take along, and buttons that lead to another page.
MONEY_FILES = (
    "finance:contributions_csv",
    "finance:remove",
    "finance:renew",
    "finance:snapshot",
    "finance:template",
)
#: In the demo the budget 2027-2030 holds; its next version is a draft, and 2008-2026 is history.
DRAFT = "tr:has-text('concept') a[href^='/geld/']"
HISTORY = "tr:has-text('2008') a[href^='/geld/']"

BUDGET: tuple[Here, ...] = (
    Here(name="money", address="finance:overview", person="wies", start="/geld/"),
    Here(name="money-reader", address="finance:overview", person="joris", start="/geld/"),
    Here(
        name="money-history", address="finance:budget", person="joris", start="/geld/", via=HISTORY
    ),
    Here(
        name="money-year",
        address="finance:year",
        person="joris",
        start="/geld/",
        via="a[href$='/2029/']",
    ),
    Here(
        name="money-year-wrong",
        address="finance:year",
        person="wies",
        start="/geld/",
        via="a[href$='/2027/']",
        steps=write_actual_wrong,
        status=422,
    ),
    Here(name="money-rows", address="finance:rows", person="joris", start="/geld/", via="/regels/"),
    Here(
        name="money-rows-draft",
        address="finance:rows",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/",
    ),
    Here(
        name="money-contributions",
        address="finance:contributions",
        person="joris",
        start="/geld/",
        via="/bijdragen/",
    ),
    Here(
        name="money-contributions-gap",
        address="finance:contributions",
        person="joris",
        start="/geld/",
        via="/bijdragen/ > a[href$='jaar=2029'] > a[href$='tekort=ja']",
    ),
    Here(name="money-new", address="finance:new", person="wies", start="/geld/nieuw/"),
    Here(
        name="money-new-wrong",
        address="finance:new",
        person="wies",
        start="/geld/nieuw/",
        steps=type_and_send(title="Proef", first_year="2030", last_year="2027"),
        status=422,
    ),
    Here(
        name="money-stream",
        address="finance:stream",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > tr a[href*='/geldstroom/']",
    ),
    Here(
        name="money-stream-wrong",
        address="finance:stream_new",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > a[href$='/geldstroom/']",
        steps=leave_stream_empty,
        status=422,
    ),
    Here(
        name="money-cost",
        address="finance:cost",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > tr a[href*='/kosten/']",
    ),
    Here(
        name="money-cost-new",
        address="finance:cost_new",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > a[href$='/kosten/']",
    ),
    Here(
        name="money-rates",
        address="finance:rates",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > /indexcijfers/",
    ),
    Here(
        name="money-key",
        address="finance:key",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > /sleutel/",
    ),
    Here(
        name="money-count",
        address="finance:count",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > /sleutel/ > a[href$='/cases/']",
    ),
    Here(
        name="money-read-in",
        address="finance:read_in",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > /inlezen/",
        steps=read_good_file,
        changes=True,
    ),
    Here(
        name="money-read-in-wrong",
        address="finance:read_in",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /regels/ > /inlezen/",
        steps=read_wrong_file,
        status=422,
    ),
    Here(
        name="money-adopt",
        address="finance:adopt",
        person="wies",
        start="/geld/",
        via=f"{DRAFT} > /vaststellen/",
    ),
)
FINANCE: tuple[Here, ...] = (*BUDGET,)
