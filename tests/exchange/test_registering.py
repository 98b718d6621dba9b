"""Registration at CoMensha through its actions: consent decides, a count leads to nobody."""

import csv
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from kmt.access.rules import Capacity
from kmt.care.actions import involve_in_case
from kmt.care.joining import CaseRef, opened
from kmt.care.queries import case as read_case
from kmt.exchange.actions import registering as actions
from kmt.exchange.actions.registering import StepAsked
from kmt.exchange.fields import fields
from kmt.exchange.models import OtherBasis, RegistrationStep, VictimRegistration
from kmt.exchange.queries.registrations import living, registration
from kmt.exchange.reading import RegistrationView
from kmt.exchange.states import Status
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotPermitted, Refused
from kmt.lawfulness.rules.disclosing import ConsentState
from kmt.vault.actions import amend_person
from kmt.vault.queries import identity_to_amend
from kmt.vault.rules import Identity
from kmt.vault.rules.consenting import State
from tests.care.conftest import CANARY
from tests.exchange.conftest import Share
from tests.insight.reading import everything_in

Say = Callable[..., None]
BIRTH, BSN, V_NUMBER = date(2001, 3, 17), "111222333", "1234567890"
ANSWERS = {
    "gender": ("female",),
    "age_band": ("age_23_27",),
    "dutch": ("unknown",),
    "earlier_reported": ("no",),
    "reporter_type": ("CARE_COORD",),
    "forms": ("SEX",),
    "sector": ("unknown",),
    "ongoing": ("yes",),
    "geography": ("domestic",),
    "police_contact": ("no",),
    "complaint": ("no",),
    "shelter_wanted": ("no",),
}
NAMED = {
    **ANSWERS,
    "nationalities": ("NL",),
    "residence_status": ("dutch",),
    "reflection": ("no",),
}


@pytest.fixture
def known_person(coordinator: Actor, ref: CaseRef) -> None:
    """Everything that must never be in a count is in the vault."""
    _now, version = identity_to_amend(coordinator, ref.person_id)
    amend_person(
        by=coordinator,
        person_id=ref.person_id,
        version=version,
        identity=Identity(
            name=CANARY,
            birth_date=BIRTH,
            bsn=BSN,
            v_number=V_NUMBER,
            safe_contact="alleen sms",
        ),
        source="verzonnen",
    )


def seen(by: Actor, case_id: UUID) -> RegistrationView:
    found = registration(by, opened(by, case_id))
    assert found is not None
    return found


def filled(by: Actor, case_id: UUID, answers: dict = ANSWERS, kind: str = "registration") -> None:
    actions.begin(by=by, case_id=case_id, dossier_type=kind)
    actions.fill_in(by=by, case_id=case_id, version=1, typed=answers)


def step(by: Actor, case_id: UUID, to: Status, **more: str) -> None:
    version = seen(by, case_id).version
    actions.move(by=by, case_id=case_id, asked=StepAsked(to=to, version=version, **more))


def check(by: Actor, case_id: UUID) -> None:
    actions.check_basis(by=by, case_id=case_id, version=seen(by, case_id).version)


def made(by: Actor, case_id: UUID, kind: str = "csv") -> bytes:
    version = seen(by, case_id).version
    return actions.make_file(by=by, case_id=case_id, version=version, kind=kind)[0]


def sent(by: Actor, case_id: UUID) -> None:
    """All the way to "sent"."""
    check(by, case_id)
    made(by, case_id)
    step(by, case_id, Status.SENT, channel="secure_mail")


def test_it_begins_with_what_the_case_and_the_vault_know(
    coordinator: Actor, case_id: UUID, known_person: None
) -> None:
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    found = seen(coordinator, case_id)
    assert found.values["forms"] == ("SEX",)
    assert found.sources["forms"] == "care"
    assert found.values["age_band"] != ("unknown",)
    assert found.sources["age_band"] == "vault"
    assert found.mode == "count"


def test_the_same_form_sent_twice_begins_one(coordinator: Actor, case_id: UUID) -> None:
    token = UUID(int=7)
    first = actions.begin(by=coordinator, case_id=case_id, dossier_type="registration", token=token)
    again = actions.begin(by=coordinator, case_id=case_id, dossier_type="registration", token=token)
    assert first == again
    with pytest.raises(Conflict):
        actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        (None, "count"),
        (State.ASKED, "count"),
        (State.REFUSED, "count"),
        (State.GIVEN, "identified"),
    ],
)
def test_consent_decides_whether_it_goes_with_a_name(
    coordinator: Actor, case_id: UUID, consent: Say, said: State | None, mode: str
) -> None:
    if said is not None:
        consent(said)
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    assert seen(coordinator, case_id).mode == mode


def test_without_consent_no_shelter_can_be_asked_for(coordinator: Actor, case_id: UUID) -> None:
    with pytest.raises(Refused, match="telling zonder naam"):
        actions.begin(by=coordinator, case_id=case_id, dossier_type="registration_shelter")


