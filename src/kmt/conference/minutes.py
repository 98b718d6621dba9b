"""The minutes of a conference for one receiver: only what they attended, and what concerns them.

Whoever sat there for one file of three reads of the two others nothing, not even the number. The
PDF is tagged (PDF/UA) and made anew at each look; nothing of it is kept.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from django.utils.formats import date_format

from kmt.access.acts import refusals_recorded
from kmt.audit.actions import read_of
from kmt.conference import access
from kmt.conference.models import (
    AgendaItem,
    Agreement,
    Conference,
    MinutesHanded,
    Participant,
    subject_of,
)
from kmt.conference.queries import AGREED, CONFERENCE, agreement_line, attendances, head_of
from kmt.conference.reading import AgreementLine, Head, MinutesPart, MinutesView, Span
from kmt.conference.sealing import Sealed, file_key, opened
from kmt.conference.seating import Seats, at_table
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region


def minutes_for(actor: Actor, participant_id: UUID, *, reason: str = "") -> MinutesView:
    """What one participant gets: for who leads the meeting, and for that participant themself.

    ``missed``: how many files were discussed without them. The look is recorded.
    """
    with refusals_recorded(actor, object_type=CONFERENCE, object_id=str(participant_id)):
        row, seat = _found(actor, participant_id)
    items = list(_items(actor, row))
    ids = {one.id for one in items}
    spans = attendances(actor, ids)
    there = list({one.admission_id: one.admission for one in spans}.values())
    attended = {one.item_id for one in there if one.participant_id == seat.id}
    agreed = _agreements(actor, attended)
    owners = [one.owner for one in agreed if one.owner is not None]
    people = [seat, *(one.participant for one in there), *owners]
    seats = at_table(people, there, spans, also={row.chair})
    shown = [one for one in items if one.id in attended]
    view = _opened(actor, seat, shown, seats, agreed)
    why = reason or "conference:minutes"
    read_of(actor, object_type=CONFERENCE, object_id=str(row.id), reason=why)
    return MinutesView(
        head=view[0],
        receiver=seats.named(view[2]).person(seat.id),
        approved_at=row.approved_at,
        parts=view[1],
        missed=len(items) - len(shown),
    )


def as_pdf(view: MinutesView) -> bytes:
    """The same as a tagged PDF."""
    head = view.head
    content = {
        "centre": region().centre,
        "number": head.number,
        "receiver": view.receiver.full,
        "chair": head.chair_name,
        "place": head.place,
        "moment": _moment(head.meets_at),
        "approved": _moment(view.approved_at),
        "draft": view.approved_at is None,
        "parts": [
            {
                "label": f"{one.label}, persoon {one.person_label}",
                "goal": one.goal,
                "present": list(one.present),
                "summary": one.summary,
                "basis": one.basis,
                "agreements": [
                    [each.what, each.owner, date_format(each.due, "j F Y")]
                    for each in one.agreements
                ],
            }
            for one in view.parts
        ],
    }
    moment = view.approved_at or clock.now()
    return typeset(files("kmt.conference") / "typst" / "minutes.typ", content, moment=moment)


def _found(actor: Actor, participant_id: UUID) -> tuple[Conference, Participant]:
    """The participant, for who leads the conference or is this participant."""
    seen = Conference.objects.seen_by(actor, access.conferences(actor)).values_list("id", flat=True)
    rows = Participant.objects.seen_by(actor, access.in_conferences(seen))
    seat = rows.select_related("conference").one(id=participant_id)
    row = seat.conference
    if actor.id not in {row.chair, row.convened_by, seat.account}:
        raise NotFound
    return row, seat


def _items(actor: Actor, row: Conference) -> "Sequence[AgendaItem]":
    rows = AgendaItem.objects.seen_by(actor, access.items(actor)).filter(conference=row)
    return list(rows.order_by("position"))


def _agreements(actor: Actor, items: Collection[UUID]) -> list[Agreement]:
    rows = Agreement.objects.seen_by(actor, access.under(items)).select_related("owner")
    return list(rows.order_by("due", "added_at"))


def _opened(
    actor: Actor,
    seat: Participant,
    items: Sequence[AgendaItem],
    seats: Seats,
    agreed: Sequence[Agreement],
) -> tuple[Head, tuple[MinutesPart, ...], list[str]]:
    row, ids = seat.conference, {one.id for one in items}
    handed = {
        one.item_id: one
        for one in MinutesHanded.objects.seen_by(actor, access.under(ids)).filter(participant=seat)
    }
    keys = {one.id: file_key(one) for one in items}
    sealed: list[Sealed] = [(subject_of(row.id), "place", row.id, bytes(row.place))]
    sealed += [
        (keys[one.id], column, one.id, getattr(one, column))
        for one in items
        for column in ("goal", "summary")
    ]
    sealed += [
        (keys[one.item_id], column, one.id, getattr(one, column))
        for one in agreed
        for column in AGREED
    ]
    texts = iter(opened([*sealed, *seats.sealed()]))
    place = next(texts)
    goals = {one.id: (next(texts), next(texts)) for one in items}
    words = {one.id: tuple(next(texts) for _ in AGREED) for one in agreed}
    names = list(texts)
    named = seats.named(names)
    lines = {one.id: agreement_line(one, words[one.id], named) for one in agreed}
    parts = tuple(
        MinutesPart(
            item_id=one.id,
            label=one.label,
            person_label=one.person_label,
            goal=goals[one.id][0],
            present=[
                f"{who} ({_times(spans)})" for who, spans in named.present(one.id, names=False)
            ],
            summary=goals[one.id][1],
            agreements=_concern(
                seat, row, [lines[each.id] for each in agreed if each.item_id == one.id]
            ),
            handed_at=handed[one.id].at if one.id in handed else None,
            basis=", ".join(handed[one.id].rows.split("|")) if one.id in handed else "",
        )
        for one in items
    )
    return head_of(actor, row, named.names, place), parts, names


def _concern(
    seat: Participant, row: Conference, lines: Sequence[AgreementLine]
) -> tuple[AgreementLine, ...]:
    """The agreements that concern a receiver: theirs; the chair, who watches over them, has all."""
    everything = bool(seat.account) and seat.account == row.chair
    return tuple(one for one in lines if everything or one.owner_id == seat.id)


def _times(spans: Sequence[Span]) -> str:
    return ", ".join(
        f"{clock.local(one.came_at):%H.%M}–{clock.local(one.left_at):%H.%M}"
        if one.left_at
        else f"vanaf {clock.local(one.came_at):%H.%M}"
        for one in spans
    )


def _moment(at: datetime | None) -> str:
    return date_format(clock.local(at), "j F Y, H.i") if at else ""
