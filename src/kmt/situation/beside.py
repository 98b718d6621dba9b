"""What this room keeps with a case: it is shown, told to the person and goes with the case."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.care.beside import Beside
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import R2, Line, Piece
from kmt.situation import actions, queries, wording
from kmt.situation.rules import ROOM


def _told(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    """What happened to the person, how far it is established, and the note on not punishing.

    Nobody else in the case is in it: those are third parties (AVG 15(4)).
    """
    situations, statuses, notes = queries.asked_about(actor, case_id)
    for one in situations:
        yield Piece(
            key=f"situation:{one.situation_id}:{one.number}",
            compartment=R2,
            kind="uitbuiting zoals die is vastgelegd",
            on=clock.local(one.at).date(),
            lines=_lines(
                ("vormen", wording.forms_word(one.forms)),
                ("sectoren", wording.sectors_word(one.sectors)),
                ("periode", wording.period_word(one)),
                ("plaatsen", wording.places_word(one)),
                ("dwangmiddelen", wording.coded_word(one.coded["means"], "means")),
                (
                    "kwetsbaarheid",
                    wording.coded_word(one.coded["vulnerabilities"], "vulnerabilities"),
                ),
                ("in het kort", one.words),
                ("waarom het anders ging heten", one.why),
            ),
            delicate=True,
        )
    for number, step in enumerate(statuses, start=1):
        yield Piece(
            key=f"situation:status:{case_id}:{number}",
            compartment=R2,
            kind="status als slachtoffer",
            on=step.decided_on,
            lines=_lines(
                ("status", wording.status_word(step.status)),
                ("besloten door", wording.decider_word(step.decider)),
                ("waarom", step.reason),
            ),
        )
    for note in notes:
        yield Piece(
            key=f"situation:note:{case_id}:{note.number}",
            compartment=R2,
            kind="notitie over niet-bestraffen",
            on=clock.local(note.at).date(),
            lines=_lines(
                ("feiten", note.facts),
                ("verband met de uitbuiting", note.link),
                ("dwangmiddelen", note.means),
                ("waarop dit berust", note.source),
            ),
            delicate=True,
        )


def _lines(*found: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(label=label, text=text) for label, text in found if text)


BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("Situation"),
    page="situation:case",
    order=20,
    empty=gettext_lazy("Who is in this case, what happened, and how far it is established."),
    take_out=actions.take_out,
    told=_told,
    made_on=queries.made_on,
    events={
        actions.MEMBER: gettext_lazy("Person added to the case"),
        actions.MEMBER_LEFT: gettext_lazy("Person no longer in the case"),
        actions.DESCRIBED: gettext_lazy("Exploitation written down"),
        actions.RECLASSIFIED: gettext_lazy("Reclassified"),
        actions.STATUS: gettext_lazy("Status as a victim"),
        actions.ARRANGED: gettext_lazy("Arranged for a minor"),
        actions.NOTE: gettext_lazy("Note on not punishing written"),
    },
)
