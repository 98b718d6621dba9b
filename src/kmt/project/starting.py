"""Says from which records a share can start: each room that keeps records hands over who sees one.

The room ``sharing`` stands below them and does not know them.
"""

from kmt.care import queries as cases
from kmt.care.rules import CARE_CASE
from kmt.intake import queries as reports
from kmt.intake.retained import REPORT
from kmt.sharing.origins import Origin, start_from


def start_shares() -> None:
    """Let a share start at a report or a care case; called once, at the start."""
    start_from(
        Origin(object_type=REPORT, seen=reports.sees, page="intake:report_detail"),
        Origin(object_type=CARE_CASE, seen=cases.sees, page="care:case"),
    )
