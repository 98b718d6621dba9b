"""A second pair of eyes on a doubtful disclosure: never those of whoever decided."""

from enum import StrEnum

from kmt.kernel.refusals import Decision


class Opinion(StrEnum):
    """What the reviewer thinks of it."""

    AGREED = "agreed"
    TO_DISCUSS = "to_discuss"


def may_review(*, decided_by: str, reviewer: str, doubtful: bool) -> Decision:
    """Whether this person may review this disclosure."""
    return Decision.of(
        "" if decided_by != reviewer else "Wie besloot, beoordeelt het niet zelf.",
        "" if doubtful else "Deze verstrekking rust op de wet alleen en wacht niet op een oordeel.",
    )
