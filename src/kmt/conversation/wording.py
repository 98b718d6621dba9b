"""Words for the desk: what the standard texts are called, in the order that they are offered."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise] = {
    "thanks": _("We have read it"),
    "where": _("Ask where it is"),
    "when": _("Ask when it was"),
    "child": _("Ask about children"),
    "reach": _("Ask for a safe way"),
    "danger": _("Point at 112"),
    "help": _("Point at help"),
    "forwarded": _("We passed it on"),
    "elsewhere": _("It belongs somewhere else"),
    "working": _("We are still looking"),
    "acted": _("We did what we may do"),
    "nothing_now": _("We can do nothing for now"),
    "kept": _("We keep it"),
    "closed": _("We are done"),
}
