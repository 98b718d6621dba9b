"""The mail that says that work waits: to whom, when, never twice, and never with anything in it."""

import logging
import smtplib
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.core.management.base import CommandError

from kmt.audit.models import AuditEvent
from kmt.duty import actions
from kmt.duty.mail import SUBJECT
from kmt.duty.models import MailSent
from kmt.duty.rounds import BODY, UNREACHABLE, mail_round, round_actor, waiting
from kmt.duty.rules import Choice, Sent
from kmt.kernel import clock
from kmt.partners.models import Account
from tests.duty.conftest import ADVICE, CANARY, in_days

#: A Thursday and a Saturday, at the usual hour on a Dutch clock, in winter.
MORNING = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
SATURDAY = MORNING + timedelta(days=2)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    """A mail server that keeps what it gets."""
    settings.KMT_MAIL_FROM = "KMT <kmt@example.org>"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def run(at: datetime = MORNING) -> Counter[str]:
    """One round at this moment."""
    with clock.frozen(at):
        return mail_round(by=round_actor())


def got() -> list[str]:
    """Who was mailed, in order of name."""
    return sorted(address for one in mail.outbox for address in one.to)


@pytest.fixture
def late(desk, make_request):
    """A request that one colleague took up, due before the morning of the rounds."""
    with clock.frozen(MORNING - 10 * A_DAY):
        return make_request()


def test_who_has_work_that_is_due_is_mailed_at_the_hour(late) -> None:
    run(MORNING - timedelta(seconds=1))
    assert got() == []
    assert run()[Sent.SENT] == 1
    assert got() == ["noor@example.org"]


def test_the_mail_has_no_content_at_all(late, coordinator, make_case, caplog) -> None:
    with clock.frozen(MORNING - A_DAY):
        make_case(due=in_days(0))
    run()
    assert got() == ["bram@example.org", "noor@example.org"]
    texts = {str(one.message()) for one in mail.outbox}
    for one in mail.outbox:
        assert (one.subject, one.body) == (SUBJECT, BODY)
        assert one.cc == one.bcc == one.attachments == []
    planted = (CANARY, "A-2026", "Z-2026", "M-2026", "Hengelo", "GM0164", "Noor", "Bram", "Kanarie")
    for text in texts:
        assert [word for word in planted if word in text] == []
        assert "http" not in text
        assert "Message-ID: <" in text
        assert "@example.org>" in text.partition("Message-ID:")[2].partition("\n")[0]
    assert [word for word in (*planted, "@example.org") if word in caplog.text] == []


def test_it_is_the_same_for_everybody_and_for_what_is_acute(desk, late, make_request) -> None:
    actions.choose_mail(by=desk, choice=Choice.ACUTE, hour=None)
    run()
    with clock.frozen(MORNING + timedelta(hours=4)):
        make_request(by=None, danger="yes")
    run(MORNING + timedelta(hours=4))
    assert got() == ["noor@example.org"] * 2
    assert {(one.subject, one.body) for one in mail.outbox} == {(SUBJECT, BODY)}


def test_no_figure_stands_in_it() -> None:
    assert not any(letter.isdigit() for letter in SUBJECT + BODY)


def test_it_goes_once_a_day_however_often_the_round_runs(late) -> None:
    for minutes in (0, 1, 5, 60, 600, 959):
        run(MORNING + timedelta(minutes=minutes))
    assert got() == ["noor@example.org"]
    run(MORNING + 4 * A_DAY)  # Monday
    assert len(got()) == 2


class Stopped(BaseException):
    """The process is killed at this point."""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_process_that_is_killed_while_it_mails_never_mails_twice(
    late, monkeypatch, moment
) -> None:
    send = locmem.EmailBackend.send_messages

    def killed(self, messages):
        if moment == "after":
            send(self, messages)
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "send_messages", killed)
        with pytest.raises(Stopped):
            run()
    before = len(mail.outbox)
    assert before == (moment == "after")
    run(MORNING + timedelta(minutes=5))
    assert len(mail.outbox) == before
    run(MORNING + 4 * A_DAY)
    assert len(mail.outbox) == before + 1


