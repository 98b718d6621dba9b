"""Every read of reports: the desk's list and page, care's hand-over, counts, the reporter's code.

Each read of what people told is recorded, once per page. Outside the actor's world a report does
not exist; inside it, without the right to read, its text is left out and the page says why.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When

from kmt.access.acts import check, refusals_recorded
from kmt.access.limits import count_opening
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.intake import access, opening, receipts, retained, rules, states
from kmt.intake.attachments import SentFile, digest_of
from kmt.intake.models import Attachment, ReceiptAttempt, Report, ReportStep, ReportSubject
from kmt.intake.reading import ReportCount, ReportForCare, ReportFound, ReportRead, WorkList
from kmt.intake.rules import Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.transfers import waiting_transfer, why_back
from kmt.retention.keepers import Holding
from kmt.vault.queries import records_with_words
from kmt.vault.rules.words import MOST_FOUND
from kmt.vocabulary.entries import UNKNOWN_FORM

PAGE = 50
TODO, MINE, DONE, ALL = "todo", "mine", "done", "all"

#: Nobody has weighed it yet, so nobody knows that it can wait: before what was weighed as normal.
_RANK = {"U1": 0, "U2": 1, "": 2, "U3": 3, "U4": 4}
_WINDOW = timedelta(minutes=10)
_CHUNK = 500


def worklist(actor: Actor, view: str = TODO, page: int = 1) -> WorkList:
    """A page of reports, most urgent first; the look through the list is recorded as a search."""
    check(actor, Permission.INTAKE_REPORT_LIST)
    reports = Report.objects.seen_by(actor, access.visible(actor))
    views = _views(actor)
    counts: dict[str, int] = reports.aggregate(
        **{name: Count("pk", filter=rule) for name, rule in views.items()},
        acute=Count("pk", filter=_ACUTE),
    )
    total = counts[view if view in views else TODO]
    page = min(max(page, 1), max(-(-total // PAGE), 1))
    ordered = reports.filter(views.get(view, views[TODO])).order_by(*_order(view))
    rows = list(ordered[(page - 1) * PAGE : page * PAGE])
    first = reports.filter(_ACUTE).order_by("due_at").first() if counts["acute"] else None
    lines = opening.lines(actor, [*rows, *([first] if first else [])])
    read_of(actor, object_type="report", action="search", reason=view)
    return WorkList(
        lines=lines[: len(rows)],
        page=page,
        total=total,
        counts=counts,
        acute=lines[-1] if first else None,
        acute_waiting=counts["acute"],
    )


def sees(actor: Actor, report_id: UUID) -> bool:
    """Whether this report, with its story, exists for the actor; nothing of it is read."""
    if not access.reads_narrative(actor):
        return False
    return Report.objects.seen_by(actor, access.visible(actor)).filter(pk=report_id).exists()


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
    texts = opening.texts(row, ("narrative", "place", "contact", "reporter_name", "summary"))
    return ReportRead(
        **(opening.facts(actor, row) | texts),
        told=True,
        persons=opening.persons(ReportSubject.objects.seen_by(actor, parts)),
        attachments=opening.attachments(row.id, Attachment.objects.seen_by(actor, parts)),
        triages=opening.triages(actor, row.id),
        history=opening.history(ReportStep.objects.seen_by(actor, parts)),
        back=why_back(actor, retained.REPORT, row.id) if row.state in states.OPEN else "",
        transfer=waiting_transfer(actor, retained.REPORT, row.id),
    )


def routed_to_care(actor: Actor) -> tuple[ReportForCare, ...]:
    """Reports that wait for care, most urgent first; the look is recorded as a search."""
    check(actor, Permission.CARE_CASE_OPEN)
    rows = Report.objects.seen_by(actor, access.visible_to_care(actor))
    waiting = list(rows.filter(taken_at=None).order_by(_rank(), "received_at"))
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

    A report counts once, under its main form; before triage that form is unknown.
    """
    check(actor, Permission.INSIGHT_COUNT_READ)
    rows = Report.objects.seen_by(actor, access.countable(actor))
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


def state_for_receipt(actor: Actor, receipt: str) -> str | None:
    """How far the report of this receipt is, in the word for reporters; None when there is none.

    The Argon2id is computed either way, so that the time taken does not tell. A look is not
    recorded: it shows nothing personal, and a record of when a reporter came back would be.
    """
    rows = Report.objects.seen_by(actor, access.own(actor, receipts.find_id(receipt)))
    state = rows.values_list("state", flat=True).first()
    return None if state is None else rules.public_state(state)


def receipt_if_received(
    actor: Actor, told: Told, nonce: str, sent_file: SentFile | None
) -> str | None:
    """The receipt of exactly these words from this page, when they are already in.

    So a page that is reloaded much later shows its receipt again instead of a fright.
    """
    receipt = receipts.receipt_for(nonce, rules.to_keep(told), digest_of(sent_file))
    return receipt if state_for_receipt(actor, receipt) is not None else None


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


def id_of_number(actor: Actor, number: str) -> UUID | None:
    """The report with this number, for who decides about its term; nothing of it is read."""
    check(actor, Permission.RETENTION_TERM_DECIDE)
    rows = Report.objects.seen_by(actor, access.numbered(actor)).filter(number=number)
    return rows.values_list("id", flat=True).first()


def wait_before_next_try() -> int:
    """Seconds that the next try with a code waits: of the whole house, so no addresses kept."""
    recent = ReceiptAttempt.objects.filter(minute__gte=clock.now() - _WINDOW)
    return rules.waiting_seconds(recent.aggregate(all=Sum("number"))["all"] or 0)


def _views(actor: Actor) -> dict[str, Q]:
    unfinished = Q(state__in=states.OPEN)
    return {
        TODO: unfinished,
        MINE: ~Q(state=states.CLOSED) & Q(handler=actor.id),
        DONE: ~unfinished,
        ALL: Q(),
    }


_ACUTE = Q(urgency="U1", state__in=states.OPEN)


def _rank() -> Case:
    whens = [When(urgency=urgency, then=Value(rank)) for urgency, rank in _RANK.items()]
    return Case(*whens, default=Value(len(_RANK)), output_field=IntegerField())


def _order(view: str) -> tuple[Any, ...]:
    return ("-received_at",) if view in {DONE, ALL} else (_waits(), "due_at", "received_at")


def _waits() -> Case:
    """Acute first; then what is over its term for a decision; then by urgency."""
    over = Q(received_at__lt=retained.overdue_before(clock.today()), state__in=states.OPEN)
    return Case(
        When(urgency="U1", then=Value(-2)),
        When(over, then=Value(-1)),
        default=_rank(),
        output_field=IntegerField(),
    )
