"""What each command does: from the words that were given to a result."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from unlisted.command.catalogue import Catalogue
from unlisted.command.options import ORDERS
from unlisted.command.ranking import ranking
from unlisted.command.telling import Telling
from unlisted.errors import BadDocument, ScenarioError
from unlisted.estimators.dispatch import estimate
from unlisted.honesty.assess import assess
from unlisted.honesty.rules import Knowledge
from unlisted.regions.borrowing import borrow
from unlisted.results import Result
from unlisted.selection.exhaustive import select
from unlisted.strata.estimate import estimate_strata
from unlisted.tables.catalogue import published, published_strata
from unlisted.tables.reading import parse_csv, read_strata, read_table
from unlisted.tables.stratified import StratifiedTable
from unlisted.tables.table import CountTable
from unlisted.trials.coverage import coverage_study
from unlisted.trials.help_wanted import NewList, help_wanted
from unlisted.trials.scenarios import world
from unlisted.trials.simulate import simulate

STANDARD_INPUT = "-"


def in_form(found: Result, form: str | None) -> str:
    """A result as text, json, csv or html; a table of counts is CSV unless asked otherwise."""
    is_table = isinstance(found, (CountTable, StratifiedTable))
    forms: Mapping[str, Callable[[], str]] = {
        "text": lambda: str(found),
        "json": found.to_json,
        "csv": found.to_csv,
        "html": found.to_html,
    }
    return forms[form or ("csv" if is_table else "text")]()


def _table(name: str) -> CountTable:
    if name != STANDARD_INPUT:
        return read_table(Path(name))
    try:
        return parse_csv(sys.stdin.buffer.read().decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise BadDocument(
            f"standard input is not UTF-8 (byte number {problem.start + 1}); save it as UTF-8"
        ) from problem


def _estimate(asked: Namespace, telling: Telling) -> Result:
    return estimate(
        _table(asked.file),
        method=asked.method,
        order=ORDERS[asked.order],
        model=asked.model,
        bootstrap=asked.bootstrap,
        level=asked.level,
        seed=asked.seed,
        jobs=asked.jobs,
        progress=telling.progress,
    )


def _models(asked: Namespace, telling: Telling) -> Result:
    found = select(
        _table(asked.file), order=ORDERS[asked.order], criterion=asked.criterion, jobs=asked.jobs
    )
    return ranking(found, asked.top)


def _assess(asked: Namespace, telling: Telling) -> Result:
    return assess(
        _table(asked.file),
        method=asked.method,
        order=ORDERS[asked.order],
        bootstrap=asked.bootstrap,
        level=asked.level,
        seed=asked.seed,
        jobs=asked.jobs,
        knowledge=_knowledge(asked),
        recall=asked.recall,
        precision=asked.precision,
        progress=telling.progress,
    )


def _knowledge(asked: Namespace) -> Knowledge:
    """What whoever knows the lists has answered; what was not asked stays unknown."""
    same = {"yes": True, "no": False, None: None}[asked.same_population]
    sent = None if asked.referral is None else tuple(asked.referral)
    return Knowledge(referral_destinations=sent, same_population=same)


def _strata(asked: Namespace, telling: Telling) -> Result:
    return estimate_strata(
        read_strata(Path(asked.file), strata=asked.by),
        unknown=asked.unknown,
        years=asked.years,
        degree=asked.degree,
        bootstrap=asked.bootstrap,
        level=asked.level,
        seed=asked.seed,
        jobs=asked.jobs,
        progress=telling.progress,
    )


def _borrow(asked: Namespace, telling: Telling) -> Result:
    others = [_table(name) for name in asked.others]
    return borrow(
        _table(asked.file),
        others[0] if len(others) == 1 else others,
        includes_region=asked.includes_region,
        share=asked.share,
        spread=asked.spread,
        level=asked.level,
        seed=asked.seed,
        jobs=asked.jobs,
    )


def _help_wanted(asked: Namespace, telling: Telling) -> Result:
    return help_wanted(
        _table(asked.file),
        lists=[_new_list(words) for words in asked.list] if asked.list else (NewList(),),
        years=asked.years,
        more_years=asked.more_years,
        simulations=asked.simulations,
        bootstrap=asked.bootstrap,
        level=asked.level,
        seed=asked.seed,
        jobs=asked.jobs,
        progress=telling.progress,
    )


def _new_list(words: list[str]) -> NewList:
    try:
        reach, overlap = (*(float(word) for word in words[1:]), None, None)[:2]
    except ValueError:
        raise ScenarioError(f"--list {' '.join(words)}: after the name come numbers") from None
    if len(words) > 3:
        raise ScenarioError(f"--list {' '.join(words)}: expected NAME [REACH [OVERLAP]]")
    return NewList(name=words[0], reach=reach, overlap=overlap)


def _simulate(asked: Namespace, telling: Telling) -> Result:
    chosen = world(asked.scenario)
    made = simulate(
        chosen.scenario,
        population=asked.population,
        lists=asked.lists,
        seed=asked.seed,
        recall=chosen.recall,
    )
    words = f"{asked.scenario}, {asked.population} people, seed {asked.seed}: {chosen.words}"
    return replace(made.table, name=asked.scenario, title=words)


def _coverage(asked: Namespace, telling: Telling) -> Result:
    return coverage_study(
        asked.scenario,
        populations=asked.population,
        lists=asked.lists,
        simulations=asked.simulations,
        method=asked.method,
        bootstrap=asked.bootstrap,
        level=asked.level,
        seed=asked.seed,
        jobs=asked.jobs,
        store=Path(asked.store) if asked.store else None,
        progress=telling.progress,
    )


def _data(asked: Namespace, telling: Telling) -> Result:
    if asked.name is None:
        return Catalogue.carried()
    return published_strata(asked.name) if asked.name.endswith("_strata") else published(asked.name)


ANSWERS: Mapping[str, Callable[[Namespace, Telling], Result]] = {
    "estimate": _estimate,
    "models": _models,
    "assess": _assess,
    "strata": _strata,
    "borrow": _borrow,
    "help-wanted": _help_wanted,
    "simulate": _simulate,
    "coverage": _coverage,
    "data": _data,
}
