"""Every read of reports: the desk's list and page, care's hand-over, counts, the reporter's code.

Each read of what people told is recorded, once per page. Outside the actor's world a report does
not exist; inside it, without the right to read, its text is left out and the page says why.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from kmt.access.acts import check, refusals_recorded
from kmt.access.limits import count_opening
from kmt.access.permissions import Permission
from kmt.attachments.files import SentFile, digest_of
from kmt.attachments.queries import files_of
from kmt.audit.actions import read_of
from kmt.conversation import receipts
from kmt.conversation.queries import record_of
from kmt.intake import access, opening, retained, rules, states
from kmt.intake.models import Report, ReportStep, ReportSubject
from kmt.intake.narrowing import Narrowed, among_newest, count_living, rule_of, with_columns
from kmt.intake.reading import (
    ReportCount,
    ReportForCare,
    ReportFound,
    ReportRead,
    Standing,
    WorkList,
)
from kmt.intake.rules import Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.transfers import waiting_transfer, why_back
from kmt.retention.keepers import Holding
from kmt.vault.queries import records_with_words
from kmt.vault.rules.words import MOST_FOUND
from kmt.vocabulary.entries import UNKNOWN_FORM

PAGE = 50
#: So many lines of what is over can be leafed through; what is older is found by its words.
MOST = 10_000
#: What is over is narrowed among so many of the newest: looking through more takes too long.
MOST_NARROWED = 3_000
TODO, MINE, DONE, ALL = "todo", "mine", "done", "all"
#: Decided, and the reporter has not heard back yet.
UNHEARD = "unheard"
#: Views of what still lives: how many lines they have is always known.
LIVE = (TODO, MINE, UNHEARD)

#: Nobody has weighed it yet, so nobody knows that it can wait: before what was weighed as normal.
_RANK = {"U1": 0, "U2": 1, "": 2, "U3": 3, "U4": 4}
_CHUNK = 500
_NEWEST = ("-received_at", "pk")


def worklist(
    actor: Actor, view: str = TODO, page: int = 1, narrowed: Narrowed | None = None
) -> WorkList:
    """A page of reports, most urgent first; the look through the list is recorded as a search.

    ``narrowed`` are the facets that were chosen (:mod:`.narrowing`). Who has a report is told, and
    may be asked for, only among those who divide the work.
    """
    check(actor, Permission.INTAKE_REPORT_LIST)
    reports = Report.objects.seen_by(actor, access.visible(actor))
    views, tells = _views(actor), access.knows_who(actor)
    view = view if view in views else TODO
    chosen = {name: code for name, code in (narrowed or {}).items() if name != "who" or tells}
    living = count_living(
        reports.filter(_LIVING), {name: views[name] for name in LIVE}, _ACUTE, view, chosen
    )
    in_view: QuerySet[Report] = reports.filter(views[view])
    if chosen:
        in_view = with_columns(in_view).filter(rule_of(chosen))
    if chosen and view in {DONE, ALL}:
        in_view = in_view.filter(among_newest(_all_there_are(actor), MOST_NARROWED))
    shown = _page(actor, in_view.order_by(*_order(view)), page, living.counts.get(view), chosen)
    read_of(actor, object_type="report", action="search", reason=view)
    return WorkList(
        lines=opening.lines(actor, shown.rows),
        page=shown.page,
        total=min(shown.total, MOST),
        counts={**living.counts, view: shown.total},
        choices=living.choices,
        acute=living.acute,
        acute_waiting=living.acute_waiting,
        tells_who=tells,
    )


def sees(actor: Actor, report_id: UUID) -> bool:
    """Whether this report, with its story, exists for the actor; nothing of it is read."""
    if not access.reads_narrative(actor):
        return False
    return Report.objects.seen_by(actor, access.visible(actor)).filter(pk=report_id).exists()


def ids_with_story(actor: Actor) -> "QuerySet[Any, Any] | None":
    """The ids of the reports that this actor reads whole, so with the files that came along."""
    if not access.reads_narrative(actor):
        return None
    return Report.objects.seen_by(actor, access.visible(actor)).values("id")


def ids_for_care(actor: Actor) -> "QuerySet[Any, Any]":
    """The ids of the reports that the desk routed to care, for who may open a care case."""
    return Report.objects.seen_by(actor, access.visible_to_care(actor)).values("id")


def report_detail(actor: Actor, report_id: UUID) -> ReportRead:
    """One report with its history; recorded. ``NotFound`` outside the actor's world."""
    with refusals_recorded(actor, object_type="report", object_id=str(report_id)):
        check(actor, Permission.INTAKE_REPORT_LIST)
        row = Report.objects.seen_by(actor, access.visible(actor)).one(pk=report_id)
        if access.reads_narrative(actor):
            count_opening(actor, "report", row.id)
    read_of(actor, object_type="report", object_id=str(row.id))
    if not access.reads_narrative(actor):
        return ReportRead(**opening.facts(actor, row), told=False)
    parts = access.visible_parts(actor) & Q(report_id=row.id)
    return ReportRead(
        **(opening.facts(actor, row) | opening.told(row)),
        told=True,
        persons=opening.persons(ReportSubject.objects.seen_by(actor, parts)),
        attachments=files_of(actor, retained.REPORT, row.id),
        history=opening.history(ReportStep.objects.seen_by(actor, parts)),
        back=why_back(actor, retained.REPORT, row.id) if row.state in states.OPEN else "",
        transfer=waiting_transfer(actor, retained.REPORT, row.id),
    )


