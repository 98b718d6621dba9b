"""Writing weighings: make one, fill it, open it, score, say what one thinks, advise, conclude.

Each is one act with one line in the record. What several people edit carries the version that was
read: somebody who was overtaken gets :class:`Overtaken` and loses nothing of what they typed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ALLOWED, Conflict, Decision, Invalid, NotFound
from kmt.options.models import Alternative, Criterion, GivenScore, Judgement, Opinion, Weighing
from kmt.options.rules import (
    MOST_CONDITIONS,
    SENTENCE_LIMIT,
    TEXT_LIMIT,
    Standing,
    may_add,
    may_advise,
    may_answer,
    may_change,
    may_move,
    name_problem,
    score_problem,
    weight_problem,
)
from kmt.options.states import WeighingState
from kmt.options.writing import NAMED, nobody, told_problem

OBJECT = "weighing"


class Overtaken(Conflict):
    """Somebody else changed this weighing in the meantime: both texts are on the page."""

    def __init__(self) -> None:
        """Say where both texts are."""
        super().__init__(
            "Een collega veranderde dit terwijl jij typte.",
            "Wat nu bewaard is, staat bij elk veld dat anders is. Neem over wat je wilt houden, en "
            "bewaar nog een keer.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a weighing is about."""

    title: str
    question: str
    background: str = ""
    source: str = ""
    weights_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of one alternative on one criterion; without words: not stated."""

    alternative: UUID
    criterion: UUID
    words: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A score of one cell, with why; no value takes an earlier one away."""

    alternative: UUID
    criterion: UUID
    value: int | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """The advice in words: which alternative (None: none of them), why, on which conditions."""

    alternative: UUID | None
    words: str
    conditions: tuple[str, ...] = ()


def begin(*, by: Actor, asked: Asked, example: bool = False, token: UUID | None = None) -> UUID:
    """Make a weighing; the same form sent twice (``token``) makes one. Returns its id."""
    check(by, Permission.GOVERNANCE_PAPER_WRITE)
    if token and (found := Weighing.objects.filter(id=token).first()):
        return found.id
    _refuse(_asked_problems(asked))
    row = Weighing(made_at=clock.now(), made_by=by.id, example=example)
    if token:
        row.id = token
    _put(row, asked)
    with _acting(by, row.id, "create"):
        row.save(force_insert=True)
    return row.id


def ask_anew(*, by: Actor, weighing_id: UUID, version: int, asked: Asked) -> None:
    """Change what the weighing is about, while it is a draft."""
    _refuse(_asked_problems(asked))
    with _acting(by, weighing_id, "update", reason="weighing_question"):
        row = _held(weighing_id, version)
        may_change(WeighingState(row.state)).check()
        _put(row, asked)
        _saved(row)


def add_alternative(
    *, by: Actor, weighing_id: UUID, name: str, words: str = "", points: Sequence[str] = ()
) -> UUID:
    """Add something that can be chosen; ``points`` are short sentences that speak for it."""
    with _acting(by, weighing_id, "update", reason="weighing_alternative"):
        row = _held(weighing_id)
        may_change(WeighingState(row.state)).check()
        others = list(row.alternatives.all())
        may_add("alternative", len(others)).check()
        _refuse(
            {
                "name": name_problem(name, [one.name for one in others]),
                "words": told_problem(words, TEXT_LIMIT),
                "points": told_problem("\n".join(points), TEXT_LIMIT),
            }
        )
        made = Alternative.objects.create(
            weighing=row,
            place=_next([one.place for one in others]),
            name=name.strip(),
            words=words.strip(),
            points=[one.strip() for one in points if one.strip()],
        )
        _saved(row)
    return made.id


def add_criterion(
    *, by: Actor, weighing_id: UUID, name: str, weight: int = 1, words: str = ""
) -> UUID:
    """Add something to weigh on."""
    with _acting(by, weighing_id, "update", reason="weighing_criterion"):
        row = _held(weighing_id)
        may_change(WeighingState(row.state)).check()
        others = list(row.criteria.all())
        may_add("criterion", len(others)).check()
        _refuse(
            {
                "name": name_problem(name, [one.name for one in others]),
                "weight": weight_problem(weight),
                "words": told_problem(words, TEXT_LIMIT),
            }
        )
        made = Criterion.objects.create(
            weighing=row,
            place=_next([one.place for one in others]),
            name=name.strip(),
            words=words.strip(),
            weight=weight,
        )
        _saved(row)
    return made.id


def drop(*, by: Actor, weighing_id: UUID, part_id: UUID) -> None:
    """Take an alternative or a criterion away, with what was said of it; twice does nothing."""
    with _acting(by, weighing_id, "update", reason="weighing_dropped"):
        row = _held(weighing_id)
        may_change(WeighingState(row.state)).check()
        gone = sum(
            kind.objects.filter(weighing=row, id=part_id).delete()[0]
            for kind in (Alternative, Criterion)
        )
        if gone:
            _saved(row)


