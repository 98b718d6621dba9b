"""Opens rows: sealed texts become readable, rows become the frozen values of ``reading``.

Nothing here asks who may: :mod:`.queries` has asked, and hands over the rows that may be seen.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kmt.conversation.queries import spoken_last
from kmt.intake import access, retained
from kmt.intake.models import (
    MATTER,
    WHO_REPORTED,
    Report,
    ReportStep,
    ReportSubject,
    key_of,
    subject_of,
)
from kmt.intake.reading import (
    HappenedRead,
    PersonInReport,
    ReportForCare,
    ReportLine,
    Standing,
)
from kmt.intake.rules import CONTACT_TERMS, RouteClock
from kmt.intake.states import COME_BACK, LIVING, OPEN
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of
from kmt.vault.queries import open_texts

TITLE_LENGTH = 90
BACK = "back"
SHOWN_AS_IS = (
    *("id", "number", "version", "received_at", "language", "kind", "about"),
    *("municipality", "outside_region", "ongoing", "minors", "anonymity"),
    *("state", "urgency", "form", "form_told", "outcome", "due_at", "reopened_at", "second_look"),
)


def lines(actor: Actor, rows: Sequence[Report]) -> tuple[ReportLine, ...]:
    """Lines of a list, with a title only for who reads what people told.

    The rows are asked for with ``back`` beside them (:func:`has_come_back`).
    """
    titles = _titles(rows) if access.reads_narrative(actor) else [""] * len(rows)
    asked = _asked(actor, rows)
    names = names_of({row.handler for row in rows}) if access.knows_who(actor) else {}
    return tuple(
        ReportLine(
            id=row.id,
            number=row.number,
            title=title,
            urgency=row.urgency,
            form=row.form,
            municipality=row.municipality,
            state=row.state,
            anonymity=row.anonymity,
            received_at=row.received_at,
            due_at=row.due_at,
            mine=row.handler == actor.id,
            route=route_clock(row),
            came_back=getattr(row, BACK) and row.state in OPEN,
            version=row.version,
            outcome=row.outcome,
            outside_region=row.outside_region,
            handler=row.handler,
            who=names.get(row.handler, ""),
            taken=row.taken_at is not None,
            second_look=row.second_look,
            asked=row.id in asked,
            reopened=row.reopened_at is not None,
            unread=row.unread,
            unsafe=row.unsafe_since is not None,
            withdrawn=row.withdrawn_at is not None,
        )
        for row, title in zip(rows, titles, strict=True)
    )


def route_clock(row: Report) -> RouteClock | None:
    """How long a report may still wait for its decision; none when there is one."""
    if row.state not in OPEN:
        return None
    return RouteClock(last_day=retained.route_before(row), today=clock.today())


def has_come_back(actor: Actor) -> Exists:
    """Whether a report ever came back from care, as a column beside it: no question of its own."""
    steps = ReportStep.objects.seen_by(actor, access.visible_parts(actor))
    return Exists(steps.filter(report=OuterRef("pk"), event=COME_BACK))


def came_back(actor: Actor, rows: Sequence[Report]) -> frozenset[UUID]:
    """Those of these reports that must be routed again: care gave them back, or the desk did."""
    waiting = {row.id: row.reopened_at for row in rows if row.state in OPEN}
    steps = ReportStep.objects.seen_by(actor, access.visible_parts(actor))
    found = steps.filter(report__in=waiting, event=COME_BACK).values_list("report_id", "at")
    return frozenset(one for one, at in found if at >= (waiting[one] or at))


def _asked(actor: Actor, rows: Sequence[Report]) -> frozenset[UUID]:
    """Those that are not closed and in which the desk spoke last, for who reads what was told."""
    return spoken_last(actor, retained.REPORT, [row.id for row in rows if row.state in LIVING])


def _titles(rows: Sequence[Report]) -> list[str]:
    """The summary, or else the beginning of the narrative, opened with one query for the keys."""
    columns = ["summary" if bytes(row.summary) else "narrative" for row in rows]
    texts = open_texts(
        [
            (subject_of(row.id), column, bytes(getattr(row, column)))
            for row, column in zip(rows, columns, strict=True)
        ]
    )
    return [_beginning(text) for text in texts]


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    return line[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def texts(row: Report, columns: Iterable[str]) -> dict[str, str]:
    """The texts of one report that are there, opened with one query for the keys."""
    sealed = [(name, bytes(getattr(row, name))) for name in columns]
    present = [(name, value) for name, value in sealed if value]
    opened = open_texts([(key_of(row.id, name), name, value) for name, value in present])
    return {name: text for (name, _), text in zip(present, opened, strict=True)}


def told(row: Report) -> dict[str, Any]:
    """Everything that was told in a report, and who told it, as far as it is there."""
    found: dict[str, Any] = texts(row, (*MATTER, *WHO_REPORTED, "summary"))
    terms = json.loads(found.pop("contact_terms", "{}"))
    return found | {"contact_terms": {name: terms[name] for name in CONTACT_TERMS if name in terms}}


def facts(actor: Actor, row: Report) -> dict[str, Any]:
    """What a report says in codes and dates."""
    found = {name: getattr(row, name) for name in SHOWN_AS_IS}
    return found | {
        "taken": row.taken_at is not None,
        "mine": row.handler == actor.id,
        "handler": row.handler if access.knows_who(actor) else "",
        "who": names_of({row.handler}).get(row.handler, "") if access.knows_who(actor) else "",
        "route": route_clock(row),
        "came_back": bool(came_back(actor, [row])),
    }


def persons(rows: Any) -> tuple[PersonInReport, ...]:
    """The persons of a report, in the order in which they were put down."""
    return tuple(
        PersonInReport(id=one.person, label=one.label, role=one.role) for one in rows.order_by("at")
    )


def history(rows: Any) -> tuple[HappenedRead, ...]:
    """The steps of a report, newest first."""
    return tuple(
        HappenedRead(event=one.event, detail=one.detail, by_name=one.by_name, at=one.at)
        for one in rows.order_by("-at", "-pk")
    )


def standing(actor: Actor, row: Report) -> Standing:
    """Where a report stands, and who is in it."""
    names = ("id", "number", "version", "state", "received_at", "municipality", "minors")
    found = {
        name: getattr(row, name)
        for name in (*names, "urgency", "form", "outcome", "handler", "second_look")
    }
    return Standing(
        **found,
        runs_from=row.reopened_at or row.received_at,
        anonymity=row.anonymity,
        duplicate=row.duplicate,
        reachable=bool(bytes(row.contact) or bytes(row.contact_terms)),
        language=row.language,
        taken=row.taken_at is not None,
        route_before=retained.route_before(row),
        persons=persons(ReportSubject.objects.seen_by(actor, Q(report_id=row.id))),
    )


def for_care(actor: Actor, rows: Sequence[Report]) -> tuple[ReportForCare, ...]:
    """Reports as care receives them, in the order given, with a fixed number of queries."""
    ids = [row.id for row in rows]
    people: dict[UUID, list[PersonInReport]] = defaultdict(list)
    for one in ReportSubject.objects.seen_by(actor, Q(report_id__in=ids)).order_by("at"):
        person = PersonInReport(id=one.person, label=one.label, role=one.role)
        people[one.report_id].append(person)
    summaries = open_texts([(subject_of(row.id), "summary", bytes(row.summary)) for row in rows])
    return tuple(
        ReportForCare(
            id=row.id,
            number=row.number,
            received_at=row.received_at,
            municipality=row.municipality,
            forms=(row.form, *row.more_forms),
            urgency=row.urgency,
            summary=summary,
            persons=tuple(people[row.id]),
            taken=row.taken_at is not None,
        )
        for row, summary in zip(rows, summaries, strict=True)
    )
