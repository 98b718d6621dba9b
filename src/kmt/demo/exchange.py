"""Fills the demo with the gate: keys, a trusted region, a package that came in, a registration.

The other region, its key and everybody in the package are invented; the key is thrown away.
"""

from datetime import timedelta
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.care.caseloads import MINE, cases
from kmt.demo.people import account_of
from kmt.demo.shares import share
from kmt.exchange import package
from kmt.exchange.actions import handing, keys, registering
from kmt.exchange.envelope import Kind, RegionKeys, close
from kmt.exchange.package import ConsentLine, OpenAction, Package, Person, Side
from kmt.exchange.region_keys import needed_keys, own_card, own_keys
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.partners.region import region
from kmt.sharing.rules.answers import Answers, Said
from kmt.sharing.rules.phrases import NECESSITY, SUBSIDIARITY

ELSEWHERE = "VR00"


def load() -> str:
    """Make all of it; harmless when repeated."""
    if own_keys() is not None:
        return "was er al"
    ada, bram = (actor_for(account_of(who)) for who in ("ada", "bram"))
    keys.make_keys(by=ada)
    other = _trust(ada)
    handing.take_in(by=bram, file=_package(other))
    mine = [one.id for one in cases(bram, MINE).cases]
    _decide(bram, mine[0])
    if len(mine) > 1:
        _register(bram, mine[-1])
    return "1 regio, 1 pakket, 1 registratie"


def _trust(ada: Actor) -> RegionKeys:
    """Trust an invented region, as if its digits had been read out on the telephone."""
    other = RegionKeys.make()
    card = own_card(other.public)
    names = ((region().code, ELSEWHERE), (region().centre_short, "KMT Voorbeeldregio"))
    for here, there in names:
        card = card.replace(here.encode(), there.encode())
    keys.trust_region(by=ada, card=card, fingerprint=other.public.fingerprint)
    return other


def _package(sender: RegionKeys) -> bytes:
    today = clock.today()
    found = Package(
        id=new_id(),
        made_on=today,
        sender=Side(region=ELSEWHERE, name="KMT Voorbeeldregio", contact="Iris Verzonnen"),
        receiver=Side(region=region().code, name=region().centre_short),
        case="Z-2026-0107",
        reason="De persoon is hierheen verhuisd.",
        data=("D01", "D12", "D13"),
        parts=("person", "summary", "actions", "safety", "consents"),
        person=Person(name="Mila Verzonnen", languages=("Roemeens", "Engels")),
        summary="Werkte zonder loon in een kas. Woont nu bij een vriendin en wil werk zoeken.",
        safety="Bel niet na zes uur. De vroegere baas kent het oude adres, niet het nieuwe.",
        safe_contact="appen, eerst vragen of het schikt",
        forms=("LAB",),
        actions=(OpenAction(what="Zorgverzekering regelen", due=today + timedelta(days=9)),),
        consents=(
            ConsentLine(purpose="zorgcoördinatie", recipient="zorgaanbieder", state="given"),
        ),
    )
    content = package.written(found)
    return close(Kind.PACKAGE, content, sender=sender, receiver=needed_keys().public)


def _decide(bram: Actor, case_id: UUID) -> None:
    """A decision to share a case with the coordinator of that region."""
    answers = Answers(
        recipient="care_coordinator",
        purpose="P_CARE",
        data=("D01", "D12", "D13"),
        age=">=16",
        consent=Said.NOT_NEEDED,
        told="yes",
        recipient_name="KMT Voorbeeldregio, Iris Verzonnen",
        necessity=NECESSITY[1],
        subsidiarity=SUBSIDIARITY[1],
        expires_on=clock.today() + timedelta(days=60),
    )
    share(bram, case_id, answers)


def _register(bram: Actor, case_id: UUID) -> None:
    """A registration that is begun, with another basis that waits for a second person."""
    registering.begin(by=bram, case_id=case_id, dossier_type="registration")
    registering.propose_basis(
        by=bram,
        case_id=case_id,
        ground="legitimate_interest",
        reasons="De persoon is niet te bereiken. Een andere regio helpt dezelfde groep.",
    )
