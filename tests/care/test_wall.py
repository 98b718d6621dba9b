"""The wall in the workshop: nothing of care leads to pga, and what crosses is a transfer, named.

The first half reads the house: imports, keys between tables, templates, addresses and strings of
every room of care. The second walks a transfer from care to the Zorg- en Veiligheidshuis and looks
what somebody there can read of the case, before it was accepted and after.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.care import queries as care
from kmt.care.joining import opened, within
from kmt.care.models import CaseEvent, NextAction
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.lawfulness import access as lawful
from kmt.lawfulness.actions import accept_transfer, decide_transfer, propose_transfer
from kmt.lawfulness.queries import disclosures, shared_about
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from kmt.lawfulness.rules.transferring import TransferAsked
from kmt.lawfulness.transfers import ALL, handed_on, transfer, transfers
from kmt.vault.queries import open_identity, person_card
from tests.building.tree import CARE, ROOT, Source, plant, room_of, sources, templates
from tests.care.conftest import CANARY

PGA = "pga"
#: What leads there: ``kmt.pga``, ``pga.models``, ``pga:case``, ``pga/page.html``, ``pga_case``.
LEADS = re.compile(r"(?<![\w.])(?:kmt\.)?pga(?:[.:/_]\w|$)")


def imported(source: Source) -> Iterator[str]:
    """Every module that a file imports, also inside a function, and by name with importlib."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{one.name}" for one in node.names)


