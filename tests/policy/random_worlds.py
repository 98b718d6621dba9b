"""Random rows in random places, random people who ask, and who may know what, in plain words.

The oracle here knows nothing of the rooms: it is written from the rule as a privacy officer would
say it. Rows are made in bulk, without the acts of the product.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from hypothesis import strategies as st

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission as P
from kmt.access.roles import NOWHERE, OWN_MUNICIPALITY, ROLES
from kmt.access.rows import gate_open
from kmt.intake.models import Report, key_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, new_label
from kmt.lawfulness.models import Disclosure
from kmt.lawfulness.rules.asking import Verdict
from kmt.lawfulness.texts import sealed
from kmt.partners.region import region
from kmt.retention.models import RetentionProposal
from kmt.vault.actions import seal_text
from kmt.vault.models import Person, PersonRole
from kmt.vault.rules import Identity
from kmt.vault.writing import put_tokens

NAME = "Mina Kessels"
SOUGHT = Identity(name=NAME, birth_date=None)
HENGELO, ENSCHEDE, ALMELO, NOT_KNOWN = "GM0164", "GM0153", "GM0141", ""
PLACES = (HENGELO, ENSCHEDE, ALMELO, NOT_KNOWN)
PARTS = (
    *(("R1", role) for role in ("victim", "offender", "witness")),
    *(("R2", role) for role in ("victim", "family")),
    ("R3", "victim"),
)
MAKER = system_actor("maker", purpose="test", permissions=frozenset(P))
places = st.sampled_from(PLACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class AReport:
    place: str
    to_care: bool
    taken: bool
    form: str
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class APerson:
    place: str
    parts: frozenset[tuple[str, str]]
    ended: frozenset[tuple[str, str]]
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    place: str
    id: UUID = field(default_factory=new_id)


reports = st.lists(
    st.builds(
        AReport,
        place=places,
        to_care=st.booleans(),
        taken=st.booleans(),
        form=st.sampled_from(["LAB", "SEX", "UNK"]),
    ),
    max_size=8,
)
persons = st.lists(
    st.builds(
        APerson,
        place=places,
        parts=st.frozensets(st.sampled_from(PARTS), max_size=3),
        ended=st.frozensets(st.sampled_from(PARTS), max_size=2),
    ),
    max_size=6,
)
placed = st.lists(st.builds(Placed, place=places), max_size=5)


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    """Somebody in a role of the table, or with any rights at all, in any part of the region."""
    role = draw(st.sampled_from(sorted(ROLES)))
    known = ROLES[role]
    world, whole = region().codes, True
    if known.reach == NOWHERE:
        world, whole = frozenset(), False
    elif known.reach == OWN_MUNICIPALITY:
        world, whole = frozenset({draw(st.sampled_from(PLACES[:3]))}), False
    permissions = known.permissions
    if draw(st.booleans()):
        world = draw(st.frozensets(st.sampled_from(PLACES[:3])))
        whole = draw(st.booleans())
        more = draw(st.frozensets(st.sampled_from(sorted(_FREE))))
        permissions = frozenset(permissions & _FREE) ^ more
    return Actor(
        id=str(new_id()),
        name="Iemand Verzonnen",
        role=role,
        organisation="KMT",
        permissions=permissions,
        world=world,
        whole_region=whole,
    )


#: Rights that may meet in one person here: not those of the processes, which see everything.
_FREE = frozenset(P) - {
    P.VAULT_DATA_ERASE,
    P.VAULT_KEY_MANAGE,
    P.RETENTION_TERM_RUN,
    *(one for one in P if one.startswith("rights.")),
}


def in_world(actor: Actor, place: str) -> bool:
    """Of your own municipalities; of no known place only for who works for the whole region."""
    return place in actor.world if place else actor.whole_region


def exists(actor: Actor, person: APerson) -> bool:
    """In your world, and in view now in a part that your work has to do with."""
    seen = {
        P.VAULT_REACH_DESK: {"R1": None},
        P.VAULT_REACH_CARE: {"R2": {"victim", "family", "child"}},
        P.VAULT_REACH_PGA: {"R3": None},
    }
    return in_world(actor, person.place) and any(
        where in shown and (shown[where] is None or role in shown[where])
        for permission, shown in seen.items()
        if actor.may(permission)
        for where, role in person.parts
    )


def put(world: dict[str, list]) -> None:
    """Keep the rows of a random world."""
    with gate_open(MAKER, writing=True):
        Report.objects.bulk_create(map(_report, world["reports"]))
        for one in world["persons"]:
            _person(one)
        Disclosure.objects.bulk_create(map(_disclosure, world["disclosures"]))
        RetentionProposal.objects.bulk_create(map(_proposal, world["proposals"]))


def _report(one: AReport) -> Report:
    return Report(
        id=one.id,
        number=f"M-{one.id.hex[:10]}",
        year=2026,
        received_at=clock.now(),
        language="nl",
        channel="web_form",
        kind="signal_person",
        municipality=one.place,
        ongoing="unknown",
        minors="unknown",
        anonymity="anonymous_to_centre",
        narrative=_sealed(one, "narrative"),
        summary=_sealed(one, "summary"),
        state="new",
        urgency="",
        form=one.form,
        outcome="care_case" if one.to_care else "",
        taken_at=clock.now() if one.taken else None,
    )


def _sealed(one: AReport, column: str) -> bytes:
    return seal_text(by=MAKER, subject=key_of(one.id, column), column=column, text=NAME)


def _person(one: APerson) -> None:
    row = Person(
        id=one.id,
        label=new_label(),
        municipality=one.place,
        identity={},
        registered_at=clock.now(),
    )
    row.save(force_insert=True)
    for parts, until in ((one.parts, None), (one.ended, clock.now())):
        PersonRole.objects.bulk_create(
            PersonRole(
                person=row,
                role=role,
                compartment=where,
                since=clock.now() - timedelta(days=1),
                until=until,
                by="test",
            )
            for where, role in sorted(parts)
        )
    put_tokens(MAKER, row, SOUGHT, clock.today())


def compartment_of(row_id: UUID) -> str:
    """By lot: what went out of a report, which the whole desk knows, or out of a case."""
    return "R1" if row_id.int % 2 else "R2"


def _disclosure(one: Placed) -> Disclosure:
    return Disclosure(
        id=one.id,
        token=new_id(),
        decided_at=clock.now(),
        decided_by="test",
        municipality=one.place,
        compartment=compartment_of(one.id),
        sender="care_coordinator",
        recipient="comensha",
        purpose="P_REGISTRATION",
        subject_id=new_id(),
        subject_label="7F3KX",
        subject_role="victim",
        data="K_COUNT",
        secrecy=False,
        outcome=Verdict.ALLOW,
        rows="",
        basis="",
        status="proposal",
        doubtful=False,
        consent="not_asked",
        told="yes",
        expires_on=clock.today(),
        texts=sealed(MAKER, one.id, {}),
    )


def _proposal(one: Placed) -> RetentionProposal:
    return RetentionProposal(
        id=one.id,
        object_type="report",
        object_id=new_id(),
        label="M-2026-00000",
        compartment="R1",
        rows="T14",
        due_on=clock.today(),
        by_itself=False,
        reason="",
        state="proposed",
        proposed_on=clock.today(),
    )


worlds = st.fixed_dictionaries(
    {"reports": reports, "persons": persons, "disclosures": placed, "proposals": placed}
)