def test_two_rounds_at_the_same_moment_send_one_mail(late, monkeypatch) -> None:
    send = locmem.EmailBackend.send_messages

    def meanwhile(self, messages):
        with monkeypatch.context() as patched:
            patched.setattr(locmem.EmailBackend, "send_messages", send)
            mail_round(by=round_actor())
        return send(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", meanwhile)
    run()
    assert got() == ["noor@example.org"]


def failing(monkeypatch, error: Exception) -> None:
    def fail(self, messages):
        raise error

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", fail)


REFUSED = smtplib.SMTPRecipientsRefused({"noor@example.org": (550, b"noor@example.org is away")})


@pytest.mark.parametrize(
    ("error", "state", "again"),
    [
        (REFUSED, Sent.REFUSED, True),
        (smtplib.SMTPDataError(451, b"noor@example.org: later"), Sent.REFUSED, True),
        (smtplib.SMTPServerDisconnected("noor@example.org"), Sent.GOING, False),
        (TimeoutError("noor@example.org"), Sent.GOING, False),
    ],
)
def test_a_failure_is_a_sentence_without_an_address_and_goes_again_only_when_it_is_sure(
    late, monkeypatch, caplog, error, state, again
) -> None:
    with monkeypatch.context() as patched, caplog.at_level(logging.WARNING):
        failing(patched, error)
        assert run()[state] == 1
    assert "bericht" in caplog.text
    assert "noor" not in caplog.text.lower()
    run(MORNING + timedelta(minutes=5))
    assert len(mail.outbox) == again


def test_when_it_is_not_known_what_became_of_one_the_others_wait_for_the_next_round(
    late, second_desk, make_request, monkeypatch
) -> None:
    with clock.frozen(MORNING - 10 * A_DAY):
        make_request(by=second_desk)
    with monkeypatch.context() as patched:
        failing(patched, TimeoutError())
        run()
    assert MailSent.objects.count() == 1
    run(MORNING + timedelta(minutes=5))
    assert len(got()) == 1


def test_a_refused_mail_is_tried_three_times_and_no_more(late, monkeypatch) -> None:
    failing(monkeypatch, REFUSED)
    assert [run(MORNING + timedelta(minutes=n))[Sent.REFUSED] for n in range(5)] == [1, 1, 1, 0, 0]


def test_without_a_mail_server_nothing_is_claimed(late, settings, monkeypatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(locmem.EmailBackend, "open", _away, raising=False)
        assert run()[UNREACHABLE] == 1
    settings.KMT_MAIL_FROM = ""
    assert run() == Counter()
    assert not MailSent.objects.exists()
    settings.KMT_MAIL_FROM = "kmt@example.org"
    assert run()[Sent.SENT] == 1


def _away(self) -> None:
    raise ConnectionRefusedError


def test_not_on_days_on_which_nobody_works(late) -> None:
    for day in (SATURDAY, SATURDAY + A_DAY, datetime(2026, 12, 25, 8, tzinfo=UTC)):
        run(day)
    assert got() == []


def test_an_own_hour_and_never(desk, late, second_desk, make_request) -> None:
    with clock.frozen(MORNING - 10 * A_DAY):
        make_request(by=second_desk)
    actions.choose_mail(by=desk, choice=Choice.OFF, hour=None)
    actions.choose_mail(by=second_desk, choice=Choice.DAILY, hour=12)
    run(MORNING + timedelta(hours=3, minutes=59))
    assert got() == []
    run(MORNING + timedelta(hours=4))
    assert got() == ["daan@example.org"]


def test_the_hour_of_the_region_is_a_setting(late, settings) -> None:
    settings.KMT_DIGEST_AT = "09:30"
    run(MORNING + timedelta(minutes=89))
    assert got() == []
    run(MORNING + timedelta(minutes=90))
    assert got() == ["noor@example.org"]


def test_not_to_who_is_away_but_to_who_stands_in(desk, second_desk, late) -> None:
    with clock.frozen(MORNING):
        actions.enter_absence(
            by=desk,
            account=desk.id,
            first_day=in_days(0),
            last_day=in_days(0),
            stand_ins={ADVICE: [second_desk.id]},
        )
    run()
    assert got() == ["daan@example.org"]
    run(MORNING + A_DAY)
    assert got() == ["daan@example.org", "noor@example.org"]


def test_what_is_due_of_who_is_away_with_nobody_standing_in_comes_to_the_team_lead(
    desk, second_desk, team_lead, late
) -> None:
    with clock.frozen(MORNING):
        entered = {"first_day": in_days(0), "last_day": in_days(0), "stand_ins": {}}
        actions.enter_absence(by=desk, account=desk.id, **entered)
    run()
    assert got() == ["tess@example.org"]


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"screening_valid_until": MORNING.date() - A_DAY},
        {"training_valid_until": None},
        {"email": ""},
    ],
)
def test_never_to_an_account_that_is_closed_may_not_work_or_has_no_address(
    late, desk, change
) -> None:
    Account.objects.filter(id=desk.id).update(**change)
    run()
    assert got() == []


