"""The picture on the page of a factsheet: the years, with the moment of the agreement."""

from django.utils.translation import gettext as _

from kmt.factsheets.content import Content
from kmt.kernel.charts import Chart, Deadline, Line, years


def progress_chart(content: Content) -> Chart | None:
    """The share that was met per year; None when nothing was filled in yet."""
    found = content["progress"]
    if not found:
        return None
    own = Line(label=content["place"], points={one["year"]: one["percent"] for one in found})
    lines = [own]
    beside = {one["year"]: one["region"] for one in found if one["region"] is not None}
    if beside:
        lines.append(Line(label=content["region"], points=beside))
    due = content["due"]
    # The value of a year is that of its last day: "before 2022" lies just after that of 2021.
    before = _("agreed: done before %(year)s") % {"year": due["year"]} if due else ""
    return years(
        lines,
        key="progress",
        title=_("Met per year"),
        unit="%",
        deadline=Deadline(at=due["year"] - 1, words=before) if due else None,
        source=_("Source: what municipalities filled in, with evidence that counted then."),
    )
