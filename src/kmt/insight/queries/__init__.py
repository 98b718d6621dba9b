"""Reading in insight: estimates with their doubts, shares of the population, counts, factsheets."""

from kmt.insight.queries.counting import CountPage, YearTotal, counts, totals_per_year
from kmt.insight.queries.estimates import (
    DoneRun,
    FiredRule,
    OpenRun,
    Overview,
    Variant,
    finished_run,
    latest_run,
    overview,
)
from kmt.insight.queries.factsheets import FactsheetFile, FactsheetView, factsheet, factsheet_file

__all__ = [
    "CountPage",
    "DoneRun",
    "FactsheetFile",
    "FactsheetView",
    "FiredRule",
    "OpenRun",
    "Overview",
    "Variant",
    "YearTotal",
    "counts",
    "factsheet",
    "factsheet_file",
    "finished_run",
    "latest_run",
    "overview",
    "totals_per_year",
]
