"""What the tracks keep with a case: shown with it, told to the person, gone with it."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.care.beside import Beside
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import R2, Line, Piece
from kmt.tracks import queries
from kmt.tracks.actions import CORRECTED, ROOM, STEP, take_out, ticked
from kmt.tracks.loading import tracks

#: What others told us may tell of them: it waits until a human being has read it.
_OWN = frozenset({"victim", "letter"})


def _told(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    """Each step of a procedure, as the person may see it (AVG 15); not who of us wrote it down."""
    for one in queries.entered_asked_about(actor, case_id):
        lines = (
            ("stap", queries.step_name(one.step)),
            ("einddatum op het besluit", f"{one.until:%d-%m-%Y}" if one.until else ""),
            ("van wie we dit weten", tracks().told_by.get(one.told_by, "")),
            ("toelichting", one.words),
            ("stand", "" if one.counts else "later verbeterd of niet gebeurd"),
        )
        yield Piece(
            key=f"track_event:{one.id}",
            compartment=R2,
            kind="stap in een procedure",
            on=one.on,
            lines=tuple(Line(label=label, text=text) for label, text in lines if text),
            delicate=bool(one.words) and one.told_by not in _OWN,
        )


BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("Procedures"),
    page="tracks:case",
    order=40,
    empty=gettext_lazy("Residence, criminal case and compensation: which step is open until when."),
    take_out=take_out,
    told=_told,
    made_on=queries.made_on,
    finished=ticked,
    events={
        STEP: gettext_lazy("Step in a procedure"),
        CORRECTED: gettext_lazy("Step in a procedure corrected"),
    },
)
