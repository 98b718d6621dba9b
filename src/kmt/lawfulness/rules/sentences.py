"""The one Dutch sentence that goes with a decision about sharing: what, and why."""

from collections.abc import Iterable
from datetime import date

from kmt.lawfulness.entries import Group, Kind, Matrix, Row, Verdict
from kmt.lawfulness.expressions import clause
from kmt.lawfulness.rules.asking import Answer, ShareRequest

NOTHING_ASKED = "Er is niet gezegd welke gegevens het zijn, en dan mag er niets: kies ze eerst."
#: Whom to ask where the matrix is silent: a no that leads nowhere is one that people walk around.
ASK = "is het toch nodig, vraag dan de privacyfunctionaris"
_NO_ROW = "Wat de deelmatrix niet noemt, mag niet"
_FIELDS = (
    ("compartment", "compartment", "compartiment"),
    ("sender", "actor", "verstrekker"),
    ("recipient", "actor", "ontvanger"),
    ("purpose", "purpose", "doel"),
    ("subject", "subject", "persoon"),
)

_STEPS = tuple(one for one in _FIELDS if one[0] in {"sender", "recipient", "subject"})


def strange_code(request: ShareRequest, matrix: Matrix) -> str:
    """The sentence when a code is unknown: a slip of the pen never becomes a yes."""
    for field, kind, dutch in _FIELDS:
        if getattr(request, field) not in matrix.codes[kind]:
            return _strange(getattr(request, field), f"code voor {dutch}")
    strange = request.data - matrix.leaves.keys()
    if strange:
        return _strange(min(strange), "soort gegeven")
    unknown = (request.facts | request.not_so) - matrix.facts
    return _strange(min(unknown), "feit") if unknown else ""


def vetoed(facts: Iterable[str], matrix: Matrix) -> tuple[str, ...]:
    """What stops the share, as clauses."""
    return tuple(matrix.conditions[fact].dutch for fact in facts)


def denied(data: str, rows: list[Row], matrix: Matrix) -> str:
    """A row says no, and why; its exception when it has one."""
    row = rows[0]
    words = {code: each.dutch for code, each in matrix.conditions.items()} if row.lifted_by else {}
    unless = clause(row.lifted_by, words)
    tail = f"; uitzondering: {unless}" if unless else ""
    return f"{_what(data, matrix)} mag niet: {row.why} ({row.id}, {row.basis}){tail}."


def failed(data: str, rows: list[Row], why: tuple[str, ...], matrix: Matrix) -> str:
    """Somebody or something stops it, or a demand cannot be met any more."""
    vetoes = {each.dutch for each in matrix.conditions.values() if each.kind is Kind.VETO}
    words = "; ".join(one if one in vetoes else f"hieraan is niet voldaan: {one}" for one in why)
    return f"{_what(data, matrix)} mag niet, want {words} ({_ids(rows)})."


def waiting(data: str, conditions: Iterable[Group], matrix: Matrix) -> str:
    """Not yet: what must be established first."""
    words = "; ".join(one.dutch for one in conditions)
    return f"{_what(data, matrix)} mag pas als dit vaststaat: {words}."


def allowed(data: str, rows: list[Row], matrix: Matrix, *, apart: bool) -> str:
    """It may, and on what ground."""
    lifted = any(row.decision is Verdict.DENY for row in rows)
    how = " apart van de casus" if apart else " bij uitzondering" if lifted else ""
    return f"{_what(data, matrix)} mag{how}: {rows[-1].basis} ({_ids(rows)})."


def silent(data: str, request: ShareRequest, matrix: Matrix, on: date) -> str:
    """No row speaks of this: which part of the question leads nowhere."""
    return f"{_what(data, matrix)} mag niet: {_where_it_ends(request, matrix, on)}; {ASK}."


def together(answers: tuple[Answer, ...], strictest: Answer, matrix: Matrix) -> str:
    """The sentence of the strictest answer; for several kinds of data also how the others fare."""
    others = [one for one in answers if one.outcome is not strictest.outcome]
    same = [one for one in answers if one.outcome is strictest.outcome and one is not strictest]
    more = f" Dat geldt ook voor {_names(same, matrix)}." if same else ""
    rest = f" Anders ligt het voor {_names(others, matrix)}." if others else ""
    return _one_sentence(strictest.sentence, more, rest)


def _one_sentence(first: str, *more: str) -> str:
    """Sentences run together with semicolons."""
    parts = [first.rstrip(".")] + [f"{one[1].lower()}{one[2:].rstrip('.')}" for one in more if one]
    return "; ".join(parts) + "."


def _strange(code: str, what: str) -> str:
    known = "geen bekende" if what.startswith("code") else "geen bekend"
    return f"{_NO_ROW}: “{code}” is {known} {what}; {ASK}."


def _where_it_ends(request: ShareRequest, matrix: Matrix, on: date) -> str:
    rows = matrix.index.get((request.compartment, request.purpose), ())
    where = matrix.dutch("compartment", request.compartment)
    purpose = matrix.dutch("purpose", request.purpose)
    if not rows:
        return f"de deelmatrix kent in {where} geen regel voor {purpose}"
    for field, kind, dutch in _STEPS:
        code = getattr(request, field)
        rows = tuple(row for row in rows if code in getattr(row, f"{field}s"))
        if not rows:
            name = matrix.dutch(kind, code)
            return f"de deelmatrix kent in {where} voor {purpose} geen regel met {name} als {dutch}"
    if not any(row.valid_on(on) for row in rows):
        return f"op {on:%d-%m-%Y} gold daarvoor geen regel"
    return "voor dit soort gegeven kent de deelmatrix hier geen regel"


def _what(data: str, matrix: Matrix) -> str:
    words = matrix.dutch("data", data)
    return f"{words[:1].upper()}{words[1:]} delen"


def _names(answers: list[Answer], matrix: Matrix) -> str:
    return ", ".join(matrix.dutch("data", one.data) for one in answers)


def _ids(rows: list[Row]) -> str:
    return ", ".join(row.id for row in rows)
