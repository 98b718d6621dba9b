"""Meetings: agenda, minutes, who was there, adopting; actions and questions to members."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from kmt.governance import actions, queries
from kmt.governance.given import NewAction, NewItem, NewMember
from kmt.governance.printing import minutes, minutes_content
from kmt.governance.rules import Gap
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from tests.governance.conftest import decided, meet, moment

NOW = moment(2026, 4, 1)


@pytest.fixture(autouse=True)
def stopped():
    with clock.frozen(NOW):
        yield


def test_a_body_shows_its_members_and_its_gaps(member: Actor, group: UUID) -> None:
    seen = queries.body(member, "werkgroep")
    assert [(one.organisation_code, one.function, one.name) for one in seen.members] == [
        ("HENGELO", "beleidsadviseur veiligheid", "Joris Meedenkt"),
        ("RIEC", "accountmanager", ""),
    ]
    assert [(one.organisation, one.gap) for one in seen.gaps] == [("OM Oost-Nederland", Gap.NEVER)]
    assert [(one.code, one.seats, one.gaps) for one in queries.bodies(member)] == [
        ("werkgroep", 2, 1)
    ]


def test_a_term_that_ended_becomes_a_gap(adviser: Actor, group: UUID) -> None:
    riec = queries.body(adviser, "werkgroep").members[1]
    actions.end_seat(by=adviser, member_id=riec.id, until=date(2026, 3, 31))
    seen = queries.body(adviser, "werkgroep")
    assert [one.organisation_code for one in seen.past] == ["RIEC"]
    assert [one.gap for one in seen.gaps] == [Gap.ENDED, Gap.NEVER]
    with pytest.raises(Invalid):
        actions.end_seat(by=adviser, member_id=riec.id, until=date(1999, 1, 1))


def test_a_seat_is_of_an_organisation_of_the_region(adviser: Actor, group: UUID) -> None:
    wrong = (
        NewMember(organisation="X", function="f", since=date(2026, 1, 1)),
        NewMember(organisation="RIEC", function="", since=date(2026, 1, 1)),
        NewMember(organisation="RIEC", function="f", since=date(2026, 1, 1), account="nobody"),
        NewMember(
            organisation="RIEC", function="f", since=date(2026, 1, 1), until=date(2025, 1, 1)
        ),
    )
    for new in wrong:
        with pytest.raises(Invalid):
            actions.seat(by=adviser, body_id=group, new=new)
    assert queries.bodies(adviser)[0].seats == 2


def test_minutes_are_a_draft_until_a_next_meeting_adopts_them(adviser: Actor, group: UUID) -> None:
    first = meet(adviser, group, moment(2026, 2, 1), "Opening")
    later = meet(adviser, group, moment(2026, 3, 1))
    (item,) = queries.meeting(adviser, first).items
    with pytest.raises(Refused, match="niets in het verslag"):
        actions.adopt_minutes(by=adviser, meeting_id=first, adopted_in=later)
    actions.write_minutes(by=adviser, item_id=item.id, version=1, said="Iedereen welkom.")
    assert minutes_content(queries.meeting(adviser, first))["draft"] is True
    actions.adopt_minutes(by=adviser, meeting_id=first, adopted_in=later)
    actions.adopt_minutes(by=adviser, meeting_id=first, adopted_in=later)
    seen = queries.meeting(adviser, first)
    assert (seen.line.adopted, seen.adopted_on) == (True, date(2026, 3, 1))
    assert minutes_content(seen)["stand"] == "vastgesteld in de vergadering van 1 maart 2026"
    with pytest.raises(Refused, match="vastgesteld"):
        actions.write_minutes(by=adviser, item_id=item.id, version=2, said="Toch anders.")
    with pytest.raises(Refused, match="vastgesteld"):
        actions.add_item(by=adviser, meeting_id=first, new=NewItem(title="Nog", kind="inform"))


def test_two_who_write_one_item_meet(adviser: Actor, group: UUID) -> None:
    (item,) = queries.meeting(adviser, meet(adviser, group, moment(2026, 2, 1), "Punt")).items
    actions.write_minutes(by=adviser, item_id=item.id, version=1, said="De eerste.")
    with pytest.raises(Conflict, match="intussen gewijzigd"):
        actions.write_minutes(by=adviser, item_id=item.id, version=1, said="De tweede.")
    actions.write_minutes(by=adviser, item_id=item.id, version=1, said="De eerste.")
    actions.write_minutes(by=adviser, item_id=item.id, version=2, said="Samen.")


def test_attendance_is_by_organisation(adviser: Actor, group: UUID) -> None:
    made = meet(adviser, group, moment(2026, 2, 1))
    actions.note_attendance(by=adviser, meeting_id=made, presence={"RIEC": "present"})
    actions.note_attendance(
        by=adviser, meeting_id=made, presence={"RIEC": "excused", "GGD": "present"}
    )
    lines = queries.meeting(adviser, made).attendance
    assert [(one.organisation_code, one.presence) for one in lines] == [
        ("GGD", "present"),
        ("HENGELO", ""),
        ("RIEC", "excused"),
    ]
    with pytest.raises(Invalid):
        actions.note_attendance(by=adviser, meeting_id=made, presence={"X": "present"})
    with pytest.raises(Invalid):
        actions.note_attendance(by=adviser, meeting_id=made, presence={"RIEC": "late"})


def test_a_meeting_that_is_called_off_is_not_next(adviser: Actor, group: UUID) -> None:
    first = meet(adviser, group, moment(2026, 5, 1))
    second = meet(adviser, group, moment(2026, 6, 1))
    assert queries.home(adviser).next_meeting.id == first
    actions.call_off(by=adviser, meeting_id=first)
    assert queries.home(adviser).next_meeting.id == second


def test_the_minutes_are_the_same_file_each_time_and_tagged(
    adviser: Actor, group: UUID, tmp_path
) -> None:
    import pikepdf

    made = meet(adviser, group, moment(2026, 2, 1), "Opening #1 *niet vet*")
    decided(adviser, meeting=made)
    seen = queries.meeting(adviser, made)
    first = minutes(seen)
    assert first == minutes(seen)
    path = tmp_path / "verslag.pdf"
    path.write_bytes(first)
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("nl")
        assert str(pdf.docinfo["/Title"]) == "Conceptverslag"


def agree(adviser: Actor, body: UUID, what: str, due: date) -> UUID:
    return actions.agree_action(
        by=adviser, body_id=body, new=NewAction(what=what, organisation="RIEC", due=due)
    )


def test_what_is_late_stands_on_top(adviser: Actor, member: Actor, group: UUID) -> None:
    agree(adviser, group, "Later", date(2026, 6, 1))
    agree(adviser, group, "Vandaag", clock.today())
    late = agree(adviser, group, "Te laat", date(2026, 3, 31))
    lines = queries.open_actions(member)
    assert [(one.what, one.late) for one in lines] == [
        ("Te laat", True),
        ("Vandaag", False),
        ("Later", False),
    ]
    assert queries.home(member).late == 1
    actions.end_action(by=adviser, action_id=late, stand="done", result="Gedaan.")
    actions.end_action(by=adviser, action_id=late, stand="done", result="Gedaan.")
    with pytest.raises(Conflict):
        actions.end_action(by=adviser, action_id=late, stand="dropped", result="Toch niet.")
    (ended,) = queries.ended_actions(member)
    assert (ended.what, ended.result, ended.ended_on) == ("Te laat", "Gedaan.", clock.today())


def test_an_action_says_who_and_what(adviser: Actor, member: Actor, group: UUID) -> None:
    with pytest.raises(Invalid):
        agree(adviser, group, "", clock.today())
    with pytest.raises(NotPermitted):
        agree(member, group, "Iets", clock.today())
    with pytest.raises(NotFound):
        agree(adviser, uuid4(), "Iets", clock.today())
    with pytest.raises(Invalid):
        actions.end_action(by=adviser, action_id=uuid4(), stand="open", result="x")


def ask(adviser: Actor, group: UUID) -> UUID:
    return actions.ask_members(
        by=adviser,
        body_id=group,
        title="Waar beginnen we?",
        text="Welke sector eerst?",
        open_until=clock.today() + timedelta(days=7),
    )


def test_a_member_answers_for_the_organisation(adviser: Actor, member: Actor, group: UUID) -> None:
    made = ask(adviser, group)
    assert queries.question(member, made).may_answer
    assert not queries.question(adviser, made).may_answer
    token = uuid4()
    for _twice in range(2):
        actions.answer(by=member, question_id=made, text="De horeca.", token=token)
    seen = queries.question(adviser, made)
    assert [(one.organisation, one.text) for one in seen.answers] == [
        ("Gemeente Hengelo, beleid veiligheid en zorg", "De horeca.")
    ]
    assert seen.silent == ("RIEC",)
    assert queries.home(member).questions[0].mine
    with pytest.raises(NotPermitted):
        actions.sum_up(by=member, question_id=made, before="", text="Horeca.")


def test_who_does_not_sit_there_does_not_answer(adviser: Actor, member: Actor, group: UUID) -> None:
    made = ask(adviser, group)
    seat = queries.body(adviser, "werkgroep").members[0]
    actions.end_seat(by=adviser, member_id=seat.id, until=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="leden"):
        actions.answer(by=member, question_id=made, text="De horeca.")


def test_after_the_last_day_nobody_answers(adviser: Actor, member: Actor, group: UUID) -> None:
    made = ask(adviser, group)
    with (
        clock.frozen(NOW + timedelta(days=8)),
        pytest.raises(Refused, match="termijn"),
    ):
        actions.answer(by=member, question_id=made, text="De horeca.")


def test_two_summaries_meet(adviser: Actor, group: UUID) -> None:
    made = ask(adviser, group)
    actions.sum_up(by=adviser, question_id=made, before="", text="Eerst de horeca.")
    with pytest.raises(Conflict):
        actions.sum_up(by=adviser, question_id=made, before="", text="Eerst de bouw.")
    actions.sum_up(by=adviser, question_id=made, before="Eerst de horeca.", text="Beide.")
    assert queries.question(adviser, made).summary == "Beide."


def test_pages_ask_the_database_at_most_twelve_times(
    adviser: Actor, group: UUID, django_assert_max_num_queries
) -> None:
    made = meet(adviser, group, moment(2026, 5, 1), "Een", "Twee", "Drie")
    agree(adviser, group, "Te laat", date(2026, 3, 31))
    asked = ask(adviser, group)
    decided(adviser, meeting=made)
    for read in (
        lambda: queries.home(adviser),
        lambda: queries.meeting(adviser, made),
        lambda: queries.body(adviser, "werkgroep"),
        lambda: queries.question(adviser, asked),
    ):
        with django_assert_max_num_queries(11):
            read()
