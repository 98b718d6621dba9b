"""The pages of money, as a policy adviser and a member of the working group use them."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kmt.finance import actions, queries
from kmt.finance.given import KeyGiven
from kmt.finance.reckoning import KeyKind
from kmt.kernel.actor import Actor
from kmt.partners.region import region
from tests.finance.conftest import cost, stream

LogIn = Callable[[str], Client]


@pytest.fixture
def wies(log_in: LogIn) -> Client:
    """The policy adviser at her desk."""
    return log_in("adviser")


def at(name: str, *args: object) -> str:
    """The address of a page of money."""
    return reverse(f"finance:{name}", args=args)


def words(answer: HttpResponse) -> str:
    """What stands on a page, as a reader sees it."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def typed_stream(**changed: object) -> dict[str, object]:
    """The form of a stream, filled in."""
    whole: dict[str, object] = {
        "token": str(uuid4()),
        "version": "0",
        "name": "Rijk",
        "certainty": "uncertain",
        "probability": "60",
        "amount": "65.000,50",
        "from_year": "2029",
        "exceptions": "2030: 70000",
        "conditions": "een voorstel",
    }
    return {**whole, **changed}


def test_without_a_budget_the_page_says_what_to_do(wies: Client) -> None:
    said = words(wies.get(at("overview")))
    assert "Er is nog geen begroting" in said
    assert "Begroting beginnen" in said


def test_from_beginning_to_adopted(wies: Client, adviser: Actor) -> None:
    begun = wies.post(
        at("new"),
        {"token": str(uuid4()), "title": "Proef", "first_year": "2027", "last_year": "2030"},
    )
    assert begun.status_code == 302
    budget_id = queries.budgets(adviser)[0].id
    added = wies.post(at("stream_new", budget_id), typed_stream())
    assert added.status_code == 302
    kept = next(one for one in queries.budget(adviser, budget_id).streams if one.name == "Rijk")
    assert (kept.amount, kept.probability) == (Decimal("65000.50"), Decimal("0.600"))
    assert kept.exceptions == ((2030, Decimal("70000")),)
    spent = wies.post(
        at("cost_new", budget_id),
        {
            "token": str(uuid4()),
            "version": "0",
            "name": "Meldpunt",
            "kind": "staff",
            "amount": "80000",
            "fte": "0,8",
            "scale": "9",
            "from_year": "2027",
        },
    )
    assert spent.status_code == 302
    said = words(wies.get(at("budget", budget_id)))
    assert "Niet sluitend in 2027, 2028, 2029, 2030" in said
    assert "€ 64.000,00" in said
    adopted = wies.post(
        at("adopt", budget_id), {"on": "2026-01-05", "body": "bestuur", "decision": "besluit 3"}
    )
    assert adopted.status_code == 302
    assert "Vastgesteld op 5 januari 2026 door bestuur: besluit 3" in words(
        wies.get(at("overview"))
    )


def test_a_refused_row_keeps_what_was_typed(wies: Client, budget_id: UUID) -> None:
    answer = wies.post(
        at("stream_new", budget_id),
        typed_stream(certainty="structural", probability="", conditions="blijft staan"),
    )
    assert answer.status_code == 422
    assert "Structureel geld berust op een besluit" in words(answer)
    assert "blijft staan" in answer.content.decode()


@pytest.mark.parametrize(
    ("amount", "told"),
    [("1.250", "twee getallen"), ("veel", "is tekst"), ("-5", "nul of meer"), ("", "verplicht")],
)
def test_an_amount_that_is_none_says_why(
    wies: Client, budget_id: UUID, amount: str, told: str
) -> None:
    answer = wies.post(at("stream_new", budget_id), typed_stream(amount=amount))
    assert answer.status_code == 422
    assert told in words(answer)


