"""Which rows of governance exist for whom: all of them for who reads its papers, else none."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor


def visible(actor: Actor) -> Q:
    """Every row for who may read the papers; no row for anybody else."""
    return Q() if actor.may(Permission.GOVERNANCE_PAPER_READ) else Q(pk__in=[])


def retained(_actor: Actor) -> Q:
    """Every row, for the job that guards the terms."""
    return Q()
