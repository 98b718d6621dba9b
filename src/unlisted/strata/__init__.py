"""Strata and covariates: log-linear models per level, with estimates that add up."""

from unlisted.strata.estimate import estimate_strata
from unlisted.strata.fitting import StrataFit, fit_strata
from unlisted.strata.model import StrataModel
from unlisted.strata.result import Alone, LevelEstimate, Role, StratifiedEstimate

__all__ = [
    "Alone",
    "LevelEstimate",
    "Role",
    "StrataFit",
    "StrataModel",
    "StratifiedEstimate",
    "estimate_strata",
    "fit_strata",
]
