"""What the plan keeps with a case: it is shown, hinders a step, is told and goes with the case."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.care.beside import Beside
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.plan import wording
from kmt.plan.actions import finished, take_out
from kmt.plan.models import (
    CopyGiven,
    DomainGoal,
    Evaluation,
    PlanAction,
    PlanVersion,
    Score,
)
from kmt.plan.queries import Opened, made_on, told_rows
from kmt.plan.rules import ROOM, hinders
from kmt.rights.disclosers import R2, Line, Piece

EVENTS = {
    "plan.text": gettext_lazy("Care plan: text of a domain saved"),
    "plan.template": gettext_lazy("Care plan: template put in"),
    "plan.agreed": gettext_lazy("Care plan agreed with the person"),
    "plan.evaluated": gettext_lazy("Care plan evaluated"),
    "plan.rescheduled": gettext_lazy("Actions of the care plan moved"),
    "plan.undone": gettext_lazy("Care plan: last act taken back"),
    "plan.copy_given": gettext_lazy("The person got a copy of the care plan"),
}


def _told(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    """The plan as the person it is about may see it (AVG 15); not who outside does something."""
    for row, opened in told_rows(actor, case_id):
        kind, on, lines = _TOLD[type(row)](row, opened)
        yield Piece(
            key=f"{ROOM}:{case_id}:{row.pk}",
            compartment=R2,
            kind=kind,
            on=on,
            lines=tuple(Line(label=label, text=text) for label, text in lines if text),
        )


def _text(row: Any, opened: Opened) -> tuple[str, Any, tuple[tuple[str, str], ...]]:
    lines = (
        ("leefgebied", wording.domain_word(row.domain)),
        ("situatie", opened["situation", row.id]),
        ("doel", opened["goal", row.id]),
        ("delen mag met", ", ".join(wording.scope_word(one) for one in row.consent_scope)),
    )
    return "tekst in het hulpplan", clock.local(row.at).date(), lines


def _score(row: Any, opened: Opened) -> tuple[str, Any, tuple[tuple[str, str], ...]]:
    lines = (
        ("leefgebied", wording.domain_word(row.domain)),
        ("cijfer", f"{row.value} van 4" + (" (ingetrokken)" if row.takes_back else "")),
        ("oordeel van", wording.judged_word(row.judged_by)),
        ("woorden", opened["words", row.id]),
    )
    return "cijfer in het hulpplan", row.on, lines


def _action(row: Any, opened: Opened) -> tuple[str, Any, tuple[tuple[str, str], ...]]:
    lines = (
        ("leefgebied", wording.domain_word(row.domain)),
        ("wat", opened["what", row.id]),
        ("voor", f"{row.due:%d-%m-%Y}"),
        ("stand", wording.standing_word(row.standing)),
        ("resultaat", opened["result", row.id]),
    )
    return "actie uit het hulpplan", clock.local(row.added_at).date(), lines


def _agreed(row: Any, opened: Opened) -> tuple[str, Any, tuple[tuple[str, str], ...]]:
    lines = (
        ("hoe", wording.how_word(row.how)),
        ("wie", ", ".join(wording.who_word(one) for one in row.who)),
        ("woorden", opened["words", row.id]),
    )
    return "instemming met het hulpplan", row.on, lines


def _evaluation(row: Any, opened: Opened) -> tuple[str, Any, tuple[tuple[str, str], ...]]:
    lines = (
        ("wat ging goed", opened["went_well", row.id]),
        ("wat moet anders", opened["must_change", row.id]),
        ("afspraken", opened["agreed_next", row.id]),
        ("volgende keer", f"{row.next_on:%d-%m-%Y}" if row.next_on else ""),
    )
    return "evaluatie van het hulpplan", row.on, lines


def _copy(row: Any, _opened: Opened) -> tuple[str, Any, tuple[tuple[str, str], ...]]:
    lines = (("taal", wording.LANGUAGES[row.language]),)
    return "exemplaar van het hulpplan", clock.local(row.at).date(), lines


_TOLD = {
    DomainGoal: _text,
    Score: _score,
    PlanAction: _action,
    PlanVersion: _agreed,
    Evaluation: _evaluation,
    CopyGiven: _copy,
}

BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("Care plan"),
    page="plan:case",
    order=30,
    empty=gettext_lazy("What the person wants to reach, per domain of life, and who does what."),
    take_out=take_out,
    told=_told,
    made_on=made_on,
    hinders=hinders,
    finished=finished,
    events=EVENTS,
)
