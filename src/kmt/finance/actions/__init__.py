"""Writing in finance: budgets and their versions, their rows, imports, what came in truth."""

from kmt.finance.actions.budgets import adopt, destroy_line, new_version, open_budget
from kmt.finance.actions.rows import (
    put_actual,
    put_cost,
    put_count,
    put_key,
    put_rate,
    put_stream,
    remove,
    take_rows,
    take_snapshot,
)

__all__ = [
    "adopt",
    "destroy_line",
    "new_version",
    "open_budget",
    "put_actual",
    "put_cost",
    "put_count",
    "put_key",
    "put_rate",
    "put_stream",
    "remove",
    "take_rows",
    "take_snapshot",
]
