"""Writing down how safe somebody is, what was agreed, and what went wrong: one act each.

Each takes the ``token`` of the form it came from: sent twice, it is one thing. What was written
down before stays; the case shows the newest in one line and asks in time to look anew.
"""

import json
from datetime import date
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.care.joining import drop_due, note_event, set_due, set_glance, working_on
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid
from kmt.safety import queries, wording
from kmt.safety.models import Incident, SafetyAssessment, SafetyPlan
from kmt.safety.rules import (
    PLAN,
    ROOM,
    VALID_UNTIL,
    Level,
    NewAssessment,
    NewIncident,
    NewPlan,
    assessment_problems,
    facts_of,
    glance_kind,
    incident_problems,
    plan_problems,
)
from kmt.safety.writing import sealed
from kmt.vocabulary.queries import values

VALIDITY_RULE, PLAN_RULE = "SAF-01", "URG-U1C"
ACUTE_URGENCY = "U1"
ASSESSED, PLANNED, INCIDENT = "safety.assessed", "safety.planned", "safety.incident"


def assess(*, by: Actor, case_id: UUID, new: NewAssessment, token: UUID) -> None:
    """Write down how safe somebody is now; it stands beside the earlier judgements.

    A day to look anew is set. Acute without a safety plan asks for one the same day. Raises
    :class:`Invalid` with a sentence at each field that is wrong.
    """
    today = clock.today()
    items = frozenset(one.code for one in values("safety_item", today))
    _refuse(assessment_problems(new, items, today))
    if queries.sent_before(by, SafetyAssessment, token):
        return
    with working_on(by, case_id, reason="safety_assessed"):
        _keep_assessment(by, case_id, new, token)
        planned = queries.plan_number(by, case_id) > 0
        _show(by, case_id, new.level, new.emergency, new.valid_until, planned=planned)
        note_event(by, case_id, ASSESSED, text=wording.glance_words(new.level, ""))
        set_due(
            by,
            case_id,
            room=ROOM,
            key=VALID_UNTIL,
            what="Veiligheid opnieuw beoordelen",
            due=new.valid_until or today,
            rule=VALIDITY_RULE,
        )
        if new.level == Level.ACUTE and not planned:
            what = "Veiligheidsplan maken met de persoon"
            set_due(by, case_id, room=ROOM, key=PLAN, what=what, due=today, rule=PLAN_RULE)


def begun(by: Actor, case_id: UUID, urgency: str) -> None:
    """A case that the desk called acute asks for a safety plan on the day it opens (URG-U1C)."""
    if urgency == ACUTE_URGENCY:
        what = "Veiligheidsplan maken met de persoon"
        due = clock.today()
        set_due(by, case_id, room=ROOM, key=PLAN, what=what, due=due, rule=PLAN_RULE)


def _keep_assessment(by: Actor, case_id: UUID, new: NewAssessment, token: UUID) -> None:
    row_id, acute = new_id(), new.level == Level.ACUTE
    known = {item: asked.words.strip() for item, asked in new.answers.items()}
    told = {item: words for item, words in known.items() if words}
    texts = {"reasons": new.reasons, "emergency": new.emergency}
    texts["known"] = json.dumps(told, ensure_ascii=False) if told else ""
    if acute:
        texts |= {"done_now": new.done_now, "done_by": new.done_by}
    SafetyAssessment(
        id=row_id,
        case_id=case_id,
        level=new.level,
        answers={item: asked.answer for item, asked in new.answers.items()},
        valid_until=new.valid_until or clock.today(),
        called_112=new.called_112 if acute else "",
        by=by.id,
        by_name=by.name,
        at=clock.now(),
        token=token,
        **sealed(by, case_id, row_id, texts),
    ).save()


def _show(
    by: Actor,
    case_id: UUID,
    level: str,
    emergency: str,
    until: date | None,
    *,
    planned: bool,
) -> None:
    """The one line of safety on the page of the case, with the codes for the rules."""
    set_glance(
        by,
        case_id,
        room=ROOM,
        text=wording.glance_words(level, emergency),
        kind=glance_kind(level) if level else "",
        until=until,
        facts=facts_of(level, planned),
    )


def make_plan(*, by: Actor, case_id: UUID, new: NewPlan, token: UUID) -> None:
    """Write down the safety plan; one that was there before stays as an earlier version."""
    _refuse(plan_problems(new, clock.today()))
    if queries.sent_before(by, SafetyPlan, token):
        return
    with working_on(by, case_id, reason="safety_planned"):
        row_id = new_id()
        texts = {
            "warning_signs": new.warning_signs,
            "own_steps": new.own_steps,
            "others_steps": new.others_steps,
            "call_order": new.call_order,
            "code_word": new.code_word,
        }
        SafetyPlan(
            id=row_id,
            case_id=case_id,
            number=queries.plan_number(by, case_id) + 1,
            agreed_on=new.agreed_on,
            by=by.id,
            by_name=by.name,
            at=clock.now(),
            token=token,
            **sealed(by, case_id, row_id, texts),
        ).save()
        now = queries.safety_of(by, case_id).now
        _show(
            by,
            case_id,
            now.level if now else "",
            now.emergency if now else "",
            now.valid_until if now else None,
            planned=True,
        )
        note_event(by, case_id, PLANNED)
        drop_due(by, case_id, room=ROOM, key=PLAN)


def report_incident(*, by: Actor, case_id: UUID, new: NewIncident, token: UUID) -> None:
    """Write down what went wrong; what must still be done is put among what must happen."""
    today = clock.today()
    kinds = frozenset(one.code for one in values("incident_kind", today))
    _refuse(incident_problems(new, kinds, today))
    if queries.sent_before(by, Incident, token):
        return
    with working_on(by, case_id, reason="safety_incident"):
        row_id = new_id()
        texts = {"what": new.what, "done": new.done, "reported_to": new.reported_to}
        Incident(
            id=row_id,
            case_id=case_id,
            kind=new.kind,
            happened_on=new.happened_on,
            follow_up_due=new.follow_up_due,
            by=by.id,
            by_name=by.name,
            at=clock.now(),
            token=token,
            **sealed(by, case_id, row_id, texts),
        ).save()
        words = f"{wording.incident_word(new.kind)}: {new.what}"
        note_event(by, case_id, INCIDENT, text=words, happened_on=new.happened_on)
        if new.follow_up_due is not None:
            key = f"incident:{row_id}"
            set_due(by, case_id, room=ROOM, key=key, what=new.follow_up, due=new.follow_up_due)


def take_out(by: Actor, case_id: UUID) -> int:
    """Remove all that this room keeps of a case; inside the act of who destroys the case."""
    check(by, Permission.RETENTION_TERM_RUN)
    return sum(model.objects.filter(case_id=case_id).delete()[0] for model in _TABLES)


_TABLES = (SafetyAssessment, SafetyPlan, Incident)


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=problems)
