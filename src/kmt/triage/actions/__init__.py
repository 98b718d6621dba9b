"""Every write of the desk: weighing a report, its persons, hand-over to care, the end of it."""

from kmt.triage.actions.deciding import locate, pass_on
from kmt.triage.actions.ending import (
    close_report,
    give_feedback,
    reopen_report,
    say_not_same,
    say_same,
    take_out,
)
from kmt.triage.actions.weighing import (
    add_person,
    link_person,
    look_again,
    record_triage,
)

__all__ = [
    "add_person",
    "close_report",
    "give_feedback",
    "link_person",
    "locate",
    "look_again",
    "pass_on",
    "record_triage",
    "reopen_report",
    "say_not_same",
    "say_same",
    "take_out",
]
