"""Codes of this room in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from kmt.transition.rules import BY_COVERAGE, BY_EVIDENCE, GO, LATER, NO_GO

Words = dict[str, Promise]

STATES: Final[Words] = {
    "under_way": pgettext_lazy("transition", "under way"),
    "done": pgettext_lazy("transition", "done"),
    "stopped": pgettext_lazy("transition", "stopped"),
}
CONDITIONS: Final[Words] = {
    "open": pgettext_lazy("condition", "not shown yet"),
    "shown": pgettext_lazy("condition", "shown to be met"),
}
SHOWN_BY: Final[Words] = {
    BY_EVIDENCE: gettext_lazy("by evidence that somebody writes down"),
    BY_COVERAGE: gettext_lazy("by the budget: every year is covered by structural income"),
}
#: What a move like that of the centre asks; the memo names staff, communication and opening.
AREAS: Final[Words] = {
    "staff": gettext_lazy("Staff"),
    "communication": gettext_lazy("Communication"),
    "opening": gettext_lazy("Opening"),
    "files": gettext_lazy("Files taken over"),
    "finance": gettext_lazy("Money"),
    "development": gettext_lazy("Further development"),
    "law": gettext_lazy("Law and privacy"),
}
TASKS: Final[Words] = {
    "to_do": pgettext_lazy("task", "to do"),
    "doing": pgettext_lazy("task", "under way"),
    "done": pgettext_lazy("task", "done"),
    "dropped": pgettext_lazy("task", "dropped"),
}
STANDING: Final[Words] = {
    "late": pgettext_lazy("task", "late"),
    "waits": pgettext_lazy("task", "waits for another"),
    "soon": pgettext_lazy("task", "soon"),
    "open": pgettext_lazy("task", "open"),
    "done": pgettext_lazy("task", "done"),
    "dropped": pgettext_lazy("task", "dropped"),
}
STANDING_KIND: Final[dict[str, str]] = {"late": "stop", "soon": "warn", "done": "ok"}
SIZES: Final[Words] = {
    "low": pgettext_lazy("risk", "small"),
    "middle": pgettext_lazy("risk", "middling"),
    "high": pgettext_lazy("risk", "great"),
}
RISKS: Final[Words] = {
    "open": pgettext_lazy("risk", "is there"),
    "closed": pgettext_lazy("risk", "over"),
}
OUTCOMES: Final[Words] = {
    GO: gettext_lazy("go"),
    LATER: gettext_lazy("not yet"),
    NO_GO: gettext_lazy("no go"),
}


def pairs(words: Words) -> list[tuple[str, str]]:
    """Codes with their words, for a form."""
    return [(code, str(one)) for code, one in words.items()]
