"""A result over the years: what was measured beside the straight line to the target."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from kmt.kernel.charts import Chart, Line, years
from kmt.policy_frame.reading import ResultView
from kmt.policy_frame.rules import on_the_line, rounded
from kmt.policy_frame.wording import figure


def course(view: ResultView) -> Chart | None:
    """The last value of each year and the line to the target; None without a beginning."""
    target = view.result.target
    if target.start is None or target.start_on is None:
        return None
    values = {target.start_on: target.start}
    values |= {one.on: one.value for one in reversed(view.measured)}
    if view.result.reading is not None:
        values[view.result.reading.on] = view.result.reading.value
    measured = {on.year: values[on] for on in sorted(values)}
    line: dict[int, Decimal] = {}
    for year in range(target.start_on.year, target.on.year + 1):
        day = max(min(date(year, 12, 31), target.on), target.start_on)
        if year == target.start_on.year and year != target.on.year:
            day = target.start_on
        wanted = on_the_line(target, day)
        if wanted is not None:
            line[year] = rounded(wanted)
    return years(
        [
            Line(label=_("Measured"), points=measured),
            Line(label=_("Line to the target"), points=line),
        ],
        key="course",
        title=_("How it goes over the years"),
        unit=view.result.unit,
        decimals=2 if view.result.target.value < 10 else 0,
        source=_("The last value of each year; the target: %(target)s.")
        % {"target": figure(target.value, view.result.unit)},
    )
