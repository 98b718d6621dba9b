"""The words for involvement and emergency access on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.access.rules import Capacity, EndReason, Ground, Opinion, ShieldReason

CAPACITY_WORDS: dict[str, Promise] = {
    Capacity.COORDINATOR: _("coordinates"),
    Capacity.STAND_IN: _("stands in"),
    Capacity.ADVISER: _("thinks along"),
}

END_WORDS: dict[str, Promise] = {
    EndReason.HANDED_OVER: _("the work was handed over"),
    EndReason.NO_LONGER_NEEDED: _("no longer needed"),
    EndReason.LEFT: _("left the team"),
    EndReason.CONFLICT_OF_INTEREST: _("an interest that clashes"),
    EndReason.CLOSED: _("the file was closed"),
    EndReason.ABSENCE_OVER: _("the absence is over"),
}

SHIELD_WORDS: dict[str, Promise] = {
    ShieldReason.RELAPSE: _("the person is in danger again"),
    ShieldReason.PERSON_ASKS: _("the person asks for their own file"),
    ShieldReason.COMPLAINT: _("a complaint, or the court"),
    ShieldReason.OVERSIGHT: _("a check of the work"),
}

GROUND_WORDS: dict[str, Promise] = {
    Ground.ACUTE_DANGER: _("somebody is in danger now"),
    Ground.VICTIM_CALLS: _("the person calls or stands at the door"),
    Ground.DEADLINE: _("a legal term ends before the coordinator is back"),
    Ground.POLICE_ASKS: _("the police or a doctor asks because of acute danger"),
}

OPINION_WORDS: dict[str, Promise] = {
    Opinion.JUSTIFIED: _("justified"),
    Opinion.TO_DISCUSS: _("to talk about"),
    Opinion.NOT_JUSTIFIED: _("not justified"),
}
