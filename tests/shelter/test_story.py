"""J3: shelter is asked for, refused once with a reason, and somebody is placed."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kmt.audit.models import AuditEvent
from kmt.care import queries as care
from kmt.care.joining import opened
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotPermitted, Refused
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from kmt.shelter import actions, queries
from kmt.shelter.given import Left
from kmt.shelter.models import ShelterAnswer, ShelterAsk, ShelterRequest, Stay
from kmt.shelter.rules import Who
from tests.care.conftest import ENSCHEDE, HENGELO
from tests.shelter.conftest import SECRET, WISH, answered, asked, placed, wanted


def glance(actor: Actor, case_id: UUID) -> tuple[str, str]:
    """What the page of the case says of shelter."""
    parts = care.case(actor, case_id).parts
    line = next(one for one in parts if one.room == "shelter")
    return line.text, line.kind


def due(actor: Actor, case_id: UUID) -> dict[str, int]:
    """What must happen because of shelter: the words, and in how many days."""
    lines = care.case(actor, case_id).actions
    today = clock.today()
    return {one.what: (one.due.on - today).days for one in lines if one.source == "shelter"}


def test_asked_refused_once_with_a_reason_and_placed(case_id: UUID, coordinator: Actor) -> None:
    by, case = coordinator, case_id
    request_id = actions.request_shelter(by=by, case_id=case, wanted=wanted())
    assert due(by, case) == {"Opvang regelen: vrouwenopvang, vannacht": 0}
    assert glance(by, case)[0].startswith("Aanvraag open sinds ")
    assert glance(by, case)[1] == "stop"

    first = actions.ask_organisation(
        by=by, case_id=case, request_id=request_id, asked=asked("kadera")
    )
    assert due(by, case)["Antwoord over opvang navragen: Kadera (Enschede en Zwolle)"] == 0
    refusal = answered(reason="contra_indication", contra=("addiction",), words="Geen gebruik.")
    actions.note_answer(by=by, case_id=case, ask_id=first, answered=refusal)
    assert len(due(by, case)) == 1
    assert glance(by, case)[0].endswith(", 1 keer geweigerd")

    other = asked("", other="Opvang Verzonnen", contact="Mevrouw Bedacht")
    second = actions.ask_organisation(by=by, case_id=case, request_id=request_id, asked=other)
    actions.note_answer(by=by, case_id=case, ask_id=second, answered=answered("placed"))
    actions.place(by=by, case_id=case, placed=placed(), request_id=request_id)

    assert due(by, case) == {}
    text, kind = glance(by, case)
    assert (text[:17], kind) == ("Opgevangen sinds ", "ok")
    assert text.endswith("(vrouwenopvang)")
    view = queries.request(by, case, request_id)
    assert (view.line.stand, view.line.refused, view.line.asked) == ("placed", 1, 2)
    assert [one.organisation for one in view.asks] == [
        "Opvang Verzonnen",
        "Kadera (Enschede en Zwolle)",
    ]
    (refused,) = view.asks[1].answers
    assert (refused.reason, refused.contra, refused.words) == (
        "contra_indication",
        ("addiction",),
        "Geen gebruik.",
    )
    events = care.case(by, case).events
    assert [one.kind for one in events if one.kind.startswith("shelter")] == [
        "shelter.placed",
        "shelter.answered",
        "shelter.asked",
        "shelter.answered",
        "shelter.asked",
        "shelter.requested",
    ]


def test_placed_onward_and_left_with_a_destination(case_id: UUID, coordinator: Actor) -> None:
    by, today = coordinator, clock.today()
    crisis = placed(kind="crisis_bed", start=today - timedelta(days=5))
    actions.place(by=by, case_id=case_id, placed=crisis)
    actions.place(by=by, case_id=case_id, placed=placed(start=today, onward=True))
    view = queries.of_case(by, case_id)
    assert [(one.until, one.exit_to, one.exit_reason) for one in view.stays] == [
        (None, "", ""),
        (today, "other_shelter", "onward"),
    ]
    assert view.now is not None
    left = Left(on=today, to="own_home", reason="goals", words="Met de sleutel.")
    actions.leave(by=by, case_id=case_id, stay_id=view.now.id, left=left)
    actions.leave(by=by, case_id=case_id, stay_id=view.now.id, left=left)
    assert queries.of_case(by, case_id).now is None
    assert glance(by, case_id)[0].endswith("naar: eigen woning")
    other = Left(on=today, to="family", reason="goals")
    with pytest.raises(Invalid) as wrong:
        actions.leave(by=by, case_id=case_id, stay_id=view.now.id, left=other)
    assert "al afgesloten" in wrong.value.fields["on"]


def test_stays_that_overlap_are_refused(case_id: UUID, coordinator: Actor) -> None:
    actions.place(by=coordinator, case_id=case_id, placed=placed())
    with pytest.raises(Invalid) as wrong:
        actions.place(by=coordinator, case_id=case_id, placed=placed(kind="crisis_bed"))
    assert "Er is al een verblijf" in wrong.value.fields["start"]
    assert len(queries.of_case(coordinator, case_id).stays) == 1


def test_the_same_form_twice_makes_one_thing(case_id: UUID, coordinator: Actor) -> None:
    by, mark = coordinator, [uuid4() for _ in range(4)]
    for _ in range(2):
        request = actions.request_shelter(by=by, case_id=case_id, wanted=wanted(), token=mark[0])
    for _ in range(2):
        ask = actions.ask_organisation(
            by=by, case_id=case_id, request_id=request, asked=asked(), token=mark[1]
        )
    for _ in range(2):
        actions.note_answer(by=by, case_id=case_id, ask_id=ask, answered=answered(), token=mark[2])
    for _ in range(2):
        actions.end_request(by=by, case_id=case_id, request_id=request, end="not_found")
    for _ in range(2):
        actions.place(by=by, case_id=case_id, placed=placed(), token=mark[3])
    view = queries.of_case(by, case_id)
    assert [(one.asked, one.refused, one.stand) for one in view.requests] == [(1, 1, "ended")]
    assert len(view.stays) == 1
    events = [one.kind for one in care.case(by, case_id).events if one.kind.startswith("shelter")]
    assert len(events) == 5


def test_only_comensha_is_asked_for_cosm(case_id: UUID, coordinator: Actor) -> None:
    cosm = wanted(kind="cosm")
    request_id = actions.request_shelter(by=coordinator, case_id=case_id, wanted=cosm)
    with pytest.raises(Refused, match="Alleen CoMensha plaatst in de COSM"):
        actions.ask_organisation(
            by=coordinator, case_id=case_id, request_id=request_id, asked=asked("hvo_querido")
        )
    actions.ask_organisation(
        by=coordinator, case_id=case_id, request_id=request_id, asked=asked("comensha")
    )
    assert len(queries.request(coordinator, case_id, request_id).asks) == 1
    rules = [one.rule for one in care.case(coordinator, case_id).actions if one.rule]
    assert rules == ["RES-04"]


def test_what_is_unknown_is_asked_and_then_known(case_id: UUID, coordinator: Actor) -> None:
    by = coordinator
    later = wanted(urgency="later", who=Who())
    request_id = actions.request_shelter(by=by, case_id=case_id, wanted=later)
    with pytest.raises(Refused, match="wat nog niet bekend is"):
        actions.ask_organisation(by=by, case_id=case_id, request_id=request_id, asked=asked())
    actions.complete_facts(by=by, case_id=case_id, request_id=request_id, who=Who(age="adult"))
    actions.ask_organisation(by=by, case_id=case_id, request_id=request_id, asked=asked())
    assert queries.request(by, case_id, request_id).placing.asks == ()


def decided(coordinator: Actor, case_id: UUID, recipient: str, purpose: str) -> UUID:
    """A decision of the share assistant about the person of this case."""
    case = opened(coordinator, case_id)
    asked_of = ShareRequest(
        compartment="R2",
        sender="care_coordinator",
        recipient=recipient,
        purpose=purpose,
        data=frozenset({"D01", "D13"}),
        subject="victim",
        age=18,
        facts=frozenset({"minimum_set"}),
    )
    decision = DisclosureAsked(
        request=asked_of,
        municipality=case.municipality,
        subject_id=case.person_id,
        subject_label=case.person_label,
        recipient_name="Verzonnen",
        necessity="Zonder dit is er geen plek.",
        subsidiarity="Minder is niet genoeg.",
        consent=ConsentState.SELF,
        expires_on=clock.today(),
        approved_by={"care_coordinator": "Bram Voorbeeld"},
    )
    return decide_disclosure(by=coordinator, asked=decision)


def test_personal_data_go_along_only_on_a_decision_about_this_person(
    case_id: UUID, request_id: UUID, coordinator: Actor
) -> None:
    to_comensha = decided(coordinator, case_id, "comensha", "P_REGISTRATION")
    for wrong_one, words in ((uuid4(), "geen besluit"), (to_comensha, "met een ander")):
        with_data = asked(decision=wrong_one)
        with pytest.raises(Invalid) as wrong:
            actions.ask_organisation(
                by=coordinator, case_id=case_id, request_id=request_id, asked=with_data
            )
        assert words in wrong.value.fields["decision"]
    assert queries.request(coordinator, case_id, request_id).asks == ()
    to_shelter = decided(coordinator, case_id, "care_provider", "P_CARE")
    person_id = opened(coordinator, case_id).person_id
    offered = [one.id for one in queries.decisions(coordinator, person_id)]
    assert offered == [to_shelter, to_comensha]
    with_data = asked(decision=to_shelter)
    actions.ask_organisation(
        by=coordinator, case_id=case_id, request_id=request_id, asked=with_data
    )
    assert queries.request(coordinator, case_id, request_id).asks[0].with_data


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (answered("refused", reason=""), "reason"),
        (answered("refused", reason="contra_indication"), "contra"),
        (answered("refused", reason="zomaar"), "reason"),
        (answered("waiting"), "waiting_days"),
        (answered("pending"), "reply"),
        (answered("placed", on=clock.today() + timedelta(days=1)), "on"),
        (answered("placed", on=clock.today() - timedelta(days=2)), "on"),
    ],
)
def test_an_answer_says_what_is_lacking(
    answer, field: str, case_id: UUID, request_id: UUID, coordinator: Actor
) -> None:
    by = coordinator
    ask = actions.ask_organisation(by=by, case_id=case_id, request_id=request_id, asked=asked())
    with pytest.raises(Invalid) as wrong:
        actions.note_answer(by=by, case_id=case_id, ask_id=ask, answered=answer)
    assert list(wrong.value.fields) == [field]
    assert queries.request(by, case_id, request_id).asks[0].reply == "pending"


def test_a_waiting_list_is_asked_about_again(
    case_id: UUID, request_id: UUID, coordinator: Actor
) -> None:
    by = coordinator
    ask = actions.ask_organisation(by=by, case_id=case_id, request_id=request_id, asked=asked())
    waits = answered("waiting", waiting_days=12)
    actions.note_answer(by=by, case_id=case_id, ask_id=ask, answered=waits)
    assert due(by, case_id)["Wachtlijst navragen: Kadera (Enschede en Zwolle)"] == 12


def test_another_municipality_pays_for_a_reason(case_id: UUID, coordinator: Actor) -> None:
    by = coordinator
    with pytest.raises(Invalid) as wrong:
        actions.request_shelter(by=by, case_id=case_id, wanted=wanted(payer=ENSCHEDE))
    assert "waarom een andere gemeente" in wrong.value.fields["why_other"]
    other = wanted(payer=ENSCHEDE, why_other="Afgesproken met Enschede.")
    found = [
        queries.request(by, case_id, actions.request_shelter(by=by, case_id=case_id, wanted=one))
        for one in (wanted(), other)
    ]
    assert [(one.municipality, one.payer_basis, one.payer_reason) for one in found] == [
        (HENGELO, "rule", ""),
        (ENSCHEDE, "override", "Afgesproken met Enschede."),
    ]


def test_where_somebody_stays_is_shown_for_a_reason_and_recorded(
    case_id: UUID, coordinator: Actor
) -> None:
    stay = actions.place(by=coordinator, case_id=case_id, placed=placed())
    assert SECRET not in repr(queries.of_case(coordinator, case_id))
    look = queries.location(coordinator, case_id, stay, reason="contact")
    assert look.text == SECRET
    last = AuditEvent.objects.order_by("seq").last()
    assert last is not None
    assert (last.action, last.object_type, last.object_id) == ("read", "care_case", str(case_id))
    assert last.reason_text == "shelter_location|contact"


def test_who_is_not_involved_reads_and_writes_nothing(
    case_id: UUID, request_id: UUID, coordinator: Actor, colleague: Actor
) -> None:
    stay = actions.place(by=coordinator, case_id=case_id, placed=placed())
    for deed in (
        lambda: queries.of_case(colleague, case_id),
        lambda: queries.request(colleague, case_id, request_id),
        lambda: queries.location(colleague, case_id, stay, reason="contact"),
        lambda: actions.place(by=colleague, case_id=case_id, placed=placed()),
        lambda: actions.request_shelter(by=colleague, case_id=case_id, wanted=wanted()),
    ):
        with pytest.raises(NotPermitted):
            deed()


def test_nothing_that_was_typed_lies_open(
    case_id: UUID, request_id: UUID, coordinator: Actor, looking: None
) -> None:
    by = coordinator
    other = asked("", other="Opvang Verzonnen", contact="Mevrouw Bedacht")
    ask = actions.ask_organisation(by=by, case_id=case_id, request_id=request_id, asked=other)
    words = answered(words="Wij kennen haar broer")
    actions.note_answer(by=by, case_id=case_id, ask_id=ask, answered=words)
    actions.place(by=by, case_id=case_id, placed=placed(organisation="", other="Opvang Verzonnen"))
    rows = [
        one
        for table in (ShelterRequest, ShelterAsk, ShelterAnswer, Stay)
        for one in table.objects.values()
    ]
    text = repr(rows)
    for word in (SECRET, WISH, "Kanarie", "Opvang Verzonnen", "Mevrouw", "broer"):
        assert word not in text


def test_a_case_with_an_open_request_is_not_closed(case_id: UUID, coordinator: Actor) -> None:
    request_id = actions.request_shelter(by=coordinator, case_id=case_id, wanted=wanted())

    def reasons() -> str:
        moves = care.case(coordinator, case_id).moves
        return " ".join(next(one for one in moves if one.to == "closed").decision.reasons)

    assert "opvangaanvraag open" in reasons()
    actions.end_request(by=coordinator, case_id=case_id, request_id=request_id, end="withdrawn")
    assert "opvangaanvraag" not in reasons()


def test_who_stays_with_family_stays_with_no_organisation(
    case_id: UUID, coordinator: Actor
) -> None:
    with pytest.raises(Invalid) as wrong:
        actions.place(by=coordinator, case_id=case_id, placed=placed(organisation=""))
    assert wrong.value.fields == {"other": "Vul in welke organisatie het is."}
    home = placed(kind="family_own_home", organisation="")
    actions.place(by=coordinator, case_id=case_id, placed=home)
    now = queries.of_case(coordinator, case_id).now
    assert now is not None
    assert now.organisation == ""
