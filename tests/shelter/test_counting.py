"""The gaps in shelter as counts: what is counted, what is hidden, and for whom."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.shelter import actions, queries
from kmt.shelter.counting import CountedRefusal, CountedRequest, gaps_of
from tests.care.conftest import ENSCHEDE
from tests.shelter.conftest import answered, asked, wanted

LogIn = Callable[[str], Client]
DAYS = (date(2026, 1, 1), date(2026, 12, 31))
ORDER = (("cosm", "omm", "coa"), ("full", "safety"), ("addiction", "pet"))


def asked_for(kind: str = "cosm", *, days: int | None = None, end: str = "") -> CountedRequest:
    """A request of 3 November; placed after so many days, ended, or open."""
    stand = "placed" if days is not None else "ended" if end else "open"
    return CountedRequest(
        kind=kind,
        stand=stand,
        end=end,
        needed_by=date(2026, 11, 10),
        asked_on=date(2026, 11, 3),
        first_day=None if days is None else date(2026, 11, 3 + days),
    )


def refusals(count: int, kind: str, reason: str, *contra: str) -> list[CountedRefusal]:
    return [CountedRefusal(kind=kind, reason=reason, contra=contra)] * count


def test_what_is_counted_per_kind_reason_and_contra_indication() -> None:
    requests = [
        *[asked_for(days=day) for day in (0, 1, 2, 9, 9, 9)],
        *[asked_for(end="not_found")] * 5,
        *[asked_for("omm", end="withdrawn")] * 3,
        *[asked_for("omm")] * 7,
    ]
    refused = [
        *refusals(11, "cosm", "full"),
        *refusals(4, "omm", "full"),
        *refusals(6, "omm", "safety", "addiction"),
    ]
    found = gaps_of(
        requests,
        ["cosm"] * 20 + ["omm"] * 12,
        refused,
        period=DAYS,
        today=date(2026, 11, 26),
        order=ORDER,
    )
    cosm, omm = found.kinds
    assert (cosm.kind, cosm.requests, cosm.asked, cosm.refused) == ("cosm", 10, 20, 10)
    assert (cosm.placed, cosm.unmet, cosm.days, cosm.days_of) == (5, 5, 6, 5)
    assert (omm.kind, omm.requests, omm.asked, omm.refused) == ("omm", 10, 10, 10)
    assert (omm.placed, omm.unmet, omm.days, omm.days_of) == (None, 5, None, None)
    assert (found.total.requests, found.total.asked, found.total.unmet) == (20, 30, 10)
    assert [(one.reason, one.total, one.per_kind) for one in found.reasons] == [
        ("full", 15, (10, None)),
        ("safety", 5, (None, 5)),
    ]
    assert found.contra == (("addiction", 5), ("pet", None))


def test_no_number_that_leaves_is_exact_or_small() -> None:
    for count in range(30):
        found = gaps_of(
            [asked_for()] * count, [], [], period=DAYS, today=DAYS[1], order=ORDER
        ).total
        assert found.requests is None or (found.requests >= 5 and found.requests % 5 == 0)
        assert (found.requests is None) is (count < 5)


@pytest.fixture
def five_refused(case_id: UUID, coordinator: Actor) -> None:
    """Five requests that Hengelo pays, each refused once because it was full."""
    for _ in range(5):
        request = actions.request_shelter(by=coordinator, case_id=case_id, wanted=wanted())
        ask = actions.ask_organisation(
            by=coordinator, case_id=case_id, request_id=request, asked=asked()
        )
        actions.note_answer(by=coordinator, case_id=case_id, ask_id=ask, answered=answered())


def this_year(actor: Actor):
    year = clock.today().year
    return queries.gaps(actor, date(year, 1, 1), date(year, 12, 31))


def test_rows_are_counted_in_the_world_of_who_looks(
    five_refused: None,
    team_lead: Actor,
    focal_point_hengelo: Actor,
    focal_point_enschede: Actor,
    coordinator: Actor,
) -> None:
    for actor in (team_lead, focal_point_hengelo):
        found = this_year(actor)
        assert (found.total.requests, found.total.refused) == (5, 5)
        assert {one.reason: one.total for one in found.reasons}["full"] == 5
    assert this_year(focal_point_enschede).total.requests is None
    with pytest.raises(NotPermitted):
        this_year(coordinator)


def test_another_payer_is_counted_there(
    case_id: UUID, coordinator: Actor, focal_point_enschede: Actor
) -> None:
    other = wanted(payer=ENSCHEDE, why_other="Afgesproken.")
    for _ in range(5):
        actions.request_shelter(by=coordinator, case_id=case_id, wanted=other)
    assert this_year(focal_point_enschede).total.requests == 5


def test_the_year_before_is_not_counted(five_refused: None, team_lead: Actor) -> None:
    year = clock.today().year - 1
    found = queries.gaps(team_lead, date(year, 1, 1), date(year, 12, 31))
    assert (found.total.requests, found.kinds) == (None, ())
    assert queries.years_counted(team_lead) == (year + 1,)


def test_the_page_holds_counts_and_says_what_they_mean(
    log_in: LogIn, five_refused: None, django_assert_max_num_queries
) -> None:
    tess = log_in("team_lead")
    tess.get(reverse("shelter:gaps"))
    with django_assert_max_num_queries(12):
        text = tess.get(reverse("shelter:gaps"), {"jaar": "onzin"}).content.decode()
    assert "afgerond op vijf" in text
    assert "Onvervuld: een aanvraag die eindigde" in text
    assert "vrouwenopvang" in text
    for word in ("Kanarie", "Kadera", "Verzonnen"):
        assert word not in text
