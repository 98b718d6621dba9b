"""Which files exist for whom: those of what somebody may read, and nothing else."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.attachments import owners
from kmt.attachments.states import QUARANTINE
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def visible(actor: Actor) -> Q:
    """Files of the reports, messages and cases that this actor reads."""
    return owners.seen_by(actor)


def papers(actor: Actor) -> Q:
    """Papers of the obligations and meetings that this actor reads."""
    return owners.seen_by(actor, papers=True)


def listed(actor: Actor) -> Q:
    """What stands in a list by name: files and papers alike."""
    return visible(actor) | papers(actor)


def waiting(actor: Actor) -> Q:
    """Every file that waits for the scanner, wherever it belongs: for that job alone."""
    return Q(state=QUARANTINE) if actor.may(Permission.ATTACHMENTS_FILE_SCAN) else NOTHING


def retained(actor: Actor) -> Q:
    """Every file, by what it belongs to, for the process that guards the terms."""
    return Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def asked_by_the_person(actor: Actor) -> Q:
    """Every file, to be counted, for who answers people about their own data; for nobody else."""
    return Q() if actor.may(Permission.RIGHTS_REQUEST_HANDLE) else NOTHING
