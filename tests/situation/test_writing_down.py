"""The situation through its actions: people, exploitation, status, minors, the note."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.care import queries as care_queries
from kmt.care.joining import CaseRef
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted
from kmt.situation import actions, queries
from kmt.situation.models import CaseMember, ExploitationSituation
from kmt.situation.rules.minors import Band
from kmt.situation.rules.people import NewMember
from kmt.situation.rules.status import NewNote, NewStatus
from kmt.vault.actions import amend_person, register_person
from kmt.vault.queries import identity_to_amend
from kmt.vault.rules import Identity
from tests.situation.conftest import ref, situation

NOTE = NewNote(facts="Drugs vervoerd", link="Moest dat van de dader", source="Gesprek van 3 maart")
CHILD = NewMember(role="child", kin="dochter", birth_year=2015, note="Gaat naar school")


def add(by: Actor, case_id: UUID, new: NewMember = CHILD) -> UUID:
    """Put somebody in the case; returns their id in it."""
    actions.add_member(by=by, case_id=case_id, new=new, token=uuid4())
    found = queries.situation_of(by, ref(by, case_id)).members[-1].id
    assert found is not None
    return found


def describe(by: Actor, case_id: UUID, of: UUID | None = None, **changed: object) -> UUID:
    """Write an exploitation down, or its next version; returns which one it is."""
    new = situation(**changed)
    actions.describe(by=by, case_id=case_id, new=new, token=uuid4(), situation_id=of)
    return of or known(by, case_id).situations[0].situation_id


def status(by: Actor, case_id: UUID, to: str, reason: str = "", on: date | None = None) -> None:
    """One step on the ladder."""
    new = NewStatus(status=to, decider="police", decided_on=on or clock.today(), reason=reason)
    actions.set_status(by=by, case_id=case_id, new=new, token=uuid4())


def known(by: Actor, case_id: UUID) -> queries.Situation:
    """What the page would show."""
    return queries.situation_of(by, ref(by, case_id))


def shown(by: Actor, case_id: UUID) -> str:
    """The one line of the situation on the page of the case."""
    parts = care_queries.case(by, case_id).parts
    return next(one.text for one in parts if one.room == "situation")


def told(by: Actor, case_id: UUID, kind: str) -> list[str]:
    """The texts of one kind on the timeline, newest first."""
    return [one.text for one in care_queries.case(by, case_id).events if one.kind == kind]


def test_a_child_stands_in_a_case_by_a_number_and_what_it_is(
    case_id: UUID, coordinator: Actor
) -> None:
    add(coordinator, case_id)
    add(coordinator, case_id)
    person, first, second = known(coordinator, case_id).members
    assert (person.role, person.label) == ("victim", ref(coordinator, case_id).person_label)
    assert (first.label, second.label) == ("kind 1", "kind 2")
    assert (first.kin, first.note, first.role) == ("dochter", "Gaat naar school", "child")


def test_somebody_the_vault_knows_stands_there_by_pseudonym(
    case_id: UUID, coordinator: Actor, desk: Actor
) -> None:
    other = register_person(
        by=desk,
        identity=Identity(name="Verzonnen Moeder"),
        municipality="GM0164",
        role="family",
    )
    new = NewMember(role="family", person_id=other.id, person_label=other.label)
    add(coordinator, case_id, new)
    assert known(coordinator, case_id).members[-1].label == other.label
    with pytest.raises(Invalid, match="staat al in de casus"):
        add(coordinator, case_id, new)


def test_the_database_itself_keeps_no_file_on_an_offender(
    case_id: UUID, coordinator: Actor
) -> None:
    add(coordinator, case_id, NewMember(role="offender", relation="employer", kin="baas"))
    assert known(coordinator, case_id).members[-1].age is None
    with gate_open(coordinator, writing=True):
        row = CaseMember.objects.get(role="offender")
        row.birth_year = 1980
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_who_leaves_the_case_is_gone_from_it_and_on_the_timeline(
    case_id: UUID, coordinator: Actor
) -> None:
    member = add(coordinator, case_id)
    actions.end_member(by=coordinator, case_id=case_id, member_id=member)
    actions.end_member(by=coordinator, case_id=case_id, member_id=member)
    assert len(known(coordinator, case_id).members) == 1
    assert told(coordinator, case_id, "situation.member_left") == ["kind 1"]


def test_what_happened_gives_the_case_its_forms_and_its_line(
    case_id: UUID, coordinator: Actor
) -> None:
    status(coordinator, case_id, "presumed")
    describe(coordinator, case_id, forms=("LAB", "CRIM"))
    assert care_queries.case(coordinator, case_id).forms == ("CRIM", "LAB")
    assert shown(coordinator, case_id) == (
        "Vermoedelijk slachtoffer, volgens politie. Criminele uitbuiting, arbeidsuitbuiting, "
        "grensoverschrijdend."
    )


def test_reclassifying_keeps_what_it_was_and_says_so_on_the_timeline(
    case_id: UUID, coordinator: Actor
) -> None:
    one = describe(coordinator, case_id)
    with pytest.raises(Invalid) as refused:
        describe(coordinator, case_id, of=one, forms=("SEX",), sectors=())
    assert refused.value.fields["why"] == "Schrijf op waarom het nu anders heet."
    describe(coordinator, case_id, of=one, forms=("SEX",), sectors=(), why="Nieuwe verklaring")
    (now,) = known(coordinator, case_id).situations
    assert (now.forms, now.number, now.reclassified) == (("SEX",), 2, True)
    assert [(each.forms, each.number) for each in now.earlier] == [(("LAB",), 1)]
    assert told(coordinator, case_id, "situation.reclassified") == [
        "arbeidsuitbuiting → seksuele uitbuiting. Waarom: Nieuwe verklaring"
    ]
    describe(coordinator, case_id, of=one, forms=("UNK",), sectors=(), why="Trok zich terug")
    assert told(coordinator, case_id, "situation.reclassified")[0] == (
        "seksuele uitbuiting → (nog) onbekend (lichter dan het was). Waarom: Trok zich terug"
    )
    describe(coordinator, case_id, of=one, forms=("SEX",), sectors=(), why="Toch")
    assert care_queries.case(coordinator, case_id).forms == ("SEX",)


def test_another_word_without_another_form_is_no_reclassification(
    case_id: UUID, coordinator: Actor
) -> None:
    one = describe(coordinator, case_id)
    describe(coordinator, case_id, of=one, words="Nu met een datum", started="2024-03-02")
    (now,) = known(coordinator, case_id).situations
    assert (now.reclassified, now.started, len(now.earlier)) == (False, "2024-03-02", 1)
    assert told(coordinator, case_id, "situation.reclassified") == []


def test_two_exploitations_of_one_person_stand_beside_each_other(
    case_id: UUID, coordinator: Actor
) -> None:
    describe(coordinator, case_id)
    describe(coordinator, case_id, forms=("SEX",), sectors=(), recruited_in="NL")
    assert {one.forms for one in known(coordinator, case_id).situations} == {("LAB",), ("SEX",)}
    assert care_queries.case(coordinator, case_id).forms == ("LAB", "SEX")


def test_a_choice_other_than_the_places_say_keeps_both(case_id: UUID, coordinator: Actor) -> None:
    describe(coordinator, case_id, override="domestic", override_reason="Woonde hier al jaren")
    (now,) = known(coordinator, case_id).situations
    assert (now.geography, now.override, now.shown_geography) == (
        "cross_border",
        "domestic",
        "domestic",
    )


def test_an_exploitation_of_another_case_is_not_there(
    case_id: UUID, coordinator: Actor, make_case: Callable[..., UUID]
) -> None:
    one, other = describe(coordinator, case_id), make_case()
    with pytest.raises(NotFound):
        describe(coordinator, other, of=one)
    member = add(coordinator, case_id)
    with pytest.raises(NotFound):
        actions.describe(
            by=coordinator, case_id=other, new=situation(), token=uuid4(), member_id=member
        )
    with pytest.raises(NotFound):
        actions.end_member(by=coordinator, case_id=other, member_id=member)


def test_the_newest_decision_is_what_holds_and_a_step_back_says_why(
    case_id: UUID, coordinator: Actor
) -> None:
    status(coordinator, case_id, "plausible")
    with pytest.raises(Invalid, match="gemarkeerde velden"):
        status(coordinator, case_id, "possible")
    status(coordinator, case_id, "possible", reason="Verklaring ingetrokken")
    newest, first = known(coordinator, case_id).statuses
    assert (newest.status, newest.down, newest.reason) == (
        "possible",
        True,
        "Verklaring ingetrokken",
    )
    assert (first.status, first.down) == ("plausible", False)
    assert shown(coordinator, case_id).startswith("Mogelijk slachtoffer")


def test_a_decision_of_long_ago_stands_below_a_newer_one(case_id: UUID, coordinator: Actor) -> None:
    status(coordinator, case_id, "plausible")
    status(coordinator, case_id, "signal_only", reason="Zo begon het", on=date(2026, 1, 5))
    assert known(coordinator, case_id).statuses_now[0].status == "plausible"


def test_the_age_of_the_person_says_what_must_be_arranged(
    case_id: UUID, coordinator: Actor
) -> None:
    assert known(coordinator, case_id).person.age is not None
    assert known(coordinator, case_id).person.age.band is Band.UNKNOWN
    person = ref(coordinator, case_id).person_id
    identity, version = identity_to_amend(coordinator, person)
    today = clock.today()
    born = date(today.year - 15, 1, 1)
    amend_person(
        by=coordinator,
        person_id=person,
        identity=replace(identity, birth_date=born),
        version=version,
    )
    assert known(coordinator, case_id).person.age.band is Band.FROM_12


def lines(by: Actor, case_id: UUID) -> dict[str, str]:
    """What this room put among what must happen: its rule by its key."""
    found = care_queries.case(by, case_id).actions
    return {one.source_key: one.rule for one in found if one.source == "situation"}


@pytest.mark.parametrize(
    ("duty", "rule", "reported", "due"),
    [
        ("veilig_thuis", "VT-01", date(2026, 4, 2), date(2026, 4, 13)),  # Easter in between
        ("veilig_thuis", "VT-01", date(2026, 10, 1), date(2026, 10, 8)),
        ("veilig_thuis_research", "VT-03", date(2026, 2, 2), date(2026, 4, 13)),
    ],
)
def test_a_report_to_veilig_thuis_starts_their_term(
    case_id: UUID, coordinator: Actor, duty: str, rule: str, reported: date, due: date
) -> None:
    child = add(coordinator, case_id)

    def write(state: str) -> None:
        actions.arrange(
            by=coordinator,
            case_id=case_id,
            duty=duty,
            state=state,
            happened_on=reported,
            token=uuid4(),
            member_id=child,
        )

    write("done")
    view = care_queries.case(coordinator, case_id)
    (line,) = (one for one in view.actions if one.source == "situation")
    assert (line.rule, line.due.on) == (rule, due)
    assert known(coordinator, case_id).arranged(child)[duty].state == "done"
    write("not_needed")
    assert lines(coordinator, case_id) == {}


@pytest.mark.parametrize("duty", ["guardian", "nidos", "youth_act", "inform_child"])
def test_what_has_no_term_puts_nothing_on_the_list(
    case_id: UUID, coordinator: Actor, duty: str
) -> None:
    actions.arrange(
        by=coordinator,
        case_id=case_id,
        duty=duty,
        state="done",
        happened_on=clock.today(),
        token=uuid4(),
    )
    assert lines(coordinator, case_id) == {}
    assert len(told(coordinator, case_id, "situation.arranged")) == 1


def test_the_note_is_a_next_version_each_time(case_id: UUID, coordinator: Actor) -> None:
    actions.write_note(by=coordinator, case_id=case_id, new=NOTE, token=uuid4())
    again = replace(NOTE, link="Werd bedreigd")
    actions.write_note(by=coordinator, case_id=case_id, new=again, token=uuid4())
    newest, first = queries.notes_of(coordinator, case_id)
    assert (newest.number, newest.link) == (2, "Werd bedreigd")
    assert (first.number, first.link) == (1, NOTE.link)


def deeds(by: Actor, case_id: UUID, token: UUID) -> dict[str, Callable[[], None]]:
    """Each way to add something in this room, with one mark."""
    step = NewStatus(status="possible", decider="ngo", decided_on=clock.today())
    here = {"by": by, "case_id": case_id, "token": token}
    return {
        "member": lambda: actions.add_member(new=CHILD, **here),
        "describe": lambda: actions.describe(new=situation(), **here),
        "status": lambda: actions.set_status(new=step, **here),
        "arrange": lambda: actions.arrange(
            duty="nidos", state="asked", happened_on=clock.today(), **here
        ),
        "note": lambda: actions.write_note(new=NOTE, **here),
    }


DEEDS = ("member", "describe", "status", "arrange", "note")


def count(by: Actor, case_id: UUID) -> tuple[int, ...]:
    """How much there is of each, and on the timeline."""
    found, view = known(by, case_id), care_queries.case(by, case_id)
    here = (found.members, found.situations, found.statuses, found.arrangements)
    return tuple(map(len, (*here, queries.notes_of(by, case_id), view.events, view.actions)))


@pytest.mark.parametrize("name", DEEDS)
def test_the_same_form_sent_twice_is_one_thing(
    case_id: UUID, coordinator: Actor, name: str
) -> None:
    token = uuid4()
    before = count(coordinator, case_id)
    deeds(coordinator, case_id, token)[name]()
    once = count(coordinator, case_id)
    deeds(coordinator, case_id, token)[name]()
    assert count(coordinator, case_id) == once != before


@pytest.mark.parametrize("name", DEEDS)
def test_a_record_that_cannot_be_written_changes_nothing(
    case_id: UUID, coordinator: Actor, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = count(coordinator, case_id)

    def broken(event: object) -> int:
        raise OSError("vol")

    monkeypatch.setattr("kmt.access.acts.record", broken)
    with pytest.raises(OSError, match="vol"):
        deeds(coordinator, case_id, uuid4())[name]()
    monkeypatch.undo()
    assert count(coordinator, case_id) == before


@pytest.mark.parametrize("name", DEEDS)
def test_who_is_not_involved_writes_nothing_and_reads_nothing(
    case_id: UUID, coordinator: Actor, colleague: Actor, name: str
) -> None:
    case: CaseRef = ref(coordinator, case_id)
    with pytest.raises(NotPermitted):
        deeds(colleague, case_id, uuid4())[name]()
    deeds(coordinator, case_id, uuid4())[name]()
    seen = queries.situation_of(colleague, case)
    assert (seen.members[1:], seen.situations, seen.statuses, seen.arrangements) == (
        (),
        (),
        (),
        (),
    )
    assert queries.notes_of(colleague, case_id) == ()


def test_the_record_says_what_was_done_in_a_code(case_id: UUID, coordinator: Actor) -> None:
    for deed in deeds(coordinator, case_id, uuid4()).values():
        deed()
    rows = AuditEvent.objects.filter(object_id=str(case_id)).order_by("seq")
    said = [one.reason_text for one in rows if one.reason_text.startswith("situation")]
    assert said == [
        "situation_member",
        "situation_described",
        "situation_status",
        "situation_arranged",
        "situation_note",
    ]


def test_no_word_stands_in_plain_text_in_any_table_of_this_room(
    case_id: UUID, coordinator: Actor, looking: None
) -> None:
    word = "Kanarie"
    add(coordinator, case_id, replace(CHILD, kin=word, note=word))
    one = describe(coordinator, case_id, words=word, override="domestic", override_reason=word)
    describe(coordinator, case_id, of=one, forms=("CRIM",), sectors=(), why=word, words=word)
    status(coordinator, case_id, "possible", reason=word)
    actions.arrange(
        by=coordinator,
        case_id=case_id,
        duty="nidos",
        state="asked",
        happened_on=clock.today(),
        words=word,
        token=uuid4(),
    )
    whole = NewNote(facts=word, link=word, means=word, source=word)
    actions.write_note(by=coordinator, case_id=case_id, new=whole, token=uuid4())
    kept = [
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for model in queries.TABLES
        for row in model.objects.values_list()
        for value in row
    ]
    assert len(kept) > 90
    assert not [one for one in kept if b"Kanarie" in one]


def test_a_version_is_written_once(case_id: UUID, coordinator: Actor) -> None:
    describe(coordinator, case_id)
    with gate_open(coordinator, writing=True):
        row = ExploitationSituation.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_the_number_of_queries_does_not_grow(
    case_id: UUID, coordinator: Actor, django_assert_num_queries
) -> None:
    for _ in range(3):
        for deed in deeds(coordinator, case_id, uuid4()).values():
            deed()
    case = ref(coordinator, case_id)
    with django_assert_num_queries(5):
        queries.situation_of(coordinator, case)
