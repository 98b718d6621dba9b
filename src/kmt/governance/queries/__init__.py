"""Every read of governance; the actor goes first, and answers are frozen."""

from kmt.governance.queries.actions import ended_actions, open_actions
from kmt.governance.queries.bodies import bodies, body, colleagues, home
from kmt.governance.queries.decisions import (
    body_choices,
    decision,
    decision_choices,
    decisions,
    decisions_about,
    register,
)
from kmt.governance.queries.meetings import lines_of as meetings
from kmt.governance.queries.meetings import meeting
from kmt.governance.queries.questions import question, questions

__all__ = [
    "bodies",
    "body",
    "body_choices",
    "colleagues",
    "decision",
    "decision_choices",
    "decisions",
    "decisions_about",
    "ended_actions",
    "home",
    "meeting",
    "meetings",
    "open_actions",
    "question",
    "questions",
    "register",
]
