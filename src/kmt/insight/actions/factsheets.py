"""Making the factsheet of the region: one PDF per year, with its fingerprint."""

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.insight import printing
from kmt.insight.models import Factsheet
from kmt.insight.queries import latest_run, overview, totals_per_year
from kmt.insight.queries.factsheets import path_of
from kmt.insight.rules import may_make_factsheet
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict
from kmt.partners.region import Region, region


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFactsheet:
    """What was made."""

    id: UUID
    path: Path
    sha256: str


def make_factsheet(*, by: Actor, year: int | None = None) -> MadeFactsheet:
    """Make the factsheet of a year (this one) from the newest estimate and today's counts.

    The bytes depend on the run, the counts and the day alone. Refuses without an estimate.
    """
    check(by, Permission.INSIGHT_FACTSHEET_MAKE)
    run = latest_run(by)
    decision = may_make_factsheet(has_estimate=run is not None, whole_region=by.whole_region)
    if run is None or not decision.allowed:
        raise Conflict(" ".join(decision.reasons))
    here, today = region(), clock.today()
    made_for = year or today.year
    row = Factsheet(
        region=here.code,
        year=made_for,
        made_at=clock.now(),
        made_by=by.id,
        estimate_run_id=run.id,
        file_name=_name_of(here, made_for),
    )
    pdf = printing.render(
        printing.content(overview(by), totals_per_year(by), here, year=made_for, on=today),
        moment=run.finished_at,
    )
    row.sha256 = sha256(pdf).hexdigest()
    with act(
        by,
        Permission.INSIGHT_FACTSHEET_MAKE,
        action="create",
        object_type="factsheet",
        object_id=str(row.id),
    ):
        row.save(force_insert=True)
        _keep(path_of(row.file_name), pdf)
    return MadeFactsheet(id=row.id, path=path_of(row.file_name), sha256=row.sha256)


def _name_of(here: Region, year: int) -> str:
    """A name that says so when the people are invented, and never is that of a real factsheet."""
    invented = "-voorbeeld" if settings.KMT_DEMO else ""
    return f"factsheet-{here.name.lower()}-{year}{invented}.pdf"


def _keep(path: Path, pdf: bytes) -> None:
    """Put the file in place in one step, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(pdf)
    Path(name).replace(path)
