"""What the person may see of the conferences about them (AVG 15), for the workshop of their file.

The goal, what was said and agreed, and what kind of organisations were at the table, because who
received something about oneself is part of the answer (AVG 15(1)(c)). No names of anybody, and the
words of others wait until a human being has read them.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from kmt.conference import access, wording
from kmt.conference.models import AgendaItem, Agreement, Attendance, Contribution
from kmt.conference.sealing import file_key, opened
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import Line, Piece
from kmt.sharing.basing import party_words


def pieces_of(actor: Actor, kind: str, object_id: UUID, compartment: str) -> Iterator[Piece]:
    """Everything about one file, for who answers people about their own data; for nobody else."""
    rule = access.asked_by_the_person(actor)
    rows = AgendaItem.objects.seen_by(actor, rule & access.of_file(kind, object_id))
    for item in rows.select_related("conference").order_by("added_at"):
        yield _item(actor, item, compartment)
        yield from _agreements(actor, item, compartment)
        yield from _contributions(actor, item, compartment)


def _item(actor: Actor, item: AgendaItem, compartment: str) -> Piece:
    key = file_key(item)
    columns = ("goal", "why_not_told", "summary")
    goal, why, summary = opened([(key, one, item.id, getattr(item, one)) for one in columns])
    present = Attendance.objects.seen_by(actor, Q(admission__item=item))
    parties = present.values_list("admission__participant__party", flat=True).distinct()
    met = item.conference.meets_at
    return Piece(
        key=f"conference:{item.id}",
        compartment=compartment,
        kind=f"overleg {item.conference.number}",
        on=clock.local(met or item.added_at).date(),
        lines=_lines(
            ("doel", goal),
            ("wat u ervan wist", wording.informed_word(item.informed) if item.informed else ""),
            ("waarom u niet was ingelicht", why),
            ("aan tafel zaten", ", ".join(sorted({party_words(one) for one in parties}))),
            ("besproken", summary),
        ),
        delicate=True,
    )


def _agreements(actor: Actor, item: AgendaItem, compartment: str) -> Iterator[Piece]:
    rows = list(Agreement.objects.seen_by(actor, Q(item=item)).order_by("added_at"))
    texts = opened([(file_key(item), "what", one.id, one.what) for one in rows])
    for one, text in zip(rows, texts, strict=True):
        yield Piece(
            key=f"conference:agreement:{one.id}",
            compartment=compartment,
            kind="afspraak uit een overleg",
            on=clock.local(one.added_at).date(),
            lines=_lines(
                ("afspraak", text),
                ("voor", f"{one.due:%d-%m-%Y}"),
                ("hoe het afliep", wording.outcome_word(one.outcome) or "nog open"),
            ),
        )


def _contributions(actor: Actor, item: AgendaItem, compartment: str) -> Iterator[Piece]:
    rows = list(Contribution.objects.seen_by(actor, Q(item=item)).select_related("participant"))
    texts = opened([(file_key(item), "contribution", one.id, one.text) for one in rows])
    for one, text in zip(rows, texts, strict=True):
        yield Piece(
            key=f"conference:contribution:{one.id}",
            compartment=compartment,
            kind="inbreng in een overleg",
            on=clock.local(one.at).date(),
            lines=_lines(("van", party_words(one.participant.party)), ("inbreng", text)),
            delicate=True,
        )


def _lines(*found: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(label=label, text=text) for label, text in found if text)
