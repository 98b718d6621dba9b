"""Every write of teamwork, by side of the table."""

from kmt.teamwork.actions.calendars import end_feed, make_feed
from kmt.teamwork.actions.letting_in import give, let_in, let_out
from kmt.teamwork.actions.outside import answer_task, leave, read_own, write_back
from kmt.teamwork.actions.taking_out import take_out
from kmt.teamwork.actions.talking import ask_task, comment, finished, read_comment, withdraw_task

__all__ = [
    "answer_task",
    "ask_task",
    "comment",
    "end_feed",
    "finished",
    "give",
    "leave",
    "let_in",
    "let_out",
    "make_feed",
    "read_comment",
    "read_own",
    "take_out",
    "withdraw_task",
    "write_back",
]
