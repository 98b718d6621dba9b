"""The parts of which the actions of this room are made; each runs inside an act of its caller."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kmt.access.permissions import Permission
from kmt.attachments.files import SentFile
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.professionals.models import KeyUse, PartnerKey, SentReport, SentSign
from kmt.professionals.rules.sending import PROFESSIONAL, Observed, Sender, stated_ground
from kmt.vocabulary.entries import Indicator

#: What whoever tells something may do, whichever way they come: tell it, and get a receipt.
TELLS = frozenset({Permission.INTAKE_REPORT_SUBMIT, Permission.CONVERSATION_CODE_USE})
KEPT_HOURS = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How something is sent: from which page or call, with which files, in which language."""

    nonce: str
    files: Sequence[SentFile] = ()
    language: str = "nl"
    call: str = ""
    body: str = ""


def keep_sent(
    by: Actor, report_id: UUID, sender: Sender, observed: Observed, sending: Sending
) -> None:
    """Keep who sent a report, beside it."""
    SentReport.objects.create(
        report=report_id,
        organisation=sender.organisation,
        way=sender.way,
        by=by.id.rpartition(":")[2],
        ground=stated_ground(observed),
        secrecy=observed.secrecy,
        consent=observed.consent,
        at=clock.this_hour(),
        call=sending.call or None,
        body=sending.body,
    )


def keep_signs(report_id: UUID, organisation: str, signs: Iterable[Indicator]) -> None:
    """Keep which signs were seen, with the version of their words."""
    for sign in signs:
        SentSign.objects.create(
            report=report_id,
            indicator=sign.indicator,
            version=sign.version,
            source=PROFESSIONAL,
            organisation=organisation,
        )


def note_used(key_id: UUID) -> None:
    """Keep the day on which a key was last used; no finer."""
    PartnerKey.objects.filter(pk=key_id).update(last_used_on=clock.today())


def count_use(key_id: UUID) -> int:
    """Count a call with a key in this hour, and say how many there were; older hours go."""
    hour = clock.this_hour()
    with transaction.atomic():
        KeyUse.objects.filter(hour__lt=hour - KEPT_HOURS).delete()
        KeyUse.objects.get_or_create(key=key_id, hour=hour)
        rows = KeyUse.objects.filter(key=key_id, hour=hour)
        rows.update(number=F("number") + 1)
        return rows.values_list("number", flat=True).get()


def code_actor(link_id: UUID, organisation: str) -> Actor:
    """Who comes with a code: no account, no origin, one thing to do."""
    return Actor(
        id=f"link:{link_id}",
        name="professional met een code",
        role="one_time_link",
        organisation=organisation,
        permissions=frozenset(TELLS),
        purpose="report",
    )


def key_actor(key_id: UUID, organisation: str, name: str) -> Actor:
    """The system of an organisation: its key is the actor, and it can send and nothing else."""
    return Actor(
        id=f"key:{key_id}",
        name=name,
        role="partner_system",
        organisation=organisation,
        permissions=frozenset(TELLS),
        purpose="report",
    )
