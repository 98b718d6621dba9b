"""Six weeks to decide on a report: the list warns, then a person decides whether it goes."""

from datetime import timedelta

import pytest
from django.conf import settings

from kmt.intake import queries
from kmt.intake.rules import ROUTE_WARNING, RouteClock
from kmt.intake.wording import route
from kmt.kernel import clock
from kmt.project.keeping import night_watch
from kmt.retention.actions import decide, run_nightly
from kmt.retention.queries import overview
from kmt.retention.rules.deciding import STILL_NEEDED, Verdict
from kmt.retention.states import Choice


def _waiting(actor):
    """What waits for a person to decide, of reports."""
    return overview(actor).to_decide


def after(days: int):
    """The clock so many days after now."""
    return clock.frozen(clock.now() + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "left", "near", "over"),
    [
        (0, 42, False, False),
        (34, 8, False, False),
        (35, 7, True, False),
        (41, 1, True, False),
        (42, 0, True, False),
        (43, -1, False, True),
    ],
)
def test_the_clock_of_a_report_warns_from_a_week_before(tell, desk, days, left, near, over) -> None:
    tell()
    with after(days):
        (line,) = queries.worklist(desk).lines
    assert (line.route.days_left, line.route.near, line.route.over) == (left, near, over)


def test_a_report_with_a_decision_has_no_such_clock(tell, weigh, desk) -> None:
    id_ = tell()
    weigh(id_, outcome="advice")
    assert queries.report_detail(desk, id_).route is None


def test_what_is_over_its_term_stands_on_top_below_what_is_acute(tell, weigh, desk) -> None:
    with clock.frozen(clock.now() - timedelta(days=43)):
        old = tell("oud")
    fresh, acute = tell("nieuw"), tell("acuut")
    weigh(acute, outcome="undecided", urgency="U1", urgency_reason="nu")
    assert [one.id for one in queries.worklist(desk).lines] == [acute, old, fresh]


def test_the_words_say_how_long_is_left() -> None:
    def said(left: int) -> str:
        today = clock.today()
        return route(RouteClock(last_day=today + timedelta(days=left), today=today))

    assert ROUTE_WARNING == 7
    assert [said(left) for left in (5, 1, 0, -1, -3)] == [
        "nog 5 dagen om te besluiten",
        "nog 1 dag om te besluiten",
        "besluit vandaag: de zes weken zijn om",
        "1 dag over de zes weken",
        "3 dagen over de zes weken",
    ]


@pytest.mark.parametrize(("days", "waits"), [(41, False), (42, False), (43, True)])
def test_the_night_proposes_and_destroys_nothing_by_itself(
    tell, privacy_officer, desk, days, waits
) -> None:
    id_ = tell()
    with after(days):
        run_nightly(by=night_watch(), wait=0)
        found = _waiting(privacy_officer)
        assert bool(found) is waits
        run_nightly(by=night_watch(), wait=0)
        assert queries.report_detail(desk, id_).state == "new"


def test_a_person_may_let_it_stay_and_then_it_can_still_go(tell, desk, privacy_officer) -> None:
    del desk
    tell()
    with after(43):
        run_nightly(by=night_watch(), wait=settings.KMT_RETENTION_WAIT)
        (found,) = _waiting(privacy_officer)
        until = clock.today() + timedelta(days=20)
        decide(
            by=privacy_officer,
            proposal_id=found.id,
            verdict=Verdict(choice=Choice.KEEP, reason=STILL_NEEDED, until=until),
        )
        assert run_nightly(by=night_watch(), wait=0)["propose"] == 0
