"""What a reader of a stratified estimate has to know, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from unlisted.results import Caution, CautionCode
from unlisted.strata.layout import Layout, Level
from unlisted.strata.resampling import Drawn
from unlisted.strata.result import Alone, Role
from unlisted.strata.searching import Scored, Search, score
from unlisted.tables.stratified import StratifiedTable

LEAST_OVERLAP = 10  # people on two or more lists
FAR_APART = 1.5
UNCHANGED = 1e-6
MOST_FAILED = 0.05


def on_two_or_more(table: StratifiedTable) -> dict[Level, int]:
    """People on two or more lists, per level."""
    return {
        level: sum(count for cell, count in cells.items() if cell.bit_count() > 1)
        for level, cells in zip(table.levels, table.cells, strict=True)
    }


def roles(layout: Layout, best: Scored) -> tuple[Role, ...]:
    """Whether each factor changes the population (active) or only divides it (passive).

    A factor is passive when the population stays the same once no list depends on it: the table
    is then collapsible over the factor (van der Heijden and others 2012).
    """
    return tuple(_role(layout, best, factor) for factor in layout.factors)


def of_data(table: StratifiedTable, layout: Layout) -> Iterator[Caution]:
    """Cautions that follow from the table."""
    yield Caution(
        code=CautionCode.UNTESTABLE_ASSUMPTION,
        sentence="Within every level the unseen are assumed to follow the model of the seen; no "
        "data on the seen can test that.",
    )
    counted = on_two_or_more(table).items()
    sparse = [level for level, n in counted if n < LEAST_OVERLAP and layout.unknown not in level]
    if sparse:
        named = ", ".join(" / ".join(level) for level in sparse)
        yield Caution(
            code=CautionCode.SPARSE_TABLE,
            sentence=f"Fewer than {LEAST_OVERLAP} people on two or more lists in {named}: what is "
            "said of so small a level is borrowed from the other levels through the model.",
        )
    if layout.partial:
        hidden = int(layout.counts[len(layout.levels) :].sum())
        yield Caution(
            code=CautionCode.ASSUMED_MISSING_AT_RANDOM,
            sentence=f"The level of {hidden:,} people is not known in full; they are divided as "
            "people seen on the same lists are, which assumes that a level is not hidden because "
            "of what it is.",
        )


def of_search(found: Search, candidates: int, fixed: bool) -> Iterator[Caution]:
    """Cautions that follow from the choice of the model."""
    if fixed:
        yield Caution(
            code=CautionCode.SELECTION_IGNORED,
            sentence="The model was given: the interval does not count the choice of a model.",
        )
        return
    if not found.whole:
        yield Caution(
            code=CautionCode.SEARCH_NOT_EXHAUSTIVE,
            sentence=f"The model was looked for downhill from several starts; {found.considered:,} "
            "models were seen, and a better one may exist.",
        )
    if found.excluded:
        yield Caution(
            code=CautionCode.MODELS_EXCLUDED,
            sentence=f"{found.excluded:,} of {found.considered:,} models have no estimate on this "
            "table and were left out.",
        )
    if 0 < candidates < len(found.ranked):
        yield Caution(
            code=CautionCode.CANDIDATES_RESTRICTED,
            sentence=f"Every replicate chose from the best {candidates:,} models of the data.",
        )


def of_replicates(drawn: Drawn, again: Drawn, level: float) -> Iterator[Caution]:
    """Cautions that follow from the bootstraps."""
    yield Caution(
        code=CautionCode.NOMINAL_LEVEL,
        sentence=f"The intervals are nominal {level:.0%}: with few people they cover less often.",
    )
    failed, total = drawn.failed + again.failed, len(drawn.levels) + len(again.levels)
    if failed > MOST_FAILED * total:
        yield Caution(
            code=CautionCode.REPLICATES_FAILED,
            sentence=f"{failed:,} of {total:,} replicates had no estimate and are not counted.",
        )


def of_comparison(
    point: float | None, separate: tuple[Alone, ...], pooled: Alone
) -> Iterator[Caution]:
    """Say so when levels together and levels ignored do not agree."""
    if pooled.estimate is None or pooled.estimate.point is None:
        return
    sums = {"the joint model": point, "the levels by themselves": _sum(separate)}
    for name, value in sums.items():
        if value is None:
            continue
        ratio = pooled.estimate.point / value
        if max(ratio, 1.0 / ratio) > FAR_APART:
            yield Caution(
                code=CautionCode.POOLED_DIFFERS,
                sentence=f"Ignoring the levels gives {pooled.estimate.point:,.0f} people, "
                f"{name} {value:,.0f}: lists reach the levels so differently that the pooled "
                "figure cannot be trusted (Simpson's paradox).",
            )


def _sum(separate: tuple[Alone, ...]) -> float | None:
    points = [a.estimate.point if a.estimate is not None else None for a in separate]
    known = [point for point in points if point is not None]
    return sum(known) if known and len(known) == len(points) else None


def _role(layout: Layout, best: Scored, factor: str) -> Role:
    other = score(layout, best.design.model.without(factor))
    if other is None:
        sentence = f"Whether {factor} changes the population cannot be told: without it the model "
        return Role(
            factor=factor, active=True, without=None, sentence=sentence + "has no estimate."
        )
    ratio = best.population / other.population
    if abs(ratio - 1.0) < UNCHANGED:
        return Role(
            factor=factor,
            active=False,
            without=other.population,
            sentence=f"{factor} is passive: it divides the population over its levels, and "
            "leaving it out would not change the total.",
        )
    return Role(
        factor=factor,
        active=True,
        without=other.population,
        sentence=f"{factor} is active: when no list may depend on it the total becomes "
        f"{other.population:,.0f} instead of {best.population:,.0f}.",
    )
