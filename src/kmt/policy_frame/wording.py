"""Codes and figures of the policy frame in words."""

from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kmt.policy_frame.reading import ResultSeen
from kmt.policy_frame.rules import Direction, Light, Progress, Why

LIGHTS: dict[Light, tuple[Promise, str]] = {
    Light.REACHED: (gettext_lazy("reached"), "ok"),
    Light.ON_COURSE: (gettext_lazy("on course"), "ok"),
    Light.BEHIND: (gettext_lazy("behind"), "stop"),
    Light.UNKNOWN: (gettext_lazy("too little known"), "warn"),
}
DIRECTIONS: dict[str, Promise] = {
    Direction.RISE: gettext_lazy("rises to the target on its day"),
    Direction.FALL: gettext_lazy("falls to the target on its day"),
    Direction.AT_LEAST: gettext_lazy("is at least the target, now and later"),
    Direction.AT_MOST: gettext_lazy("is at most the target, now and later"),
}
PROGRESSES: dict[str, Promise] = {
    Progress.UNDER_WAY: gettext_lazy("under way"),
    Progress.STUCK: gettext_lazy("stuck"),
    Progress.DONE: gettext_lazy("done"),
}
KINDS: dict[str, Promise] = {
    "goal": gettext_lazy("Goal"),
    "result": gettext_lazy("Result"),
    "action": gettext_lazy("Action"),
}
WHATS: dict[str, tuple[Promise, str]] = {
    "new": (gettext_lazy("new"), "ok"),
    "changed": (pgettext_lazy("policy frame", "changed"), "info"),
    "gone": (gettext_lazy("left out"), "warn"),
}


def figure(value: Decimal | None, unit: str = "") -> str:
    """A value with its unit, as it is written in the language of the page."""
    if value is None:
        return "–"
    plain = value.normalize()
    places = max(-int(plain.as_tuple().exponent), 0)
    words = number_format(value, decimal_pos=places, use_l10n=True, force_grouping=value >= 10_000)
    return f"{words}%" if unit == "%" else f"{words} {unit}".strip()


def target_words(seen: ResultSeen) -> str:
    """Where it should be, and when."""
    goal = figure(seen.target.value, seen.unit)
    if seen.target.direction == Direction.AT_LEAST:
        return _("at least %(goal)s") % {"goal": goal}
    if seen.target.direction == Direction.AT_MOST:
        return _("at most %(goal)s") % {"goal": goal}
    day = date_format(seen.target.on, "j b Y")
    return _("%(goal)s on %(day)s") % {"goal": goal, "day": day}


def reason(seen: ResultSeen) -> str:
    """Why a result stands as it does, in a sentence."""
    expected = figure(seen.judged.expected, seen.unit)
    sentences = {
        Why.REACHED: _("The target is reached."),
        Why.ON_LINE: _("On a straight line to the target it would be %(expected)s by now."),
        Why.UNDER_LINE: _("On a straight line to the target it would be %(expected)s by now."),
        Why.DAY_PAST: _("The day of the target is past."),
        Why.NOT_HELD: _("It should always be so, and it is not now."),
        Why.NO_VALUE: _("Nothing was measured yet."),
        Why.STALE: _("The last value is older than eighteen months."),
        Why.NO_START: _("It is not known where it began, so not whether this is fast enough."),
    }
    words = sentences[seen.judged.why]
    return words % {"expected": expected} if "%(" in words else words


def progress_words(code: str) -> str:
    """How far an action is."""
    return str(PROGRESSES[code]) if code else _("nothing said yet")


def progress_kind(code: str) -> str:
    """The kind of pill for it."""
    return {Progress.DONE.value: "ok", Progress.STUCK.value: "stop"}.get(code, "")
