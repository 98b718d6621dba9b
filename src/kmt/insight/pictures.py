"""The charts and the tables of the pages, made of read objects."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kmt.insight import wording
from kmt.insight.protecting import ShownTally
from kmt.insight.queries import CountPage, DoneRun, Overview, Variant
from kmt.insight.rules import Band, two_figures
from kmt.insight.tallies import UNKNOWN_PLACE
from kmt.kernel.charts import Chart, Interval, Tile, interval_ladder, tile_map
from kmt.vocabulary.queries import FORMS
from kmt.vocabulary.wording import label

Rows = tuple[tuple[str, ...], ...]


def band_chart(run: DoneRun) -> Chart:
    """What is known and the bands of every form of the table, in people over all years."""
    known = Interval(
        label=_("Known: on at least one list"), low=run.observed, high=run.observed, main=False
    )
    rows = [known, *(_rung(variant, run) for variant in run.variants)]
    if run.comparison:
        rows.append(
            Interval(
                label=_("Published, with traits of the people"),
                low=run.comparison.low,
                high=run.comparison.high,
                note=_("needs data that are not public"),
                main=False,
            )
        )
    return interval_ladder(
        rows,
        key="band",
        title=_("People exploited in the Netherlands, %(period)s together")
        % {"period": run.period},
        source=_("Bands: smallest and largest number among models within 10 BIC of the best."),
    )


def _rung(variant: Variant, run: DoneRun) -> Interval:
    label = wording.variant_label(variant, run)
    if variant.band is None:
        return Interval(label=label, note=_("no model can be computed"))
    return Interval(
        label=label,
        low=two_figures(variant.band.low),
        high=two_figures(variant.band.high),
        note=_("no number: models disagree") if variant.fired else "",
    )


def share_chart(seen: Overview) -> Chart:
    """The share of the population per base year, in people per year."""
    rows = [
        Interval(
            label=_("Inhabitants of %(year)s") % {"year": share.base.year},
            low=wording.nearest(share.low),
            high=wording.nearest(share.high),
            point=wording.nearest(share.middle),
            main=index == 0,
        )
        for index, share in enumerate(seen.shares)
    ]
    return interval_ladder(
        rows, key="share", title=_("In proportion to inhabitants, people per year")
    )


def share_rows(seen: Overview) -> Rows:
    """The same with the populations it stands on, to one decimal."""
    return tuple(
        (
            str(share.base.year),
            wording.whole(share.base.region),
            wording.whole(share.base.country),
            wording.shared_exact(share),
            share.base.derived or _("published figures"),
        )
        for share in seen.shares
    )


def method_rows(run: DoneRun) -> tuple[tuple[str, ...], Rows]:
    """Columns and rows of the method table: exact figures, one column per form of the table."""
    columns = (_("What"), *(wording.variant_label(one, run) for one in run.variants))
    lines = (
        (_("Known people"), [wording.whole(one.observed) for one in run.variants]),
        (_("On two or more lists"), [wording.whole(one.on_two_or_more) for one in run.variants]),
        (_("Models computed"), [_models(one) for one in run.variants]),
        (_("Best model"), [_best(one) for one in run.variants]),
        (_("Pairs in the best model"), [wording.model_words(one) for one in run.variants]),
        (_("Models within 10 BIC"), [_within(one) for one in run.variants]),
        (
            _("95% interval (BCa, model choice repeated)"),
            [_spread(one.interval) for one in run.variants],
        ),
        (
            _("If the assumption about unseen people is off by a factor of two"),
            [_spread(one.sensitivity) for one in run.variants],
        ),
        (
            _("If up to one in five links was missed"),
            [_spread(one.links_missed) for one in run.variants],
        ),
        (_("Leaving out one list"), [_spread(one.left_out) for one in run.variants]),
        (_("What the rules allow"), [wording.verdict(one.shown) for one in run.variants]),
    )
    return columns, tuple((label, *cells) for label, cells in lines)


def overlap_rows(run: DoneRun) -> Rows:
    """How many people each pair of lists has in common, with the names of the lists."""
    names = run.list_names
    return tuple(
        (
            f"{names.get(first, first)} – {names.get(second, second)}",
            wording.whole(count),
        )
        for first, second, count in run.variants[0].overlaps
    )


def _models(variant: Variant) -> str:
    return _("%(all)s, of which %(out)s left out") % {
        "all": wording.whole(variant.models_considered),
        "out": wording.whole(variant.models_excluded),
    }


def _best(variant: Variant) -> str:
    return "–" if variant.best is None else wording.whole(variant.best)


def _within(variant: Variant) -> str:
    if variant.band is None:
        return "–"
    return _("%(models)s models: %(range)s") % {
        "models": wording.whole(variant.band_models),
        "range": wording.span(variant.band.low, variant.band.high),
    }


def _spread(band: Band | None) -> str:
    return "–" if band is None else wording.span(band.low, band.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """A count as a table: a row per place, a column per form; unknown and totals come last."""

    columns: tuple[str, ...]
    rows: Rows
    total: str


def count_table(page: CountPage, tally: ShownTally) -> CountTable:
    """Put a tally in words; a region-wide total only for who knows the whole region."""
    names = {one.code: one.name for one in page.municipalities} | {UNKNOWN_PLACE: _("unknown")}
    columns = (
        _("Municipality"),
        *(label(FORMS, form) for form in tally.forms),
        _("total"),
    )
    rows: list[tuple[str, ...]] = [
        (
            names[place],
            *(wording.short(tally.cell(place, form)) for form in tally.forms),
            wording.short(tally.by_place[place]),
        )
        for place in tally.places
    ]
    if page.whole_region:
        sums = (wording.short(tally.by_form[form]) for form in tally.forms)
        rows.append((page.region_name, *sums, wording.short(tally.total)))
    return CountTable(columns=columns, rows=tuple(rows), total=wording.safe(tally.total))


def place_map(page: CountPage) -> Chart:
    """Known people per municipality; darker is more, and the number says how many."""
    numbers = page.people.by_place
    most = max((one.shown or 0 for one in numbers.values()), default=0) or 1
    tiles = [
        Tile(
            short=one.tile,
            name=one.name,
            column=one.column,
            row=one.row,
            text=wording.short(numbers[one.code]),
            step=-(-(numbers[one.code].shown or 0) * 4 // most),
        )
        for one in page.municipalities
    ]
    return tile_map(
        tiles,
        key="places",
        title=_("Known people per municipality, internal"),
        columns=(_("Municipality"), _("people")),
        source=_("People whose municipality is unknown: %(number)s.")
        % {"number": wording.safe(numbers[UNKNOWN_PLACE])},
    )
