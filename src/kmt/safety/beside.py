"""What safety keeps with a case: it is shown, holds a step back, is told and goes with the case."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.care.beside import Beside
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import R2, Line, Piece
from kmt.safety import actions, queries, wording
from kmt.safety.rules import ROOM, hinders


def _told(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    """Each judgement, plan and incident, as the person may see it (AVG 15).

    Not who judged, and by nobody else than the person: what may tell of others waits until a human
    being has read it.
    """
    known = queries.safety_asked_about(actor, case_id)
    for judged in known.assessments:
        answers = (
            (wording.item_word(one.item), f"{wording.answer_word(one.answer)} {one.words}".strip())
            for one in judged.answers
        )
        yield Piece(
            key=f"safety:{judged.id}",
            compartment=R2,
            kind="veiligheidsbeoordeling",
            on=clock.local(judged.at).date(),
            lines=_lines(
                ("oordeel", wording.level_word(judged.level)),
                ("waarom", judged.reasons),
                ("afgesproken als het misgaat", judged.emergency),
                ("wat er toen gebeurde", judged.done_now),
                ("geldt tot en met", f"{judged.valid_until:%d-%m-%Y}"),
                *answers,
            ),
            delicate=True,
        )
    for plan in known.plans:
        yield Piece(
            key=f"safety:plan:{case_id}:{plan.number}",
            compartment=R2,
            kind="veiligheidsplan",
            on=clock.local(plan.at).date(),
            lines=_lines(
                ("waarschuwingssignalen", plan.warning_signs),
                ("wat u doet", plan.own_steps),
                ("wat anderen doen", plan.others_steps),
                ("wie er gebeld wordt", plan.call_order),
                ("codewoord", plan.code_word),
            ),
        )
    for one in known.incidents:
        yield Piece(
            key=f"safety:incident:{one.id}",
            compartment=R2,
            kind=f"voorval: {wording.incident_word(one.kind)}",
            on=one.happened_on,
            lines=_lines(("wat", one.what), ("gedaan", one.done), ("gemeld bij", one.reported_to)),
            delicate=True,
        )


def _lines(*found: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(label=label, text=text) for label, text in found if text)


BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("Safety"),
    page="safety:case",
    order=10,
    empty=gettext_lazy("Nobody judged yet how safe it is. Begin there: the plan follows from it."),
    take_out=actions.take_out,
    told=_told,
    made_on=queries.made_on,
    hinders=hinders,
    begun=actions.begun,
    events={
        actions.ASSESSED: gettext_lazy("Safety assessed"),
        actions.PLANNED: gettext_lazy("Safety plan made"),
        actions.INCIDENT: gettext_lazy("Incident"),
    },
)
