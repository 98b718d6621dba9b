"""Who agrees to a share: a second person, never the one who prepared it.

The matrix names the approvers. Those with a role of this house agree themselves, on their own
account; of somebody outside (an organisation, the RAC) it is noted who agreed and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kmt.kernel.refusals import Decision
from kmt.lawfulness.rules.disclosing import APPROVER_OF
from kmt.sharing.states import State

#: Which approver of the matrix somebody is by their role.
APPROVES = {**APPROVER_OF, "team_lead": "team_lead"}
COLLEAGUES = frozenset(APPROVES.values())
REASON_LIMIT = 1000


class Outcome(StrEnum):
    """What somebody who must agree said."""

    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One approver the matrix asks for; ``who`` says who agreed, empty when nobody has."""

    approver: str
    words: str
    who: str = ""
    outside: bool = False


def waits_for(approval: tuple[str, ...], agreed: frozenset[str]) -> tuple[str, ...]:
    """The colleagues that must still agree, in the order of the matrix."""
    return tuple(one for one in approval if one in COLLEAGUES and one not in agreed)


def may_approve(
    *,
    state: State,
    made_by: str,
    asked_by: str,
    role: str,
    wanted: tuple[str, ...],
    reason: str,
    outcome: Outcome,
) -> Decision:
    """Whether this person may agree to or refuse this draft now."""
    return Decision.of(
        "" if made_by != asked_by else "Wie de deling voorbereidt, geeft niet zelf akkoord.",
        "" if state is State.WAITING else "Deze deling wacht niet meer op akkoord.",
        "" if APPROVES.get(role, "-") in wanted else "Voor deze deling is jouw akkoord niet nodig.",
        "Zeg waarom je niet akkoord bent."
        if outcome is Outcome.REFUSED and not reason.strip()
        else "",
    )


def needs(
    approval: tuple[str, ...],
    agreed: frozenset[str],
    named: Mapping[str, str],
    words: Mapping[str, str],
) -> tuple[Need, ...]:
    """Every approver of the matrix, with who agreed; ``agreed`` also without a name."""
    return tuple(
        Need(
            approver=one,
            words=words.get(one, one),
            who=named.get(one, "") or (_BY_ITSELF.get(one, _SELF) if one in agreed else ""),
            outside=one not in COLLEAGUES,
        )
        for one in approval
    )


_SELF = "door zelf te besluiten"
_BY_ITSELF = {
    "client": "met de toestemming",
    "supplier": "volgens wat de leverancier zei",
}
