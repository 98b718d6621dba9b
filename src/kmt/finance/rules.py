"""What may stand in a budget and when it may be adopted. Pure; sentences for the reader.

Amounts are euros with at most two digits behind the comma, never below zero.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kmt.finance.given import (
    ActualGiven,
    Adopting,
    CostGiven,
    CountGiven,
    KeyGiven,
    NewBudget,
    RateGiven,
    StreamGiven,
)
from kmt.finance.reckoning import CannotDivide, Certainty, CostKind, KeyKind
from kmt.finance.states import BudgetState
from kmt.kernel.refusals import Decision

FIRST, LAST = 2000, 2100
MOST_YEARS = 25
MOST = Decimal(1_000_000_000)
MOST_FTE = Decimal(1000)
MOST_PERCENT = Decimal(50)

Problems = dict[str, str]


def budget_problems(given: NewBudget) -> Problems:
    """What is wrong with a budget that begins."""
    found = {
        "title": "" if given.title.strip() else "Geef de begroting een naam.",
        "first_year": _year(given.first_year),
        "last_year": _year(given.last_year),
    }
    if not found["last_year"] and given.last_year < given.first_year:
        found["last_year"] = "Het laatste jaar ligt voor het eerste. Kies een later jaar."
    elif not found["last_year"] and given.last_year - given.first_year >= MOST_YEARS:
        found["last_year"] = f"Een begroting loopt hooguit {MOST_YEARS} jaar. Kies een eerder jaar."
    return _wrong(found)


def stream_problems(given: StreamGiven) -> Problems:
    """What is wrong with a stream: what is called structural needs the decision it rests on."""
    found = {
        "name": "" if given.name.strip() else "Geef de geldstroom een naam.",
        "amount": _amount(given.amount),
        **_period(given.from_year, given.until_year),
        "certainty": ""
        if given.certainty in set(Certainty)
        else "Kies structureel, tijdelijk of onzeker.",
        "exceptions": _exceptions(given.exceptions),
        "price_year": _price_year(given.index, given.price_year),
    }
    if given.certainty == Certainty.STRUCTURAL and not given.decision.strip():
        found["decision"] = (
            "Structureel geld berust op een besluit. Noem het, of kies onzeker zolang het er niet "
            "is."
        )
    if given.certainty == Certainty.TEMPORARY and given.until_year is None:
        found["until_year"] = "Tijdelijk geld houdt op. Vul het laatste jaar in."
    if given.probability is not None:
        found["probability"] = _probability(given.certainty, given.probability)
    return _wrong(found)


def cost_problems(given: CostGiven) -> Problems:
    """What is wrong with a cost: staff has fte and a scale, what is one-off has an end."""
    found = {
        "name": "" if given.name.strip() else "Geef de kosten een naam.",
        "kind": "" if given.kind in set(CostKind) else "Kies personeel, post of eenmalig.",
        "amount": _amount(given.amount),
        **_period(given.from_year, given.until_year),
        "price_year": _price_year(given.index, given.price_year),
    }
    if given.kind == CostKind.STAFF:
        if not 0 < given.fte <= MOST_FTE:
            found["fte"] = "Vul in om hoeveel fte het gaat, bijvoorbeeld 0,8."
        if not given.scale.strip():
            found["scale"] = "Noem de schaal waar dit bedrag per fte bij hoort."
    if given.kind == CostKind.ONE_OFF and given.until_year is None:
        found["until_year"] = "Eenmalige of tijdelijke kosten houden op. Vul het laatste jaar in."
    return _wrong(found)


def rate_problems(given: RateGiven) -> Problems:
    """What is wrong with a rate of an index."""
    return _wrong(
        {
            "code": "" if given.code.strip() else "Geef het indexcijfer een korte code.",
            "name": "" if given.name.strip() else "Geef het indexcijfer een naam.",
            "year": _year(given.year),
            "percent": ""
            if abs(given.percent) <= MOST_PERCENT
            else f"Een percentage tussen -{MOST_PERCENT} en {MOST_PERCENT} hoort hier.",
            "source": "" if given.source.strip() else "Zeg waar het percentage vandaan komt.",
        }
    )


def key_problems(given: KeyGiven, codes: frozenset[str]) -> Problems:
    """What is wrong with a key; ``codes`` are the municipalities it may name."""
    found = {
        "name": "" if given.name.strip() else "Geef de verdeelsleutel een naam.",
        "kind": "" if given.kind in set(KeyKind) else "Kies waar de sleutel naar verdeelt.",
        "floor": _amount(given.floor),
        "cap": _amount(given.cap),
    }
    if given.floor is not None and given.cap is not None and given.cap < given.floor:
        found["cap"] = "Het maximum ligt onder het minimum. Maak het hoger."
    if given.kind == KeyKind.MIXED and not any(one > 0 for one in given.parts.values()):
        found["kind"] = "Een gemengde sleutel heeft minstens één gewicht boven nul."
    if any(one < 0 for one in given.parts.values()):
        found["kind"] = "Een gewicht is nooit minder dan nul."
    for code, (floor, cap) in given.own.items():
        if code not in codes:
            found["own"] = "Deze gemeente hoort niet bij de regio."
        elif _amount(floor) or _amount(cap):
            found["own"] = _amount(floor) or _amount(cap)
        elif floor is not None and cap is not None and cap < floor:
            found["own"] = "Bij een gemeente ligt het maximum onder het minimum."
    return _wrong(found)


def count_problems(given: CountGiven, codes: frozenset[str]) -> Problems:
    """What is wrong with a count: every municipality of the region has a number."""
    numbers = ""
    if set(given.numbers) != codes:
        numbers = "Vul voor elke gemeente een getal in; nul mag."
    elif any(one < 0 or one > 100_000_000 for one in given.numbers.values()):
        numbers = "Een telling is nul of meer."
    elif not any(given.numbers.values()):
        numbers = "Minstens één gemeente heeft een getal boven nul."
    return _wrong(
        {
            "kind": ""
            if given.kind in set(KeyKind) - {KeyKind.MIXED}
            else "Kies wat er is geteld.",
            "year": _year(given.year),
            "source": "" if given.source.strip() else "Zeg waar de telling vandaan komt.",
            "numbers": numbers,
        }
    )


def actual_problems(given: ActualGiven, rows: frozenset[str]) -> Problems:
    """What is wrong with an actual: its row is one of this budget, its source is named."""
    return _wrong(
        {
            "row": "" if given.row in rows else "Kies een geldstroom of kostenpost.",
            "year": _year(given.year),
            "amount": _amount(given.amount),
            "source": "" if given.source.strip() else "Zeg waar het bedrag vandaan komt.",
        }
    )


def may_change(state: str) -> Decision:
    """Only a draft changes; what was adopted stays as it was."""
    if state == BudgetState.DRAFT:
        return Decision(True)
    return Decision.refuse(
        "Deze begroting is vastgesteld en blijft zoals zij is.",
        "Maak een nieuwe versie om iets te veranderen.",
    )


def may_renew(state: str, *, draft_waits: bool) -> Decision:
    """A new version follows what was adopted, one at a time."""
    if state != BudgetState.ADOPTED:
        return Decision.refuse("Alleen van de geldende begroting maak je een nieuwe versie.")
    if draft_waits:
        return Decision.refuse("Er is al een nieuwe versie in concept. Werk daarin verder.")
    return Decision(True)


def may_adopt(state: str, *, streams: int, costs: int) -> Decision:
    """A draft with streams and costs may be adopted, closed or not: that is for who decides."""
    if state != BudgetState.DRAFT:
        return Decision.refuse("Deze begroting is al vastgesteld.")
    return Decision.of(
        "" if streams else "Er staat nog geen geldstroom in. Voeg er een toe.",
        "" if costs else "Er staan nog geen kosten in. Voeg ze toe.",
    )


def adopting_problems(given: Adopting, today: date) -> Problems:
    """What is wrong with what is told about the adoption."""
    return _wrong(
        {
            "on": "Deze dag is nog niet geweest. Kies vandaag of eerder."
            if given.on > today
            else "",
            "body": "" if given.body.strip() else "Zeg wie de begroting vaststelde.",
            "decision": "" if given.decision.strip() else "Noem het besluit of het verslag.",
        }
    )


def division_refusal(why: CannotDivide) -> str:
    """Why an amount cannot be divided, and what would help."""
    counted = {
        KeyKind.INHABITANTS: "inwoners",
        KeyKind.CASES: "zaken",
        KeyKind.FIXED: "vaste aandelen",
    }
    kind = counted.get(KeyKind(why.kind), "") if why.kind else ""
    return {
        "negative": "Er is niets te verdelen: het bedrag is minder dan nul.",
        "no_municipalities": "Er is geen gemeente om over te verdelen.",
        "no_counts": f"De telling van {kind} ontbreekt of is niet van elke gemeente. Vul haar in.",
        "no_weight": "De sleutel heeft nergens gewicht. Vul tellingen boven nul in.",
        "bounds": "Een maximum ligt onder een minimum. Pas de sleutel aan.",
        "too_little": f"Dit kan niet: de minima zijn samen {said(why.limit)}, meer dan er te "
        "verdelen is. Verlaag het minimum.",
        "too_much": f"Dit kan niet: boven de maxima blijft geld over, samen dragen zij hooguit "
        f"{said(why.limit)}. Verhoog het maximum.",
    }[why.reason]


def said(amount: Decimal | None) -> str:
    """An amount as Dutch writes it: € 1.234,50."""
    if amount is None:
        return ""
    whole = f"{abs(amount):,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{'-' if amount < 0 else ''}€ {whole}"


def _wrong(found: Mapping[str, str]) -> Problems:
    return {name: sentence for name, sentence in found.items() if sentence}


def _year(year: int) -> str:
    return "" if FIRST <= year <= LAST else f"Een jaar ligt tussen {FIRST} en {LAST}."


def _period(first: int, last: int | None) -> Problems:
    wrong = "" if last is None else _year(last)
    if last is not None and not wrong and last < first:
        wrong = "Het laatste jaar ligt voor het eerste. Kies een later jaar."
    return {"from_year": _year(first), "until_year": wrong}


def _amount(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    if not amount.is_finite() or amount < 0:
        return "Een bedrag is nul of meer."
    if amount > MOST:
        return f"Een bedrag is hooguit {said(MOST)}."
    if amount != amount.quantize(Decimal("0.01")):
        return "Een bedrag heeft hooguit twee cijfers achter de komma."
    return ""


def _exceptions(exceptions: Mapping[int, Decimal]) -> str:
    for year, amount in exceptions.items():
        if wrong := _year(year) or _amount(amount):
            return f"{year}: {wrong}"
    return ""


def _price_year(index: str, price_year: int) -> str:
    if not index:
        return ""
    if not price_year:
        return "Zeg van welk jaar de prijs is, nu er een indexcijfer bij staat."
    return _year(price_year)


def _probability(certainty: str, chance: Decimal) -> str:
    if certainty != Certainty.UNCERTAIN:
        return "Een kans hoort alleen bij onzeker geld. Laat dit leeg."
    if not 0 <= chance <= 1:
        return "Een kans ligt tussen 0 en 100 procent."
    return ""
