"""Log-linear estimates: choose a model on the data, and count the choosing as uncertainty.

``log mu_c = sum of b_a over model terms a contained in cell c``; the unseen people are
``exp(b_0)``. The methods differ in how they choose the terms; all repeat their whole choice on
every resampled table.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from unlisted.errors import NoEstimate, TooManyLists
from unlisted.estimators.resampled import Chosen, Settings, estimated, in_figures
from unlisted.intervals.choosing import Best, ByPValue, Downhill
from unlisted.intervals.profile import profile_interval
from unlisted.lattice import lists_of
from unlisted.loglinear.families import Order
from unlisted.loglinear.fitting import fit
from unlisted.loglinear.models import Model, stack_terms
from unlisted.results import Caution, CautionCode, Estimate, Plain
from unlisted.selection import stepwise
from unlisted.selection.criteria import Criterion
from unlisted.selection.downhill import downhill
from unlisted.selection.exhaustive import select
from unlisted.selection.ranking import Selection
from unlisted.tables.table import CountTable

ALL_CANDIDATES_UP_TO = 1024
DEFAULT_CANDIDATES = 500
KNOWN_MODELS = 100


def by_criterion(
    table: CountTable,
    *,
    criterion: Criterion = Criterion.BIC,
    order: Order = 2,
    candidates: int | None = None,
    settings: Settings,
) -> Estimate:
    """Estimate by the best of all hierarchical models up to an order.

    Every model of the family is fitted and judged, and the one with the lowest criterion taken.
    Resampled tables choose among the `candidates` best models of the data: all of them when there
    are at most 1,024, else the best 500. (Of the best models of resampled tables, 94-96 % were
    among the best 100 of the data for the tables of the United Kingdom and New Orleans.)

    *When not to use it:* with AIC on sparse tables (it overfits); with fewer than three lists (no
    interaction can be told from the number unseen).

    Raises
    ------
    TooManyLists
        More models than can be fitted.

    References
    ----------
    Silverman, B. W., Chan, L., Vincent, K. (2024). Bootstrapping multiple systems estimates to
    account for model selection. Statistics and Computing 34:44. doi:10.1007/s11222-023-10346-9
    """
    began, canonical = time.perf_counter(), table.canonical()
    try:
        found = select(canonical, order, criterion=criterion, jobs=settings.jobs)
    except TooManyLists as error:
        raise TooManyLists(
            f"{error}; here: method='downhill' or method='stepwise' searches without fitting all"
        ) from None
    whole = found.considered <= ALL_CANDIDATES_UP_TO
    most = candidates if candidates is not None or whole else DEFAULT_CANDIDATES
    rows = found.order[:most]
    chooser = None
    if settings.bootstrap and rows.size:
        chooser = Best.of(canonical.counts(), found.terms[rows], criterion)
    restricted = chooser is not None and rows.size < found.order.size
    chosen = Chosen(
        method=str(criterion),
        model=found.model(int(found.order[0])) if found.order.size else None,
        best=found.best,
        chooser=chooser,
        considered=found.considered,
        excluded=found.considered - found.order.size,
        fits=found.fits + (rows.size if chooser else 0),
        cautions=(
            *_about_table(table, found.interaction_order),
            *_about_family(found),
            *_said(
                restricted,
                CautionCode.CANDIDATES_RESTRICTED,
                f"Each resampled table chose from the best {rows.size} of the "
                f"{found.order.size} models that have an estimate.",
            ),
        ),
        details={"candidates": int(rows.size)} if chooser else {},
    )
    return estimated(table, chosen, settings, began)


def by_stepwise(
    table: CountTable, *, threshold: float = stepwise.THRESHOLD, settings: Settings
) -> Estimate:
    """Estimate by adding the pair with the smallest p-value while that is below the threshold.

    See `selection.stepwise` for the definition, which is that of SparseMSE.

    *When not to use it:* where all models can be fitted. A search step by step stops at the first
    model it cannot improve: on the five lists of the United Kingdom at 11,313 people, where the
    best model of BIC has 22,991.

    References
    ----------
    Chan, L., Silverman, B. W., Vincent, K. (2021). Multiple systems estimation for sparse capture
    data. J. Am. Statist. Ass. 116(535). doi:10.1080/01621459.2019.1708748
    """
    began, canonical = time.perf_counter(), table.canonical()
    found = stepwise.search(canonical.counts(), threshold)
    best = in_figures(fit(canonical, found.model), canonical.lists) if found.model else None
    path: list[Plain] = [
        {"pair": _pair_name(table, canonical.lists, pair), "p": p} for pair, p in found.path
    ]
    chosen = Chosen(
        method="stepwise",
        model=found.model,
        best=best,
        chooser=ByPValue(threshold=threshold),
        considered=1 + len(found.path) + found.failed,
        excluded=found.failed + (found.model is None),
        fits=found.fits + (best is not None),
        cautions=(
            *_about_table(table, 2),
            *_said(
                best is None,
                CautionCode.NO_ESTIMATE,
                "Even independence of the lists has no estimate on these data.",
            ),
            *_said(
                best is not None,
                CautionCode.SEARCH_NOT_EXHAUSTIVE,
                "The model was reached step by step: models that were never looked at may "
                "describe the data as well and give another number.",
            ),
        ),
        details={"threshold": threshold, "path": path},
    )
    return estimated(table, chosen, settings, began)


def by_descent(table: CountTable, *, order: Order = 2, settings: Settings) -> Estimate:
    """Estimate by the best model by BIC that descents from several starts find.

    See `selection.downhill`. Resampled tables descend once, from independence, and take the best
    of that and of the 100 best models found on the data.

    *When not to use it:* where all models can be fitted (two-way models of up to six lists).
    """
    began, canonical = time.perf_counter(), table.canonical()
    found = downhill(canonical, order, seed=settings.seed, jobs=settings.jobs)
    visited = found.visited
    rows = visited.order[:KNOWN_MODELS]
    chooser = None
    if settings.bootstrap and rows.size:
        known = Best.of(canonical.counts(), visited.terms[rows])
        chooser = Downhill(known=known, order=order)
    chosen = Chosen(
        method="downhill",
        model=visited.model(int(visited.order[0])) if visited.order.size else None,
        best=found.best,
        chooser=chooser,
        considered=visited.considered,
        excluded=visited.considered - visited.order.size,
        fits=visited.fits + (rows.size if chooser else 0),
        cautions=(
            *_about_table(table, visited.interaction_order),
            *_about_family(visited),
            *_said(
                found.best is not None,
                CautionCode.SEARCH_NOT_EXHAUSTIVE,
                f"{len(found.minima)} different models were each better than all their "
                f"neighbours in {found.starts} descents; a better one may have been missed.",
            ),
        ),
        details={"descents": found.starts, "minima": len(found.minima)},
    )
    return estimated(table, chosen, settings, began)


def by_model(table: CountTable, model: Model, *, method: str, settings: Settings) -> Estimate:
    """Estimate by a model that was given, not chosen.

    With an interval, the details hold the profile-likelihood limits as well.

    *When not to use it:* when the model was found by looking at the same data. The interval
    ignores that, and is then far too narrow: in published simulations such intervals of nominal
    95 % held the truth 61 % of the time.
    """
    began, canonical = time.perf_counter(), table.canonical()
    model = _moved(model, table.lists, canonical.lists)
    try:
        best = in_figures(fit(canonical, model), canonical.lists)
        why = ""
    except NoEstimate as error:
        best, why = None, str(error).rpartition(": ")[2]
    wanted = settings.bootstrap > 0 and best is not None
    chosen = Chosen(
        method=method,
        model=model,
        best=best,
        chooser=Best.of(canonical.counts(), stack_terms([model])) if wanted else None,
        considered=1,
        excluded=int(best is None),
        fits=1 + wanted,
        cautions=(
            *_about_table(table, max((a.bit_count() for a in model.interactions), default=1)),
            *_said(
                best is None,
                CautionCode.NO_ESTIMATE,
                f"The model that was given cannot be fitted to these data: {why}.",
            ),
            *_said(
                best is not None,
                CautionCode.SELECTION_IGNORED,
                "The model was given: the interval takes it for the truth, and is too narrow when "
                "the model was found by looking at these data.",
            ),
        ),
        details=_profile(canonical, model, settings.level) if wanted else {},
    )
    return estimated(table, chosen, settings, began)


def _profile(table: CountTable, model: Model, level: float) -> dict[str, Plain]:
    try:
        found = profile_interval(table, model, level)
    except NoEstimate:
        return {"profile_low": None, "profile_high": None}
    return {"profile_low": found.low, "profile_high": found.high}


def _moved(model: Model, old: Sequence[str], new: Sequence[str]) -> Model:
    """The same model for lists in another order."""
    place = {name: position for position, name in enumerate(new)}
    return Model.of(
        model.lists,
        (sum(1 << place[old[j]] for j in lists_of(term)) for term in model.interactions),
    )


def _pair_name(table: CountTable, lists: Sequence[str], pair: int) -> str:
    names = {lists[j] for j in lists_of(pair)}
    return ":".join(name for name in table.lists if name in names)


def _said(holds: bool, code: CautionCode, sentence: str) -> tuple[Caution, ...]:
    return (Caution(code=code, sentence=sentence),) if holds else ()


def _about_table(table: CountTable, order: int) -> tuple[Caution, ...]:
    most = {1: "do not interact", 2: "interact at most in pairs"}
    empty, pairs = len(table.empty_pairs), len(table.overlaps)
    return (
        Caution(
            code=CautionCode.UNTESTABLE_ASSUMPTION,
            sentence="The number of unseen people rests on the assumption that the lists "
            f"{most.get(order, f'interact at most {order} at a time')}; the data cannot test what "
            "holds for people on no list.",
        ),
        *_said(
            empty > 0,
            CautionCode.EMPTY_PAIRS,
            f"{empty} of the {pairs} pairs of lists have nobody in common.",
        ),
    )


def _about_family(found: Selection) -> tuple[Caution, ...]:
    excluded = found.considered - found.order.size
    return (
        *_said(
            0 < excluded < found.considered,
            CautionCode.MODELS_EXCLUDED,
            f"{excluded} of the {found.considered} models have no estimate on these data "
            "and were left out.",
        ),
        *_said(
            excluded == found.considered,
            CautionCode.NO_ESTIMATE,
            f"None of the {found.considered} models has an estimate on these data.",
        ),
    )
