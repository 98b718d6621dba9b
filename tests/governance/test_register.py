"""The register of decisions: put down, found, corrected, followed; nothing is overwritten."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from kmt.governance import actions, queries, subjects
from kmt.governance.given import Wording
from kmt.governance.models import Decision
from kmt.governance.subjects import Subject, SubjectSeen, know_subject
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ActorRequired, Conflict, Invalid, NotFound, NotPermitted
from kmt.scenarios.actions import begin as begin_scenario
from tests.governance.conftest import decided
from tests.scenarios.conftest import make_budget


@pytest.fixture
def weighing(monkeypatch: pytest.MonkeyPatch) -> str:
    """A subject of a room above: only ``"1"`` is there."""
    monkeypatch.setattr(subjects, "_known", dict(subjects._known))

    def find(actor: Actor, key: str) -> SubjectSeen | None:
        return SubjectSeen(title="VTT of ZVHT", url="/afwegingen/1/") if key == "1" else None

    know_subject(Subject(kind="test_weighing", words="Afweging", find=find))
    return "test_weighing:1"


def test_a_decision_is_kept_with_its_question_grounds_and_subject(
    adviser: Actor, member: Actor, group: UUID, weighing: str
) -> None:
    made = decided(adviser, about=weighing, dissent="VTT: liever bij ons.", conditions="Drie.")
    seen = queries.decision(member, made)
    assert (seen.title, seen.body, seen.by) == (
        "Plaats van het kenniscentrum",
        "Regionale werkgroep",
        "Wies Beleid",
    )
    assert (seen.dissent, seen.conditions) == ("VTT: liever bij ons.", "Drie.")
    assert seen.about_words == "Afweging"
    assert seen.subject == SubjectSeen(title="VTT of ZVHT", url="/afwegingen/1/")
    assert queries.decisions_about(member, weighing)[0].id == made
    assert queries.decisions_about(member, "test_weighing:2") == ()


def test_a_scenario_is_a_subject_of_this_room(adviser: Actor) -> None:
    assert "scenario" in subjects.kinds()
    assert subjects.seen(adviser, f"scenario:{uuid4()}") is None
    assert subjects.seen(adviser, "scenario:x") is None


def test_a_decision_on_a_scenario_shows_it_to_who_reads_the_budget(
    adviser: Actor, member: Actor, desk: Actor
) -> None:
    scenario = begin_scenario(by=adviser, budget_id=make_budget(adviser), name="Sleutel anders")
    made = decided(adviser, about=f"scenario:{scenario}")
    seen = queries.decision(member, made)
    assert seen.about_words == "Scenario van de begroting"
    assert seen.subject.title == "Sleutel anders"
    assert str(scenario) in seen.subject.url
    assert subjects.seen(desk, f"scenario:{scenario}") is None


def test_the_same_form_twice_is_one_decision(adviser: Actor) -> None:
    token = uuid4()
    assert decided(adviser, token=token) == decided(adviser, token=token)
    assert len(queries.decisions(adviser)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("question", ""),
        ("decided", ""),
        ("grounds", ""),
        ("body", ""),
        ("about", "nothing:1"),
        ("on", date(2999, 1, 1)),
        ("title", "x" * 201),
    ],
)
def test_a_decision_lacks_nothing(adviser: Actor, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        decided(adviser, **{field: value})
    assert field in refused.value.fields
    assert queries.decisions(adviser) == ()


def test_a_number_of_a_person_is_refused(adviser: Actor) -> None:
    with pytest.raises(Invalid, match="Controleer") as refused:
        decided(adviser, grounds="Het gaat om 111222333, geboren 3 mei 2004.")
    assert "burgerservicenummer" in refused.value.fields["decided"]


def test_who_only_reads_does_not_write(member: Actor, desk: Actor, adviser: Actor) -> None:
    with pytest.raises(NotPermitted):
        decided(member)
    with pytest.raises(NotPermitted):
        queries.decisions(desk)
    with pytest.raises(NotPermitted):
        queries.decision(desk, decided(adviser))


def test_words_years_and_bodies_find_a_decision(adviser: Actor, group: UUID) -> None:
    old = decided(adviser, title="Zorgcoördinator", on=date(2008, 1, 1), body="Gemeente Enschede")
    new = decided(adviser, grounds="Sluitende financiering ontbreekt.")
    assert [one.id for one in queries.decisions(adviser)] == [new, old]
    assert [one.id for one in queries.decisions(adviser, "ZORGCOORDINATOR")] == [old]
    assert [one.id for one in queries.decisions(adviser, "financieringen sluitend")] == [new]
    assert queries.decisions(adviser, "financiering paard") == ()
    assert [one.id for one in queries.register(adviser, year=2008).lines] == [old]
    found = queries.register(adviser, body="werkgroep")
    assert [one.id for one in found.lines] == [new]
    assert found.years == (2020, 2008)
    assert found.bodies == (
        ("Gemeente Enschede", "Gemeente Enschede"),
        ("werkgroep", "Regionale werkgroep"),
    )
    assert queries.decision_choices(adviser)[1] == (str(old), "01-01-2008 · Zorgcoördinator")


def wording(**changed: object) -> Wording:
    whole = {
        "title": "Plaats",
        "question": "Waar?",
        "decided": "In het huis, per 2021.",
        "on": date(2020, 8, 13),
        "body": "werkgroep",
        "grounds": "Zie het advies.",
    }
    return Wording(**{**whole, **changed})


def correct(adviser: Actor, made: UUID, newest: UUID, **changed: object) -> UUID:
    return actions.correct_decision(
        by=adviser, decision_id=made, newest=newest, why="Jaar ontbrak.", wording=wording(**changed)
    )


def test_a_correction_stands_beside_what_it_corrects(adviser: Actor, member: Actor) -> None:
    made = decided(adviser)
    second = correct(adviser, made, made)
    third = correct(adviser, made, second, title="Plaats van het centrum")
    seen = queries.decision(member, second)
    assert (seen.id, seen.newest, seen.title) == (made, third, "Plaats van het centrum")
    assert [one.title for one in seen.earlier] == ["Plaats", "Plaats van het kenniscentrum"]
    assert [one.why_corrected for one in seen.earlier] == ["Jaar ontbrak.", "Jaar ontbrak."]
    (line,) = queries.decisions(member)
    assert (line.id, line.corrected) == (made, True)
    assert queries.decisions(member, "kenniscentrum") == ()


def test_two_corrections_of_one_wording_meet(adviser: Actor) -> None:
    made = decided(adviser)
    correct(adviser, made, made)
    with pytest.raises(Conflict, match="intussen gecorrigeerd"):
        correct(adviser, made, made)
    assert len(queries.decision(adviser, made).earlier) == 1


def test_a_correction_of_another_decision_is_not_there(adviser: Actor) -> None:
    made, other = decided(adviser), decided(adviser)
    with pytest.raises(NotFound):
        correct(adviser, made, other)


def test_a_decision_is_never_overwritten(adviser: Actor) -> None:
    made = decided(adviser)
    with pytest.raises(ActorRequired):
        Decision.objects.all()
    row = Decision.objects.seen_by(adviser, _everything()).one(id=made)
    row.decided = "Anders."
    with pytest.raises(ActorRequired):
        row.save()


def _everything():
    from django.db.models import Q

    return Q()


def test_what_came_of_it_is_added_and_found(adviser: Actor, member: Actor) -> None:
    made = decided(adviser)
    token = uuid4()
    for _twice in range(2):
        actions.follow_up(
            by=adviser,
            decision_id=made,
            text="Geopend in mei 2021.",
            on=date(2021, 5, 1),
            token=token,
        )
    correct(adviser, made, made)
    seen = queries.decision(member, made)
    assert [one.text for one in seen.follow_ups] == ["Geopend in mei 2021."]
    assert [one.follow_ups for one in queries.decisions(member, "geopend")] == [1]
    with pytest.raises(NotPermitted):
        actions.follow_up(by=member, decision_id=made, text="Nee.", on=date(2021, 5, 1))
    with pytest.raises(Invalid):
        actions.follow_up(by=adviser, decision_id=made, text="", on=date(2021, 5, 1))


def test_the_register_asks_the_same_of_the_database_however_long(
    adviser: Actor, django_assert_num_queries
) -> None:
    for number in range(3):
        decided(adviser, title=f"Besluit {number}")
    with django_assert_num_queries(4):
        queries.register(adviser, "besluit")
    decided(adviser, title="Besluit erbij")
    with django_assert_num_queries(4):
        queries.register(adviser, "besluit")
