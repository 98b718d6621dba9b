"""The words on the pages of care for codes, days and grounds, in the language of the page."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kmt.care.beside import event_words
from kmt.care.rules import Due, EventKind, Urgency
from kmt.care.states import State
from kmt.kernel import clock
from kmt.vocabulary.queries import FORMS, codes_of, deadline_rules_on
from kmt.vocabulary.wording import choices, label

Pairs = list[tuple[str, str]]


def state_word(state: str) -> str:
    """The name of a state."""
    main = state in codes_of("case_state")
    return label("case_state" if main else "case_side_state", state)


def forms_word(forms: Iterable[str]) -> str:
    """The names of forms of exploitation, or that none is known."""
    return ", ".join(label(FORMS, one) for one in forms) or _("unknown so far")


def closing_word(reason: str) -> str:
    """The name of a reason of closing."""
    return label("closing_reason", reason) if reason else ""


def role_word(role: str) -> str:
    """The name of somebody's role in a report."""
    return label("person_role", role) if role in codes_of("person_role") else role


def urgency_word(urgency: str) -> str:
    """The name of the urgency that the desk gave a report."""
    return label("urgency", urgency) if urgency else _("not weighed")


def urgency_short(urgency: str) -> str:
    """The name of an urgency without the examples between brackets, for a list."""
    return urgency_word(urgency).partition(" (")[0]


def event_word(kind: str) -> str:
    """What happened, as the heading of an event."""
    own: dict[str, str | Promise] = {
        EventKind.CONTACT_PERSON: _("Contact with the person"),
        EventKind.CONTACT_ORGANISATION: _("Contact with an organisation"),
        EventKind.NOTE: _("Note"),
        EventKind.OPENED: _("Case opened"),
        EventKind.MOVED: _("State changed"),
        EventKind.FORMS_SET: _("Forms of exploitation changed"),
        EventKind.HANDED_OVER: _("Handed over to another coordinator"),
        EventKind.ACTION_DONE: _("Done"),
        EventKind.ACTION_DROPPED: _("No longer needed"),
        EventKind.ACTION_REOPENED: _("Not done yet after all"),
        EventKind.RESCHEDULED: _("Moved to another day"),
    }
    return str({**own, **event_words()}.get(kind, kind))


def rule_word(rule: str) -> str:
    """The name of a rule that gives a day, with its number; the number alone when it is gone."""
    found = next((one for one in deadline_rules_on(clock.today()) if one.rule == rule), None)
    return f"{found.label()} ({rule})" if found else rule


def due_words(due: Due) -> str:
    """When something is due, in words: lateness is never told by colour alone."""
    day = date_format(due.on, "j\u00a0b")  # a day and its month stay on one line
    if due.urgency is Urgency.OVERDUE:
        late = ngettext("%(days)s day late", "%(days)s days late", due.days)
        return f"{late % {'days': due.days}} ({day})"
    if due.urgency is Urgency.TODAY:
        return _("today")
    if due.days == 1:
        return f"{_('tomorrow')} ({day})"
    return day if due.urgency is Urgency.SOON else date_format(due.on, "j b Y")


def due_kind(due: Due) -> str:
    """The colour of a due date."""
    kinds = {Urgency.OVERDUE: "stop", Urgency.TODAY: "warn", Urgency.SOON: "info"}
    return kinds.get(due.urgency, "")


def ago_words(day: date, today: date) -> str:
    """How long ago a day was."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def state_pairs(states: Iterable[State]) -> Pairs:
    """States as choices."""
    return [(state.value, state_word(state)) for state in states]


def form_pairs(on: date) -> Pairs:
    """The forms of exploitation of a day as choices."""
    return list(choices(FORMS, on))


def closing_pairs(on: date) -> Pairs:
    """The reasons of closing as choices."""
    return [("", "–"), *choices("closing_reason", on)]
