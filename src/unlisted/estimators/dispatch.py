"""One call for every method: `estimate(table, method=...)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from unlisted.errors import BadRequest, ModelError, UnknownMethod
from unlisted.estimators.bounds import by_chao, by_zelterman
from unlisted.estimators.decomposable import by_graph_averaging
from unlisted.estimators.formula import model_of
from unlisted.estimators.latent import by_latent_class
from unlisted.estimators.loglinear import by_criterion, by_descent, by_model, by_stepwise
from unlisted.estimators.resampled import Resampling, Settings
from unlisted.estimators.sample_coverage import by_sample_coverage
from unlisted.intervals.bootstrap import Progress
from unlisted.loglinear.families import Order
from unlisted.loglinear.models import Model
from unlisted.results import Estimate
from unlisted.selection.criteria import Criterion
from unlisted.selection.stepwise import THRESHOLD
from unlisted.tables.table import CountTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What only some of the methods are told; see `estimate`."""

    order: Order
    model: Model | str | None
    candidates: int | None
    p: float


def estimate(
    table: CountTable,
    *,
    method: str = "bic",
    order: Order = 2,
    model: Model | str | None = None,
    bootstrap: int = 1000,
    level: float = 0.95,
    seed: int = 1,
    jobs: int | None = None,
    candidates: int | None = None,
    resampling: Resampling = "multinomial",
    p: float = THRESHOLD,
    progress: Progress | None = None,
) -> Estimate:
    """Estimate how many people there are, seen and unseen.

    ============  ==============================================================================
    method        what it does
    ============  ==============================================================================
    bic           the best of all log-linear models by BIC; the default
    aic, aicc     the same by AIC or corrected AIC: overfits on sparse tables
    stepwise      adds pairs of lists while their p-value is small (Chan, Silverman, Vincent 2021)
    downhill      searches by BIC from several starts, for more lists than six
    fixed         a model that was given, in `model`
    independence  the model without interactions
    chao          a lower bound where lists are interchangeable; elsewhere an indication
    zelterman     an indication from people on one and on two lists
    coverage      sample coverage
    dga           Bayesian averaging over decomposable graphs
    lcm           Bayesian latent classes, several chains
    ============  ==============================================================================

    Every method assumes a closed population, people matched without error between lists, and lists
    that describe the same population and period. None can test what holds for people on no list.
    The number has not been judged: `assess` says whether it may be shown.

    *When not to use it:* with fewer than three lists, hardly anybody on two lists, or one list
    that is fed by another.

    Figures depend on the table and the seed alone, not on the order of lists or rows or on the
    number of threads.

    Parameters
    ----------
    table : CountTable
        Two to sixteen lists; most methods take fewer.
    method : str
        See above.
    order : int or "all"
        Most lists in one interaction; for bic, aic, aicc and downhill.
    model : Model or str
        For fixed: as ``"A:B,C:D"``, or a `Model` with the lists in the order of the table.
    bootstrap : int
        Resampled tables; 0 for the point alone. Bayesian methods do not resample.
    level : float
        Nominal level of the interval, between 0 and 1.
    seed : int
        Not negative.
    jobs : int, optional
        Threads; two when left out. Never changes a figure.
    candidates : int, optional
        For bic, aic and aicc: how many of the best models each resampled table chooses from.
    resampling : {"multinomial", "parametric"}
        Resample the people observed, as in the published intervals, or draw people, the unseen
        included, from the model chosen. In a small table empty cells can then fill.
    p : float
        For stepwise: pairs are added while their p-value is below it, between 0 and 1.
    progress : callable, optional
        Called with (done, in all) while resampling.

    Raises
    ------
    UnknownMethod
        No method has that name.
    BadRequest
        A setting is outside its range.
    ModelError
        The model names a list that the table does not have, or does not belong to the method.
    TooManyLists
        More lists than the method can take.

    References
    ----------
    Silverman, B. W., Chan, L., Vincent, K. (2024). Bootstrapping multiple systems estimates to
    account for model selection. Statistics and Computing 34:44. doi:10.1007/s11222-023-10346-9

    Examples
    --------
    >>> cells = {1: 40, 2: 30, 4: 20, 3: 12, 5: 8, 6: 6, 7: 3}
    >>> table = CountTable(lists=("A", "B", "C"), cells=cells)
    >>> found = estimate(table, bootstrap=0)
    >>> round(found.point), found.model
    (215, '')
    """
    if method not in METHODS:
        raise UnknownMethod(f"no method {method!r}; the methods are {', '.join(METHODS)}")
    if model is not None and method != "fixed":
        raise ModelError(
            f"a model was given, but method {method!r} does not take one: use method='fixed'"
        )
    settings = Settings(
        bootstrap=_at_least("bootstrap", bootstrap, 0),
        level=_between_0_and_1("level", level, "0.95"),
        seed=_at_least("seed", seed, 0),
        jobs=None if jobs is None else _at_least("jobs", jobs, 1),
        resampling=_known_resampling(resampling),
        progress=progress,
    )
    options = Options(
        order=order,
        model=model,
        candidates=None if candidates is None else _at_least("candidates", candidates, 1),
        p=_between_0_and_1("p", p, "0.02"),
    )
    return METHODS[method](table, options, settings)


