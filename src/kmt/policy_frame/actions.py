"""Every write of the policy frame; one act each, keyword-only.

A draft is written part by part; adopting it freezes it and stands in the register of decisions in
the same act. What was measured, done and found is added, never changed.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from kmt.access.acts import check as check_permission
from kmt.access.permissions import Permission
from kmt.governance.actions import record_decision
from kmt.governance.queries import body_choices
from kmt.governance.rules import decision_day_problem, text_problem
from kmt.governance.writing import organisation_problem
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.policy_frame.access import visible
from kmt.policy_frame.given import Adopted, NewAction, NewGoal, NewResult, NewValue
from kmt.policy_frame.indicators import INDICATORS
from kmt.policy_frame.models import (
    ActionProgress,
    Goal,
    Measurement,
    PolicyAction,
    PolicyEvaluation,
    PolicyFrame,
    Result,
)
from kmt.policy_frame.rules import (
    Direction,
    FrameState,
    Progress,
    may_adopt,
    may_evaluate,
    may_renew,
)
from kmt.policy_frame.subject import KIND
from kmt.policy_frame.writing import (
    about_somebody,
    check,
    copy_parts,
    draft,
    next_place,
    overtaken,
    title_problem,
    writing,
)


def begin(*, by: Actor, title: str, ambition: str) -> UUID:
    """Begin a version as a draft: a copy of the newest that was adopted, or an empty one."""
    _check_frame(title, ambition)
    row_id = new_id()
    with writing(by, row_id, "create"):
        rows = PolicyFrame.objects.seen_by(by, visible(by))
        found = list(rows.select_for_update())
        drafts = sum(one.state == FrameState.DRAFT for one in found)
        may_renew(drafts=drafts).check()
        row = PolicyFrame(
            id=row_id,
            number=max((one.number for one in found), default=0) + 1,
            title=title.strip(),
            ambition=ambition.strip(),
            at=clock.now(),
            by=by.id,
        )
        row.save(force_insert=True)
        if found:
            copy_parts(by, found[0], row)
    return row_id


def rewrite(*, by: Actor, frame_id: UUID, version: int, title: str, ambition: str) -> None:
    """Change title and ambition of a draft; refuses when a colleague did so in between."""
    _check_frame(title, ambition)
    with writing(by, frame_id):
        row = draft(by, frame_id)
        if (row.title, row.ambition) == (title.strip(), ambition.strip()):
            return
        overtaken(row, version)
        row.title, row.ambition = title.strip(), ambition.strip()
        row.save()


def put_goal(
    *, by: Actor, frame_id: UUID, new: NewGoal, goal_id: UUID | None = None, version: int = 0
) -> UUID:
    """Add a goal to a draft, or change the one that is named."""
    check(
        title=title_problem(new.title, "Schrijf het doel op."),
        words=text_problem(new.words) or about_somebody(new.title, new.words),
    )
    with writing(by, frame_id):
        frame = draft(by, frame_id)
        rows = Goal.objects.seen_by(by, visible(by)).filter(frame=frame)
        if goal_id is None:
            row = Goal(frame=frame, position=next_place(rows))
        else:
            row = rows.select_for_update().one(id=goal_id)
            overtaken(row, version)
        row.title, row.words = new.title.strip(), new.words.strip()
        row.save()
    return row.id


def put_result(
    *,
    by: Actor,
    frame_id: UUID,
    new: NewResult,
    goal_id: UUID,
    result_id: UUID | None = None,
    version: int = 0,
) -> UUID:
    """Add a result to a goal of a draft, or change the one that is named."""
    check(**_result_problems(new))
    with writing(by, frame_id):
        frame = draft(by, frame_id)
        goal = Goal.objects.seen_by(by, visible(by)).one(id=goal_id, frame=frame)
        rows = Result.objects.seen_by(by, visible(by)).filter(goal=goal)
        if result_id is None:
            row = Result(goal=goal, position=next_place(rows))
        else:
            row = rows.select_for_update().one(id=result_id)
            overtaken(row, version)
        row.title, row.direction = new.title.strip(), new.direction
        row.indicator = new.indicator
        row.measure = "" if new.indicator else new.measure.strip()
        row.unit = "" if new.indicator else new.unit.strip()
        row.target, row.target_on = new.target, new.target_on
        row.start, row.start_on = new.start, new.start_on
        row.save()
    return row.id


def put_action(
    *,
    by: Actor,
    frame_id: UUID,
    new: NewAction,
    result_id: UUID,
    action_id: UUID | None = None,
    version: int = 0,
) -> UUID:
    """Add an action to a result of a draft, or change the one that is named."""
    check(
        what=title_problem(new.what, "Schrijf op wat er gebeurt.", 300) or about_somebody(new.what),
        organisation=organisation_problem(new.organisation),
    )
    with writing(by, frame_id):
        frame = draft(by, frame_id)
        result = Result.objects.seen_by(by, visible(by)).one(id=result_id, goal__frame=frame)
        rows = PolicyAction.objects.seen_by(by, visible(by)).filter(result=result)
        if action_id is None:
            row = PolicyAction(result=result, position=next_place(rows))
        else:
            row = rows.select_for_update().one(id=action_id)
            overtaken(row, version)
        row.what, row.organisation, row.due = new.what.strip(), new.organisation, new.due
        row.save()
    return row.id


def take_out(*, by: Actor, frame_id: UUID, kind: str, part_id: UUID) -> None:
    """Take a goal, result or action out of a draft, with what stands under it."""
    with writing(by, frame_id):
        frame = draft(by, frame_id)
        rule = visible(by)
        rows: dict[str, Callable[[], object]] = {
            "goal": lambda: Goal.objects.seen_by(by, rule).filter(id=part_id, frame=frame).delete(),
            "result": lambda: (
                Result.objects.seen_by(by, rule).filter(id=part_id, goal__frame=frame).delete()
            ),
            "action": lambda: (
                PolicyAction.objects.seen_by(by, rule)
                .filter(id=part_id, result__goal__frame=frame)
                .delete()
            ),
        }
        rows[kind]()


def adopt(*, by: Actor, frame_id: UUID, adopted: Adopted) -> UUID:
    """Freeze a draft by a decision, which stands in the register from now on; returns that one."""
    check(
        body=text_problem(adopted.body, needed="Kies wie het vaststelde.", limit=120),
        on=decision_day_problem(adopted.on, clock.today()),
        grounds=text_problem(adopted.grounds, needed="Schrijf op waarom."),
    )
    with writing(by, frame_id):
        rows = PolicyFrame.objects.seen_by(by, visible(by))
        row = rows.select_for_update().one(id=frame_id)
        goals = list(Goal.objects.seen_by(by, visible(by)).filter(frame=row))
        with_results = set(
            Result.objects.seen_by(by, visible(by))
            .filter(goal__frame=row)
            .values_list("goal_id", flat=True)
        )
        may_adopt(
            state=row.state,
            goals=len(goals),
            without_results=[one.title for one in goals if one.id not in with_results],
        ).check()
        decision = record_decision(
            by=by,
            title=f"Vastgesteld: {row.title}"[:200],
            question="Kan dit beleidskader worden vastgesteld?",
            decided=f"Ja. Versie {row.number} van het beleidskader is vastgesteld: {row.title}.",
            on=adopted.on,
            body=adopted.body,
            grounds=adopted.grounds,
            dissent=adopted.dissent,
            about=f"{KIND}:{row.id}",
        )
        row.state, row.decision, row.adopted_on = FrameState.ADOPTED, decision, adopted.on
        row.adopted_by = dict(body_choices(by)).get(adopted.body, adopted.body)
        row.save()
    return decision


def measure(
    *, by: Actor, frame_id: UUID, result_id: UUID, new: NewValue, token: UUID | None = None
) -> None:
    """Add a value of a result whose indicator is typed in, with its base and source."""
    token = token or new_id()
    check_permission(by, Permission.GOVERNANCE_PAPER_WRITE)
    if Measurement.objects.seen_by(by, visible(by)).filter(token=token).exists():
        return
    check(
        base=title_problem(new.base, "Schrijf op waarover of van hoeveel dit gaat."),
        source=title_problem(new.source, "Schrijf op waar dit getal vandaan komt.", 300)
        or about_somebody(new.base, new.source),
        on=decision_day_problem(new.on, clock.today()),
    )
    with writing(by, frame_id):
        row = Result.objects.seen_by(by, visible(by)).one(id=result_id, goal__frame_id=frame_id)
        check(
            value="Dit cijfer berekent het product zelf; het wordt niet ingetypt."
            if row.indicator
            else ""
        )
        Measurement(
            result=row.key,
            value=new.value,
            on=new.on,
            base=new.base.strip(),
            source=new.source.strip(),
            at=clock.now(),
            by=by.id,
            token=token,
        ).save()


def say_progress(
    *,
    by: Actor,
    frame_id: UUID,
    action_id: UUID,
    progress: str,
    words: str,
    token: UUID | None = None,
) -> None:
    """Say how far an action is; what was said before stays."""
    token = token or new_id()
    check_permission(by, Permission.GOVERNANCE_PAPER_WRITE)
    if ActionProgress.objects.seen_by(by, visible(by)).filter(token=token).exists():
        return
    check(
        progress="" if progress in {*Progress} else "Kies hoe ver het is.",
        words=text_problem(words, needed="Zeg in een zin hoe het staat.") or about_somebody(words),
    )
    with writing(by, frame_id):
        rows = PolicyAction.objects.seen_by(by, visible(by))
        row = rows.one(id=action_id, result__goal__frame_id=frame_id)
        ActionProgress(
            action=row.key,
            progress=progress,
            words=words.strip(),
            on=clock.today(),
            at=clock.now(),
            by=by.id,
            token=token,
        ).save()


def evaluate(
    *,
    by: Actor,
    frame_id: UUID,
    found: str,
    changes: str,
    on: date,
    token: UUID | None = None,
) -> None:
    """Look back on a version that was adopted: what was found, and what changes."""
    token = token or new_id()
    check_permission(by, Permission.GOVERNANCE_PAPER_WRITE)
    if PolicyEvaluation.objects.seen_by(by, visible(by)).filter(token=token).exists():
        return
    check(
        found=text_problem(found, needed="Schrijf op wat er is gevonden.")
        or about_somebody(found, changes),
        changes=text_problem(changes, needed="Schrijf op wat er verandert, of waarom niets."),
        on=decision_day_problem(on, clock.today()),
    )
    with writing(by, frame_id):
        row = PolicyFrame.objects.seen_by(by, visible(by)).one(id=frame_id)
        may_evaluate(row.state).check()
        PolicyEvaluation(
            frame=row,
            found=found.strip(),
            changes=changes.strip(),
            on=on,
            at=clock.now(),
            by=by.id,
            token=token,
        ).save()


def _check_frame(title: str, ambition: str) -> None:
    check(
        title=title_problem(title, "Geef het beleidskader een titel."),
        ambition=text_problem(ambition, needed="Schrijf de ambitie op.")
        or about_somebody(title, ambition),
    )


def _result_problems(new: NewResult) -> dict[str, str]:
    typed = not new.indicator
    return {
        "title": title_problem(new.title, "Schrijf het resultaat op.")
        or about_somebody(new.title, new.measure),
        "indicator": ""
        if typed or new.indicator in INDICATORS
        else "Kies een cijfer uit de lijst.",
        "measure": title_problem(new.measure, "Kies een cijfer, of schrijf op wat je meet.")
        if typed
        else "",
        "unit": title_problem(new.unit, "In welke eenheid? Bijvoorbeeld: meldingen.", 40)
        if typed
        else "",
        "direction": "" if new.direction in {*Direction} else "Kies welke kant het op moet.",
        "start_on": "Vul bij de beginwaarde ook de dag in, of laat beide leeg."
        if (new.start is None) != (new.start_on is None)
        else "De begindag ligt op of na de streefdag. Kies een eerdere."
        if new.start_on is not None and new.start_on >= new.target_on
        else "",
    }
