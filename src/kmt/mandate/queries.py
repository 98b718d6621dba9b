"""The reads of the mandate: obligations, one municipality, the region, progress, history.

Details are those of the own municipality and of those that share; totals are of the whole region.
The number of questions does not grow with what is there.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.conf import settings

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.mandate import access, wording
from kmt.mandate.counting import Key, by_theme, codes_of, counts_of, stands_of, tally_of, years_of
from kmt.mandate.models import (
    Evidence,
    Sharing,
    Standing,
    StandingEntry,
    StandingReview,
)
from kmt.mandate.obligations import every_version, in_force, monitors
from kmt.mandate.papers import with_files
from kmt.mandate.reading import (
    AskLine,
    Cell,
    Compared,
    EvidenceView,
    HistoryLine,
    ItemTally,
    ItemView,
    Monitor,
    MunicipalityView,
    Obligation,
    QuarterRow,
    QuarterView,
    RegionRow,
    RegionView,
    ThemeTally,
    YearCount,
)
from kmt.mandate.rules import (
    Ask,
    Code,
    Known,
    Term,
    asked,
    counts_until,
    quarter_of,
    shown,
    why_not_beside,
)
from kmt.partners.queries import names_of
from kmt.partners.region import region

__all__ = [
    "Obligation",
    "compared",
    "history",
    "item_versions",
    "item_view",
    "municipality_view",
    "obligation",
    "obligations",
    "progress",
    "quarter_view",
    "region_view",
    "with_region",
]

READ = Permission.MANDATE_STANDING_READ
#: How many municipalities a page of the region shows.
PAGE = 40


def obligations(on: date) -> tuple[Obligation, ...]:
    """What is asked of municipalities on a day, in order of the code."""
    return in_force(every_version(), on)


def obligation(item: str, on: date) -> Obligation:
    """One of them; ``NotFound`` for one that is not asked on that day."""
    found = next((one for one in obligations(on) if one.item == item), None)
    if found is None:
        raise NotFound
    return found


def item_versions(item: str) -> tuple[Obligation, ...]:
    """Every version of one item, newest first."""
    return tuple(one for one in reversed(every_version()) if one.item == item)


def compared(actor: Actor) -> tuple[Compared, ...]:
    """What was published elsewhere, with ours beside it where that can be."""
    seen = region_view(actor)
    ours = {one.obligation.item: one for one in seen.per_item}
    return tuple(_compared(one, ours.get(one.about)) for one in monitors())


def _compared(one: Monitor, ours: ItemTally | None) -> Compared:
    return Compared(
        monitor=one,
        obligation=ours.obligation if ours else None,
        met=ours.tally.met if ours else 0,
        of=ours.tally.total if ours else 0,
        why_not=why_not_beside(
            status=one.status, base=one.base, counts=one.counts, asked_here=ours is not None
        ),
    )


def quarter_view(actor: Actor, *, page: int = 1) -> QuarterView:
    """What is asked this quarter of each municipality whose details the actor sees."""
    check(actor, READ)
    today, opened = clock.today(), _opened(actor)
    seen = [(code, name) for code, name in region().places if code in opened]
    pages = max(-(-len(seen) // PAGE), 1)
    page = min(max(page, 1), pages)
    here = seen[PAGE * (page - 1) : PAGE * page]
    asked_now, (start, end) = obligations(today), quarter_of(today)
    stands = stands_of(actor, [code for code, _name in here], today)
    return QuarterView(
        start=start,
        end=end,
        rows=tuple(_quarter_row(code, name, asked_now, stands, end) for code, name in here),
        withheld=len(region().codes) - len(seen),
        page=page,
        pages=pages,
        invented=bool(settings.KMT_DEMO),
    )


def _quarter_row(
    code: str,
    name: str,
    asked_now: Sequence[Obligation],
    stands: Mapping[Key, Standing | StandingEntry],
    end: date,
) -> QuarterRow:
    lines = []
    for one in asked_now:
        found = asked(_known(stands.get((code, one.item))), end)
        if found:
            lines.append(AskLine(item=one.item, title=one.title, ask=found[0], by=found[1]))
    said = [one for one in lines if one.ask != Ask.NOT_SAID]
    order = list(Ask)
    return QuarterRow(
        municipality=code,
        name=name,
        asks=tuple(
            sorted(said, key=lambda one: (order.index(Ask(one.ask)), one.by or end, one.item))
        ),
        not_said=len(lines) - len(said),
    )


def _known(row: Standing | StandingEntry | None) -> Known:
    """What decides whether an item is asked about, of the current row alone."""
    if not isinstance(row, Standing) or not row.said:
        return Known(code=Code.NOT_STARTED, said=False)
    today = clock.today()
    lasts = row.proven and (row.proven_until is None or row.proven_until >= today)
    return Known(
        code=Code.EXPIRED if row.code == Code.MET and not lasts else row.code,
        said=True,
        until=row.proven_until,
        opinion=row.opinion,
        next_on=row.next_on,
        review_on=row.review_on,
    )


def municipality_view(
    actor: Actor, municipality: str, *, on: date | None = None
) -> MunicipalityView:
    """One municipality on a day (default: today).

    ``NotFound`` for a place outside the region or one whose details are not for this actor.
    """
    return _municipality(actor, municipality, on or clock.today(), every_version())


def with_region(
    actor: Actor, municipality: str
) -> tuple[MunicipalityView, tuple[YearCount, ...], tuple[ThemeTally, ...]]:
    """One municipality today, how it came there, and the themes of the whole region beside it."""
    versions, today = every_version(), clock.today()
    seen = _municipality(actor, municipality, today, versions)
    asked_now = in_force(versions, today)
    counts = counts_of(actor, asked_now, today, municipalities=len(region().codes))
    listed = [(one, code, number) for one in asked_now for code, number in counts[one.item].items()]
    return seen, years_of(actor, [municipality], versions), by_theme(asked_now, listed)


def _municipality(
    actor: Actor, municipality: str, day: date, versions: Sequence[Obligation]
) -> MunicipalityView:
    check(actor, READ)
    shares = _shared_since(actor, municipality)
    _must_see(actor, municipality, shared=shares is not None)
    asked_now = in_force(versions, day)
    stands = stands_of(actor, [municipality], day)
    proofs = _proofs(actor, [municipality], day)
    items = tuple(
        _item(one, stands.get((municipality, one.item)), proofs[municipality, one.item], day)
        for one in asked_now
    )
    return MunicipalityView(
        municipality=municipality,
        name=region().municipality_name(municipality),
        on=day,
        items=items,
        themes=by_theme(asked_now, [(one.obligation, one.code, 1) for one in items]),
        tally=tally_of((one.code, 1) for one in items),
        shared_since=shares,
        own=municipality in access.own(actor),
        invented=bool(settings.KMT_DEMO),
    )


def item_view(actor: Actor, municipality: str, item: str) -> ItemView:
    """One item of one municipality today, with its files; ``NotFound`` as for the municipality."""
    seen = municipality_view(actor, municipality)
    found = next((one for one in seen.items if one.obligation.item == item), None)
    if found is None:
        raise NotFound
    return replace(found, evidence=with_files(actor, found.evidence))


def region_view(actor: Actor, *, on: date | None = None, page: int = 1) -> RegionView:
    """A page of the region on a day, with the totals of all its municipalities."""
    check(actor, READ)
    day, places = on or clock.today(), region().places
    asked_now, pages = obligations(day), max(-(-len(places) // PAGE), 1)
    page = min(max(page, 1), pages)
    here = places[PAGE * (page - 1) : PAGE * page]
    opened = _opened(actor)
    stands = codes_of(actor, [code for code, _name in here if code in opened], day)
    counts = counts_of(actor, asked_now, day, municipalities=len(places))
    listed = [(one, code, number) for one in asked_now for code, number in counts[one.item].items()]
    words = {one: (wording.letter(one), wording.standing_word(one)) for one in Code}
    rows = tuple(
        _row((code, name), asked_now, stands, words)
        if code in opened
        else RegionRow(municipality=code, name=name, shown=False)
        for code, name in here
    )
    return RegionView(
        on=day,
        obligations=asked_now,
        rows=rows,
        per_item=tuple(
            ItemTally(obligation=one, tally=tally_of(counts[one.item].items())) for one in asked_now
        ),
        themes=by_theme(asked_now, listed),
        tally=tally_of((code, number) for _one, code, number in listed),
        municipalities=len(places),
        withheld=sum(not row.shown for row in rows),
        page=page,
        pages=pages,
        invented=bool(settings.KMT_DEMO),
    )


def progress(actor: Actor, municipality: str = "") -> tuple[YearCount, ...]:
    """How many items were met at the end of each year (this year: today), of how many.

    Of the whole region without a ``municipality``. From the first year in which something counted;
    what nobody said anything about counts as not met.
    """
    check(actor, READ)
    if municipality:
        _must_see(actor, municipality)
    return years_of(actor, [municipality] if municipality else sorted(region().codes))


def history(actor: Actor, municipality: str, item: str) -> tuple[HistoryLine, ...]:
    """Everything that was said, given, withdrawn and thought of one item, newest first."""
    _must_see(actor, municipality)
    rule, which = access.visible(actor), {"municipality": municipality, "item": item}
    said = list(StandingEntry.objects.seen_by(actor, rule).filter(**which))
    given = list(Evidence.objects.seen_by(actor, rule).filter(**which))
    thought = list(StandingReview.objects.seen_by(actor, rule).filter(**which))
    names = names_of(
        {one.by for one in said}
        | {one.by for one in thought}
        | {name for one in given for name in (one.by, one.withdrawn_by) if name}
    )
    lines = [_said_line(one, names) for one in said]
    lines += [_given_line(one, names) for one in given]
    lines += [_withdrawn_line(one, names) for one in given if one.withdrawn_at]
    lines += [_thought_line(one, names) for one in thought]
    return tuple(sorted(lines, key=lambda one: (one.on, one.at), reverse=True))


def _said_line(row: StandingEntry, names: Mapping[str, str]) -> HistoryLine:
    return HistoryLine(
        kind=row.code,
        words=wording.standing_word(row.code),
        why=row.why,
        at=clock.local(row.at),
        who=names.get(row.by, ""),
        on=row.on,
        version=row.version,
    )


def _given_line(row: Evidence, names: Mapping[str, str]) -> HistoryLine:
    return HistoryLine(
        kind="given",
        words=row.title,
        why="",
        at=clock.local(row.at),
        who=names.get(row.by, ""),
        on=max(row.start, row.dated),
    )


def _withdrawn_line(row: Evidence, names: Mapping[str, str]) -> HistoryLine:
    at = clock.local(row.withdrawn_at or row.at)
    return HistoryLine(
        kind="withdrawn",
        words=row.title,
        why=row.withdrawn_why,
        at=at,
        who=names.get(row.withdrawn_by, ""),
        on=at.date(),
    )


def _thought_line(row: StandingReview, names: Mapping[str, str]) -> HistoryLine:
    at = clock.local(row.at)
    return HistoryLine(
        kind=row.opinion,
        words=str(wording.OPINIONS[row.opinion]),
        why=row.reason,
        at=at,
        who=names.get(row.by, ""),
        on=at.date(),
    )


# Who sees what.


def _must_see(actor: Actor, municipality: str, *, shared: bool | None = None) -> None:
    """Refuse: without the permission 403, outside one's world and outside the region 404.

    Whether it is shared is asked only of who cannot see it otherwise, when it is not known yet.
    """
    check(actor, READ)
    if municipality not in region().codes:
        raise NotFound
    if access.sees_all(actor) or municipality in access.own(actor):
        return
    if not (municipality in access.sharing(actor) if shared is None else shared):
        raise NotFound


def _opened(actor: Actor) -> frozenset[str]:
    """The municipalities whose details this actor sees."""
    if access.sees_all(actor):
        return region().codes
    return access.sharing(actor) | frozenset(access.own(actor))


def _shared_since(actor: Actor, municipality: str) -> date | None:
    rows = Sharing.objects.seen_by(actor, access.counted(actor))
    row = rows.filter(municipality=municipality, ended_at=None).first()
    return clock.local(row.given_at).date() if row else None


# How things stand.


def _proofs(actor: Actor, places: Sequence[str], day: date) -> dict[Key, list[EvidenceView]]:
    rows = Evidence.objects.seen_by(actor, access.visible(actor)).filter(municipality__in=places)
    found: dict[Key, list[EvidenceView]] = defaultdict(list)
    for row in rows.order_by("-dated", "-at"):
        if row.start <= day:
            found[row.municipality, row.item].append(_evidence(row, day))
    return found


def _evidence(row: Evidence, day: date) -> EvidenceView:
    withdrawn = row.withdrawn_at is not None and clock.local(row.withdrawn_at).date() <= day
    return EvidenceView(
        id=row.id,
        kind=row.kind,
        title=row.title,
        link=row.link,
        number=row.number,
        dated=row.dated,
        start=row.start,
        until=row.until,
        origin=row.origin,
        counts=not withdrawn and Term(start=row.start, until=row.until).holds(day),
        at=clock.local(row.at),
        withdrawn_why=row.withdrawn_why if withdrawn else "",
    )


def _item(
    one: Obligation, row: Standing | StandingEntry | None, proofs: Sequence[EvidenceView], day: date
) -> ItemView:
    terms = [Term(start=p.start, until=p.until) for p in proofs if not p.withdrawn_why]
    code = shown(row.code if row else Code.NOT_STARTED, terms, day)
    counts, until = counts_until(terms, day)
    if not counts:
        until = max((term.until for term in terms if term.until), default=None)
    now = row if isinstance(row, Standing) else None
    known = Known(
        code=code,
        said=row is not None and (now is None or now.said),
        until=until,
        opinion=now.opinion if now else "",
        next_on=row.next_on if row else None,
        review_on=row.review_on if row else None,
    )
    found = asked(known, quarter_of(day)[1])
    return ItemView(
        obligation=one,
        code=code,
        words=wording.standing_word(code),
        said=known.said,
        why=row.why if row else "",
        owner=row.owner if row else "",
        next_step=row.next_step if row else "",
        next_on=known.next_on,
        review_on=known.review_on,
        counts=counts,
        until=until,
        evidence=tuple(proofs),
        opinion=known.opinion,
        opinion_reason=now.opinion_reason if now else "",
        edition=now.edition if now else 0,
        version=row.version if row else one.version,
        at=clock.local(row.at) if row else None,
        ask=found[0] if found else "",
        ask_by=found[1] if found else None,
    )


def _row(
    place: tuple[str, str],
    asked_now: Sequence[Obligation],
    stands: Mapping[Key, Code],
    words: Mapping[Code, tuple[str, str]],
) -> RegionRow:
    code, name = place
    codes = [stands.get((code, one.item), Code.NOT_STARTED) for one in asked_now]
    cells = tuple(
        Cell(item=one.item, code=how, letter=words[how][0], words=words[how][1])
        for one, how in zip(asked_now, codes, strict=True)
    )
    tally = tally_of((how, 1) for how in codes)
    return RegionRow(municipality=code, name=name, shown=True, cells=cells, tally=tally)


def sent_before(actor: Actor, token: UUID) -> UUID | None:
    """The evidence that the form with this mark gave already."""
    rows = Evidence.objects.seen_by(actor, access.visible(actor)).filter(token=token)
    return rows.values_list("id", flat=True).first()
