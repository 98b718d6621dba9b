"""What holds for every combination of codes, facts, ages and days: total, strict, monotone."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.lawfulness.entries import STRICTNESS, Kind, Verdict
from kmt.lawfulness.expressions import band_of
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules import ShareRequest, may_share
from tests.lawfulness.asking import ON

MATRIX = sharing_matrix()
VETOES = frozenset(code for code, one in MATRIX.conditions.items() if one.kind is Kind.VETO)
HELPS = MATRIX.facts - VETOES
KINDS = sorted(MATRIX.leaves)
SINGLE = sorted(one for one in MATRIX.leaves if MATRIX.leaves[one] == {one})


def codes(kind: str, of_row: frozenset[str]) -> st.SearchStrategy[str]:
    """A code of the row, of the whole list, or one that nobody knows."""
    anything = st.sampled_from([*MATRIX.codes[kind], "gossip"])
    return st.one_of(st.sampled_from(sorted(of_row)), st.sampled_from(sorted(of_row)), anything)


@st.composite
def requests(draw: st.DrawFn) -> ShareRequest:
    """A request near a row, so that something is found; each part may wander off."""
    row = draw(st.sampled_from(MATRIX.rows))
    own = sorted(row.data or row.secret)
    return ShareRequest(
        compartment=draw(codes("compartment", row.compartments)),
        sender=draw(codes("actor", row.senders)),
        recipient=draw(codes("actor", row.recipients)),
        purpose=draw(codes("purpose", row.purposes)),
        subject=draw(codes("subject", row.subjects)),
        data=draw(st.frozensets(st.sampled_from(own) | st.sampled_from(KINDS), max_size=3)),
        age=draw(st.none() | st.integers(-1, 90)),
        secrecy=draw(st.booleans()),
        facts=draw(st.frozensets(st.sampled_from(sorted(MATRIX.facts)))),
        not_so=draw(st.frozensets(st.sampled_from(sorted(MATRIX.facts)), max_size=3)),
    )


@settings(max_examples=80, deadline=None)
@given(requests(), st.dates(date(2015, 1, 1), date(2040, 1, 1)))
def test_every_question_is_answered_with_a_sentence(request: ShareRequest, on: date) -> None:
    decision = may_share(request, MATRIX, on)
    assert decision.outcome in Verdict
    assert decision.sentence.endswith(".")
    assert decision.rows or decision.outcome is Verdict.DENY
    assert bool(decision.open) >= (decision.outcome is Verdict.CONDITION)
    for one in decision.answers:
        assert one.sentence
        assert bool(one.open) == (one.outcome is Verdict.CONDITION)
        assert one.rows or one.outcome is Verdict.DENY


@settings(max_examples=60, deadline=None)
@given(requests())
def test_what_is_allowed_stands_in_a_row_that_names_every_part_of_it(request) -> None:
    for answer in may_share(request, MATRIX, ON).answers:
        if answer.outcome is not Verdict.DENY:
            rows = [row for row in MATRIX.rows if row.id in answer.rows and _names(row, request)]
            assert any(answer.data in row.data for row in rows)


@settings(max_examples=80, deadline=None)
@given(requests())
def test_a_row_that_denies_stays_a_no_whatever_is_established(request: ShareRequest) -> None:
    """Unless the row names an exception, and then that exception must hold whole."""
    everything = replace(request, facts=HELPS, not_so=frozenset())
    for answer in may_share(everything, MATRIX, ON).answers:
        deny = [row for row in MATRIX.rows if row.decision is Verdict.DENY and _names(row, request)]
        touched = [row for row in deny if answer.data in row.data]
        if any(not row.lifted_by for row in touched):
            assert answer.outcome is Verdict.DENY
    without = replace(request, facts=HELPS - {"unavoidable", "incapable", "manifestly_public"})
    without = replace(without, not_so=frozenset({"consent_client", "consent_representative"}))
    for answer in may_share(without, MATRIX, ON).answers:
        deny = [row for row in MATRIX.rows if row.decision is Verdict.DENY and _names(row, request)]
        if any(answer.data in row.data for row in deny):
            assert answer.outcome is Verdict.DENY


def _names(row, request: ShareRequest) -> bool:
    return (
        request.compartment in row.compartments
        and request.purpose in row.purposes
        and request.sender in row.senders
        and request.recipient in row.recipients
        and request.subject in row.subjects
        and band_of(request.age) in row.bands
        and row.valid_on(ON)
    )


@settings(max_examples=80, deadline=None)
@given(requests(), st.sampled_from(sorted(HELPS)))
def test_a_fact_more_never_makes_it_stricter(request: ShareRequest, fact: str) -> None:
    before = may_share(request, MATRIX, ON)
    after = may_share(replace(request, facts=request.facts | {fact}), MATRIX, ON)
    assert STRICTNESS[after.outcome] <= STRICTNESS[before.outcome]


@settings(max_examples=80, deadline=None)
@given(requests(), st.sampled_from(sorted(VETOES)))
def test_a_veto_never_makes_it_milder(request: ShareRequest, veto: str) -> None:
    before = may_share(request, MATRIX, ON)
    after = may_share(replace(request, facts=request.facts | {veto}), MATRIX, ON)
    assert STRICTNESS[after.outcome] >= STRICTNESS[before.outcome]


@settings(max_examples=60, deadline=None)
@given(requests(), st.sampled_from(sorted(MATRIX.facts)))
def test_what_is_not_so_and_secrecy_never_make_it_milder(request, fact: str) -> None:
    if fact in VETOES:
        return
    before = STRICTNESS[may_share(request, MATRIX, ON).outcome]
    denied = replace(request, not_so=request.not_so | {fact})
    assert STRICTNESS[may_share(denied, MATRIX, ON).outcome] >= before
    secret = replace(request, secrecy=True)
    assert STRICTNESS[may_share(secret, MATRIX, ON).outcome] >= before


@settings(max_examples=60, deadline=None)
@given(requests())
def test_the_whole_is_as_strict_as_its_strictest_part(request: ShareRequest) -> None:
    decision = may_share(request, MATRIX, ON)
    parts = [may_share(replace(request, data=frozenset({one})), MATRIX, ON) for one in request.data]
    if request.data <= MATRIX.leaves.keys() and parts:
        assert decision.outcome == max((one.outcome for one in parts), key=STRICTNESS.get)


def test_every_single_kind_between_all_actors_is_answered_in_the_zvh_and_in_care() -> None:
    """All pairs of actors, without facts: nothing is plainly allowed that no row allows."""
    pairs = [(a, b) for a in MATRIX.codes["actor"] for b in MATRIX.codes["actor"]]
    for place, (sender, recipient) in enumerate(pairs):
        request = ShareRequest(
            compartment=("R3", "R2")[place % 2],
            sender=sender,
            recipient=recipient,
            purpose=("P_ZVH_CASUS", "P_CARE")[place % 2],
            subject=("betrokkene", "victim")[place % 2],
            data=frozenset({SINGLE[place % len(SINGLE)]}),
        )
        assert may_share(request, MATRIX, ON).outcome in Verdict
