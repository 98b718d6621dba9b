"""Writing the keys of regions: make one's own, trust another region's, end that trust."""

from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.exchange.envelope import RegionKeys
from kmt.exchange.models import PartnerRegion, RegionKey
from kmt.exchange.region_keys import read_card, sealed_pair
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound
from kmt.partners.region import region

MANAGE = Permission.EXCHANGE_KEY_MANAGE
_DIFFERS = (
    "De cijfers zijn anders dan die van deze kaart. Vertrouw de kaart niet: vraag een nieuwe, en "
    "lees de cijfers opnieuw voor aan de telefoon."
)
_OWN = "Dit is de kaart van deze regio zelf."


def make_keys(*, by: Actor) -> None:
    """Make new keys for this region; older ones still open what was sealed for them."""
    row_id = new_id()
    with act(by, MANAGE, action="create", object_type="region_key", object_id=str(row_id)):
        keys = RegionKeys.make()
        row = RegionKey(
            id=row_id,
            region=region().code,
            sealing=keys.public.sealing,
            signing=keys.public.signing,
            made_at=clock.now(),
            made_by=by.id,
        )
        row.private = sealed_pair(row, keys)
        row.save(force_insert=True)


def trust_region(*, by: Actor, card: bytes, fingerprint: str) -> UUID:
    """Trust the card of another region, when its fingerprint is what was read out on the telephone.

    A newer card of the same region takes the place of the older one.
    """
    found = read_card(card)
    if found.code == region().code:
        raise Invalid(_OWN, fields={"card": _OWN})
    typed = "".join(one for one in fingerprint if one.isdigit())
    if typed != found.keys.fingerprint.replace(" ", ""):
        raise Invalid(_DIFFERS, fields={"fingerprint": _DIFFERS})
    row_id = new_id()
    with act(by, MANAGE, action="create", object_type="region_key", object_id=str(row_id)):
        mine = PartnerRegion.objects.filter(home=region().code, ended_at=None)
        same = mine.filter(
            code=found.code, sealing=found.keys.sealing, signing=found.keys.signing
        ).first()
        if same is not None:
            return same.id
        mine.filter(code=found.code).update(ended_at=clock.now())
        PartnerRegion(
            id=row_id,
            home=region().code,
            code=found.code,
            name=found.name,
            sealing=found.keys.sealing,
            signing=found.keys.signing,
            checked_at=clock.now(),
            checked_by=by.id,
        ).save(force_insert=True)
    return row_id


def end_region(*, by: Actor, region_id: UUID) -> None:
    """Trust a region no longer: nothing can be made for it, and nothing of it comes in."""
    with act(
        by,
        MANAGE,
        action="update",
        object_type="region_key",
        object_id=str(region_id),
        reason="trust_ended",
    ):
        rows = PartnerRegion.objects.filter(home=region().code, pk=region_id)
        if not rows.exists():
            raise NotFound
        rows.filter(ended_at=None).update(ended_at=clock.now())
