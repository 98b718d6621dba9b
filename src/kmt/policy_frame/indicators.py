"""Indicators: named queries on the rooms below, each with its unit, its base and its date.

Released counts of victims and reports are not among them: no room releases them yet, and a count
that was not made safe has no place on a page that goes to councils. Until then such a result is
typed in from a published source, or too little known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.finance.queries import newest_coverage
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate.queries import progress
from kmt.prevention.queries import reached
from kmt.training.queries import trained_shares

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an indicator says: value, the day it holds for, of how many (``base``), from where."""

    value: Decimal
    on: date
    base: str
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A named query: code, its words, its unit, and how it is asked; None: nothing known."""

    code: str
    words: str | Promise
    unit: str | Promise
    ask: Callable[[Actor], Reading | None]


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part * 100) / Decimal(whole)).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _obligations(actor: Actor) -> Reading | None:
    if not actor.may(Permission.MANDATE_STANDING_READ):
        return None
    found = progress(actor)
    if not found or not found[-1].total:
        return None
    last = found[-1]
    return Reading(
        value=_share(last.met, last.total),
        on=clock.today(),
        base=_("%(met)s of %(total)s obligations of all municipalities together")
        % {"met": last.met, "total": last.total},
        source=_("Obligations of municipalities, with evidence that counts"),
        url=reverse("mandate:region"),
    )


def _coverage(actor: Actor) -> Reading | None:
    today = clock.today()
    # A budget that begins next year says nothing about this one: then its first year is shown.
    coming = (one for one in newest_coverage(actor) if one.year >= today.year)
    found = min(coming, key=lambda one: one.year, default=None)
    if found is None or found.ratio is None:
        return None
    return Reading(
        value=found.ratio.quantize(_HUNDREDTH, rounding=ROUND_FLOOR),
        on=today,
        base=_("secured structural income and structural cost of %(year)s") % {"year": found.year},
        source=_("The budget that holds"),
        url=reverse("finance:overview"),
    )


def _trained(actor: Actor) -> Reading | None:
    if not actor.may(Permission.MANDATE_STANDING_READ):
        return None
    today = clock.today()
    known = [one for one in trained_shares(actor, year=today.year) if one.staff]
    staff = sum(one.staff or 0 for one in known)
    if not staff:
        return None
    places = len({one.municipality for one in known})
    return Reading(
        value=_share(sum(min(one.trained, one.staff or 0) for one in known), staff),
        on=today,
        base=_("%(staff)s staff of departments of %(places)s municipalities that gave a number")
        % {"staff": staff, "places": places},
        source=_("Trainings of this year"),
        url=reverse("training:reach"),
    )


def _reached(actor: Actor) -> Reading | None:
    if not actor.may(Permission.KNOWLEDGE_BASE_READ):
        return None
    today = clock.today()
    found = reached(actor, year=today.year)
    if not found:
        return None
    return Reading(
        value=Decimal(sum(one.counted for one in found)),
        on=today,
        base=_("counted contacts of campaigns in %(year)s; one person can count twice")
        % {"year": today.year},
        source=_("Campaigns and prevention"),
        url=reverse("prevention:reach"),
    )


INDICATORS: dict[str, Indicator] = {
    one.code: one
    for one in (
        Indicator(
            code="obligations_met",
            words=gettext_lazy("Share of the obligations of municipalities that is met"),
            unit="%",
            ask=_obligations,
        ),
        Indicator(
            code="coverage",
            words=gettext_lazy("Coverage: secured structural income divided by structural cost"),
            unit=gettext_lazy("times the cost"),
            ask=_coverage,
        ),
        Indicator(
            code="trained",
            words=gettext_lazy("Share of staff of municipalities that was trained this year"),
            unit="%",
            ask=_trained,
        ),
        Indicator(
            code="reached",
            words=gettext_lazy("Contacts reached with prevention this year"),
            unit=gettext_lazy("contacts"),
            ask=_reached,
        ),
    )
}


def readings(actor: Actor, codes: frozenset[str]) -> dict[str, Reading | None]:
    """What these indicators say now, each asked once."""
    return {code: INDICATORS[code].ask(actor) for code in sorted(codes) if code in INDICATORS}


def indicator_pairs() -> list[tuple[str, str]]:
    """Code and words of every indicator that can be chosen."""
    return [(one.code, str(one.words)) for one in INDICATORS.values()]
