"""Writing about terms: the job of the night, what people decide about it, legal holds."""

from kmt.retention.actions.deciding import (
    ask_destruction,
    decide,
    lift_hold,
    place_hold,
)
from kmt.retention.actions.destroying import replay
from kmt.retention.actions.nightly import run_nightly

__all__ = ["ask_destruction", "decide", "lift_hold", "place_hold", "replay", "run_nightly"]
