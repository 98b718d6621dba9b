"""Reading council factsheets: which there are, one as a page, and its file."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings

from kmt.access.acts import check
from kmt.audit.actions import read_of
from kmt.factsheets.access import MAKE, READ, places, readable
from kmt.factsheets.models import CouncilSheet
from kmt.factsheets.printing import render
from kmt.factsheets.reading import Sheet, SheetFile, SheetLine, SheetList
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, NotFound
from kmt.partners.region import region

OBJECT = "council_sheet"


def sheets(actor: Actor) -> SheetList:
    """The newest factsheet of every place that this actor may read, the region first."""
    check(actor, READ)
    newest = CouncilSheet.objects.filter(readable(actor)).order_by("-made_at").first()
    rows = {} if newest is None else _batch(actor, newest)
    return SheetList(
        lines=tuple(_line(place, rows.get(place)) for place in places(actor)),
        may_make=actor.may(MAKE) and actor.whole_region,
    )


def sheet(actor: Actor, place: str) -> Sheet:
    """One factsheet as a page; ``NotFound`` outside the places of the actor."""
    row = _row(actor, place)
    return Sheet(
        id=row.id,
        place=row.place,
        name=name_of(row.place),
        on=row.on,
        made_at=clock.local(row.made_at),
        kilobytes=round(row.size / 1000),
        content=row.content,
    )


def sheet_file(actor: Actor, place: str) -> SheetFile:
    """The newest file of a place, when it is still what was made; taking it along is recorded.

    A file that is lost is typeset again from what the row kept: its fingerprint tells whether it
    is the same.
    """
    row = _row(actor, place)
    path = path_of(row.file_name)
    lost = not path.is_file()
    content = render(row.content, on=row.on) if lost else path.read_bytes()
    if sha256(content).hexdigest() != row.sha256:
        raise Conflict(
            "Het bestand van deze factsheet is niet meer wat er is gemaakt, en wordt niet "
            "verstuurd.",
            "Vraag de beleidsadviseur de factsheets opnieuw te maken.",
        )
    read_of(actor, object_type=OBJECT, object_id=str(row.id), action="export")
    return SheetFile(name=row.file_name, content=content)


def path_of(file_name: str) -> Path:
    """Where a factsheet is kept."""
    return Path(settings.KMT_FACTSHEETS) / file_name


def name_of(place: str) -> str:
    """The name of a municipality, or of the region."""
    here = region()
    return here.name if place == here.code else here.municipality_name(place)


def _row(actor: Actor, place: str) -> CouncilSheet:
    check(actor, READ)
    if place not in places(actor):
        raise NotFound
    row = CouncilSheet.objects.filter(place=place).order_by("-made_at").first()
    if row is None:
        raise NotFound(
            "Van deze plaats is nog geen factsheet gemaakt.",
            "De beleidsadviseur maakt ze voor alle gemeenten tegelijk.",
        )
    return row


def _batch(actor: Actor, newest: CouncilSheet) -> dict[str, CouncilSheet]:
    rows = CouncilSheet.objects.filter(readable(actor), batch=newest.batch)
    return {one.place: one for one in rows}


def _line(place: str, row: CouncilSheet | None) -> SheetLine:
    return SheetLine(
        place=place,
        name=name_of(place),
        whole_region=place == region().code,
        on=row.on if row else None,
        made_at=clock.local(row.made_at) if row else None,
        kilobytes=round(row.size / 1000) if row else 0,
        headline=str(row.content.get("headline", "")) if row else "",
    )