def strings(source: Source) -> Iterator[str]:
    """Every text in a file that the program can use: not what it says of itself."""
    said = {
        id(node.body[0].value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def leading_out(source: Source) -> list[str]:
    """What in a file leads to pga: an import, or a text that names a module, address or table."""
    found = [one for one in imported(source) if PGA in one.split(".")]
    found += [one for one in strings(source) if LEADS.search(one)]
    return [f"{source.name}: {one}" for one in found]


def of_care() -> list[Source]:
    return [one for one in sources() if one.room in CARE]


def test_there_are_rooms_of_care_to_read() -> None:
    assert {one.room for one in of_care()} == set(CARE)
    assert len(of_care()) > 60


def test_no_import_and_no_text_of_care_leads_to_pga() -> None:
    assert [line for one in of_care() for line in leading_out(one)] == []


def test_no_file_beside_the_code_of_care_names_pga() -> None:
    """Templates, scripts, documents to typeset and data: all that a room carries."""
    kinds = {".html", ".txt", ".svg", ".js", ".typ", ".toml", ".csv"}
    found = [
        path.relative_to(ROOT).as_posix()
        for room in CARE
        for path in sorted((ROOT / "src" / "kmt" / room).rglob("*"))
        if path.suffix in kinds and LEADS.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert len([path for path in templates() if room_of(path) in CARE]) > 30


def keys_across(found: list[type[models.Model]]) -> list[str]:
    """Keys between a table of care and one of pga, in either direction, and through a third."""
    sides = {**dict.fromkeys(CARE, "care"), PGA: PGA}
    lines = []
    for model in found:
        near = {sides.get(model._meta.app_label)}
        for field in model._meta.get_fields(include_hidden=True):
            if field.related_model is not None and not isinstance(field.related_model, str):
                near.add(sides.get(field.related_model._meta.app_label))
        if {"care", PGA} <= near:
            lines.append(model._meta.label)
    return lines


def test_no_key_of_a_table_leads_across() -> None:
    found = apps.get_models(include_auto_created=True)
    assert {one._meta.app_label for one in found} >= {"care", "shelter"}
    assert keys_across(list(found)) == []


def addresses(where: URLResolver, space: str = "") -> Iterator[tuple[str, str, object]]:
    """Every address of the house: the room it belongs to, its path and its view."""
    for one in where.url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one, one.namespace or space)
        elif isinstance(one, URLPattern):
            yield space, str(one.pattern), one.callback


def test_no_address_of_care_is_answered_by_pga() -> None:
    found = [one for one in addresses(get_resolver()) if one[0] in CARE]
    assert len(found) > 20
    strange = [one for one in found if PGA in getattr(one[2], "__module__", "").split(".")]
    assert strange == []
    assert [path for _room, path, _view in found if PGA in re.split(r"[/_<>:]", path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "import kmt.pga.models",
        "from kmt import pga",
        "def f():\n    from kmt.pga.queries import case",
        "import_module('kmt.pga.queries')",
        "redirect('pga:case', 1)",
        "apps.get_model('pga.PgaCase')",
        "render(request, 'pga/case.html')",
        "object_type = 'pga_case'",
        "rows.filter(pga_case__id=1)\nX = 'pga_case__id'",
    ],
)
def test_each_way_through_the_wall_is_found(line: str, tmp_path: Path) -> None:
    path = plant(tmp_path, "src/kmt/shelter/views.py", line)
    assert leading_out(Source(path, tmp_path))


def test_what_a_room_says_of_the_wall_is_no_way_through_it(tmp_path: Path) -> None:
    path = plant(tmp_path, "src/kmt/care/x.py", '"""It must not know ``pga``."""\nGAP = "opgave"')
    assert leading_out(Source(path, tmp_path)) == []


# ----- what crosses -------------------------------------------------------------------------------

NAMED = frozenset({"D01", "D12"})
NECESSITY = "Er moet over toelating worden besloten."
LEFT_OUT = "Het hele zorgdossier: plan, verloop, opvang."


@pytest.fixture
def participant() -> Actor:
    """Somebody of the Zorg- en Veiligheidshuis: every permission that one there could need."""
    return system_actor(
        "participant",
        purpose="test",
        permissions=frozenset(
            {Permission.LAWFULNESS_DISCLOSURE_READ, Permission.VAULT_REACH_PGA}
            | {Permission.VAULT_PERSON_OPEN, Permission.VAULT_CONSENT_READ}
        ),
    )


@pytest.fixture
def open_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Zorg- en Veiligheidshuis takes what comes in; until its room is there nobody does."""
    monkeypatch.setitem(lawful.ACTS_FOR, "R3", Permission.VAULT_REACH_PGA)


@pytest.fixture
def proposed(case_id: UUID, coordinator: Actor) -> UUID:
    """Care proposes to hand over who it is about, and the family; nothing else."""
    return propose_transfer(by=coordinator, asked=proposal(coordinator, case_id))


def proposal(coordinator: Actor, case_id: UUID) -> TransferAsked:
    case = opened(coordinator, case_id)
    return TransferAsked(
        object_type="care_case",
        object_id=case.id,
        label=case.number,
        municipality=case.municipality,
        compartment="R2",
        to_compartment="R3",
        sender="care_coordinator",
        recipient="zvh",
        purpose="P_ZVH_INTAKE",
        data=NAMED,
        necessity=NECESSITY,
        left_out=LEFT_OUT,
    )


def decided(coordinator: Actor, case_id: UUID, transfer_id: UUID) -> UUID:
    """Care decides that they go along, with the agreement that row M056 asks."""
    case = opened(coordinator, case_id)
    asked = DisclosureAsked(
        request=ShareRequest(
            compartment="R2",
            sender="care_coordinator",
            recipient="zvh",
            purpose="P_ZVH_INTAKE",
            data=NAMED,
            subject="victim",
            age=18,
            facts=frozenset({"victim_causes_harm", "criteria_registered"}),
        ),
        municipality=case.municipality,
        subject_id=case.person_id,
        subject_label=case.person_label,
        recipient_name="Zorg- en Veiligheidshuis",
        necessity=NECESSITY,
        subsidiarity="Minder is niet genoeg.",
        left_out=LEFT_OUT,
        consent=ConsentState.NOT_NEEDED,
        expires_on=clock.today(),
        approved_by={"team_lead": "Tess Leidt", "privacy_officer": "Farid Toezicht"},
    )
    return decide_transfer(by=coordinator, transfer_id=transfer_id, asked=asked)


def ways_in(participant: Actor, case_id: UUID, person_id: UUID) -> tuple[Callable[[], object], ...]:
    """Every way to a case or its person that does not go by a transfer."""
    return (
        lambda: care.case(participant, case_id),
        lambda: opened(participant, case_id),
        lambda: care.case_head(participant, case_id),
        lambda: care.identity(participant, case_id, reason="contact"),
        lambda: open_identity(participant, person_id, reason="contact"),
        lambda: person_card(participant, person_id),
    )


def reads_nothing_else(participant: Actor, case_id: UUID, person_id: UUID) -> None:
    for way in ways_in(participant, case_id, person_id):
        with pytest.raises((NotPermitted, NotFound)):
            way()
    for table in (CaseEvent, NextAction):
        assert not table.objects.seen_by(participant, within(participant)).exists()
    assert care.cases_about(participant, person_id) == ()
    assert care.persons_of(participant) == ()
    assert not care.sees(participant, case_id)
    assert shared_about(participant, [person_id]) == ()
    assert disclosures(participant) == ()


def test_without_a_transfer_nothing_of_a_case_is_known_there(
    open_house: None, case_id: UUID, coordinator: Actor, participant: Actor
) -> None:
    person_id = opened(coordinator, case_id).person_id
    reads_nothing_else(participant, case_id, person_id)
    assert handed_on(participant, [case_id]) == ()
    assert [one for one in transfers(participant, ALL) if one.object_id == case_id] == []


def test_a_proposal_names_the_pieces_and_shows_none_of_them(
    open_house: None, case_id: UUID, proposed: UUID, coordinator: Actor, participant: Actor
) -> None:
    case = opened(coordinator, case_id)
    view = transfer(participant, proposed)
    assert view.line.data == "identiteit en contact, gezin en contacten"
    assert (view.necessity, view.left_out) == (NECESSITY, LEFT_OUT)
    assert view.may == frozenset()
    told = repr(asdict(view))
    for piece in (CANARY, case.person_label, str(case.person_id), case.coordinator, "bellen"):
        assert piece not in told
    reads_nothing_else(participant, case_id, case.person_id)
    with pytest.raises(Refused):
        accept_transfer(
            by=participant, object_type="care_case", object_id=case_id, to_compartment="R3"
        )


def test_what_may_be_known_there_is_exactly_the_accepted_transfers(
    open_house: None, case_id: UUID, proposed: UUID, coordinator: Actor, participant: Actor
) -> None:
    decided(coordinator, case_id, proposed)
    person_id = opened(coordinator, case_id).person_id
    (before,) = handed_on(participant, [case_id])
    assert before.state == "decided"
    reads_nothing_else(participant, case_id, person_id)
    accept_transfer(by=participant, object_type="care_case", object_id=case_id, to_compartment="R3")
    (taken,) = handed_on(participant, [case_id])
    assert (taken.state, set(taken.data)) == ("accepted", NAMED)
    known = [one for one in transfers(participant, ALL) if one.sender == "zorgcoördinator"]
    assert [one.object_id for one in known] == [case_id]
    reads_nothing_else(participant, case_id, person_id)


def test_a_transfer_carries_no_field_in_which_a_piece_could_ride_along() -> None:
    """Kinds of data, a number and two sentences about why: no place for a text of the case."""
    assert {one.name for one in fields(TransferAsked)} == {
        "object_type",
        "object_id",
        "label",
        "municipality",
        "compartment",
        "to_compartment",
        "sender",
        "recipient",
        "purpose",
        "data",
        "necessity",
        "left_out",
    }


def test_more_than_was_named_does_not_go_along(
    open_house: None, case_id: UUID, coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    transfer_id = propose_transfer(by=coordinator, asked=proposal(coordinator, case_id))
    monkeypatch.setattr("tests.care.test_wall.NAMED", NAMED | {"D05"})
    with pytest.raises(Refused, match="meer mee dan is voorgesteld"):
        decided(coordinator, case_id, transfer_id)


def test_in_the_house_as_it_is_nobody_takes_anything_from_care(
    case_id: UUID, proposed: UUID, coordinator: Actor, participant: Actor
) -> None:
    decided(coordinator, case_id, proposed)
    assert transfer(participant, proposed).may == frozenset()
    assert all(Permission.VAULT_REACH_PGA not in role.permissions for role in ROLES.values())
