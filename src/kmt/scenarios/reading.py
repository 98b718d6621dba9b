"""What pages of scenarios read: frozen values, reckoned, each with the rows it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from kmt.finance.reckoning import Budget, Contribution, Coverage
from kmt.scenarios.chances import Chances
from kmt.scenarios.changing import Change
from kmt.scenarios.closing import WhatCloses
from kmt.scenarios.sensing import Sensed


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named list of changes on one version of a budget."""

    id: UUID
    budget_id: UUID
    name: str
    words: str
    example: bool
    version: int
    made_at: datetime
    made_by: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """A budget with changes, reckoned for every year; ``scenario`` is None for the budget itself.

    ``contributions`` per year; a year without is one that no key can divide. ``lost``: changes
    that are about something that is not in this budget any more.
    """

    scenario: Scenario | None
    coverage: tuple[Coverage, ...]
    contributions: Mapping[int, tuple[Contribution, ...]]
    divided: Mapping[int, Decimal]
    lost: tuple[Change, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether every year is closed."""
        return all(one.closed for one in self.coverage)

    def of(self, year: int, municipality: str) -> Decimal | None:
        """What a municipality pays in a year; None when it does not take part or nobody knows."""
        found = self.contributions.get(year, ())
        return next((one.amount for one in found if one.municipality == municipality), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """A budget and its scenarios, for one year in detail."""

    budget: Budget
    base: Reckoned
    scenarios: tuple[Reckoned, ...]
    municipalities: tuple[str, ...]
    may_write: bool

    @property
    def all_of_them(self) -> tuple[Reckoned, ...]:
        """The budget first, then every scenario."""
        return (self.base, *self.scenarios)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioView:
    """One scenario beside its budget, with what closes it and what each assumption does."""

    budget: Budget
    base: Reckoned
    reckoned: Reckoned
    closes: WhatCloses | None
    chances: Chances | None
    sensed: tuple[Sensed, ...]
    municipalities: tuple[str, ...]
    may_write: bool

    @property
    def scenario(self) -> Scenario:
        """The scenario itself."""
        if self.reckoned.scenario is None:
            raise ValueError("This view has a scenario.")
        return self.reckoned.scenario
