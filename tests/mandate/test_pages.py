"""The pages of the mandate as its people use them: without JavaScript, with a real log-in."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate import actions, queries
from kmt.mandate.rules import Code, Given, Said

LogIn = Callable[[str], Client]
HENGELO, ENSCHEDE = "GM0164", "GM0153"


@pytest.fixture
def hanna(log_in: LogIn) -> Client:
    return log_in("focal_point_hengelo")


@pytest.fixture
def wies(log_in: LogIn) -> Client:
    return log_in("adviser")


def page(name: str, *args: object) -> str:
    return reverse(f"mandate:{name}", args=args)


def words(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def standing(**changed: object) -> dict[str, object]:
    whole = {"do": "standing", "code": "under_way", "edition": "0", "token": str(uuid4())}
    return {**whole, **changed}


def evidence(**changed: object) -> dict[str, object]:
    whole = {
        "do": "evidence",
        "kind": "decision",
        "title": "Raadsbesluit aanpak",
        "number": "2026-7",
        "dated": str(clock.today()),
        "token": str(uuid4()),
    }
    return {**whole, **changed}


@pytest.mark.parametrize("who", ["focal_point_hengelo", "adviser", "member", "analyst"])
def test_empty_pages_teach(who: str, log_in: LogIn) -> None:
    client = log_in(who)
    for name in ("region", "progress", "quarter", "compare", "obligations"):
        assert "<h1>" in words(client, page(name))
    assert "Er is nog niets te zien" in words(client, page("progress"))
    assert words(client, page("obligation", "C01")).count("<h1>") == 1


def test_from_evidence_to_a_review_that_asks_back(hanna: Client, wies: Client) -> None:
    url = page("item", HENGELO, "C01")
    answer = hanna.post(url, evidence())
    assert (answer.status_code, answer["Location"]) == (302, url)
    assert hanna.post(url, standing(code="met", edition="1")).status_code == 302
    text = words(hanna, url)
    assert "Raadsbesluit aanpak" in text
    assert "Hanna Hengelo" in text
    review = {"do": "review", "opinion": "asks_back", "edition": "2", "token": str(uuid4())}
    assert wies.post(url, review).status_code == 409
    answer = wies.post(url, {**review, "reason": "Welke vormen?"})
    assert answer.status_code == 302
    assert "Welke vormen?" in words(hanna, url)
    assert "De adviseur vraagt iets terug" in words(hanna, page("quarter"))
    assert "1 van 28" in words(hanna, page("municipality", HENGELO))
    assert "1 van 392" in words(hanna, page("region"))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": ""}, "verplicht"),
        ({"code": "met"}, "heeft bewijs nodig"),
        ({"code": "not_applicable"}, "waarom deze opgave hier niet"),
        ({"code": "expired"}, "geldige keuze"),
        ({"next_step": "Naar de raad"}, "Zet bij de volgende stap een dag"),
        ({"why": "BSN 111222333"}, "burgerservicenummer"),
        ({"next_on": "morgen"}, "geldige datum"),
    ],
)
def test_what_is_wrong_comes_back_with_everything_that_was_typed(
    hanna: Client, changed: dict[str, str], sentence: str
) -> None:
    typed = standing(owner="beleidsmedewerker veiligheid", **changed)
    answer = hanna.post(page("item", HENGELO, "C09"), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "beleidsmedewerker veiligheid" in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": ""}, "nummer van het besluit"),
        ({"kind": "link"}, "Geef een link"),
        ({"link": "javascript:alert(1)"}, "begint met https://"),
        ({"dated": "2999-01-01"}, "in de toekomst"),
        ({"until": "2000-01-01"}, "vóór het begin"),
        ({"title": "x" * 161}, "160"),
    ],
)
def test_wrong_evidence_is_not_kept(
    hanna: Client, focal_point_hengelo: Actor, changed: dict[str, str], sentence: str
) -> None:
    answer = hanna.post(page("item", HENGELO, "C01"), evidence(**changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert queries.item_view(focal_point_hengelo, HENGELO, "C01").evidence == ()


def test_two_at_once_both_texts_are_shown_and_the_second_press_goes_through(
    hanna: Client, focal_point_hengelo: Actor
) -> None:
    url, by = page("item", HENGELO, "C09"), focal_point_hengelo
    said = Said(code=Code.UNDER_WAY, why="De collega was eerder.")
    actions.put_standing(by=by, municipality=HENGELO, item="C09", said=said)
    typed = standing(why="Dit typte Hanna.")
    answer = hanna.post(url, typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "De collega was eerder." in text
    assert "Dit typte Hanna." in text
    assert 'name="edition" value="1"' in text
    assert hanna.post(url, {**typed, "edition": "1"}).status_code == 302
    assert queries.item_view(by, HENGELO, "C09").why == "Dit typte Hanna."


def test_others_find_nothing_until_it_is_shared_and_cannot_write(
    hanna: Client, log_in: LogIn
) -> None:
    other = log_in("focal_point_enschede")
    assert hanna.post(page("item", HENGELO, "C09"), standing(why="Eigen zaak")).status_code == 302
    assert other.get(page("municipality", HENGELO)).status_code == 404
    assert other.get(page("item", HENGELO, "C09")).status_code == 404
    assert other.post(page("item", HENGELO, "C09"), standing()).status_code == 404
    assert "13 gemeenten houden hun details voor zich" in words(other, page("region"))
    assert hanna.post(page("sharing", HENGELO), {"do": "share"}).status_code == 302
    assert "Eigen zaak" in words(other, page("item", HENGELO, "C09"))
    assert other.post(page("item", HENGELO, "C09"), standing(edition="1")).status_code == 404
    assert other.post(page("sharing", HENGELO), {"do": "stop"}).status_code == 404
    assert hanna.post(page("sharing", HENGELO), {"do": "stop"}).status_code == 302
    assert other.get(page("municipality", HENGELO)).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/gemeenten/GM9999/",
        "/gemeenten/GM0164/C99/",
        "/gemeenten/opgaven/C99/",
        "/gemeenten/gm0164/",
        "/gemeenten/GM0164/C01/x/",
    ],
)
def test_what_is_not_there_is_not_found(wies: Client, url: str) -> None:
    assert wies.get(url).status_code == 404


def test_odd_pages_and_presses_are_no_trace(wies: Client, hanna: Client) -> None:
    for number in ("0", "-1", "x", "99999999999", "٣"):
        assert wies.get(page("region"), {"pagina": number}).status_code == 200
    url = page("item", HENGELO, "C01")
    assert hanna.post(url, {"do": "odd"}).status_code == 200
    assert hanna.post(url, {"do": "suggestion", "key": "training:9"}).status_code == 409
    assert hanna.post(url, {"do": "withdraw", "evidence": "x", "reason": "y"}).status_code == 422


def test_the_adviser_adds_an_item_and_changes_one_and_the_old_text_stays(
    wies: Client, hanna: Client, focal_point_hengelo: Actor
) -> None:
    today = clock.today()
    actions.put_standing(
        by=focal_point_hengelo, municipality=HENGELO, item="C09", said=Said(code=Code.UNDER_WAY)
    )
    typed = {
        "title": "Meldroute ook voor vrijwilligers",
        "words": "Ook vrijwilligers weten waar een signaal heen gaat.",
        "theme": "2",
        "evidence": "beschrijving",
        "term": "P2Y",
        "said_by": "bestuurlijk overleg",
        "origin": "regio",
        "source": "verslag 2026",
        "status": "source",
        "since": str(today),
        "reason": "Zo is het afgesproken.",
        "token": str(uuid4()),
        "version": "1",
    }
    assert wies.post(page("new_obligation"), {**typed, "reason": ""}).status_code == 422
    answer = wies.post(page("new_obligation"), {**typed, "token": str(uuid4())})
    assert (answer.status_code, answer["Location"]) == (302, page("obligation", "R01"))
    assert "0 van 29" in words(hanna, page("municipality", HENGELO))
    answer = wies.post(page("obligation", "C09"), typed)
    assert answer.status_code == 302
    text = words(hanna, page("obligation", "C09"))
    assert "Afspraak waar signalen heen gaan" in text
    assert "Meldroute ook voor vrijwilligers" in text
    assert "Dit is ingevuld over versie 1" in words(hanna, page("item", HENGELO, "C09"))
    later = {**typed, "token": str(uuid4()), "since": "2099-01-01"}
    answer = wies.post(page("obligation", "C09"), later)
    assert answer.status_code == 409
    assert "Een collega veranderde dit intussen" in answer.content.decode()
    assert hanna.post(page("obligation", "C09"), {**later, "version": "2"}).status_code == 403


def test_the_region_says_every_standing_in_letters_and_words(
    wies: Client, focal_point_hengelo: Actor
) -> None:
    by, which = focal_point_hengelo, {"municipality": HENGELO}
    given = Given(kind="decision", title="Besluit", number="1", dated=date(2020, 1, 1))
    actions.add_evidence(by=by, item="C01", given=given, **which)
    actions.put_standing(
        by=by, item="C19", said=Said(code=Code.NOT_APPLICABLE, why="Geen grens"), **which
    )
    text = words(wies, page("region"))
    for letter, said in (("–", "niet begonnen"), ("n", "niet van toepassing")):
        assert f'<span aria-hidden="true">{letter}</span>' in text
        assert f'<span class="hidden-text">{said}</span>' in text
    assert text.count('<th scope="row"><a') == 14


def test_published_figures_stand_beside_ours_only_with_their_base(wies: Client) -> None:
    text = words(wies, page("compare"))
    assert "135 gemeenten die antwoordden, 38%" in text
    assert text.count("Niet te vergelijken.") == 7
    assert text.count("0 van 14 gemeenten") == 3


@pytest.mark.parametrize("name", ["region", "quarter", "progress", "compare"])
def test_pages_of_the_region_take_at_most_twelve_questions(
    name: str, wies: Client, django_assert_max_num_queries
) -> None:
    wies.get(page(name))
    with django_assert_max_num_queries(12):
        wies.get(page(name))


def test_pages_of_one_municipality_take_at_most_eighteen_questions(
    hanna: Client, django_assert_max_num_queries
) -> None:
    hanna.post(page("item", HENGELO, "C08"), evidence())
    with django_assert_max_num_queries(12):
        hanna.get(page("municipality", HENGELO))
    with django_assert_max_num_queries(18):
        hanna.get(page("item", HENGELO, "C08"))
