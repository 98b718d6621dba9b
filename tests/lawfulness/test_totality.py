"""Every question that can be put to the matrix has an answer, and every no says why.

A code counts for the matrix by the rows it stands in and by nothing else. So of all actors that
stand in the same rows one is asked, and the answer is that of all of them: a few thousand questions
stand for every combination there is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import prod

import pytest

from kmt.lawfulness.entries import BANDS, Kind, Row, Verdict
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules import ShareRequest, may_share
from kmt.lawfulness.rules.ages import AGE_OF
from kmt.lawfulness.rules.asking import Answer
from kmt.lawfulness.rules.sentences import ASK
from tests.lawfulness.asking import ON

MATRIX = sharing_matrix()
CODES = MATRIX.codes
SINGLE = frozenset(one for one in MATRIX.leaves if MATRIX.leaves[one] == {one})
NEVER = frozenset(code for code, one in MATRIX.conditions.items() if one.kind is Kind.BEFORE)
#: Compartment, sender, recipient, purpose, subject, kind of data, age band, secrecy or not.
COMBINATIONS = prod(
    [
        *(len(CODES[kind]) for kind in ("compartment", "actor", "actor", "purpose", "subject")),
        len(SINGLE),
        len(BANDS),
        2,
    ]
)


def alike(kind: str, column: str, rows: tuple[Row, ...]) -> dict[frozenset[int], list[str]]:
    """The codes of a kind, those together that stand in the same of these rows."""
    found: dict[frozenset[int], list[str]] = {}
    for code in CODES[kind]:
        stands_in = (place for place, row in enumerate(rows) if code in getattr(row, column))
        found.setdefault(frozenset(stands_in), []).append(code)
    return found


def kinds_apart(rows: tuple[Row, ...]) -> frozenset[str]:
    """One of all kinds of data of which these rows say the same."""
    found: dict[frozenset[tuple[int, str]], str] = {}
    for code in SINGLE:
        marks = set()
        for place, row in enumerate(rows):
            only_for = {data for group in row.demands for data in group.only_for}
            named = {"plain": row.data, "secret": row.secret, "demanded": only_for}
            marks |= {(place, name) for name, codes in named.items() if code in codes}
        found[frozenset(marks)] = code
    return frozenset(found.values())


def ages_apart(rows: tuple[Row, ...]) -> Iterable[int]:
    """An age per band; one is enough where no row asks for it."""
    asked = any(len(row.bands) < len(BANDS) or len({*row.groups}) > 1 for row in rows)
    lifted = any(len({*row.exception}) > 1 for row in rows)
    return AGE_OF.values() if asked or lifted else (16,)


def questions() -> Iterator[tuple[ShareRequest, int]]:
    """Questions that differ for the matrix, each with how many combinations it stands for."""
    for compartment in CODES["compartment"]:
        for purpose in CODES["purpose"]:
            rows = MATRIX.index.get((compartment, purpose), ())
            ages, kinds = tuple(ages_apart(rows)), kinds_apart(rows)
            secret = (False, True) if any(row.secret for row in rows) else (False,)
            for sender in alike("actor", "senders", rows).values():
                for recipient in alike("actor", "recipients", rows).values():
                    for subject in alike("subject", "subjects", rows).values():
                        same = len(sender) * len(recipient) * len(subject)
                        times = same * len(SINGLE) * len(BANDS) // len(ages) * 2 // len(secret)
                        asked = ShareRequest(
                            compartment=compartment,
                            sender=sender[0],
                            recipient=recipient[0],
                            purpose=purpose,
                            data=kinds,
                            subject=subject[0],
                        )
                        for age in ages:
                            for secrecy in secret:
                                yield replace(asked, age=age, secrecy=secrecy), times


ASKED = tuple(questions())


def test_the_questions_stand_for_every_combination() -> None:
    assert sum(times for _, times in ASKED) == COMBINATIONS
    assert COMBINATIONS > 1_300_000_000
    assert len(ASKED) < 6_000


@pytest.mark.parametrize("not_so", [frozenset(), NEVER], ids=["nothing known", "nothing holds"])
def test_every_combination_is_answered_and_every_no_is_explained(not_so: frozenset[str]) -> None:
    for request, _ in ASKED:
        decision = may_share(replace(request, not_so=not_so), MATRIX, ON)
        assert decision.outcome in Verdict
        assert decision.sentence.endswith(".")
        assert {one.data for one in decision.answers} == request.data
        for one in decision.answers:
            assert one.outcome is not Verdict.DENY or explained(one), one
            assert bool(one.open) == (one.outcome is Verdict.CONDITION)


def explained(answer: Answer) -> bool:
    """A no names its row and says why; where the matrix is silent it says so, and whom to ask."""
    if answer.rows:
        why = answer.sentence.partition(" mag niet")[2]
        return any(row in answer.sentence for row in answer.rows) and len(why) > len(" (M000).")
    silent = "geen regel" in answer.sentence
    return silent and ASK in answer.sentence and not answer.basis


@pytest.mark.parametrize(
    "change",
    [
        {"compartment": "R9"},
        {"sender": "gossip"},
        {"recipient": "gossip"},
        {"purpose": "P_GOSSIP"},
        {"subject": "gossip"},
        {"data": frozenset({"D99"})},
        {"facts": frozenset({"luck"})},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_code_that_nobody_knows_is_a_no_that_says_which_and_whom_to_ask(change) -> None:
    request, _ = ASKED[0]
    decision = may_share(replace(request, **change), MATRIX, ON)
    (value,) = change.values()
    name = value if isinstance(value, str) else min(value)
    assert decision.outcome is Verdict.DENY
    assert f"“{name}”" in decision.sentence
    assert ASK in decision.sentence


def test_a_question_without_data_is_a_no_that_says_what_to_do() -> None:
    request, _ = ASKED[0]
    decision = may_share(replace(request, data=frozenset()), MATRIX, ON)
    assert (decision.outcome, decision.rows) == (Verdict.DENY, ())
    assert "kies ze eerst" in decision.sentence
