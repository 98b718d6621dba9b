"""Fits of a model to a stratified table: judged, and said per level.

``log mu = sum of the coefficients of the terms that the cell and its level contain``; the unseen
people of a level are exp of the linear predictor of its all-zero cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from scipy.special import gammaln

from unlisted.errors import NoEstimate
from unlisted.lattice import Floats
from unlisted.loglinear.existence import Status, combine
from unlisted.results import Result, Summary
from unlisted.results.summary import Grid
from unlisted.strata.design import Design, design_of, exists, identifiable
from unlisted.strata.layout import Flags, Level, arrange, cell_order
from unlisted.strata.missing import gradients, log_likelihood, maximise, possible
from unlisted.strata.model import StrataModel
from unlisted.strata.newton import CLOSE, LARGEST, information
from unlisted.tables.stratified import StratifiedTable

LEAST_MEAN = 1e-6  # a mean below this may be on its way to zero: the linear programme decides
LOOSE = 1e4  # a variance of the log of the unseen above this may be infinite


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fits:
    """Fits of one design to several tables.

    Attributes
    ----------
    log_likelihood : array (tables,)
        Of what was seen, -log n! included.
    people, unseen : arrays (tables, levels)
        People seen, those of unknown level divided; people not seen.
    certified : boolean array (tables,)
        The fit itself proves that it exists and is the only one; False asks for `judge`.
    means, counts : arrays (tables, cells)
        Fitted means; people seen, completed.
    moves : array (tables,)
    coefficients : array (tables, parameters)
    history : array (rounds, tables)
    steps : int
    """

    log_likelihood: Floats
    people: Floats
    unseen: Floats
    certified: Flags
    means: Floats
    counts: Floats
    moves: Floats
    coefficients: Floats
    history: Floats
    steps: int

    def bic(self, parameters: int, observed: Floats) -> Floats:
        """-2 ll + p log n, with n the people seen in every table."""
        value: Floats = -2.0 * self.log_likelihood + parameters * np.log(observed)
        return value


def fit_tables(
    design: Design, tables: Floats, compatible: Flags, start: Floats | None = None
) -> Fits:
    """Fit a design to tables of shape (tables, levels + partial levels, 2**k - 1)."""
    found = maximise(design, tables, compatible, start)
    solution, levels = found.solution, compatible.shape[1]
    value = log_likelihood(tables, compatible, solution.means)
    people = found.counts.reshape(len(tables), levels, -1).sum(axis=2)
    logs = np.minimum(solution.coefficients @ design.unseen.T, LARGEST)
    most = possible(tables, compatible)
    dead: Flags = np.all(most.reshape(len(tables), levels, -1) <= 0, axis=2)
    alive = design.alive(most)
    least = np.where(alive, solution.means, np.inf).min(axis=1)
    sure: Flags = np.logical_and(solution.moves <= CLOSE, least > LEAST_MEAN)
    if len(compatible):  # what is seen in part needs the rows of `gradients`
        sure[:] = False
    sure[sure] = _tight(design, solution.means[sure], dead[sure])
    return Fits(
        log_likelihood=value - gammaln(tables + 1.0).sum(axis=(1, 2)),
        people=people,
        unseen=np.where(dead, 0.0, np.exp(logs)),
        certified=sure,
        means=solution.means,
        counts=found.counts,
        moves=solution.moves,
        coefficients=solution.coefficients,
        history=found.history,
        steps=solution.steps,
    )


def judge(design: Design, table: Floats, compatible: Flags, fits: Fits, place: int) -> Status:
    """Status of a fit that is not certified by itself.

    Parameters
    ----------
    design : Design
        The model that was fitted.
    table : array (levels + partial levels, 2**k - 1)
        The table of the fit.
    compatible : boolean array (partial levels, levels)
        See `Layout`.
    fits : Fits
        All fits of the design.
    place : int
        Which of them to judge.
    """
    most = possible(table[None], compatible)
    alive = design.alive(most)[0]
    levels = (most.reshape(compatible.shape[1], -1) > 0).any(axis=1)
    missing = False
    converged = fits.moves[place] <= CLOSE
    if not converged or fits.means[place][alive].min() <= LEAST_MEAN:
        missing = not exists(design.columns[alive], most[0][alive] > 0)
    means = np.where(alive, 1.0 if missing else fits.means[place], 0.0)
    rows = gradients(design, table, compatible, means)
    status = combine(missing, not identifiable(rows, design.unseen[levels]))
    return Status.NOT_CONVERGED if status is Status.ESTIMABLE and not converged else status


def _tight(design: Design, means: Floats, dead: Flags) -> Flags:
    """Whether the variance of the log of every unseen is finite beyond doubt."""
    right = np.broadcast_to(design.unseen.T, (len(means), *design.unseen.T.shape))
    solved = np.linalg.solve(information(design, means), right)
    variance = np.einsum("lp,rpl->rl", design.unseen, solved)
    tight: Flags = np.all(np.where(dead, 0.0, variance) < LOOSE, axis=1)
    return tight


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StrataFit(Result):
    """One model fitted to a stratified table. A point only: no interval comes with it.

    Attributes
    ----------
    model : StrataModel
    levels : tuple of tuples of str
        In the order of the table; without those that are not known in full.
    people : tuple of float
        People seen per level, those of unknown level divided by the fit.
    unseen : tuple of float
    population : float
        All people seen, and all unseen.
    log_likelihood, bic, aic : float
        With levels that are not known, how often they are hidden is left out: compare models of
        one table only.
    parameters : int
        Those at minus infinity count.
    history : tuple of float
        Log-likelihood per round of EM, factorials left out; empty when every level is known.
    means : array (levels, 2**k)
        Fitted means in the order of `levels` and of the lists of the table; column 0 is the
        unseen.
    """

    model: StrataModel
    levels: tuple[Level, ...]
    people: tuple[float, ...]
    unseen: tuple[float, ...]
    population: float
    log_likelihood: float
    bic: float
    aic: float
    parameters: int
    history: tuple[float, ...]
    means: Floats

    def summary(self) -> Summary:
        """People seen and unseen per level."""
        rows = zip(self.levels, self.people, self.unseen, strict=True)
        return Summary(
            title="A log-linear model of lists and covariates",
            headline=f"{self.population:,.1f} people by this model, without an interval: not for "
            "publication.",
            facts=(
                ("model", ", ".join(":".join(term) for term in self.model.interactions)),
                ("parameters", str(self.parameters)),
                ("BIC", f"{self.bic:.3f}"),
            ),
            grids=(
                Grid(
                    caption="People per level",
                    columns=(" by ".join(self.model.factors), "seen", "unseen"),
                    rows=tuple((" / ".join(a), f"{b:,.1f}", f"{c:,.1f}") for a, b, c in rows),
                ),
            ),
        )


def fit_strata(
    table: StratifiedTable,
    model: StrataModel,
    *,
    unknown: str | None = None,
    years: str | None = None,
    degree: int = 2,
) -> StrataFit:
    """Fit one model.

    Parameters
    ----------
    table : StratifiedTable
        May have levels without people, and levels that are not known in full.
    model : StrataModel
        Of the lists and factors of the table, in any order.
    unknown : str, optional
        The text that stands for a level that is not known; see `missing`.
    years : str, optional
        A factor whose texts are numbers: wherever the model has it, it is a polynomial.
    degree : int
        Degree of that polynomial.

    Raises
    ------
    NoEstimate
        The estimate does not exist, is not the only one, or was not reached.

    Examples
    --------
    >>> table = StratifiedTable.from_array(
    ...     ("A", "B"), ("sex",), (("f",), ("m",)), [[0, 30, 20, 10], [0, 50, 8, 4]]
    ... )
    >>> model = StrataModel.of(table.lists, table.factors, [("A", "sex"), ("B", "sex")])
    >>> [round(n, 6) for n in fit_strata(table, model).unseen]  # 30 * 20 / 10 and 50 * 8 / 4
    [60.0, 100.0]
    """
    layout = arrange(table, unknown=unknown, years=years, degree=degree)
    design = design_of(layout, model.arranged(layout.lists, layout.factors))
    seen = layout.counts[None, :, 1:]
    found = fit_tables(design, seen, layout.compatible)
    if not found.certified[0]:
        status = judge(design, seen[0], layout.compatible, found, 0)
        if status is not Status.ESTIMABLE:
            why = status.name.lower().replace("_", " ")
            raise NoEstimate(f"model {model.interactions}: {why}")
    value = float(found.log_likelihood[0])
    levels = tuple(level for level in table.levels if unknown not in level)
    places = [layout.place(level, table.factors) for level in levels]
    return StrataFit(
        model=model,
        levels=levels,
        people=_at(found.people[0], places),
        unseen=_at(found.unseen[0], places),
        population=layout.observed + float(found.unseen[0].sum()),
        log_likelihood=value,
        bic=-2.0 * value + design.parameters * log(layout.observed),
        aic=-2.0 * value + 2.0 * design.parameters,
        parameters=design.parameters,
        history=tuple(found.history[:, 0].tolist()),
        means=_all_means(found, places)[:, cell_order(layout.lists, table.lists)],
    )


def _at(values: Floats, places: Sequence[int | None]) -> tuple[float, ...]:
    return tuple(0.0 if place is None else float(values[place]) for place in places)


def _all_means(found: Fits, places: Sequence[int | None]) -> Floats:
    shaped = found.means[0].reshape(found.unseen.shape[1], -1)
    whole = np.column_stack([found.unseen[0], shaped])
    return np.array([whole[p] if p is not None else np.zeros(whole.shape[1]) for p in places])
