"""The term of what a body leaves behind: per year, ten years, and then a person chooses (T40)."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import Model

from kmt.access.rows import GatedModel, gate_open
from kmt.attachments.actions import scanner
from kmt.attachments.files import SentFile
from kmt.attachments.models import Attachment
from kmt.governance import actions, queries
from kmt.governance.given import NewAction, NewItem, NewMember
from kmt.governance.models import (
    ActionItem,
    AgendaItem,
    Answer,
    Attendance,
    Meeting,
    Member,
    Question,
)
from kmt.governance.retained import BodyYear, holdings, id_of_label, persons_in_use, years
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.project.keeping import night_watch
from kmt.retention.actions import decide as choose
from kmt.retention.actions import place_hold, replay, run_nightly
from kmt.retention.keepers import Holding
from kmt.retention.queries import certificate_of, overview
from kmt.retention.rules.deciding import Verdict
from kmt.retention.states import Choice
from kmt.vault.destroying import destroyed
from kmt.vault.models import DataKey
from tests.governance.conftest import decided, meet, moment

PAPER = SentFile(name="Visie 2020.pdf", kind="pdf", content=b"%PDF-1.7 verzonnen", cleaned=True)
OVER = moment(2031, 1, 2)


@pytest.fixture
def night(django_capture_on_commit_callbacks):
    """Run the job of the night at a moment; what it did, and nothing that it left alone."""

    def run(at: datetime) -> dict[str, int]:
        with clock.frozen(at), django_capture_on_commit_callbacks(execute=True):
            taken = run_nightly(by=night_watch(), wait=14)
        return {step: number for step, number in taken.items() if number and step != "nothing"}

    return run


def rows(model: type[GatedModel]) -> int:
    with gate_open(scanner()):
        return model.objects.count()


def files() -> list[Model]:
    with gate_open(scanner()):
        return list(Attachment.objects.all())


def held_on(at: datetime) -> dict[int, Holding]:
    """What the job of the night would see then, by year."""
    with clock.frozen(at):
        return {one.kept.events["closing"][0].year: one for one in holdings(night_watch())}


def meeting_of(adviser: Actor, group: UUID, at: datetime) -> UUID:
    """A meeting with an item, its paper, who was there and an action."""
    with clock.frozen(at):
        meeting = meet(adviser, group, at)
        new = NewItem(title="Visie", kind="decide", files=(PAPER,))
        item = actions.add_item(by=adviser, meeting_id=meeting, new=new)
        actions.write_minutes(by=adviser, item_id=item, version=1, said="Akkoord.")
        actions.note_attendance(by=adviser, meeting_id=meeting, presence={"RIEC": "present"})
    return meeting


def agree(adviser: Actor, group: UUID, at: datetime, meeting: UUID | None = None) -> UUID:
    with clock.frozen(at):
        new = NewAction(what="Bellen", organisation="RIEC", due=date(2020, 12, 1), meeting=meeting)
        return actions.agree_action(by=adviser, body_id=group, new=new)


def end(adviser: Actor, action: UUID, at: datetime) -> None:
    with clock.frozen(at):
        actions.end_action(by=adviser, action_id=action, stand="done", result="Gebeld.")


def ask(adviser: Actor, member: Actor, group: UUID, at: datetime) -> None:
    """A question that is open for a week, and an answer to it."""
    with clock.frozen(at):
        until = clock.today() + timedelta(days=7)
        asked = actions.ask_members(
            by=adviser, body_id=group, title="Eerst?", text="Wat eerst?", open_until=until
        )
        actions.answer(by=member, question_id=asked, text="De horeca.")


def seat_until(adviser: Actor, group: UUID, until: date) -> None:
    new = NewMember(organisation="GGD", function="arts", since=date(2018, 1, 1), until=until)
    actions.seat(by=adviser, body_id=group, new=new)


@pytest.fixture
def seated(adviser: Actor, member: Actor, group: UUID) -> UUID:
    """The working group, with a member who may answer in 2020."""
    new = NewMember(
        organisation="OM-ON", function="secretaris", account=member.id, since=date(2019, 1, 1)
    )
    actions.seat(by=adviser, body_id=group, new=new)
    return group


@pytest.fixture
def left(adviser: Actor, member: Actor, seated: UUID) -> tuple[UUID, UUID]:
    """All that a body leaves behind in 2020, adopted in 2021; the meeting and its decision."""
    meeting = meeting_of(adviser, seated, moment(2020, 12, 10))
    end(adviser, agree(adviser, seated, moment(2020, 12, 10), meeting), moment(2021, 3, 1))
    end(adviser, agree(adviser, seated, moment(2020, 5, 1)), moment(2020, 6, 1))
    ask(adviser, member, seated, moment(2020, 4, 1))
    seat_until(adviser, seated, date(2020, 12, 31))
    later = meeting_of(adviser, seated, moment(2021, 1, 14))
    with clock.frozen(moment(2021, 1, 14)):
        actions.adopt_minutes(by=adviser, meeting_id=meeting, adopted_in=later)
        decision = decided(adviser, meeting=meeting, on=date(2020, 12, 10))
    return meeting, decision


def everything() -> dict[str, int]:
    tables = (Meeting, AgendaItem, Attendance, ActionItem, Question, Answer, Member, Attachment)
    return {model.__name__: rows(model) for model in tables}


def test_year_over_ten_years_proposed_decided_destroyed_and_the_register_stays(
    adviser: Actor,
    member: Actor,
    privacy_officer: Actor,
    left: tuple[UUID, UUID],
    night,
    log_in,
) -> None:
    meeting, decision = left
    year = held_on(OVER)[2020]
    (paper,) = [one for one in files() if f"governance_paper:{one.object_id}" in year.keys]
    assert night(moment(2030, 12, 1)) == {}
    assert night(moment(2030, 12, 20)) == {"propose": 1}
    with clock.frozen(OVER):
        (line,) = overview(privacy_officer).to_decide
        assert (line.label, line.asked) == (year.label, False)
        assert "Beslis of het nog nodig is" in line.reason
        assert "31-12-2030" in line.reason
    assert "destroy" not in night(OVER)  # nobody chose: nothing goes by itself
    with clock.frozen(OVER):
        choose(by=privacy_officer, proposal_id=line.id, verdict=Verdict(choice=Choice.DESTROY))
    before = everything()
    assert night(moment(2031, 1, 3)) == {"destroy": 1}

    assert everything() == {
        "Meeting": before["Meeting"] - 1,
        "AgendaItem": before["AgendaItem"] - 1,
        "Attendance": before["Attendance"] - 1,
        "ActionItem": 0,
        "Question": 0,
        "Answer": 0,
        "Member": before["Member"] - 1,
        "Attachment": before["Attachment"] - 1,
    }
    assert destroyed(paper.subject)
    assert not DataKey.objects.filter(subject=paper.subject).exists()
    made = certificate_of(privacy_officer, "governance_year", year.object_id)
    assert (made.rows, made.decided_by, made.compartment) == ("T40", "privacy_officer", "R0")
    assert sorted(held_on(OVER)) == [2021]

    (kept,) = queries.decisions(adviser)
    assert kept.id == decision
    seen = queries.decision(member, decision)
    assert (seen.meeting, seen.meeting_words) == (meeting, "")
    page = log_in("member").get(f"/bestuur/besluiten/{decision}/")
    assert page.status_code == 200
    assert str(meeting) not in page.content.decode()
    assert log_in("adviser").get(f"/bestuur/besluiten/{decision}/corrigeren/").status_code == 200


def test_minutes_stay_adopted_when_the_year_that_adopted_them_goes_first(
    adviser: Actor, privacy_officer: Actor, left: tuple[UUID, UUID], night
) -> None:
    meeting, _decision = left
    night(moment(2031, 1, 2))
    with clock.frozen(moment(2031, 1, 2)):
        number = held_on(OVER)[2020].label
        day = date(2031, 12, 1)
        place_hold(by=privacy_officer, number=number, reason="lawsuit", review_on=day)
    night(moment(2032, 1, 2))
    with clock.frozen(moment(2032, 1, 2)):
        (line,) = overview(privacy_officer).to_decide
        assert line.label == held_on(OVER)[2021].label
        choose(by=privacy_officer, proposal_id=line.id, verdict=Verdict(choice=Choice.DESTROY))
    assert night(moment(2032, 1, 3)) == {"destroy": 1}
    with clock.frozen(moment(2032, 1, 4)):
        seen = queries.meeting(adviser, meeting)
        assert (seen.line.adopted, seen.adopted_on) == (True, date(2021, 1, 14))
        assert [[one.name for one in item.files] for item in seen.items] == [["Visie 2020.pdf"]]


def test_a_year_that_is_not_over_or_has_an_open_action_is_still_worked_on(
    adviser: Actor, group: UUID
) -> None:
    meeting = meeting_of(adviser, group, moment(2020, 12, 10))
    assert held_on(moment(2020, 12, 31))[2020].kept.running
    assert not held_on(moment(2021, 1, 1))[2020].kept.running
    action = agree(adviser, group, moment(2020, 12, 10), meeting)
    assert held_on(OVER)[2020].kept.running
    end(adviser, action, moment(2024, 1, 1))
    assert not held_on(OVER)[2020].kept.running
    assert sorted(held_on(OVER)) == [2020]  # it stays with its meeting, whenever it ended


def test_what_is_still_open_is_told_to_who_decides(
    adviser: Actor, privacy_officer: Actor, group: UUID, night
) -> None:
    meeting = meeting_of(adviser, group, moment(2020, 12, 10))
    agree(adviser, group, moment(2020, 12, 10), meeting)
    night(OVER)
    with clock.frozen(OVER):
        (line,) = overview(privacy_officer).to_decide
    assert "er wordt nog aan gewerkt" in line.reason


def test_every_row_is_of_one_year_and_of_one_body(
    adviser: Actor, member: Actor, left: tuple[UUID, UUID]
) -> None:
    found = sorted(years(night_watch()).values(), key=lambda one: one.year)
    counts = [{model.__name__: len(ids) for model, ids in one.rows.items()} for one in found]
    assert [one.year for one in found] == [2020, 2021]
    assert counts == [
        {"AgendaItem": 1, "ActionItem": 2, "Meeting": 1, "Question": 1, "Member": 1},
        {"AgendaItem": 1, "Meeting": 1},
    ]


def test_what_is_of_no_year_yet_stays(adviser: Actor, group: UUID) -> None:
    agree(adviser, group, moment(2020, 5, 1))
    decided(adviser)
    assert held_on(OVER) == {}


def test_a_year_is_a_dutch_year(adviser: Actor, group: UUID) -> None:
    meet(adviser, group, datetime.fromisoformat("2020-12-31T23:30+00:00"))
    assert sorted(held_on(OVER)) == [2021]


def test_its_label_says_no_more_than_body_and_year(
    adviser: Actor, privacy_officer: Actor, group: UUID
) -> None:
    meet(adviser, group, moment(2020, 5, 1))
    (held,) = holdings(night_watch())
    assert held.label.startswith("werkgroep-2020-")
    assert (held.compartment, held.persons, held.forms) == ("R0", frozenset(), ())
    assert id_of_label(privacy_officer, f" {held.label.upper()} ") == held.object_id
    assert id_of_label(privacy_officer, "werkgroep-2019-0000") is None
    long = BodyYear(body_id=group, code="overleg-van-portefeuillehouders", year=2020)
    assert len(long.label) <= 24
    assert persons_in_use(night_watch(), [group]) == frozenset()


def test_what_an_old_backup_brings_back_goes_again(
    adviser: Actor, group: UUID, django_capture_on_commit_callbacks
) -> None:
    """Also a year without a single paper: here one seat."""
    seat_until(adviser, group, date(2020, 12, 31))
    meeting_of(adviser, group, moment(2021, 1, 14))
    with gate_open(adviser, writing=True):
        seat = Member.objects.get(until=date(2020, 12, 31))
    year = held_on(OVER)[2020]
    with clock.frozen(OVER), django_capture_on_commit_callbacks(execute=True):
        from kmt.retention.actions.destroying import REPLAY, destroy

        destroy(by=night_watch(), holding=year, ruling=REPLAY)
    with gate_open(adviser, writing=True):
        seat.save(force_insert=True)
    assert sorted(held_on(OVER)) == [2020, 2021]
    with clock.frozen(OVER), django_capture_on_commit_callbacks(execute=True):
        assert replay(by=night_watch())[1] == 1
    assert sorted(held_on(OVER)) == [2021]


def test_only_the_job_of_the_night_lists_and_destroys(adviser: Actor, group: UUID) -> None:
    meeting_of(adviser, group, moment(2020, 12, 10))
    (year,) = holdings(night_watch())
    with pytest.raises(NotPermitted):
        list(holdings(adviser))
    with pytest.raises(NotPermitted):
        actions.destroy_year(by=adviser, object_id=year.object_id)
    assert len(files()) == 1
    assert actions.destroy_year(by=night_watch(), object_id=year.object_id) == 4
    assert actions.destroy_year(by=night_watch(), object_id=year.object_id) == 0
    assert files() == []
