"""Which drafts and data exist for whom.

A draft exists for who made it, as long as that person may see the record it starts from. Whoever
must agree to it sees it while it waits, in the world of that person; the privacy officer, who sees
no files, sees what is put before them wherever it belongs.
"""

from uuid import UUID

from django.db import models

from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet, municipality_rule
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.sharing.models import ShareApproval, ShareDraft, SuppliedDatum, SupplierStatement
from kmt.sharing.origins import sees
from kmt.sharing.rules.approving import APPROVES
from kmt.sharing.states import State

NOTHING = models.Q(pk__in=[])


def own_drafts(actor: Actor) -> GatedQuerySet[ShareDraft]:
    """The drafts this actor made, in their world; what is over is not there any more."""
    rows = ShareDraft.objects.seen_by(actor, municipality_rule(actor))
    return rows.filter(made_by=actor.id, expires_on__gte=clock.today())


def own_draft(actor: Actor, draft_id: UUID) -> ShareDraft:
    """One of them; ``NotFound`` too when the record it starts from cannot be seen any more."""
    found: ShareDraft | None = own_drafts(actor).filter(id=draft_id).first()
    if found is None:
        raise NotFound
    if not sees(actor, found.object_type, found.object_id):
        raise NotFound
    return found


def to_approve(actor: Actor) -> models.Q:
    """Drafts of others that wait for this actor's agreement."""
    approver = APPROVES.get(actor.role)
    if approver is None or not actor.may(Permission.SHARING_APPROVAL_GIVE):
        return NOTHING
    supervises = actor.may(Permission.LAWFULNESS_DISCLOSURE_REVIEW)
    world = models.Q() if supervises else municipality_rule(actor)
    waits = models.Q(state=State.WAITING.value, wanted__contains=f"|{approver}|")
    waits &= models.Q(expires_on__gte=clock.today())
    return world & waits & ~models.Q(made_by=actor.id)


def waiting_draft(actor: Actor, draft_id: UUID) -> ShareDraft:
    """One of them; ``NotFound`` alike for one of another, one decided and one nowhere."""
    return ShareDraft.objects.seen_by(actor, to_approve(actor)).one(id=draft_id)


def approvals(actor: Actor, draft: ShareDraft) -> GatedQuerySet[ShareApproval]:
    """What was said of a draft by who must agree, oldest first; the draft was found before."""
    return ShareApproval.objects.seen_by(actor, models.Q(draft=draft))


def expired(actor: Actor) -> models.Q:
    """Every draft, for the job of the night alone."""
    return models.Q() if actor.may(Permission.SHARING_DRAFT_FORGET) else NOTHING


def data(actor: Actor) -> GatedQuerySet[SuppliedDatum]:
    """The data of the actor's world with their supplier."""
    return SuppliedDatum.objects.seen_by(actor, municipality_rule(actor))


def datum_of(actor: Actor, datum_id: UUID) -> SuppliedDatum:
    """One of them; ``NotFound`` alike for one of another world and one nowhere."""
    return SuppliedDatum.objects.seen_by(actor, municipality_rule(actor)).one(id=datum_id)


def statements(actor: Actor, datum_ids: set[UUID]) -> GatedQuerySet[SupplierStatement]:
    """What suppliers said of these data, oldest first."""
    rule = municipality_rule(actor, "datum__municipality")
    return SupplierStatement.objects.seen_by(actor, rule).filter(datum__in=datum_ids)
