"""Which triages exist for whom: those of the reports that do."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.intake.queries import ids_for_care, ids_with_story
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def visible(actor: Actor) -> Q:
    """Triages of the actor's own world, for who reads what was told: reasons tell the story."""
    stories = ids_with_story(actor)
    return NOTHING if stories is None else Q(report_id__in=stories)


def visible_to_care(actor: Actor) -> Q:
    """What was put down at reports that the desk routed to care, for who may open a care case."""
    return Q(report_id__in=ids_for_care(actor))


def retained(actor: Actor) -> Q:
    """Every triage: for the job that guards the terms, and for nobody else."""
    return Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def kept(actor: Actor) -> Q:
    """Every triage, for the process that makes the words of texts anew; nothing is shown."""
    return Q() if actor.may(Permission.VAULT_KEY_MANAGE) else NOTHING


def asked_by_the_person(actor: Actor) -> Q:
    """Every triage, for who answers people about their own data; for nobody else."""
    return Q() if actor.may(Permission.RIGHTS_REQUEST_HANDLE) else NOTHING
