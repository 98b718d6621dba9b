"""The pages of a transition: conditions, tasks, risks, go or no go."""

from tests.browser.ways import Here, send_as_it_is

TRANSITION = "th a[href*='/overgang/']"

MOVING: tuple[Here, ...] = (
    Here(
        name="transitions",
        address="transition:transitions",
        person="joris",
        start="/overgang/",
    ),
    Here(
        name="transition",
        address="transition:transition",
        person="wies",
        start="/overgang/",
        via=TRANSITION,
    ),
    Here(
        name="transition-begin",
        address="transition:begin",
        person="wies",
        start="/overgang/nieuw/",
        steps=send_as_it_is,
        status=422,
    ),
    Here(
        name="transition-condition",
        address="transition:condition",
        person="joris",
        start="/overgang/",
        via=f"{TRANSITION} > /voorwaarden/",
    ),
    Here(
        name="transition-add-condition",
        address="transition:add_condition",
        person="wies",
        start="/overgang/",
        via=f"{TRANSITION} > /voorwaarde/",
    ),
    Here(
        name="transition-task",
        address="transition:task",
        person="wies",
        start="/overgang/",
        via=f"{TRANSITION} > /taken/",
    ),
    Here(
        name="transition-plan-task",
        address="transition:plan_task",
        person="wies",
        start="/overgang/",
        via=f"{TRANSITION} > /taak/",
        steps=send_as_it_is,
        status=422,
    ),
    Here(
        name="transition-risk",
        address="transition:risk",
        person="wies",
        start="/overgang/",
        via=f"{TRANSITION} > /risicos/",
    ),
    Here(
        name="transition-watch-risk",
        address="transition:watch_risk",
        person="wies",
        start="/overgang/",
        via=f"{TRANSITION} > /risico/",
    ),
    Here(
        name="transition-say",
        address="transition:say",
        person="wies",
        start="/overgang/",
        via=f"{TRANSITION} > /go/",
    ),
)
