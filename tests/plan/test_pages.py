"""The pages of the plan, as coordinators use them: without JavaScript, with a real log-in."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.plan import actions, queries
from kmt.plan.rules import JudgedBy, NewScore
from tests.care.conftest import in_days
from tests.plan.conftest import GOAL, WHAT, add, domain_of, plan_of, ref, write

LogIn = Callable[[str], Client]
OTHER = "Ik wil een eigen sleutel"


@pytest.fixture
def bram(log_in: LogIn) -> Client:
    """The coordinator at his desk."""
    return log_in("coordinator")


@pytest.fixture
def sanne(log_in: LogIn) -> Client:
    """The colleague who is involved too."""
    return log_in("colleague")


def page(name: str, *args: object) -> str:
    return reverse(f"plan:{name}", args=args)


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(client: Client, url: str, do: str = "") -> dict[str, str]:
    """The hidden fields of the form on a page that does this."""
    mark = f'name="do" value="{do}"' if do else 'name="token"'
    form = next(one for one in text_of(client, url).split("<form") if mark in one)
    form = form.split("</form")[0]
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {**found, **({"do": do} if do else {})}


def test_the_plan_has_seventeen_domains_and_folds_those_without_a_goal(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    text = text_of(bram, page("case", case_id))
    assert text.count('id="gebied-') == 17
    assert text.count('" open><summary>') == 1
    assert GOAL in text
    assert "Hulpplan" in text


def test_an_empty_plan_says_how_to_begin(bram: Client, case_id: UUID) -> None:
    assert "Met één doel kun je beginnen" in text_of(bram, page("case", case_id))


def test_a_goal_and_an_action_in_a_few_keystrokes(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    url = page("case", case_id)
    goal = {**hidden(bram, url, "goal"), "domain": "safety", "goal": GOAL}
    action = {
        **hidden(bram, url, "action"),
        "domain": "safety",
        "what": WHAT,
        "due": in_days(3).isoformat(),
    }
    for data in (goal, goal, action, action):
        assert bram.post(url, data).status_code == 302
    found = domain_of(coordinator, case_id)
    assert (found.now.text.goal, [one.what for one in found.actions]) == (GOAL, [WHAT])


@pytest.mark.parametrize(
    ("do", "typed", "said"),
    [
        ("goal", {"domain": "safety", "goal": " "}, "Vul hier iets in."),
        ("goal", {"domain": "", "goal": "Mijn woorden"}, "Dit veld is verplicht"),
        ("action", {"domain": "safety", "what": "Mijn woorden", "due": "2020-01-01"}, "voorbij"),
        ("action", {"domain": "bestaat_niet", "what": "Mijn woorden", "due": "x"}, "Mijn woorden"),
    ],
)
def test_what_was_typed_wrong_comes_back_with_a_sentence(
    bram: Client, case_id: UUID, do: str, typed: dict[str, str], said: str
) -> None:
    url = page("case", case_id)
    answer = bram.post(url, {**hidden(bram, url, do), **typed})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert typed.get("what", typed.get("goal", "")).strip() in text


def test_two_people_at_once_see_both_texts_side_by_side(
    bram: Client, sanne: Client, case_id: UUID, coordinator: Actor
) -> None:
    url = page("domain", case_id, 1)
    hers, his = hidden(sanne, url, "text"), hidden(bram, url, "text")
    assert bram.post(url, {**his, "goal": GOAL}).status_code == 302
    answer = sanne.post(url, {**hers, "goal": OTHER})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Beide teksten staan hieronder naast elkaar" in text
    assert GOAL in text
    assert f">\n{OTHER}</textarea>" in text
    assert "Bewaard door Bram Voorbeeld" in text
    base = re.search(r'name="base" value="(\d+)"', text)
    assert base is not None
    again = {**hers, "base": base[1], "token": str(uuid4()), "goal": f"{GOAL}, en {OTHER}"}
    assert sanne.post(url, again).status_code == 302
    page_now = queries.domain_page(coordinator, ref(coordinator, case_id), "safety")
    assert [one.text.goal for one in page_now.revisions] == [f"{GOAL}, en {OTHER}", GOAL]


def test_who_closed_the_window_at_a_conflict_finds_both_texts_again(
    bram: Client, sanne: Client, case_id: UUID
) -> None:
    url = page("domain", case_id, 1)
    hers, his = hidden(sanne, url, "text"), hidden(bram, url, "text")
    bram.post(url, {**his, "goal": GOAL})
    sanne.post(url, {**hers, "goal": OTHER})
    text = text_of(sanne, url)
    assert "Een collega bewaarde dit leefgebied" in text
    assert GOAL in text
    assert f">\n{OTHER}</textarea>" in text
    assert OTHER not in text_of(bram, url)


def test_the_script_keeps_what_is_typed_and_the_page_gives_it_back(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    url, keep = page("domain", case_id, 1), page("keep", case_id, 1)
    data = {**hidden(bram, url, "text"), "goal": "Ik wil"}
    answer = bram.post(keep, data)
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert "Nog niet in het plan" in answer.json()["sentence"]
    assert bram.post(keep, data).status_code == 409
    assert plan_of(coordinator, case_id).goals == 0
    text = text_of(bram, url)
    assert "Dit typte je en bewaarde je nog niet" in text
    assert ">\nIk wil</textarea>" in text
    assert bram.post(url, {"do": "drop"}).status_code == 302
    assert "Ik wil</textarea>" not in text_of(bram, url)


@pytest.mark.parametrize("typed", [{}, {"base": "x"}, {"goal": "x" * 5000, "base": "0"}])
def test_keeping_what_cannot_be_kept_says_so(
    bram: Client, case_id: UUID, typed: dict[str, str]
) -> None:
    answer = bram.post(page("keep", case_id, 1), typed)
    assert answer.status_code == 422
    assert answer.json()["sentence"]


def test_the_picture_of_the_scores_has_the_same_as_a_table(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    for days, value in ((-9, 1), (0, 3)):
        score = NewScore(
            domain="safety", value=value, judged_by=JudgedBy.VICTIM, on=in_days(days), words="Rust"
        )
        actions.add_score(by=coordinator, case_id=case_id, score=score, token=uuid4())
    text = text_of(bram, page("domain", case_id, 1))
    assert text.count('class="c-bar" cx') == 4
    assert "3 · gaat redelijk" in text
    assert "geen score van een persoon" in text


def test_the_last_act_is_taken_back_with_one_button(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    url = page("case", case_id)
    data = hidden(bram, url, "undo")
    assert bram.post(url, data).status_code == 302
    assert plan_of(coordinator, case_id).goals == 0
    assert "Dit kan niet meer" in bram.post(url, data, follow=True).content.decode()


def test_a_score_is_added_on_the_page_of_its_domain(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    url = page("domain", case_id, 1)
    data = hidden(bram, url, "score")
    assert bram.post(url, {**data, "value": "9"}).status_code == 422
    right = {"value": "2", "judged_by": "victim", "on": clock.today().isoformat()}
    assert bram.post(url, {**data, **right}).status_code == 302
    assert domain_of(coordinator, case_id).latest is not None


def test_the_whole_way_from_template_to_evaluation(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    assert bram.post(
        page("templates", case_id), {"do": "template", "template": "courier"}
    ).has_header("Location")
    for one in plan_of(coordinator, case_id).domains:
        if one.now.proposed:
            url = page("domain", case_id, one.place)
            assert bram.post(url, {**hidden(bram, url, "text"), "goal": GOAL}).status_code == 302
    agree = page("agree", case_id)
    told = {"on": clock.today().isoformat(), "how": "present", "who": ["victim"]}
    assert bram.post(agree, {**hidden(bram, agree), **told}).status_code == 302
    plan = page("case", case_id)
    assert "Uitvoering begint" in text_of(bram, plan)
    assert bram.post(plan, {"do": "begin"}).status_code == 302
    action = plan_of(coordinator, case_id).open_actions[0]
    ended = {"do": "end", "action": str(action.id), "standing": "done", "result": "Gelukt"}
    assert bram.post(plan, ended).status_code == 302
    url = page("evaluation", case_id)
    told = {
        "on": clock.today().isoformat(),
        "went_well": "Ik slaap beter.",
        "judged_by": "victim",
        "follows": "in_execution",
        "score_1": "3",
    }
    assert bram.post(url, {**hidden(bram, url), **told}).status_code == 302
    assert "Ik slaap beter." in text_of(bram, url)
    assert "3 · gaat redelijk" in text_of(bram, page("print", case_id))


def test_points_of_the_checklist_of_this_form_are_offered(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    url = page("templates", case_id)
    text = text_of(bram, url)
    assert "Soa-test" in text
    assert "diplomatieke status?" not in text.split('id="lijst"')[1]
    bram.post(url, {"do": "tick", "item": "sex_images", "ticked": "yes"})
    bram.post(url, {"do": "item", "item": "sex_health"})
    bram.post(url, {"do": "item", "item": "sex_health"})
    assert queries.ticks(coordinator, case_id) == {"sex_images": True}
    assert len(plan_of(coordinator, case_id).open_actions) == 1
    assert "staat in het plan" in text_of(bram, url)


def test_actions_are_moved_together(bram: Client, case_id: UUID, coordinator: Actor) -> None:
    add(coordinator, case_id, due=in_days(1))
    url = page("reschedule", case_id)
    (action,) = plan_of(coordinator, case_id).open_actions
    data = {**hidden(bram, url), "actions": [str(action.id)], "weeks": "1"}
    answer = bram.post(url, data)
    assert answer.status_code == 422
    assert "Vul in waarom." in answer.content.decode()
    assert bram.post(url, {**data, "reason": "Ziek"}).status_code == 302
    assert plan_of(coordinator, case_id).open_actions[0].due.on == in_days(8)


def test_the_copy_leaves_as_a_pdf_and_is_written_down(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    url = page("copy", case_id)
    answer = bram.post(url, {**hidden(bram, url), "language": "pl"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "no-store"
    assert [one.language for one in queries.copies(coordinator, case_id)] == ["pl"]
    assert "polski, door Bram Voorbeeld" in text_of(bram, url)


def test_looking_is_recorded_with_the_part(bram: Client, case_id: UUID) -> None:
    text_of(bram, page("print", case_id))
    row = AuditEvent.objects.filter(object_type="care_case", action="read").latest("seq")
    assert row.reason_text == "plan_print"


@pytest.mark.parametrize("place", [0, 18, 999])
def test_a_domain_that_is_not_there_is_not_found(bram: Client, case_id: UUID, place: int) -> None:
    assert bram.get(page("domain", case_id, place)).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("case", {"do": "end", "action": "geen-id", "standing": "done"}),
        ("case", {"do": "end", "action": str(uuid4()), "standing": "done"}),
        ("templates", {"do": "template", "template": "bestaat_niet"}),
        ("templates", {"do": "item", "item": "bestaat_niet"}),
    ],
)
def test_what_does_not_exist_is_not_found(
    bram: Client, case_id: UUID, name: str, data: dict[str, str]
) -> None:
    assert bram.post(page(name, case_id), data).status_code == 404


def test_the_page_asks_as_much_with_many_rows_as_with_few(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    write(coordinator, case_id)
    for number in range(8):
        add(coordinator, case_id, what=f"Stap {number}")
    for base in range(1, 5):
        write(coordinator, case_id, goal=f"{GOAL} {base}", base=base)
    score = NewScore(domain="safety", value=2, judged_by=JudgedBy.VICTIM, on=clock.today())
    actions.add_score(by=coordinator, case_id=case_id, score=score, token=uuid4())
    for url in (page("case", case_id), page("domain", case_id, 1)):
        bram.get(url)
        with CaptureQueriesContext(connections["default"]) as asked:
            bram.get(url)
        ours = [one["sql"] for one in asked if 'FROM "plan_' in one["sql"]]
        assert len(ours) <= 4, ours
        assert len(asked) <= 17, [one["sql"][:120] for one in asked]
