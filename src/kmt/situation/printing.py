"""The note on not punishing on paper, for one receiver and only by a decision to share.

Who may have it is decided by the share assistant (row M017); this only asks which of those
decisions hold today. That care keeps it at all rests on UAVG 33(1)(c) (row M012).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import override

from kmt.care.joining import CaseRef
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.kernel.typesetting import typeset
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.queries import standing_about
from kmt.partners.region import region
from kmt.situation.queries import NoteRead
from kmt.situation.rules.status import BASIS

#: Who decides about prosecution. The matrix has no row for a lawyer: the person hands it on.
_READERS = frozenset({"om", "police", "police_avim", "kmar"})
_CARE = "R2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody who may have the note by a decision that holds."""

    disclosure_id: UUID
    words: str


def receivers(actor: Actor, case: CaseRef) -> tuple[Receiver, ...]:
    """Who may have the note today."""
    return tuple(
        Receiver(disclosure_id=one.id, words=sharing_matrix().dutch("actor", one.recipient))
        for one in standing_about(actor, [case.person_id])
        if one.compartment == _CARE and one.recipient in _READERS
    )


def receiver(actor: Actor, case: CaseRef, disclosure: str) -> Receiver:
    """The receiver of this decision; refuses when there is none that holds."""
    found = receivers(actor, case)
    if not found:
        raise Refused(
            "Er is geen besluit om dit te delen.",
            "Begin met Delen op de pagina van de casus, en kies het Openbaar Ministerie. De "
            "advocaat krijgt de notitie van de persoon zelf.",
        )
    chosen = next((one for one in found if str(one.disclosure_id) == disclosure), None)
    if chosen is None:
        raise Refused("Dit besluit geldt niet.", "Kies bij de notitie voor wie je haar maakt.")
    return chosen


def note_pdf(case: CaseRef, note: NoteRead, to: Receiver, *, moment: datetime) -> bytes:
    """The note as a tagged PDF, with the pseudonym and for whom it is."""
    with override("nl"):
        content: Mapping[str, object] = {
            "centre": region().centre,
            "number": case.number,
            "label": case.person_label,
            "receiver": to.words,
            "date": date_format(moment, "j F Y"),
            "version": note.number,
            "facts": note.facts,
            "link": note.link,
            "means": note.means,
            "source": note.source,
            "basis": list(BASIS),
        }
    template = files("kmt.situation") / "typst" / "note.typ"
    return typeset(template, content, moment=moment)
