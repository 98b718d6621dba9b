"""The work list: who has what and what it waits for, filters as links, views of one's own, bulk."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from urllib.parse import parse_qsl
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.conversation.actions import answer
from kmt.desk import narrowing
from kmt.desk.actions import assigning, saving
from kmt.desk.models import SavedView
from kmt.desk.rules.assigning import Giving, may_give, may_take_up
from kmt.desk.rules.saving import LONGEST_NAME, MOST_SAVED
from kmt.desk.rules.waiting import Waits, waits_for
from kmt.desk.saved import saved_views
from kmt.intake import actions, queries
from kmt.intake.narrowing import COLUMNS
from kmt.intake.rules import PersonToAdd
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted
from kmt.partners.actions import end_account
from kmt.vault.rules import Identity
from tests.intake.conftest import ENSCHEDE, HENGELO, every_row, text_of

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LIST = "/meldingen/"
PERSON = PersonToAdd(identity=Identity(description="meisje, ongeveer 16"))


def titles(found) -> list[str]:
    return [line.title for line in found.lines]


def narrowed(desk, view: str = "todo", **chosen: str) -> list[str]:
    return sorted(titles(queries.worklist(desk, view, 1, chosen)))


def version_of(desk, report_id) -> int:
    return queries.report_detail(desk, report_id).version


def ticks(desk, *ids) -> dict:
    return {one: version_of(desk, one) for one in ids}


def sent(desk, *ids, **more: str) -> dict:
    return {"report": [f"{one}:{version}" for one, version in ticks(desk, *ids).items()], **more}


# What a line says


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({"state": "new"}, Waits.WEIGHING),
        ({"state": "acknowledged"}, Waits.WEIGHING),
        ({"state": "screened"}, Waits.DECISION),
        ({"state": "screened", "asked": True}, Waits.REPORTER),
        ({"state": "screened", "second_look": True, "asked": True}, Waits.SECOND_LOOK),
        ({"state": "routed", "outcome": "advice"}, Waits.FEEDBACK),
        ({"state": "routed", "outcome": "advice", "asked": True}, Waits.FEEDBACK),
        ({"state": "routed", "outcome": "care_case"}, Waits.CARE),
        ({"state": "routed", "outcome": "care_case", "taken": True}, Waits.FEEDBACK),
        ({"state": "feedback", "outcome": "care_case"}, Waits.CARE),
        ({"state": "feedback", "outcome": "advice"}, Waits.CLOSING),
        ({"state": "closed", "outcome": "advice", "second_look": True}, Waits.NOTHING),
        ({"state": "closed", "speaks": True}, Waits.READING),
        ({"state": "new", "speaks": True, "second_look": True}, Waits.READING),
    ],
)
def test_a_report_waits_for_the_first_thing_that_must_happen(facts, waits) -> None:
    nothing = {"outcome": "", "taken": False, "second_look": False, "asked": False, "speaks": False}
    assert waits_for(**nothing | facts) == waits


def test_a_line_says_who_has_it_where_it_is_and_what_it_waits_for(
    tell, weigh, desk, second_desk, log_in
) -> None:
    tell("niemand", municipality=HENGELO)
    mine, other = tell("van mij"), tell("van Daan")
    actions.take_up(by=desk, report_id=mine, version=1)
    actions.take_up(by=second_desk, report_id=other, version=1)
    weigh(tell("besloten"), outcome="care_case", person=PERSON)
    client = log_in("desk")
    rows = re.findall(r"<tr id.*?</tr>", client.get(LIST).content.decode(), re.DOTALL)
    said = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]
    of = {name: next(one for one in said if name in one) for name in ("niemand", "van mij", "Daan")}
    assert of["niemand"].endswith("Nieuw Wacht op weging Niemand")
    assert "Vorm onbekend · Hengelo" in of["niemand"]
    assert of["van mij"].endswith("Opgepakt Wacht op weging Jij")
    assert of["Daan"].endswith("Daan Verzonnen")
    page = text_of(client.get(f"{LIST}?lijst=terugkoppelen"))
    assert "Wacht op zorgcoördinatie" in page


def test_the_list_is_read_aloud_sensibly(tell, log_in, desk) -> None:
    number = queries.standing(desk, tell()).number
    html = log_in("desk").get(LIST).content.decode()
    assert '<a class="skip" href="#lijst">Naar de lijst</a>' in html
    assert '<div id="lijst" tabindex="-1">' in html
    assert html.count('<th scope="col">') == 6
    assert html.count('<th scope="row"') == 1
    assert f"Kies {number}, </span>" in html, "the box to tick says which report"
    assert html.index('<th scope="row"') < html.index('value="take_up"'), "then the acts"


def test_after_a_question_of_the_desk_a_report_waits_for_the_reporter(tell, desk) -> None:
    report_id = tell()
    answer(by=desk, object_type="report", object_id=report_id, page="een", text="Waar slapen zij?")
    assert [line.asked for line in queries.worklist(desk).lines] == [True]


def test_who_may_not_divide_the_work_is_not_told_who_does_it(
    tell, desk, focal_point_hengelo, log_in
) -> None:
    report_id = tell(municipality=HENGELO)
    actions.take_up(by=desk, report_id=report_id, version=1)
    found = queries.worklist(focal_point_hengelo, "todo", 1, {"who": ""})
    assert [line.who for line in found.lines] == [""], "asking by who is left out, not answered"
    page = log_in("focal_point_hengelo").get(f"{LIST}?van={desk.id}")
    assert "Noor Demo" not in text_of(page)
    assert "Bij wie" not in text_of(page)


# Filters


@pytest.fixture
def several(tell, weigh, desk, second_desk):
    """Reports that differ in everything one can filter by; on a Monday."""
    with clock.frozen(MONDAY - timedelta(days=9)):
        tell("te laat", municipality=HENGELO)
    with clock.frozen(MONDAY):
        acute = tell("acuut", municipality=ENSCHEDE, minors="yes", channel="phone")
        weigh(acute, outcome="undecided", urgency="U1", urgency_reason="nu", summary="acuut")
        other = tell("van Daan", outside_region=True)
        actions.take_up(by=second_desk, report_id=other, version=1)
        weigh(tell("besloten"), summary="besloten", forms=("SEX",))
        yield


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"urgency": "U1"}, ["acuut"]),
        ({"urgency": ""}, ["te laat", "van Daan"]),
        ({"due": "late"}, ["te laat"]),
        ({"due": "today"}, ["acuut"]),
        ({"minors": "yes"}, ["acuut"]),
        ({"unread": "yes"}, []),
        ({"state": "acknowledged"}, ["van Daan"]),
        ({"form": "LAB"}, ["acuut"]),
        ({"place": HENGELO}, ["te laat"]),
        ({"place": "elsewhere"}, ["van Daan"]),
        ({"place": ""}, []),
        ({"channel": "phone"}, ["acuut"]),
        ({"channel": "web_form"}, ["te laat", "van Daan"]),
        ({"who": ""}, ["te laat"]),
        ({"channel": "web_form", "who": ""}, ["te laat"]),
        ({"channel": "phone", "who": ""}, []),
    ],
)
def test_each_filter_keeps_what_it_says(chosen, found, several, desk) -> None:
    assert narrowed(desk, **chosen) == found


def test_filters_hold_in_every_view_also_in_what_is_over(several, desk, second_desk) -> None:
    assert narrowed(desk, who=second_desk.id) == ["van Daan"]
    assert narrowed(desk, "mine", urgency="U1") == ["acuut"]
    assert narrowed(desk, "unheard", form="SEX") == ["besloten"]
    assert narrowed(desk, "done", form="SEX") == ["besloten"]
    assert narrowed(desk, "done", form="LAB") == []
    assert narrowed(desk, "all", urgency="") == ["te laat", "van Daan"]
    assert queries.worklist(desk, "all", 1, {"form": "SEX"}).total == 1


@pytest.mark.parametrize("facet", sorted(COLUMNS))
def test_the_number_at_a_choice_is_how_many_lines_it_gives(facet, several, desk) -> None:
    for view in ("todo", "mine", "unheard"):
        for before in ({}, {"channel": "web_form"}, {"who": "", "due": "late"}):
            chosen = {name: code for name, code in before.items() if name != facet}
            counted = queries.worklist(desk, view, 1, chosen).choices.get(facet, {})
            for code, number in counted.items():
                found = queries.worklist(desk, view, 1, {**chosen, facet: code})
                assert (found.total, len(found.lines)) == (number, number)


def test_an_address_says_the_same_question_the_same_way(desk) -> None:
    for facet in narrowing.WORDS:
        codes = [desk.id, "", str(uuid4())] if facet == "who" else narrowing.offered(facet, {})
        for code in codes:
            address = narrowing.query(desk, "all", {facet: code})
            asked = narrowing.asked(desk, dict(parse_qsl(address)))
            assert (asked.view, dict(asked.narrowed)) == ("all", {facet: code}), address


def test_every_facet_has_its_word_and_its_name() -> None:
    assert set(narrowing.WORDS) == set(narrowing.LABELS) == set(COLUMNS)


@pytest.mark.parametrize(
    "address",
    ["spoed=U9", "van=noor", "plaats=Hengelo", "vorm='%3B--", "termijn=ooit", "x=1", "pagina=x"],
)
def test_what_is_odd_in_an_address_is_left_out(address, tell, log_in) -> None:
    tell("een melding")
    page = log_in("desk").get(f"{LIST}?{address}")
    assert page.status_code == 200
    assert "een melding" in text_of(page)
    assert "Gekozen filters" not in page.content.decode()


def test_mine_in_a_shared_address_is_of_whoever_opens_it(tell, desk, second_desk) -> None:
    address = narrowing.query(desk, "todo", {"who": desk.id})
    assert desk.id not in address
    asked = narrowing.asked(second_desk, dict(parse_qsl(address)))
    assert asked.narrowed == {"who": second_desk.id}


def test_a_choice_is_taken_away_by_its_own_link_and_the_views_keep_the_others(
    several, log_in
) -> None:
    html = log_in("desk").get(f"{LIST}?kanaal=web_form&van=niemand").content.decode()
    chosen = re.search(r'aria-label="Gekozen filters">(.*?)</nav>', html, re.DOTALL)[1]
    assert re.findall(r'href="([^"]+)"', chosen) == [
        "/meldingen/?lijst=te-doen&amp;kanaal=web_form",
        "/meldingen/?lijst=te-doen&amp;van=niemand",
        "/meldingen/?lijst=te-doen",
    ]
    assert "/meldingen/?lijst=alles&amp;van=niemand&amp;kanaal=web_form" in html


def test_nothing_found_teaches_how_to_look_wider(several, log_in) -> None:
    page = log_in("desk").get(f"{LIST}?kanaal=phone&van=niemand")
    said = text_of(page)
    assert "Geen meldingen met deze filters" in said
    assert "Zonder Kanaal: Telefoon 1" in said
    assert "Zonder Bij wie: Niemand 1" in said
    assert "lijst=alles&amp;van=niemand&amp;kanaal=phone" in page.content.decode()


def test_pages_keep_what_was_chosen(tell, log_in) -> None:
    for number in range(52):
        tell(f"verhaal {number}", channel="phone" if number else "web_form")
    html = log_in("desk").get(f"{LIST}?kanaal=phone").content.decode()
    assert "?kanaal=phone&amp;pagina=2" in html


def test_what_is_found_among_what_is_over_is_found_among_the_newest_only(
    tell, weigh, desk, monkeypatch
) -> None:
    for days in (3, 2, 1):
        with clock.frozen(MONDAY - timedelta(days=days)):
            weigh(tell(), summary=f"{days} dagen oud")
    monkeypatch.setattr(queries, "MOST_NARROWED", 2)
    assert narrowed(desk, "done", form="LAB") == ["1 dagen oud", "2 dagen oud"]


def test_the_look_is_recorded_once_whatever_is_chosen(several, desk, log_in) -> None:
    client = log_in("desk")
    before = AuditEvent.objects.filter(object_type="report", action="search").count()
    client.get(f"{LIST}?spoed=U1&plaats={ENSCHEDE}")
    assert AuditEvent.objects.filter(object_type="report", action="search").count() == before + 1


def _asked_of_the_database(desk, view: str, chosen: dict[str, str]) -> int:
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        queries.worklist(desk, view, 1, chosen)
    return len(main) + len(keys)


@pytest.mark.parametrize("view", ["todo", "mine", "unheard", "done", "all"])
def test_a_list_asks_the_database_fewer_than_twelve_things(view, several, desk) -> None:
    for chosen in ({}, {"form": "LAB"}, {"channel": "web_form", "place": HENGELO, "due": "late"}):
        assert _asked_of_the_database(desk, view, chosen) < 12


# Views of one's own


def test_filters_are_kept_under_a_name_and_stand_above_the_list(tell, log_in) -> None:
    tell("een melding")
    client = log_in("desk")
    kept = client.post(f"{LIST}weergaven/?van=niemand&pagina=3", {"do": "save", "name": "Vers"})
    assert kept["Location"] == "/meldingen/?lijst=te-doen&van=niemand"
    html = client.get(kept["Location"]).content.decode()
    assert re.search(
        r'<a href="/meldingen/\?lijst=te-doen&amp;van=niemand" aria-current="page">Vers', html
    )


def test_the_list_opens_with_the_view_that_was_chosen_for_it(tell, desk, log_in) -> None:
    first = saving.save_view(by=desk, name="een", address="lijst=alles", opens=True)
    client = log_in("desk")
    assert client.get(LIST)["Location"] == "/meldingen/?lijst=alles"
    assert client.get(f"{LIST}?lijst=te-doen").status_code == 200
    second = saving.save_view(by=desk, name="twee", address="lijst=van-mij", opens=True)
    assert [one.id for one in saved_views(desk) if one.opens] == [second]
    client.post(f"{LIST}weergaven/", {"do": "open", "view": str(first)})
    assert [one.id for one in saved_views(desk) if one.opens] == [first]
    client.post(f"{LIST}weergaven/", {"do": "plain"})
    assert client.get(LIST).status_code == 200


def test_a_view_gets_another_name_and_goes(desk, log_in) -> None:
    view_id = saving.save_view(by=desk, name="een", address="lijst=alles")
    client = log_in("desk")
    client.post(f"{LIST}weergaven/", {"do": "rename", "view": str(view_id), "name": "anders"})
    assert [one.name for one in saved_views(desk)] == ["anders"]
    for _ in range(2):
        assert (
            client.post(f"{LIST}weergaven/", {"do": "remove", "view": str(view_id)}).status_code
            == 302
        )
    assert saved_views(desk) == ()


def test_a_view_is_of_one_person(desk, second_desk, log_in) -> None:
    theirs = saving.save_view(by=second_desk, name="van Daan", address="lijst=alles")
    client = log_in("desk")
    assert "van Daan" not in text_of(client.get(f"{LIST}weergaven/"))
    for do in ({"do": "rename", "name": "x"}, {"do": "open"}):
        assert client.post(f"{LIST}weergaven/", {"view": str(theirs), **do}).status_code == 404
    client.post(f"{LIST}weergaven/", {"do": "remove", "view": str(theirs)})
    assert [one.name for one in saved_views(second_desk)] == ["van Daan"]


def test_the_name_of_a_view_stands_nowhere_in_the_open(desk) -> None:
    saving.save_view(by=desk, name="zaak Kanarievogel", address="lijst=alles")
    assert "Kanarievogel" not in every_row()
    assert [one.name for one in saved_views(desk)] == ["zaak Kanarievogel"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Geef de weergave een naam."),
        ("   ", "Geef de weergave een naam."),
        ("x" * (LONGEST_NAME + 1), "teken"),
        ("EEN", "Je hebt al een weergave met deze naam"),
    ],
)
def test_a_name_that_cannot_be_gets_a_sentence_and_stays_as_typed(
    name, said, desk, tell, log_in
) -> None:
    saving.save_view(by=desk, name="een", address="lijst=alles")
    tell("een melding")
    page = log_in("desk").post(f"{LIST}weergaven/?spoed=geen", {"do": "save", "name": name})
    assert page.status_code == 422
    assert said in text_of(page)
    assert name.strip() in page.content.decode()
    assert "een melding" in text_of(page), "the list is still there"
    assert len(saved_views(desk)) == 1


def test_a_wrong_name_for_one_of_several_keeps_what_was_typed(desk, log_in) -> None:
    saving.save_view(by=desk, name="een", address="lijst=alles")
    other = saving.save_view(by=desk, name="twee", address="lijst=te-doen")
    page = log_in("desk").post(
        f"{LIST}weergaven/", {"do": "rename", "view": str(other), "name": "Een"}
    )
    assert page.status_code == 422
    assert 'value="Een"' in page.content.decode()
    assert [one.name for one in saved_views(desk)] == ["een", "twee"]


def test_a_double_click_keeps_one_and_there_is_room_for_twenty(desk) -> None:
    for number in range(MOST_SAVED):
        saving.save_view(by=desk, name=f"weergave {number}", address="lijst=alles")
        saving.save_view(by=desk, name=f"weergave {number}", address="lijst=alles")
    assert len(saved_views(desk)) == MOST_SAVED
    with pytest.raises(Invalid, match="Haal er eerst een weg"):
        saving.save_view(by=desk, name="nog een", address="lijst=alles")


def test_two_views_cannot_both_open_the_list(desk) -> None:
    saving.save_view(by=desk, name="een", address="lijst=alles", opens=True)
    saving.save_view(by=desk, name="twee", address="lijst=te-doen", opens=True)
    with gate_open(desk):
        assert SavedView.objects.filter(opens=True).count() == 1


def test_the_views_of_who_left_go_at_night_and_the_others_stay(
    desk, second_desk, administrator
) -> None:
    for one in (desk, second_desk):
        saving.save_view(by=one, name="een", address="lijst=alles")
    end_account(by=administrator, account_id=UUID(second_desk.id), reason="left")
    call_command("forget_saved_views", stdout=StringIO())
    assert (len(saved_views(desk)), len(saved_views(second_desk))) == (1, 0)


def test_without_the_list_there_are_no_views(coordinator) -> None:
    with pytest.raises(NotPermitted):
        saving.save_view(by=coordinator, name="een", address="lijst=alles")


# Several at once


def test_several_are_taken_up_in_one_act(tell, desk, log_in) -> None:
    ids = [tell(f"verhaal {number}") for number in range(3)]
    page = log_in("desk").post(
        f"{LIST}samen/?lijst=te-doen&van=niemand", sent(desk, *ids[:2], do="take_up"), follow=True
    )
    assert "2 meldingen zijn van jou." in text_of(page)
    assert page.redirect_chain == [("/meldingen/?lijst=te-doen&van=niemand", 302)]
    assert [queries.standing(desk, one).handler for one in ids] == [desk.id, desk.id, ""]
    steps = [queries.report_detail(desk, one).history[0].event for one in ids[:2]]
    assert steps == ["take_up", "take_up"]


def test_several_are_given_to_a_colleague_who_finds_them(tell, desk, second_desk, log_in) -> None:
    fresh, mine = tell("nieuw"), tell("van mij")
    actions.take_up(by=desk, report_id=mine, version=1)
    page = log_in("desk").post(
        f"{LIST}samen/", sent(desk, fresh, mine, do="assign", to=second_desk.id), follow=True
    )
    assert "2 meldingen zijn toegewezen." in text_of(page)
    assert sorted(titles(queries.worklist(second_desk, "mine"))) == ["nieuw", "van mij"]
    assert queries.report_detail(desk, fresh).state == "acknowledged"
    lines = AuditEvent.objects.filter(
        action="update", object_type="report", reason_text="handed_over", result="allowed"
    )
    assert {one.object_id for one in lines} == {str(fresh), str(mine)}
    assert queries.report_detail(desk, mine).history[0].event == "hand_over"


def test_one_that_cannot_stops_all_and_every_one_says_why(
    tell, weigh, desk, second_desk, log_in
) -> None:
    fresh, mine, theirs = tell("nieuw"), tell("van mij"), tell("van Daan")
    actions.take_up(by=desk, report_id=mine, version=1)
    actions.take_up(by=second_desk, report_id=theirs, version=1)
    page = log_in("desk").post(f"{LIST}samen/", sent(desk, fresh, mine, theirs, do="take_up"))
    said = text_of(page)
    assert page.status_code == 422
    assert "Er is niets gedaan: 2 van de 3 meldingen kunnen niet." in said
    number = {one: queries.standing(desk, one).number for one in (fresh, mine, theirs)}
    assert f"{number[mine]} : Deze melding heb je al opgepakt." in said
    assert f"{number[theirs]} : Deze melding is al opgepakt of gewogen." in said
    assert queries.standing(desk, fresh).state == "new"
    assert page.content.decode().count(" checked") == 3, "what was ticked stays ticked"


def test_one_that_changes_meanwhile_stops_all(tell, desk, second_desk) -> None:
    chosen = ticks(desk, tell("een"), tell("twee"))
    first = next(iter(chosen))
    actions.take_up(by=second_desk, report_id=first, version=1)
    with pytest.raises(Invalid) as refused:
        assigning.assign(by=desk, reports=chosen, to=desk.id)
    assert list(refused.value.fields) == [queries.standing(desk, first).number]
    assert [queries.standing(desk, one).handler for one in chosen] == [second_desk.id, ""]


def test_one_that_fails_halfway_takes_the_others_back(tell, desk, monkeypatch) -> None:
    first, second = tell("een"), tell("twee")
    do = assigning.take_up

    def too_late(*, report_id, **more) -> None:
        if report_id == second:
            raise Conflict("Deze melding is intussen al gewijzigd.")
        do(report_id=report_id, **more)

    monkeypatch.setattr(assigning, "take_up", too_late)
    with pytest.raises(Conflict):
        assigning.take_up_all(by=desk, reports={first: 1, second: 1})
    assert [queries.standing(desk, one).handler for one in (first, second)] == ["", ""]


def test_an_old_page_is_told_so(tell, desk, second_desk, weigh) -> None:
    report_id = tell()
    old = ticks(desk, report_id)
    weigh(report_id, outcome="undecided")
    with pytest.raises(Invalid, match="intussen gewijzigd"):
        assigning.assign(by=desk, reports=old, to=second_desk.id)


def test_one_out_of_reach_stops_all_and_looks_like_none(tell, desk, second_desk) -> None:
    report_id = tell()
    with pytest.raises(NotFound):
        assigning.assign(by=desk, reports={report_id: 1, uuid4(): 1}, to=second_desk.id)
    assert queries.standing(desk, report_id).handler == ""


@pytest.mark.parametrize(
    ("send", "said"),
    [
        ({"do": "take_up"}, "Kies eerst een of meer meldingen."),
        ({"do": "take_up", "report": "onzin"}, "Kies eerst een of meer meldingen."),
        ({"do": "assign", "report": "TICK"}, "Kies een collega."),
        ({"do": "assign", "report": "TICK", "to": "onzin"}, "Kies een collega."),
    ],
)
def test_an_unfinished_choice_gets_a_sentence(send, said, tell, desk, log_in) -> None:
    report_id = tell("nog te kiezen")
    tick = f"{report_id}:1"
    typed = {name: tick if value == "TICK" else value for name, value in send.items()}
    page = log_in("desk").post(f"{LIST}samen/", typed)
    assert page.status_code == 422
    assert said in text_of(page)
    assert "nog te kiezen" in text_of(page)
    assert queries.standing(desk, report_id).handler == ""


def test_more_than_a_page_at_once_is_refused(desk) -> None:
    with pytest.raises(Invalid, match="hooguit 50"):
        assigning.take_up_all(by=desk, reports={uuid4(): 1 for _ in range(51)})


# To whom


GIVING = {"state": "new", "asker": "noor", "holder": "", "to": "daan"}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, ""),
        ({"holder": "noor", "state": "screened"}, ""),
        ({"holder": "tess", "leads": True}, ""),
        ({"holder": "tess", "covers": True}, ""),
        ({"holder": "tess"}, "Een collega heeft deze melding"),
        ({"holder": "daan"}, "heeft deze melding al"),
        ({"state": "closed"}, "gesloten"),
        ({"works": False}, "weegt geen meldingen"),
        ({"reaches": False}, "buiten het gebied"),
        ({"away": "23-11-2026 tot en met 24-11-2026"}, "afwezig van 23-11-2026"),
        ({"clashes": True}, "belang dat botst"),
    ],
)
def test_a_report_goes_only_to_who_can_do_it_from_who_may_give_it(facts, reason) -> None:
    decision = may_give(Giving(**GIVING | facts))
    assert decision.allowed == (not reason)
    assert reason in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("state", "holder", "allowed"),
    [("new", "", True), ("acknowledged", "noor", False), ("screened", "daan", False)],
)
def test_only_what_nobody_took_up_is_taken_up(state, holder, allowed) -> None:
    assert may_take_up(state=state, holder=holder, asker="noor").allowed == allowed


def test_a_report_is_given_from_its_page(tell, desk, second_desk, log_in) -> None:
    report_id = tell()
    client = log_in("desk")
    assert "Nog niemand" in text_of(client.get(f"{LIST}{report_id}/"))
    typed = {"version": "1", "to": second_desk.id}
    page = client.post(f"{LIST}{report_id}/toewijzen/", typed, follow=True)
    assert "De melding is toegewezen aan je collega." in text_of(page)
    assert "Bij wie Daan Verzonnen" in text_of(page)
    again = client.post(f"{LIST}{report_id}/toewijzen/", typed)
    assert again.status_code == 422
    assert "Deze collega heeft deze melding al." in text_of(again)


@pytest.mark.parametrize(
    "typed", [{}, {"to": "onzin"}, {"to": "THEM"}, {"to": "THEM", "version": "x"}]
)
def test_a_report_is_not_given_on_half_an_answer(typed, tell, desk, second_desk, log_in) -> None:
    report_id = tell()
    filled = {name: second_desk.id if value == "THEM" else value for name, value in typed.items()}
    page = log_in("desk").post(f"{LIST}{report_id}/toewijzen/", filled)
    assert page.status_code == 422
    assert queries.standing(desk, report_id).handler == ""


def test_who_does_not_weigh_gets_no_report(tell, desk, coordinator) -> None:
    with pytest.raises(Invalid, match="weegt geen meldingen"):
        assigning.assign(by=desk, reports={tell(): 1}, to=coordinator.id)


def test_the_team_lead_gives_what_another_has_and_a_colleague_does_not(
    tell, desk, second_desk, team_lead
) -> None:
    report_id = tell()
    actions.take_up(by=second_desk, report_id=report_id, version=1)
    with pytest.raises(Invalid, match="wie waarneemt of de teamleider"):
        assigning.assign(by=desk, reports={report_id: 2}, to=desk.id)
    assigning.assign(by=team_lead, reports={report_id: 2}, to=desk.id)
    assert queries.standing(desk, report_id).handler == desk.id


def test_who_divides_no_work_gives_nothing_away(tell, focal_point_hengelo, second_desk) -> None:
    report_id = tell(municipality=HENGELO)
    with pytest.raises(NotPermitted):
        assigning.assign(by=focal_point_hengelo, reports={report_id: 1}, to=second_desk.id)
    with pytest.raises(NotPermitted):
        assigning.take_up_all(by=focal_point_hengelo, reports={report_id: 1})


def test_the_list_of_a_colleague_is_one_link_away(tell, desk, second_desk, log_in) -> None:
    report_id = tell("van Daan")
    tell("van niemand")
    actions.take_up(by=second_desk, report_id=report_id, version=1)
    client = log_in("desk")
    html = client.get(LIST).content.decode()
    link = re.search(r'href="([^"]+)">Daan Verzonnen <span class="count">1<', html)[1]
    said = text_of(client.get(link.replace("&amp;", "&")))
    assert "van Daan" in said
    assert "van niemand" not in said
