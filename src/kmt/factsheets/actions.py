"""Making the factsheets: one per municipality and one of the region, in one act."""

import os
import tempfile
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.text import slugify

from kmt.access.acts import act, check
from kmt.factsheets.access import MAKE
from kmt.factsheets.content import Content, of_municipality, of_region
from kmt.factsheets.gathering import gather, gather_one
from kmt.factsheets.models import CouncilSheet
from kmt.factsheets.printing import render
from kmt.factsheets.queries import OBJECT, name_of, path_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import NotPermitted
from kmt.partners.region import region


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSheet:
    """One that was made."""

    place: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typeset:
    """A sheet that is ready to be put in place."""

    place: str
    content: Content
    pdf: bytes


def make_all(*, by: Actor, on: date | None = None) -> tuple[MadeSheet, ...]:
    """Make the factsheet of every municipality and of the region, as they stand on a day (today).

    All are typeset before the first file is put in place: when one fails, nothing changes. The
    same standing on the same day gives the same bytes.
    """
    check(by, MAKE)
    if not by.whole_region:
        raise NotPermitted("Factsheets van alle gemeenten maakt wie de hele regio ziet.")
    day = on or clock.today()
    made = [
        _Typeset(place=place, content=content, pdf=render(content, on=day))
        for place, content in _contents(by, day)
    ]
    batch = new_id()
    with act(
        by, MAKE, action="create", object_type=OBJECT, object_id=str(batch), reason="council_sheets"
    ):
        rows = [_row(one, by=by, batch=batch, day=day) for one in made]
        CouncilSheet.objects.bulk_create(rows)
        for row, one in zip(rows, made, strict=True):
            _keep(path_of(row.file_name), one.pdf)
    return tuple(
        MadeSheet(place=row.place, path=path_of(row.file_name), sha256=row.sha256) for row in rows
    )


def _contents(by: Actor, day: date) -> list[tuple[str, Content]]:
    """What stands on each sheet, the region first."""
    shared = gather(by, day)
    found = [(region().code, of_region(shared))]
    for code, _name in region().places:
        found.append((code, of_municipality(*gather_one(by, code, day), shared)))
    return found


def _row(one: _Typeset, *, by: Actor, batch: UUID, day: date) -> CouncilSheet:
    return CouncilSheet(
        place=one.place,
        on=day,
        batch=batch,
        made_at=clock.now(),
        made_by=by.id,
        file_name=_file_name(one.place, day),
        sha256=sha256(one.pdf).hexdigest(),
        size=len(one.pdf),
        content=one.content,
    )


def _file_name(place: str, day: date) -> str:
    """A name that says so when its figures are invented, and never is that of a real one."""
    invented = "-voorbeeld" if settings.KMT_DEMO else ""
    return f"raadsfactsheet-{slugify(name_of(place))}-{day.year}{invented}.pdf"


def _keep(path: Path, pdf: bytes) -> None:
    """Put the file in place in one step, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(pdf)
    Path(name).replace(path)
