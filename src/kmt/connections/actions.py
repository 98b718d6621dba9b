"""Every write of connections: putting down what a record names, taking it away, destroying."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.connections import access
from kmt.connections.models import Mention
from kmt.connections.queries import seen_record
from kmt.connections.rules.kinds import Kind, same_form
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid
from kmt.vault.actions import blind_forms, seal_text
from kmt.vault.rules import column_of

LONGEST = 200
TOO_LITTLE: dict[Kind, str] = {
    Kind.ADDRESS: "Schrijf een straat met een huisnummer, of een postcode met een huisnummer.",
    Kind.BUSINESS: "Schrijf de naam van het bedrijf, of het KvK-nummer van acht cijfers.",
    Kind.VEHICLE: "Schrijf het kenteken, bijvoorbeeld AB-12-CD.",
    Kind.PHONE: "Schrijf het hele telefoonnummer, ten minste negen cijfers.",
    Kind.EMAIL: "Schrijf het hele e-mailadres, met een @ en een punt.",
    Kind.ONLINE: "Schrijf de naam of de link zonder spaties, bijvoorbeeld @naam.",
}


def note_mentions(*, by: Actor, object_id: UUID, found: Iterable[tuple[Kind, str]]) -> int:
    """Put down what a record names; the same thing once. How many were new.

    Raises ``Invalid`` with a sentence when one of them is too little to compare; then none is kept.
    """
    records = seen_record(by, object_id)
    object_type = records.object_type
    things = {(kind, same_form(kind, words)): words.strip()[:LONGEST] for kind, words in found}
    for kind, form in things:
        if not form:
            raise Invalid(TOO_LITTLE[kind], fields={"value": TOO_LITTLE[kind]})
    with act(
        by,
        Permission.CONNECTIONS_MENTION_WRITE,
        action="update",
        object_type=object_type,
        object_id=str(object_id),
        reason="mention_noted",
    ):
        there = set(
            Mention.objects.filter(object_type=object_type, object_id=object_id).values_list(
                "kind", "token"
            )
        )
        made = []
        for (kind, form), words in things.items():
            token = blind_forms(by=by, kind=kind, forms=[form])[form]
            if (kind, token) in there:
                continue
            made.append(
                Mention(
                    id=(row_id := new_id()),
                    object_type=object_type,
                    object_id=object_id,
                    kind=kind,
                    token=token,
                    value=seal_text(
                        by=by,
                        subject=records.subject(object_id),
                        column=column_of("mention", row_id),
                        text=words,
                    ),
                    by=by.id,
                    noted_on=clock.today(),
                )
            )
        Mention.objects.bulk_create(made)
    return len(made)


def remove_mention(*, by: Actor, object_id: UUID, mention_id: UUID) -> None:
    """Take away what was put down by mistake; ``NotFound`` when it is not of this record."""
    records = seen_record(by, object_id)
    object_type = records.object_type
    with act(
        by,
        Permission.CONNECTIONS_MENTION_WRITE,
        action="update",
        object_type=object_type,
        object_id=str(object_id),
        reason="mention_removed",
    ):
        rule = access.visible(by, records) & Q(object_type=object_type, object_id=object_id)
        Mention.objects.seen_by(by, rule).one(id=mention_id).delete()


def take_out(*, by: Actor, object_type: str, object_id: UUID) -> int:
    """Destroy everything of one record; inside the act of its room. How many there were."""
    check(by, Permission.RETENTION_TERM_RUN)
    return Mention.objects.filter(object_type=object_type, object_id=object_id).delete()[0]