def test_two_at_once_see_both(wies: Client, adviser: Actor, budget_id: UUID) -> None:
    row = actions.put_stream(by=adviser, budget_id=budget_id, given=stream(name="Zoals het was"))
    page = wies.get(at("stream", budget_id, row))
    version = page.context["form"].initial["version"]
    actions.put_stream(
        by=adviser, budget_id=budget_id, given=stream(name="Van een ander"), row=row, version=1
    )
    mine = typed_stream(name="Van mij", version=str(version))
    answer = wies.post(at("stream", budget_id, row), mine)
    assert answer.status_code == 409
    assert "Van een ander" in words(answer)
    assert 'value="Van mij"' in answer.content.decode()
    # Saved once more, it is what was typed that counts.
    again = {
        **mine,
        "version": re.findall(r'name="version" value="(\d+)"', answer.content.decode())[0],
    }
    assert wies.post(at("stream", budget_id, row), again).status_code == 302
    names = {one.name for one in queries.budget(adviser, budget_id).streams}
    assert "Van mij" in names
    assert "Van een ander" not in names


def test_each_figure_leads_to_its_rows(wies: Client, adviser: Actor, budget_id: UUID) -> None:
    found = queries.budget(adviser, budget_id)
    overview = wies.get(at("budget", budget_id)).content.decode()
    year = at("year", budget_id, 2027)
    assert f'href="{year}#inkomsten"' in overview
    told = wies.get(year).content.decode()
    rows = at("rows", budget_id)
    listed = wies.get(rows).content.decode()
    for one in (found.streams[-1].id, found.costs[0].id):
        assert f'href="{rows}#rij-{one}"' in told
        assert f'id="rij-{one}"' in listed


def test_every_row_says_how_certain_it_is(wies: Client, adviser: Actor, budget_id: UUID) -> None:
    given = stream(name="Fonds", certainty="temporary", decision="", until_year=2028)
    actions.put_stream(by=adviser, budget_id=budget_id, given=given)
    chance = stream(
        name="Rijk",
        certainty="uncertain",
        decision="",
        probability=Decimal("0.6"),
        amount=Decimal(5),
    )
    actions.put_stream(by=adviser, budget_id=budget_id, given=chance)
    said = words(wies.get(at("rows", budget_id)))
    assert "Fonds voorbeeld 14 gemeenten tijdelijk verdeeld" in said
    assert "onzeker kans 60 %" in said
    assert "personeel 1,25 fte, schaal 9" in said


def test_a_gap_shows_what_would_close_it(wies: Client, adviser: Actor, budget_id: UUID) -> None:
    actions.put_cost(by=adviser, budget_id=budget_id, given=cost(name="Meer", scale="9"))
    said = words(wies.get(at("year", budget_id, 2028)))
    assert "Wat het tekort zou dichten" in said
    # 100,000 over 631,436 inhabitants is 15.84 cents each, so 16.
    assert "€ 0,16" in said


def test_an_actual_stands_beside_the_plan(wies: Client, adviser: Actor, adopted: UUID) -> None:
    row = queries.budget(adviser, adopted).costs[0].id
    sent = {"token": str(uuid4()), "row": row, "amount": "101.250,75", "source": "rekening"}
    url = at("year", adopted, 2027)
    for _time in range(2):
        assert wies.post(url, sent).status_code == 302
    said = words(wies.get(url))
    assert "€ 101.250,75" in said
    assert "€ 1.250,75" in said
    wrong = wies.post(url, {**sent, "token": str(uuid4()), "amount": "x"})
    assert wrong.status_code == 422


def test_contributions_add_up_and_go_out_as_csv(wies: Client, budget_id: UUID) -> None:
    said = words(wies.get(at("contributions", budget_id), {"jaar": "2027"}))
    assert "€ 100.000,00" in said
    assert "Inwonertallen" not in said
    assert "2021. CBS" in said
    answer = wies.get(at("contributions_csv", budget_id), {"jaar": "2027"})
    assert answer["Content-Disposition"] == 'attachment; filename="bijdragen-2027-versie-1.csv"'
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 14
    amounts = [Decimal(one["Bijdrage in euro"].replace(",", ".")) for one in rows]
    assert sum(amounts) == 100_000
    assert {one["Besluit"] for one in rows} == {"concept, niet vastgesteld"}


def test_a_name_that_begins_as_a_formula_is_no_formula_in_the_csv(
    wies: Client, adviser: Actor, budget_id: UUID
) -> None:
    given = KeyGiven(name="=HYPERLINK(1)", kind=KeyKind.INHABITANTS)
    actions.put_key(by=adviser, budget_id=budget_id, given=given, version=1)
    text = wies.get(at("contributions_csv", budget_id)).content.decode()
    assert ";'=HYPERLINK(1);" in text


