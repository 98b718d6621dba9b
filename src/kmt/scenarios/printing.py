"""The proposal to the councils as a tagged PDF in Dutch: the budget and at most two scenarios."""

from collections.abc import Sequence
from importlib.resources import files

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.finance.pictures import bases, key_words
from kmt.finance.reckoning import Coverage, Key
from kmt.finance.wording import euros
from kmt.kernel import clock
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region
from kmt.scenarios import pictures, wording
from kmt.scenarios.reading import Reckoned, SideBySide


def proposal(found: SideBySide, picked: Sequence[Reckoned]) -> bytes:
    """Typeset; the same figures give the same bytes on the same day."""
    moment = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    template = files("kmt.scenarios") / "typst" / "proposal.typ"
    return typeset(template, content(found, picked), moment=moment)


def content(found: SideBySide, picked: Sequence[Reckoned]) -> dict[str, object]:
    """All words and figures of the proposal, in Dutch."""
    with override("nl"):
        budget, year = found.budget, found.budget.last_year
        here = region()
        return {
            "centre": here.centre,
            "region": here.name,
            "invented": settings.KMT_DEMO,
            "example": any(one.example for one in budget.streams)
            or any(one.example for one in budget.costs),
            "date": date_format(clock.today(), "j F Y"),
            "budget": f"{budget.title}, versie {budget.version}",
            "first": str(budget.first_year),
            "last": str(year),
            "years": [str(one) for one in budget.years],
            "open": [str(one.year) for one in found.base.coverage if not one.closed],
            "scenarios": [_scenario(found, one) for one in (found.base, *picked)],
            "paid_columns": list(pictures.paid_columns(picked)),
            "paid_rows": [
                list(row)
                for row in pictures.paid_rows(found.base, picked, found.municipalities, year)
            ],
            "key": _key(budget.key) if budget.key else "",
            "bases": [list(map(str, one[:2])) for one in bases(budget.key, budget)]
            if budget.key
            else [],
            "number": str(len(found.municipalities)),
        }


def _scenario(found: SideBySide, one: Reckoned) -> dict[str, object]:
    changes = one.scenario.changes if one.scenario else ()
    names = {change.id: change.name for change in changes if change.name}
    return {
        "name": pictures.name_of(one),
        "base": one.scenario is None,
        "words": one.scenario.words if one.scenario else "",
        "changes": [wording.change_words(found.budget, change, names) for change in changes],
        "closed": one.closed,
        "rows": [_year(year) for year in one.coverage],
    }


def _year(found: Coverage) -> list[str]:
    return [
        str(found.year),
        euros(found.income.amount),
        euros(found.cost.amount),
        wording.ratio(found.ratio),
        euros(found.gap) if found.gap else "–",
    ]


def _key(key: Key) -> str:
    """A key with its name and its bounds, as the councils have to know them."""
    words = [key.name, key_words(key)]
    if key.floor is not None:
        words.append(f"minstens {euros(key.floor)} per gemeente")
    if key.cap is not None:
        words.append(f"hoogstens {euros(key.cap)} per gemeente")
    return "; ".join(one for one in words if one)
