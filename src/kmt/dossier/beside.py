"""What the dossier keeps with a case: it is shown, told, counted for the term, and goes with it."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.care.beside import Beside
from kmt.dossier import actions, assessing, queries, wording
from kmt.dossier.rules import ROOM, Part
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import R2, Line, Piece


def _told(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    """Which documents there are and what was found, as the person may see it (AVG 15).

    What others wrote or said waits until a human being has read it; what is in a file goes by hand.
    """
    for one in queries.documents_asked_about(actor, case_id):
        yield Piece(
            key=f"dossier:{one.id}",
            compartment=R2,
            kind=f"document: {wording.kind_word(one.kind)}",
            on=one.dated or clock.local(one.at).date(),
            lines=_lines(
                ("naam", one.title),
                ("gekregen van", one.supplier),
                ("versies", str(one.versions)),
            ),
            delicate=True,
        )
    for view in queries.assessments_asked_about(actor, case_id):
        for entry in view.entries:
            finding = entry.part == Part.FINDING
            yield Piece(
                key=f"dossier:{view.id}:{entry.key}",
                compartment=R2,
                kind=f"onderbouwd signaaldossier {view.number}",
                on=clock.local(entry.at).date(),
                lines=_lines(
                    ("onderdeel", wording.element_word(entry.element) if finding else ""),
                    ("wat", wording.found_word(entry.element, entry.code) if finding else ""),
                    ("tekst", entry.text),
                    ("bron", entry.source),
                ),
                delicate=True,
            )


def _lines(*found: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(label=label, text=text) for label, text in found if text)


BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("Case file"),
    page="dossier:case",
    order=70,
    empty=gettext_lazy(
        "No documents yet. Keep what comes in here, with from whom it came, and make letters."
    ),
    take_out=actions.take_out,
    told=_told,
    made_on=queries.made_on,
    events={
        actions.ADDED: gettext_lazy("Document added"),
        actions.NEXT_VERSION: gettext_lazy("Newer version of a document"),
        actions.REMOVED: gettext_lazy("File taken away to correct"),
        actions.HANDED_OUT: gettext_lazy("Document handed out"),
        assessing.BEGUN: gettext_lazy("Reasoned assessment file begun"),
        assessing.ADOPTED: gettext_lazy("Reasoned assessment file adopted"),
        assessing.EXPORTED: gettext_lazy("Reasoned assessment file exported"),
    },
)
