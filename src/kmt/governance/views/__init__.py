"""The pages of governance."""

from kmt.governance.views.bodies import body, body_change, body_new, home
from kmt.governance.views.decisions import correct, decision, decision_new, decisions
from kmt.governance.views.meetings import calendar, meeting, meeting_pdf, meetings
from kmt.governance.views.work import actions, question, questions

__all__ = [
    "actions",
    "body",
    "body_change",
    "body_new",
    "calendar",
    "correct",
    "decision",
    "decision_new",
    "decisions",
    "home",
    "meeting",
    "meeting_pdf",
    "meetings",
    "question",
    "questions",
]
