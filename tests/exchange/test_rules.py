"""The rules of the gate as decision tables: which step, which mode, what is missing, what fits."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from kmt.care.states import State
from kmt.exchange import codes, filing, package, states
from kmt.exchange.beside import hinders
from kmt.exchange.fields import BLOCKS, asked_in, fields
from kmt.exchange.filing import FileLine
from kmt.exchange.package import Package, Side
from kmt.exchange.prefill import band_of
from kmt.exchange.rules import handing, registering
from kmt.exchange.rules.registering import Consent, Mode, Standing
from kmt.exchange.states import COMING, GOING, STEPS, Guard, Status, step, steps_from
from kmt.kernel.ids import new_id
from kmt.vocabulary.queries import codes_of
from tests.building.tree import ROOT

READY = Standing(
    state=Status.DRAFT,
    mode=Mode.COUNT,
    dossier_type="registration",
    consent=Consent.NOT_ASKED,
    file_made=True,
    shared=True,
)
NAMED = replace(READY, mode=Mode.IDENTIFIED, consent=Consent.GIVEN)
GIVEN = {"number": "CM-1", "reason": "Verzonnen.", "new_type": "registration_advice"}


@pytest.mark.parametrize("one", STEPS, ids=lambda one: f"{one.source}-{one.to}")
def test_every_step_of_the_table_may_be_when_all_is_so(one: states.Step) -> None:
    consent = Consent.ASKED if one.guard is Guard.CONSENT_ASKED else Consent.NOT_ASKED
    ready = replace(READY, state=one.source, consent=consent)
    assert registering.may_step(ready, one.to, **GIVEN).allowed


@pytest.mark.parametrize("one", [one for one in STEPS if one.guard], ids=lambda one: one.guard)
def test_every_guard_refuses_with_a_sentence(one: states.Step) -> None:
    bare = replace(READY, state=one.source, file_made=False, missing=("Vul in: gender.",))
    decision = registering.may_step(bare, one.to)
    assert not decision.allowed
    assert all(reason.endswith((".", "?")) for reason in decision.reasons)


def test_a_step_that_is_not_in_the_table_never_may() -> None:
    known = {(one.source, one.to) for one in STEPS}
    for source in Status:
        for to in Status:
            if (source, to) not in known:
                assert step(source, to) is None
                ready = replace(READY, state=source)
                assert not registering.may_step(ready, to, **GIVEN).allowed


def test_every_state_but_the_last_has_a_way_on_and_every_state_has_a_word() -> None:
    assert {one for one in Status if not steps_from(one)} == {Status.WITHDRAWN}
    assert set(Status) == set(codes_of("comensha_status"))
    assert set(GOING[states.Going.WAITING]) | {states.Going.WAITING} == set(states.Going)
    assert set(COMING[states.Coming.RECEIVED]) | {states.Coming.RECEIVED} == set(states.Coming)


@pytest.mark.parametrize("consent", list(Consent))
@pytest.mark.parametrize("other_basis", [False, True])
def test_only_consent_or_two_people_give_a_name(consent: Consent, other_basis: bool) -> None:
    named = registering.mode_by_rule(consent, other_basis=other_basis) is Mode.IDENTIFIED
    assert named is (consent is Consent.GIVEN or other_basis)
    assert registering.why_mode(consent, other_basis=other_basis)


@pytest.mark.parametrize("state", [one for one in Status if one is not Status.WITHDRAWN])
@pytest.mark.parametrize("consent", [one for one in Consent if one is not Consent.GIVEN])
def test_a_name_without_consent_only_goes_back(state: Status, consent: Consent) -> None:
    lost = replace(NAMED, state=state, consent=consent)
    assert registering.named_no_more(lost)
    for one in steps_from(state):
        may = registering.may_step(lost, one.to, **GIVEN).allowed
        harmless = {Status.WITHDRAWN, Status.DRAFT, Status.BASIS_CHECKED}
        assert may is (one.to in harmless) or not may
    assert registering.may_step(lost, Status.WITHDRAWN, **GIVEN).allowed
    assert not registering.may_make_file(lost).allowed


@pytest.mark.parametrize(
    ("standing", "may"),
    [
        (replace(NAMED, state=Status.BASIS_CHECKED), True),
        (replace(NAMED, state=Status.BASIS_CHECKED, shared=False), False),
        (replace(READY, state=Status.BASIS_CHECKED, shared=False), True),
        (NAMED, False),
    ],
)
def test_a_file_needs_a_checked_basis_and_with_a_name_a_decision(
    standing: Standing, may: bool
) -> None:
    assert registering.may_make_file(standing).allowed is may


def test_unknown_is_an_answer_and_nothing_is_none() -> None:
    known = asked_in(count=True, dossier_type="registration")
    unknown = {one.code: ("unknown",) for one in known if one.needed}
    assert registering.missing(unknown, known, "registration") == ()
    (left,) = registering.missing({}, known, "registration")
    assert all(one.dutch in left for one in known if one.needed)


def test_who_asks_for_shelter_says_what_kind_when_and_what_is_safe() -> None:
    known = asked_in(count=False, dossier_type="registration_shelter")
    answered = {one.code: ("unknown",) for one in known if one.needed}
    found = registering.missing(answered, known, "registration_shelter")
    assert len(found) == 3
    refused = {**answered, "shelter_wanted": ("no",)}
    said = registering.missing(refused, known, "registration_shelter")
    assert any("staat op nee" in one for one in said)


def test_a_count_has_no_field_that_is_free_to_type_or_opened_in_the_vault() -> None:
    kinds = {one.kind for one in fields() if one.count}
    assert kinds <= {"choice", "choices", "answer", "year"}
    assert {one.block for one in fields()} <= set(BLOCKS)


def test_condition_and_safety_go_only_when_shelter_is_asked() -> None:
    shelter = asked_in(count=False, dossier_type="registration_shelter")
    plain = asked_in(count=False, dossier_type="registration")
    more = {one.code for one in shelter} - {one.code for one in plain}
    assert {"medical", "psychological", "pregnant", "safety_notes", "shelter_type"} <= more


def test_every_list_that_a_field_names_is_there() -> None:
    for one in fields():
        assert all(codes_of(name) for name in one.lists), one.code
    today = date(2026, 11, 26)
    for name in (codes.REFUSAL, codes.GROUND, codes.CHANNEL, codes.ANSWER):
        assert codes.choices(name, today)


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (None, "unknown"),
        (11, "under_12"),
        (12, "age_12_15"),
        (15, "age_12_15"),
        (17, "age_16_17"),
        (18, "age_18_22"),
        (22, "age_18_22"),
        (23, "age_23_27"),
        (59, "age_40_59"),
        (60, "age_60_plus"),
    ],
)
def test_the_age_band_is_that_of_the_list(age: int | None, band: str) -> None:
    assert band_of(age) == band
    assert band in codes_of("age_band")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula_and_the_table_is_rfc_4180(start: str) -> None:
    evil = f'{start}cmd|"x"\n,tweede regel'
    line = FileLine(block="victim", field="name", name=evil, value=evil, source="é")
    table = filing.as_table([line])
    assert table.count(b"\r\n") >= 2
    rows = list(csv.reader(io.StringIO(table.decode("utf-8"), newline="")))
    assert rows[0] == list(filing.COLUMNS)
    assert rows[1][2] == rows[1][3] == f"'{evil}"
    assert rows[1][4] == "é"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"trusted": False}, "sleutel is nagegaan"),
        ({"waits": True}, "al een pakket"),
        ({"works": False}, "gesloten"),
        ({"data": ()}, "besluit om te delen"),
        ({"data": ("D05",)}, "gaat niet over"),
        ({"parts": ("summary",)}, "niemand het overnemen"),
    ],
)
def test_a_package_is_made_only_when_all_is_so(changed: dict, sentence: str) -> None:
    whole = {
        "parts": handing.NEEDED,
        "data": ("D01", "D12", "D13"),
        "trusted": True,
        "waits": False,
        "works": True,
    }
    assert handing.may_make(**whole).allowed
    assert sentence in " ".join(handing.may_make(**{**whole, **changed}).reasons)


def test_a_case_is_not_closed_while_its_package_is_away() -> None:
    assert hinders(frozenset({"handover_waits"}), State.CLOSED)
    assert not hinders(frozenset({"handover_waits"}), State.ON_HOLD)
    assert not hinders(frozenset(), State.CLOSED)


def test_the_schema_names_every_field_of_a_package_and_a_receipt() -> None:
    schema = json.loads((ROOT / "docs/reference/handover-format.schema.json").read_text())
    found = Package(
        id=new_id(),
        made_on=date(2026, 11, 26),
        sender=Side(region="VR05", name="Twente"),
        receiver=Side(region="VR99", name="Verweg"),
        case="Z-2026-0001",
        reason="x",
        data=(),
        parts=(),
        summary="y",
    )
    body = json.loads(package.written(found))
    named = schema["$defs"]["package"]
    assert set(body) == set(named["required"]) == set(named["properties"])
    assert package.read_package(package.written(found)) == found


@pytest.mark.parametrize("name", ["id", "person", "actions", "summary", "documents"])
@pytest.mark.parametrize("value", [None, 7, "x", [1], {}])
def test_a_package_with_anything_odd_in_it_is_not_read(name: str, value: object) -> None:
    found = Package(
        id=new_id(),
        made_on=date(2026, 11, 26),
        sender=Side(region="VR05", name="Twente"),
        receiver=Side(region="VR99", name="Verweg"),
        case="Z",
        reason="x",
        data=(),
        parts=(),
        summary="y",
    )
    body = {**json.loads(package.written(found)), name: value}
    if (name, value) == ("summary", "x"):
        return
    with pytest.raises(package.NotOpened):
        package.read_package(json.dumps(body).encode())
