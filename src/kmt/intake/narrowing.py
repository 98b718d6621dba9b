"""How the work list is narrowed, and how many lines each choice keeps of what still lives.

A facet is one column of the list, kept by the database or computed in it, so that what is counted
and what is shown cannot differ. Everything that lives is read once, as codes and moments, and
counted here: one question, however many choices a page offers. What is over is not counted per
choice, and is narrowed among the newest only: both would take the longer, the older the house is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from kmt.intake.models import Report
from kmt.intake.reading import Acute
from kmt.intake.rules import ELSEWHERE, YES
from kmt.kernel import clock

#: What is due: late already, or still today.
LATE, TODAY = "late", "today"
#: Facet → the column it is kept in.
COLUMNS = {
    "urgency": "urgency",
    "due": "falls_due",
    "who": "handler",
    "unread": "spoken_to",
    "minors": "minors",
    "state": "state",
    "form": "form",
    "place": "stands_in",
    "channel": "channel",
}
#: Of these only "yes" is a choice.
ONLY_YES = ("unread", "minors")
Narrowed = Mapping[str, str]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ACUTE_COLUMNS = ("id", "number", "due_at", "unsafe_since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """What still lives, counted: per view, per facet and choice within one view, and the acute."""

    counts: Mapping[str, int]
    choices: Mapping[str, Mapping[str, int]]
    acute: Acute | None
    acute_waiting: int


def with_columns(reports: "QuerySet[Report]") -> "QuerySet[Report]":
    """Reports with the columns that are computed for narrowing."""
    now = clock.now()
    tomorrow = clock.local(now).date() + timedelta(days=1)
    tonight = datetime.combine(tomorrow, time(), tzinfo=clock.DUTCH_TIME)
    words = CharField()
    return reports.annotate(
        falls_due=Case(
            When(due_at__lt=now, then=Value(LATE)),
            When(due_at__lt=tonight, then=Value(TODAY)),
            default=Value(""),
            output_field=words,
        ),
        spoken_to=Case(When(unread__gt=0, then=Value(YES)), default=Value(""), output_field=words),
        stands_in=Case(
            When(outside_region=True, then=Value(ELSEWHERE)),
            default=F("municipality"),
            output_field=words,
        ),
    )


def rule_of(narrowed: Narrowed) -> Q:
    """The condition of what was chosen, on reports :func:`with_columns`."""
    return Q(**{COLUMNS[facet]: code for facet, code in narrowed.items()})


def among_newest(reports: "QuerySet[Report]", most: int) -> Q:
    """Only the newest so many, with those of the same hour as the last of them."""
    last = reports.order_by("-received_at").values("received_at")[most - 1 : most]
    return Q(received_at__gte=Coalesce(Subquery(last), Value(_EPOCH)))


def count_living(
    living: "QuerySet[Report]", views: Mapping[str, Q], acute: Q, view: str, narrowed: Narrowed
) -> Living:
    """Count everything that lives; ``views`` that may be counted so, ``view`` the chosen one."""
    flags = {f"in_{name}": _flag(rule) for name, rule in {**views, "acute": acute}.items()}
    columns = (*_ACUTE_COLUMNS, *dict.fromkeys((*COLUMNS.values(), *flags)))
    rows = list(with_columns(living).annotate(**flags).values(*columns))
    counts = {
        name: sum(_fits(row, narrowed) for row in rows if row[f"in_{name}"]) for name in views
    }
    burning = sorted((one for one in rows if one["in_acute"]), key=_burns)
    return Living(
        counts=counts,
        choices=_choices((row for row in rows if row.get(f"in_{view}")), narrowed),
        acute=_acute(burning[0]) if burning else None,
        acute_waiting=len(burning),
    )


def _choices(rows: Iterable[Mapping[str, Any]], narrowed: Narrowed) -> dict[str, Counter[str]]:
    """Per facet and code how many lines it would show, next to what else was chosen."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        off = [facet for facet, code in narrowed.items() if row[COLUMNS[facet]] != code]
        if len(off) > 1:
            continue
        for facet in off or COLUMNS:
            found[facet][row[COLUMNS[facet]]] += 1
    return found


def _fits(row: Mapping[str, Any], narrowed: Narrowed) -> bool:
    return all(row[COLUMNS[facet]] == code for facet, code in narrowed.items())


def _flag(rule: Q) -> Case:
    return Case(When(rule, then=Value(1)), default=Value(0), output_field=IntegerField())


def _burns(row: Mapping[str, Any]) -> tuple[bool, datetime]:
    """Who says not to be safe first, then what is due first."""
    return row["unsafe_since"] is None, row["due_at"] or _EPOCH


def _acute(row: Mapping[str, Any]) -> Acute:
    return Acute(
        id=row["id"],
        number=row["number"],
        due_at=row["due_at"],
        unsafe=row["unsafe_since"] is not None,
    )
