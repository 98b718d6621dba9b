"""The pages of prevention: who writes sees forms, wrong input keeps what was typed, two at once."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kmt.prevention import actions, queries
from tests.insight.conftest import text_of
from tests.prevention.conftest import estimated, lessons, measured, plan

TYPED = {
    "title": "Kaart bij de kapper",
    "kind": "campaign",
    "goal": "Wie twijfelt, weet waar hij iets kan vertellen.",
    "audiences": ["residents", "entrepreneurs"],
    "first_day": "2026-04-01",
    "last_day": "2026-04-30",
    "owner": "GM0164",
    "municipalities": ["GM0164"],
    "planned": "1250,50",
}


@pytest.fixture
def wies(log_in):
    return log_in("adviser")


@pytest.fixture
def campaign(adviser) -> UUID:
    return actions.plan_campaign(by=adviser, plan=plan())


def at(name: str, *arguments: object) -> str:
    return reverse(f"prevention:{name}", args=arguments)


def test_a_campaign_is_planned_measured_and_evaluated(wies, adviser) -> None:
    token = uuid4()
    for _ in range(2):  # sent twice
        response = wies.post(at("new"), TYPED | {"token": token})
        assert (response.status_code, response.url) == (302, at("campaigns"))
    page = text_of(wies.get(at("campaign", token)))
    assert "Gemeente Hengelo" in page
    assert "€ 1.250,50" in page
    assert "Nog niet gemeten" in page
    assert "Vastleggen wie het bereikte" not in page  # it has not begun
    assert queries.overview(adviser).every == 1


def test_reach_is_added_and_taken_away_on_the_page(wies, campaign, adviser) -> None:
    sent = {
        "audience": "youth",
        "municipality": "GM0164",
        "on": "2026-02-20",
        "how": "estimated",
        "number": "90",
        "low": "75",
        "high": "110",
        "base": "stoelen geteld",
    }
    assert wies.post(at("campaign", campaign), sent).status_code == 302
    page = text_of(wies.get(at("campaign", campaign)))
    assert "ongeveer 90, tussen 75 en 110 (geschat: stoelen geteld)" in page
    reach = queries.campaign(adviser, campaign).reaches[0].id
    gone = {"do": "drop", "reach": reach}
    assert wies.post(at("campaign", campaign), gone).status_code == 302
    assert wies.post(at("campaign", campaign), gone).status_code == 404
    assert queries.campaign(adviser, campaign).reaches == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Geef de campagne een naam."),
        ({"first_day": "gisteren"}, "Vul een dag in, bijvoorbeeld 3-12-2026."),
        ({"planned": "veel"}, "Vul een bedrag in, bijvoorbeeld 1250,50."),
        ({"last_day": "2026-03-31"}, "De laatste dag ligt voor de eerste dag."),
        ({"audiences": []}, "minstens één doelgroep"),
        ({"owner": "ZZ"}, "ZZ"),
        ({"goal": "Voor kind met BSN 111222333"}, "Haal het weg"),
    ],
)
def test_what_is_wrong_comes_back_with_everything_that_was_typed(
    wies, adviser, changed, words
) -> None:
    response = wies.post(at("new"), TYPED | changed)
    assert response.status_code == 422
    assert words in response.content.decode()
    kept = TYPED | changed
    page = response.content.decode()
    assert kept["planned"] in page
    assert "waar hij iets kan vertellen" in page or "111222333" in page
    assert queries.overview(adviser).every == 0


def test_a_wrong_reach_comes_back_with_what_was_typed(wies, campaign) -> None:
    response = wies.post(at("campaign", campaign), {"number": "90", "base": "", "how": "counted"})
    assert response.status_code == 422
    assert 'value="90"' in response.content.decode()
    assert "Vul een dag in" in response.content.decode()


def test_of_two_at_once_the_second_sees_both_texts(wies, campaign, adviser) -> None:
    actions.change_campaign(
        by=adviser, campaign_id=campaign, version=1, plan=plan(goal="Van de collega")
    )
    response = wies.post(at("change", campaign), TYPED | {"version": "1", "goal": "Van mij"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Van de collega" in page
    assert "Van mij" in page
    assert queries.campaign(adviser, campaign).plan.goal == "Van de collega"
    assert 'name="version" value="2"' in page  # who read both may save
    again = wies.post(at("change", campaign), TYPED | {"version": "2"})
    assert again.status_code == 302


def test_an_evaluation_and_its_second_writer(wies, campaign, adviser) -> None:
    sent = {"outcome": "Zes klassen", "lesson": "Eerder beginnen", "version": "1"}
    assert wies.post(at("evaluate", campaign), sent).status_code == 302
    assert "Eerder beginnen" in text_of(wies.get(at("campaign", campaign)))
    late = wies.post(at("evaluate", campaign), sent | {"outcome": "Anders"})
    assert late.status_code == 409
    assert "Zes klassen" in late.content.decode()
    assert wies.post(at("evaluate", campaign), {"outcome": "", "version": "2"}).status_code == 422


def test_lessons_are_written_changed_and_shown_with_their_steps(wies, adviser) -> None:
    token = uuid4()
    sent = {
        "title": "Een klus",
        "audience": "youth",
        "minutes": "50",
        "goal": "Je herkent ronselen.",
        "steps": "10 Afspraken\nAfsluiten",
        "token": token,
    }
    assert wies.post(at("new_lesson"), sent | {"minutes": "5"}).status_code == 422
    assert wies.post(at("new_lesson"), sent).status_code == 302
    page = text_of(wies.get(at("lesson", token)))
    assert "Afspraken (10 minuten)" in page
    assert "Bel 112" in page
    changed = sent | {"title": "Twee klussen", "version": "1"}
    assert wies.post(at("change_lesson", token), changed).status_code == 302
    late = wies.post(at("change_lesson", token), sent | {"title": "Nul", "version": "1"})
    assert late.status_code == 409
    assert "Twee klussen" in late.content.decode()
    assert 'value="Nul"' in late.content.decode()


def test_an_article_that_is_no_longer_there_does_not_stand_in_the_way(wies, adviser) -> None:
    lesson = actions.write_lessons(by=adviser, lessons=lessons(articles=("weg-ermee",)))
    assert "weg-ermee" not in text_of(wies.get(at("lesson", lesson)))
    assert "weg-ermee" in text_of(wies.get(at("change_lesson", lesson)))


def test_who_reads_sees_no_form_and_no_amount(log_in, campaign, adviser) -> None:
    actions.measure(by=adviser, campaign_id=campaign, found=estimated())
    hanna = log_in("focal_point_hengelo")
    page = text_of(hanna.get(at("campaign", campaign)))
    assert "tussen 75 en 110" in page
    for hidden in ("2.400", "Kosten", "Vastleggen", "Weghalen", "Wijzigen"):
        assert hidden not in page
    assert hanna.post(at("campaign", campaign), {"number": "1"}).status_code in {403, 422}
    assert hanna.get(at("new")).status_code == 403
    assert hanna.get(at("change", campaign)).status_code == 403


def test_who_only_reads_cannot_write_by_hand(log_in, campaign, adviser) -> None:
    found = {
        "audience": "youth",
        "on": "2026-02-20",
        "how": "counted",
        "number": "1",
        "base": "lijst",
    }
    hanna = log_in("focal_point_hengelo")
    assert hanna.post(at("campaign", campaign), found).status_code == 403
    assert queries.campaign(adviser, campaign).reaches == ()


def test_filters_keep_one_another_and_strange_ones_are_not_found(wies, campaign) -> None:
    page = wies.get(at("campaigns"), {"jaar": "2026", "voor": "youth"}).content.decode()
    assert "?voor=youth&amp;jaar=2026" in page or "?jaar=2026&amp;voor=parents" in page
    assert "Lessen op school" in page
    empty = text_of(wies.get(at("campaigns"), {"voor": "board"}))
    assert "Geen campagne past hierbij" in empty
    for strange in ({"jaar": "twee"}, {"jaar": "0000"}, {"jaar": "²026"}, {"voor": "aliens"}):
        assert wies.get(at("campaigns"), strange).status_code == 404
    assert wies.get(at("reach"), {"jaar": "x"}).status_code == 404


def test_empty_pages_say_what_to_do(wies, db) -> None:
    assert "Er is nog geen campagne" in text_of(wies.get(at("campaigns")))
    assert "Er is nog geen les" in text_of(wies.get(at("lessons")))
    assert "In 2026 is niets gemeten" in text_of(wies.get(at("reach")))


def test_the_reach_of_a_year_stands_per_audience(wies, campaign, adviser) -> None:
    actions.measure(by=adviser, campaign_id=campaign, found=measured())
    page = text_of(wies.get(at("reach")))
    assert "jongeren Hengelo 1 118 geteld" in page
    assert "contacten, geen mensen" in page


@pytest.mark.parametrize("name", ["campaigns", "reach", "lessons", "material", "new"])
def test_pages_take_few_queries(wies, campaign, name, django_assert_max_num_queries) -> None:
    wies.get(at(name))
    with django_assert_max_num_queries(12):
        assert wies.get(at(name)).status_code == 200
