"""What a supplier said of a datum, as facts of the sharing matrix (BGS 1.7; law README section 8).

In the ZVH compartment every datum knows who supplied it. The supplier can refuse with weighty
reasons (WGS 1.5, 2.31(3)), limit onward use (WGS 2.29(3)), forbid that results go on, and must
consent before special or criminal data go to third parties or another ZVH, before anything goes to
the RIEC, and to renewal. A statement stands until it is withdrawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from kmt.kernel.refusals import Decision
from kmt.lawfulness.entries import EVERY, STRICTNESS, Matrix, Verdict
from kmt.lawfulness.rules.ages import may_share_at
from kmt.lawfulness.rules.asking import Answer, ShareDecision, ShareRequest
from kmt.lawfulness.rules.sharing import combined

COMPARTMENT = "R3"
CONSENTS, OBJECTS, VETOES, EXCLUDED = (
    "supplier_consents",
    "supplier_objects",
    "supplier_vetoes",
    "onward_use_excluded",
)
SUPPLIED = frozenset({CONSENTS, OBJECTS, VETOES, EXCLUDED})
NO_SUPPLIER = (
    "van dit soort gegeven is hier niet vastgelegd wie het leverde, en dan gaat het nergens heen "
    "(BGS 1.7)"
)


class Kind(StrEnum):
    """What a supplier said, or was told."""

    REFUSES = "refuses"
    LIMITS = "limits"
    VETOES = "vetoes"
    CONSENTS_THIRD_PARTY = "consents_third_party"
    CONSENTS_OTHER_ZVH = "consents_other_zvh"
    CONSENTS_RIEC = "consents_riec"
    CONSENTS_RENEWAL = "consents_renewal"
    ERROR_TOLD = "error_told"


#: For which receiver a consent counts, as an actor of the matrix.
_FOR_RECEIVER = {
    Kind.CONSENTS_THIRD_PARTY: "third_party",
    Kind.CONSENTS_OTHER_ZVH: "other_zvh",
    Kind.CONSENTS_RIEC: "riec",
}
RENEWAL = "P_RENEW"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement; ``about`` is the use that a limit excludes: a purpose, or ``*`` for every one.

    A limit that excludes no use binds the receiver in its words, which go along.
    """

    kind: Kind
    about: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """One datum: its kind, its supplier, whether it lies under secrecy, and what was said of it."""

    id: UUID
    label: str
    data: str
    supplier: str
    secrecy: bool = False
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A datum that stays behind, and why."""

    datum: Supplied
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PerDatum:
    """The answer of a share whose data know their suppliers: what goes, what stays, and why.

    ``facts`` is what the suppliers of what goes established together.
    """

    decision: ShareDecision
    goes: tuple[Supplied, ...]
    stays: tuple[Left, ...]
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One datum with what its supplier said and what the matrix answers."""

    datum: Supplied
    said: frozenset[str]
    answer: Answer

    @property
    def may(self) -> bool:
        return self.answer.outcome in {Verdict.ALLOW, Verdict.ALLOW_SEPARATE}


def facts_of(
    statements: Iterable[Statement], *, recipient: str, purpose: str, matrix: Matrix
) -> frozenset[str]:
    """What the statements about one datum establish for one share, in codes of the matrix."""
    found = (_fact(one, recipient, purpose, matrix) for one in statements if not one.withdrawn)
    return frozenset(found) - {""}


def per_datum(
    request: ShareRequest, data: Iterable[Supplied], matrix: Matrix, on: date
) -> PerDatum:
    """Ask the matrix for each datum with what its own supplier said.

    A refusal or veto on one datum leaves that datum out and no other. A kind of data of which
    no datum may go is answered with the no of its data; one that has no datum is a no.
    """
    wanted = _leaves(request, matrix)
    asked = [_ask(request, one, matrix, on) for one in data if one.data in wanted]
    best = tuple(
        _mildest(code, [one.answer for one in asked if one.datum.data == code], matrix)
        for code in sorted(wanted)
    )
    may = {one.data for one in best if one.outcome in {Verdict.ALLOW, Verdict.ALLOW_SEPARATE}}
    goes = [one for one in asked if one.may]
    return PerDatum(
        decision=combined(best, matrix) if best else may_share_at(request, matrix, on),
        goes=tuple(one.datum for one in goes),
        stays=tuple(
            Left(one.datum, one.answer.sentence)
            for one in asked
            if not one.may and (one.datum.data in may or one.answer.outcome is Verdict.DENY)
        ),
        facts=frozenset[str]().union(*(one.said for one in goes)),
    )


def may_state(kind: Kind, about: str, said_on: date, matrix: Matrix, today: date) -> Decision:
    """Whether this can be written down: a limit names a purpose of the matrix or none."""
    return Decision.of(
        ""
        if not about or (kind is Kind.LIMITS and about in {EVERY, *matrix.codes["purpose"]})
        else "Alleen een grens aan verder gebruik noemt een doel; kies er een uit de lijst.",
        "" if said_on <= today else "Deze dag moet nog komen. Kies vandaag of eerder.",
    )


def may_supply(
    data: str, supplier: str, received_on: date, matrix: Matrix, today: date
) -> Decision:
    """Whether a datum can be put down: a kind that the matrix knows, from somebody it knows."""
    return Decision.of(
        "" if data in matrix.leaves and data in matrix.leaves[data] else "Kies een soort gegeven.",
        "" if supplier in matrix.codes["actor"] else "Kies wie het gegeven leverde.",
        "" if received_on <= today else "Deze dag moet nog komen. Kies vandaag of eerder.",
    )


def _fact(one: Statement, recipient: str, purpose: str, matrix: Matrix) -> str:
    if one.kind is Kind.REFUSES:
        return OBJECTS
    if one.kind is Kind.VETOES:
        return VETOES
    if one.kind is Kind.LIMITS:
        return EXCLUDED if one.about in {EVERY, purpose} else ""
    if one.kind is Kind.CONSENTS_RENEWAL:
        return CONSENTS if purpose == RENEWAL else ""
    receiver = _FOR_RECEIVER.get(one.kind, "")
    return CONSENTS if receiver and matrix.is_a(recipient, receiver) else ""


def _leaves(request: ShareRequest, matrix: Matrix) -> frozenset[str]:
    return frozenset().union(*(matrix.leaves.get(one, frozenset()) for one in request.data))


def _ask(request: ShareRequest, datum: Supplied, matrix: Matrix, on: date) -> _Asked:
    said = facts_of(
        datum.statements, recipient=request.recipient, purpose=request.purpose, matrix=matrix
    )
    one = replace(
        request,
        data=frozenset({datum.data}),
        secrecy=datum.secrecy,
        facts=(frozenset(request.facts) - SUPPLIED) | said,
    )
    (answer,) = may_share_at(one, matrix, on).answers
    return _Asked(datum, said, answer)


def _mildest(code: str, found: list[Answer], matrix: Matrix) -> Answer:
    if found:
        return min(found, key=lambda one: STRICTNESS[one.outcome])
    words = matrix.dutch("data", code)
    return Answer(
        data=code,
        outcome=Verdict.DENY,
        rows=(),
        sentence=f"{words[:1].upper()}{words[1:]} delen mag niet: {NO_SUPPLIER}.",
    )
