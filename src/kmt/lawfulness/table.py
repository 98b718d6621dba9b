"""The sharing matrix in words: one line per row, for the page and for the documentation.

Both are made from the data that :func:`~kmt.lawfulness.rules.may_share` reads, so that they cannot
say anything else than the program does.
"""

from dataclasses import dataclass
from datetime import date

from kmt.lawfulness.entries import EVERY, Matrix, Row, Verdict
from kmt.lawfulness.expressions import clause
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.parsing import ANY, SECRECY

DECISIONS = {
    Verdict.ALLOW: "Mag",
    Verdict.ALLOW_SEPARATE: "Mag, apart bewaard",
    Verdict.CONDITION: "Alleen onder voorwaarden",
    Verdict.DENY: "Mag niet",
}
STATUS_WORDS = {
    "law": "wet",
    "selectielijst": "selectielijst",
    "inference": "onze lezing, juridisch te bevestigen",
    "proposal": "eigen voorstel",
}
AGES = {"": "", "<12": "jonger dan 12", "12-15": "12 tot en met 15", ">=16": "16 of ouder"}
_EVERY = {"actor": "iedereen", "purpose": "elk doel", "subject": "wie dan ook", "data": "alles"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """One row in Dutch: what goes from whom to whom, whether it may, and why."""

    id: str
    compartments: str
    senders: str
    recipients: str
    purposes: str
    data: str
    subjects: str
    decision: Verdict
    decision_words: str
    why: str
    conditions: tuple[str, ...]
    vetoes: tuple[str, ...]
    exception: str
    binding: tuple[str, ...]
    approval: str
    basis: str
    retention: str
    status_words: str
    note: str
    verify: str
    valid: str


def lines(on: date | None, compartment: str = "") -> tuple[MatrixLine, ...]:
    """The rows that hold on a day (None: ever), of one compartment and every one, or of all."""
    matrix = sharing_matrix()
    return tuple(
        _line(row, matrix)
        for row in matrix.rows
        if (on is None or row.valid_on(on)) and (not compartment or compartment in row.compartments)
    )


def compartments() -> tuple[tuple[str, str], ...]:
    """The compartments that hold data, with their Dutch names."""
    found = sharing_matrix().codes["compartment"].values()
    return tuple((each.code, each.dutch) for each in found if each.code != ANY)


def _line(row: Row, matrix: Matrix) -> MatrixLine:
    words = {code: each.dutch for code, each in matrix.conditions.items()}
    age = AGES[row.written["age"]]
    subjects = _names(row, "subjects", "subject", matrix)
    return MatrixLine(
        id=row.id,
        compartments=_names(row, "compartments", "compartment", matrix),
        senders=_names(row, "senders", "actor", matrix),
        recipients=_names(row, "recipients", "actor", matrix),
        purposes=_names(row, "purposes", "purpose", matrix),
        data=_names(row, "data", "data", matrix),
        subjects=f"{subjects}, {age}" if age else subjects,
        decision=row.decision,
        decision_words=_decision(row),
        why=row.why,
        conditions=tuple(_demand(one.dutch, one.only_for, matrix) for one in row.demands),
        vetoes=tuple(_veto(one.fact, one.unless, words) for one in row.vetoes),
        exception=clause(row.lifted_by, words),
        binding=tuple(words[code] for code in row.binding),
        approval=", ".join(matrix.dutch("approval", code) for code in row.approval),
        basis=row.basis,
        retention=row.retention,
        status_words=STATUS_WORDS[row.status],
        note=row.note,
        verify=row.verify,
        valid=_period(row),
    )


def _names(row: Row, column: str, kind: str, matrix: Matrix) -> str:
    return ", ".join(_name(code, kind, matrix) for code in row.written[column].split("|"))


def _name(code: str, kind: str, matrix: Matrix) -> str:
    plain = code.removesuffix(SECRECY)
    word = _EVERY[kind] if plain == EVERY else matrix.dutch(kind, plain)
    return f"{word} onder beroepsgeheim" if code.endswith(SECRECY) else word


def _decision(row: Row) -> str:
    word = DECISIONS[row.decision]
    always = any(not one.only_for for one in row.demands)
    return f"{word}, als dit vaststaat" if row.decision is Verdict.ALLOW and always else word


def _demand(dutch: str, only_for: frozenset[str], matrix: Matrix) -> str:
    names = ", ".join(matrix.dutch("data", code) for code in sorted(only_for))
    return f"{dutch} (voor {names})" if names else dutch


def _veto(fact: str, unless: frozenset[str], words: dict[str, str]) -> str:
    names = ", ".join(words[code] for code in sorted(unless))
    return f"{words[fact]} (behalve als {names})" if names else words[fact]


def _period(row: Row) -> str:
    start = f"vanaf {row.valid_from:%d-%m-%Y}" if row.valid_from else ""
    end = f"tot en met {row.valid_until:%d-%m-%Y}" if row.valid_until else ""
    return " ".join(filter(None, (start, end)))
