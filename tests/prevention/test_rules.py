"""The rules of prevention as decision tables: a plan, a reach, lessons, an address on paper."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.prevention.rules import (
    How,
    Known,
    Measured,
    Step,
    entrance_address,
    lesson_problems,
    plan_problems,
    reach_problems,
    steps_of,
    total,
)
from tests.prevention.conftest import ENSCHEDE, HENGELO, estimated, lessons, measured, plan

TODAY = date(2026, 3, 2)
KNOWN = Known(
    kinds=frozenset({"lessons", "event"}),
    audiences=frozenset({"youth", "parents", "staff"}),
    forms=frozenset({"CRIM", "SEX"}),
    municipalities=frozenset({HENGELO, ENSCHEDE, "GM0141"}),
    owners=frozenset({"KMT"}),
    articles=frozenset({"signalen"}),
)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"forms": (), "municipalities": (), "material": ""}, set()),
        ({"planned": None, "actual": None}, set()),
        ({"actual": Decimal(0), "cost_source": "geen factuur ontvangen"}, set()),
        ({"title": "  "}, {"title"}),
        ({"title": "x" * 121}, {"title"}),
        ({"kind": "feest"}, {"kind"}),
        ({"goal": ""}, {"goal"}),
        ({"goal": "x" * 4001}, {"goal"}),
        ({"audiences": ()}, {"audiences"}),
        ({"audiences": ("youth", "aliens")}, {"audiences"}),
        ({"forms": ("XXX",)}, {"forms"}),
        ({"municipalities": ("GM9999",)}, {"municipalities"}),
        ({"owner": ""}, {"owner"}),
        ({"last_day": date(2026, 2, 1)}, {"last_day"}),
        ({"last_day": date(2026, 2, 2)}, set()),
        ({"planned": Decimal("-0.01")}, {"planned"}),
        ({"actual": Decimal("10.00")}, {"cost_source"}),
        ({"title": "", "owner": "NIEMAND"}, {"title", "owner"}),
    ],
)
def test_what_is_wrong_with_a_plan(changed, fields) -> None:
    assert set(plan_problems(plan(**changed), KNOWN)) == fields


@pytest.mark.parametrize(
    ("found", "fields"),
    [
        (measured(), set()),
        (measured(number=0), set()),
        (measured(municipality=""), set()),
        (estimated(), set()),
        (estimated(low=None, high=None), set()),
        (measured(base=" "), {"base"}),
        (measured(how=""), {"how"}),
        (measured(how="guessed"), {"how"}),
        (measured(audience="staff"), {"audience"}),
        (measured(municipality="GM0141"), {"municipality"}),
        (measured(on=date(2026, 2, 1)), {"on"}),
        (measured(on=date(2026, 3, 3)), {"on"}),
        (measured(on=TODAY), set()),
        (measured(number=-1), {"number"}),
        (measured(number=20_000_001), {"number"}),
        (measured(low=1, high=2), {"low"}),
        (estimated(low=None), {"low"}),
        (estimated(low=91), {"low"}),
        (estimated(high=89), {"low"}),
        (estimated(low=90, high=90), set()),
    ],
)
def test_what_is_wrong_with_a_reach(found, fields) -> None:
    assert set(reach_problems(found, plan(), KNOWN, TODAY)) == fields


def test_a_campaign_of_the_whole_region_reaches_every_municipality() -> None:
    whole = plan(municipalities=())
    assert reach_problems(measured(municipality="GM0141"), whole, KNOWN, TODAY) == {}
    assert reach_problems(measured(municipality="GM9999"), whole, KNOWN, TODAY)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"minutes": 40}, set()),
        ({"minutes": 39}, {"steps"}),
        ({"minutes": 0}, {"minutes", "steps"}),
        ({"minutes": 481}, {"minutes"}),
        ({"steps": ""}, {"steps"}),
        ({"title": ""}, {"title"}),
        ({"audience": "aliens"}, {"audience"}),
        ({"goal": ""}, {"goal"}),
        ({"articles": ("bestaat-niet",)}, {"articles"}),
        ({"forms": ("XXX",)}, {"forms"}),
    ],
)
def test_what_is_wrong_with_lessons(changed, fields) -> None:
    assert set(lesson_problems(lessons(**changed), KNOWN)) == fields


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("10 Afspraken", Step(minutes=10, words="Afspraken")),
        ("10 min: Afspraken", Step(minutes=10, words="Afspraken")),
        ("5 minuten Afspraken", Step(minutes=5, words="Afspraken")),
        ("Afspraken", Step(words="Afspraken")),
        ("112 bellen: wanneer?", Step(minutes=112, words="bellen: wanneer?")),
        ("  - Afsluiten ", Step(words="- Afsluiten")),
        ("1000 dingen", Step(words="1000 dingen")),
    ],
)
def test_a_step_begins_with_its_minutes_if_it_has_any(line, step) -> None:
    assert steps_of(f"\n{line}\n\n") == (step,)


@pytest.mark.parametrize(
    ("hosts", "website", "address"),
    [
        (["meld.example.org", "127.0.0.1"], "https://site.example", "https://meld.example.org/pl/"),
        (["localhost", "meld.example.org"], "", "https://meld.example.org/pl/"),
        (["localhost", "127.0.0.1"], "https://site.example", "https://site.example"),
        (["*"], "https://site.example", "https://site.example"),
        ([".example.org"], "https://site.example", "https://site.example"),
        (["[::1]", "::1", ""], "", ""),
        ([], "", ""),
    ],
)
def test_the_address_on_paper_is_one_that_leads_somewhere(hosts, website, address) -> None:
    assert entrance_address(hosts, website, "/pl/") == address


numbers = st.integers(min_value=0, max_value=5000)
reaches = st.lists(
    st.one_of(
        st.builds(lambda n: measured(number=n), numbers),
        st.builds(lambda n: estimated(number=n, low=None, high=None), numbers),
        st.builds(
            lambda n, less, more: estimated(number=n, low=max(0, n - less), high=n + more),
            *(numbers, numbers, numbers),
        ),
    )
)


@settings(deadline=None)
@given(reaches, reaches)
def test_together_they_are_what_they_are_apart(
    first: list[Measured], second: list[Measured]
) -> None:
    one, other, both = total(first), total(second), total(first + second)
    assert both.counted == one.counted + other.counted
    assert (both.low, both.high) == (one.low + other.low, one.high + other.high)
    assert both.low <= both.high
    assert both.sure == (one.sure and other.sure)


@settings(deadline=None)
@given(reaches)
def test_what_was_counted_never_becomes_an_estimate(found: list[Measured]) -> None:
    counted = [one for one in found if one.how == How.COUNTED]
    assert total(found).counted == sum(one.number for one in counted)
    assert total(counted).high == 0
