"""Models in a row: the best by a criterion first, and after them those without an estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unlisted.errors import BadRequest
from unlisted.loglinear.existence import Status
from unlisted.results import Grid, Result, Summary
from unlisted.selection.ranking import Selection
from unlisted.version import VERSION

NONEXISTENT = (Status.NO_ESTIMATE, Status.NEITHER)
COLUMNS = ("rank", "model", "parameters", "BIC", "AIC", "N", "exists", "identifiable")
UNIDENTIFIABLE = (Status.NOT_IDENTIFIABLE, Status.NEITHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingRow:
    """One model; without rank, population and criteria when it has no estimate."""

    rank: int | None
    model: str
    parameters: int
    bic: float | None
    aic: float | None
    aicc: float | None
    weight: float | None
    population: float | None
    exists: bool
    identifiable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Result):
    """The models of a table."""

    lists: tuple[str, ...]
    observed: int
    criterion: str
    models_considered: int
    models_excluded: int
    models: tuple[RankingRow, ...]
    version: str
    data_hash: str

    def summary(self) -> Summary:
        """One row a model."""
        return Summary(
            title=f"Models of {len(self.lists)} lists, by {self.criterion.upper()}",
            headline=(
                f"{self.models_considered:,} models, {self.models_excluded:,} of them without an "
                "estimate. No single row is the answer: see `unlisted assess`."
            ),
            grids=(
                Grid(
                    caption="N: people seen and unseen",
                    columns=COLUMNS,
                    rows=tuple(_cells(row) for row in self.models),
                ),
            ),
        )


def ranking(selection: Selection, top: int) -> Ranking:
    """The best models, and as far as there is room those that have no estimate."""
    if top < 1:
        raise BadRequest(f"top must be 1 or more, got {top}")
    excluded = np.flatnonzero(selection.status != Status.ESTIMABLE)
    chosen = [*selection.order[:top].tolist(), *excluded.tolist()][:top]
    return Ranking(
        lists=selection.table.lists,
        observed=selection.table.observed,
        criterion=selection.criterion.value,
        models_considered=selection.considered,
        models_excluded=int(excluded.size),
        models=tuple(_row(selection, place, rank) for rank, place in enumerate(chosen, start=1)),
        version=VERSION,
        data_hash=selection.table.data_hash,
    )


def _row(selection: Selection, place: int, rank: int) -> RankingRow:
    status = Status(int(selection.status[place]))
    found, good = selection.describe(place), status is Status.ESTIMABLE
    return RankingRow(
        rank=rank if good else None,
        model=found.formula,
        parameters=found.parameters,
        bic=found.bic if good else None,
        aic=found.aic if good else None,
        aicc=found.aicc if good else None,
        weight=found.weight if good else None,
        population=found.population if good else None,
        exists=status not in NONEXISTENT,
        identifiable=status not in UNIDENTIFIABLE,
    )


def _cells(row: RankingRow) -> tuple[str, ...]:
    figures = (
        (f"{row.bic:.3f}", f"{row.aic:.3f}", f"{row.population:,.0f}")
        if row.bic is not None and row.aic is not None and row.population is not None
        else ("–", "–", "–")
    )
    return (
        "–" if row.rank is None else str(row.rank),
        row.model or "independence",
        str(row.parameters),
        *figures,
        "yes" if row.exists else "no",
        "yes" if row.identifiable else "no",
    )
