"""One simulated table after the whole procedure, and the file that keeps such rows.

The file has one JSON document per line. A study that was stopped reads it back and goes on; a
last line that was half written is left out and made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unlisted.errors import ScenarioError
from unlisted.honesty.evidence import Evidence
from unlisted.honesty.rules import Outcome, Thresholds
from unlisted.honesty.verdict import judge
from unlisted.results import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Which table is drawn."""

    world: str
    lists: int
    population: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How every table of a study is worked out."""

    method: str
    bootstrap: int
    level: float
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came of one table.

    Attributes
    ----------
    task : Task
    evidence : Evidence or None
        None when the table could not be: a list that nobody was on.
    wide_low, wide_high : float or None
        Populations under all models within 10 BIC of the best.
    """

    task: Task
    evidence: Evidence | None = None
    wide_low: float | None = None
    wide_high: float | None = None

    def verdict(self, thresholds: Thresholds) -> Outcome:
        """What the rules allow; a table that could not be is refused."""
        if self.evidence is None:
            return Outcome.REFUSED
        return judge(self.evidence, thresholds).outcome

    @property
    def interval(self) -> tuple[float, float] | None:
        """The limits, when there are any."""
        seen = self.evidence
        if seen is None or seen.low is None or seen.high is None:
            return None
        return seen.low, seen.high

    @property
    def band(self) -> tuple[float, float] | None:
        """Everything between the interval and the models within 10 BIC: what a band shows."""
        if self.interval is None or self.wide_low is None or self.wide_high is None:
            return None
        low, high = self.interval
        return min(low, self.wide_low), max(high, self.wide_high)


def kept(store: Path | None, settings: Settings) -> Iterator[Row]:
    """Rows of an earlier run of the same study.

    Raises
    ------
    ScenarioError
        The file holds a study with other settings.
    """
    if store is None or not store.exists():
        return
    for line in store.read_text(encoding="utf-8").splitlines():
        try:
            made = json.loads(line)
            row, made_with = _read(made["row"]), Settings(**made["settings"])
        except (ValueError, KeyError, TypeError):
            continue
        if made_with != settings:
            raise ScenarioError(f"{store} holds a study with other settings: {made_with}")
        yield row


def written(made: Iterable[Row], store: Path | None, settings: Settings) -> Iterator[Row]:
    """Pass rows on, each one first written down."""
    if store is None:
        yield from made
        return
    with store.open("a", encoding="utf-8") as out:
        for row in made:
            out.write(json.dumps({"settings": plain(settings), "row": plain(row)}) + "\n")
            out.flush()
            yield row


def _read(made: dict[str, Any]) -> Row:
    evidence = made["evidence"]
    return Row(
        task=Task(**made["task"]),
        evidence=None if evidence is None else Evidence(**evidence),
        wide_low=made["wide_low"],
        wide_high=made["wide_high"],
    )
