"""Reading the register of decisions: the newest wording of each, and how it came there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet
from kmt.governance import subjects
from kmt.governance.access import visible
from kmt.governance.models import Body, Decision, FollowUp, Meeting
from kmt.governance.reading import DecisionLine, DecisionView, Earlier, FollowUpLine, Register
from kmt.governance.search import asked
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of


def decision(actor: Actor, decision_id: UUID) -> DecisionView:
    """One decision by the id of any row of its line: newest wording, earlier ones, follow-ups."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rule = visible(actor)
    row = Decision.objects.seen_by(actor, rule).one(id=decision_id)
    line = list(Decision.objects.seen_by(actor, rule).filter(first=row.first).order_by("at"))
    line = _in_order(line)
    newest = line[-1]
    after = list(FollowUp.objects.seen_by(actor, rule).filter(decision_id=row.first))
    names = names_of({one.by for one in line} | {one.by for one in after})
    bodies = _bodies(actor)
    return DecisionView(
        id=row.first,
        newest=newest.id,
        title=newest.title,
        question=newest.question,
        decided=newest.decided,
        on=newest.on,
        body=bodies.get(newest.body, newest.body),
        body_code=newest.body if newest.body in bodies else "",
        grounds=newest.grounds,
        conditions=newest.conditions,
        dissent=newest.dissent,
        about=newest.about,
        about_words=subjects.kind_words(newest.about),
        subject=subjects.seen(actor, newest.about),
        meeting=newest.meeting,
        meeting_words=_meeting_words(actor, newest.meeting),
        at=clock.local(newest.at),
        by=names.get(newest.by, ""),
        earlier=tuple(
            _earlier(one, later.why_corrected, names, bodies)
            for one, later in reversed(list(pairwise(line)))
        ),
        follow_ups=tuple(
            FollowUpLine(text=one.text, on=one.on, by=names.get(one.by, "")) for one in after
        ),
    )


def _in_order(rows: list[Decision]) -> list[Decision]:
    """A line of corrections from the first wording to the newest."""
    after = {one.corrects_id: one for one in rows}
    line: list[Decision] = []
    row = after.get(None)
    while row is not None:
        line.append(row)
        row = after.get(row.id)
    return line


def _earlier(
    row: Decision, why: str, names: Mapping[str, str], bodies: Mapping[str, str]
) -> Earlier:
    return Earlier(
        title=row.title,
        question=row.question,
        decided=row.decided,
        grounds=row.grounds,
        conditions=row.conditions,
        dissent=row.dissent,
        on=row.on,
        body=bodies.get(row.body, row.body),
        at=clock.local(row.at),
        by=names.get(row.by, ""),
        why_corrected=why,
    )


def _meeting_words(actor: Actor, meeting_id: UUID | None) -> str:
    if meeting_id is None:
        return ""
    row = Meeting.objects.seen_by(actor, visible(actor)).filter(id=meeting_id).first()
    return f"{clock.local(row.meets_at):%d-%m-%Y}" if row else ""


def register(actor: Actor, words: str = "", *, year: int | None = None, body: str = "") -> Register:
    """The decisions in which all these words stand, of a year and of a body, newest first."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = _newest(actor)
    found = rows
    for stem in asked(words):
        after = FollowUp.objects.seen_by(actor, visible(actor)).filter(stems__contains=stem)
        found = found.filter(
            Q(stems__contains=stem) | Q(first__in=after.values_list("decision_id", flat=True))
        )
    if year is not None:
        found = found.filter(on__year=year)
    if body:
        found = found.filter(body=body)
    bodies = _bodies(actor)
    known = list(rows.values_list("on", "body"))
    return Register(
        lines=lines_of(actor, found, bodies),
        years=tuple(sorted({on.year for on, _body in known}, reverse=True)),
        bodies=tuple(
            sorted({(one, bodies.get(one, one)) for _on, one in known}, key=lambda pair: pair[1])
        ),
    )


def decisions(actor: Actor, words: str = "") -> tuple[DecisionLine, ...]:
    """The decisions in which all these words stand (all of them without words), newest first."""
    return register(actor, words).lines


def decisions_about(actor: Actor, about: str) -> tuple[DecisionLine, ...]:
    """The decisions about one subject, ``"kind:key"``, newest first."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    return lines_of(actor, _newest(actor).filter(about=about), _bodies(actor))


def decision_choices(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Id and words of every decision, newest first: for a field that refers to one."""
    return tuple((str(one.id), f"{one.on:%d-%m-%Y} · {one.title}") for one in decisions(actor))


def body_choices(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Code and name of every body that is there now."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = Body.objects.seen_by(actor, visible(actor)).filter(ended_on=None)
    return tuple(rows.values_list("code", "name"))


def lines_of(
    actor: Actor, rows: Iterable[Decision], bodies: Mapping[str, str]
) -> tuple[DecisionLine, ...]:
    """Rows of decisions as lines of a list."""
    found = list(rows)
    after = FollowUp.objects.seen_by(actor, visible(actor)).filter(
        decision_id__in=[one.first for one in found]
    )
    counts = Counter(after.values_list("decision_id", flat=True))
    return tuple(
        DecisionLine(
            id=one.first,
            title=one.title,
            on=one.on,
            body=bodies.get(one.body, one.body),
            decided=one.decided,
            about_words=subjects.kind_words(one.about),
            corrected=one.corrects_id is not None,
            follow_ups=counts[one.first],
        )
        for one in found
    )


def newest_of_meeting(actor: Actor, meeting_id: UUID) -> tuple[DecisionLine, ...]:
    """What a meeting decided."""
    rows = _newest(actor).filter(meeting=meeting_id).order_by("at")
    return lines_of(actor, rows, _bodies(actor))


def latest(actor: Actor, most: int) -> tuple[DecisionLine, ...]:
    """The newest decisions, so many."""
    return lines_of(actor, _newest(actor)[:most], _bodies(actor))


def _newest(actor: Actor) -> GatedQuerySet[Decision]:
    return Decision.objects.seen_by(actor, visible(actor)).filter(corrected_by=None)


def _bodies(actor: Actor) -> dict[str, str]:
    rows = Body.objects.seen_by(actor, visible(actor))
    return dict(rows.values_list("code", "name"))
