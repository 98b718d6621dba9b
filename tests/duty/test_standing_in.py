"""While a colleague is away: who stands in, what that opens and for how long, and coming back."""

from datetime import UTC, datetime, timedelta

import pytest

from kmt.access.models import Involvement
from kmt.access.queries import involved_people
from kmt.access.rows import gate_open
from kmt.access.rules import Capacity, EndReason
from kmt.audit.models import AuditEvent
from kmt.care.actions import end_in_case, involve_in_case, shield_case
from kmt.care.queries import case, case_head, sees
from kmt.duty import actions, queries
from kmt.duty.models import Absence
from kmt.duty.rounds import round_actor, stand_in_round
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotPermitted
from tests.duty.conftest import ADVICE, CASE, in_days

START = datetime(2026, 3, 25, 9, 0, tzinfo=UTC)


def away(by, account=None, *, first=0, last=3, **stand_ins):
    """An absence from today on, with who stands in."""
    return actions.enter_absence(
        by=by,
        account=(account or by).id,
        first_day=in_days(first),
        last_day=in_days(last),
        stand_ins={kind: [one.id for one in some] for kind, some in stand_ins.items()},
    )


def rows_of(case_id, account) -> list[Involvement]:
    with gate_open(account):
        return list(Involvement.objects.filter(object_id=case_id, account=account.id))


def test_who_stands_in_opens_the_cases_as_a_stand_in_from_the_first_day_on(
    coordinator, colleague, make_case
) -> None:
    one = make_case()
    assert not sees(colleague, one)
    away(coordinator, care_case=[colleague])
    assert case(colleague, one).id == one
    (row,) = rows_of(one, colleague)
    assert row.capacity == Capacity.STAND_IN
    lines = AuditEvent.objects.filter(object_type=CASE, object_id=str(one), action="create")
    assert lines.filter(reason_text="stand_in").count() == 1


@pytest.mark.parametrize(
    ("until", "last_moment"),
    [
        (3, "2026-03-28T22:59:59"),  # winter time
        (4, "2026-03-29T21:59:59"),  # the clock went forward that night
    ],
)
def test_standing_in_ends_by_itself_at_dutch_midnight(
    coordinator, colleague, make_case, until, last_moment
) -> None:
    last = datetime.fromisoformat(last_moment).replace(tzinfo=UTC)
    with clock.frozen(START):
        one = make_case()
        away(coordinator, last=until, care_case=[colleague])
        assert sees(colleague, one)
    with clock.frozen(last):
        assert sees(colleague, one)
        assert queries.stands_in_for(colleague, CASE) == {coordinator.id}
    with clock.frozen(last + timedelta(seconds=1)):
        assert not sees(colleague, one), "no round ran"
        assert queries.stands_in_for(colleague, CASE) == frozenset()
        with pytest.raises(NotPermitted):
            case(colleague, one)


def test_the_end_is_written_down_by_the_round_at_the_moment_that_it_was(
    coordinator, colleague, make_case
) -> None:
    with clock.frozen(START):
        one = make_case()
        away(coordinator, last=1, care_case=[colleague])
    with clock.frozen(START + timedelta(days=4)):
        assert stand_in_round(by=round_actor()) == (0, 1)
        assert stand_in_round(by=round_actor()) == (0, 0)
        (row,) = rows_of(one, colleague)
        assert (row.end_reason, row.until) == (EndReason.ABSENCE_OVER, row.lapses_at)
        line = next(
            line
            for line in involved_people(coordinator, case_head(coordinator, one).file)
            if line.account == colleague.id
        )
        assert line.until == datetime(2026, 3, 26, 23, 0, tzinfo=UTC)


def test_an_absence_of_next_week_opens_nothing_today_and_all_on_its_first_day(
    coordinator, colleague, make_case
) -> None:
    with clock.frozen(START):
        one = make_case()
        away(coordinator, first=7, last=9, care_case=[colleague])
        assert not sees(colleague, one)
        assert stand_in_round(by=round_actor()) == (0, 0)
    with clock.frozen(START + timedelta(days=7)):
        later = make_case()
        assert stand_in_round(by=round_actor()) == (2, 0)
        assert stand_in_round(by=round_actor()) == (0, 0), "what is open stays as it is"
        assert sees(colleague, one)
        assert sees(colleague, later)


def test_coming_back_early_closes_at_once(coordinator, colleague, make_case) -> None:
    with clock.frozen(START):
        one = make_case()
        absence = away(coordinator, last=20, care_case=[colleague])
    with clock.frozen(START + timedelta(days=2)):
        actions.end_absence(by=coordinator, absence_id=absence)
        assert not sees(colleague, one)
        (line,) = queries.absences(coordinator, all_of_them=True)
        assert line.days.last == in_days(-1)
        assert not line.now


def test_an_absence_that_begins_today_or_later_goes_altogether(coordinator, colleague) -> None:
    for first in (0, 5):
        absence = away(coordinator, first=first, last=first + 1, care_case=[colleague])
        actions.end_absence(by=coordinator, absence_id=absence)
    assert queries.absences(coordinator, all_of_them=True) == ()


