"""What a page about a file may show of its person: safe contact, consents and ages.

Such a page recorded its look at the file, so what ends on ``beside`` records nothing more and hands
out nothing more than this: no name, no birth date, no code word.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.loading import sharing_matrix
from kmt.vault.access import persons, steps
from kmt.vault.queries import ConsentRead, open_identity
from kmt.vault.queries.persons import opened_many
from kmt.vault.rules import Identity, PersonRef
from kmt.vault.rules.consenting import State, state_on
from kmt.vault.rules.identity import age_on

Ages = tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContact:
    """How to reach somebody without danger, and in which languages; shown where contact starts.

    ``code_word`` is filled only by a look that is recorded as one for contact.
    """

    person: PersonRef
    rules: str
    when: str
    way: str
    languages: tuple[str, ...]
    has_code_word: bool
    code_word: str = ""


def safe_contact(actor: Actor, person_id: UUID) -> SafeContact:
    """How this person can be reached without danger; the look is recorded as one for contact."""
    identity = open_identity(actor, person_id, reason="contact")
    label = persons(actor, Q(id=person_id)).values_list("label", flat=True).first() or ""
    return replace(
        _safe(PersonRef(id=person_id, label=label), identity), code_word=identity.code_word
    )


def safe_contact_beside(actor: Actor, person_id: UUID) -> SafeContact | None:
    """The same, the code word shut, for a page about a file; None for who may not see it.

    The page then says to ask, and shows no rule at all.
    """
    if not actor.may(Permission.VAULT_PERSON_OPEN):
        return None
    for person, identity in opened_many(persons(actor, Q(id=person_id))):
        return _safe(PersonRef(id=person.id, label=person.label), identity)
    return None


def _safe(person: PersonRef, identity: Identity) -> SafeContact:
    return SafeContact(
        person=person,
        rules=identity.safe_contact,
        when=identity.safe_when,
        way=identity.safe_way,
        languages=identity.languages,
        has_code_word=bool(identity.code_word),
    )


def consents_beside(actor: Actor, person_id: UUID) -> tuple[ConsentRead, ...]:
    """What this person consented to, for a page about a file; nothing without the right.

    One query: of each consent its newest step, without what was said.
    """
    if not actor.may(Permission.VAULT_CONSENT_READ):
        return ()
    newest = {row.consent_id: row for row in steps(actor, person_id)}
    today, matrix = clock.today(), sharing_matrix()
    found = sorted(newest.values(), key=lambda row: (row.consent.purpose, row.consent.recipient))
    return tuple(
        ConsentRead(
            purpose=row.consent.purpose,
            purpose_words=matrix.dutch("purpose", row.consent.purpose),
            recipient=row.consent.recipient,
            recipient_words=matrix.dutch("actor", row.consent.recipient),
            state=state_on(State(row.state), row.valid_until, today),
            valid_until=row.valid_until,
            steps=(),
        )
        for row in found
    )


def ages_beside(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, Ages]:
    """Between which ages these persons are today; None where nothing is known of it.

    Who is out of the actor's sight is left out.
    """
    if not actor.may(Permission.VAULT_PERSON_OPEN):
        return {}
    today = clock.today()
    found = opened_many(persons(actor, Q(id__in=set(person_ids))))
    return {
        person.id: ages_on(identity, clock.local(person.registered_at).date(), today)
        for person, identity in found
    }


def ages_on(identity: Identity, registered: date, today: date) -> Ages:
    """Between which ages somebody is: an estimate may be a year off, a date is not.

    The year is our own choice: who was taken for sixteen may be fifteen.
    """
    age = age_on(identity, registered, today)
    if age is None:
        return None
    doubt = 0 if identity.birth_date is not None else 1
    return max(age - doubt, 0), age + doubt
