"""Reading what a person said about sharing, and what that establishes for a decision to share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, Refused
from kmt.lawfulness.loading import sharing_matrix
from kmt.vault import access
from kmt.vault.keys import keys_of, open_sealed
from kmt.vault.models import ConsentStep
from kmt.vault.queries.persons import open_texts
from kmt.vault.rules import column_of, place_of
from kmt.vault.rules.consenting import State, facts_of, state_on


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRead:
    """One step: what was said, by whom, how, until when, and who wrote it down.

    ``document`` is the kind of the form that lies with it, or empty.
    """

    id: UUID | None = None
    document: str = ""
    number: int
    state: State
    given_by: str = ""
    form: str = ""
    valid_until: date | None = None
    note: str = ""
    by_name: str = ""
    at: datetime | None = None

    def state_on(self, today: date) -> State:
        """The state that this step leaves on a day."""
        return state_on(self.state, self.valid_until, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRead:
    """What one person said about one purpose and one recipient: the state today, every step."""

    purpose: str
    purpose_words: str
    recipient: str
    recipient_words: str
    state: State
    valid_until: date | None
    steps: tuple[StepRead, ...]


NOTHING = StepRead(number=0, state=State.NOT_ASKED)


def consents(actor: Actor, person_id: UUID) -> tuple[ConsentRead, ...]:
    """Every consent of a person with its history; the look is recorded."""
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        check(actor, Permission.VAULT_CONSENT_READ)
        access.person_of(actor, person_id)
    read_of(actor, object_type="person", object_id=str(person_id), reason="consents")
    rows = list(access.consents(actor, person_id).order_by("purpose", "recipient"))
    papers = dict(access.forms(actor, person_id).values_list("step_id", "kind"))
    steps = _read(list(access.steps(actor, person_id)), papers)
    today, matrix = clock.today(), sharing_matrix()
    return tuple(
        ConsentRead(
            purpose=row.purpose,
            purpose_words=matrix.dutch("purpose", row.purpose),
            recipient=row.recipient,
            recipient_words=matrix.dutch("actor", row.recipient),
            state=steps[row.id][-1].state_on(today),
            valid_until=steps[row.id][-1].valid_until,
            steps=tuple(steps[row.id]),
        )
        for row in rows
    )


def consents_now(actor: Actor, person_id: UUID) -> tuple[ConsentRead, ...]:
    """How each consent stands today, without what was said; recorded like the rest."""
    return tuple(replace(one, steps=()) for one in consents(actor, person_id))


def consent_document(actor: Actor, person_id: UUID, step_id: UUID) -> tuple[str, bytes]:
    """The kind and the bytes of the form of one step; the look is recorded."""
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        check(actor, Permission.VAULT_CONSENT_READ)
        row = access.forms(actor, person_id).filter(step_id=step_id).first()
        if row is None:
            raise NotFound
    read_of(actor, object_type="person", object_id=str(person_id), reason="consent form")
    subject = f"person:{person_id}"
    return row.kind, open_sealed(
        keys_of([subject])[subject], bytes(row.content), document_place(step_id)
    )


def document_place(step_id: UUID) -> str:
    """The one place the form of a step opens in."""
    return place_of("vault.ConsentDocument", "content", str(step_id))


def consent_facts(actor: Actor, person_id: UUID, *, purpose: str, recipient: str) -> frozenset[str]:
    """What is established for the sharing matrix today, in its own codes; nothing when not asked.

    Asked by the rooms that decide to share; what they decide is recorded there.
    """
    access.person_of(actor, person_id)
    asked = access.consents(actor, person_id).filter(purpose=purpose, recipient=recipient)
    consent_id = asked.values_list("id", flat=True).first()
    if consent_id is None:
        return frozenset()
    step = last_step(actor, consent_id)
    return facts_of(step.state_on(clock.today()), step.given_by)


def consent_said(actor: Actor, person_id: UUID, *, purpose: str, recipient: str) -> StepRead:
    """The newest step of one consent, without its note; ``NOTHING`` when nobody asked.

    For the page of a record that is itself recorded as read.
    """
    check(actor, Permission.VAULT_CONSENT_READ)
    rows = access.steps(actor, person_id).filter(
        consent__purpose=purpose, consent__recipient=recipient
    )
    row = rows.order_by("number").last()
    return NOTHING if row is None else _step(row, "")


def last_step(actor: Actor, consent_id: UUID) -> StepRead:
    """The newest step of a consent, without its note; ``NOTHING`` when there is none yet."""
    row = access.steps_of(actor, consent_id).last()
    return NOTHING if row is None else _step(row, "")


def known_code(kind: str, code: str) -> None:
    """Refuse a purpose or recipient that the sharing matrix does not know."""
    if code not in sharing_matrix().codes[kind]:
        raise Refused("Dit doel of deze ontvanger kennen we niet.", "Kies een uit de lijst.")


def _read(rows: Iterable[ConsentStep], papers: Mapping[UUID, str]) -> dict[UUID, list[StepRead]]:
    found: dict[UUID, list[StepRead]] = {}
    noted = [row for row in rows if row.note]
    texts = open_texts(
        [
            (f"person:{row.consent.person_id}", column_of("consent", row.id), bytes(row.note))
            for row in noted
        ]
    )
    notes = {row.id: text for row, text in zip(noted, texts, strict=True)}
    for row in rows:
        step = _step(row, notes.get(row.id, ""), papers.get(row.id, ""))
        found.setdefault(row.consent_id, []).append(step)
    return found


def _step(row: ConsentStep, note: str, document: str = "") -> StepRead:
    return StepRead(
        id=row.id,
        document=document,
        number=row.number,
        state=State(row.state),
        given_by=row.given_by,
        form=row.form,
        valid_until=row.valid_until,
        note=note,
        by_name=row.by_name,
        at=row.at,
    )
