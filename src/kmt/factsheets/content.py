"""The content of a factsheet: words and figures in Dutch, the same for the PDF and the page.

Plain values that JSON can hold, in a fixed order: the same standing gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import override

from kmt.factsheets.gathering import Shared
from kmt.factsheets.rules import (
    STEP_LIMIT,
    STEPS,
    TITLE_LIMIT,
    WORDS,
    YEARS,
    Counts,
    Point,
    compared,
    counted,
    cut,
    due,
    dutch_day,
    headline,
    percent,
    questions,
    said,
    steps,
)
from kmt.insight.wording import shared as share_words
from kmt.insight.wording import whole
from kmt.mandate.reading import (
    SHOWN_THEMES,
    ItemTally,
    ItemView,
    MunicipalityView,
    Obligation,
    Tally,
    YearCount,
)
from kmt.mandate.rules import Opinion
from kmt.mandate.wording import theme_word
from kmt.partners.region import Population, region

Content = dict[str, Any]
T = TypeVar("T", ItemView, ItemTally)
MUNICIPALITY, REGION = "municipality", "region"


def of_municipality(view: MunicipalityView, years: Sequence[YearCount], shared: Shared) -> Content:
    """The sheet of one municipality."""
    with override("nl"):
        points = [_point(one) for one in view.items]
        own, whole_region = _counts(view.tally), _counts(shared.region.tally)
        here = region()
        region_of = {one.theme: one.tally for one in shared.region.themes}
        planned = steps(points)
        return {
            **_head(MUNICIPALITY, view.name, shared),
            "headline": headline(view.name, own, filled_in=any(one.said for one in view.items)),
            "compared": compared(own, here.name, whole_region),
            **_figures(own),
            "not_applicable": view.tally.not_applicable,
            "themes": [
                {
                    "words": one.words,
                    "met": one.tally.met,
                    "total": one.tally.total,
                    "said": counted(_counts(one.tally)),
                    "cells": [
                        item.code.value for item in view.items if item.obligation.theme == one.theme
                    ],
                    "region": percent(region_of[one.theme].met, region_of[one.theme].total),
                }
                for one in view.themes
            ],
            "points": [
                {
                    "title": cut(one.obligation.title, TITLE_LIMIT),
                    "theme": theme_word(one.obligation.theme),
                    "code": one.code.value,
                    "words": WORDS[one.code],
                }
                for one in _by_theme(view.items)
            ],
            "steps": [
                {
                    "title": cut(one.title, TITLE_LIMIT),
                    "step": cut(one.step, STEP_LIMIT),
                    "when": dutch_day(one.step_on),
                    "late": bool(one.step_on and one.step_on < shared.on),
                }
                for one in planned[:STEPS]
            ],
            "more_steps": max(len(planned) - STEPS, 0),
            "progress": _progress(years, shared.years),
            "due": _due(points),
            "population": _population(view.name, shared.populations.get(view.municipality)),
            "share": _share(shared),
            "questions": list(questions(points, shared.on)),
            "method": _method(view, shared),
            "sources": _sources(shared, shared.populations.get(view.municipality)),
        }


def of_region(shared: Shared) -> Content:
    """The sheet of the region: the totals, and no municipality by name."""
    with override("nl"):
        here, seen = region(), shared.region
        counts = _counts(seen.tally)
        behind = sorted(seen.per_item, key=lambda one: (one.tally.met, one.obligation.item))
        number = seen.municipalities
        share = percent(counts.met, counts.total)
        return {
            **_head(REGION, here.name, shared),
            "headline": (
                f"De {number} gemeenten hebben samen {counts.met} van de {counts.total} punten op "
                f"orde: {share} procent."
            ),
            "compared": (
                f"Elk van de {number} gemeenten telt even zwaar. Gemeenten worden hier niet met "
                "elkaar vergeleken."
            ),
            **_figures(counts),
            "not_applicable": seen.tally.not_applicable,
            "themes": [
                {
                    "words": one.words,
                    "met": one.tally.met,
                    "total": one.tally.total,
                    "said": counted(_counts(one.tally)),
                    "cells": [],
                    "parts": _parts(_counts(one.tally)),
                    "region": percent(one.tally.met, one.tally.total),
                }
                for one in seen.themes
            ],
            "points": [_region_point(one) for one in _by_theme(seen.per_item)],
            "steps": [
                {
                    "title": cut(one.obligation.title, TITLE_LIMIT),
                    "step": f"{one.tally.met} van de {one.tally.total} gemeenten op orde, "
                    f"{one.tally.under_way} bezig",
                    "when": "",
                    "late": False,
                }
                for one in behind[:STEPS]
            ],
            "more_steps": 0,
            "progress": _progress(shared.years, ()),
            "due": _region_due(seen.per_item),
            "population": _population(here.name, shared.populations.get(here.code)),
            "share": _share(shared),
            "questions": [
                "Welke punten pakken de gemeenten samen op, en welke elk voor zich?",
                f"Wat is er nodig om “{cut(behind[0].obligation.title, 80)}” overal op orde te "
                "krijgen?"
                if behind
                else "Wat is er nodig om alles op orde te krijgen?",
                "Wanneer bespreken de raden dit opnieuw, en wie houdt het tot die tijd bij?",
            ],
            "method": _method(None, shared),
            "sources": _sources(shared, shared.populations.get(here.code)),
        }


def _by_theme(found: Iterable[T]) -> list[T]:
    """In the order of the themes, and of the list within one."""
    return sorted(found, key=lambda one: SHOWN_THEMES.index(one.obligation.theme))


def _head(kind: str, place: str, shared: Shared) -> Content:
    here = region()
    return {
        "kind": kind,
        "place": place,
        "region": here.name,
        "centre": here.centre,
        "year": str(shared.on.year),
        "date": dutch_day(shared.on),
        "invented": bool(settings.KMT_DEMO),
    }


def _counts(tally: Tally) -> Counts:
    return Counts(
        met=tally.met,
        under_way=tally.under_way,
        expired=tally.expired,
        not_started=tally.not_started,
    )


def _figures(counts: Counts) -> Content:
    return {
        "met": counts.met,
        "total": counts.total,
        "percent": percent(counts.met, counts.total),
        "parts": _parts(counts),
        "said": counted(counts),
    }


def _parts(counts: Counts) -> list[Content]:
    """The standings as parts of a whole, with their share."""
    numbers = {
        "met": counts.met,
        "under_way": counts.under_way,
        "expired": counts.expired,
        "not_started": counts.not_started,
    }
    return [
        {
            "code": code,
            "words": WORDS[code],
            "said": said(code, number),
            "number": number,
            "percent": percent(number, counts.total),
        }
        for code, number in numbers.items()
    ]


def _point(one: ItemView) -> Point:
    return Point(
        title=one.obligation.title,
        theme=theme_word(one.obligation.theme),
        code=one.code.value,
        step=one.next_step,
        step_on=one.next_on,
        due_before=one.obligation.due_before,
    )


def _region_point(one: ItemTally) -> Content:
    tally = one.tally
    every = bool(tally.total) and tally.met == tally.total
    none = not tally.met
    return {
        "title": cut(one.obligation.title, TITLE_LIMIT),
        "theme": theme_word(one.obligation.theme),
        "code": "met" if every else "not_started" if none else "under_way",
        "words": f"{tally.met} van {tally.total}",
        "share": percent(tally.met, tally.total),
    }


def _progress(own: Sequence[YearCount], whole_region: Sequence[YearCount]) -> list[Content]:
    """Per year the share that was met, of the place and, for a municipality, of the region."""
    beside = {one.year: percent(one.met, one.total) for one in whole_region}
    return [
        {
            "year": one.year,
            "met": one.met,
            "total": one.total,
            "percent": percent(one.met, one.total),
            "region": beside.get(one.year),
        }
        for one in list(own)[-YEARS:]
    ]


def _due(points: Iterable[Point]) -> Content | None:
    met, asked, before = due(points)
    if before is None:
        return None
    words = f"{met} van de {asked} punten die vóór {before.year} af moesten zijn, zijn nu op orde."
    return {"year": before.year, "met": met, "total": asked, "words": words}


def _region_due(per_item: Iterable[ItemTally]) -> Content | None:
    dated = [one for one in per_item if one.obligation.due_before]
    if not dated:
        return None
    met, asked = sum(one.tally.met for one in dated), sum(one.tally.total for one in dated)
    year = max(one.obligation.due_before.year for one in dated if one.obligation.due_before)
    words = (
        f"Van de {len(dated)} punten die vóór {year} af moesten zijn, is nu {percent(met, asked)} "
        "procent op orde."
    )
    return {"year": year, "met": met, "total": asked, "words": words}


def _population(place: str, found: Population | None) -> str:
    """Inhabitants with their day or year; empty where no count is known."""
    if found is None:
        return ""
    when = f" op {dutch_day(found.on)}" if found.on else ""
    return f"{place} heeft {whole(found.inhabitants)} inwoners{when}."


def _share(shared: Shared) -> Content | None:
    """The share of the region in the national estimate, with its range and base year."""
    if shared.share is None:
        return None
    return {
        "words": share_words(shared.share),
        "base": str(shared.share.base.year),
        "national": shared.national,
        "region": region().name,
    }


def _method(view: MunicipalityView | None, shared: Shared) -> list[list[str]]:
    asked: Sequence[Obligation] = shared.region.obligations
    day = dutch_day(shared.on)
    newer = sum(one.version > 1 for one in asked)
    inferred = sum(one.status == "inference" for one in asked)
    dated = next((one.due_words for one in asked if one.due_words), "")
    rows = [
        [
            "Wat telt als op orde",
            "De gemeente zegt dat een punt op orde is, én er is bewijs dat op deze dag telt: een "
            "besluit, een document of een cijfer. Is het bewijs verlopen, dan telt het punt niet "
            "mee, ook als er verder niets veranderde.",
        ],
        ["Wie vulde in", _who(view)],
        [
            "De lijst",
            f"{len(asked)} punten, zoals ze golden op {day}"
            + (f"; {newer} in een nieuwere versie" if newer else "; versie 1 van elk punt")
            + f". {len(asked) - inferred} komen uit de bronnen hieronder, {inferred} leidden wij "
            "af uit beleid van gemeenten. Het is een meetlat, geen wet.",
        ],
        [
            "De vergelijking",
            "Met het totaal van de regio, waarin elke gemeente even zwaar telt. Nooit met één "
            "andere gemeente.",
        ],
    ]
    if dated:
        rows.append(["De afspraak", dated])
    rows.append(
        [
            "Wat hier niet staat",
            "Aantallen slachtoffers of meldingen per gemeente. Daar is geen tabel van vrijgegeven: "
            "bij zulke kleine getallen kan iemand herkenbaar zijn.",
        ]
    )
    return rows


def _who(view: MunicipalityView | None) -> str:
    if view is None:
        return (
            "In elke gemeente de aandachtsfunctionaris. De beleidsadviseur van het "
            "kenniscentrum keek na."
        )
    said = sum(one.said for one in view.items)
    opinions = Counter(one.opinion for one in view.items if one.said)
    agreed, back = opinions[Opinion.AGREES], opinions[Opinion.ASKS_BACK]
    return (
        f"De aandachtsfunctionaris van de gemeente: {said} van de {len(view.items)} punten. De "
        f"beleidsadviseur van het kenniscentrum keek na: {agreed} akkoord, {back} met een vraag "
        "terug."
    )


def _sources(shared: Shared, population: Population | None) -> str:
    """Where everything comes from, each once, in order of the list."""
    found = dict.fromkeys(one.source for one in shared.region.obligations)
    listed = [f"De lijst: {'; '.join(found)}."]
    if population is not None:
        listed.append(f"Inwoners: {population.source}.")
    if shared.share is not None:
        listed.append(f"Landelijke schatting: {shared.share_source}.")
    return " ".join(listed)
