"""The words for the kinds of things that records name."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.connections.rules.kinds import PERSON, Kind

KIND_WORDS: dict[str, Promise] = {
    Kind.ADDRESS: _("address"),
    Kind.BUSINESS: _("business"),
    Kind.VEHICLE: _("vehicle"),
    Kind.PHONE: _("telephone number"),
    Kind.EMAIL: _("e-mail address"),
    Kind.ONLINE: _("online name"),
}
ALL_WORDS: dict[str, Promise] = {**KIND_WORDS, PERSON: _("person")}
