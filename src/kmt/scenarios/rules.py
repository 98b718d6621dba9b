"""The rules of scenarios: what a change has to say before it can be reckoned with. Pure."""

from collections.abc import Callable, Collection
from decimal import Decimal

from kmt.finance.reckoning import Budget, Certainty, KeyKind, counts_of
from kmt.kernel.refusals import Decision
from kmt.scenarios.changing import Change, ChangeKind

NAME_LIMIT = 120
TEXT_LIMIT = 2000
SOURCE_LIMIT = 300
MOST_CHANGES = 20
#: More than this side by side nobody reads; a chart of lines holds six, the budget is one of them.
MOST_SCENARIOS = 5
MOST_AMOUNT = Decimal("999999999.99")
STEEPEST = Decimal(50)

WITH_AMOUNT = frozenset({ChangeKind.STREAM_ADDED, ChangeKind.STREAM_AMOUNT, ChangeKind.COST_AMOUNT})


def may_add_scenario(number: int) -> Decision:
    """Whether one more scenario on a budget can be laid beside the others."""
    if number < MOST_SCENARIOS:
        return Decision.of()
    return Decision.refuse(
        f"Naast de begroting passen {MOST_SCENARIOS} scenario’s. Haal er eerst een weg."
    )


def may_add_change(number: int) -> Decision:
    """Whether one more change fits in a scenario."""
    if number < MOST_CHANGES:
        return Decision.of()
    return Decision.refuse(f"Een scenario heeft hoogstens {MOST_CHANGES} wijzigingen.")


def change_problems(budget: Budget, change: Change, added: Collection[str]) -> dict[str, str]:
    """What is wrong with a change on this budget, per field; nothing when it can be reckoned with.

    ``added``: ids of streams that the scenario added before.
    """
    kind = change.kind
    problems = {
        "year": _year_problem(budget, change),
        "amount": _amount_problem(change.amount) if kind in WITH_AMOUNT else "",
        "probability": _probability_problem(change),
    }
    if (own := _OWN.get(kind)) is not None:
        problems |= own(budget, change, added)
    return {name: sentence for name, sentence in problems.items() if sentence}


Problems = dict[str, str]


def _stream(budget: Budget, change: Change, added: Collection[str]) -> Problems:
    known = {one.id for one in budget.streams} | set(added)
    return {"stream": "" if change.row in known else "Kies een geldstroom."}


def _cost(budget: Budget, change: Change, _added: Collection[str]) -> Problems:
    known = {one.id for one in budget.costs}
    return {"cost": "" if change.row in known else "Kies een kostenpost."}


def _new_stream(_budget: Budget, change: Change, _added: Collection[str]) -> Problems:
    ends = change.until_year
    return {
        "name": "" if change.name.strip() else "Geef de geldstroom een naam.",
        "until_year": "Het laatste jaar ligt voor het eerste."
        if ends is not None and ends < change.year
        else "",
    }


def _index(budget: Budget, change: Change, _added: Collection[str]) -> Problems:
    known = {one.code for one in budget.indexes}
    return {
        "index": "" if change.row in known else "Kies een index.",
        "percent": _percent_problem(change.percent),
    }


def _leaves(budget: Budget, change: Change, _added: Collection[str]) -> Problems:
    members = budget.basis.municipalities
    if change.municipality not in members:
        return {"municipality": "Kies een gemeente die meedoet."}
    return {"municipality": "" if len(members) > 1 else "Dit is de laatste die meedoet."}


def _key(budget: Budget, change: Change, _added: Collection[str]) -> Problems:
    return {"key": _key_problem(budget, change)}


def _population(budget: Budget, change: Change, _added: Collection[str]) -> Problems:
    return {"counts": _counts_problem(budget, change)}


_OWN: dict[ChangeKind, Callable[[Budget, Change, Collection[str]], Problems]] = {
    ChangeKind.STREAM_ENDS: _stream,
    ChangeKind.STREAM_AMOUNT: _stream,
    ChangeKind.STREAM_CERTAINTY: _stream,
    ChangeKind.STREAM_ADDED: _new_stream,
    ChangeKind.COST_AMOUNT: _cost,
    ChangeKind.KEY: _key,
    ChangeKind.INDEX: _index,
    ChangeKind.LEAVES: _leaves,
    ChangeKind.POPULATION: _population,
}


def _year_problem(budget: Budget, change: Change) -> str:
    first = budget.first_year - 1 if change.kind == ChangeKind.STREAM_ENDS else budget.first_year
    if first <= change.year <= budget.last_year:
        return ""
    return f"Kies een jaar van {first} tot en met {budget.last_year}."


def _amount_problem(amount: Decimal | None) -> str:
    if amount is None:
        return "Vul een bedrag in."
    return "" if 0 <= amount <= MOST_AMOUNT else "Kies een bedrag van nul of meer."


def _probability_problem(change: Change) -> str:
    chance = change.probability
    if chance is None:
        return ""
    if change.certainty != Certainty.UNCERTAIN:
        return "Een kans hoort alleen bij een onzekere geldstroom."
    return "" if 0 <= chance <= 1 else "Een kans ligt tussen 0 en 1."


def _percent_problem(percent: Decimal | None) -> str:
    if percent is None:
        return "Vul een percentage in."
    return "" if abs(percent) <= STEEPEST else f"Kies een percentage van hoogstens {STEEPEST}."


def _key_problem(budget: Budget, change: Change) -> str:
    key = change.key
    if key is None:
        return "Kies een sleutel."
    kinds = [kind for kind, part in key.parts if part] if key.kind == KeyKind.MIXED else [key.kind]
    if not kinds:
        return "Een gemengde sleutel heeft minstens één deel boven nul."
    for kind in kinds:
        if kind != KeyKind.FIXED and counts_of(kind, budget.basis) is None:
            return "Voor deze sleutel staan er geen aantallen in de begroting."
    if key.floor is not None and key.cap is not None and key.floor > key.cap:
        return "De ondergrens ligt boven de bovengrens."
    return ""


def _counts_problem(budget: Budget, change: Change) -> str:
    if change.counts is None:
        return "Kies een telling."
    missing = set(budget.basis.municipalities) - set(change.counts.numbers)
    return "Deze telling mist gemeenten van deze begroting." if missing else ""