def _by(criterion: Criterion) -> Callable[[CountTable, Options, Settings], Estimate]:
    def run(table: CountTable, options: Options, settings: Settings) -> Estimate:
        return by_criterion(
            table,
            criterion=criterion,
            order=options.order,
            candidates=options.candidates,
            settings=settings,
        )

    return run


def _stepwise(table: CountTable, options: Options, settings: Settings) -> Estimate:
    return by_stepwise(table, threshold=options.p, settings=settings)


def _downhill(table: CountTable, options: Options, settings: Settings) -> Estimate:
    return by_descent(table, order=options.order, settings=settings)


def _fixed(table: CountTable, options: Options, settings: Settings) -> Estimate:
    model = options.model
    if model is None:
        raise ModelError("method 'fixed' needs a model, as model='A:B,C:D' ('' for independence)")
    given = model_of(model, table.lists) if isinstance(model, str) else model
    if given.lists != len(table.lists):
        raise ModelError(f"the model has {given.lists} lists, the table {len(table.lists)}")
    return by_model(table, given, method="fixed", settings=settings)


def _independence(table: CountTable, _: Options, settings: Settings) -> Estimate:
    model = Model.of(len(table.lists))
    return by_model(table, model, method="independence", settings=settings)


def _formula(by: Callable[..., Estimate]) -> Callable[[CountTable, Options, Settings], Estimate]:
    def run(table: CountTable, _: Options, settings: Settings) -> Estimate:
        return by(table, bootstrap=settings.bootstrap, level=settings.level)

    return run


def _coverage(table: CountTable, _: Options, settings: Settings) -> Estimate:
    return by_sample_coverage(
        table,
        bootstrap=settings.bootstrap,
        level=settings.level,
        seed=settings.seed,
        jobs=settings.jobs,
        progress=settings.progress,
    )


def _graphs(table: CountTable, _: Options, settings: Settings) -> Estimate:
    return by_graph_averaging(
        table, level=settings.level, jobs=settings.jobs, progress=settings.progress
    )


def _classes(table: CountTable, _: Options, settings: Settings) -> Estimate:
    return by_latent_class(
        table,
        level=settings.level,
        seed=settings.seed,
        jobs=settings.jobs,
        progress=settings.progress,
    )


METHODS: dict[str, Callable[[CountTable, Options, Settings], Estimate]] = {
    "bic": _by(Criterion.BIC),
    "aic": _by(Criterion.AIC),
    "aicc": _by(Criterion.AICC),
    "stepwise": _stepwise,
    "downhill": _downhill,
    "fixed": _fixed,
    "independence": _independence,
    "chao": _formula(by_chao),
    "zelterman": _formula(by_zelterman),
    "coverage": _coverage,
    "dga": _graphs,
    "lcm": _classes,
}


def _at_least(name: str, value: int, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadRequest(f"{name} = {value!r}: must be a whole number of at least {least}")
    return value


def _between_0_and_1(name: str, value: float, example: str) -> float:
    if not 0.0 < value < 1.0:
        raise BadRequest(f"{name} = {value!r}: must lie between 0 and 1, as {example}")
    return value


def _known_resampling(value: Resampling) -> Resampling:
    if value not in get_args(Resampling):
        known = " or ".join(repr(name) for name in get_args(Resampling))
        raise BadRequest(f"resampling = {value!r}: must be {known}")
    return value
