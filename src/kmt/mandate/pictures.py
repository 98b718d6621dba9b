"""The charts of the mandate, made of read objects."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from kmt.kernel.charts import Chart, Deadline, Line, years
from kmt.mandate.reading import YearCount

#: "Before 2022" lies between the values of the ends of 2021 and 2022.
BEFORE_2022 = Decimal("2021.5")


def progress_chart(counts: Sequence[YearCount], *, place: str) -> Chart:
    """How many items were met at the end of each year, of how many were asked then."""
    return years(
        [
            Line(label=_("Met, with evidence"), points={one.year: one.met for one in counts}),
            Line(label=_("Asked"), points={one.year: one.total for one in counts}),
        ],
        key="progress",
        title=_("%(place)s: how many items were met at the end of each year") % {"place": place},
        unit=_("items"),
        deadline=Deadline(at=BEFORE_2022, words=_("before 2022")),
        source=_(
            "At the end of each year; the running year: today. More items are asked than in the "
            "beginning, and evidence that ran out does not count. What was not filled in counts as "
            "not met."
        ),
    )
