"""Care cases as the person they are about may see them: what was done and why, no third parties.

Names of staff and of who outside does something are no part of it (AVG 15(4)). What other
organisations said waits until a human being has read it.
"""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.care import wording
from kmt.care.access import asked_by_the_person
from kmt.care.beside import all_beside
from kmt.care.models import CareCase, CaseEvent, CaseForm, NextAction, subject_of
from kmt.care.rules import EventKind
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import R2, HeldFile, Line, Piece
from kmt.triage.wording import place_word
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

CARE_CASE = "care_case"
_ENDS = {"": "nog te doen", "done": "gedaan", "dropped": "niet meer nodig"}


def files_about(actor: Actor, persons: Collection[UUID]) -> tuple[HeldFile, ...]:
    """The cases of these persons, by number."""
    return tuple(
        HeldFile(object_type=CARE_CASE, object_id=row.id, number=row.number, compartment=R2)
        for row in _cases(actor, persons)
    )


def pieces_about(actor: Actor, persons: Collection[UUID]) -> Iterator[Piece]:
    """Everything care has about these persons, per case; each case read is recorded."""
    for row in _cases(actor, persons):
        read_of(actor, object_type=CARE_CASE, object_id=str(row.id), reason="own_rights")
        yield _facts(actor, row)
        rule = asked_by_the_person(actor)
        events = CaseEvent.objects.seen_by(actor, rule).filter(case=row)
        actions = NextAction.objects.seen_by(actor, rule).filter(case=row)
        yield from _events(row, list(events.order_by("happened_on", "at")))
        yield from _actions(row, list(actions.order_by("added_at")))
        for above in all_beside():
            yield from above.told(actor, row.id)


def _cases(actor: Actor, persons: Collection[UUID]) -> list[CareCase]:
    check(actor, Permission.RIGHTS_REQUEST_HANDLE)
    rows = CareCase.objects.seen_by(actor, asked_by_the_person(actor))
    return list(rows.filter(person_id__in=persons).order_by("opened_at"))


def _facts(actor: Actor, row: CareCase) -> Piece:
    forms = CaseForm.objects.seen_by(actor, asked_by_the_person(actor)).filter(case=row)
    codes = forms.order_by("form").values_list("form", flat=True)
    closed = f"{clock.local(row.closed_at):%d-%m-%Y}" if row.closed_at else ""
    return Piece(
        key=f"{CARE_CASE}:{row.id}:feiten",
        compartment=R2,
        kind=f"zorgdossier {row.number}",
        on=clock.local(row.opened_at).date(),
        lines=_lines(
            ("kenmerk", row.number),
            ("begonnen", f"{clock.local(row.opened_at):%d-%m-%Y}"),
            ("toestand", wording.state_word(row.state)),
            ("gemeente", place_word(row.municipality)),
            ("vorm van uitbuiting", wording.forms_word(codes)),
            ("afgesloten", closed),
            ("reden van afsluiten", wording.closing_word(row.closing_reason)),
        ),
    )


def _events(row: CareCase, events: list[CaseEvent]) -> Iterator[Piece]:
    texts = _opened(row, "text", events)
    for one in events:
        state = wording.state_word(one.to_state) if one.to_state else ""
        yield Piece(
            key=f"{CARE_CASE}:{row.id}:event:{one.id}",
            compartment=R2,
            kind=wording.event_word(one.kind).lower(),
            on=one.happened_on,
            lines=_lines(("nieuwe toestand", state), ("tekst", texts.get(one.id, ""))),
            delicate=one.kind == EventKind.CONTACT_ORGANISATION,
        )


def _actions(row: CareCase, actions: list[NextAction]) -> Iterator[Piece]:
    texts = _opened(row, "what", actions)
    for one in actions:
        yield Piece(
            key=f"{CARE_CASE}:{row.id}:action:{one.id}",
            compartment=R2,
            kind="actie uit het plan",
            on=clock.local(one.added_at).date(),
            lines=_lines(
                ("wat", texts.get(one.id, "")),
                ("voor", f"{one.due:%d-%m-%Y}"),
                ("hoe het afliep", _ENDS.get(one.outcome, one.outcome)),
            ),
        )


def _opened(row: CareCase, column: str, found: Iterable[CaseEvent | NextAction]) -> dict[UUID, str]:
    sealed = [(one.id, value) for one in found if (value := bytes(getattr(one, column)))]
    texts = open_texts(
        [(subject_of(row.id), column_of(column, one), value) for one, value in sealed]
    )
    return dict(zip((one for one, _value in sealed), texts, strict=True))


def _lines(*found: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(label=label, text=text) for label, text in found if text)
