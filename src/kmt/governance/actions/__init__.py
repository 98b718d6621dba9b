"""Every write of governance; one act each, keyword-only."""

from kmt.governance.actions.bodies import change_body, end_seat, found_body, seat
from kmt.governance.actions.decisions import correct_decision, follow_up, record_decision
from kmt.governance.actions.doing import agree_action, end_action
from kmt.governance.actions.ending import destroy_year
from kmt.governance.actions.meetings import (
    add_item,
    adopt_minutes,
    call_meeting,
    call_off,
    note_attendance,
    take_papers_away,
    write_minutes,
)
from kmt.governance.actions.questions import answer, ask_members, sum_up

__all__ = [
    "add_item",
    "adopt_minutes",
    "agree_action",
    "answer",
    "ask_members",
    "call_meeting",
    "call_off",
    "change_body",
    "correct_decision",
    "destroy_year",
    "end_action",
    "end_seat",
    "follow_up",
    "found_body",
    "note_attendance",
    "record_decision",
    "seat",
    "sum_up",
    "take_papers_away",
    "write_minutes",
]
