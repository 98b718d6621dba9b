"""A version of the policy frame as subject of a decision."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.governance.subjects import Subject, SubjectSeen
from kmt.kernel.actor import Actor

KIND = "policy"


def _find(actor: Actor, key: str) -> SubjectSeen | None:
    from kmt.policy_frame.queries import versions

    if not actor.may(Permission.GOVERNANCE_PAPER_READ):
        return None
    found = next((one for one in versions(actor) if str(one.id) == key), None)
    if found is None:
        return None
    url = reverse("policy_frame:version", args=[UUID(key)])
    return SubjectSeen(title=f"{found.title} ({found.number})", url=url)


SUBJECT = Subject(kind=KIND, words=gettext_lazy("Policy frame"), find=_find)
