"""A workshop that is not care hands over its own kind of file: an invented one, held jointly."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.conference import actions, queries, workshops
from kmt.conference.rules import Capacity, Informed, Outcome, Outsider, Said, ToAgree, Who
from kmt.conference.states import State
from kmt.conference.workshops import Agreed, FileOnAgenda, Workshop, confer_about
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotFound
from kmt.lawfulness.loading import sharing_matrix
from kmt.sharing.basing import colleague_basis, outside_basis, parties
from kmt.sharing.queries import supplied
from tests.conference.conftest import admissions_of, go, in_days, seat_of, set_goal
from tests.conftest import HENGELO

FILE, PERSON = uuid4(), uuid4()
#: What row M023 asks of an admitted case: a workshop of deelnemers knows it of each of its files.
ADMITTED = frozenset(
    one
    for row in sharing_matrix().rows
    if row.id == "M023"
    for group in row.demands
    for each in group.alternatives
    for one in each
)


@dataclass
class Heard:
    """What the workshop heard of its file."""

    agreed: list[Agreed] = field(default_factory=list)
    settled: list[tuple[str, bool]] = field(default_factory=list)
    held: list[date] = field(default_factory=list)


@pytest.fixture
def heard(coordinator: Actor) -> Iterator[Heard]:
    """An invented workshop of deelnemers (WGS 2.27) is there as long as the test."""
    found, kind = Heard(), "invented_file"
    confer_about(
        Workshop(
            kind=kind,
            slug="verzonnen",
            words=gettext_lazy("case"),
            reads=Permission.CARE_CASE_READ,
            writes=Permission.CARE_CASE_WRITE,
            compartment="R3",
            sender="municipality_executive",
            subject_role="betrokkene",
            purposes=("P_ZVH_CASUS",),
            colleagues={"care_coordinator": "municipality_executive"},
            within=lambda actor: (FILE,) if actor.id == coordinator.id else (),
            works_in=lambda actor: (FILE,) if actor.id == coordinator.id else (),
            file_of=_file_of,
            seal_subject=lambda object_id: f"{kind}:{object_id}",
            agreed=lambda _by, _id, one: found.agreed.append(one),
            settled=lambda _by, _id, key, done: found.settled.append((key, done)),
            held=lambda _by, _id, on: found.held.append(on),
            page="care:table",
            joint=True,
            established=ADMITTED,
        )
    )
    yield found
    del workshops._workshops[kind]


def _file_of(actor: Actor, object_id: UUID) -> FileOnAgenda:
    if object_id != FILE:
        raise NotFound
    return FileOnAgenda(
        id=FILE,
        label="P-2026-0001",
        person_id=PERSON,
        person_label="7F3K4",
        municipality=HENGELO,
        may_confer=True,
    )


@pytest.fixture
def chair(coordinator: Actor) -> Actor:
    """A coordinator who writes supplied data down too."""
    more = {Permission.SHARING_SUPPLY_WRITE, Permission.SHARING_SUPPLY_READ}
    return replace(coordinator, permissions=coordinator.permissions | more)


POLICE = Outsider(party="police", who=Who(organisation="Politie Verzonnen", function="wijkagent"))
SCHOOL = Outsider(party="school", who=Who(organisation="School Verzonnen", function="mentor"))


@pytest.fixture
def at_table(heard: Heard, chair: Actor) -> tuple[UUID, UUID]:
    """A conference of that workshop with the police at the table, and its file."""
    made = actions.propose(by=chair, kind="invented_file", object_id=FILE)
    item = queries.conference(chair, made).items[0].id
    set_goal(chair, item)
    actions.add_outsider(by=chair, conference_id=made, outsider=POLICE)
    police = seat_of(chair, made, "Politie")
    actions.admit(by=chair, item_id=item, participant_id=police, why="Kent de straat")
    actions.set_informed(by=chair, item_id=item, how=Informed.INFORMED, on=clock.today())
    actions.set_details(
        by=chair,
        conference_id=made,
        version=1,
        meets_at=clock.now(),
        minutes=60,
        place="Zorg- en Veiligheidshuis",
        chair=chair.id,
    )
    for to in (State.NECESSITY_TEST, State.INVITED):
        go(chair, made, to)
    actions.come_in(by=chair, item_id=item, admissions=tuple(admissions_of(chair, item).values()))
    return made, item


def test_a_deelnemer_has_a_basis_in_the_matrix_itself(at_table, chair: Actor) -> None:
    _made, item = at_table
    rows = {one.person.words: one.rows for one in queries.item_at_table(chair, item).admitted}
    assert rows["Politie Verzonnen · wijkagent"] == ("M023",)
    assert rows["Bram Voorbeeld"] == ("M023",)


def test_who_is_no_deelnemer_always_comes_once_and_needs_a_decision(at_table, chair: Actor) -> None:
    made, item = at_table
    actions.add_outsider(by=chair, conference_id=made, outsider=SCHOOL)
    found = queries.conference(chair, made).people
    school = next(one for one in found if one.party == "school")
    assert (school.capacity, school.needs_declaration) == (Capacity.INCIDENTAL, True)
    with pytest.raises(Invalid, match="nog geen besluit"):
        actions.admit(by=chair, item_id=item, participant_id=school.id, why="Kent het kind")


def test_a_contribution_keeps_its_supplier_where_each_datum_has_one(at_table, chair: Actor) -> None:
    made, item = at_table
    police = seat_of(chair, made, "Politie")
    said = Said(text="Woont bij een oom", data="D12")
    token = uuid4()
    for _twice in range(2):
        actions.contribute(by=chair, item_id=item, participant_id=police, said=said, token=token)
    (line,) = queries.item_at_table(chair, item).contributions
    assert line.supplier == "Politie Verzonnen · wijkagent"
    (datum,) = supplied(chair, PERSON).data
    assert (datum.label, datum.organisation) == ("Woont bij een oom", "Politie Verzonnen")
    wrong = Said(text="Gelooft", data="D18")
    with pytest.raises(Invalid) as refused:
        actions.contribute(by=chair, item_id=item, participant_id=police, said=wrong)
    assert "M038" in refused.value.fields["datum"]
    assert len(queries.item_at_table(chair, item).contributions) == 1


def test_the_workshop_hears_what_is_agreed_held_and_done(
    at_table, heard: Heard, chair: Actor
) -> None:
    made, item = at_table
    police, token = seat_of(chair, made, "Politie"), uuid4()
    wanted = ToAgree(what="Langsgaan", due=in_days(2), owner=police)
    for _twice in range(2):
        actions.agree(by=chair, item_id=item, wanted=wanted, token=token)
    (agreed,) = heard.agreed
    assert (agreed.what, agreed.owner_account) == ("Langsgaan", "")
    assert agreed.owner_text == "Politie Verzonnen (wijkagent)"
    actions.go_out(by=chair, item_id=item)
    go(chair, made, State.HELD)
    assert heard.held == [clock.today()]
    (line,) = queries.item_at_table(chair, item).agreements
    with pytest.raises(Invalid):
        actions.settle(by=chair, agreement_id=line.id, outcome=Outcome.NOT_DONE)
    actions.settle(by=chair, agreement_id=line.id, outcome=Outcome.NOT_DONE, note="Niet thuis")
    actions.settle(by=chair, agreement_id=line.id, outcome=Outcome.DONE)
    assert heard.settled == [(agreed.key, False)]


def test_the_matrix_says_with_whom_a_workshop_can_sit(heard: Heard) -> None:
    care, own = workshops.workshop_of("care_case"), workshops.workshop_of("invented_file")
    assert {"care_provider", "police_avim", "comensha"} <= {code for code, _words in parties(care)}
    assert "riec" not in {code for code, _words in parties(care)}
    assert "care_coordinator" not in {code for code, _words in parties(care)}
    assert colleague_basis(own, "care_coordinator").allowed
    assert not colleague_basis(own, "analyst").allowed
    assert not outside_basis(care, PERSON, "riec", ()).share
