"""The parts of which the acts of this room are made; each runs inside an act of its caller."""

from collections.abc import Iterable, Mapping
from datetime import date

from kmt.access.permissions import Permission
from kmt.advice.rules.pieces import Kind
from kmt.advice.telling import NEVER, named_after, told_in
from kmt.attachments.files import SentFile, safe_name
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.mandate.models import CountedSpan, Evidence, Standing, StandingEntry
from kmt.mandate.obligations import every_version, in_force
from kmt.mandate.reading import Obligation
from kmt.mandate.rules import Code, Term, counts_until, spans
from kmt.partners.region import region

CHANGED = "Een collega veranderde dit intussen."
LOOK = "Lees wat er nu staat, en bewaar daarna opnieuw als dat nog nodig is."


#: What says who somebody is beyond doubt: it has no place in what a municipality says of itself.
_NEVER = {**NEVER, Kind.MAIL: "een e-mailadres"}


def about_somebody(texts: Mapping[str, str]) -> dict[str, str]:
    """The refusal per field that holds a number, date or address of a person."""
    return {
        name: f"Hier lijkt {told} te staan. Haal dit weg: een functie is genoeg."
        for name, text in texts.items()
        if (told := told_in(text, _NEVER))
    }


def called_after_nobody(files: Iterable[SentFile]) -> dict[str, str]:
    """The refusal at the field of the files, when one is called after a person."""
    told = named_after((safe_name(one.name) for one in files), _NEVER)
    return {"attachment": told} if told else {}


def refuse(problems: dict[str, str]) -> None:
    """Raise what is wrong, at its fields."""
    if problems:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=problems)


def must_know(by: Actor, municipality: str) -> None:
    """Refuse a place outside the region, and one that is not the actor's, as if it were not there.

    Who may not fill in at all hears that from the permission.
    """
    if municipality not in region().codes:
        raise NotFound
    writes = by.may(Permission.MANDATE_STANDING_WRITE)
    if not by.whole_region and writes and municipality not in by.world:
        raise NotFound


def held_on(item: str, on: date) -> Obligation:
    """The version of an item that holds on a day; ``NotFound`` when it is not asked then."""
    for one in in_force(every_version(), on):
        if one.item == item:
            return one
    raise NotFound


def current(municipality: str, one: Obligation, edition: int | None) -> Standing:
    """The current standing, held; refuses when it is not the one that was read."""
    rows = Standing.objects.select_for_update().filter(municipality=municipality, item=one.item)
    row = rows.first()
    there = row.edition if row else 0
    if edition is not None and edition != there:
        raise Conflict(CHANGED, LOOK)
    return row or Standing(
        municipality=municipality, item=one.item, version=one.version, edition=0, at=clock.now()
    )


def put(row: Standing, **values: object) -> None:
    """Write over the edition that was read; refuses when somebody was first."""
    for name, value in values.items():
        setattr(row, name, value)
    before, row.edition, row.at = row.edition, row.edition + 1, clock.now()
    if before == 0:
        row.save(force_insert=True)
        return
    fields = {one.attname: getattr(row, one.attname) for one in Standing._meta.concrete_fields}
    del fields["id"]
    if not Standing.objects.filter(id=row.id, edition=before).update(**fields):
        raise Conflict(CHANGED, LOOK)


def terms_of(municipality: str, item: str) -> list[Term]:
    """The terms of the evidence that was not withdrawn."""
    rows = Evidence.objects.filter(municipality=municipality, item=item, withdrawn_at=None)
    return [Term(start=start, until=until) for start, until in rows.values_list("start", "until")]


def proven(terms: Iterable[Term], on: date) -> dict[str, object]:
    """Whether evidence counts, and until when; past evidence leaves the day it ended."""
    there = list(terms)
    counts, until = counts_until(there, on)
    if not counts:
        until = max((term.until for term in there if term.until), default=None)
    return {"proven": counts, "proven_until": until}


def count_anew(municipality: str, item: str) -> None:
    """Make the stretches of days that count of one item anew, from all that was said and given."""
    said = StandingEntry.objects.filter(municipality=municipality, item=item).order_by("on", "at")
    rows = Evidence.objects.filter(municipality=municipality, item=item)
    terms = [Term(start=row.start, until=_last(row)) for row in rows]
    found = spans(list(said.values_list("on", "code")), [one for one in terms if _sound(one)])
    CountedSpan.objects.filter(municipality=municipality, item=item).delete()
    CountedSpan.objects.bulk_create(
        CountedSpan(
            id=new_id(),
            municipality=municipality,
            item=item,
            kind=Code(one.kind).value,
            start=one.start,
            until=one.until,
        )
        for one in found
    )


def _last(row: Evidence) -> date | None:
    """The last day it counted; withdrawn evidence counted until the day before."""
    if row.withdrawn_at is None:
        return row.until
    gone = date.fromordinal(clock.local(row.withdrawn_at).date().toordinal() - 1)
    return gone if row.until is None else min(gone, row.until)


def _sound(term: Term) -> bool:
    return term.until is None or term.until >= term.start
