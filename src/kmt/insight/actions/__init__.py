"""Writing in insight: ask for an estimate and carry it out, make a factsheet."""

from kmt.insight.actions.estimates import (
    DUTCH_TABLE,
    Outcome,
    carry_out,
    queue_estimate,
    run_estimate,
    worker,
)
from kmt.insight.actions.factsheets import make_factsheet

__all__ = [
    "DUTCH_TABLE",
    "Outcome",
    "carry_out",
    "make_factsheet",
    "queue_estimate",
    "run_estimate",
    "worker",
]
