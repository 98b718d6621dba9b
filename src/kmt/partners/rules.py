"""Whether a person may work with the product today: designated, screened and trained.

Source: Besluit gegevensverwerking door samenwerkingsverbanden art. 1.11 and 1.17, WGS art. 1.8(2):
only designated, screened (VOG) and trained persons get in. We ask the same of every room.
"""

from dataclasses import dataclass
from datetime import date

from kmt.kernel.refusals import Decision

MANAGER = "Vraag je leidinggevende om dit in orde te maken."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The dates of one account, as far as access depends on them; None means never."""

    has_membership: bool
    screening_valid_until: date | None
    training_valid_until: date | None


def may_work(standing: Standing, today: date) -> Decision:
    """Allow only who is designated, screened and trained on this day; says what is missing."""
    return Decision.of(
        "" if standing.has_membership else f"Je bent nog niet aangewezen voor een rol. {MANAGER}",
        _expired("screening (VOG)", standing.screening_valid_until, today),
        _expired("training", standing.training_valid_until, today),
    )


def _expired(what: str, valid_until: date | None, today: date) -> str:
    if valid_until is None:
        return f"Je {what} is nog niet geregistreerd. {MANAGER}"
    if valid_until < today:
        return f"Je {what} is verlopen op {valid_until:%d-%m-%Y}. {MANAGER}"
    return ""
