"""Words of the desk for the screen: places, on what ground a municipality is responsible."""

from django.utils.translation import gettext as _

from kmt.intake.rules import ELSEWHERE
from kmt.partners.region import region
from kmt.triage.rules.places import Basis
from kmt.vocabulary.queries import indicator_groups
from kmt.vocabulary.wording import language

Pairs = list[tuple[str, str]]


def place_word(municipality: str) -> str:
    """The name of a municipality; the empty code is a municipality nobody knows yet."""
    if municipality == ELSEWHERE:
        return _("outside the region")
    return region().municipality_name(municipality) if municipality else _("unknown so far")


def basis_word(basis: str) -> str:
    """On what ground a municipality is responsible."""
    return {
        Basis.RESIDENCE: _("municipality of residence"),
        Basis.PLACE_FOUND: _("found here, no residence known"),
        Basis.OVERRIDE: _("chosen with a reason, other than the rule"),
        Basis.UNKNOWN: _("no residence and no place found known yet"),
    }[Basis(basis)]


def group_word(code: str) -> str:
    """The name of a group of indicators."""
    found = next(one for one in indicator_groups() if one.group == code)
    name = found.label(language())
    return name[:1].upper() + name[1:]


def place_pairs(empty: str, *, elsewhere: bool) -> Pairs:
    """The municipalities of the region as choices, with words for none."""
    outside = [(ELSEWHERE, place_word(ELSEWHERE))] if elsewhere else []
    return [("", empty), *region().places, *outside]