def standing(actor: Actor, report_id: UUID) -> Standing:
    """Where a report stands, for a decision on it; nothing that was told is opened."""
    row = Report.objects.seen_by(actor, access.visible(actor)).one(pk=report_id)
    return opening.standing(actor, row)


def routed_to_care(actor: Actor) -> tuple[ReportForCare, ...]:
    """Reports that wait for care, most urgent first; the look is recorded as a search."""
    check(actor, Permission.CARE_CASE_OPEN)
    rows = Report.objects.seen_by(actor, access.visible_to_care(actor))
    waiting = list(rows.filter(taken_at=None).order_by(_rank(), "received_at"))
    if not waiting:
        return ()  # nothing was seen
    read_of(actor, object_type="report", action="search", reason="routed_to_care")
    return opening.for_care(actor, waiting)


def report_for_care(actor: Actor, report_id: UUID) -> ReportForCare:
    """One report that was routed to care, taken already or not; recorded."""
    with refusals_recorded(actor, object_type="report", object_id=str(report_id)):
        check(actor, Permission.CARE_CASE_OPEN)
        row = Report.objects.seen_by(actor, access.visible_to_care(actor)).one(pk=report_id)
    read_of(actor, object_type="report", object_id=str(row.id), reason="care")
    return opening.for_care(actor, [row])[0]


def counts(actor: Actor) -> tuple[ReportCount, ...]:
    """Reports per form, municipality and year of the actor's world; unknown is always a row.

    A report counts once, under its main form; before triage that form is unknown. What tells the
    same matter as another report counts there, and not a second time.
    """
    check(actor, Permission.INSIGHT_COUNT_READ)
    rows = Report.objects.seen_by(actor, access.countable(actor)).filter(duplicate=False)
    grouped = rows.order_by().values_list("form", "municipality", "year").annotate(n=Count("pk"))
    found: Counter[tuple[str, str, int]] = Counter()
    for form, municipality, year, number in grouped:
        found[form, municipality, year] += number
        found[UNKNOWN_FORM, municipality, year] += 0
        if actor.whole_region:
            found[UNKNOWN_FORM, "", year] += 0
    return tuple(
        ReportCount(form=form, municipality=municipality, year=year, number=number)
        for (form, municipality, year), number in sorted(found.items())
    )


def receipt_if_received(
    actor: Actor, told: Told, nonce: str, files: Sequence[SentFile]
) -> str | None:
    """The receipt of exactly these words from this page, when they are already in.

    So a page that is reloaded much later shows its receipt again instead of a fright.
    """
    receipt = receipts.receipt_for(nonce, rules.to_keep(told), digest_of(files))
    earlier = record_of(actor, retained.REPORT, receipts.secrets_of(receipt).find)
    return receipt if earlier is not None else None


