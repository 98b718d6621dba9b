"""A weighing as something that a decision can be about."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.governance.subjects import Subject, SubjectSeen
from kmt.kernel.actor import Actor

KIND = "weighing"


def _find(actor: Actor, key: str) -> SubjectSeen | None:
    if not actor.may(Permission.GOVERNANCE_PAPER_READ):
        return None
    from kmt.options import queries

    try:
        weighing_id = UUID(key)
    except ValueError:
        return None
    title = queries.titles(actor).get(weighing_id)
    if title is None:
        return None
    return SubjectSeen(title=title, url=reverse("options:weighing", args=[weighing_id]))


WEIGHING = Subject(kind=KIND, words=gettext_lazy("Weighing"), find=_find)
