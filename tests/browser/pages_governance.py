"""The pages of governance: meetings, decisions, the policy frame, options, the transition."""

from tests.browser.ways import Here, type_and_send
from tests.browser.ways_outlook import (
    change_a_goal_to_nothing,
    put_result_without_unit,
    send_do,
)

MEETINGS = "/bestuur/vergaderingen/"
#: The meetings of the demo: the first whose minutes were adopted, and one whose are a draft.
ADOPTED = "tr:has-text('vastgesteld') a[href*='/vergaderingen/']"
DRAFTED = "tr:has-text('conceptverslag') a[href*='/vergaderingen/']"
#: The meeting that is to come: a paper as a file stands with one of its items.
COMING = "#coming a[href*='/vergaderingen/']"
THIRD = "li:has-text('derde versie') a[href^='/beleid/']"

GROUP: tuple[Here, ...] = (
    Here(name="governance", address="governance:home", person="joris", start="/bestuur/"),
    Here(name="governance-adviser", address="governance:home", person="wies", start="/bestuur/"),
    Here(
        name="governance-body",
        address="governance:body",
        person="joris",
        start="/bestuur/gremia/werkgroep/",
    ),
    Here(
        name="governance-body-wrong",
        address="governance:body",
        person="wies",
        start="/bestuur/gremia/werkgroep/",
        steps=send_do("seat", function=""),
        status=422,
    ),
    Here(
        name="governance-body-new",
        address="governance:body_new",
        person="wies",
        start="/bestuur/gremia/nieuw/",
        steps=type_and_send(title="Stuurgroep", code="Met spaties en Hoofdletters"),
        status=422,
    ),
    Here(
        name="governance-body-change",
        address="governance:body_change",
        person="wies",
        start="/bestuur/gremia/werkgroep/wijzigen/",
    ),
    Here(name="governance-meetings", address="governance:meetings", person="joris", start=MEETINGS),
    Here(
        name="governance-meeting",
        address="governance:meeting",
        person="joris",
        start=MEETINGS,
        via=ADOPTED,
    ),
    Here(
        name="governance-meeting-wrong",
        address="governance:meeting",
        person="wies",
        start=MEETINGS,
        via=DRAFTED,
        steps=send_do("item", title="", link="geen link"),
        status=422,
    ),
    Here(
        name="governance-papers",
        address="governance:meeting",
        person="joris",
        start=MEETINGS,
        via=COMING,
    ),
    Here(
        name="governance-papers-wrong",
        address="governance:meeting",
        person="wies",
        start=MEETINGS,
        via=COMING,
        steps=send_do("away"),
        status=422,
    ),
    Here(
        name="governance-actions",
        address="governance:actions",
        person="joris",
        start="/bestuur/acties/",
    ),
    Here(
        name="governance-actions-wrong",
        address="governance:actions",
        person="wies",
        start="/bestuur/acties/",
        steps=send_do("agree", what=""),
        status=422,
    ),
    Here(
        name="governance-questions",
        address="governance:questions",
        person="wies",
        start="/bestuur/vragen/",
    ),
    Here(
        name="governance-question",
        address="governance:question",
        person="joris",
        start="/bestuur/vragen/",
        via="tr:has-text('sector') a[href*='/vragen/']",
    ),
    Here(
        name="governance-question-wrong",
        address="governance:question",
        person="wies",
        start="/bestuur/vragen/",
        via="tr:has-text('oogopslag') a[href*='/vragen/']",
        steps=send_do("sum_up", text=""),
        status=422,
    ),
    Here(
        name="governance-decisions",
        address="governance:decisions",
        person="joris",
        start="/bestuur/besluiten/",
    ),
    Here(
        name="governance-decisions-none",
        address="governance:decisions",
        person="joris",
        start="/bestuur/besluiten/?woorden=walvis",
    ),
    Here(
        name="governance-decision",
        address="governance:decision",
        person="joris",
        start="/bestuur/besluiten/?jaar=2008",
        via="#found a[href*='/besluiten/']",
    ),
    Here(
        name="governance-decision-new",
        address="governance:decision_new",
        person="wies",
        start="/bestuur/besluiten/vastleggen/",
        steps=type_and_send(title="Proef", question="Mag dit?", on="2099-01-01"),
        status=422,
    ),
    Here(
        name="governance-correct",
        address="governance:correct",
        person="wies",
        start="/bestuur/besluiten/?jaar=2016",
        via="#found a[href*='/besluiten/'] > /corrigeren/",
    ),
)
POLICY: tuple[Here, ...] = (
    Here(name="policy", address="policy_frame:current", person="joris", start="/beleid/"),
    Here(
        name="policy-first",
        address="policy_frame:version",
        person="wies",
        start="/beleid/",
        via="#versions li:last-child a[href^='/beleid/']",
    ),
    Here(
        name="policy-wrong",
        address="policy_frame:version",
        person="wies",
        start="/beleid/",
        steps=send_do("evaluate", found=""),
        status=422,
    ),
    Here(
        name="policy-compare",
        address="policy_frame:compare",
        person="joris",
        start="/beleid/",
        via="#versions li:nth-last-child(2) a[href$='/vergelijken/']",
    ),
    Here(
        name="policy-result",
        address="policy_frame:result",
        person="wies",
        start="/beleid/",
        via="tr:has-text('controles') a[href*='/resultaat/']",
    ),
    Here(name="policy-new", address="policy_frame:new", person="wies", start="/beleid/nieuw/"),
    Here(
        name="policy-write",
        address="policy_frame:write",
        person="wies",
        start="/beleid/",
        via=f"{THIRD} > /schrijven/",
    ),
    Here(
        name="policy-part",
        address="policy_frame:part",
        person="wies",
        start="/beleid/",
        via=f"{THIRD} > /schrijven/",
        steps=put_result_without_unit,
        status=422,
    ),
    Here(
        name="policy-part-wrong",
        address="policy_frame:part",
        person="wies",
        start="/beleid/",
        via=f"{THIRD} > /schrijven/",
        steps=change_a_goal_to_nothing,
        status=422,
    ),
    Here(
        name="policy-adopt",
        address="policy_frame:adopt",
        person="wies",
        start="/beleid/",
        via=f"{THIRD} > /vaststellen/",
        steps=type_and_send(grounds=""),
        status=422,
    ),
)

GOVERNANCE: tuple[Here, ...] = (*GROUP, *POLICY)
