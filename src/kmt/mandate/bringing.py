"""Taking over the history of a municipality at once: rows in bulk, inside the act of its caller."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.mandate.models import CountedSpan, Evidence, Standing, StandingEntry, StandingReview
from kmt.mandate.obligations import every_version, in_force
from kmt.mandate.reading import Obligation
from kmt.mandate.rules import Given, Said, Term, may_give, may_stand, spans, until_of
from kmt.mandate.writing import proven, refuse

#: The hour of a day of the past is not known; these keep the order in which it must have been.
GIVEN, SAID, THOUGHT = time(11, 0), time(12, 0), time(13, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What was said of an item on a day of the past, with the evidence that was given with it."""

    item: str
    on: date
    said: Said
    given: tuple[Given, ...] = ()
    opinion: str = ""
    opinion_reason: str = ""
    reviewer: str = ""


def bring(by: Actor, municipality: str, lines: Sequence[Past]) -> None:
    """Keep what was said, given and thought, each on its day, and what counts of it."""
    versions, today = every_version(), clock.today()
    per_item: dict[str, list[Past]] = defaultdict(list)
    for one in lines:
        per_item[one.item].append(one)
    rows: dict[type, list[object]] = defaultdict(list)
    for item, said in per_item.items():
        where = {"municipality": municipality, "item": item}
        for row in _of_item(by, where, said, versions, today):
            rows[type(row)].append(row)
    for model in (StandingEntry, Evidence, StandingReview, Standing, CountedSpan):
        model.objects.bulk_create(rows[model])  # type: ignore[arg-type]


def _of_item(
    by: Actor,
    where: dict[str, str],
    lines: Sequence[Past],
    versions: tuple[Obligation, ...],
    today: date,
) -> Iterable[object]:
    item, terms = where["item"], list[Term]()
    for one in lines:
        asked = _held(versions, item, one.on)
        for given in one.given:
            refuse(may_give(given, today=today))
            row = _evidence(by, where, given, asked.term, one.on)
            terms.append(Term(start=row.start, until=row.until))
            yield row
        refuse(may_stand(one.said, terms=terms, on=one.on))
        yield _entry(by, where, one, asked.version)
        if one.opinion:
            yield _review(by, where, one)
    last = lines[-1]
    yield Standing(
        **where,
        version=_held(versions, item, last.on).version,
        said=True,
        **_words(last),
        **proven(terms, today),
        opinion=last.opinion,
        opinion_reason=last.opinion_reason,
        edition=len(lines),
        at=_at(last.on, SAID),
    )
    for span in spans([(one.on, one.said.code) for one in lines], terms):
        yield CountedSpan(**where, kind=span.kind.value, start=span.start, until=span.until)


def _held(versions: tuple[Obligation, ...], item: str, on: date) -> Obligation:
    found = next((one for one in in_force(versions, on) if one.item == item), None)
    if found is None:
        refuse({"item": f"{item} werd op {on:%d-%m-%Y} niet gevraagd."})
        raise AssertionError
    return found


def _evidence(by: Actor, where: dict[str, str], given: Given, term: str, on: date) -> Evidence:
    return Evidence(
        **where,
        kind=given.kind,
        title=given.title,
        link=given.link,
        number=given.number,
        dated=given.dated,
        start=given.begins,
        until=given.until or until_of(given.begins, term),
        origin=given.origin,
        at=_at(on, GIVEN),
        by=by.id,
        token=new_id(),
    )


def _entry(by: Actor, where: dict[str, str], one: Past, version: int) -> StandingEntry:
    return StandingEntry(
        **where,
        version=version,
        on=one.on,
        at=_at(one.on, SAID),
        by=by.id,
        token=new_id(),
        **_words(one),
    )


def _review(by: Actor, where: dict[str, str], one: Past) -> StandingReview:
    return StandingReview(
        **where,
        edition=1,
        opinion=one.opinion,
        reason=one.opinion_reason,
        at=_at(one.on, THOUGHT),
        by=one.reviewer,
        token=new_id(),
    )


def _words(one: Past) -> dict[str, object]:
    said = one.said
    return {
        "code": said.code,
        "why": said.why,
        "owner": said.owner,
        "next_step": said.next_step,
        "next_on": said.next_on,
        "review_on": said.review_on,
    }


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=clock.DUTCH_TIME)