def test_the_gap_can_be_divided_along(wies: Client, adviser: Actor, budget_id: UUID) -> None:
    actions.put_cost(by=adviser, budget_id=budget_id, given=cost(name="Meer"))
    url = at("contributions", budget_id)
    assert "Wat als het tekort van € 100.000,00 mee wordt verdeeld?" in words(
        wies.get(url, {"jaar": "2027"})
    )
    assert "€ 200.000,00" in words(wies.get(url, {"jaar": "2027", "tekort": "ja"}))


def test_a_key_that_cannot_be_says_why(wies: Client, adviser: Actor, budget_id: UUID) -> None:
    sent = {"version": "1", "name": "Te laag", "kind": "inhabitants", "cap": "1000"}
    assert wies.post(at("key", budget_id), sent).status_code == 302
    said = words(wies.get(at("contributions", budget_id), {"jaar": "2027"}))
    assert "Dit is niet te verdelen" in said
    # Fourteen times 1,000.
    assert "hooguit € 14.000,00" in said
    assert wies.get(at("contributions_csv", budget_id), {"jaar": "2027"}).status_code == 422


def test_a_mixed_key_with_bounds_of_its_own(wies: Client, adviser: Actor, budget_id: UUID) -> None:
    counted = dict.fromkeys(region().codes, "2")
    cases = {"version": "0", "year": "2026", "source": "vrijgegeven tabel (proef)", **counted}
    assert wies.post(at("count", budget_id, "cases"), cases).status_code == 302
    sent = {
        "version": "1",
        "name": "Gemengd",
        "kind": "mixed",
        "weight_inhabitants": "70",
        "weight_cases": "30",
        "own": "Borne: 500; 2500",
    }
    assert wies.post(at("key", budget_id), sent).status_code == 302
    said = words(wies.get(at("contributions", budget_id), {"jaar": "2027"}))
    assert "naar inwonertal 70 %" in said
    assert "vrijgegeven tabel (proef)" in said
    assert "€ 2.500,00" in said
    wrong = wies.post(at("key", budget_id), {**sent, "own": "Verzonnendorp: 1; 2"})
    assert wrong.status_code == 422
    assert "Verzonnendorp" in wrong.content.decode()


def test_a_rate_needs_a_source(wies: Client, adviser: Actor, budget_id: UUID) -> None:
    sent = {"code": "LOON", "name": "lonen", "year": "2028", "percent": "2,5", "source": ""}
    assert wies.post(at("rates", budget_id), sent).status_code == 422
    assert wies.post(at("rates", budget_id), {**sent, "source": "cao"}).status_code == 302
    (index,) = queries.budget(adviser, budget_id).indexes
    assert [(one.year, one.percent) for one in index.rates] == [(2028, Decimal("2.500"))]


def test_who_reads_sees_no_forms(log_in: LogIn, adopted: UUID) -> None:
    client = log_in("member")
    for name, args in (("budget", ()), ("rows", ()), ("year", (2027,)), ("contributions", ())):
        answer = client.get(at(name, adopted, *args))
        assert answer.status_code == 200
        main = answer.content.decode().partition("<main")[2]
        assert "<form" not in main, name
    assert client.post(at("year", adopted, 2027), {"amount": "1"}).status_code == 403


@pytest.mark.parametrize(
    "query", [{"jaar": "2026"}, {"jaar": "abcd"}, {"jaar": "20270"}, {"jaar": "²"}]
)
def test_a_year_outside_the_budget_is_not_there(
    wies: Client, budget_id: UUID, query: dict[str, str]
) -> None:
    assert wies.get(at("contributions", budget_id), query).status_code == 404
    assert wies.get(at("year", budget_id, 2050)).status_code == 404


def test_pages_take_at_most_twelve_questions(
    wies: Client, adopted: UUID, django_assert_max_num_queries
) -> None:
    wies.get(at("overview"))
    for name, args in (("budget", ()), ("rows", ()), ("year", (2027,)), ("contributions", ())):
        with django_assert_max_num_queries(12):
            assert wies.get(at(name, adopted, *args)).status_code == 200
