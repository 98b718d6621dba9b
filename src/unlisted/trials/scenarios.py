"""The named worlds of the coverage study: how people come on lists, and what can go wrong.

Each stands for a doubt that a critic of the method has voiced; none is calibrated to a register.
"""

from __future__ import annotations

from dataclasses import dataclass

from unlisted.errors import ScenarioError
from unlisted.trials.simulate import (
    Dependent,
    Independent,
    OneInflated,
    Referral,
    Scenario,
    TwoClasses,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A scenario with the quality of linkage, and what it stands for in words."""

    scenario: Scenario
    recall: float = 1.0
    words: str


WORLDS = {
    "independence": World(
        scenario=Independent(), words="lists know nothing of each other: the textbook case"
    ),
    "pairwise": World(
        scenario=Dependent(),
        words="two pairs of lists share people more than chance (log odds ratio 1)",
    ),
    "referral": World(
        scenario=Referral(source=0, destination=1, sent=0.02, otherwise=0.11),
        words="people of one list hardly come on another: they are sent elsewhere",
    ),
    "referral-structural": World(
        scenario=Referral(source=0, destination=1, sent=0.5, otherwise=0.0),
        words="one list holds only people whom another has sent: structural dependence",
    ),
    "heterogeneity": World(
        scenario=TwoClasses(),
        words="three quarters of the people are nearly hidden to every list",
    ),
    "one-inflation": World(
        scenario=OneInflated(), words="three in ten people seen once stop being seen"
    ),
    "linkage-0.9": World(
        scenario=Independent(), recall=0.9, words="one in ten pairs of records is not linked"
    ),
    "linkage-0.8": World(
        scenario=Independent(), recall=0.8, words="one in five pairs of records is not linked"
    ),
}


def world(name: str) -> World:
    """Give a world by name; raises ScenarioError with the names there are."""
    if name not in WORLDS:
        raise ScenarioError(f"no scenario {name!r}; known: {', '.join(WORLDS)}")
    return WORLDS[name]
