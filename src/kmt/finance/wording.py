"""Codes of money in words, and amounts as Dutch writes them."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.finance.reckoning import Certainty, CostKind, KeyKind
from kmt.finance.rules import said
from kmt.finance.states import BudgetState

Words = Mapping[str, Promise]

CERTAINTY: Words = {
    Certainty.STRUCTURAL: _("structural"),
    Certainty.TEMPORARY: _("temporary"),
    Certainty.UNCERTAIN: _("uncertain"),
}
KINDS: Words = {
    CostKind.STAFF: _("staff"),
    CostKind.POST: _("post"),
    CostKind.ONE_OFF: _("one-off or temporary"),
}
KEYS: Words = {
    KeyKind.INHABITANTS: _("by inhabitants"),
    KeyKind.FIXED: _("by fixed shares"),
    KeyKind.CASES: _("by number of cases"),
    KeyKind.MIXED: _("by several of these, each with a weight"),
}
STATES: Mapping[str, tuple[Promise, str]] = {
    BudgetState.DRAFT: (_("draft"), "warn"),
    BudgetState.ADOPTED: (_("adopted"), "ok"),
    BudgetState.REPLACED: (_("replaced"), "info"),
}
CLOSERS: Words = {
    "temporary": _("This temporary stream becomes structural"),
    "uncertain": _("This uncertain stream is decided as structural"),
    "undecided": _("The decision behind this stream is made"),
    "inhabitant": _("All municipalities together pay this much more per inhabitant"),
    "cost": _("Structural costs go down by this much"),
}
OUTCOMES: Mapping[str, tuple[Promise, str]] = {
    "new": (_("is added"), "ok"),
    "changes": (_("changes what is there"), "info"),
    "same": (_("is there already"), ""),
    "wrong": (_("cannot be taken over"), "stop"),
}
FILES: Words = {
    "streams": _("Streams of money"),
    "costs": _("Costs"),
    "actuals": _("Actual amounts"),
}
#: What the record says of a change, in words.
REASONS: dict[str, str] = {
    "budget": "begroting",
    "budget_version": "nieuwe versie",
    "budget_adopted": "vastgesteld",
    "stream_put": "geldstroom geschreven",
    "cost_put": "kosten geschreven",
    "row_removed": "regel weggehaald",
    "rate_put": "indexcijfer geschreven",
    "key_put": "verdeelsleutel geschreven",
    "count_put": "telling geschreven",
    "actual_put": "werkelijk bedrag geschreven",
    "rows_imported": "regels ingelezen",
}

euros = said


def percent(ratio: Decimal | None) -> str:
    """A ratio with two digits, as 0,93; a dash when there is none. Cut off, never rounded up."""
    if ratio is None:
        return "–"
    return f"{ratio.quantize(Decimal('0.01'), rounding='ROUND_DOWN')}".replace(".", ",")


def plain(number: Decimal) -> str:
    """A number without zeros at its end, with a comma: 0,8."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
