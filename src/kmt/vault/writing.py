"""The parts of which the actions of the vault are made; each runs inside an act of its caller."""

from base64 import b64encode
from datetime import date

from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, new_label
from kmt.kernel.refusals import Decision
from kmt.vault.access import handed_over
from kmt.vault.blinding import SUBJECT, WORDS, Blinder, blind_words
from kmt.vault.keys import close, key_for
from kmt.vault.models import (
    BlindToken,
    IdentityChange,
    Person,
    PersonLink,
    PersonRole,
    TextToken,
)
from kmt.vault.rules import Identity, column_of, old_part, part_place, place_of, to_parts
from kmt.vault.rules.tokens import tokens_of
from kmt.vault.rules.words import stems_of
from kmt.vault.wordlists import stemmer, wordlists


def sealed_text(by: Actor, subject: str, column: str, text: str) -> bytes:
    """Free text sealed under the key of its subject, for one column."""
    return close(key_for(subject, by=by), text.encode(), place_of("text", column, subject))


def put_identity(by: Actor, person: Person, identity: Identity) -> None:
    """Seal every part anew as the next version of this identity."""
    person.identity_version += 1
    key = key_for(f"person:{person.id}", by=by)
    person.identity = sealed_parts(key, person, identity)


def sealed_parts(key: bytes, person: Person, identity: Identity) -> dict[str, str]:
    """Every part of an identity, each sealed for its field, this person and this version."""
    return {
        name: b64encode(
            close(key, part, part_place(name, person.id, person.identity_version))
        ).decode()
        for name, part in to_parts(identity).items()
    }


def put_tokens(by: Actor, person: Person, identity: Identity, on: date) -> None:
    """Have the person found by this identity and by nothing else."""
    lists, blinder = wordlists(), Blinder(key_for(SUBJECT, by=by))
    blind = blinder.blind(tokens_of(identity, on, lists.letters, lists.names_of))
    BlindToken.objects.filter(person=person).delete()
    BlindToken.objects.bulk_create(
        BlindToken(person=person, kind=kind, token=token) for kind, token in sorted(blind)
    )


def put_role(by: Actor, person: Person, role: str, compartment: str) -> None:
    """Have this person in view in this part, if they are not yet."""
    PersonRole.objects.get_or_create(
        person=person,
        role=role,
        compartment=compartment,
        until=None,
        defaults={"since": clock.now(), "by": by.id},
    )


def keep_before(
    by: Actor, person: Person, *, version: int, before: Identity, after: Identity, source: str
) -> None:
    """Keep what an identity said in this version, of the fields that changed, and the source."""
    old, new = to_parts(before), to_parts(after)
    key = key_for(f"person:{person.id}", by=by)
    changed = {name: part for name, part in old.items() if part != new[name]}
    IdentityChange(
        person=person,
        version=version,
        before={
            name: b64encode(close(key, part, old_part(name, person.id, version))).decode()
            for name, part in changed.items()
        },
        source=sealed_text(by, f"person:{person.id}", column_of("source", version), source.strip()),
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    ).save()


def put_words(by: Actor, subject: str, part: str, text: str) -> None:
    """Have a record found by the words of one of its texts."""
    lists = wordlists()
    stems = stems_of(text, lists.letters, lists.common, stemmer())
    blind = blind_words(key_for(WORDS, by=by), stems) if stems else {}
    TextToken.objects.bulk_create(
        TextToken(subject=subject, part=part, token=token) for token in sorted(set(blind.values()))
    )


def may_hold(by: Actor, identity: Identity) -> Decision:
    """A citizen service number is only put down by who may hold it (Wmo 5.2.9)."""
    if not identity.bsn or by.may(Permission.VAULT_BSN_HOLD):
        return Decision.of()
    return Decision.refuse("Jouw rol mag geen BSN vastleggen. Laat dat veld leeg.")


def free_label() -> str:
    """A label that nobody has."""
    label = new_label()
    while Person.objects.filter(label=label).exists():
        label = new_label()
    return label


def root_of(by: Actor, person: Person) -> Person:
    """The person that this one turned out to be, through every merge, in reach of ``by`` or not."""
    while person.merged_into_id is not None:
        person = handed_over(by, person.merged_into_id)
    return person


def note_link(by: Actor, person: Person, into: Person, act: str, reason: str) -> None:
    """Keep who said it, when, and why; the reason under the key of the person it is about."""
    link_id = new_id()
    PersonLink(
        id=link_id,
        person=person,
        into=into.id,
        act=act,
        reason=sealed_text(by, f"person:{person.id}", column_of("link", link_id), reason.strip()),
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    ).save()
