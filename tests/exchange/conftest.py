"""What the tests of the gate share: a case, consents, decisions to share, and a second region.

Both regions live in one database: which one somebody works for is the region file of the settings.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef, opened
from kmt.exchange.actions import keys
from kmt.exchange.region_keys import needed_keys, own_card
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from kmt.partners.region import region
from kmt.vault.actions import record_consent
from kmt.vault.rules.consenting import Said, State
from tests.care.conftest import case_id, hand_over, looking, make_case

__all__ = ["case_id", "hand_over", "looking", "make_case"]

HANDOVER_DATA = frozenset({"D01", "D12", "D13"})
Share = Callable[..., UUID]
AsRegion = Callable[[str], None]


@pytest.fixture
def ref(coordinator: Actor, case_id: UUID) -> CaseRef:
    """The case as the rooms above know it."""
    return opened(coordinator, case_id)


@pytest.fixture
def consent(coordinator: Actor, ref: CaseRef) -> Callable[..., None]:
    """The person says something about registration at CoMensha."""

    def say(state: State, *, days: int | None = None) -> None:
        until = clock.today() + timedelta(days=days) if days is not None else None
        given = state is State.GIVEN
        said = Said(
            state=state,
            given_by="" if state is State.ASKED else "self",
            form="written" if given else "",
            valid_until=until,
        )
        record_consent(
            by=coordinator,
            person_id=ref.person_id,
            purpose="P_REGISTRATION",
            recipient="comensha",
            said=said,
        )

    return say


@pytest.fixture
def share(coordinator: Actor, ref: CaseRef) -> Share:
    """A decision to share, by the real gate."""

    def decide(
        recipient: str = "comensha",
        purpose: str = "P_REGISTRATION",
        data: frozenset[str] = frozenset({"K_REGISTRATION"}),
        consent: ConsentState = ConsentState.SELF,
        facts: frozenset[str] = frozenset(),
    ) -> UUID:
        asked = DisclosureAsked(
            request=ShareRequest(
                compartment="R2",
                sender="care_coordinator",
                recipient=recipient,
                purpose=purpose,
                data=data,
                subject="victim",
                age=25,
                facts=facts,
            ),
            municipality=ref.municipality,
            subject_id=ref.person_id,
            subject_label=ref.person_label,
            recipient_name="Verzonnen ontvanger",
            necessity="Verzonnen reden.",
            subsidiarity="Verzonnen reden.",
            consent=consent,
            expires_on=clock.today() + timedelta(days=30),
        )
        return decide_disclosure(by=coordinator, asked=asked)

    return decide


@pytest.fixture
def keeper(db: None) -> Actor:
    """Whoever manages the keys of regions."""
    wanted = frozenset({Permission.EXCHANGE_KEY_MANAGE})
    return system_actor("test", purpose="test", permissions=wanted)


@pytest.fixture
def as_region(settings, tmp_path: Path) -> AsRegion:
    """Work for another region: the same people and places, another code and name."""
    own = Path(settings.KMT_REGION_FILE).read_text(encoding="utf-8")

    def become(code: str) -> None:
        text = own.replace('code = "VR05"', f'code = "{code}"', 1)
        if code != "VR05":
            text = text.replace('name = "Twente"', 'name = "Verweg"', 1)
        path = tmp_path / f"{code}.toml"
        path.write_text(text, encoding="utf-8")
        settings.KMT_REGION_FILE = str(path)

    return become


@pytest.fixture
def two_regions(as_region: AsRegion, keeper: Actor) -> UUID:
    """Twente and a region far away know each other's keys; returns how Twente knows the other."""
    cards = {}
    for code in ("VR99", "VR05"):
        as_region(code)
        keys.make_keys(by=keeper)
        public = needed_keys().public
        cards[code] = own_card(public), public.fingerprint
    theirs = keys.trust_region(by=keeper, card=cards["VR99"][0], fingerprint=cards["VR99"][1])
    as_region("VR99")
    keys.trust_region(by=keeper, card=cards["VR05"][0], fingerprint=cards["VR05"][1])
    as_region("VR05")
    assert region().code == "VR05"
    return theirs
