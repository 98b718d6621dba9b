"""Reading how safe somebody is: assessments beside each other, the plan that holds, incidents.

The page of a case that is about to show this has opened the case and recorded the look. The number
of queries does not grow with the number of rows.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Q

from kmt.care.joining import open_all, within, within_own_data, within_retained
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.safety.models import Incident, SafetyAssessment, SafetyPlan
from kmt.safety.rules import Answer, Changed, changes

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: So many are shown; older ones stay kept.
SHOWN_ASSESSMENTS, SHOWN_INCIDENTS = 12, 50
_JUDGED = ("reasons", "emergency", "done_now", "done_by", "known")
_AGREED = ("warning_signs", "own_steps", "others_steps", "call_order", "code_word")
_TOLD = ("what", "done", "reported_to")
Row = SafetyAssessment | SafetyPlan | Incident
R = TypeVar("R", SafetyAssessment, SafetyPlan, Incident)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRead:
    """The answer to one question, with what was known of it."""

    item: str
    answer: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRead:
    """One assessment with its answers, and what was otherwise in the one before it."""

    id: UUID
    level: str
    reasons: str
    emergency: str
    valid_until: date
    called_112: str
    done_now: str
    done_by: str
    by_name: str
    at: datetime
    answers: tuple[AnswerRead, ...]
    changed: tuple[Changed, ...] = ()

    @property
    def told(self) -> tuple[AnswerRead, ...]:
        """The questions of which something is known."""
        return tuple(one for one in self.answers if one.answer != Answer.UNKNOWN or one.words)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The questions of which nothing is known."""
        return tuple(one.item for one in self.answers if one not in self.told)

    @property
    def over(self) -> bool:
        """Whether it does not hold any more, so that somebody must look anew."""
        return self.valid_until < clock.today()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRead:
    """One version of the safety plan."""

    number: int
    warning_signs: str
    own_steps: str
    others_steps: str
    call_order: str
    code_word: str
    agreed_on: date | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRead:
    """One incident."""

    id: UUID
    kind: str
    happened_on: date
    what: str
    done: str
    reported_to: str
    follow_up_due: date | None
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """All that the page shows: newest first; ``assessments[0]`` and ``plans[0]`` are what holds."""

    assessments: tuple[AssessmentRead, ...]
    plans: tuple[PlanRead, ...]
    incidents: tuple[IncidentRead, ...]

    @property
    def now(self) -> AssessmentRead | None:
        """The judgement that was made last."""
        return self.assessments[0] if self.assessments else None

    @property
    def plan(self) -> PlanRead | None:
        """The plan that holds."""
        return self.plans[0] if self.plans else None


def safety_of(actor: Actor, case_id: UUID) -> Safety:
    """What is known of the safety in a case; nothing where the actor may not open it."""
    return _safety(actor, case_id, within(actor))


def safety_asked_about(actor: Actor, case_id: UUID) -> Safety:
    """All of it, for who answers people about their own data."""
    return _safety(actor, case_id, within_own_data(actor), all_of_it=True)


def plan_number(actor: Actor, case_id: UUID) -> int:
    """The number of the plan that holds; zero when there is none."""
    rows = SafetyPlan.objects.seen_by(actor, within(actor)).filter(case_id=case_id)
    return rows.order_by("-number").values_list("number", flat=True).first() or 0


def sent_before(actor: Actor, model: type[Row], token: UUID) -> bool:
    """Whether a form with this mark was written down already."""
    return model.objects.seen_by(actor, within(actor)).filter(token=token).exists()


def made_on(actor: Actor) -> Iterator[tuple[UUID, date]]:
    """The case and the day of each piece: for the job that guards the terms."""
    rule = within_retained(actor)
    for model in (SafetyAssessment, SafetyPlan, Incident):
        rows = model.objects.seen_by(actor, rule).values_list("case_id", "at")
        yield from ((case_id, clock.local(at).date()) for case_id, at in rows)


