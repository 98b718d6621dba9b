"""Reading the plan: for who may open the case. A look at the case is recorded by ``opened``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from kmt.access.permissions import Permission
from kmt.access.rows import GatedModel, GatedQuerySet
from kmt.care.joining import CaseRef, open_all
from kmt.care.rules import due_on
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.plan.access import mine, within, within_own_data, within_retained
from kmt.plan.models import (
    CopyGiven,
    DomainGoal,
    Evaluation,
    GoalDraft,
    ItemTick,
    PlanAction,
    PlanVersion,
    Score,
)
from kmt.plan.reading import (
    ActionRead,
    AgreedRead,
    CopyRead,
    DomainPage,
    DomainRead,
    DraftRead,
    EvaluationRead,
    PlanRead,
    ScoreRead,
    TextRead,
)
from kmt.plan.rules import TAKEN_BACK, DomainText, Done, Standing, changed_since, last_done
from kmt.vocabulary import queries as vocabulary

DOMAINS = "plan_domain"
#: The tables of the room, in the order in which their rows are removed.
TABLES: tuple[Any, ...] = (
    CopyGiven,
    ItemTick,
    Evaluation,
    PlanVersion,
    PlanAction,
    Score,
    GoalDraft,
    DomainGoal,
)
Opened = dict[tuple[str, UUID], str]


def domains() -> tuple[tuple[str, str], ...]:
    """The domains of today with their names, in the order of the list."""
    return vocabulary.choices(DOMAINS, clock.today())


def domain_at(place: int) -> str:
    """The domain at a place of the list, from 1: an address says a number and no domain."""
    codes = vocabulary.codes_of(DOMAINS)
    if not 1 <= place <= len(codes):
        raise NotFound
    return codes[place - 1]


def place_of(domain: str) -> int:
    """The place of a domain in the list."""
    return vocabulary.codes_of(DOMAINS).index(domain) + 1


def plan(actor: Actor, case: CaseRef) -> PlanRead:
    """The whole plan of a case that was opened: four looks and one for the key, however long."""
    revisions = list(current_revisions(actor, case.id))
    scores = list(_rows(Score, actor, case.id).order_by("on", "at"))
    actions = list(_rows(PlanAction, actor, case.id).order_by("due", "added_at"))
    version, next_on = _version(actor, case.id)
    opened = _texts([*revisions, *scores, *actions, *([version] if version else [])])
    now = {one.domain: _text(one, opened) for one in revisions}
    agreed = _agreed(version, opened) if version else None
    changed = _changed(agreed, now)
    said, done = _by_domain(scores), _by_domain(actions)
    return PlanRead(
        domains=tuple(
            DomainRead(
                code=code,
                place=place_of(code),
                label=label,
                now=now.get(code, TextRead()),
                scores=_scores(said[code], opened),
                actions=tuple(_action(one, opened, case) for one in done[code]),
                changed=code in changed,
            )
            for code, label in domains()
        ),
        agreed=agreed,
        evaluation_due=due_on(next_on, clock.today()) if next_on else None,
        last=last_done(_done(revisions, scores, actions), actor.id, clock.now()),
    )


def domain_page(actor: Actor, case: CaseRef, code: str) -> DomainPage:
    """One domain with every text that it ever had, and what the reader typed and did not save."""
    revisions = list(_rows(DomainGoal, actor, case.id).filter(domain=code).order_by("-revision"))
    scores = list(_rows(Score, actor, case.id).filter(domain=code).order_by("on", "at"))
    actions = list(_rows(PlanAction, actor, case.id).filter(domain=code).order_by("due"))
    typed = _drafts(actor, case.id).filter(domain=code).first()
    opened = _texts([*revisions, *scores, *actions, *([typed] if typed else [])])
    texts = tuple(_text(one, opened) for one in revisions)
    return DomainPage(
        domain=DomainRead(
            code=code,
            place=place_of(code),
            label=vocabulary.label(DOMAINS, code),
            now=texts[0] if texts else TextRead(),
            scores=_scores(scores, opened),
            actions=tuple(_action(one, opened, case) for one in actions),
            changed=False,
        ),
        revisions=texts,
        draft=_draft(typed, opened) if typed else None,
    )


def last_act(actor: Actor, case_id: UUID) -> Done | None:
    """What the actor did last in this plan, as far as it can be taken back."""
    texts = current_revisions(actor, case_id)
    scores = list(_rows(Score, actor, case_id))
    actions = _rows(PlanAction, actor, case_id)
    return last_done(_done(texts, scores, actions), actor.id, clock.now())


def current_revisions(actor: Actor, case_id: UUID) -> GatedQuerySet[DomainGoal]:
    """The revision of each domain that holds."""
    later = DomainGoal.objects.seen_by(actor, Q(case_id=case_id)).filter(
        domain=OuterRef("domain"), revision__gt=OuterRef("revision")
    )
    return _rows(DomainGoal, actor, case_id).exclude(Exists(later))


def draft(actor: Actor, case_id: UUID, domain: str) -> DraftRead | None:
    """What the reader typed of a domain and did not save."""
    row = _drafts(actor, case_id).filter(domain=domain).first()
    return _draft(row, _texts([row])) if row else None


def situation_of(row: DomainGoal | None) -> DomainText:
    """What a revision says besides its goal; nothing where there is none."""
    if row is None:
        return DomainText()
    situation = open_all([(row.case_id, "situation", row.id, bytes(row.situation))])[0]
    return DomainText(situation=situation, consent_scope=tuple(row.consent_scope))


def evaluations(actor: Actor, case_id: UUID) -> tuple[EvaluationRead, ...]:
    """Every evaluation of the plan, newest first."""
    rows = list(_rows(Evaluation, actor, case_id).order_by("-on", "-at"))
    opened = _texts(rows)
    return tuple(_evaluation(one, opened) for one in rows)


def ticks(actor: Actor, case_id: UUID) -> dict[str, bool]:
    """The points of the checklists that somebody ticked, or that became an action."""
    rows = _rows(ItemTick, actor, case_id).order_by("at").values_list("item", "ticked")
    return dict(rows)


def items_planned(actor: Actor, case_id: UUID) -> frozenset[str]:
    """The points of the checklists that stand in the plan as an action."""
    rows = _rows(PlanAction, actor, case_id).exclude(item="")
    return frozenset(rows.exclude(standing=Standing.WITHDRAWN).values_list("item", flat=True))


def copies(actor: Actor, case_id: UUID) -> tuple[CopyRead, ...]:
    """The copies that the victim got, newest first."""
    rows = list(_rows(CopyGiven, actor, case_id).order_by("-at"))
    return tuple(CopyRead(language=one.language, at=one.at, by=one.by_name) for one in rows)


def told_rows(actor: Actor, case_id: UUID) -> Iterator[tuple[GatedModel, Opened]]:
    """Every row of the plan with its opened texts, for who answers people about their own data."""
    for table in (DomainGoal, Score, PlanAction, PlanVersion, Evaluation, CopyGiven):
        found = list(table.objects.seen_by(actor, within_own_data(actor)).filter(case_id=case_id))
        opened = _texts(found)
        for row in found:
            yield row, opened


def made_on(actor: Actor) -> Iterator[tuple[UUID, date]]:
    """On which day each piece of a plan was made, for the term (T07)."""
    for table in TABLES:
        name = {PlanAction: "added_at", GoalDraft: "saved_at"}.get(table, "at")
        rows = table.objects.seen_by(actor, within_retained(actor)).values_list("case_id", name)
        for case_id, at in rows.iterator():
            yield case_id, clock.local(at).date()


def may_change(actor: Actor, case: CaseRef) -> bool:
    """Whether the reader may change the plan of this case; the page asks what the acts ask."""
    return case.may_write and actor.may(Permission.CARE_CASE_WRITE)


def _rows(table: Any, actor: Actor, case_id: UUID) -> GatedQuerySet[Any]:
    rows: GatedQuerySet[Any] = table.objects.seen_by(actor, within(actor)).filter(case_id=case_id)
    return rows


def _drafts(actor: Actor, case_id: UUID) -> GatedQuerySet[GoalDraft]:
    return GoalDraft.objects.seen_by(actor, mine(actor)).filter(case_id=case_id)


_COLUMNS: Mapping[type, tuple[str, ...]] = {
    DomainGoal: ("situation", "goal"),
    GoalDraft: ("situation", "goal"),
    Score: ("words",),
    PlanAction: ("what", "organisation", "person", "result"),
    PlanVersion: ("words",),
    Evaluation: ("went_well", "must_change", "agreed_next"),
    CopyGiven: (),
}


def _texts(rows: Sequence[Any]) -> Opened:
    """Every text of these rows, opened with one look for the key."""
    sealed = [
        (row.case_id, column, row.id, bytes(getattr(row, column)))
        for row in rows
        for column in _COLUMNS[type(row)]
    ]
    texts = open_all(sealed)
    return {(one[1], one[2]): text for one, text in zip(sealed, texts, strict=True)}


def _text(row: DomainGoal, opened: Opened) -> TextRead:
    return TextRead(
        number=row.revision,
        kind=row.kind,
        text=DomainText(
            situation=opened[("situation", row.id)],
            goal=opened[("goal", row.id)],
            consent_scope=tuple(row.consent_scope),
        ),
        by=row.by_name,
        at=row.at,
    )


def _agreed(row: PlanVersion, opened: Opened) -> AgreedRead:
    return AgreedRead(
        on=row.on,
        how=row.how,
        who=tuple(row.who),
        words=opened[("words", row.id)],
        by=row.by_name,
        revisions=row.revisions,
    )


def _changed(agreed: AgreedRead | None, now: Mapping[str, TextRead]) -> frozenset[str]:
    if agreed is None:
        return frozenset()
    numbers = {domain: one.number for domain, one in now.items()}
    return frozenset(changed_since(agreed.revisions, numbers))


def _by_domain(rows: Iterable[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.domain].append(row)
    return found


def _scores(rows: Sequence[Score], opened: Opened) -> tuple[ScoreRead, ...]:
    taken_back = {one.takes_back for one in rows if one.takes_back}
    return tuple(
        ScoreRead(
            id=one.id,
            value=one.value,
            judged_by=one.judged_by,
            on=one.on,
            words=opened[("words", one.id)],
            by=one.by_name,
            taken_back=one.id in taken_back,
        )
        for one in rows
        if one.takes_back is None
    )


def _action(row: PlanAction, opened: Opened, case: CaseRef) -> ActionRead:
    organisation, person = opened[("organisation", row.id)], opened[("person", row.id)]
    return ActionRead(
        id=row.id,
        domain=row.domain,
        what=opened[("what", row.id)],
        organisation=organisation,
        person=person,
        owner=owner_words(organisation, person) or case.coordinator_name,
        due=due_on(row.due, clock.today()),
        standing=row.standing,
        result=opened[("result", row.id)],
        in_copy=row.in_copy,
        ended_on=clock.local(row.ended_at).date() if row.ended_at else None,
    )


def owner_words(organisation: str, person: str) -> str:
    """Who does something outside, in one line."""
    both = organisation and person
    return f"{organisation} ({person})" if both else organisation or person


def _evaluation(row: Evaluation, opened: Opened) -> EvaluationRead:
    return EvaluationRead(
        on=row.on,
        went_well=opened[("went_well", row.id)],
        must_change=opened[("must_change", row.id)],
        agreed_next=opened[("agreed_next", row.id)],
        changed=tuple(vocabulary.label(DOMAINS, code) for code in row.changed),
        next_on=row.next_on,
        by=row.by_name,
    )


def next_of(version: PlanVersion | None, evaluation: Evaluation | None) -> date | None:
    """On which day the plan is looked at anew: as the last agreement or evaluation says."""
    found = [one for one in (version, evaluation) if one is not None]
    last = max(found, key=lambda one: one.at, default=None)
    return last.next_on if last else None


def _version(actor: Actor, case_id: UUID) -> tuple[PlanVersion | None, date | None]:
    """The plan as it was agreed last, and the day of the next evaluation, in one look."""
    after = Evaluation.objects.seen_by(actor, Q(case_id=case_id)).filter(at__gt=OuterRef("at"))
    last = after.order_by("-at")
    rows = _rows(PlanVersion, actor, case_id).annotate(
        evaluated=Exists(after), evaluation_next=Subquery(last.values("next_on")[:1])
    )
    row: Any = rows.order_by("-at").first()
    if row is None:
        return None, None
    return row, row.evaluation_next if row.evaluated else row.next_on


def _draft(row: GoalDraft, opened: Opened) -> DraftRead:
    return DraftRead(
        text=DomainText(situation=opened["situation", row.id], goal=opened["goal", row.id]),
        base=row.base,
        version=row.version,
        saved_at=row.saved_at,
    )


def _done(
    revisions: Iterable[DomainGoal], scores: Sequence[Score], actions: Iterable[PlanAction]
) -> Iterator[Done]:
    """Everything that can be taken back: a text, a score, a new action, an ended one."""
    for text in revisions:
        if text.kind not in TAKEN_BACK:
            yield Done(what="text", row=text.id, domain=text.domain, by=text.by, at=text.at)
    taken_back = {one.takes_back for one in scores}
    for score in scores:
        if score.takes_back is None and score.id not in taken_back:
            yield Done(what="score", row=score.id, domain=score.domain, by=score.by, at=score.at)
    for one in actions:
        if one.standing == Standing.OPEN and one.version == 1:
            yield Done(
                what="added", row=one.id, domain=one.domain, by=one.added_by, at=one.added_at
            )
        elif one.ended_at and one.standing != Standing.WITHDRAWN:
            yield Done(
                what="ended", row=one.id, domain=one.domain, by=one.ended_by, at=one.ended_at
            )
