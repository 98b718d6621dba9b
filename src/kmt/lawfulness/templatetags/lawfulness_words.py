"""Words on the pages of transfers: where one stands, and what was done."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

_STATES = {
    "proposed": _("Proposed"),
    "decided": _("Waits for the receiver"),
    "accepted": _("Accepted"),
    "refused": _("Given back"),
    "withdrawn": _("Taken back"),
}
_EVENTS = {
    "propose": _("Proposed"),
    "decide": _("Decided that a person goes along"),
    "accept": _("Accepted: the receiver is responsible from now on"),
    "refuse": _("Given back to the sender"),
    "withdraw": _("Taken back by the sender"),
}


@register.filter
def transfer_state(state: str) -> str:
    """Where a transfer stands."""
    return str(_STATES.get(state, state))


@register.filter
def transfer_event(event: str) -> str:
    """A step of a transfer."""
    return str(_EVENTS.get(event, event))