def weigh(*, by: Actor, weighing_id: UUID, version: int, weights: Mapping[UUID, int]) -> None:
    """Give the criteria their weights."""
    _refuse({str(key): weight_problem(weight) for key, weight in weights.items()})
    with _acting(by, weighing_id, "update", reason="weighing_weights"):
        row = _held(weighing_id, version)
        may_change(WeighingState(row.state)).check()
        for one in row.criteria.all():
            if one.id in weights:
                one.weight = weights[one.id]
                one.save(update_fields=["weight"])
        _saved(row)


def judge(*, by: Actor, weighing_id: UUID, version: int, said: Sequence[Said]) -> None:
    """Write down what is said per cell; a cell without words is *not stated*."""
    _refuse(
        {
            f"{one.alternative}-{one.criterion}": told_problem(one.words, TEXT_LIMIT)
            or told_problem(one.source, SENTENCE_LIMIT)
            for one in said
        }
    )
    with _acting(by, weighing_id, "update", reason="weighing_judgement"):
        row = _held(weighing_id, version)
        may_change(WeighingState(row.state)).check()
        known = _known_cells(row)
        for one in said:
            if (one.alternative, one.criterion) not in known:
                raise NotFound()
            _put_words(one)
        _saved(row)


def _put_words(one: Said) -> None:
    if not one.words.strip():
        there = Judgement.objects.filter(alternative_id=one.alternative)
        there.filter(criterion_id=one.criterion).delete()
        return
    Judgement.objects.update_or_create(
        alternative_id=one.alternative,
        criterion_id=one.criterion,
        defaults={"words": one.words.strip(), "source": one.source.strip()},
    )


def score(*, by: Actor, weighing_id: UUID, given: Iterable[Given]) -> None:
    """Give one's own scores, each with its reason; nobody changes those of somebody else."""
    given = tuple(given)
    _refuse(
        {
            f"{one.alternative}-{one.criterion}": score_problem(one.value, one.words)
            or told_problem(one.words, SENTENCE_LIMIT)
            for one in given
        }
    )
    with _acting(by, weighing_id, "update", _answering(by), reason="weighing_score"):
        row = _held(weighing_id)
        may_answer(WeighingState(row.state)).check()
        known = _known_cells(row)
        for one in given:
            if (one.alternative, one.criterion) not in known:
                raise NotFound()
            _put_score(by, one)


def _put_score(by: Actor, one: Given) -> None:
    mine = GivenScore.objects.filter(
        alternative_id=one.alternative, criterion_id=one.criterion, given_by=by.id
    )
    if one.value is None:
        mine.delete()
        return
    values = {"value": one.value, "words": one.words.strip()}
    if mine.filter(**values).exists():
        return
    GivenScore.objects.update_or_create(
        alternative_id=one.alternative,
        criterion_id=one.criterion,
        given_by=by.id,
        defaults={**values, "given_at": clock.now()},
    )


def think(*, by: Actor, weighing_id: UUID, agrees: bool, words: str) -> None:
    """Say what one thinks of the advice as it is now; the last word of each person stands.

    Who disagrees says why: dissent without a reason helps nobody who decides.
    """
    problem = told_problem(words, TEXT_LIMIT)
    if not agrees and not words.strip():
        problem = "Zeg erbij waarom je het anders ziet."
    _refuse({"words": problem})
    with _acting(by, weighing_id, "update", _answering(by), reason="weighing_opinion"):
        row = _held(weighing_id)
        may_answer(WeighingState(row.state)).check()
        Opinion.objects.update_or_create(
            weighing=row,
            given_by=by.id,
            defaults={
                "agrees": agrees,
                "words": words.strip(),
                "advice_version": row.advice_version,
                "organisation": by.organisation,
                "given_at": clock.now(),
            },
        )


def advise(*, by: Actor, weighing_id: UUID, version: int, advised: Advised) -> None:
    """Write the advice and its conditions; opinions of before keep saying on which they were."""
    conditions = [one.strip() for one in advised.conditions if one.strip()]
    _refuse(
        {
            "words": told_problem(advised.words, TEXT_LIMIT),
            "conditions": told_problem("\n".join(conditions), TEXT_LIMIT)
            or (
                f"Houd het bij {MOST_CONDITIONS} voorwaarden."
                if len(conditions) > MOST_CONDITIONS
                else ""
            ),
        }
    )
    with _acting(by, weighing_id, "update", reason="weighing_advice"):
        row = _held(weighing_id, version)
        may_advise(WeighingState(row.state)).check()
        if advised.alternative and not row.alternatives.filter(id=advised.alternative).exists():
            raise NotFound()
        now = (row.advised_id, row.advice, row.conditions)
        row.advised_id = advised.alternative
        row.advice, row.conditions = advised.words.strip(), conditions
        if (row.advised_id, row.advice, row.conditions) != now:
            row.advice_version += 1
            _saved(row)