def retained_records(actor: Actor) -> Iterator[Holding]:
    """Every report as its retention term sees it: for the job of the night alone."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return retained.holdings(actor)


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Which of these persons a report is still about."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return retained.persons_in_use(actor, persons)


def reports_about(actor: Actor, person_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """The reports a person is in, id and number, as far as they exist for the actor."""
    rows = ReportSubject.objects.seen_by(actor, access.visible_parts(actor))
    found = rows.filter(person=person_id).order_by("at")
    return tuple(found.values_list("report_id", "report__number"))


def reports_with_words(actor: Actor, text: str, purpose: str) -> tuple[ReportFound, ...]:
    """Reports that share words with this, by number and how many; nothing is opened.

    What does not exist for the actor takes nobody's place. Every report shown is recorded.
    """
    check(actor, Permission.INTAKE_REPORT_READ)
    found: list[ReportFound] = []
    hits = records_with_words(actor, "report", text, purpose)
    for at in range(0, len(hits), _CHUNK):
        some = {UUID(one.subject.partition(":")[2]): one for one in hits[at : at + _CHUNK]}
        rows = Report.objects.seen_by(actor, access.visible(actor)).filter(pk__in=some)
        known = {row.id: row for row in rows.only("id", "number", "received_at")}
        found += [
            ReportFound(
                id=one,
                number=known[one].number,
                received_at=known[one].received_at,
                shared=hit.shared,
                asked=hit.asked,
            )
            for one, hit in some.items()
            if one in known
        ]
        if len(found) > MOST_FOUND:
            break
    for one in found[:MOST_FOUND]:
        read_of(actor, object_type="report", object_id=str(one.id), action="search", reason=purpose)
    return tuple(found[:MOST_FOUND])


def numbered(actor: Actor, number: str) -> Standing | None:
    """The report with this number, as far as it exists for the actor; no word of it is opened."""
    check(actor, Permission.INTAKE_REPORT_READ)
    row = Report.objects.seen_by(actor, access.visible(actor)).filter(number=number).first()
    return opening.standing(actor, row) if row else None


def numbers_of(actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of these reports, as far as they exist for the actor."""
    rows = Report.objects.seen_by(actor, access.visible(actor)).filter(pk__in=ids)
    return dict(rows.values_list("id", "number"))


def id_of_number(actor: Actor, number: str) -> UUID | None:
    """The report with this number, for who decides about its term; nothing of it is read."""
    check(actor, Permission.RETENTION_TERM_DECIDE)
    rows = Report.objects.seen_by(actor, access.numbered(actor)).filter(number=number)
    return rows.values_list("id", flat=True).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The rows of one page, which page that is, and how many lines there are in all."""

    rows: list[Report]
    page: int
    total: int


def _all_there_are(actor: Actor) -> "QuerySet[Report]":
    """Every report of the actor's world; of a whole region without asking each for its place.

    So the day of the last of the newest is read from the index alone.
    """
    return Report.objects.seen_by(actor, Q() if actor.whole_region else access.visible(actor))


def _page(
    actor: Actor, ordered: "QuerySet[Report]", page: int, total: int | None, chosen: Narrowed
) -> _Shown:
    """One page of the list in its order; ``total`` is known of what lives.

    What is narrowed among the newest of what is over is looked for once, and not counted besides.
    """
    ids: list[UUID] | None = None
    if total is None and chosen:
        ids = list(ordered.values_list("pk", flat=True)[:MOST])
        total = len(ids)
    elif total is None:
        total = ordered.order_by()[: MOST + 1].values("pk").count()
    page = min(max(page, 1), max(-(-min(total, MOST) // PAGE), 1))
    here = slice((page - 1) * PAGE, page * PAGE)
    if ids is not None:  # found already: not asked for again what was chosen
        rows = Report.objects.seen_by(actor, access.visible(actor) & Q(pk__in=ids[here]))
        ordered, here = rows.order_by(*_NEWEST), slice(PAGE)
    shown = ordered.annotate(**{opening.BACK: opening.has_come_back(actor)})
    return _Shown(rows=list(shown[here]), page=page, total=total)


def _views(actor: Actor) -> dict[str, Q]:
    unfinished = Q(state__in=states.OPEN)
    return {
        TODO: _LIVING & (unfinished | _SPEAKS),
        UNHEARD: _LIVING & Q(state=states.ROUTED),
        MINE: _LIVING & ~Q(state=states.CLOSED) & Q(handler=actor.id),
        DONE: ~unfinished & ~_SPEAKS,
        ALL: Q(),
    }


_UNSAFE = Q(unsafe_since__isnull=False)
#: Closed or not: somebody with its code said something that the desk has not seen.
_SPEAKS = Q(unread__gt=0) | _UNSAFE
_LIVING = Q(lives=1)
_ACUTE = _LIVING & (Q(urgency="U1", state__in=states.OPEN) | _UNSAFE)


def _rank() -> Case:
    whens = [When(urgency=urgency, then=Value(rank)) for urgency, rank in _RANK.items()]
    return Case(*whens, default=Value(len(_RANK)), output_field=IntegerField())


def _order(view: str) -> tuple[Any, ...]:
    if view in {DONE, ALL}:
        return _NEWEST
    return _waits(), "due_at", "received_at", "pk"


def _waits() -> Case:
    """Who says not to be safe first, then acute; then what is over its term; then by urgency."""
    before = retained.overdue_before(clock.today())
    waits = Q(reopened_at=None, received_at__lt=before) | Q(reopened_at__lt=before)
    over = waits & Q(state__in=states.OPEN)
    return Case(
        When(_UNSAFE, then=Value(-3)),
        When(urgency="U1", then=Value(-2)),
        When(over, then=Value(-1)),
        default=_rank(),
        output_field=IntegerField(),
    )
