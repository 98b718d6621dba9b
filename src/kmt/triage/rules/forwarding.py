"""To whom a signal goes on, and what then: by a disclosure, or told without personal data. Pure.

The sharing matrix decides what may go to whom (rows M007, M008, X001 of the law tables); here
stands only which question it is asked first. Nobody is obliged to report to the police.
"""

from dataclasses import dataclass

#: The matrix has no row for it: a signal can go there, personal data can not.
NO_ROW = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who a signal can go to: code (list ``signal_receiver``), and the question to the matrix."""

    code: str
    actor: str = NO_ROW
    purpose: str = ""


RECEIVERS = {
    one.code: one
    for one in (
        Receiver(code="police_avim", actor="police_avim", purpose="P_CRIME"),
        Receiver(code="labour_inspectorate", actor="labour_inspectorate", purpose="P_SIGNAL"),
        Receiver(code="riec", actor="riec", purpose="P_SIGNAL"),
        Receiver(code="veilig_thuis", actor="veilig_thuis", purpose="P_DVCM"),
        Receiver(code="emm"),
        Receiver(code="other_region", actor="other_desk", purpose="P_SIGNAL"),
    )
}
LONGEST_WORDS = 4000


def still_to_forward(chosen: tuple[str, ...], done: frozenset[str]) -> tuple[str, ...]:
    """Those of the receivers that were chosen that have nothing yet, in the order chosen."""
    return tuple(one for one in chosen if one not in done)
