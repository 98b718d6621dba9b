"""Two reports that tell the same matter: said with a reason, counted once, nothing merged."""

import pytest
from django.db import IntegrityError, transaction

from kmt.access.rows import gate_open
from kmt.insight.queries import counts
from kmt.intake import actions as intake
from kmt.intake import queries
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted
from kmt.project.keeping import night_watch
from kmt.triage import actions, rules
from kmt.triage.endings import same_matter_as, told_again_in
from kmt.triage.models import SameMatter
from tests.conftest import ENSCHEDE, HENGELO
from tests.intake.conftest import every_row, text_of
from tests.triage.ending import close, hear_back

REASON = "Dezelfde schuur, dezelfde avond."


@pytest.fixture
def two(tell):
    """A report, and one that tells the same."""
    return tell("Acht mannen", municipality=HENGELO), tell("Acht man", municipality=HENGELO)


def number_of(desk, report_id) -> str:
    return queries.standing(desk, report_id).number


def say_same(desk, report_id, other, reason: str = REASON) -> None:
    actions.say_same(
        by=desk,
        report_id=report_id,
        version=queries.standing(desk, report_id).version,
        number=number_of(desk, other),
        reason=reason,
    )


def take_back(desk, report_id, reason: str = "Een andere schuur.") -> None:
    version = queries.standing(desk, report_id).version
    actions.say_not_same(by=desk, report_id=report_id, version=version, reason=reason)


def counted(analyst) -> int:
    return sum(one.number for one in queries.counts(analyst))


@pytest.mark.parametrize(
    ("reason", "found", "itself", "points_on", "fields"),
    [
        (REASON, True, False, False, []),
        (REASON, False, False, False, ["number"]),
        (REASON, True, True, False, ["number"]),
        (REASON, True, False, True, ["number"]),
        ("  ", True, False, False, ["reason"]),
        ("", False, False, False, ["number", "reason"]),
        ("x" * 1001, True, False, False, ["reason"]),
    ],
)
def test_what_is_missing_is_said_at_its_field(reason, found, itself, points_on, fields) -> None:
    said = rules.objections_to_same(reason, found=found, itself=itself, points_on=points_on)
    assert [one.field for one in said] == fields


def test_both_pages_say_so_and_one_of_them_counts(two, desk, analyst, log_in) -> None:
    first, again = two
    assert counted(analyst) == 2
    say_same(desk, again, first)
    assert counted(analyst) == 1
    client = log_in("desk")
    numbers = {one: number_of(desk, one) for one in two}
    assert f"Als {numbers[first]}" in text_of(client.get(f"/meldingen/{again}/"))
    other_page = text_of(client.get(f"/meldingen/{first}/"))
    assert f"{numbers[again]} vertelt hetzelfde als deze." in other_page
    assert REASON in other_page
    shown = counts(analyst)
    assert shown.reports.total.shown in {None, 0, 5}


def test_it_can_be_taken_back_and_said_again(two, desk, analyst) -> None:
    first, again = two
    say_same(desk, again, first)
    with pytest.raises(Conflict, match="Er staat al"):
        say_same(desk, again, first)
    take_back(desk, again)
    assert (same_matter_as(desk, again), told_again_in(desk, first)) == (None, ())
    assert counted(analyst) == 2
    with pytest.raises(Conflict, match="niet als dubbel"):
        take_back(desk, again)
    say_same(desk, again, first)
    assert counted(analyst) == 1
    events = [step.event for step in queries.report_detail(desk, again).history]
    assert events == ["same_matter", "not_same", "same_matter"]


def test_no_circle_and_no_chain_comes_about(two, tell, desk, analyst) -> None:
    first, again = two
    say_same(desk, again, first)
    third = tell("Nog een keer")
    for report_id, other in ((first, again), (third, again), (first, first)):
        with pytest.raises(Invalid) as refused:
            say_same(desk, report_id, other)
        assert set(refused.value.fields) == {"number"}
    say_same(desk, third, first)
    assert len(told_again_in(desk, first)) == 2
    assert counted(analyst) == 1


@pytest.mark.parametrize("number", ["M-2026-00000", "", "Acht mannen", "m-"])
def test_a_wrong_number_is_a_sentence(two, desk, number) -> None:
    with pytest.raises(Invalid, match="geen melding met dit nummer"):
        actions.say_same(by=desk, report_id=two[0], version=1, number=number, reason=REASON)


def test_a_number_is_read_as_people_type_it(two, desk) -> None:
    first, again = two
    typed = f"  {number_of(desk, first).lower()} "
    actions.say_same(by=desk, report_id=again, version=1, number=typed, reason=REASON)
    assert same_matter_as(desk, again).other == first


