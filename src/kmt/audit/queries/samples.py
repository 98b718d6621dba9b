"""Reading samples: the looks of a year that can be drawn, and a sample with what was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kmt.audit.models import AuditEvent, SampleCheck, SampledLook
from kmt.audit.queries.events import EventLine, check_reader, lines_of
from kmt.audit.sampling import LOOKS, NOT_ABOUT_PEOPLE
from kmt.kernel import clock
from kmt.kernel.actor import Actor

ALLOWED = "allowed"
AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLine:
    """One look of a sample, as it stands in the record, and what was found (a code, or empty)."""

    event: EventLine
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample: of which year, drawn with what, out of how many looks."""

    id: UUID
    year: int
    seed: str
    drawn_at: datetime
    out_of: int
    lines: tuple[SampleLine, ...]

    @property
    def open(self) -> int:
        """How many looks are still to be judged."""
        return sum(1 for line in self.lines if not line.outcome)


def looks_of_year(year: int) -> Iterator[tuple[int, str]]:
    """Number and id of every look at people in a year, in order."""
    rows = AuditEvent.objects.filter(
        timestamp_utc__gte=datetime(year, 1, 1, tzinfo=clock.DUTCH_TIME),
        timestamp_utc__lt=datetime(year + 1, 1, 1, tzinfo=clock.DUTCH_TIME),
        action__in=LOOKS,
        result=ALLOWED,
    ).exclude(object_type__in=NOT_ABOUT_PEOPLE)
    for seq, event_id in rows.order_by("seq").values_list("seq", "event_id").iterator(AT_ONCE):
        yield seq, str(event_id)


def samples(actor: Actor) -> tuple[Sample, ...]:
    """Every sample, the newest first."""
    check_reader(actor)
    return tuple(_sample(row) for row in SampleCheck.objects.all())


def _sample(row: SampleCheck) -> Sample:
    outcomes = dict(SampledLook.objects.filter(sample=row).values_list("seq", "outcome"))
    lines = lines_of(AuditEvent.objects.filter(seq__in=outcomes).order_by("seq"))
    return Sample(
        id=row.id,
        year=row.year,
        seed=row.seed,
        drawn_at=row.drawn_at,
        out_of=row.out_of,
        lines=tuple(SampleLine(event=line, outcome=outcomes[line.seq]) for line in lines),
    )
