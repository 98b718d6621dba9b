"""The pages of the obligations of municipalities, for the table of :mod:`.pages`."""

from tests.browser.ways import Here, open_details
from tests.browser.ways_outlook import (
    add_empty_obligation,
    add_refused_paper,
    ask_back_without_reason,
    say_met_without_evidence,
)

#: What is pressed on a page of the mandate, and the file that one gives.
MANDATE_WITHOUT_PAGE = ("mandate:sharing", "attachments:paper")

MANDATE: tuple[Here, ...] = (
    Here(name="mandate-region", address="mandate:region", person="wies", start="/gemeenten/"),
    Here(name="mandate-region-own", address="mandate:region", person="hanna", start="/gemeenten/"),
    Here(
        name="mandate-region-member", address="mandate:region", person="joris", start="/gemeenten/"
    ),
    Here(
        name="mandate-years", address="mandate:progress", person="wies", start="/gemeenten/verloop/"
    ),
    Here(
        name="mandate-quarter",
        address="mandate:quarter",
        person="wies",
        start="/gemeenten/kwartaal/",
    ),
    Here(
        name="mandate-compare",
        address="mandate:compare",
        person="wies",
        start="/gemeenten/vergelijken/",
    ),
    Here(
        name="mandate-hengelo",
        address="mandate:municipality",
        person="hanna",
        start="/gemeenten/GM0164/",
    ),
    Here(
        name="mandate-shared",
        address="mandate:municipality",
        person="joris",
        start="/gemeenten/GM0153/",
    ),
    Here(
        name="mandate-item",
        address="mandate:item",
        person="hanna",
        start="/gemeenten/GM0164/C08/",
        steps=open_details,
    ),
    Here(
        name="mandate-item-wrong",
        address="mandate:item",
        person="hanna",
        start="/gemeenten/GM0164/",
        steps=say_met_without_evidence,
        status=422,
    ),
    Here(
        name="mandate-item-paper-wrong",
        address="mandate:item",
        person="hanna",
        start="/gemeenten/GM0164/C08/",
        steps=add_refused_paper,
        status=422,
    ),
    Here(
        name="mandate-item-review",
        address="mandate:item",
        person="wies",
        start="/gemeenten/GM0164/C03/",
    ),
    Here(
        name="mandate-item-review-wrong",
        address="mandate:item",
        person="wies",
        start="/gemeenten/GM0164/C03/",
        steps=ask_back_without_reason,
        status=409,
    ),
    Here(
        name="mandate-obligations",
        address="mandate:obligations",
        person="wies",
        start="/gemeenten/opgaven/",
    ),
    Here(
        name="mandate-obligation",
        address="mandate:obligation",
        person="wies",
        start="/gemeenten/opgaven/C01/",
        steps=open_details,
    ),
    Here(
        name="mandate-new",
        address="mandate:new_obligation",
        person="wies",
        start="/gemeenten/opgaven/nieuw/",
    ),
    Here(
        name="mandate-new-wrong",
        address="mandate:new_obligation",
        person="wies",
        start="/gemeenten/opgaven/nieuw/",
        steps=add_empty_obligation,
        status=422,
    ),
)