def test_what_nobody_carries_yet_waits_for_everybody_who_could(
    desk, second_desk, make_request
) -> None:
    with clock.frozen(MORNING - A_DAY):
        make_request(by=None)
    run()
    assert got() == ["daan@example.org", "noor@example.org"]


def test_a_report_that_waits_for_a_case_is_mailed_to_care(hand_over) -> None:
    with clock.frozen(MORNING - A_DAY):
        hand_over()
    run()
    assert {"bram@example.org", "sanne@example.org"} <= set(got())


def test_what_was_handed_over_is_mailed_until_it_was_seen(desk, second_desk, make_request) -> None:
    with clock.frozen(MORNING):
        make_request()
        actions.hand_over(by=desk, old=desk.id, new=second_desk.id, reason="left")
    run()
    assert got() == ["daan@example.org"]
    with clock.frozen(MORNING):
        actions.take_note(by=second_desk)
    run(MORNING + A_DAY)
    assert got() == ["daan@example.org"]


def test_what_is_not_due_yet_is_no_reason_for_a_mail(desk, coordinator, make_case) -> None:
    with clock.frozen(MORNING):
        make_case(due=in_days(5))
    run()
    assert got() == []
    run(MORNING + 5 * A_DAY)
    assert got() == ["bram@example.org"]


def test_what_is_acute_is_mailed_at_once_and_once_for_who_chose_that(
    desk, second_desk, make_request
) -> None:
    actions.choose_mail(by=desk, choice=Choice.ACUTE, hour=None)
    night = SATURDAY - timedelta(hours=5)
    with clock.frozen(night):
        make_request(by=None, danger="yes")
    for minutes in (0, 5, 10):
        run(night + timedelta(minutes=minutes))
    assert got() == ["noor@example.org"]
    with clock.frozen(night + timedelta(hours=2)):
        make_request(by=None, danger="yes")
    run(night + timedelta(hours=2))
    assert got() == ["noor@example.org"] * 2


def test_the_number_of_questions_does_not_grow_with_colleagues_or_work(
    desk, second_desk, late, make_request, django_assert_max_num_queries
) -> None:
    for _ in range(4):
        make_request()
        make_request(by=second_desk)
    with clock.frozen(MORNING), django_assert_max_num_queries(11):
        assert waiting(round_actor())[desk.id].waits


def test_a_round_reads_nothing_of_what_people_told(late) -> None:
    before = AuditEvent.objects.count()
    run()
    assert AuditEvent.objects.count() == before
    assert not {"advice.answer.write", "intake.report.read"} & round_actor().permissions


def test_the_command_says_how_many_and_fails_when_one_did_not_go(late, monkeypatch, capsys) -> None:
    with clock.frozen(MORNING), monkeypatch.context() as patched:
        failing(patched, REFUSED)
        with pytest.raises(CommandError, match="1 berichten geweigerd"):
            call_command("duty_round")
    with clock.frozen(MORNING):
        call_command("duty_round")
    assert "1 berichten verstuurd" in capsys.readouterr().out
