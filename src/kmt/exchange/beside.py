"""What this room keeps with a case: it goes, is told, counts for the term, holds a step back."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.care.beside import Beside
from kmt.care.joining import open_all, within_own_data, within_retained
from kmt.care.states import State
from kmt.exchange import wording
from kmt.exchange.fields import fields
from kmt.exchange.models import (
    Handover,
    OtherBasis,
    ReceivedHandover,
    RegistrationStep,
    VictimRegistration,
)
from kmt.exchange.queries.registrations import contents
from kmt.exchange.states import Going
from kmt.exchange.writing import FACTS, ROOM
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import R2, Line, Piece


def take_out(by: Actor, case_id: UUID) -> int:
    """Remove everything of this room about one case; how many rows that were."""
    rows = (
        OtherBasis.objects.filter(case_id=case_id),
        RegistrationStep.objects.filter(case_id=case_id),
        VictimRegistration.objects.filter(case_id=case_id),
        Handover.objects.filter(case_id=case_id),
        ReceivedHandover.objects.filter(case_id=case_id),
    )
    return sum(found.delete()[0] for found in rows)


def told(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    """What the person may see of it (AVG 15): what was registered, and to whom the case went.

    What another region wrote is the words of somebody else: a human being reads it first.
    """
    rule = within_own_data(actor)
    for row in VictimRegistration.objects.seen_by(actor, rule).filter(case_id=case_id):
        yield _registration(row)
    for one in Handover.objects.seen_by(actor, rule).filter(case_id=case_id):
        (reason,) = open_all([(case_id, "reason", one.id, bytes(one.reason))])
        parts = ", ".join(wording.part_word(part) for part in one.parts.split("|"))
        facts = (
            ("aan", one.to_name),
            ("stand", wording.going_word(one.state)),
            ("wat meeging", parts),
            ("reden", reason),
        )
        yield _piece(f"overdracht-{one.id}", "overdracht aan een andere regio", one.made_at, facts)
    for came in ReceivedHandover.objects.seen_by(actor, rule).filter(case_id=case_id):
        (text,) = open_all([(case_id, "content", came.id, bytes(came.content))])
        kind = "overdracht van een andere regio"
        said = (("van", came.from_name), ("pakket", text))
        yield _piece(f"ontvangen-{came.id}", kind, came.received_at, said, delicate=True)


def made_on(actor: Actor) -> Iterator[tuple[UUID, date]]:
    """The day of each piece, for the term of the file (T07)."""
    rule = within_retained(actor)
    found: list[tuple[UUID | None, datetime]] = [
        *RegistrationStep.objects.seen_by(actor, rule).values_list("case_id", "at"),
        *OtherBasis.objects.seen_by(actor, rule).values_list("case_id", "proposed_at"),
        *Handover.objects.seen_by(actor, rule).values_list("case_id", "made_at"),
        *ReceivedHandover.objects.seen_by(actor, rule).values_list("case_id", "received_at"),
    ]
    for case_id, at in found:
        if case_id is not None:
            yield case_id, clock.local(at).date()


def hinders(facts: frozenset[str], to: State) -> str:
    """A case is not closed while its package lies with another region."""
    if to is State.CLOSED and FACTS[Going.WAITING] in facts:
        return (
            "Er ligt nog een pakket bij een andere regio. Wacht op het antwoord, of trek het in "
            "bij de overdracht."
        )
    return ""


def _registration(row: VictimRegistration) -> Piece:
    values, _sources, number = contents(row)
    facts = [
        ("soort", wording.mode_word(row.mode)),
        ("dossiertype", wording.dossier_word(row.dossier_type)),
        ("stand", wording.status_word(row.state)),
        ("nummer van CoMensha", number),
    ]
    for field in fields():
        words = "; ".join(wording.value_word(field, one) for one in values.get(field.code, ()))
        facts.append((field.dutch, words))
    return _piece(f"comensha-{row.id}", "registratie bij CoMensha", row.made_at, facts)


def _piece(
    key: str,
    kind: str,
    at: datetime,
    facts: Iterable[tuple[str, str]],
    *,
    delicate: bool = False,
) -> Piece:
    return Piece(
        key=key,
        compartment=R2,
        kind=kind,
        on=clock.local(at).date(),
        lines=tuple(Line(label=label, text=text) for label, text in facts if text),
        delicate=delicate,
    )


_EVENTS = {
    "exchange.registration": gettext_lazy("Registration at CoMensha"),
    "exchange.handover_sent": gettext_lazy("Package made for another region"),
    "exchange.handover_withdrawn": gettext_lazy("Package for another region taken back"),
    "exchange.handover_accepted": gettext_lazy("Taken over by another region"),
    "exchange.handover_refused": gettext_lazy("Not taken over by another region"),
    "exchange.handover_received": gettext_lazy("Taken over from another region"),
}
BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("CoMensha and handover"),
    page="exchange:registration",
    order=90,
    empty=gettext_lazy(
        "The registration at CoMensha is prepared here from the case, and the case is handed over "
        "to another region."
    ),
    take_out=take_out,
    told=told,
    made_on=made_on,
    hinders=hinders,
    events=_EVENTS,
)