def _safety(actor: Actor, case_id: UUID, rule: Q, *, all_of_it: bool = False) -> Safety:
    judged = _rows(actor, SafetyAssessment, rule, case_id).order_by("-at")
    agreed = _rows(actor, SafetyPlan, rule, case_id).order_by("-number")
    told = _rows(actor, Incident, rule, case_id).order_by("-happened_on", "-at")
    shown = None if all_of_it else SHOWN_ASSESSMENTS
    rows = (
        list(judged[: shown and shown + 1]),  # one more, to say what changed since
        list(agreed),
        list(told[: None if all_of_it else SHOWN_INCIDENTS]),
    )
    words = _opened(case_id, zip(rows, (_JUDGED, _AGREED, _TOLD), strict=True))
    read = [_assessment(one, words) for one in rows[0]]
    return Safety(
        assessments=tuple(_beside_before(read))[:shown],
        plans=tuple(_plan(one, words) for one in rows[1]),
        incidents=tuple(_incident(one, words) for one in rows[2]),
    )


def _rows(actor: Actor, model: type[R], rule: Q, case_id: UUID) -> "QuerySet[R]":
    return model.objects.seen_by(actor, rule).filter(case_id=case_id)


Words = Callable[[Row, str], str]


def _opened(case_id: UUID, found: Iterable[tuple[Sequence[Row], tuple[str, ...]]]) -> Words:
    """All sealed texts of these rows, opened with one look for the key of the case."""
    sealed = [
        (one, column, bytes(getattr(one, column)))
        for rows, columns in found
        for one in rows
        for column in columns
    ]
    texts = open_all([(case_id, column, one.id, value) for one, column, value in sealed])
    known = {(one.id, column): text for (one, column, _), text in zip(sealed, texts, strict=True)}
    return lambda one, column: known[one.id, column]


def _beside_before(read: Sequence[AssessmentRead]) -> Iterator[AssessmentRead]:
    """Each assessment, newest first, with what was otherwise in the one before it."""
    for place, one in enumerate(read, start=1):
        yield _with_changes(one, read[place] if place < len(read) else None)


def _with_changes(one: AssessmentRead, earlier: AssessmentRead | None) -> AssessmentRead:
    was = (earlier.level, _codes(earlier)) if earlier else None
    return replace(one, changed=changes(was, (one.level, _codes(one))))


def _codes(one: AssessmentRead) -> dict[str, str]:
    return {asked.item: asked.answer for asked in one.answers}


def _assessment(row: SafetyAssessment, words: Words) -> AssessmentRead:
    known = json.loads(words(row, "known") or "{}")
    return AssessmentRead(
        id=row.id,
        level=row.level,
        reasons=words(row, "reasons"),
        emergency=words(row, "emergency"),
        valid_until=row.valid_until,
        called_112=row.called_112,
        done_now=words(row, "done_now"),
        done_by=words(row, "done_by"),
        by_name=row.by_name,
        at=row.at,
        answers=tuple(
            AnswerRead(item=item, answer=answer, words=known.get(item, ""))
            for item, answer in row.answers.items()
        ),
    )


def _plan(row: SafetyPlan, words: Words) -> PlanRead:
    return PlanRead(
        number=row.number,
        warning_signs=words(row, "warning_signs"),
        own_steps=words(row, "own_steps"),
        others_steps=words(row, "others_steps"),
        call_order=words(row, "call_order"),
        code_word=words(row, "code_word"),
        agreed_on=row.agreed_on,
        by_name=row.by_name,
        at=row.at,
    )


def _incident(row: Incident, words: Words) -> IncidentRead:
    return IncidentRead(
        id=row.id,
        kind=row.kind,
        happened_on=row.happened_on,
        what=words(row, "what"),
        done=words(row, "done"),
        reported_to=words(row, "reported_to"),
        follow_up_due=row.follow_up_due,
        by_name=row.by_name,
    )
