"""What the reads of the mandate count: how items stand on a day, in totals and over the years.

Today is read from the last words that are written with every entry; a day that is past from the
entries themselves and the stretches that counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Case, CharField, Count, F, Min, Q, Value, When

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate import access, wording
from kmt.mandate.models import CountedSpan, Standing, StandingEntry
from kmt.mandate.obligations import every_version, in_force
from kmt.mandate.reading import SHOWN_THEMES, Obligation, Tally, ThemeTally, YearCount
from kmt.mandate.rules import Code

Key = tuple[str, str]


def stands_of(
    actor: Actor, places: Sequence[str], day: date
) -> dict[Key, Standing | StandingEntry]:
    """The last word per municipality and item: the current one today, of the entries before."""
    rule = access.visible(actor)
    if day >= clock.today():
        rows = Standing.objects.seen_by(actor, rule).filter(municipality__in=places)
        return {(row.municipality, row.item): row for row in rows}
    said = StandingEntry.objects.seen_by(actor, rule).filter(municipality__in=places, on__lte=day)
    return {(row.municipality, row.item): row for row in said.order_by("on", "at")}


def codes_of(actor: Actor, places: Sequence[str], day: date) -> dict[Key, Code]:
    """How each item of these municipalities is shown on a day."""
    if day >= clock.today():
        rows = Standing.objects.seen_by(actor, access.visible(actor))
        found = rows.filter(municipality__in=places).values_list(
            "municipality", "item", _shown(day)
        )
        return {(place, item): Code(code) for place, item, code in found}
    return _codes_then(actor, access.visible(actor), day, Q(municipality__in=places))


def _shown(day: date) -> Case:
    """The code as shown, worked out by the database: met without evidence that counts ran out."""
    counts = Q(proven=True) & (Q(proven_until=None) | Q(proven_until__gte=day))
    return Case(
        When(Q(code=Code.MET) & ~counts, then=Value(Code.EXPIRED.value)),
        default=F("code"),
        output_field=CharField(),
    )


def counts_of(
    actor: Actor, asked_now: Iterable[Obligation], day: date, *, municipalities: int
) -> dict[str, Counter[str]]:
    """Per item how many municipalities stand how; who said nothing has not started."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    if day >= clock.today():
        rows = Standing.objects.seen_by(actor, access.counted(actor)).annotate(seen=_shown(day))
        for item, code, number in rows.values_list("item", "seen").annotate(Count("id")):
            found[item][code] += number
    else:
        for (_place, item), code in _codes_then(actor, access.counted(actor), day, Q()).items():
            found[item][code] += 1
    for one in asked_now:
        found[one.item][Code.NOT_STARTED] += municipalities - found[one.item].total()
    return found


def _codes_then(actor: Actor, rule: Q, day: date, which: Q) -> dict[Key, Code]:
    """How each item was shown on a day that is past: the last word of then, and what counted."""
    said = StandingEntry.objects.seen_by(actor, rule).filter(which, on__lte=day)
    last = said.order_by("on", "at").values_list("municipality", "item", "code")
    spans = CountedSpan.objects.seen_by(actor, rule).filter(which, kind=Code.MET, start__lte=day)
    held = spans.filter(Q(until=None) | Q(until__gte=day))
    met = set(held.values_list("municipality", "item"))
    return {
        (place, item): Code.EXPIRED if code == Code.MET and (place, item) not in met else Code(code)
        for place, item, code in last
    }


def years_of(
    actor: Actor, places: Sequence[str], versions: Sequence[Obligation] = ()
) -> tuple[YearCount, ...]:
    """With one question more when the ``versions`` of the items are not at hand."""
    today, known = clock.today(), versions or every_version()
    begun = min((one.since.year for one in known), default=today.year)
    days = {year: min(date(year, 12, 31), today) for year in range(begun, today.year + 1)}
    wanted = {year: len(in_force(known, day)) for year, day in days.items()}
    gone = {year: _gone(known, day) for year, day in days.items()}
    rows = CountedSpan.objects.seen_by(actor, access.counted(actor)).filter(municipality__in=places)
    found = rows.aggregate(
        first=Min("start"),
        **{
            f"{kind}_{year}": Count(
                "id",
                filter=Q(kind=kind, start__lte=day)
                & (Q(until=None) | Q(until__gte=day))
                & (~Q(item__in=gone[year]) if gone[year] else Q()),
            )
            for year, day in days.items()
            for kind in (Code.MET.value, Code.NOT_APPLICABLE.value)
        },
    )
    return tuple(
        YearCount(
            year=year,
            met=found[f"{Code.MET}_{year}"],
            total=wanted[year] * len(places) - found[f"{Code.NOT_APPLICABLE}_{year}"],
        )
        for year, day in days.items()
        if found["first"] and found["first"] <= day
    )


def _gone(versions: Sequence[Obligation], day: date) -> list[str]:
    """The items that are not asked any more on a day; what began later has no stretch then."""
    asked = {one.item for one in in_force(versions, day)}
    return sorted({one.item for one in versions if one.ended} - asked)


def tally_of(counts: Iterable[tuple[str, int]]) -> Tally:
    """How many stand how, of (code, number)."""
    found: Counter[str] = Counter()
    for code, number in counts:
        found[str(code)] += number
    return Tally(**{code.value: found[code.value] for code in Code})


def by_theme(
    asked_now: Iterable[Obligation], counts: Iterable[tuple[Obligation, str, int]]
) -> tuple[ThemeTally, ...]:
    """The same per theme, of (obligation, code, number)."""
    listed = list(counts)
    present = {one.theme for one in asked_now}
    return tuple(
        ThemeTally(
            theme=theme,
            words=wording.theme_word(theme),
            tally=tally_of((code, number) for one, code, number in listed if one.theme == theme),
        )
        for theme in SHOWN_THEMES
        if theme in present
    )
