"""Reading weighings: the list, one of them with all that follows from it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.options.models import Alternative, GivenScore, Judgement, Opinion, Weighing
from kmt.options.outcome import (
    Cells,
    cell,
    everywhere,
    outcome,
    possibly_first,
    surely_first,
    turning,
)
from kmt.options.outcome import shares as shares_of
from kmt.options.reading import (
    AlternativeSeen,
    CellSeen,
    Counted,
    CriterionSeen,
    Line,
    OpinionSeen,
    ScoreSeen,
    WeighingView,
)
from kmt.partners.queries import names_of

Key = tuple[UUID, UUID]


def weighings(actor: Actor) -> tuple[Line, ...]:
    """All weighings, newest first."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    found = Weighing.objects.prefetch_related("alternatives", "opinions")
    return tuple(
        Line(
            id=row.id,
            title=row.title,
            question=row.question,
            state=row.state,
            example=row.example,
            made_at=row.made_at,
            alternatives=tuple(one.name for one in row.alternatives.all()),
            opinions=len(row.opinions.all()),
        )
        for row in found
    )


def titles(actor: Actor) -> Mapping[UUID, str]:
    """Titles by id, for who refers to a weighing."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    return dict(Weighing.objects.values_list("id", "title"))


def weighing(actor: Actor, weighing_id: UUID) -> WeighingView:
    """One weighing, with outcome and sensitivity where people gave scores."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    row = Weighing.objects.prefetch_related("alternatives", "criteria").filter(id=weighing_id)
    if (found := row.first()) is None:
        raise NotFound()
    opinions = list(Opinion.objects.filter(weighing_id=weighing_id))
    scores = list(GivenScore.objects.filter(criterion__weighing_id=weighing_id))
    people = {found.made_by, found.concluded_by}
    people |= {one.given_by for one in opinions} | {one.given_by for one in scores}
    names = names_of(people)
    alternatives = tuple(_alternative(one) for one in found.alternatives.all())
    criteria = _criteria(found)
    cells = _cells(weighing_id, alternatives, criteria, scores, names)
    said = tuple(_opinion(one, found, names) for one in opinions)
    return WeighingView(
        id=found.id,
        title=found.title,
        question=found.question,
        background=found.background,
        source=found.source,
        weights_words=found.weights_words,
        example=found.example,
        state=found.state,
        version=found.version,
        made_at=found.made_at,
        made_by=names.get(found.made_by, ""),
        opened_at=found.opened_at,
        concluded_at=found.concluded_at,
        concluded_by=names.get(found.concluded_by, ""),
        alternatives=alternatives,
        criteria=criteria,
        cells=cells,
        advised=found.advised_id,
        advice=found.advice,
        advice_version=found.advice_version,
        conditions=tuple(found.conditions),
        opinions=said,
        counted=_counted(alternatives, criteria, cells),
        own_opinion=next((one for one in said if one.given_by == actor.id), None),
        may_write=actor.may(Permission.GOVERNANCE_PAPER_WRITE),
        may_answer=actor.may(Permission.GOVERNANCE_PAPER_WRITE)
        or actor.may(Permission.GOVERNANCE_QUESTION_ANSWER),
    )


def _alternative(row: Alternative) -> AlternativeSeen:
    return AlternativeSeen(
        id=row.id, place=row.place, name=row.name, words=row.words, points=tuple(row.points)
    )


def _criteria(found: Weighing) -> tuple[CriterionSeen, ...]:
    rows = list(found.criteria.all())
    weights = [row.weight for row in rows]
    parts = shares_of(weights) if any(weights) else [None] * len(rows)
    return tuple(
        CriterionSeen(
            id=row.id,
            place=row.place,
            name=row.name,
            words=row.words,
            weight=row.weight,
            share=part,
        )
        for row, part in zip(rows, parts, strict=True)
    )


def _cells(
    weighing_id: UUID,
    alternatives: Sequence[AlternativeSeen],
    criteria: Sequence[CriterionSeen],
    scores: Sequence[GivenScore],
    names: Mapping[str, str],
) -> dict[Key, CellSeen]:
    said = {
        (one.alternative_id, one.criterion_id): one
        for one in Judgement.objects.filter(criterion__weighing_id=weighing_id)
    }
    given: dict[Key, list[ScoreSeen]] = defaultdict(list)
    for one in scores:
        given[one.alternative_id, one.criterion_id].append(_score(one, names))
    return {
        key: CellSeen(
            alternative=key[0],
            criterion=key[1],
            words=said[key].words if key in said else "",
            source=said[key].source if key in said else "",
            scores=tuple(given[key]),
        )
        for key in ((a.id, c.id) for a in alternatives for c in criteria)
    }


def _score(row: GivenScore, names: Mapping[str, str]) -> ScoreSeen:
    return ScoreSeen(
        value=row.value,
        words=row.words,
        by=names.get(row.given_by, ""),
        given_by=row.given_by,
        at=row.given_at,
    )


def _opinion(row: Opinion, found: Weighing, names: Mapping[str, str]) -> OpinionSeen:
    return OpinionSeen(
        agrees=row.agrees,
        words=row.words,
        by=names.get(row.given_by, ""),
        given_by=row.given_by,
        organisation=row.organisation,
        at=row.given_at,
        earlier=row.advice_version < found.advice_version,
    )


def _counted(
    alternatives: Sequence[AlternativeSeen],
    criteria: Sequence[CriterionSeen],
    cells: Mapping[Key, CellSeen],
) -> Counted | None:
    """What follows from scores and weights; None where there is no score, weight or choice."""
    weights = [one.weight for one in criteria]
    people = {
        one.given_by: one.by
        for found in cells.values()
        for one in sorted(found.scores, key=lambda score: score.at)
    }
    if not people or not any(weights) or len(alternatives) < 2:
        return None

    def table(of: str = "") -> Cells:
        return {
            str(a.id): [
                cell([s.value for s in cells[a.id, c.id].scores if of in ("", s.given_by)])
                for c in criteria
            ]
            for a in alternatives
        }

    every = table()
    found = outcome(every, weights)
    first = possibly_first(found)
    return Counted(
        outcome=found,
        per_person=tuple((name, outcome(table(one), weights)) for one, name in people.items()),
        first=first,
        surely=surely_first(found),
        turnings=tuple(turning(every, weights, place) for place in range(len(criteria))),
        everywhere=everywhere(every),
        unscored=sum(not one.scores for one in cells.values()),
    )
