"""Scenarios of the budget as subject of a decision: this room knows the rooms of money."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.governance.subjects import Subject, SubjectSeen
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.scenarios.queries import scenario


def _find(actor: Actor, key: str) -> SubjectSeen | None:
    if not actor.may(Permission.FINANCE_BUDGET_READ):
        return None
    try:
        found = scenario(actor, UUID(key))
    except (ValueError, Refused):
        return None
    return SubjectSeen(title=found.name, url=reverse("scenarios:scenario", args=[key]))


SCENARIO = Subject(kind="scenario", words=gettext_lazy("Scenario of the budget"), find=_find)
