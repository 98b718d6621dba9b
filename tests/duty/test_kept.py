"""What duty keeps about colleagues, and when it goes: a month, three months, two weeks."""

from datetime import UTC, datetime, timedelta

from django.core.management import call_command

from kmt.access.rows import gate_open
from kmt.advice.actions import destroy_request
from kmt.duty import actions, queries
from kmt.duty.models import Absence, HandedOver, MailChoice, MailSent, StandIn
from kmt.duty.rounds import ABSENCES_KEPT, forget, round_actor
from kmt.duty.rules import Choice, Sent
from kmt.kernel import clock
from kmt.partners.models import Account
from kmt.project.keeping import night_watch
from kmt.retention.term_table import retention_terms
from tests.duty.conftest import ADVICE, in_days

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def kept() -> dict[str, int]:
    """How many rows there are of each kind."""
    with gate_open(round_actor()):
        tables = (Absence, StandIn, HandedOver, MailChoice)
        found = {one.__name__: one.objects.count() for one in tables}
    return {**found, "MailSent": MailSent.objects.count()}


def test_an_absence_goes_a_month_after_its_last_day(desk, second_desk) -> None:
    with clock.frozen(DAY):
        actions.enter_absence(
            by=desk,
            account=desk.id,
            first_day=in_days(0),
            last_day=in_days(1),
            stand_ins={ADVICE: [second_desk.id]},
        )
    with clock.frozen(DAY + timedelta(days=1) + ABSENCES_KEPT):
        assert forget(by=round_actor()) == 0
    with clock.frozen(DAY + timedelta(days=2) + ABSENCES_KEPT):
        assert forget(by=round_actor()) == 1
    assert kept() == dict.fromkeys(kept(), 0)


def test_the_term_is_that_of_the_table() -> None:
    (row,) = [one for one in retention_terms() if one.id == "T35"]
    assert row.term == f"P{ABSENCES_KEPT.days}D"


def test_what_was_handed_over_goes_after_three_months_unless_an_interest_clashed(
    desk, second_desk, make_request
) -> None:
    with clock.frozen(DAY):
        fine, clashed = make_request(), make_request()
        for one, reason in ((fine, "left"), (clashed, "conflict_of_interest")):
            give = {"kind": ADVICE, "object_id": one, "new": second_desk.id}
            actions.assign(by=desk, reason=reason, **give)
    with clock.frozen(DAY + timedelta(days=93)):
        forget(by=round_actor())
        assert queries.clashing(desk, ADVICE, {fine, clashed}) == {(clashed, desk.id)}
        assert kept()["HandedOver"] == 1


def test_all_of_it_goes_with_the_thing_itself(desk, second_desk, make_request) -> None:
    one = make_request()
    give = {"kind": ADVICE, "object_id": one, "new": second_desk.id}
    actions.assign(by=desk, reason="conflict_of_interest", **give)
    destroy_request(by=night_watch(), object_id=one)
    assert kept()["HandedOver"] == 0


def test_marks_of_mails_go_after_two_weeks_and_choices_with_the_account(desk, second_desk) -> None:
    for one in (desk, second_desk):
        actions.choose_mail(by=one, choice=Choice.OFF, hour=None)
    MailSent.objects.create(account=desk.id, occasion="x", day=DAY.date(), state=Sent.SENT)
    Account.objects.filter(id=second_desk.id).update(is_active=False)
    with clock.frozen(DAY + timedelta(days=14)):
        forget(by=round_actor())
        assert (kept()["MailSent"], kept()["MailChoice"]) == (1, 1)
    with clock.frozen(DAY + timedelta(days=15)):
        call_command("forget_duty")
    assert kept()["MailSent"] == 0
