"""Who may stand in a case, what an exploitation needs, steps of the ladder, the note."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from kmt.situation.rules.exploitation import (
    Known,
    NewSituation,
    as_kept,
    as_typed,
    geography,
    lightened,
    situation_problems,
)
from kmt.situation.rules.people import NewMember, member_problems, next_label
from kmt.situation.rules.status import (
    LADDER,
    NewNote,
    NewStatus,
    goes_down,
    note_problems,
    status_problems,
)

TODAY = date(2027, 3, 15)
ROLES, RELATIONS = frozenset({"child", "offender"}), frozenset({"family", "employer"})


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"role": ""}, {"role"}),
        ({"relation": "buurman"}, {"relation"}),
        ({"birth_year": 2020}, set()),
        ({"birth_year": 2028}, {"birth_year"}),
        ({"birth_year": 1900}, {"birth_year"}),
        ({"kin": "x" * 301}, {"kin"}),
        ({"role": "offender", "relation": "employer", "kin": "baas"}, set()),
        ({"role": "offender", "birth_year": 1990}, {"birth_year"}),
        ({"role": "offender", "note": "Woont in Almelo"}, {"note"}),
        ({"role": "offender", "person_id": uuid4()}, {"label"}),
    ],
)
def test_of_an_offender_nothing_is_kept_but_a_role_and_a_relation(
    changed: dict[str, object], fields: set[str]
) -> None:
    new = replace(NewMember(role="child"), **changed)  # type: ignore[arg-type]
    assert member_problems(new, ROLES, RELATIONS, TODAY).keys() == fields


def test_somebody_without_a_record_gets_the_next_number() -> None:
    assert next_label("kind", ()) == "kind 1"
    assert next_label("kind", ("kind 1", "kind 10", "dader 11", "K7M2P")) == "kind 11"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("2024", "2024"),
        ("03-2024", "2024-03"),
        ("3-2024", "2024-03"),
        ("14-03-2024", "2024-03-14"),
        (" 14-3-2024 ", "2024-03-14"),
        ("31-02-2024", None),
        ("13-2024", None),
        ("vorig jaar", None),
        ("0000", None),
    ],
)
def test_a_day_is_kept_as_far_as_it_is_known(typed: str, kept: str | None) -> None:
    assert as_kept(typed) == kept
    if kept:
        assert as_kept(as_typed(kept)) == kept


KNOWN = Known(
    forms=frozenset({"LAB", "SEX", "BEN", "UNK", "CRIM"}),
    sectors=frozenset({"sector_lab:car_wash", "sector_sex:escort"}),
    places=frozenset({"GM0164"}),
    countries=frozenset({"NL", "RO"}),
    lists={
        "recruitment": frozenset({"work"}),
        "means": frozenset({"debt_bondage"}),
        "vulnerabilities": frozenset({"minor"}),
        "acts": frozenset({"recruit"}),
        "law_means": frozenset({"force"}),
        "law_groups": frozenset({"under_18"}),
    },
)
WHOLE = NewSituation(forms=("LAB",))
SITUATIONS = {
    "a form is enough": ({}, None, set()),
    "no form": ({"forms": ()}, None, {"forms"}),
    "a form that is not there today": ({"forms": ("XYZ",)}, None, {"forms"}),
    "unknown stands alone": ({"forms": ("UNK", "LAB")}, None, {"forms"}),
    "a sector of the form": ({"sectors": ("sector_lab:car_wash",)}, None, set()),
    "a sector of another form": ({"sectors": ("sector_sex:escort",)}, None, {"sectors"}),
    "serious disadvantage has sectors of work": (
        {"forms": ("BEN",), "sectors": ("sector_lab:car_wash",)},
        None,
        set(),
    ),
    "a sector that is none": ({"sectors": ("sector_lab:moon",)}, None, {"sectors"}),
    "today may be": ({"started": "2027-03-15"}, None, set()),
    "tomorrow may not": ({"started": "2027-03-16"}, None, {"started"}),
    "this month may be": ({"started": "2027-03"}, None, set()),
    "next month may not": ({"started": "2027-04"}, None, {"started"}),
    "the end in the same year": ({"started": "2025-06", "ended": "2025"}, None, set()),
    "the end before the begin": ({"started": "2025", "ended": "2024-12"}, None, {"ended"}),
    "an end of what still goes on": ({"ended": "2025", "ongoing": "yes"}, None, {"ended"}),
    "a country that is none": ({"recruited_in": "XX"}, None, {"recruited_in"}),
    "abroad is not the Netherlands": ({"abroad": "NL"}, None, {"abroad"}),
    "a place that is none": ({"places": ("GM9999",)}, None, {"places"}),
    "a means that is none": ({"means": ("onzin",)}, None, {"means"}),
    "an override without a reason": ({"override": "domestic"}, None, {"override_reason"}),
    "an override that is what follows": ({"override": "unknown"}, None, set()),
    "an override with a reason": (
        {"override": "domestic", "override_reason": "Zij woonde hier"},
        None,
        set(),
    ),
    "the same forms need no reason": ({"forms": ("LAB",)}, ("LAB",), set()),
    "another form needs a reason": ({"forms": ("BEN",)}, ("LAB",), {"why"}),
    "another form with a reason": ({"forms": ("BEN",), "why": "Nieuw"}, ("LAB",), set()),
    "a form more needs a reason": ({"forms": ("LAB", "CRIM")}, ("LAB",), {"why"}),
}


@pytest.mark.parametrize(
    ("changed", "before", "fields"), SITUATIONS.values(), ids=SITUATIONS.keys()
)
def test_what_an_exploitation_needs(
    changed: dict[str, object], before: tuple[str, ...] | None, fields: set[str]
) -> None:
    new = replace(WHOLE, **changed)  # type: ignore[arg-type]
    assert situation_problems(new, before, KNOWN, TODAY).keys() == fields


@pytest.mark.parametrize(
    ("recruited", "places", "abroad", "found"),
    [
        ("NL", ("GM0164",), "", "domestic"),
        ("RO", ("GM0164",), "", "cross_border"),
        ("RO", ("GM0164",), "RO", "cross_border"),
        ("", ("GM0164",), "", "unknown"),
        ("RO", (), "RO", "unknown"),
        ("NL", (), "", "unknown"),
    ],
)
def test_domestic_or_cross_border_follows_from_the_places(
    recruited: str, places: tuple[str, ...], abroad: str, found: str
) -> None:
    new = replace(WHOLE, recruited_in=recruited, places=places, abroad=abroad)
    assert geography(new) == found


@pytest.mark.parametrize(
    ("before", "after", "lighter"),
    [
        (("LAB",), ("BEN",), True),
        (("BEN",), ("LAB",), False),
        (("LAB", "SEX"), ("LAB",), True),
        (("LAB",), ("SEX",), False),
        (("LAB",), ("LAB", "SEX"), False),
        (("UNK",), ("LAB",), False),
        (("LAB",), ("UNK",), True),
    ],
)
def test_exploitation_that_becomes_something_less_is_seen(
    before: tuple[str, ...], after: tuple[str, ...], lighter: bool
) -> None:
    assert lightened(before, after) is lighter


@pytest.mark.parametrize("before", [*LADDER, "not_victim", "unknown", ""])
@pytest.mark.parametrize("after", [*LADDER, "not_victim", "unknown"])
def test_every_step_is_possible_and_a_step_back_needs_a_reason(before: str, after: str) -> None:
    step = NewStatus(status=after, decider="police", decided_on=TODAY)
    known = frozenset({*LADDER, "not_victim", "unknown"})
    found = status_problems(step, before, known, frozenset({"police"}), TODAY)
    assert found.keys() == ({"reason"} if goes_down(before, after) else set())
    with_reason = replace(step, reason="Verzonnen reden")
    assert status_problems(with_reason, before, known, frozenset({"police"}), TODAY) == {}


@pytest.mark.parametrize(
    ("before", "after", "down"),
    [
        ("presumed", "possible", True),
        ("presumed", "plausible", False),
        ("established", "not_victim", True),
        ("signal_only", "unknown", True),
        ("unknown", "signal_only", False),
        ("", "not_victim", False),
    ],
)
def test_what_a_step_back_is(before: str, after: str, down: bool) -> None:
    assert goes_down(before, after) is down


def test_a_step_has_somebody_who_decided_on_a_day_that_was() -> None:
    step = NewStatus(status="possible", decider="", decided_on=date(2027, 3, 16))
    found = status_problems(step, "", frozenset({"possible"}), frozenset({"police"}), TODAY)
    assert found.keys() == {"decider", "decided_on"}


def test_a_note_says_which_offences_and_how_they_followed() -> None:
    assert note_problems(NewNote(facts=" ", link="")).keys() == {"facts", "link"}
    assert note_problems(NewNote(facts="Koeriersdienst", link="Onder dwang")) == {}
