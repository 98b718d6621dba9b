"""What can be chosen: what the matrix knows for a compartment and a sender, and everything else.

What it does not know is offered too, apart: then the answer is a no with its explanation. Silence
is a no, and somebody who asks hears it here instead of finding another way.
"""

from dataclasses import dataclass
from datetime import date

from kmt.lawfulness.entries import EVERY, Matrix, Row, Verdict

Pair = tuple[str, str]
#: Receivers and purposes that no share out of a case is about, whatever the matrix says of them.
_NEVER = frozenset({"algorithm", "log", "citizen_anonymous", "citizen_named", "data_subject"})
#: Receivers that many ask for and the matrix refuses: they stand among the known ones.
_REFUSED = frozenset({"riec", "council", "woo_requester"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Codes with their words: those the matrix knows here, and the others."""

    recipients: tuple[Pair, ...]
    other_recipients: tuple[Pair, ...]
    purposes: tuple[Pair, ...]
    other_purposes: tuple[Pair, ...]
    data: tuple[Pair, ...]
    other_data: tuple[Pair, ...]


def choices(compartment: str, sender: str, matrix: Matrix, on: date) -> Choices:
    """What can be chosen for a share out of this compartment by this sender today."""
    rows = [
        row
        for row in matrix.rows
        if compartment in row.compartments and sender in row.senders and row.valid_on(on)
    ]
    giving = [row for row in rows if row.decision is not Verdict.DENY]
    recipients = _named(giving, "recipients", matrix) | _REFUSED
    purposes = _named(rows, "purposes", matrix)
    data = frozenset[str]().union(*(row.data for row in giving if row.written["data"] != EVERY))
    return Choices(
        recipients=_words(recipients, "actor", matrix),
        other_recipients=_words(
            frozenset(matrix.codes["actor"]) - recipients - _NEVER, "actor", matrix
        ),
        purposes=_words(purposes, "purpose", matrix),
        other_purposes=_words(frozenset(matrix.codes["purpose"]) - purposes, "purpose", matrix),
        data=_words(data, "data", matrix),
        other_data=_words(frozenset(matrix.leaves) - _groups(matrix) - data, "data", matrix),
    )


def _groups(matrix: Matrix) -> frozenset[str]:
    """Names of several kinds together: nobody shares "everything", but what it consists of."""
    return frozenset(code for code, found in matrix.leaves.items() if code not in found)


def _named(rows: list[Row], column: str, matrix: Matrix) -> frozenset[str]:
    """The codes that these rows name themselves; "everybody" names nobody."""
    found = {code for row in rows if row.written[column] != EVERY for code in getattr(row, column)}
    return frozenset(found) - _NEVER


def _words(codes: frozenset[str], kind: str, matrix: Matrix) -> tuple[Pair, ...]:
    """In the order of the matrix, which is that of the work."""
    return tuple((code, each.dutch) for code, each in matrix.codes[kind].items() if code in codes)