def test_a_report_of_another_world_has_no_number_here(
    two, tell, desk, focal_point_hengelo, focal_point_enschede
) -> None:
    elsewhere = tell("Elders", municipality=ENSCHEDE)
    assert queries.numbers_of(focal_point_hengelo, [elsewhere, two[0]]) == {
        two[0]: number_of(desk, two[0])
    }
    for actor, refusal in ((focal_point_hengelo, NotPermitted), (focal_point_enschede, NotFound)):
        with pytest.raises(refusal):
            actions.say_same(by=actor, report_id=two[0], version=1, number="M", reason=REASON)
        with pytest.raises(refusal):
            actions.say_not_same(by=actor, report_id=two[0], version=1, reason=REASON)


def test_its_reporter_hears_back_too_and_then_it_is_closed_as_a_duplicate(two, weigh, desk) -> None:
    first, again = two
    say_same(desk, again, first)
    weigh(again, outcome="registration_only")
    with pytest.raises(Conflict):
        close(desk, again, "duplicate")
    hear_back(desk, again, rules.ToldBack(way="conversation", text="kept"))
    with pytest.raises(Invalid, match="vertelt hetzelfde als een andere"):
        close(desk, again, "nothing_found")
    close(desk, again, "duplicate")
    assert queries.standing(desk, first).state == "new"
    with pytest.raises(Conflict):
        close(desk, first, "duplicate")


def test_no_text_for_a_reporter_says_that_another_reported_it() -> None:
    from kmt.triage.told_back import TEXTS, said_in_full

    for code in TEXTS:
        said = said_in_full(rules.ToldBack(way="conversation", text=code)).lower()
        assert not {"dubbel", "al gemeld", "iemand anders", "andere melder"} & {
            words
            for words in ("dubbel", "al gemeld", "iemand anders", "andere melder")
            if words in said
        }


def test_reasons_lie_sealed_and_are_written_once(two, desk) -> None:
    say_same(desk, two[1], two[0], "Zeepaardje")
    assert "Zeepaardje" not in every_row()
    assert same_matter_as(desk, two[1]).reason == "Zeepaardje"
    with gate_open(desk, writing=True):
        row = SameMatter.objects.get()
        row.holds = False
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_a_double_click_says_it_once(two, desk) -> None:
    number = number_of(desk, two[0])
    actions.say_same(by=desk, report_id=two[1], version=1, number=number, reason=REASON)
    with pytest.raises(Conflict):
        actions.say_same(by=desk, report_id=two[1], version=1, number=number, reason=REASON)


def test_when_the_first_goes_the_other_stays_and_counts_no_second_time(
    two, desk, analyst, log_in
) -> None:
    first, again = two
    say_same(desk, again, first)
    intake.destroy_report(by=night_watch(), object_id=first)
    same = same_matter_as(desk, again)
    assert (same.other, same.number, same.reason) == (None, "", REASON)
    assert "Als een melding die weg is" in text_of(log_in("desk").get(f"/meldingen/{again}/"))
    assert counted(analyst) == 0


def test_when_the_duplicate_goes_it_is_counted_nowhere(two, desk) -> None:
    first, again = two
    say_same(desk, again, first)
    forms = {
        one.object_id: one.forms for one in queries.retained_records(night_watch()) if not one.part
    }
    assert (forms[first], forms[again]) == (("UNK",), ())
    intake.destroy_report(by=night_watch(), object_id=again)
    assert told_again_in(desk, first) == ()
    with gate_open(desk):
        assert not SameMatter.objects.exists()


def test_the_journey_by_the_page(two, desk, log_in) -> None:
    first, again = two
    client, path = log_in("desk"), f"/meldingen/{two[1]}/dubbel/"
    assert "Er wordt niets samengevoegd." in text_of(client.get(path))
    wrong = client.post(path, {"version": 1, "number": "M-2026-1", "reason": "Bewaar mij"})
    assert wrong.status_code == 422
    assert "Er is geen melding met dit nummer die jij ziet." in text_of(wrong)
    assert "Bewaar mij" in wrong.content.decode()
    typed = {"version": 1, "number": number_of(desk, first), "reason": REASON}
    assert client.post(path, typed).status_code == 302
    assert "Toch niet dubbel" in text_of(client.get(path))
    empty = client.post(path, {"version": 2, "reason": ""})
    assert empty.status_code == 422
    assert client.post(path, {"version": 2, "reason": "Een andere."}).status_code == 302
    assert same_matter_as(desk, again) is None
