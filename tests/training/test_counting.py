"""The share that is trained: people once, per municipality and department, with its base."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted
from kmt.training import actions, queries
from kmt.training.actions import destroy_session
from kmt.training.queries import TrainedShare, trained_shares
from kmt.training.retained import holdings, id_of_label, label_of
from kmt.training.writing import Who
from tests.training.conftest import AFTER, ENSCHEDE, HENGELO, offer, planned


def _session(adviser, *people: Who, **changed):
    training = actions.offer_training(by=adviser, offer=offer())
    plan = planned(places=20, **changed)
    session_id = actions.plan_session(by=adviser, training_id=training, planned=plan)
    for who in people:
        actions.register_other(by=adviser, session_id=session_id, who=who)
    with clock.frozen(plan.starts_at + timedelta(hours=4)):
        there = [one.id for one in queries.participants(adviser, session_id)]
        actions.mark_attendance(by=adviser, session_id=session_id, came=there)
    return session_id


def _who(name: str, municipality: str = HENGELO, department: str = "youth") -> Who:
    return Who(name=name, municipality=municipality, department=department)


def _share(
    trained: int, staff: int | None, municipality: str = HENGELO, department: str = "youth"
) -> TrainedShare:
    return TrainedShare(
        municipality=municipality, department=department, trained=trained, staff=staff, year=2026
    )


def test_somebody_counts_once_however_often_they_came(adviser, focal_point_hengelo) -> None:
    _session(adviser, _who("Ida"), _who("Jan"), _who("Els", ENSCHEDE, "safety"))
    _session(adviser, _who("Ida"), _who("Bo", "", "partner"))
    actions.put_staff(
        by=focal_point_hengelo,
        municipality=HENGELO,
        department="youth",
        year=2026,
        staff=12,
        source="P&O, 1-1-2026",
    )
    assert trained_shares(adviser, year=2026) == (
        _share(1, None, ENSCHEDE, "safety"),
        _share(2, 12),
    )
    assert trained_shares(adviser, year=2025) == ()


def test_who_came_and_how_many_work_there_are_one_question(
    adviser, django_assert_num_queries
) -> None:
    _session(adviser, _who("Ida"))
    with django_assert_num_queries(1):
        assert trained_shares(adviser, year=2026) == (_share(1, None),)


def test_each_knows_the_counts_of_their_own_world(
    adviser, focal_point_hengelo, focal_point_enschede, desk
) -> None:
    _session(adviser, _who("Ida"), _who("Els", ENSCHEDE))
    assert trained_shares(focal_point_hengelo, year=2026) == (_share(1, None),)
    assert trained_shares(focal_point_enschede, year=2026) == (_share(1, None, ENSCHEDE),)
    with pytest.raises(NotPermitted):
        trained_shares(desk, year=2026)


def test_a_year_is_a_dutch_year(adviser) -> None:
    last = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
    _session(adviser, _who("Ida"), starts_at=last, closes_on=date(2026, 12, 31))
    _session(
        adviser, _who("Jan"), starts_at=last + timedelta(minutes=1), closes_on=date(2027, 1, 1)
    )
    assert [one.trained for one in trained_shares(adviser, year=2026)] == [1]
    assert [one.trained for one in trained_shares(adviser, year=2027)] == [1]


def test_a_focal_point_types_the_number_of_their_own_municipality(
    focal_point_hengelo, adviser, member
) -> None:
    number = {"department": "youth", "year": 2026, "staff": 5, "source": "P&O"}
    with pytest.raises(NotFound):
        actions.put_staff(by=focal_point_hengelo, municipality=ENSCHEDE, **number)
    with pytest.raises(NotPermitted):
        actions.put_staff(by=member, municipality=HENGELO, **number)
    with pytest.raises(Invalid):
        actions.put_staff(by=adviser, municipality=HENGELO, **{**number, "department": "partner"})
    actions.put_staff(by=adviser, municipality=ENSCHEDE, **number)
    actions.put_staff(by=adviser, municipality=ENSCHEDE, **{**number, "staff": 6})
    (line,) = queries.staff_lines(adviser, year=2026)
    assert (line.municipality, line.staff, line.source) == (ENSCHEDE, 6, "P&O")


def test_a_session_goes_after_its_term_with_who_came(adviser) -> None:
    from kmt.project.keeping import night_watch

    session_id, night = _session(adviser, _who("Ida")), night_watch()
    with clock.frozen(AFTER):
        (held,) = holdings(night)
    assert (held.kept.kind, held.label, held.compartment) == (
        "training_record",
        label_of(session_id),
        "R0",
    )
    assert id_of_label(night, held.label) == session_id
    assert destroy_session(by=night, object_id=session_id) == 2
    assert destroy_session(by=night, object_id=session_id) == 0
    assert trained_shares(adviser, year=2026) == ()
    with pytest.raises(NotPermitted):
        list(holdings(adviser))
