"""What the assistant says: what may, on what ground, what is missing, what must stay behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kmt.lawfulness.entries import BANDS, Group, Kind, Matrix, Row, Verdict
from kmt.lawfulness.expressions import CONSENTS, INCAPABLE, OTHER, SELF
from kmt.lawfulness.rules.ages import may_share_at
from kmt.lawfulness.rules.asking import Answer, ShareDecision, ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState
from kmt.lawfulness.rules.sharing import REFUSED_CONSENT
from kmt.sharing.rules.answers import Answers, Start
from kmt.sharing.rules.requesting import DERIVED, Known, consent_state, request_of
from kmt.sharing.rules.supplying import COMPARTMENT, PerDatum, Supplied, per_datum

MAY = frozenset({Verdict.ALLOW, Verdict.ALLOW_SEPARATE})
#: The lawful way where a row of the matrix says no, for whoever stands before it.
WAYS = {
    "M016": "Zonder toestemming mag wel een niet-herleidbare telling naar CoMensha (X002).",
    "M017": "Bel bij acuut levensgevaar 112. Anders beslist het slachtoffer: vraag het nog eens "
    "als de situatie verandert.",
    "M020": "Overleg met de persoon zelf: wie 16 of ouder is, kan zelf een ouder inlichten.",
    "M021": "Wat wel kan: een deelnemer van het RIEC, zoals de politie of de gemeente, brengt een "
    "signaal in uit gegevens die zij zelf rechtmatig heeft. Uit dit dossier gaat niets mee.",
    "M040": "Deel alleen over de betrokkene en diens directe kring.",
    "M063": "Stuur het Woo-verzoek door naar wie het bij de gemeente behandelt.",
    "M064": "Gebruik de aantallen uit de factsheet.",
}
SILENT = "Staat jouw vraag niet in de deelmatrix, leg haar dan voor aan de privacyfunctionaris."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is said about some kinds of data alike."""

    codes: tuple[str, ...]
    words: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One condition, to be answered with yes or no; not yet answered is unknown."""

    fact: str
    words: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Questions that belong together; ``or_consent``: consent would do as well."""

    questions: tuple[Question, ...]
    or_consent: bool = False

    @property
    def one_is_enough(self) -> bool:
        """Whether there is a choice between them."""
        return len(self.questions) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Everything the page of a draft says at once."""

    decision: ShareDecision
    may: tuple[Line, ...]
    waits: tuple[Line, ...]
    denied: tuple[Line, ...]
    demands: tuple[Demand, ...]
    asks_secrecy: bool
    ways: tuple[str, ...]
    instead: tuple[Line, ...]
    supplied: PerDatum | None = None

    def unanswered(self, known: Mapping[str, str], matrix: Matrix) -> frozenset[str]:
        """Questions without which there is no decision: what is still open, and every veto."""
        waiting = {fact for one in self.decision.open for each in one.alternatives for fact in each}
        return frozenset(
            one.fact
            for each in self.demands
            for one in each.questions
            if one.fact not in known
            and (one.fact in waiting or matrix.conditions[one.fact].kind is Kind.VETO)
        )


def decide(
    request: ShareRequest, data: Iterable[Supplied], matrix: Matrix, on: date
) -> tuple[ShareDecision, PerDatum | None]:
    """The answer; where data know their suppliers, datum by datum."""
    if request.compartment != COMPARTMENT:
        return may_share_at(request, matrix, on), None
    found = per_datum(request, data, matrix, on)
    return found.decision, found


def advise(
    start: Start,
    answers: Answers,
    known: Known,
    data: tuple[Supplied, ...],
    *,
    matrix: Matrix,
    on: date,
) -> Advice:
    """What to say about a draft; the same function the gate asks, so a button never lies."""
    request = with_consent(request_of(start, answers, known), consent_state(answers, known))
    decision, supplied = decide(request, data, matrix, on)
    denied = [one for one in decision.answers if one.outcome is Verdict.DENY]
    return Advice(
        decision=decision,
        may=_lines((one for one in decision.answers if one.outcome in MAY), matrix),
        waits=_lines((one for one in decision.answers if one.outcome is Verdict.CONDITION), matrix),
        denied=_lines(denied, matrix),
        demands=_demands(request, answers, matrix, on),
        asks_secrecy=_secrecy_matters(request, matrix, on),
        ways=_ways(decision, denied),
        instead=_instead(request, matrix, on) if denied or not decision.may else (),
        supplied=supplied,
    )


def with_consent(request: ShareRequest, state: ConsentState) -> ShareRequest:
    """The request with what the consent establishes."""
    given = _GIVEN.get(state, frozenset())
    return replace(request, facts=frozenset(request.facts) | given)


def leaving_out(answers: Answers, advice: Advice) -> Answers:
    """The same share without what is denied, and why it stays behind."""
    every = sorted(advice.decision.answers, key=lambda one: one.data)
    gone = {one.data: one.sentence for one in every if one.outcome is Verdict.DENY}
    kept = tuple(one.data for one in every if one.data not in gone)
    return replace(answers, data=kept, left_out={**answers.left_out, **gone})


def _demands(
    request: ShareRequest, answers: Answers, matrix: Matrix, on: date
) -> tuple[Demand, ...]:
    """Every condition of the rows that speak, as if nothing was answered, and their vetoes."""
    blank = replace(request, facts=frozenset(), not_so=frozenset())
    decision = may_share_at(blank, matrix, on)
    rows = _rows(decision, matrix)
    found = [_asked(each, answers, matrix) for each in decision.open]
    found += [_ask((veto.fact,), matrix) for row in rows for veto in row.vetoes]
    for row in rows:
        bands = [BANDS.index(answers.age)] if answers.age in BANDS else range(len(BANDS))
        lifting = sorted({fact for band in bands for one in row.exception[band] for fact in one})
        found += [_ask((fact,), matrix) for fact in lifting]
    seen: set[str] = set()
    kept: list[Demand] = []
    for demand in found:
        fresh = tuple(one for one in demand.questions if one.fact not in seen)
        seen |= {one.fact for one in fresh}
        kept += [replace(demand, questions=fresh)] if fresh else []
    return tuple(kept)


def _asked(group: Group, answers: Answers, matrix: Matrix) -> Demand:
    """A demand as questions; whether somebody can decide is asked when another decided."""
    facts = sorted(frozenset[str]().union(*group.alternatives))
    by_other = answers.consent.startswith("representative")
    found = _ask((one for one in facts if one != INCAPABLE or by_other), matrix)
    return replace(found, or_consent=bool(CONSENTS & set(facts)))


def _ask(facts: Iterable[str], matrix: Matrix) -> Demand:
    return Demand(
        questions=tuple(
            Question(
                fact=one, words=matrix.conditions[one].dutch, basis=matrix.conditions[one].basis
            )
            for one in facts
            if one not in DERIVED and one != "consent_asked"
        )
    )


def _rows(decision: ShareDecision, matrix: Matrix) -> list[Row]:
    wanted = {row for one in decision.answers for row in one.rows}
    return [row for row in matrix.rows if row.id in wanted]


def _secrecy_matters(request: ShareRequest, matrix: Matrix, on: date) -> bool:
    """Whether it changes the answer that the data lie under professional secrecy."""
    if request.compartment == COMPARTMENT:
        return False  # there each datum says so itself
    one, other = (
        may_share_at(replace(request, secrecy=each), matrix, on) for each in (True, False)
    )
    return [(a.rows, a.outcome) for a in one.answers] != [
        (a.rows, a.outcome) for a in other.answers
    ]


def _ways(decision: ShareDecision, denied: list[Answer]) -> tuple[str, ...]:
    stuck = denied or [one for one in decision.answers if one.outcome is Verdict.CONDITION]
    found = [WAYS[row] for one in stuck for row in one.rows if row in WAYS]
    silent = not decision.answers or any(not one.rows for one in denied)
    return tuple(dict.fromkeys([*found, *([SILENT] if silent else [])]))


def _instead(request: ShareRequest, matrix: Matrix, on: date) -> tuple[Line, ...]:
    """What may go right now to the same receiver for the same purpose."""
    if request.compartment == COMPARTMENT:
        return ()
    rows = matrix.index.get((request.compartment, request.purpose), ())
    giving = [
        row
        for row in rows
        if row.decision is not Verdict.DENY
        and request.sender in row.senders
        and request.recipient in row.recipients
    ]
    codes = frozenset[str]().union(*(row.data for row in giving)) - frozenset(request.data)
    asked = (
        may_share_at(replace(request, data=frozenset({one})), matrix, on) for one in sorted(codes)
    )
    may = [one for each in asked if each.may for one in each.answers]
    return tuple(line for one in may for line in _lines([one], matrix))


def _lines(answers: Iterable[Answer], matrix: Matrix) -> tuple[Line, ...]:
    """Kinds of data of which the same is said stand together."""
    alike: dict[str, list[str]] = {}
    for one in answers:
        words = matrix.dutch("data", one.data)
        said = one.sentence.removeprefix(f"{words[:1].upper()}{words[1:]} delen ")
        alike.setdefault(said, []).append(one.data)
    return tuple(
        Line(
            codes=tuple(codes),
            words=", ".join(matrix.dutch("data", code) for code in codes),
            sentence=said,
        )
        for said, codes in alike.items()
    )


_GIVEN: Mapping[ConsentState, frozenset[str]] = {
    ConsentState.SELF: frozenset({SELF}),
    ConsentState.REPRESENTATIVE: frozenset({OTHER}),
    ConsentState.REFUSED: frozenset({REFUSED_CONSENT}),
}