def test_who_was_involved_before_stays_so_afterwards(coordinator, colleague, make_case) -> None:
    one = make_case()
    involve_in_case(by=coordinator, case_id=one, colleague=colleague.id, capacity=Capacity.ADVISER)
    absence = away(coordinator, care_case=[colleague])
    (row,) = rows_of(one, colleague)
    assert (row.capacity, row.lapses_at) == (Capacity.ADVISER, None)
    actions.end_absence(by=coordinator, absence_id=absence)
    assert sees(colleague, one)


def test_a_shielded_case_stays_closed_to_who_stands_in(
    coordinator, colleague, team_lead, make_case
) -> None:
    fine, shielded = make_case(), make_case()
    shield_case(by=team_lead, case_id=shielded, shielded=True)
    away(team_lead, coordinator, care_case=[colleague])
    stand_in_round(by=round_actor())
    assert sees(colleague, fine)
    assert not sees(colleague, shielded)
    (cover,) = queries.covering(colleague)
    assert {one.work.id: bool(one.url) for one in cover.lines} == {fine: True, shielded: False}


def test_who_was_taken_off_for_an_interest_that_clashes_is_not_let_in(
    coordinator, colleague, team_lead, make_case
) -> None:
    one = make_case()
    involve_in_case(by=coordinator, case_id=one, colleague=colleague.id, capacity=Capacity.ADVISER)
    reason = EndReason.CONFLICT_OF_INTEREST
    end_in_case(by=coordinator, case_id=one, colleague=colleague.id, reason=reason)
    away(team_lead, coordinator, care_case=[colleague])
    stand_in_round(by=round_actor())
    assert not sees(colleague, one)


def test_who_may_not_work_any_more_is_not_let_in_by_the_round(
    coordinator, colleague, make_case, accounts, caplog
) -> None:
    one = make_case()
    away(coordinator, first=1, last=3, care_case=[colleague])
    account = accounts["colleague"]
    account.training_valid_until = in_days(0)
    account.save()
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert stand_in_round(by=round_actor()) == (0, 0)
        assert not rows_of(one, colleague)
    assert caplog.text == "", "nobody is asked in who would be refused, so nobody else waits"


def test_one_sees_only_the_kinds_one_stands_in_for(
    desk, second_desk, coordinator, colleague, make_request, make_case
) -> None:
    one = make_request()
    make_case()
    away(desk, advice_request=[second_desk])
    (cover,) = queries.covering(second_desk)
    assert (cover.name, [line.work.id for line in cover.lines]) == (desk.name, [one])
    assert queries.stands_in_for(second_desk, "report") == frozenset()
    assert queries.covering(colleague) == ()


@pytest.mark.parametrize("kind", [CASE, ADVICE])
def test_standing_in_takes_the_role(coordinator, desk, kind) -> None:
    with pytest.raises(Invalid) as refused:
        away(coordinator, **{kind: [desk]})
    assert set(refused.value.fields) <= {kind, "account"}


def test_only_the_team_lead_writes_down_another_and_never_a_role_without_this_work(
    coordinator, colleague, team_lead, analyst
) -> None:
    with pytest.raises(Invalid) as refused:
        away(colleague, coordinator)
    assert "teamleider" in refused.value.fields["account"]
    away(team_lead, coordinator)
    with pytest.raises(NotPermitted):
        away(analyst)


def test_the_same_absence_twice_is_one_and_days_that_meet_are_refused(coordinator) -> None:
    assert away(coordinator) == away(coordinator)
    with pytest.raises(Invalid) as refused:
        away(coordinator, first=3, last=5)
    assert "first_day" in refused.value.fields


def test_who_is_away_cannot_stand_in_those_days(coordinator, colleague) -> None:
    away(colleague, first=2, last=4)
    with pytest.raises(Invalid) as refused:
        away(coordinator, first=0, last=2, care_case=[colleague])
    assert colleague.name in refused.value.fields[CASE]
    away(coordinator, first=0, last=1, care_case=[colleague])


def test_a_stand_in_who_falls_ill_leaves_a_gap_that_the_team_lead_sees(
    coordinator, colleague, team_lead, make_case
) -> None:
    make_case()
    away(coordinator, care_case=[colleague])
    assert queries.today(team_lead).gaps == ()
    away(colleague, first=0, last=0)
    assert queries.today(team_lead).gaps == (coordinator.name,), "the other carries nothing"
    assert queries.today(coordinator).gaps == ()


def test_who_comes_back_reads_what_happened_meanwhile(
    desk, second_desk, team_lead, make_request
) -> None:
    with clock.frozen(START):
        stays, goes = make_request(), make_request()
        away(desk, last=20, advice_request=[second_desk])
        assert queries.today(desk).back is None
    with clock.frozen(START + timedelta(days=2)):
        give = {"kind": ADVICE, "object_id": goes, "new": second_desk.id}
        actions.assign(by=team_lead, reason="handed_over", **give)
    with clock.frozen(START + timedelta(days=21)):
        back = queries.today(desk).back
        assert [one.work.id for one in back.fell_due] == [stays]
        assert [one.name for one in back.went] == [second_desk.name]
        assert back.came == ()
    with clock.frozen(START + timedelta(days=36)):
        assert queries.today(desk).back is None


def test_the_reason_of_an_absence_is_kept_nowhere() -> None:
    names = {field.name for field in Absence._meta.get_fields()}
    assert names == {
        *("id", "account", "first_day", "last_day", "entered_by", "entered_at"),
        "stand_ins",
    }
