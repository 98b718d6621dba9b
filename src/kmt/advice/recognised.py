"""What was found in a text, in words for who typed it: what it is, and what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.advice.rules.pieces import Found, Kind

_LEAVE = _("Leave it out. We do not need it.")
_PERSON = _("Write for example: a girl, about 16.")
_NUMBER = _("a number of a person or a paper")
_ADDRESS = _("an address")
_ONLINE = _("an account or page online")
_WORDS: Mapping[Kind, tuple[Promise, Promise]] = {
    Kind.NAME: (_("a name"), _PERSON),
    Kind.BSN: (_NUMBER, _LEAVE),
    Kind.V_NUMBER: (_NUMBER, _LEAVE),
    Kind.NUMBER: (_NUMBER, _LEAVE),
    Kind.BIRTH_DATE: (_("a date of birth"), _PERSON),
    Kind.DATE: (_("a day long ago, perhaps of birth"), _PERSON),
    Kind.PHONE: (_("a phone number"), _LEAVE),
    Kind.MAIL: (_("a mail address"), _LEAVE),
    Kind.IBAN: (_("a bank account"), _LEAVE),
    Kind.ADDRESS: (_ADDRESS, _("Write for example: a house in a village.")),
    Kind.POSTCODE: (_ADDRESS, _("Write for example: a house in a village.")),
    Kind.PLATE: (_("a number plate"), _("Write for example: a dark car.")),
    Kind.ONLINE: (_ONLINE, _LEAVE),
    Kind.LINK: (_ONLINE, _LEAVE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One piece on the page. ``key`` is empty when nobody can say that it is about nobody."""

    text: str
    what: Promise
    instead: Promise
    key: str


def shown(pieces: Mapping[str, tuple[Found, ...]]) -> tuple[Shown, ...]:
    """Every piece once, in the order of the fields."""
    found: dict[str, Shown] = {}
    for one in (piece for several in pieces.values() for piece in several):
        what, instead = _WORDS[one.kind]
        key = "" if one.sure else one.key
        found.setdefault(one.key, Shown(text=one.text, what=what, instead=instead, key=key))
    return tuple(found.values())