def test_what_is_missing_is_said_and_stops_the_check(coordinator: Actor, case_id: UUID) -> None:
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    with pytest.raises(Refused, match=r"Vul nog in.*gender"):
        check(coordinator, case_id)
    actions.fill_in(by=coordinator, case_id=case_id, version=1, typed=ANSWERS)
    check(coordinator, case_id)
    assert seen(coordinator, case_id).state is Status.BASIS_CHECKED


def test_consent_that_is_asked_waits_and_a_count_may_go_meanwhile(
    coordinator: Actor, case_id: UUID, consent: Say
) -> None:
    consent(State.ASKED)
    filled(coordinator, case_id)
    check(coordinator, case_id)
    assert seen(coordinator, case_id).state is Status.CONSENT_PENDING
    check(coordinator, case_id)
    found = seen(coordinator, case_id)
    assert (found.state, found.mode) == (Status.BASIS_CHECKED, "count")


@pytest.mark.parametrize("kind", ["csv", "pdf"])
def test_a_count_holds_nothing_that_identifies_in_file_or_row(
    coordinator: Actor, case_id: UUID, consent: Say, known_person: None, looking: None, kind: str
) -> None:
    consent(State.GIVEN)
    typed = {**NAMED, "place_of_exploitation": (CANARY,), "safety_notes": (CANARY,)}
    filled(coordinator, case_id, typed)
    consent(State.WITHDRAWN)
    check(coordinator, case_id)
    file = made(coordinator, case_id, kind)
    planted = {
        CANARY,
        "Kanarie",
        BSN,
        V_NUMBER,
        "17-03-2001",
        "2001",
        read_number(coordinator, case_id),
    }
    text = file.decode() if kind == "csv" else words_of(file)
    assert "seksuele uitbuiting" in text
    assert {one for one in planted if one in text} == set()
    if kind == "csv":
        allowed = {one.code for one in fields() if one.count}
        of_the_file = {"veld", "kind", "made_on", "dossier_type", "organisation", "region"}
        assert {row[1] for row in csv.reader(text.splitlines())} == allowed | of_the_file
    row = living(coordinator, case_id)
    assert row is not None
    assert row.reference not in text
    kept = repr(seen(coordinator, case_id).values)
    assert {one for one in planted if one in kept} == set()


def read_number(by: Actor, case_id: UUID) -> str:
    """The number of the case, which leads to the person too."""
    return read_case(by, case_id).number


def words_of(pdf: bytes) -> str:
    """The text of a PDF as a reader sees it."""
    return " ".join(everything_in(pdf).split())


def test_nothing_is_readable_in_the_rows(
    coordinator: Actor, case_id: UUID, consent: Say, looking: None
) -> None:
    consent(State.GIVEN)
    filled(coordinator, case_id, {**NAMED, "place_of_exploitation": (CANARY,)})
    rows = [*VictimRegistration.objects.values(), *RegistrationStep.objects.values()]
    assert rows
    assert CANARY not in "".join(repr(one) for one in rows)


def test_a_file_with_a_name_needs_a_decision_to_share(
    coordinator: Actor, case_id: UUID, consent: Say, share: Share, known_person: None
) -> None:
    consent(State.GIVEN)
    filled(coordinator, case_id, NAMED)
    check(coordinator, case_id)
    with pytest.raises(Refused, match="besluit"):
        made(coordinator, case_id)
    decision = share()
    text = made(coordinator, case_id).decode()
    assert CANARY in text
    assert "17-03-2001" in text
    assert BSN not in text
    assert seen(coordinator, case_id).disclosure_id == decision


def test_a_decision_on_consent_ends_with_the_consent(
    coordinator: Actor, colleague: Actor, case_id: UUID, consent: Say, share: Share, looking: None
) -> None:
    consent(State.GIVEN)
    filled(coordinator, case_id, NAMED)
    share()
    consent(State.WITHDRAWN)
    agree_on_basis(coordinator, colleague, case_id)
    check(coordinator, case_id)
    assert seen(coordinator, case_id).mode == "identified"
    with pytest.raises(Refused, match="besluit"):
        made(coordinator, case_id)


def test_sent_confirmed_updated_and_sent_again(
    coordinator: Actor, case_id: UUID, consent: Say, share: Share
) -> None:
    consent(State.GIVEN)
    share()
    filled(coordinator, case_id, NAMED)
    with pytest.raises(Refused):
        step(coordinator, case_id, Status.SENT, channel="post")
    check(coordinator, case_id)
    with pytest.raises(Refused, match="Maak eerst het bestand"):
        step(coordinator, case_id, Status.SENT, channel="post")
    made(coordinator, case_id)
    with pytest.raises(Refused, match="hoe je het hebt verstuurd"):
        step(coordinator, case_id, Status.SENT)
    step(coordinator, case_id, Status.SENT, channel="post")
    with pytest.raises(Refused, match="nummer"):
        step(coordinator, case_id, Status.CONFIRMED)
    step(coordinator, case_id, Status.CONFIRMED, number="CM-123")
    assert seen(coordinator, case_id).comensha_number == "CM-123"
    with pytest.raises(Refused, match="ander dossiertype"):
        step(coordinator, case_id, Status.UPDATED, dossier_type="registration", reason="x")
    step(
        coordinator,
        case_id,
        Status.UPDATED,
        dossier_type="registration_advice",
        reason="Vraagt nu om advies",
    )
    types = [one.dossier_type for one in seen(coordinator, case_id).steps]
    assert types[0] == "registration"
    assert types[-1] == "registration_advice"
    sent(coordinator, case_id)
    text = made_history(coordinator, case_id)
    assert "registration" in text


