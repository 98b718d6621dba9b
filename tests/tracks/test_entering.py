"""Entering a step and correcting one: what it does to the case, at once and in one act."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from kmt.care.actions import finish_action
from kmt.care.models import CaseEvent, Glance, NextAction
from kmt.care.rules import Outcome
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, Refused
from kmt.tracks import actions
from kmt.tracks.rules import Entry
from kmt.vocabulary.durations import add_months
from tests.care.conftest import events_of
from tests.tracks.conftest import Enter

TODAY = clock.today


def days_ago(days: int) -> date:
    return TODAY() - timedelta(days=days)


def open_lines(case_id: UUID) -> dict[str, date]:
    rows = NextAction.objects.filter(case_id=case_id, source="tracks", done_at=None)
    return {row.rule: row.due for row in rows}


@pytest.mark.usefixtures("looking")
class TestEntering:
    def test_a_step_starts_its_terms_among_what_must_happen(
        self, enter: Enter, case_id: UUID
    ) -> None:
        enter("dublin", days_ago(40))
        enter("reflection_start", days_ago(10))
        month_later = add_months(days_ago(10), 1)
        assert open_lines(case_id) == {"RES-06": days_ago(-20), "RES-05": month_later}
        glance = Glance.objects.get(case_id=case_id, room="tracks")
        assert glance.until == days_ago(10) + timedelta(days=30)
        assert "dublin" in glance.facts.split()

    def test_what_was_met_is_ticked_off_and_what_stopped_is_dropped(
        self, enter: Enter, case_id: UUID
    ) -> None:
        enter("reflection_start", days_ago(10))
        enter("criminal_complaint", days_ago(1))
        assert set(open_lines(case_id)) == {"RES-07"}
        ended = NextAction.objects.filter(case_id=case_id, source="tracks").exclude(done_at=None)
        assert {row.rule: row.outcome for row in ended} == {"RES-06": "done", "RES-05": "dropped"}

    def test_a_line_that_was_ticked_off_by_hand_does_not_come_back(
        self, enter: Enter, case_id: UUID, coordinator: Actor
    ) -> None:
        from kmt.care.joining import drop_due, working_on

        enter("reflection_start", days_ago(3))
        key = NextAction.objects.get(case_id=case_id, rule="RES-06", done_at=None).source_key
        with working_on(coordinator, case_id, reason="track_step"):
            drop_due(coordinator, case_id, room="tracks", key=key)
        enter("comensha_told")
        assert "RES-06" not in open_lines(case_id)

    def test_a_tick_on_the_page_of_the_case_is_the_step_itself(
        self, enter: Enter, case_id: UUID, coordinator: Actor, entered
    ) -> None:
        """The allowance of a month came: ticked off, and the next month stands there."""
        start = days_ago(20)
        enter("reflection_start", start)
        for month in (1, 2):
            line = NextAction.objects.get(case_id=case_id, rule="RES-05", done_at=None)
            assert line.due == add_months(start, month)
            finish_action(by=coordinator, case_id=case_id, action_id=line.id)
        assert [one.told_by for one in entered() if one.step == "allowance_paid"] == ["ticked"] * 2
        decide = NextAction.objects.get(case_id=case_id, rule="RES-06", done_at=None)
        finish_action(by=coordinator, case_id=case_id, action_id=decide.id)
        assert len(entered()) == 3  # nobody can tell what the person decided

    def test_what_is_dropped_or_ticked_off_again_enters_nothing(
        self, enter: Enter, case_id: UUID, coordinator: Actor, entered
    ) -> None:
        enter("exploitation_ended", days_ago(900))
        line = NextAction.objects.get(case_id=case_id, rule="COM-01")
        for _again in range(2):
            finish_action(by=coordinator, case_id=case_id, action_id=line.id)
        assert [one.step for one in entered()] == ["exploitation_ended", "fund_applied"]
        enter("permit_refused", days_ago(2))
        objection = NextAction.objects.get(case_id=case_id, rule="OBJ-01")
        dropped = Outcome.DROPPED
        finish_action(by=coordinator, case_id=case_id, action_id=objection.id, outcome=dropped)
        assert "objection_made" not in {one.step for one in entered()}

    def test_what_happened_before_the_case_is_entered_late_and_everything_follows(
        self, enter: Enter, case_id: UUID
    ) -> None:
        enter("reflection_start", days_ago(5))
        before = open_lines(case_id)["RES-06"]
        enter("dublin", days_ago(5))
        assert open_lines(case_id)["RES-06"] == days_ago(5) + timedelta(days=30) < before
        lines = NextAction.objects.filter(case_id=case_id, rule="RES-06", done_at=None)
        assert lines.count() == 1

    def test_the_same_form_twice_is_one_step(
        self, coordinator: Actor, case_id: UUID, entered
    ) -> None:
        entry, token = Entry(step="indication", on=TODAY(), told_by="police"), uuid4()
        for _again in range(2):
            actions.enter(by=coordinator, case_id=case_id, entry=entry, token=token)
        assert len(entered()) == 1
        assert CaseEvent.objects.filter(case_id=case_id, kind="tracks.step").count() == 1

    def test_each_step_is_one_line_in_the_record(self, enter: Enter, case_id: UUID) -> None:
        before = len(events_of(case_id))
        enter("indication")
        assert events_of(case_id)[before:] == ["update"]

    @pytest.mark.parametrize(
        ("step", "days", "more", "field", "words"),
        [
            ("indication", -1, {}, "on", "moet nog komen"),
            ("indication", 20000, {}, "on", "jaartal"),
            ("indication", 0, {"until": "later"}, "until", "geen einddatum"),
            ("permit_granted", 0, {"until": "earlier"}, "until", "ligt vóór"),
            ("indication", 0, {"words": "x" * 2001}, "words", "2000"),
            ("finding_asked", 0, {}, "step", "bestond op die dag niet"),
            ("nonsense", 0, {}, "step", "bestond op die dag niet"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, enter: Enter, entered, step, days, more, field, words
    ) -> None:
        ends = {"later": days_ago(-30), "earlier": days_ago(30)}
        more = {name: ends.get(value, value) for name, value in more.items()}
        with pytest.raises(Invalid) as refused:
            enter(step, days_ago(days), **more)
        assert words in refused.value.fields[field]
        assert entered() == ()

    def test_a_step_stands_there_once_and_one_that_comes_back_more_often(
        self, enter: Enter
    ) -> None:
        enter("indication")
        with pytest.raises(Invalid) as refused:
            enter("indication")
        assert "verbeter" in refused.value.fields["step"]
        enter("police_contact")
        enter("police_contact")

    def test_a_shut_step_is_entered_when_it_happened_anyway(self, enter: Enter) -> None:
        enter("witness")
        with pytest.raises(Invalid) as refused:
            enter("reflection_start")
        assert "toch gebeurd" in refused.value.fields["anyway"]
        enter("reflection_start", anyway=True)


@pytest.mark.usefixtures("looking")
class TestCorrecting:
    def test_another_day_moves_every_term_and_the_old_row_stays(
        self, enter: Enter, case_id: UUID, coordinator: Actor, entered
    ) -> None:
        enter("reflection_start", days_ago(10), words="van de politie")
        (row,) = entered()
        actions.correct(
            by=coordinator,
            case_id=case_id,
            which=row.id,
            entry=Entry(step="left", on=days_ago(20), told_by="ind"),
            withdrawn=False,
            token=uuid4(),
        )
        first, second = sorted(entered(), key=lambda one: one.at)
        assert (first.on, first.words, first.counts) == (days_ago(10), "van de politie", False)
        assert (second.on, second.replaces, second.counts) == (days_ago(20), row.id, True)
        assert second.step == "reflection_start"  # a correction is of the same step
        (line,) = NextAction.objects.filter(case_id=case_id, rule="RES-06", done_at=None)
        assert line.due == add_months(days_ago(20), 3)

    def test_what_did_not_take_place_stops_its_terms(
        self, enter: Enter, case_id: UUID, coordinator: Actor, entered
    ) -> None:
        enter("reflection_start", days_ago(10))
        (row,) = entered()
        wrong = Entry(step=row.step, on=row.on, told_by="police")

        def withdraw(entry: Entry) -> None:
            actions.correct(
                by=coordinator,
                case_id=case_id,
                which=row.id,
                entry=entry,
                withdrawn=True,
                token=uuid4(),
            )

        with pytest.raises(Invalid) as refused:
            withdraw(wrong)
        assert "waarom" in refused.value.fields["words"]
        withdraw(Entry(step=row.step, on=row.on, told_by="police", words="andere persoon"))
        assert open_lines(case_id) == {}
        assert [one.counts for one in entered()] == [False, False]
        with pytest.raises(Refused, match="al verbeterd"):
            withdraw(Entry(step=row.step, on=row.on, told_by="police", words="nog eens"))
