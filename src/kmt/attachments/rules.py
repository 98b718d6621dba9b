"""What may be done with a file. Pure.

Nothing is opened that no scanner looked at: not by a special permission and not with a warning.
Where no scanner is set up such a permission would be the daily way, and "quarantine" a word. What
was found clean but could not be made anew is only saved, never shown: a scanner knows the viruses
of yesterday, and a browser that shows nothing runs nothing.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.attachments.files import PICTURES
from kmt.attachments.states import PASSED, REFUSED
from kmt.kernel.refusals import Decision

#: Why a file is downloaded: stable code for the record, and the words on the screen.
REASONS: dict[str, Promise] = {
    "file_assess": _("To assess what was told"),
    "file_hand_over": _("To hand it over to the police or another organisation"),
    "file_safety": _("For the safety of somebody, now"),
}
NOT_SCANNED = "Dit bestand is nog niet op virussen onderzocht, dus het gaat niet open."
SCAN_FIRST = (
    "Dat gebeurt vanzelf zodra de virusscanner werkt. "
    "Duurt het lang, vraag dan de beheerder ernaar."
)
INFECTED = "In dit bestand zat een virus. De inhoud is vernietigd."
NO_PICTURE = (
    "Dit bestand is geen foto die wij konden schoonmaken. Het kan alleen worden opgeslagen."
)


def may_take(state: str) -> Decision:
    """Whether a file may be saved on somebody's own computer."""
    if state == REFUSED:
        return Decision.refuse(INFECTED)
    return Decision.of() if state == PASSED else Decision.refuse(NOT_SCANNED, SCAN_FIRST)


def may_show(state: str, kind: str, *, cleaned: bool) -> Decision:
    """Whether a file may be shown on screen: a picture that was made anew and found clean."""
    decision = may_take(state)
    if not decision.allowed:
        return decision
    shown = cleaned and kind in PICTURES
    return Decision.of() if shown else Decision.refuse(NO_PICTURE)
