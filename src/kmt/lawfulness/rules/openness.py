"""What becomes public: small cells of a table, and the parts of a document under the Woo.

Minimum cell: our own proposal (matrix row M061). Woo 5.1(1)(d)(e): special and criminal data and
the BSN never without explicit consent, unless the person made them manifestly public.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmt.lawfulness.entries import Matrix, Verdict
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.sharing import may_share

MINIMUM_CELL = 5


class Cell(StrEnum):
    """Whether a number may be shown."""

    SHOW = "SHOW"
    SUPPRESS = "SUPPRESS"


class WooPart(StrEnum):
    """What happens with a part of a document: refused, weighed by a person, or public."""

    REFUSE_PART = "REFUSE_PART"
    WEIGH = "WEIGH"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True)
class WooAnswer:
    """The outcome for one part and why."""

    outcome: WooPart
    sentence: str


def cell(count: int, minimum: int = MINIMUM_CELL) -> Cell:
    """A count of one up to the minimum is hidden; that there is nobody may be told."""
    return Cell.SUPPRESS if 0 < count < minimum else Cell.SHOW


def woo_part(data: str, facts: Set[str], matrix: Matrix, on: date) -> WooAnswer:
    """What happens with the part of a document that holds this kind of data."""
    absolute = (
        matrix.with_trait("special") | matrix.with_trait("criminal") | matrix.with_trait("bsn")
    )
    kinds = matrix.leaves.get(data, frozenset())
    if kinds & absolute:
        decision = may_share(_request(kinds & absolute, facts), matrix, on)
        if decision.outcome is Verdict.DENY:
            return WooAnswer(WooPart.REFUSE_PART, decision.sentence)
    if kinds and kinds <= matrix.with_trait("anonymous"):
        return WooAnswer(WooPart.PUBLISH, "Dit deel bevat geen persoonsgegevens.")
    return WooAnswer(
        WooPart.WEIGH,
        "Weeg dit deel zelf: de persoonlijke levenssfeer, het toezicht en het goed functioneren "
        "tegen het belang van openbaarheid (Woo 5.1(2)(c)(e)(h)).",
    )


def _request(data: frozenset[str], facts: Set[str]) -> ShareRequest:
    return ShareRequest(
        compartment="ANY",
        sender="kmt",
        recipient="woo_requester",
        purpose="P_WOO",
        data=data,
        subject="unknown",
        facts=facts,
    )
