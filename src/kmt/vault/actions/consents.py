"""Writing down what somebody said about sharing: one more step, never a change of another."""

from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.cleaning import cleaned
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict
from kmt.vault.access import person_of, steps
from kmt.vault.keys import close, key_for
from kmt.vault.models import Consent, ConsentDocument, ConsentStep, Person
from kmt.vault.queries.consents import document_place, known_code, last_step
from kmt.vault.queries.persons import opened
from kmt.vault.rules import column_of
from kmt.vault.rules.consenting import Said, may_record
from kmt.vault.rules.identity import age_on
from kmt.vault.writing import sealed_text


def record_consent(
    *,
    by: Actor,
    person_id: UUID,
    purpose: str,
    recipient: str,
    said: Said,
    document: bytes = b"",
    token: UUID | None = None,
) -> None:
    """Add a step to what a person said about one purpose and one recipient.

    ``purpose`` and ``recipient`` are codes of the sharing matrix; ``document`` is the form, kept
    cleaned and sealed. The same ``token`` twice adds one step. Raises ``Refused`` with every
    reason why it cannot stand: wrong age, wrong order, a date that is over.
    """
    step_id = token or new_id()
    if steps(by, person_id).filter(id=step_id).exists():
        return
    paper = cleaned(document) if document else None
    with act(
        by,
        Permission.VAULT_CONSENT_WRITE,
        action="consent",
        object_type="person",
        object_id=str(person_id),
        reason=f"{purpose}|to_{recipient}|consent_{said.state}",
    ):
        person = person_of(by, person_id)
        said = _with_age(person, said)
        known_code("purpose", purpose)
        known_code("actor", recipient)
        consent, _ = Consent.objects.get_or_create(
            person=person, purpose=purpose, recipient=recipient
        )
        before = last_step(by, consent.id)
        today = clock.today()
        may_record(said, before.state_on(today), purpose, today).check()
        try:
            with transaction.atomic():
                step = _step(by, step_id, consent, said, before.number + 1)
                step.save()
                if paper is not None:
                    _keep_document(by, step, *paper)
        except IntegrityError as first:
            raise Conflict(
                "Iemand anders heeft hier intussen iets vastgelegd.",
                "Bekijk wat er staat; wat je typte staat er nog.",
            ) from first


def _with_age(person: Person, said: Said) -> Said:
    """The age that the vault knows, where it knows one; it is used here and shown to nobody."""
    registered = clock.local(person.registered_at).date()
    age = age_on(opened(person), registered, clock.today())
    return said if age is None else replace(said, age=age)


def _keep_document(by: Actor, step: ConsentStep, kind: str, content: bytes) -> None:
    key = key_for(f"person:{step.consent.person_id}", by=by)
    sealed = close(key, content, document_place(step.id))
    ConsentDocument(step=step, kind=kind, content=sealed).save()


def _step(by: Actor, step_id: UUID, consent: Consent, said: Said, number: int) -> ConsentStep:
    subject = f"person:{consent.person_id}"
    note = said.note.strip()
    return ConsentStep(
        id=step_id,
        consent=consent,
        number=number,
        state=said.state,
        given_by=said.given_by,
        capable=said.capable,
        age=said.age,
        form=said.form,
        note=sealed_text(by, subject, column_of("consent", step_id), note) if note else b"",
        valid_until=said.valid_until,
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    )
