"""Makes the counts of the gaps out of rows without persons: rounded, and small ones hidden. Pure.

Every number is rounded to five and hidden below it, as in the factsheet: so that nothing is found
by subtraction.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kmt.shelter.reading import Gaps, KindGap, ReasonGap
from kmt.shelter.rules import is_unmet, middle, safe

ALL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRequest:
    """What is counted of a request; ``first_day`` is that of the stay that answered it."""

    kind: str
    stand: str
    end: str
    needed_by: date
    asked_on: date
    first_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRefusal:
    """What is counted of a refusal."""

    kind: str
    reason: str
    contra: Collection[str]


def gaps_of(
    requests: Sequence[CountedRequest],
    asked: Iterable[str],
    refusals: Sequence[CountedRefusal],
    *,
    period: tuple[date, date],
    today: date,
    order: tuple[Sequence[str], Sequence[str], Sequence[str]],
) -> Gaps:
    """The counts of a period. ``asked`` are the kinds for which was asked, one for each time;
    ``order`` that of kinds, reasons and contra-indications.
    """
    kinds, reasons, contra = order
    times = Counter(asked)
    present = [one for one in kinds if any(row.kind == one for row in requests)]
    per_reason = Counter((one.reason, one.kind) for one in refusals)
    why = Counter(code for one in refusals for code in one.contra)
    return Gaps(
        start=period[0],
        until=period[1],
        kinds=tuple(_line(one, requests, times, refusals, today) for one in present),
        total=_line(ALL, requests, times, refusals, today),
        reasons=tuple(
            ReasonGap(
                reason=one,
                total=safe(sum(per_reason[one, kind] for kind in present)),
                per_kind=tuple(safe(per_reason[one, kind]) for kind in present),
            )
            for one in reasons
        ),
        contra=tuple((one, safe(why[one])) for one in contra),
    )


def _line(
    kind: str,
    requests: Sequence[CountedRequest],
    times: Counter[str],
    refusals: Sequence[CountedRefusal],
    today: date,
) -> KindGap:
    mine = [one for one in requests if kind in {ALL, one.kind}]
    days = [
        max(0, (one.first_day - one.asked_on).days) for one in mine if one.first_day is not None
    ]
    return KindGap(
        kind=kind,
        requests=safe(len(mine)),
        asked=safe(times.total() if kind == ALL else times[kind]),
        refused=safe(sum(1 for one in refusals if kind in {ALL, one.kind})),
        placed=safe(len(days)),
        unmet=safe(sum(1 for one in mine if is_unmet(one.stand, one.end, one.needed_by, today))),
        days=middle(days),
        days_of=safe(len(days)),
    )
