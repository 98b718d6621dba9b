"""The parts of which the acts of the dossier are made; each runs inside an act of its caller."""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import override

from kmt.access.rows import GatedModel
from kmt.care.joining import seal, set_glance, within
from kmt.dossier import wording
from kmt.dossier.models import Assessment, Document
from kmt.dossier.rules import ROOM, Problems
from kmt.dossier.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid

M = TypeVar("M", bound=GatedModel)


def sealed(by: Actor, case_id: UUID, row_id: UUID, texts: Mapping[str, str]) -> dict[str, bytes]:
    """The texts of one row by column, each sealed for its place; nothing stays nothing."""
    return {
        column: seal(by, case_id, column, row_id, text.strip()) for column, text in texts.items()
    }


def refuse(problems: Problems) -> None:
    """Raise what is wrong, at its fields."""
    if problems:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=problems)


def sent_before(by: Actor, model: type[M], token: UUID) -> UUID | None:
    """The row that the form with this mark made already; None when it did not."""
    rows = model.objects.seen_by(by, within(by)).filter(token=token)
    return rows.values_list("id", flat=True).first()


def show(by: Actor, case_id: UUID) -> None:
    """What the page of the case says in one line: how many documents, and the last one."""
    rows = Document.objects.filter(case_id=case_id)
    last = rows.order_by("-at").first()
    if last is None:
        return
    number = rows.count()
    with override("nl"):
        day = date_format(clock.local(last.at).date(), "j F Y")
        kind = wording.kind_word(last.kind)
    many = "document" if number == 1 else "documenten"
    adopted = Assessment.objects.filter(case_id=case_id, state=State.ADOPTED).exists()
    file = " Signaaldossier vastgesteld." if adopted else ""
    set_glance(by, case_id, room=ROOM, text=f"{number} {many}, laatste: {kind}, {day}.{file}")
