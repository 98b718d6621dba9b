"""Reading factsheets: the newest one of the region, and its file."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.insight.models import Factsheet
from kmt.insight.queries.estimates import Overview, overview
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, NotFound
from kmt.partners.region import region


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsheetView:
    """The page about the factsheet: what there is, and whether a new one can be made."""

    year: int | None
    made_at: datetime | None
    kilobytes: int
    newer_estimate: bool
    may_make: bool
    overview: Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsheetFile:
    """A file to send."""

    name: str
    content: bytes


def factsheet(actor: Actor) -> FactsheetView:
    """The newest factsheet of the region, with the figures it is about."""
    check(actor, Permission.INSIGHT_FACTSHEET_READ)
    row, seen = _newest(), overview(actor)
    path = None if row is None else path_of(row.file_name)
    return FactsheetView(
        year=row.year if row else None,
        made_at=row.made_at if row else None,
        kilobytes=round(path.stat().st_size / 1000) if path and path.is_file() else 0,
        newer_estimate=bool(row and seen.done and row.estimate_run_id != seen.done.id),
        may_make=actor.may(Permission.INSIGHT_FACTSHEET_MAKE) and actor.whole_region,
        overview=seen,
    )


def factsheet_file(actor: Actor) -> FactsheetFile:
    """The newest file, when it is still what was made; taking it along is recorded."""
    check(actor, Permission.INSIGHT_FACTSHEET_READ)
    row = _newest()
    path = None if row is None else path_of(row.file_name)
    if row is None or path is None or not path.is_file():
        raise NotFound(
            "Er is nog geen factsheet van deze regio.",
            "Een analist kan er een maken, onder Inzicht, Factsheet.",
        )
    content = path.read_bytes()
    if sha256(content).hexdigest() != row.sha256:
        raise Conflict(
            "Het bestand van de factsheet is na het maken veranderd en wordt niet verstuurd.",
            "Vraag een analist de factsheet opnieuw te maken.",
        )
    read_of(actor, object_type="factsheet", object_id=str(row.id), action="export")
    return FactsheetFile(name=row.file_name, content=content)


def path_of(file_name: str) -> Path:
    """Where a factsheet is kept."""
    return Path(settings.KMT_FACTSHEETS) / file_name


def _newest() -> Factsheet | None:
    return Factsheet.objects.filter(region=region().code).first()
