"""The factsheet as a tagged PDF: figures in Dutch words for the template."""

from collections.abc import Sequence
from datetime import date, datetime
from importlib.resources import files

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.insight import pictures, wording
from kmt.insight.queries import DoneRun, Overview, YearTotal
from kmt.insight.rules import PopulationShare, two_figures
from kmt.kernel.typesetting import PrintFailed, typeset
from kmt.partners.region import Region

#: More years would push the method to a third side.
YEARS_SHOWN = 5

Value = str | float | int | bool | None | Sequence["Value"] | dict[str, "Value"]
Content = dict[str, Value]


def content(
    seen: Overview, totals: Sequence[YearTotal], region: Region, *, year: int, on: date
) -> Content:
    """All words and figures of the factsheet, in Dutch; nothing about any one person."""
    if seen.done is None:
        raise PrintFailed("A factsheet needs a finished estimate.")
    with override("nl"):
        return {
            "region": region.name,
            "centre": region.centre,
            "host": region.host,
            "year": year,
            "date": date_format(on, "j F Y"),
            "invented": settings.KMT_DEMO,
            "estimate": _estimate(seen.done),
            "share": _share(seen),
            "totals": [
                {
                    "year": f"{one.year}, tot nu" if one.year == on.year else str(one.year),
                    "reports": wording.safe(one.reports),
                    "people": wording.safe(one.people),
                }
                for one in totals[:YEARS_SHOWN]
            ],
        }


def render(content: Content, *, moment: datetime) -> bytes:
    """Typeset; ``moment`` is the only time in the file: the same input gives the same bytes."""
    return typeset(files("kmt.insight") / "typst" / "factsheet.typ", content, moment=moment)


def _estimate(run: DoneRun) -> Content:
    comparison = run.comparison
    return {
        "period": run.period,
        "known": wording.whole(run.observed),
        "band": wording.between(run.band) if run.band else "",
        "bars": _bars(run),
        "best": [
            {
                "label": wording.variant_label(one, run),
                "number": wording.about(one.best),
                "band": wording.between(one.band),
            }
            for one in run.variants
            if one.best is not None and one.band is not None
        ],
        "factor": _factor(run),
        "published": wording.span(comparison.low, comparison.high) if comparison else "",
        "reasons": [
            [label, sentence] for label, found in wording.decisive(run) for sentence in found
        ],
        "method": [list(row) for row in pictures.method_rows(run)[1]],
        "columns": list(pictures.method_rows(run)[0]),
        "cautions": list(wording.cautions(run)),
        "unchecked": list(wording.unchecked(run)),
        "lists": wording.lists_in_words(run),
        "citation": run.citation,
        "doi": run.doi,
        "seed": str(run.seed),
        "replicates": wording.whole(run.replicates),
        "version": run.version,
        "hash": run.data_hash,
        "computed": date_format(run.finished_at, "j F Y"),
    }


def _factor(run: DoneRun) -> str:
    """How many times the largest best estimate is the smallest, in words."""
    best = [one.best for one in run.variants if one.best]
    return wording.decimal(max(best) / min(best)) if len(best) > 1 else ""


def _bars(run: DoneRun) -> list[Value]:
    """What the template draws: label, ends as numbers, and the same in words."""
    bars: list[Value] = [_bar("Bekend", run.observed, run.observed, "known", exact=True)]
    for one in run.variants:
        if one.band:
            label = wording.variant_label(one, run)
            bars.append(_bar(label, one.band.low, one.band.high, "band"))
    if run.comparison:
        label = "Gepubliceerd, met kenmerken van de mensen"
        bars.append(_bar(label, run.comparison.low, run.comparison.high, "other", exact=True))
    return bars


def _bar(label: str, low: float, high: float, kind: str, *, exact: bool = False) -> Content:
    ends = (low, high) if exact else (two_figures(low), two_figures(high))
    words = wording.whole(low) if low == high else wording.span(*ends)
    return {"label": label, "low": ends[0], "high": ends[1], "kind": kind, "words": words}


def _share(seen: Overview) -> Content:
    memo = wording.memo_bases(seen.memo, seen.shares) if seen.memo else None
    first = seen.shares[0] if seen.shares else None
    return {
        "national": wording.national(seen.national),
        "national_period": seen.national.period,
        "national_source": seen.national.source,
        "later": [[one.period, wording.national(one), one.source] for one in seen.later],
        "first": _share_words(first) if first else None,
        "rows": [
            [row[0], row[1], row[2], row[3], "afgeleid" if share.base.derived else "gepubliceerd"]
            for row, share in zip(pictures.share_rows(seen), seen.shares, strict=True)
        ],
        "derived": next((one.base.derived for one in seen.shares if one.base.derived), ""),
        "memo": {
            "quote": seen.memo.quote,
            "source": seen.memo.source,
            "year": _share_words(memo[0]),
            "fits": _share_words(memo[1]),
        }
        if memo and seen.memo
        else None,
    }


def _share_words(share: PopulationShare) -> Content:
    return {
        "base": str(share.base.year),
        "words": wording.shared(share),
        "range": wording.span(share.low, share.high),
    }
