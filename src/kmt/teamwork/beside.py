"""What teamwork keeps with a case: it is shown, holds the end back, is told, goes with it."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.care.beside import Beside
from kmt.care.joining import open_all
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import R2, Line, Piece
from kmt.teamwork import access
from kmt.teamwork.actions import finished, take_out
from kmt.teamwork.models import CaseComment, Given, KnownThing, LetIn, PartnerTask
from kmt.teamwork.rules import ROOM, hinders
from kmt.teamwork.wording import data_words, organisation_name, purpose_word, state_word


def _told(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    """Which organisations got in and what they got (AVG 15(1)(c)); names of people are left out.

    What partners and colleagues wrote waits until a human being has read it.
    """
    rule = access.asked_by_the_person(actor)
    for row in LetIn.objects.seen_by(actor, rule).filter(case_id=case_id):
        yield _piece(
            row.id,
            "organisatie met toegang tot een deel",
            clock.local(row.at).date(),
            ("organisatie", organisation_name(row.organisation)),
            ("waarvoor", purpose_word(row.purpose)),
            ("grondslag", row.basis),
            ("tot en met", f"{row.until:%d-%m-%Y}"),
            ("eerder beëindigd", f"{clock.local(row.ended_at):%d-%m-%Y}" if row.ended_at else ""),
        )
    yield from _sealed(actor, case_id)


def _sealed(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    rule = access.asked_by_the_person(actor)
    given = list(Given.objects.seen_by(actor, rule).filter(case_id=case_id))
    tasks = list(PartnerTask.objects.seen_by(actor, rule).filter(case_id=case_id))
    said = list(CaseComment.objects.seen_by(actor, rule).filter(case_id=case_id))
    texts = iter(
        open_all(
            [
                *((case_id, "words", one.id, bytes(one.words)) for one in given),
                *((case_id, "what", one.id, bytes(one.what)) for one in tasks),
                *((case_id, "text", one.id, bytes(one.text)) for one in said),
            ]
        )
    )
    for one in given:
        lines = (("tekst", next(texts)), ("soort gegevens", data_words(one.data.split("|"))))
        yield _piece(one.id, "gedeeld met een ketenpartner", _day(one), *lines)
    for task in tasks:
        lines = (("wat", next(texts)), ("hoe het staat", state_word(task.state)))
        yield _piece(task.id, "gevraagd aan een ketenpartner", _day(task), *lines)
    for comment in said:
        yield _piece(comment.id, "opmerking", _day(comment), ("tekst", next(texts)), delicate=True)


def _day(row: Given | PartnerTask | CaseComment) -> date:
    return clock.local(row.at).date()


def _piece(
    row_id: UUID, kind: str, on: date, *lines: tuple[str, str], delicate: bool = False
) -> Piece:
    return Piece(
        key=f"{ROOM}:{row_id}",
        compartment=R2,
        kind=kind,
        on=on,
        lines=tuple(Line(label=label, text=text) for label, text in lines if text),
        delicate=delicate,
    )


def _made_on(actor: Actor) -> Iterator[tuple[UUID, date]]:
    """Each piece counts for the term from the day it was made (T07)."""
    for model in (LetIn, Given, PartnerTask, CaseComment, KnownThing):
        rows = model.objects.seen_by(actor, access.retained(actor))
        for case_id, at in rows.values_list("case_id", "at"):
            yield case_id, clock.local(at).date()


BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("Working together"),
    page="teamwork:case",
    order=80,
    empty=gettext_lazy(
        "Let in who does something for the person elsewhere: they see their own part, no more."
    ),
    take_out=take_out,
    told=_told,
    made_on=_made_on,
    hinders=hinders,
    finished=finished,
    events={
        "teamwork.let_in": gettext_lazy("Partner let in"),
        "teamwork.let_out": gettext_lazy("Partner let out"),
        "teamwork.given": gettext_lazy("Given to a partner"),
        "teamwork.asked": gettext_lazy("Asked of a partner"),
        "teamwork.taken_back": gettext_lazy("Taken back from a partner"),
        "teamwork.accepted": gettext_lazy("Accepted by a partner"),
        "teamwork.declined": gettext_lazy("Declined by a partner"),
        "teamwork.done": gettext_lazy("Done by a partner"),
    },
)
