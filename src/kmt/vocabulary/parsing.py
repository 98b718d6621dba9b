"""Turns one row of each table into the entry it stands for, or says why it cannot.

Status and source: a row of a list or group that names no status takes both from its list or
group; a row that names its own status stands on its own, also without a source.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from kmt.vocabulary.durations import Duration
from kmt.vocabulary.entries import (
    STATUSES,
    Code,
    CodeList,
    DeadlineRule,
    Figure,
    FigureSeries,
    Indicator,
    IndicatorGroup,
    Source,
    Term,
)
from kmt.vocabulary.tables import Row

EVERY_FORM = "all"
_SOURCE_KEY = re.compile(r"S\d+|MEMO")
_UNITS = frozenset({"count", "percent", "fraction", "ratio"})
_DAY_KINDS = frozenset({"", "calendar", "working"})
_TERM_KINDS = frozenset({"field", "house", "permission"})
_YES = frozenset({"yes", ""})

Sources = Mapping[str, Source]


def source(row: Row) -> Source:
    """A numbered source: a title, an address or both."""
    if not row.text("title") and not row.text("address"):
        raise row.broken("a source needs a title or an address.")
    return Source(**row.texts("source", "title", "address"))


def code_list(row: Row, sources: Sources) -> CodeList:
    """The head of a list."""
    return CodeList(
        **row.names("list", "subject"),
        htcds_field=row.text("htcds_field"),
        status=row.one_of("status", STATUSES),
        source=cited(row, sources),
    )


def code(row: Row, subject: str, lists: Mapping[str, CodeList], sources: Sources) -> Code:
    """One value of a list; an HTCDS value needs a list with an HTCDS field."""
    own = lists.get(row.text("list"))
    if own is None or own.subject != subject:
        raise row.broken(f"the list {row.text('list')!r} is not one of the subject {subject!r}.")
    if row.text("htcds") and not own.htcds_field:
        raise row.broken(f"an HTCDS value, but the list {own.list!r} has no HTCDS field.")
    status, origin = _standing(row, own, sources)
    valid_from, valid_to = row.period()
    return Code(
        **row.names("list", "code"),
        **row.texts("htcds", "law_ref", "note"),
        valid_from=valid_from,
        valid_to=valid_to,
        status=status,
        source=origin,
    )


def group(row: Row, sources: Sources) -> IndicatorGroup:
    """A group of indicators."""
    return IndicatorGroup(
        **row.names("group"), status=row.one_of("status", STATUSES), source=cited(row, sources)
    )


def indicator(
    row: Row, groups: Mapping[str, IndicatorGroup], forms: frozenset[str], sources: Sources
) -> Indicator:
    """One indicator, for some forms or (``all``) for every form."""
    above = groups[row.one_of("group", frozenset(groups))]
    status, origin = _standing(row, above, sources)
    valid_from, valid_to = row.period()
    return Indicator(
        **row.names("indicator", "group"),
        version=row.read("version", int, "a whole number"),
        forms=_forms(row, forms),
        critical=row.one_of("critical", _YES) == "yes",
        ilo=row.text("ilo"),
        valid_from=valid_from,
        valid_to=valid_to,
        status=status,
        source=origin,
    )


def deadline_rule(row: Row, sources: Sources) -> DeadlineRule:
    """One rule; a duration and its kind of days stand together or are both empty."""
    valid_from, valid_to = row.period()
    return DeadlineRule(
        **row.names("rule", "track", "starts_on", "who_dutch", "who_english"),
        **row.texts("day_kind", "law_ref"),
        consequence_dutch=row.needed("consequence_dutch"),
        consequence_english=row.needed("consequence_english"),
        duration=_duration(row),
        valid_from=valid_from,
        valid_to=valid_to,
        status=row.one_of("status", STATUSES),
        source=cited(row, sources),
    )


def series(row: Row) -> FigureSeries:
    """One series of published figures."""
    return FigureSeries(**row.names("series"))


def figure(row: Row, known: Mapping[str, FigureSeries], sources: Sources) -> Figure:
    """One published figure; it always names its source."""
    row.one_of("series", frozenset(known))
    row.needed("source")
    return Figure(
        **row.names("series", "dimension"),
        **row.texts("period", "code", "note"),
        from_year=row.year("from_year"),
        to_year=row.year("to_year"),
        unit=row.one_of("unit", _UNITS),
        value=row.read("value", Decimal, "a number"),
        source=cited(row, sources),
    )


def term(row: Row, sources: Sources) -> Term:
    """One word of the glossary."""
    return Term(
        **row.names("code", "meaning"),
        name=row.text("name"),
        kind=row.one_of("kind", _TERM_KINDS),
        source=cited(row, sources),
    )


def cited(row: Row, sources: Sources) -> str:
    """The source cell; every number in it must resolve (laws are named in words)."""
    for key in _SOURCE_KEY.findall(row.text("source")):
        if key not in sources:
            raise row.broken(f"the source {key} is not in sources.csv.")
    return row.text("source")


def _standing(row: Row, above: CodeList | IndicatorGroup, sources: Sources) -> tuple[str, str]:
    if row.text("status"):
        return row.one_of("status", STATUSES), cited(row, sources)
    if row.text("source"):
        raise row.broken("a source of its own needs a status of its own.")
    return above.status, above.source


def _forms(row: Row, known: frozenset[str]) -> frozenset[str]:
    if row.needed("forms") == EVERY_FORM:
        return frozenset()
    forms = frozenset(row.text("forms").split(";"))
    if forms - known:
        raise row.broken(f"unknown form of exploitation: {', '.join(sorted(forms - known))}.")
    return forms


def _duration(row: Row) -> str:
    kind, text = row.one_of("day_kind", _DAY_KINDS), row.text("duration")
    if bool(text) != bool(kind):
        raise row.broken("a duration and its kind of days stand together, or both are empty.")
    if text:
        length = row.read("duration", Duration.parse, "an ISO 8601 duration like P3M or PT24H")
        if kind == "working" and not length.only_days:
            raise row.broken("working days are counted in days or weeks only.")
    return text
