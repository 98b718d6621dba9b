"""Turns one line of the matrix into a row, or says in which column it is wrong."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from kmt.lawfulness import expressions
from kmt.lawfulness.entries import (
    BANDS,
    EVERY,
    STATUSES,
    Alternatives,
    Code,
    Condition,
    Group,
    Kind,
    Row,
    Verdict,
    Veto,
)
from kmt.vocabulary.tables import Row as Line

Codes = Mapping[str, Mapping[str, Code]]
Conditions = Mapping[str, Condition]
ANY = "ANY"
SECRECY = "!secrecy"
KINDS = frozenset({"compartment", "actor", "subject", "purpose", "data", "approval"})
_ASKED = frozenset({Kind.BEFORE, Kind.CONSENT})
_TERM = re.compile(r"T\d\d")
_ID = re.compile(r"[MX]\d{3}")


def code(line: Line) -> Code:
    """One word of the matrix."""
    return Code(
        **line.names("code"),
        kind=line.one_of("kind", KINDS),
        within=_parts(line.text("within")),
        traits=frozenset(_parts(line.text("traits"))),
        note=line.text("note"),
    )


def condition(line: Line) -> Condition:
    """One condition, veto or binding limit."""
    return Condition(
        kind=Kind(line.one_of("kind", frozenset(Kind))),
        code=line.needed("code"),
        dutch=line.needed("dutch"),
        basis=line.text("basis"),
        status=line.one_of("status", frozenset(STATUSES)),
    )


def row(line: Line, codes: Codes, conditions: Conditions) -> Row:
    """One row of the matrix; every code in it must be known."""
    decision = Verdict(line.one_of("decision", frozenset(Verdict)))
    demands = _demands(line, codes, conditions)
    lifted_by = _exception(line, decision, conditions)
    if decision is Verdict.DENY:
        line.needed("why")
    plain, secret = _data(line, codes)
    bands = range(len(BANDS))
    return Row(
        id=_id(line),
        compartments=_spread(line, "compartments", "compartment", codes),
        senders=_spread(line, "senders", "actor", codes),
        recipients=_spread(line, "recipients", "actor", codes),
        purposes=_spread(line, "purposes", "purpose", codes),
        subjects=_spread(line, "subjects", "subject", codes),
        bands=_bands(line),
        data=plain,
        secret=secret,
        decision=decision,
        groups=tuple(expressions.for_band(demands, band) for band in bands),
        vetoes=_vetoes(line, conditions),
        exception=tuple(expressions.by_age(lifted_by, band) for band in bands),
        binding=_known(
            line, "binding", _parts(line.text("binding"), ";"), _of(conditions, "binding")
        ),
        approval=_known(line, "approval", _parts(line.text("approval")), codes["approval"]),
        basis=line.needed("basis"),
        retention=line.text("retention"),
        why=line.text("why"),
        note=line.text("note"),
        verify=line.text("verify"),
        terms=_terms(line),
        status=line.one_of("status", frozenset(STATUSES)),
        valid_from=line.day("valid_from"),
        valid_until=_until(line),
        written=MappingProxyType(dict(line.cells)),
        demands=demands,
        lifted_by=lifted_by,
    )


def leaves(codes: Mapping[str, Code]) -> dict[str, frozenset[str]]:
    """Per kind of data (and ``*``) the smallest kinds it stands for; ``*`` is all about people."""
    groups = {above for each in codes.values() for above in each.within}
    single = [each for each in codes.values() if each.code not in groups]
    found = {
        name: frozenset(one.code for one in single if name in {one.code, *one.within})
        for name in codes
    }
    found[EVERY] = frozenset(one.code for one in single if "anonymous" not in one.traits)
    return found


def _id(line: Line) -> str:
    if not _ID.fullmatch(line.needed("id")):
        raise line.broken(f"'id' is {line.text('id')!r}, which is not like M001 or X001.")
    return line.text("id")


def _parts(text: str, parting: str = "|") -> tuple[str, ...]:
    return tuple(part for part in text.split(parting) if part)


def _known(
    line: Line, column: str, found: tuple[str, ...], known: Iterable[str]
) -> tuple[str, ...]:
    strange = [one for one in found if one not in set(known)]
    if strange:
        raise line.broken(f"{column!r} holds an unknown code: {', '.join(strange)}.")
    return found


def _of(conditions: Conditions, *kinds: str) -> frozenset[str]:
    return frozenset(code for code, each in conditions.items() if each.kind in kinds)


def _spread(line: Line, column: str, kind: str, codes: Codes) -> frozenset[str]:
    """The codes of a cell with everything below them; ``*`` and ``ANY`` are every code."""
    line.needed(column)
    wanted = _known(line, column, _parts(line.text(column)), {*codes[kind], EVERY})
    if {EVERY, ANY} & set(wanted):
        return frozenset(codes[kind])
    return frozenset(one for one in codes[kind] if _above(one, codes[kind]) & set(wanted))


def _above(code: str, codes: Mapping[str, Code]) -> set[str]:
    return {code}.union(*(_above(one, codes) for one in codes[code].within))


def _data(line: Line, codes: Codes) -> tuple[frozenset[str], frozenset[str]]:
    line.needed("data")
    spread, plain, secret = leaves(codes["data"]), set[str](), set[str]()
    for item in _parts(line.text("data")):
        name = item.removesuffix(SECRECY)
        _known(line, "data", (name,), spread)
        (secret if item.endswith(SECRECY) else plain).update(spread[name])
    return frozenset(plain), frozenset(secret - plain)


def _demands(line: Line, codes: Codes, conditions: Conditions) -> tuple[Group, ...]:
    found = line.read("conditions", expressions.groups, "a list of conditions")
    asked = _of(conditions, *_ASKED)
    for one in found:
        _known(line, "conditions", tuple(sorted(frozenset().union(*one.alternatives))), asked)
        _known(line, "conditions", tuple(sorted(one.only_for)), codes["data"])
    return expressions.worded(found, {code: each.dutch for code, each in conditions.items()})


def _vetoes(line: Line, conditions: Conditions) -> tuple[Veto, ...]:
    found = line.read("vetoes", expressions.vetoes, "a list of vetoes")
    _known(line, "vetoes", tuple(one.fact for one in found), _of(conditions, Kind.VETO))
    for one in found:
        _known(line, "vetoes", tuple(one.unless), _of(conditions, Kind.BEFORE))
    return found


def _exception(line: Line, decision: Verdict, conditions: Conditions) -> Alternatives:
    found = expressions.alternatives(line.text("exception"))
    if found and decision is not Verdict.DENY:
        raise line.broken("'exception' stands at a row that does not deny.")
    _known(
        line,
        "exception",
        tuple(sorted(frozenset().union(*found))),
        _of(conditions, *_ASKED),
    )
    return found


def _bands(line: Line) -> frozenset[int]:
    age = line.one_of("age", frozenset({"", *BANDS}))
    return frozenset({BANDS.index(age)} if age else range(len(BANDS)))


def _terms(line: Line) -> tuple[str, ...]:
    found = _parts(line.text("terms"))
    strange = [one for one in found if not _TERM.fullmatch(one)]
    if strange:
        raise line.broken(f"'terms' holds {', '.join(strange)}, which is not like T01.")
    return found


def _until(line: Line) -> date | None:
    first, last = line.day("valid_from"), line.day("valid_until")
    if first and last and last < first:
        raise line.broken(f"'valid_until' {last} lies before 'valid_from' {first}.")
    return last