def move(*, by: Actor, weighing_id: UUID, to: WeighingState) -> None:
    """Open it for opinions, take it back while nobody answered, or conclude it for good."""
    with _acting(by, weighing_id, "update", reason=f"weighing_{to}"):
        row = _held(weighing_id)
        may_move(to, _standing(row)).check()
        row.state = to
        if to is WeighingState.OPEN:
            row.opened_at = clock.now()
        if to is WeighingState.CONCLUDED:
            row.concluded_at, row.concluded_by = clock.now(), by.id
        _saved(row)


def forget_names(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Let go of who gave a score or an opinion, a year after the conclusion (T41).

    The scores of one person stay together, for the outcome stays as it was; their opinion stands
    apart, for it says from which organisation it came. Of the moment only the day stays: the record
    of acts, which has a term of its own, knows who answered when. For the job that guards the
    terms; returns how many rows named somebody, zero when it was done already.
    """
    with _acting(by, object_id, "delete", Permission.RETENTION_TERM_RUN, reason=part):
        scores = list(GivenScore.objects.filter(NAMED, criterion__weighing_id=object_id))
        opinions = list(Opinion.objects.filter(NAMED, weighing_id=object_id))
        instead: dict[str, str] = defaultdict(nobody)
        for score in scores:
            score.given_by, score.given_at = instead[score.given_by], _day(score.given_at)
        for opinion in opinions:
            opinion.given_by, opinion.given_at = nobody(), _day(opinion.given_at)
        GivenScore.objects.bulk_update(scores, ["given_by", "given_at"])
        Opinion.objects.bulk_update(opinions, ["given_by", "given_at"])
    return len(scores) + len(opinions)


def _day(moment: datetime) -> datetime:
    """The day of a moment, without its hour."""
    return clock.local(moment).replace(hour=12, minute=0, second=0, microsecond=0)


def _standing(row: Weighing) -> Standing:
    scores = GivenScore.objects.filter(criterion__weighing=row)
    return Standing(
        state=WeighingState(row.state),
        question=bool(row.question.strip()),
        alternatives=row.alternatives.count(),
        weights=tuple(row.criteria.values_list("weight", flat=True)),
        judgements=Judgement.objects.filter(criterion__weighing=row).count(),
        answers=scores.count() + row.opinions.count(),
        advice=bool(row.advice),
    )


def _answering(by: Actor) -> Permission:
    """The right under which somebody answers: that of a member, or of who keeps the papers."""
    if by.may(Permission.GOVERNANCE_QUESTION_ANSWER):
        return Permission.GOVERNANCE_QUESTION_ANSWER
    return Permission.GOVERNANCE_PAPER_WRITE


def _acting(
    by: Actor,
    weighing_id: UUID,
    action: str,
    permission: Permission = Permission.GOVERNANCE_PAPER_WRITE,
    *,
    decision: Decision = ALLOWED,
    reason: str = "",
) -> AbstractContextManager[None]:
    return act(
        by,
        permission,
        action=action,
        object_type=OBJECT,
        object_id=str(weighing_id),
        decision=decision,
        reason=reason,
    )


def _held(weighing_id: UUID, version: int | None = None) -> Weighing:
    """The row, held until the act is done; refuses when somebody changed it since ``version``."""
    row = Weighing.objects.select_for_update().filter(id=weighing_id).first()
    if row is None:
        raise NotFound()
    if version is not None and row.version != version:
        raise Overtaken()
    return row


def _saved(row: Weighing) -> None:
    """Keep it as the next version; who read the one before gets to see both."""
    held = Weighing.objects.filter(id=row.id, version=row.version)
    if not held.update(version=F("version") + 1):
        raise Overtaken()
    row.version += 1
    row.save()


def _put(row: Weighing, asked: Asked) -> None:
    row.title, row.question = asked.title.strip(), asked.question.strip()
    row.background, row.source = asked.background.strip(), asked.source.strip()
    row.weights_words = asked.weights_words.strip()


def _asked_problems(asked: Asked) -> dict[str, str]:
    return {
        "title": name_problem(asked.title, ()) or told_problem(asked.title, SENTENCE_LIMIT),
        "question": told_problem(asked.question, TEXT_LIMIT)
        or ("" if asked.question.strip() else "Schrijf op waarover wordt besloten."),
        "background": told_problem(asked.background, TEXT_LIMIT),
        "source": told_problem(asked.source, SENTENCE_LIMIT),
        "weights_words": told_problem(asked.weights_words, TEXT_LIMIT),
    }


def _known_cells(row: Weighing) -> set[tuple[UUID, UUID]]:
    criteria = list(row.criteria.values_list("id", flat=True))
    return {(a, c) for a in row.alternatives.values_list("id", flat=True) for c in criteria}


def _next(places: Sequence[int]) -> int:
    return max(places, default=0) + 1


def _refuse(problems: Mapping[str, str]) -> None:
    found = {name: sentence for name, sentence in problems.items() if sentence}
    if found:
        raise Invalid("Nog niet alles klopt.", fields=found)
