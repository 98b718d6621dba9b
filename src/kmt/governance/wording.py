"""Codes of governance in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.governance.reading import MeetingLine
from kmt.governance.rules import ActionStand, Gap, Kind, Presence, Removal
from kmt.kernel import clock
from kmt.partners.region import region

KINDS: dict[str, Promise] = {
    Kind.INFORM: _("to inform"),
    Kind.DISCUSS: _("to discuss"),
    Kind.DECIDE: _("to decide"),
}
PRESENCES: dict[str, Promise] = {
    Presence.PRESENT: _("was there"),
    Presence.EXCUSED: _("sent apologies"),
    Presence.ABSENT: _("was not there"),
    "": _("not noted"),
}
STANDS: dict[str, Promise] = {
    ActionStand.OPEN: _("to do"),
    ActionStand.DONE: _("done"),
    ActionStand.DROPPED: _("not needed any more"),
}
REMOVALS: dict[str, Promise] = {
    Removal.SOMEBODY: _("something about a person stands in it"),
    Removal.WRONG_FILE: _("the wrong file was chosen"),
    Removal.NOT_HERE: _("it may not be read by everybody here"),
}
GAPS: dict[str, Promise] = {
    Gap.NEVER: _("has nobody in it yet"),
    Gap.ENDED: _("had somebody, whose term ended"),
    Gap.ENDING: _("has somebody whose term ends soon"),
}


def organisation_name(code: str) -> str:
    """The name of an organisation of the region; its code when the region does not know it."""
    return next((one.name for one in region().organisations if one.code == code), code)


def organisation_pairs() -> tuple[tuple[str, str], ...]:
    """Code and name of every organisation of the region, in order of name."""
    pairs = ((one.code, one.name) for one in region().organisations)
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


def meeting_stand(line: MeetingLine) -> tuple[Promise, str]:
    """How far a meeting and its minutes are, in words, and the kind of pill for it."""
    if line.called_off:
        return _("called off"), "stop"
    if line.adopted:
        return _("minutes adopted"), "ok"
    if line.meets_at > clock.now():
        return _("to come"), "info"
    return (_("draft minutes"), "warn") if line.written else (_("no minutes yet"), "warn")
