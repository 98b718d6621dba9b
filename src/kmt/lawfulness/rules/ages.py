"""Sharing about somebody whose age is not known: every age is asked, the strictest answer counts.

Who consents depends on the age (Wmo 5.3.2, 5.3.3; UAVG 5). To take a child for a grown-up gives
away what a parent should have decided, so an unknown age never passes as sixteen or over.
"""

from dataclasses import replace
from datetime import date

from kmt.lawfulness.entries import BANDS, STRICTNESS, Matrix
from kmt.lawfulness.rules.asking import Answer, ShareDecision, ShareRequest
from kmt.lawfulness.rules.sharing import combined, may_share

UNKNOWN = "unknown"
#: An age in each band, to ask the matrix with.
AGE_OF = dict(zip(BANDS, (11, 14, 16), strict=True))


def may_share_at(request: ShareRequest, matrix: Matrix, on: date) -> ShareDecision:
    """The answer at the age of the request; without an age the strictest of every age."""
    if request.age is not None:
        return may_share(request, matrix, on)
    every = [may_share(replace(request, age=age), matrix, on) for age in AGE_OF.values()]
    if not every[0].answers:
        return every[0]
    return combined(
        tuple(_strictest(same) for same in zip(*(one.answers for one in every), strict=True)),
        matrix,
    )


def _strictest(answers: tuple[Answer, ...]) -> Answer:
    """The strictest answer about one kind of data, with what any of them asks for."""
    found = max(answers, key=lambda one: STRICTNESS[one.outcome])
    return replace(
        found,
        open=tuple(dict.fromkeys(each for one in answers for each in one.open)),
        approval=tuple(dict.fromkeys(each for one in answers for each in one.approval)),
        binding=tuple(dict.fromkeys(each for one in answers for each in one.binding)),
    )
