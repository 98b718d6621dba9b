"""The keys of this region, and the card with the public ones that another region loads.

Private keys are sealed under a key that is derived from the master key: they are in no backup of
the database in the clear. A card is a small text file with nothing secret in it; what makes it
trusted is the fingerprint, read out on the telephone and typed in.
"""

import base64
import json
from dataclasses import dataclass

from kmt.exchange.envelope import KEY, PublicKeys, RegionKeys
from kmt.exchange.models import PartnerRegion, RegionKey
from kmt.kernel.master_key import derive
from kmt.kernel.refusals import Invalid, Refused
from kmt.kernel.sealing import SealBroken, seal, unseal
from kmt.partners.region import region

CARD, CARD_VERSION = "kmt-region-card", 1
_PURPOSE = "exchange region keys"
CARD_LIMIT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a region says of itself."""

    code: str
    name: str
    keys: PublicKeys


def own_keys() -> RegionKeys | None:
    """The newest keys of this region; None as long as the administrator has made none."""
    row = RegionKey.objects.filter(region=region().code).first()
    return None if row is None else opened(row)


def all_own_keys() -> tuple[RegionKeys, ...]:
    """Every pair of this region, newest first: what was sealed for an older one still opens."""
    return tuple(opened(row) for row in RegionKey.objects.filter(region=region().code))


def needed_keys() -> RegionKeys:
    """The keys of this region, or the sentence that says who makes them."""
    found = own_keys()
    if found is None:
        raise Refused(
            "Deze regio heeft nog geen sleutel om mee over te dragen.",
            "Vraag de functioneel beheerder om er een te maken.",
        )
    return found


def sealed_pair(row: RegionKey, keys: RegionKeys) -> bytes:
    """Both private keys, sealed for this row."""
    return seal(derive(_PURPOSE), keys.sealing + keys.signing, bound_to=_place(row))


def opened(row: RegionKey) -> RegionKeys:
    """The private keys of a row."""
    try:
        both = unseal(derive(_PURPOSE), bytes(row.private), bound_to=_place(row))
    except SealBroken as broken:
        raise Refused(
            "De sleutel van deze regio gaat niet open.",
            "Vraag de beheerder: de hoofdsleutel is een andere dan waarmee hij is gemaakt.",
        ) from broken
    return RegionKeys(sealing=both[:KEY], signing=both[KEY:])


def trusted() -> tuple[PartnerRegion, ...]:
    """The regions whose fingerprint was checked from here, and that were not ended."""
    return tuple(PartnerRegion.objects.filter(home=region().code, ended_at=None))


def public_of(row: PartnerRegion) -> PublicKeys:
    """The keys of another region."""
    return PublicKeys(sealing=bytes(row.sealing), signing=bytes(row.signing))


def signed_by(signer: bytes) -> PartnerRegion | None:
    """The region with this signing key, as far as it is trusted."""
    return next((one for one in trusted() if bytes(one.signing) == signer), None)


def own_card(keys: PublicKeys) -> bytes:
    """The card of this region, to send to the administrator of another one."""
    here = region()
    card = {
        "format": CARD,
        "version": CARD_VERSION,
        "region": here.code,
        "name": here.centre_short,
        "sealing": base64.b64encode(keys.sealing).decode(),
        "signing": base64.b64encode(keys.signing).decode(),
    }
    return (json.dumps(card, indent=1, ensure_ascii=False) + "\n").encode()


def read_card(content: bytes) -> Card:
    """A card that was loaded; raises ``Invalid`` with a sentence when it is none."""
    try:
        raw = json.loads(content[: CARD_LIMIT + 1])
        if raw["format"] != CARD or raw["version"] != CARD_VERSION:
            raise ValueError("another format")
        keys = PublicKeys(
            sealing=base64.b64decode(raw["sealing"], validate=True),
            signing=base64.b64decode(raw["signing"], validate=True),
        )
        code, name = str(raw["region"])[:16], str(raw["name"])[:120]
    except (ValueError, KeyError, TypeError) as wrong:
        raise _no_card() from wrong
    if not code or not name or {len(keys.sealing), len(keys.signing)} != {KEY}:
        raise _no_card()
    return Card(code=code, name=name, keys=keys)


def _no_card() -> Invalid:
    sentence = "Dit is geen sleutelkaart van een regio. Vraag de andere beheerder om de kaart."
    return Invalid(sentence, fields={"card": sentence})


def _place(row: RegionKey) -> str:
    return f"exchange.RegionKey|private|{row.pk}"
