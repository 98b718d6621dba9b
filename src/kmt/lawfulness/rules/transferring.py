"""A transfer between compartments: what its proposal must say, and whether a decision fits it.

Whether it may is for the matrix (:mod:`.sharing`); a decision is a disclosure like any other.
Pure. Source: README section 1 of the law tables ("how it may cross"), AVG 5(1)(b)(c).
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.kernel.refusals import Decision
from kmt.lawfulness.entries import Matrix
from kmt.lawfulness.rules.asking import ShareRequest

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAsked:
    """What is handed from one compartment to another, of which record, and what stays behind.

    All codes are those of the sharing matrix. ``data`` is the minimum set; ``left_out`` says what
    does not go along and why.
    """

    object_type: str
    object_id: UUID
    label: str
    municipality: str
    compartment: str
    to_compartment: str
    sender: str
    recipient: str
    purpose: str
    data: Set[str]
    necessity: str
    left_out: str


def problems(asked: TransferAsked) -> dict[str, str]:
    """What is missing from a proposal, per field; none when it is whole."""
    found = {
        "data": "" if asked.data else "Kies welke gegevens meegaan.",
        "necessity": "" if asked.necessity.strip() else "Leg uit waarom dit nodig is.",
        "left_out": "" if asked.left_out.strip() else "Zet erbij wat je weglaat, en waarom.",
        "to_compartment": "Een overdracht gaat naar een ander compartiment."
        if asked.compartment == asked.to_compartment
        else "",
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def fits(request: ShareRequest, proposed: TransferAsked) -> Decision:
    """Whether a decision is about what was proposed, and takes no more along than that."""
    same = ("compartment", "sender", "recipient", "purpose")
    return Decision.of(
        ""
        if all(getattr(request, one) == getattr(proposed, one) for one in same)
        else "Dit besluit gaat over een andere overdracht dan is voorgesteld.",
        ""
        if request.data <= proposed.data
        else "Er gaat meer mee dan is voorgesteld. Stel de overdracht opnieuw voor.",
    )


def rows_about(proposed: TransferAsked, matrix: Matrix, on: date) -> tuple[str, ...]:
    """The rows of the matrix that speak of this way from one compartment to another."""
    return tuple(
        row.id
        for row in matrix.index.get((proposed.compartment, proposed.purpose), ())
        if proposed.sender in row.senders
        and proposed.recipient in row.recipients
        and proposed.data & row.data
        and row.valid_on(on)
    )


def reason_problems(reason: str) -> dict[str, str]:
    """What is wrong with the reason of a refusal; the sender must be able to act on it."""
    if 0 < len(reason.strip()) <= LONGEST_REASON:
        return {}
    return {"reason": f"Schrijf in een paar woorden waarom, hooguit {LONGEST_REASON} tekens."}
