"""Versions of the policy frame: written, adopted by a decision, frozen, renewed, looked back on."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from kmt.governance.queries import decision as decision_of
from kmt.governance.queries import decisions, decisions_about
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.policy_frame import actions, queries
from kmt.policy_frame.given import NewAction, NewGoal, NewValue
from kmt.policy_frame.printing import frame_content, frame_pdf
from kmt.policy_frame.rules import Light, Why
from tests.policy_frame.conftest import Made, adopt, make, measure, new_result


def test_a_draft_shows_its_goals_results_and_actions(member: Actor, made: Made) -> None:
    view = queries.frame(member)
    (goal,) = view.goals
    (result,) = goal.results
    (action,) = result.actions
    assert (view.draft, view.may_write, view.late) == (True, False, 1)
    assert (goal.title, result.unit, result.judged.why) == ("Signaleren", "meldingen", Why.NO_VALUE)
    assert (action.organisation, action.late) == ("Kenniscentrum Mensenhandel Twente", True)


def test_a_typed_value_gives_a_light_with_base_and_source(
    adviser: Actor, member: Actor, made: Made
) -> None:
    measure(adviser, made, 140, date(2026, 6, 30))
    (result,) = queries.frame(member).results
    assert (result.judged.light, result.judged.expected) == (Light.BEHIND, Decimal("149.86"))
    measure(adviser, made, 150)
    (result,) = queries.frame(member).results
    assert result.judged.light == Light.ON_COURSE
    assert (result.reading.base, result.reading.source) == ("14 gemeenten", "Opgave 2026")
    seen = queries.result(member, made.frame, made.result)
    assert [one.value for one in seen.measured] == [Decimal(150), Decimal(140)]
    assert seen.measured[0].by == "Wies Beleid"


def test_adopting_freezes_a_version_and_stands_in_the_register(
    adviser: Actor, member: Actor, made: Made
) -> None:
    decision = adopt(adviser, made.frame, dissent="RIEC: zwaarder op facilitators.")
    view = queries.frame(member)
    assert (view.draft, view.line.adopted_on) == (False, date(2026, 6, 1))
    assert (view.line.adopted_by, view.line.decision) == ("Portefeuillehouders", decision)
    seen = decision_of(member, decision)
    assert seen.about == f"policy:{made.frame}"
    assert seen.subject.title == "Twente vrij van uitbuiting (1)"
    assert seen.dissent == "RIEC: zwaarder op facilitators."
    assert decisions_about(member, f"policy:{made.frame}")[0].id == decision
    frozen = "vastgesteld en ligt vast"
    for write in (
        lambda: actions.rewrite(
            by=adviser, frame_id=made.frame, version=1, title="Anders", ambition="x"
        ),
        lambda: actions.put_goal(by=adviser, frame_id=made.frame, new=NewGoal(title="Nog een")),
        lambda: actions.put_result(
            by=adviser, frame_id=made.frame, new=new_result(), goal_id=made.goal
        ),
        lambda: actions.take_out(by=adviser, frame_id=made.frame, kind="goal", part_id=made.goal),
    ):
        with pytest.raises(Refused, match=frozen):
            write()
    with pytest.raises(Refused, match="al vastgesteld"):
        adopt(adviser, made.frame)
    assert len(decisions(adviser)) == 1


def test_a_version_without_results_is_not_adopted_and_leaves_no_decision(adviser: Actor) -> None:
    frame = actions.begin(by=adviser, title="Leeg", ambition="Iets.")
    with pytest.raises(Refused, match="geen doel"):
        adopt(adviser, frame)
    actions.put_goal(by=adviser, frame_id=frame, new=NewGoal(title="Kaal doel"))
    with pytest.raises(Refused, match="Kaal doel"):
        adopt(adviser, frame)
    with pytest.raises(Invalid):
        adopt(adviser, frame, body="")
    assert decisions(adviser) == ()


def test_a_new_version_is_a_copy_that_keeps_what_was_measured(adviser: Actor, made: Made) -> None:
    measure(adviser, made, 150)
    adopt(adviser, made.frame)
    again = make_new(adviser)
    view = queries.frame(adviser, again)
    (result,) = view.results
    assert (view.line.number, view.draft) == (2, True)
    assert (result.reading.value, len(result.actions)) == (Decimal(150), 1)
    assert queries.frame(adviser).line.id == made.frame
    with pytest.raises(Refused, match="al een concept"):
        make_new(adviser)


def make_new(adviser: Actor):
    return actions.begin(by=adviser, title="Versie twee", ambition="Een regio zonder uitbuiting.")


def test_two_versions_are_compared_part_by_part(adviser: Actor, member: Actor, made: Made) -> None:
    adopt(adviser, made.frame)
    again = make_new(adviser)
    view = queries.frame(adviser, again)
    (goal,) = view.goals
    (result,) = goal.results
    actions.put_goal(
        by=adviser,
        frame_id=again,
        new=NewGoal(title="Eerder signaleren"),
        goal_id=goal.id,
        version=goal.version,
    )
    actions.put_goal(by=adviser, frame_id=again, new=NewGoal(title="Voorkomen"))
    actions.take_out(by=adviser, frame_id=again, kind="action", part_id=result.actions[0].id)
    found = queries.compared(member, again)
    assert [(one.kind, one.what) for one in found.changes] == [
        ("goal", "changed"),
        ("goal", "new"),
        ("action", "gone"),
    ]
    assert queries.compared(member, made.frame) is None
    assert queries.frame(member, made.frame).goals[0].title == "Signaleren"


def test_two_who_change_one_part_meet(adviser: Actor, made: Made) -> None:
    def change(title: str, version: int) -> None:
        actions.put_goal(
            by=adviser,
            frame_id=made.frame,
            new=NewGoal(title=title),
            goal_id=made.goal,
            version=version,
        )

    change("Eerste", 1)
    with pytest.raises(Conflict, match="wijzigde dit intussen"):
        change("Tweede", 1)
    change("Samen", 2)
    actions.rewrite(by=adviser, frame_id=made.frame, version=1, title="Een", ambition="Eerste.")
    with pytest.raises(Conflict):
        actions.rewrite(
            by=adviser, frame_id=made.frame, version=1, title="Twee", ambition="Tweede."
        )


def test_what_came_of_an_action_is_added(adviser: Actor, member: Actor, made: Made) -> None:
    token = uuid4()
    for _twice in range(2):
        actions.say_progress(
            by=adviser,
            frame_id=made.frame,
            action_id=made.action,
            progress="done",
            words="Klaar.",
            token=token,
        )
    (action,) = queries.frame(member).results[0].actions
    assert (action.progress, action.words, action.late) == ("done", "Klaar.", False)
    with pytest.raises(Invalid):
        actions.say_progress(
            by=adviser, frame_id=made.frame, action_id=made.action, progress="x", words=""
        )


def test_an_adopted_version_is_looked_back_on(adviser: Actor, member: Actor, made: Made) -> None:
    told = {"found": "Te langzaam.", "changes": "Eerder trainen.", "on": date(2026, 6, 30)}
    with pytest.raises(Refused, match="nog niet uitgevoerd"):
        actions.evaluate(by=adviser, frame_id=made.frame, **told)
    adopt(adviser, made.frame)
    actions.evaluate(by=adviser, frame_id=made.frame, **told)
    (found,) = queries.frame(member).evaluations
    assert (found.found, found.changes, found.by) == (
        "Te langzaam.",
        "Eerder trainen.",
        "Wies Beleid",
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"measure": ""}, "measure"),
        ({"unit": ""}, "unit"),
        ({"direction": "up"}, "direction"),
        ({"indicator": "nothing"}, "indicator"),
        ({"start": None}, "start_on"),
        ({"start_on": date(2027, 7, 1)}, "start_on"),
    ],
)
def test_a_result_lacks_nothing(
    adviser: Actor, made: Made, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.put_result(
            by=adviser, frame_id=made.frame, new=new_result(**changed), goal_id=made.goal
        )
    assert field in refused.value.fields


def test_a_reckoned_figure_is_not_typed_in(adviser: Actor, made: Made) -> None:
    key = actions.put_result(
        by=adviser,
        frame_id=made.frame,
        new=new_result(indicator="coverage", measure="", unit=""),
        goal_id=made.goal,
    )
    new = NewValue(value=Decimal(1), on=date(2026, 7, 1), base="b", source="s")
    with pytest.raises(Invalid) as refused:
        actions.measure(by=adviser, frame_id=made.frame, result_id=key, new=new)
    assert "value" in refused.value.fields
    result = queries.frame(adviser).results[1]
    assert (result.unit, result.reading, result.judged.why) == (
        "keer de kosten",
        None,
        Why.NO_VALUE,
    )


def test_only_who_keeps_the_papers_writes(adviser: Actor, member: Actor, desk: Actor) -> None:
    with pytest.raises(NotPermitted):
        actions.begin(by=member, title="x", ambition="y")
    made = make(adviser)
    new = NewAction(what="Iets", organisation="KMT", due=date(2026, 8, 1))
    with pytest.raises(NotPermitted):
        actions.put_action(by=member, frame_id=made.frame, new=new, result_id=made.result)
    with pytest.raises(NotPermitted):
        measure(member, made, 150)
    with pytest.raises(NotPermitted):
        queries.frame(desk)
    with pytest.raises(NotFound):
        queries.frame(adviser, uuid4())


def test_the_file_is_tagged_and_the_same_twice(adviser: Actor, made: Made, tmp_path) -> None:
    import pikepdf

    measure(adviser, made, 150)
    view = queries.frame(adviser)
    assert frame_content(view)["goals"][0]["results"][0]["light"] == "op koers"
    assert frame_content(view)["draft"] is True
    first = frame_pdf(view)
    assert first == frame_pdf(view)
    path = tmp_path / "kader.pdf"
    path.write_bytes(first)
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == "Beleidskader"
