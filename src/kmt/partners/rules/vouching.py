"""Recovery by two colleagues: who may vouch, and when two have.

Nobody recovers by e-mail: whoever reads the mailbox would have the account. Two colleagues who
saw or called the person put their own name to it. The terms are ours (proposal).
"""

from dataclasses import dataclass
from datetime import timedelta

from kmt.kernel.refusals import Decision

WITHIN = timedelta(hours=24)
CODE_LIVES = timedelta(hours=1)
LETTER_LIVES = timedelta(days=7)
#: How somebody knows who it is: the record keeps the code.
REASONS = {
    "saw": "Ik zag deze persoon zelf, vandaag",
    "called": "Ik sprak deze persoon op een nummer dat ik al kende",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who vouches for whom, and who did so before."""

    by_id: str
    account_id: str
    account_active: bool
    vouches_for_all: bool
    same_organisation: bool
    already: frozenset[str]
    reason: str


def may_vouch(asked: Asked) -> Decision:
    """Once, not for oneself, for a colleague that one can know."""
    return Decision.of(
        "" if asked.by_id != asked.account_id else "Voor jezelf kun je niet instaan.",
        "" if asked.account_active else "Dit account is beëindigd.",
        ""
        if asked.vouches_for_all or asked.same_organisation
        else "Je kunt alleen instaan voor iemand van je eigen organisatie.",
        ""
        if asked.by_id not in asked.already
        else "Jij stond al in voor deze collega. Nu is een tweede collega nodig.",
        "" if asked.reason in REASONS else "Kies hoe je weet dat het deze persoon is.",
    )
