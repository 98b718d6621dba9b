"""Writing prevention: right, wrong, not allowed, twice, two at once; and what the queries say."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted
from kmt.prevention import actions, queries
from kmt.prevention.models import Campaign, CampaignReach, LessonSet
from kmt.prevention.writing import TwoTexts
from tests.prevention.conftest import ENSCHEDE, HENGELO, estimated, lessons, measured, plan


@pytest.fixture
def campaign(adviser):
    return actions.plan_campaign(by=adviser, plan=plan())


def lines(object_type: str) -> list[tuple[str, str, str]]:
    rows = AuditEvent.objects.filter(object_type=object_type).order_by("seq")
    return [(one.action, one.result, one.reason_text) for one in rows]


def test_a_campaign_is_kept_as_it_was_typed_and_stands_in_the_record(adviser, campaign) -> None:
    found = queries.campaign(adviser, campaign)
    assert found.plan == plan()
    assert (found.version, found.planned_words) == (1, "€ 2.400,00")
    assert lines("campaign") == [("create", "allowed", "campaign_planned")]


def test_the_same_form_sent_twice_makes_one(adviser) -> None:
    token = uuid4()
    made = {actions.plan_campaign(by=adviser, plan=plan(), token=token) for _ in range(2)}
    assert made == {token}
    reach = uuid4()
    for _ in range(2):
        actions.measure(by=adviser, campaign_id=token, found=measured(), token=reach)
        actions.write_lessons(by=adviser, lessons=lessons(), token=token)
    assert (Campaign.objects.count(), CampaignReach.objects.count()) == (1, 1)
    assert LessonSet.objects.count() == 1


def test_a_wrong_plan_is_refused_per_field_and_nothing_is_written(adviser) -> None:
    with pytest.raises(Invalid) as refused:
        actions.plan_campaign(by=adviser, plan=plan(title="", audiences=()))
    assert set(refused.value.fields) == {"title", "audiences"}
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("words", ["BSN 111222333", "geboren op 3-4-2009", "V-nummer 1234567890"])
def test_what_points_at_one_person_is_refused(adviser, words) -> None:
    with pytest.raises(Invalid) as refused:
        actions.plan_campaign(by=adviser, plan=plan(goal=f"Over {words}"))
    assert set(refused.value.fields) == {"goal"}
    with pytest.raises(Invalid) as refused:
        actions.write_lessons(by=adviser, lessons=lessons(material=words))
    assert set(refused.value.fields) == {"material"}


def test_the_refusal_quotes_all_that_is_of_one_person(adviser) -> None:
    with pytest.raises(Invalid) as refused:
        actions.plan_campaign(by=adviser, plan=plan(goal="BSN 111222333, V-nummer 1234567890"))
    assert "van één persoon is: 111222333, 1234567890. Haal het weg" in refused.value.fields["goal"]


def test_a_telephone_of_help_may_stand_in_material(adviser) -> None:
    actions.plan_campaign(by=adviser, plan=plan(material="Veilig Thuis: 0800 2000"))


@pytest.mark.parametrize("who", ["desk", "focal_point_hengelo", "analyst"])
def test_who_does_not_keep_this_room_writes_nothing(request, adviser, campaign, who) -> None:
    actor = request.getfixturevalue(who)
    version = queries.campaign(adviser, campaign).version
    deeds = (
        lambda: actions.plan_campaign(by=actor, plan=plan()),
        lambda: actions.change_campaign(
            by=actor, campaign_id=campaign, version=version, plan=plan(title="Anders")
        ),
        lambda: actions.measure(by=actor, campaign_id=campaign, found=measured()),
        lambda: actions.evaluate(
            by=actor, campaign_id=campaign, version=version, outcome="Goed", lesson=""
        ),
        lambda: actions.drop_reach(by=actor, campaign_id=campaign, reach_id=uuid4()),
        lambda: actions.write_lessons(by=actor, lessons=lessons()),
    )
    for deed in deeds:
        with pytest.raises(NotPermitted):
            deed()
    assert queries.campaign(adviser, campaign).plan == plan()
    assert (Campaign.objects.count(), CampaignReach.objects.count()) == (1, 0)


def test_of_two_at_once_the_second_is_refused_and_nothing_is_written_over(
    adviser, campaign
) -> None:
    first, second = plan(title="De eerste"), plan(title="De tweede")
    actions.change_campaign(by=adviser, campaign_id=campaign, version=1, plan=first)
    with pytest.raises(TwoTexts):
        actions.change_campaign(by=adviser, campaign_id=campaign, version=1, plan=second)
    found = queries.campaign(adviser, campaign)
    assert (found.plan.title, found.version) == ("De eerste", 2)
    actions.change_campaign(by=adviser, campaign_id=campaign, version=1, plan=first)  # the same
    with pytest.raises(TwoTexts):
        actions.evaluate(by=adviser, campaign_id=campaign, version=1, outcome="Ja", lesson="")
    lesson = actions.write_lessons(by=adviser, lessons=lessons())
    actions.change_lessons(by=adviser, lesson_id=lesson, version=1, lessons=lessons(title="Een"))
    with pytest.raises(TwoTexts):
        actions.change_lessons(by=adviser, lesson_id=lesson, version=1, lessons=lessons(title="X"))
    assert queries.lesson_set(adviser, lesson).lessons.title == "Een"


def test_what_is_not_there_is_not_found(adviser) -> None:
    nothing = uuid4()
    for deed in (
        lambda: queries.campaign(adviser, nothing),
        lambda: queries.lesson_set(adviser, nothing),
        lambda: actions.measure(by=adviser, campaign_id=nothing, found=measured()),
        lambda: actions.change_lessons(by=adviser, lesson_id=nothing, version=1, lessons=lessons()),
    ):
        with pytest.raises(NotFound):
            deed()


def test_an_evaluation_comes_after_the_beginning_and_says_something(adviser) -> None:
    later = actions.plan_campaign(
        by=adviser, plan=plan(first_day=date(2026, 3, 3), last_day=date(2026, 3, 4))
    )
    with pytest.raises(Invalid, match="niet goed ingevuld") as refused:
        actions.evaluate(by=adviser, campaign_id=later, version=1, outcome="Mooi", lesson="")
    assert "nog niet begonnen" in refused.value.fields["outcome"]
    with clock.frozen(datetime(2026, 3, 5, 9, tzinfo=UTC)):
        with pytest.raises(Invalid):
            actions.evaluate(by=adviser, campaign_id=later, version=1, outcome=" ", lesson="x")
        actions.evaluate(by=adviser, campaign_id=later, version=1, outcome="Mooi", lesson="Eerder")
        found = queries.campaign(adviser, later)
    assert (found.outcome, found.lesson, found.line.evaluated) == ("Mooi", "Eerder", True)


def test_reach_per_audience_and_year_keeps_counted_and_estimated_apart(adviser, campaign) -> None:
    for one in (
        measured(),
        measured(number=2, base="nog twee"),
        estimated(audience="parents", municipality=ENSCHEDE),
        estimated(municipality="", low=None, high=None, number=1500, base="oplage"),
    ):
        actions.measure(by=adviser, campaign_id=campaign, found=one)
    found = {(one.audience, one.municipality): one for one in queries.reached(adviser, year=2026)}
    hengelo = found["youth", HENGELO]
    assert (hengelo.counted, hengelo.high, hengelo.campaigns) == (120, 0, 1)
    assert hengelo.words == "120 geteld"
    assert found["parents", ENSCHEDE].words == "75 tot 110 geschat"
    assert found["youth", ""].words == "ongeveer 1.500 geschat (niet overal met een marge)"
    assert found["youth", ""].municipality_words == "de hele regio"
    assert queries.reached(adviser, year=2025) == ()


def test_no_reach_is_ever_shown_as_a_bare_number(adviser, campaign) -> None:
    for one in (measured(), estimated(), estimated(low=None, high=None)):
        actions.measure(by=adviser, campaign_id=campaign, found=one)
    for one in queries.campaign(adviser, campaign).reaches:
        assert one.measured.base in one.words
        assert "geteld" in one.words or "geschat" in one.words


def test_a_wrong_reach_is_taken_away_and_that_stands_in_the_record(adviser, campaign) -> None:
    reach = actions.measure(by=adviser, campaign_id=campaign, found=measured())
    other = actions.plan_campaign(by=adviser, plan=plan(title="Een andere"))
    actions.drop_reach(by=adviser, campaign_id=other, reach_id=reach)
    assert CampaignReach.objects.count() == 1
    for _ in range(2):
        actions.drop_reach(by=adviser, campaign_id=campaign, reach_id=reach)
    assert not CampaignReach.objects.exists()
    reasons = [reason for _action, _result, reason in lines("campaign")]
    assert reasons.count("campaign_reach_dropped") == 1


def test_amounts_are_for_who_works_with_them(adviser, campaign, focal_point_hengelo) -> None:
    assert queries.campaign(adviser, campaign).costs
    found = queries.campaign(focal_point_hengelo, campaign)
    assert (found.costs, found.planned_words, found.actual_words) == (False, "", "")
    assert found.plan.planned is None
    assert found.plan.actual is None


def test_campaigns_by_year_and_audience(adviser, campaign) -> None:
    actions.plan_campaign(
        by=adviser,
        plan=plan(
            title="Over de jaarwisseling",
            first_day=date(2025, 12, 1),
            last_day=date(2026, 1, 31),
            audiences=("youth",),
            actual=Decimal("10.50"),
            cost_source="factuur",
        ),
    )

    def titles(**asked: object) -> list[str]:
        return [one.title for one in queries.overview(adviser, **asked).campaigns]

    assert titles() == ["Lessen op school", "Over de jaarwisseling"]
    assert titles(year=2025) == ["Over de jaarwisseling"]
    assert titles(audience="parents") == ["Lessen op school"]
    assert titles(year=2024) == []
    assert queries.overview(adviser).years == (2026, 2025)


def test_reading_takes_the_same_few_queries_however_much_there_is(
    adviser, campaign, django_assert_num_queries
) -> None:
    for number in range(5):
        more = actions.plan_campaign(by=adviser, plan=plan(title=f"Nummer {number}"))
        actions.measure(by=adviser, campaign_id=more, found=measured())
    with django_assert_num_queries(2):
        queries.overview(adviser)
    with django_assert_num_queries(1):
        queries.reached(adviser, year=2026)
    with django_assert_num_queries(2):
        queries.campaign(adviser, campaign)
