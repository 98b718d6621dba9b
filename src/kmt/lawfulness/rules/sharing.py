"""May this be shared? The sharing matrix as one pure and total function.

Order, when several rows speak of the same data:

1. A row that denies beats every row that allows, however particular the other is; it yields only
   to the exception that it names itself.
2. Of what is left, every row counts: all conditions of all rows together. A row about professional
   secrecy (WGS 2.29(2), BW 7:457) adds its conditions and gives nothing by itself.
3. A condition that cannot be met any more, or a veto, is a no. An open one is a "not yet".
4. What no row speaks of is a no.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kmt.lawfulness.entries import STATUSES, STRICTNESS, Alternatives, Group, Matrix, Row, Verdict
from kmt.lawfulness.expressions import CONSENTS, band_of
from kmt.lawfulness.rules import sentences
from kmt.lawfulness.rules.asking import Answer, ShareDecision, ShareRequest

T = TypeVar("T")
REFUSED_CONSENT = "consent_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A request on a day, with what is established and the age band: all that a row can ask."""

    request: ShareRequest
    matrix: Matrix
    on: date
    facts: frozenset[str]
    not_so: frozenset[str]
    band: int

    def met(self, alternatives: Alternatives) -> bool:
        return any(one <= self.facts for one in alternatives)

    def lost(self, alternatives: Alternatives) -> bool:
        return all(one & self.not_so for one in alternatives)

    def touches(self, row: Row, data: str) -> bool:
        return data in row.data or (self.request.secrecy and data in row.secret)


def may_share(request: ShareRequest, matrix: Matrix, on: date) -> ShareDecision:
    """Answer any request on a day; never raises on a code, known or not."""
    strange = sentences.strange_code(request, matrix)
    wanted = frozenset().union(*(matrix.leaves.get(one, frozenset()) for one in request.data))
    if strange or not wanted:
        sentence = strange or sentences.NOTHING_ASKED
        return ShareDecision(outcome=Verdict.DENY, sentence=sentence, answers=())
    asked = _asked(request, matrix, on)
    rows = _rows_for(asked)
    return combined(tuple(_answer(one, rows, asked) for one in sorted(wanted)), matrix)


def _asked(request: ShareRequest, matrix: Matrix, on: date) -> _Asked:
    """Refused consent is no consent, whoever gave it before; what is denied is not established."""
    refused = CONSENTS if REFUSED_CONSENT in request.facts else frozenset()
    not_so = frozenset(request.not_so) | refused
    return _Asked(
        request=request,
        matrix=matrix,
        on=on,
        facts=frozenset(request.facts) - not_so,
        not_so=not_so,
        band=band_of(request.age),
    )


def _rows_for(asked: _Asked) -> tuple[Row, ...]:
    request = asked.request
    return tuple(
        row
        for row in asked.matrix.index.get((request.compartment, request.purpose), ())
        if request.sender in row.senders
        and request.recipient in row.recipients
        and request.subject in row.subjects
        and asked.band in row.bands
        and row.valid_on(asked.on)
    )


def _answer(data: str, rows: tuple[Row, ...], asked: _Asked) -> Answer:
    about = [row for row in rows if asked.touches(row, data)]
    denying = [row for row in about if row.decision is Verdict.DENY]
    standing = [row for row in denying if not asked.met(row.exception[asked.band])]
    if standing:
        return _made(data, Verdict.DENY, standing, sentences.denied(data, standing, asked.matrix))
    giving = [row for row in about if row.decision is not Verdict.DENY]
    if not denying and not any(data in row.data for row in giving):
        sentence = sentences.silent(data, asked.request, asked.matrix, asked.on)
        return Answer(data=data, outcome=Verdict.DENY, rows=(), sentence=sentence)
    return _weighed(data, denying + giving, asked)


def _weighed(data: str, rows: list[Row], asked: _Asked) -> Answer:
    matrix = asked.matrix
    stopped = sentences.vetoed(_vetoes(rows, asked), matrix)
    still = [one for one in _groups(data, rows, asked.band) if not asked.met(one.alternatives)]
    lost = tuple(one.dutch for one in still if asked.lost(one.alternatives))
    if stopped or lost:
        sentence = sentences.failed(data, rows, stopped + lost, matrix)
        return _made(data, Verdict.DENY, rows, sentence, failed=stopped + lost)
    if still:
        sentence = sentences.waiting(data, still, matrix)
        return _made(data, Verdict.CONDITION, rows, sentence, waiting=tuple(still))
    apart = any(row.decision is Verdict.ALLOW_SEPARATE for row in rows)
    outcome = Verdict.ALLOW_SEPARATE if apart else Verdict.ALLOW
    return _made(data, outcome, rows, sentences.allowed(data, rows, matrix, apart=apart))


def _groups(data: str, rows: Iterable[Row], band: int) -> Iterable[Group]:
    found = (group for row in rows for group in row.groups[band])
    return dict.fromkeys(one for one in found if not one.only_for or data in one.only_for)


def _vetoes(rows: Iterable[Row], asked: _Asked) -> tuple[str, ...]:
    found = (
        veto.fact
        for row in rows
        for veto in row.vetoes
        if veto.fact in asked.facts and not veto.unless & asked.facts
    )
    return tuple(dict.fromkeys(found))


def _made(
    data: str,
    outcome: Verdict,
    rows: list[Row],
    sentence: str,
    *,
    waiting: tuple[Group, ...] = (),
    failed: tuple[str, ...] = (),
) -> Answer:
    return Answer(
        data=data,
        outcome=outcome,
        rows=tuple(row.id for row in rows),
        sentence=sentence,
        open=waiting,
        failed=failed,
        binding=_once(code for row in rows for code in row.binding),
        basis=_once(row.basis for row in rows),
        approval=_once(code for row in rows for code in row.approval),
        retention=_once(row.retention for row in rows if row.retention),
        status=_least_sure(row.status for row in rows),
    )


def combined(answers: tuple[Answer, ...], matrix: Matrix) -> ShareDecision:
    """The answers per kind of data as one: as strict as the strictest."""
    strictest = max(answers, key=lambda one: STRICTNESS[one.outcome])
    return ShareDecision(
        outcome=strictest.outcome,
        sentence=sentences.together(answers, strictest, matrix),
        answers=answers,
        rows=_once(row for one in _first(strictest, answers) for row in one.rows),
        open=_once(each for one in answers for each in one.open),
        binding=_once(code for one in answers for code in one.binding),
        basis=_once(text for one in _first(strictest, answers) for text in one.basis),
        approval=_once(code for one in answers for code in one.approval),
        retention=_once(text for one in answers for text in one.retention),
        status=_least_sure(one.status for one in answers),
    )


def _first(strictest: Answer, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The answer that decides first; a silent one rests on no row, so nothing stands for it."""
    if not strictest.rows:
        return ()
    return (strictest, *(one for one in answers if one is not strictest))


def _least_sure(statuses: Iterable[str]) -> str:
    return max(statuses, key=STATUSES.index, default="proposal")


def _once(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
