"""Reads the small notation of conditions in the matrix, and who may consent at which age.

``a;b|c+d;e[D05|D09]``: a, and (b or both c and d), and for D05 and D09 also e. A veto is
``v!x``: v stops the share unless x holds.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from kmt.lawfulness.entries import BANDS, Alternatives, Group, Veto

_GROUP = re.compile(r"(?P<names>[a-z0-9_+|]+)(\[(?P<data>[A-Z0-9_|]+)\])?")
_VETO = re.compile(r"(?P<fact>[a-z0-9_]+)(!(?P<unless>[a-z0-9_|]+))?")

SELF, OTHER, INCAPABLE = "consent_client", "consent_representative", "incapable"
#: First band in which somebody consents for themselves. Wmo 5.3.3(2) and BW 7:465: from 12;
#: UAVG 5, where consent itself is the ground: from 16.
CONSENT_FROM = {"consent_12": 1, "consent_16": 2}
CONSENTS = frozenset({SELF, OTHER})


def groups(text: str) -> tuple[Group, ...]:
    """The demands of a cell; ValueError when it cannot be read."""
    return tuple(_group(part) for part in text.split(";") if part)


def alternatives(text: str) -> Alternatives:
    """Alternatives of facts that must hold together; none when the cell is empty."""
    return tuple(frozenset(part.split("+")) for part in text.split("|") if part)


def worded(demands: tuple[Group, ...], words: Mapping[str, str]) -> tuple[Group, ...]:
    """The same demands with their Dutch, from the words of each condition."""
    return tuple(replace(one, dutch=clause(one.alternatives, words)) for one in demands)


def clause(found: Alternatives, words: Mapping[str, str]) -> str:
    """Alternatives as one Dutch clause."""
    return ", of ".join(" en ".join(words[fact] for fact in sorted(one)) for one in found)


def vetoes(text: str) -> tuple[Veto, ...]:
    """The vetoes of a cell; ValueError when it cannot be read."""
    return tuple(_veto(part) for part in text.split(";") if part)


def for_band(demands: tuple[Group, ...], band: int) -> tuple[Group, ...]:
    """The same demands with consent replaced by whose consent counts at this age."""
    return tuple(replace(one, alternatives=by_age(one.alternatives, band)) for one in demands)


def by_age(found: Alternatives, band: int) -> Alternatives:
    """Alternatives with ``consent_12`` and ``consent_16`` replaced by facts."""
    return tuple(fact for one in found for fact in _spread(one, band))


def band_of(age: int | None) -> int:
    """The place of an age in :data:`BANDS`; somebody of whom none is known counts as 16 or over."""
    if age is None or age >= 16:
        return len(BANDS) - 1
    return 0 if age < 12 else 1


def _spread(facts: frozenset[str], band: int) -> Alternatives:
    asked = facts & set(CONSENT_FROM)
    if not asked:
        return (facts,)
    rest, given = facts - asked, {OTHER}
    if any(band < CONSENT_FROM[one] for one in asked):
        return (rest | given,)
    return (rest | {SELF}, rest | {OTHER, INCAPABLE})


def _group(text: str) -> Group:
    found = _GROUP.fullmatch(text)
    if found is None:
        raise ValueError(text)
    only_for = frozenset((found["data"] or "").split("|")) - {""}
    return Group(alternatives(found["names"]), only_for)


def _veto(text: str) -> Veto:
    found = _VETO.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return Veto(found["fact"], frozenset((found["unless"] or "").split("|")) - {""})
