"""A weighing from question to frozen advice: acts, right and wrong, twice, and two at once."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from kmt.audit.models import AuditEvent
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.options import actions, queries
from kmt.options.actions import Advised, Asked, Given, Overtaken, Said
from kmt.options.models import GivenScore, Opinion, Weighing
from kmt.options.states import WeighingState
from tests.options.conftest import ASKED

pytestmark = pytest.mark.django_db


def cells(actor: Actor, key: UUID) -> list[tuple[UUID, UUID]]:
    """The keys of the cells: A and B on Taak, then on Netwerk."""
    view = queries.weighing(actor, key)
    return [(a.id, c.id) for c in view.criteria for a in view.alternatives]


def given(cell: tuple[UUID, UUID], value: int | None, words: str = "omdat") -> Given:
    return Given(alternative=cell[0], criterion=cell[1], value=value, words=words)


def test_what_is_not_stated_stays_not_stated(adviser: Actor, draft: UUID) -> None:
    view = queries.weighing(adviser, draft)
    assert [view.cells[one].words for one in cells(adviser, draft)] == [
        "Past heel goed.",
        "Past deels.",
        "Stevig.",
        "",
    ]
    assert view.counted is None
    assert [str(one.share) for one in view.criteria] == ["2/3", "1/3"]


def test_scores_of_two_people_stand_apart_and_make_a_range(
    adviser: Actor, member: Actor, opened: UUID
) -> None:
    first, second, third, _unscored = cells(adviser, opened)
    for one in (given(first, 4), given(second, 1), given(third, 4)):
        actions.score(by=adviser, weighing_id=opened, given=[one])
    actions.score(by=member, weighing_id=opened, given=[given(second, 2)])
    view = queries.weighing(member, opened)
    assert [(one.by, one.value) for one in view.cells[second].scores] == [
        ("Wies Beleid", 1),
        ("Joris Meedenkt", 2),
    ]
    assert view.counted is not None
    a, b = (str(one.id) for one in view.alternatives)
    found = view.counted.outcome
    assert (found[a].low, found[a].high) == (4, 4)
    assert [str(one) for one in (found[b].low, found[b].high)] == ["2/3", "8/3"]
    assert view.counted.surely == a
    assert view.counted.unscored == 1
    assert [name for name, _found in view.counted.per_person] == ["Wies Beleid", "Joris Meedenkt"]
    own = dict(view.counted.per_person)["Wies Beleid"][b]
    assert [str(one) for one in (own.low, own.high)] == ["2/3", "2"]


def test_a_score_without_a_reason_is_refused_and_nothing_is_kept(
    adviser: Actor, opened: UUID
) -> None:
    first, second, *_rest = cells(adviser, opened)
    with pytest.raises(Invalid) as refused:
        actions.score(by=adviser, weighing_id=opened, given=[given(first, 3), given(second, 2, "")])
    assert list(refused.value.fields) == [f"{second[0]}-{second[1]}"]
    assert GivenScore.objects.count() == 0


def test_a_score_can_be_taken_back_by_who_gave_it_only(
    adviser: Actor, member: Actor, opened: UUID
) -> None:
    first = cells(adviser, opened)[0]
    actions.score(by=adviser, weighing_id=opened, given=[given(first, 3)])
    actions.score(by=member, weighing_id=opened, given=[given(first, None)])
    assert GivenScore.objects.count() == 1
    actions.score(by=adviser, weighing_id=opened, given=[given(first, None)])
    assert GivenScore.objects.count() == 0


def test_dissent_needs_a_reason_and_keeps_on_which_advice_it_was(
    adviser: Actor, member: Actor, opened: UUID
) -> None:
    with pytest.raises(Invalid):
        actions.think(by=member, weighing_id=opened, agrees=False, words=" ")
    actions.think(by=member, weighing_id=opened, agrees=False, words="Te ver van zorg.")
    view = queries.weighing(adviser, opened)
    assert [(one.by, one.agrees, one.earlier) for one in view.opinions] == [
        ("Joris Meedenkt", False, False)
    ]
    advised = Advised(alternative=view.alternatives[0].id, words="A.", conditions=("geld",))
    actions.advise(by=adviser, weighing_id=opened, version=view.version, advised=advised)
    assert queries.weighing(adviser, opened).opinions[0].earlier
    actions.think(by=member, weighing_id=opened, agrees=True, words="")
    assert Opinion.objects.count() == 1
    assert not queries.weighing(adviser, opened).opinions[0].earlier


def test_concluded_it_is_frozen(adviser: Actor, member: Actor, opened: UUID) -> None:
    with pytest.raises(Refused, match="Schrijf eerst het advies"):
        actions.move(by=adviser, weighing_id=opened, to=WeighingState.CONCLUDED)
    version = queries.weighing(adviser, opened).version
    actions.advise(
        by=adviser,
        weighing_id=opened,
        version=version,
        advised=Advised(alternative=None, words="Geen van beide."),
    )
    actions.move(by=adviser, weighing_id=opened, to=WeighingState.CONCLUDED)
    view = queries.weighing(adviser, opened)
    assert view.concluded_by == "Wies Beleid"
    key, now = opened, view.version
    tries: list[Callable[[], object]] = [
        lambda: actions.ask_anew(by=adviser, weighing_id=key, version=now, asked=ASKED),
        lambda: actions.add_alternative(by=adviser, weighing_id=key, name="C"),
        lambda: actions.drop(by=adviser, weighing_id=key, part_id=view.criteria[0].id),
        lambda: actions.weigh(by=adviser, weighing_id=key, version=now, weights={}),
        lambda: actions.think(by=member, weighing_id=key, agrees=True, words=""),
        lambda: actions.score(by=member, weighing_id=key, given=[]),
        lambda: actions.advise(
            by=adviser,
            weighing_id=key,
            version=now,
            advised=Advised(alternative=None, words="Toch A."),
        ),
        lambda: actions.move(by=adviser, weighing_id=key, to=WeighingState.OPEN),
    ]
    for one in tries:
        with pytest.raises(Refused):
            one()
    assert queries.weighing(adviser, key) == view


def test_open_it_goes_back_to_draft_only_while_nobody_answered(
    adviser: Actor, member: Actor, opened: UUID
) -> None:
    actions.move(by=adviser, weighing_id=opened, to=WeighingState.DRAFT)
    actions.move(by=adviser, weighing_id=opened, to=WeighingState.OPEN)
    actions.think(by=member, weighing_id=opened, agrees=True, words="")
    with pytest.raises(Refused, match="al geantwoord"):
        actions.move(by=adviser, weighing_id=opened, to=WeighingState.DRAFT)


def test_who_was_overtaken_changes_nothing(adviser: Actor, draft: UUID) -> None:
    version = queries.weighing(adviser, draft).version
    actions.ask_anew(by=adviser, weighing_id=draft, version=version, asked=ASKED)
    criterion = queries.weighing(adviser, draft).criteria[0]
    with pytest.raises(Overtaken):
        actions.weigh(by=adviser, weighing_id=draft, version=version, weights={criterion.id: 9})
    assert queries.weighing(adviser, draft).criteria[0].weight == 2


def test_the_same_form_twice_makes_one(adviser: Actor) -> None:
    token = uuid4()
    assert {actions.begin(by=adviser, asked=ASKED, token=token) for _time in range(2)} == {token}
    assert Weighing.objects.count() == 1


def test_a_cell_of_another_weighing_is_not_found(adviser: Actor, draft: UUID) -> None:
    other = actions.begin(by=adviser, asked=ASKED)
    said = [Said(alternative=a, criterion=c, words="x") for a, c in cells(adviser, draft)]
    with pytest.raises(NotFound):
        actions.judge(by=adviser, weighing_id=other, version=1, said=said)


@pytest.mark.parametrize("text", ["BSN 111222333", "geboren op 3-4-1999", "V-nummer 1234567890"])
def test_nothing_about_a_person_is_taken(adviser: Actor, text: str) -> None:
    with pytest.raises(Invalid, match="Nog niet alles klopt") as refused:
        actions.begin(by=adviser, asked=Asked(title="x", question="y", background=text))
    assert "gaat nooit over personen" in refused.value.fields["background"]


def test_members_answer_and_do_not_write(member: Actor, draft: UUID) -> None:
    with pytest.raises(NotPermitted):
        actions.begin(by=member, asked=ASKED)
    with pytest.raises(NotPermitted):
        actions.add_criterion(by=member, weighing_id=draft, name="Nog een")
    with pytest.raises(Refused, match="nog een concept"):
        actions.think(by=member, weighing_id=draft, agrees=True, words="")


@pytest.mark.parametrize("who", ["desk", "focal_point_hengelo", "analyst", "administrator"])
def test_others_do_not_read_it(
    who: str, request: pytest.FixtureRequest, adviser: Actor, draft: UUID
) -> None:
    actor = request.getfixturevalue(who)
    for read in (lambda: queries.weighings(actor), lambda: queries.weighing(actor, draft)):
        with pytest.raises(NotPermitted):
            read()


def test_every_act_leaves_one_line(adviser: Actor, draft: UUID) -> None:
    before = AuditEvent.objects.count()
    actions.move(by=adviser, weighing_id=draft, to=WeighingState.OPEN)
    made = AuditEvent.objects.order_by("seq").last()
    assert AuditEvent.objects.count() == before + 1
    assert made is not None
    assert (made.object_type, made.object_id, made.reason_text) == (
        "weighing",
        str(draft),
        "weighing_open",
    )


def test_a_page_takes_a_fixed_number_of_questions(
    adviser: Actor, opened: UUID, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for one in cells(adviser, opened):
        actions.score(by=adviser, weighing_id=opened, given=[given(one, 2)])
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
        queries.weighing(adviser, opened)
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        queries.weighings(adviser)
