"""Which cases an actor may know of, and which of those they may open.

To know of: those for which a municipality of their world is responsible (one without a known
municipality: who works for the whole region). To open, besides: those they are involved in, or that
are open to them in an emergency for a few hours; a shielded case only the former (record 0009).
"""

from django.db import models

from kmt.access.permissions import Permission
from kmt.access.queries import in_reach
from kmt.access.rows import municipality_rule
from kmt.care.rules import CARE_CASE
from kmt.care.states import ENDED
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Decision

NOTHING = models.Q(pk__in=[])


def listed(actor: Actor) -> models.Q:
    """The rule for what a list may tell of a case: number, place, state, who coordinates it."""
    return municipality_rule(actor)


def visible(actor: Actor) -> models.Q:
    """The rule for opening a case."""
    return listed(actor) & in_reach(actor, CARE_CASE, shielded=_shielded())


def visible_through_case(actor: Actor) -> models.Q:
    """The rule of :func:`visible` for rows that belong to a case: events and actions."""
    rule = in_reach(actor, CARE_CASE, "case_id", shielded=_shielded("case__"))
    return listed_through_case(actor) & rule


def listed_through_case(actor: Actor) -> models.Q:
    """The rule of :func:`listed` for rows that belong to a case."""
    return municipality_rule(actor, "case__municipality")


def _shielded(case: str = "") -> models.Q:
    """Cases that no emergency opens: closed ones, and those the team lead shielded."""
    return models.Q(**{f"{case}closed_at__isnull": False}) | models.Q(**{f"{case}shielded": True})


def is_shielded(state: str, marked: bool) -> bool:
    """The same of one case."""
    return marked or state in ENDED


def may_place(actor: Actor, municipality: str) -> Decision:
    """Whether an actor may make a case that this municipality is responsible for."""
    return Decision.of(
        "" if actor.knows(municipality) else "Deze gemeente hoort niet bij jouw werkgebied."
    )


def retained(actor: Actor) -> models.Q:
    """Every case, wherever it belongs: for the job that guards the terms, and for nobody else."""
    return models.Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def numbered(actor: Actor) -> models.Q:
    """Cases by number alone, for who decides about terms: no fact of them is shown."""
    return models.Q() if actor.may(Permission.RETENTION_TERM_DECIDE) else NOTHING


def asked_by_the_person(actor: Actor) -> models.Q:
    """Every case and its parts, for who answers people about their own data; for nobody else."""
    return models.Q() if actor.may(Permission.RIGHTS_REQUEST_HANDLE) else NOTHING