def made_history(by: Actor, case_id: UUID) -> str:
    return " ".join(one.dossier_type for one in seen(by, case_id).steps)


def test_a_file_of_before_a_change_is_not_what_is_sent(coordinator: Actor, case_id: UUID) -> None:
    filled(coordinator, case_id)
    check(coordinator, case_id)
    made(coordinator, case_id)
    step(coordinator, case_id, Status.DRAFT)
    version = seen(coordinator, case_id).version
    actions.fill_in(
        by=coordinator, case_id=case_id, version=version, typed={**ANSWERS, "ongoing": ("no",)}
    )
    check(coordinator, case_id)
    with pytest.raises(Refused, match="Maak eerst het bestand"):
        step(coordinator, case_id, Status.SENT, channel="post")


def test_consent_withdrawn_after_sending_says_what_must_happen_now(
    coordinator: Actor, case_id: UUID, consent: Say, share: Share
) -> None:
    consent(State.GIVEN)
    share()
    filled(coordinator, case_id, NAMED)
    sent(coordinator, case_id)
    consent(State.WITHDRAWN)
    with pytest.raises(Refused, match="Neem de registratie nu terug"):
        step(coordinator, case_id, Status.CONFIRMED, number="CM-1")
    step(coordinator, case_id, Status.WITHDRAWN, reason="Toestemming ingetrokken, gebeld")
    assert seen(coordinator, case_id).state is Status.WITHDRAWN
    assert living(coordinator, case_id) is None
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    assert seen(coordinator, case_id).mode == "count"


def test_the_last_day_of_a_consent_stands_among_what_must_happen(
    coordinator: Actor, case_id: UUID, consent: Say
) -> None:
    consent(State.GIVEN, days=20)
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    lines = read_case(coordinator, case_id).actions
    assert [one.rule for one in lines if one.source == "exchange"] == ["CON-01"]


def agree_on_basis(by: Actor, second: Actor, case_id: UUID, *, agrees: bool = True) -> None:
    actions.propose_basis(
        by=by, case_id=case_id, ground="legitimate_interest", reasons="Verzonnen redenen."
    )
    basis = OtherBasis.objects.get(case_id=case_id)
    involve_in_case(by=by, case_id=case_id, colleague=second.id, capacity=Capacity.ADVISER)
    actions.decide_basis(by=second, basis_id=basis.id, agrees=agrees, reasons="Gelezen.")


def test_another_basis_is_decided_by_a_second_person_and_makes_no_file_by_itself(
    coordinator: Actor,
    colleague: Actor,
    case_id: UUID,
    consent: Say,
    share: Share,
    looking: None,
) -> None:
    consent(State.REFUSED)
    filled(coordinator, case_id)
    actions.propose_basis(
        by=coordinator, case_id=case_id, ground="vital_interest", reasons="Verzonnen."
    )
    basis = OtherBasis.objects.get(case_id=case_id)
    with pytest.raises(Refused, match="beslist er niet zelf over"):
        actions.decide_basis(by=coordinator, basis_id=basis.id, agrees=True, reasons="Ja.")
    with pytest.raises(Refused):
        actions.decide_basis(by=colleague, basis_id=basis.id, agrees=True, reasons="Ja.")
    with pytest.raises(Refused):
        share(consent=ConsentState.REFUSED)
    check(coordinator, case_id)
    assert seen(coordinator, case_id).mode == "count"


def test_years_that_cannot_be_are_refused_at_their_field(coordinator: Actor, case_id: UUID) -> None:
    actions.begin(by=coordinator, case_id=case_id, dossier_type="registration")
    typed = {**ANSWERS, "year_from": ("2024",), "year_to": ("2020",)}
    with pytest.raises(Invalid) as refused:
        actions.fill_in(by=coordinator, case_id=case_id, version=1, typed=typed)
    assert set(refused.value.fields) == {"year_to"}


def test_two_who_fill_in_at_once_do_not_overwrite_each_other(
    coordinator: Actor, case_id: UUID
) -> None:
    filled(coordinator, case_id)
    with pytest.raises(Conflict):
        actions.fill_in(by=coordinator, case_id=case_id, version=1, typed=ANSWERS)


def test_who_is_not_involved_does_nothing(colleague: Actor, case_id: UUID) -> None:
    with pytest.raises(NotPermitted):
        actions.begin(by=colleague, case_id=case_id, dossier_type="registration")


def test_already_reported_by_another_needs_by_whom(
    coordinator: Actor, case_id: UUID, consent: Say
) -> None:
    consent(State.GIVEN)
    filled(coordinator, case_id, {**NAMED, "earlier_reported": ("yes",)})
    with pytest.raises(Refused, match="door wie"):
        check(coordinator, case_id)
    assert clock.today()
