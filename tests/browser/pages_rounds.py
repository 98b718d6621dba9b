"""The pages of the yearly round, of who answers for what, and of the council factsheets."""

from tests.browser.ways import Here, type_and_send
from tests.browser.ways_outlook import name_deputy_in_the_future

ROUND = "/gemeenten/ronden/"
RUNNING = ".actions a[href^='/gemeenten/ronden/']"

#: The yearly round, and who in a municipality answers for what.
ROUNDS = (
    Here(name="rounds", address="rounds:rounds", person="wies", start=ROUND),
    Here(name="rounds-own", address="rounds:rounds", person="hanna", start=ROUND),
    Here(name="rounds-new", address="rounds:new", person="wies", start=f"{ROUND}nieuw/"),
    Here(
        name="rounds-new-wrong",
        address="rounds:new",
        person="wies",
        start=f"{ROUND}nieuw/",
        steps=type_and_send(year="1999"),
        status=422,
    ),
    Here(name="round", address="rounds:round", person="wies", start=ROUND, via=RUNNING),
    Here(
        name="round-frozen",
        address="rounds:round",
        person="wies",
        start=ROUND,
        via="tbody tr:last-child a[href]",
    ),
    Here(name="round-answer", address="rounds:answer", person="hanna", start=ROUND, via=RUNNING),
    Here(
        name="round-answer-frozen",
        address="rounds:answer",
        person="hanna",
        start=ROUND,
        via="tbody tr:last-child a[href] > /GM0164/",
    ),
    Here(name="municipal-roles", address="rounds:roles", person="wies", start="/gemeenten/rollen/"),
    Here(
        name="municipal-roles-total",
        address="rounds:roles",
        person="joris",
        start="/gemeenten/rollen/",
    ),
    Here(
        name="municipal-roles-own",
        address="rounds:municipality",
        person="hanna",
        start="/gemeenten/rollen/GM0164/",
    ),
    Here(
        name="municipal-roles-wrong",
        address="rounds:municipality",
        person="hanna",
        start="/gemeenten/rollen/GM0164/",
        steps=name_deputy_in_the_future,
        status=422,
    ),
)

#: The council factsheets.
FACTSHEETS = (
    Here(name="sheets", address="factsheets:sheets", person="wies", start="/gemeenten/factsheets/"),
    Here(
        name="sheet-own",
        address="factsheets:sheet",
        person="hanna",
        start="/gemeenten/factsheets/GM0164/",
    ),
    Here(
        name="sheet-region",
        address="factsheets:sheet",
        person="joris",
        start="/gemeenten/factsheets/",
        via="/gemeenten/factsheets/VR",
    ),
)
