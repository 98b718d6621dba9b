"""Feedback on a result: whoever received it says at least yearly what it brought (WGS 1.7(4)).

What is late becomes a task and stands in the list for the public yearly report (WGS 1.12); task
and list as form are our own proposal.
"""

from dataclasses import dataclass
from datetime import date

from kmt.vocabulary.durations import add_months

MONTHS = 12


@dataclass(frozen=True, slots=True)
class FeedbackDue:
    """When feedback is due, and whether it must be asked for now."""

    due_on: date
    task: bool

    @property
    def in_yearly_report(self) -> bool:
        """What was not answered in time is told in the yearly report."""
        return self.task


def feedback_due(supplied_on: date, last_feedback_on: date | None, today: date) -> FeedbackDue:
    """Twelve months after the supply or the last feedback; on that day it becomes a task."""
    due_on = add_months(max(supplied_on, last_feedback_on or supplied_on), MONTHS)
    return FeedbackDue(due_on, today >= due_on)
