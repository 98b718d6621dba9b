"""A code of the desk: it opens one page for one report, and everything else sounds alike."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.audit.models import AuditEvent
from kmt.intake.queries import report_detail
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid
from kmt.professionals.actions import forget_links, withdraw_link
from kmt.professionals.queries import LINK, sent_by, signs_of
from kmt.professionals.rules.codes import LinkFacts, State, grouped, state_of
from kmt.retention.term_table import retention_terms
from kmt.vault.models import Tombstone
from tests.professionals.conftest import (
    CODE_PAGE,
    TOKEN,
    fill_in,
    links,
    open_form,
    receipt_of,
    send_with_code,
    sent,
)
from tests.professionals.photos import GPS_MARK, kept_content, sent_photo

SHOWN = re.compile(r'class="receipt">([A-Z0-9-]{23})<')


def test_a_code_opens_the_quick_form_and_what_is_sent_is_a_report_with_signs(
    give, visitor, desk
) -> None:
    page = send_with_code(
        visitor,
        give(),
        critical=["B1"],
        seen=["B2", "D5"],
        place="Verzonnen hotel, kamer 4",
        municipality="GM0153",
        minors="no",
        ongoing="yes",
        attachment=sent_photo(),
    )
    assert page.status_code == 200
    assert len(receipt_of(page)) == 16
    (row,) = sent()
    assert (row.organisation, row.way, row.ground) == ("VTT", "link", "no_secrecy")
    report = report_detail(desk, row.report)
    assert "paspoort of ID bij een ander" in report.narrative
    assert report.reporter_name == "Wim Verzonnen, wijkagent, Veilig Thuis Twente"
    assert report.anonymity == "name_withheld_from_subject"
    assert (report.minors, report.ongoing, len(report.attachments)) == ("no", "yes", 1)
    seen = signs_of(desk, row.report)
    assert [one.indicator for one in seen] == ["B1", "B2", "D5"]
    assert {(one.source, one.organisation, one.version) for one in seen} == {
        ("professional", "VTT", 1)
    }
    assert sent_by(desk, row.report).organisation == "Veilig Thuis Twente"


def test_a_photo_loses_where_and_with_what_it_was_made(give, visitor, desk) -> None:
    send_with_code(visitor, give(), attachment=[sent_photo("een.jpg"), sent_photo("twee.jpg")])
    files = report_detail(desk, sent()[0].report).attachments
    assert len(files) == 2
    for one in files:
        content = kept_content(one.id)
        assert GPS_MARK not in content
        assert content.startswith(b"\xff\xd8")


#: How a code stands: used, taken back, how many hours it was given for, how many have passed,
#: how long before that its page was opened, and whether it opens.
STANDS = [
    (False, False, 24, 0, None, State.OPEN),
    (False, False, 24, 23.9, None, State.OPEN),
    (False, False, 24, 24, None, State.EXPIRED),
    (False, False, 24, 25, 1.5, State.OPEN),
    (False, False, 24, 25, 0.5, State.EXPIRED),
    (False, False, 24, 27, 2.5, State.EXPIRED),
    (True, False, 24, 1, None, State.USED),
    (True, False, 24, 30, None, State.USED),
    (False, True, 24, 1, None, State.WITHDRAWN),
    (False, True, 24, 1, 0.5, State.WITHDRAWN),
    (True, True, 24, 1, None, State.WITHDRAWN),
]


@pytest.mark.parametrize(("used", "withdrawn", "hours", "passed", "before", "state"), STANDS)
def test_how_a_code_stands(used, withdrawn, hours, passed, before, state) -> None:
    made = datetime(2026, 11, 26, 12, tzinfo=UTC)
    now = made + timedelta(hours=passed)
    facts = LinkFacts(expires_at=made + timedelta(hours=hours), used=used, withdrawn=withdrawn)
    opened = None if before is None else now - timedelta(hours=before)
    assert state_of(facts, now, opened) is state


def wrong_ones(give, desk, visitor) -> dict[str, str]:
    """A code of every kind that opens nothing."""
    used, taken_back, over = give(), give(), give(hours=2)
    send_with_code(visitor, used)
    send_with_code(visitor, used, text="Iets wat gezien is.")
    withdraw_link(by=desk, link_id=links()[1].id)
    return {
        "used": used,
        "withdrawn": taken_back,
        "over": over,
        "wrong": "7" * 20,
        "another alphabet": "0" * 20,
        "too short": used[:19],
        "empty": "",
        "long": "A" * 5_000,
    }


def test_every_code_that_opens_nothing_gets_one_answer_and_costs_the_same(
    give, desk, visitor
) -> None:
    codes = wrong_ones(give, desk, visitor)
    answers = set()
    with clock.frozen(clock.now() + timedelta(hours=3)):
        for code in codes.values():
            with CaptureQueriesContext(connection) as asked:
                page = open_form(visitor, code)
            html = re.sub(r' value="[^"]*"', "", page.content.decode())  # what was typed
            answers.add((page.status_code, len(asked), html))
    assert len(answers) == 1
    ((status, _queries, html),) = answers
    assert status == 422
    assert "Met deze code kan niet worden gemeld" in html


def test_looking_uses_nothing_up_only_the_report_does(give, visitor) -> None:
    code = give()
    for _look in range(3):
        visitor.get(CODE_PAGE)
        visitor.head(CODE_PAGE)
        assert open_form(visitor, code).status_code == 200
    assert links()[0].used_at is None
    wrong = send_with_code(visitor, code, minors="misschien")
    assert wrong.status_code == 422
    assert links()[0].used_at is None
    assert send_with_code(visitor, code, text="Iets wat gezien is.").status_code == 200
    assert links()[0].used_at is not None


def test_the_same_page_sent_twice_is_one_report_with_one_receipt(give, visitor) -> None:
    opened = open_form(visitor, give())
    first, second = (fill_in(visitor, opened, text="Iets wat gezien is.") for _ in range(2))
    assert receipt_of(first) == receipt_of(second)
    assert len(sent()) == 1


def test_a_used_code_takes_no_second_report_and_what_was_typed_stays(give, visitor) -> None:
    code = give()
    one, other = open_form(visitor, code), open_form(visitor, code)
    assert fill_in(visitor, one, text="Het eerste.").status_code == 200
    page = fill_in(visitor, other, text="Het tweede, dat blijft staan.")
    assert page.status_code == 422
    assert "Het tweede, dat blijft staan." in page.content.decode()
    assert len(sent()) == 1


def test_who_began_in_time_may_finish_and_who_waited_too_long_types_the_code_again(
    give, visitor
) -> None:
    code = give(hours=2)
    opened = open_form(visitor, code)
    with clock.frozen(clock.now() + timedelta(minutes=50)):
        assert fill_in(visitor, opened, text="").status_code == 422
    with clock.frozen(clock.now() + timedelta(minutes=119)):
        late = open_form(visitor, code)
    with clock.frozen(clock.now() + timedelta(minutes=150)):
        assert fill_in(visitor, late, text="Net op tijd begonnen.").status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=9)):
        page = fill_in(visitor, late, text="Veel te laat.")
        assert page.status_code == 422
        assert "Veel te laat." in page.content.decode()


def test_a_code_of_an_organisation_opens_more_than_once_under_its_name(give, visitor) -> None:
    code = give(standing=True, name="", function="")
    for text in ("De eerste keer.", "De tweede keer."):
        opened = open_form(visitor, code, "/partner/vtt/")
        assert "Veilig Thuis Twente" in opened.content.decode()
        assert fill_in(visitor, opened, "/partner/vtt/", text=text).status_code == 200
    assert {one.organisation for one in sent()} == {"VTT"}
    assert len(sent()) == 2


def test_a_code_of_another_organisation_does_not_open_on_the_page_of_this_one(
    give, visitor
) -> None:
    code = give()
    assert open_form(visitor, code, "/partner/ggd/").status_code == 422
    assert visitor.get("/partner/niemand/").status_code == 404
    opened = open_form(visitor, code)
    assert fill_in(visitor, opened, "/partner/ggd/", text="Iets.").status_code == 422
    assert sent() == []


def test_no_code_stands_in_a_log_the_record_an_address_or_a_table(give, visitor, caplog) -> None:
    code = give()
    caplog.set_level(0)
    opened = open_form(visitor, code)
    assert code not in opened.content.decode()
    fill_in(visitor, opened, text="Iets wat gezien is.")
    kept = " ".join(str(vars(one)) for one in (*links(), *sent(), *AuditEvent.objects.all()))
    for form in (code, grouped(code), code.lower()):
        assert form not in kept
        assert form not in caplog.text
    assert "Wim" not in kept
    assert all(one == "/snel/" for one in {opened.request["PATH_INFO"]})


def test_who_comes_with_a_code_leaves_no_address_and_the_record_names_the_code(
    give, visitor
) -> None:
    send_with_code(visitor, give(), text="Iets wat gezien is.")
    events = AuditEvent.objects.filter(role="one_time_link")
    assert {one.actor_id for one in events} == {f"link:{links()[0].id}"}
    assert {one.origin for one in events} == {""}
    assert {one.object_type for one in events} >= {"sent_report", "report"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"organisation": "NERGENS"}, "organisation"),
        ({"purpose": " "}, "purpose"),
        ({"name": ""}, "name"),
        ({"hours": 9_999}, "hours"),
        ({"standing": True, "days": 3_650}, "days"),
        ({"purpose": "x" * 301}, "purpose"),
    ],
)
def test_what_is_missing_to_give_a_code_is_a_sentence_at_its_field(more, field, give) -> None:
    with pytest.raises(Invalid) as refused:
        give(**more)
    assert field in refused.value.fields
    assert links() == []


def test_the_desk_sees_its_code_once_and_one_click_too_many_gives_no_second(log_in) -> None:
    desk = log_in("desk")
    token = TOKEN.search(desk.get("/toegang-geven/").content.decode())[1]
    typed = {
        "token": token,
        "kind": "once",
        "organisation": "VTT",
        "name": "Wim Verzonnen",
        "purpose": "controle",
        "hours": "24",
        "days": "90",
    }
    shown = [SHOWN.search(desk.post("/toegang-geven/", typed).content.decode())[1] for _ in "12"]
    assert shown[0] == shown[1]
    assert len(links()) == 1
    later = desk.get("/toegang-geven/").content.decode()
    assert shown[0] not in later
    assert "Wim Verzonnen" in later
    withdrawn = desk.post(f"/toegang-geven/{links()[0].id}/intrekken/")
    assert withdrawn.status_code == 302
    assert links()[0].withdrawn_at is not None


def test_who_a_code_was_for_is_forgotten_a_month_after_it_was_over(
    give, django_capture_on_commit_callbacks
) -> None:
    give(hours=2)
    give(standing=True, days=365)
    call_command("forget_reporting_links", stdout=StringIO())
    assert len(links()) == 2
    later = clock.frozen(clock.now() + timedelta(days=33))  # a code may end after midnight
    with later, django_capture_on_commit_callbacks(execute=True):
        call_command("forget_reporting_links", stdout=StringIO())
    (left,) = links()
    assert left.standing
    assert Tombstone.objects.filter(subject__startswith="reporting_link:").count() == 1


def test_the_last_day_is_that_of_the_table_of_terms(give) -> None:
    (term,) = [one for one in retention_terms() if one.id == "T37"]
    assert LINK in term.kinds
    with clock.frozen(datetime(2026, 1, 9, 12, tzinfo=UTC)):
        give(hours=24)
    night = Permission.PROFESSIONALS_LINK_FORGET, Permission.VAULT_DATA_ERASE
    by = system_actor("test", purpose="retention", permissions=frozenset(night))
    with clock.frozen(datetime(2026, 2, 9, 22, tzinfo=UTC)):
        assert forget_links(by=by) == 0
    with clock.frozen(datetime(2026, 2, 9, 23, 30, tzinfo=UTC)):
        assert forget_links(by=by) == 1
