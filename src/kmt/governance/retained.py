"""The years of a body as their retention term sees them: ten years, then a person decides (T40).

What a body leaves behind ends per calendar year, and every row is of one year alone: a meeting with
its agenda, papers and who was there; an action of the year of its meeting, also when it ended
later, because what was agreed and what came of it are one story, and without a meeting of the year
in which it ended; a question with its answers of the year of its last day; a seat of the year of
its last day. So nothing is destroyed twice and nothing stays behind. Who still sits there, an open
action without a meeting and the body itself are of no year yet.

The register of decisions is of no year: it stays (T22), with in it the id of a meeting that can be
gone. Minutes keep the day on which a later meeting adopted them and not that meeting, so no year
has to wait for another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.rows import GatedModel
from kmt.governance import access
from kmt.governance.models import ActionItem, AgendaItem, Meeting, Member, Question
from kmt.governance.papers import owner_of
from kmt.governance.rules import ActionStand
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.terms import Event

KIND, YEAR, DUTCH = "meeting_year", "governance_year", "jaargang van een overleg"
#: Per table the way to its body, and the days that say its year: the first that is there.
_DAYS: tuple[tuple[type[GatedModel], str, tuple[str, ...]], ...] = (
    (AgendaItem, "meeting__body", ("meeting__meets_at",)),
    (ActionItem, "body", ("meeting__meets_at", "ended_on")),
    (Meeting, "body", ("meets_at",)),
    (Question, "body", ("open_until",)),
    (Member, "body", ("until",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyYear:
    """A calendar year of one body, on the clock of the country, with the ids of its rows."""

    body_id: UUID
    code: str
    year: int
    rows: dict[type[GatedModel], list[UUID]] = field(default_factory=lambda: defaultdict(list))

    @property
    def id(self) -> UUID:
        """The same every night."""
        return uuid5(self.body_id, str(self.year))

    @property
    def label(self) -> str:
        """Body and year, as the number of its minutes begins; no longer than a proposal keeps."""
        return f"{self.code[:14]}-{self.year}-{self.id.hex[:4]}"


def years(actor: Actor) -> dict[UUID, BodyYear]:
    """Every year in which some body left something, by id."""
    found: dict[tuple[UUID, int], BodyYear] = {}
    for model, body, days in _DAYS:
        rows: Any = model.objects.seen_by(actor, access.retained(actor)).order_by("pk")
        for key, body_id, code, *on in rows.values_list("pk", body, f"{body}__code", *days):
            if day := next(filter(None, on), None):
                year = (clock.local(day) if isinstance(day, datetime) else day).year
                whole = BodyYear(body_id=body_id, code=code, year=year)
                found.setdefault((body_id, year), whole).rows[model].append(key)
    return {one.id: one for one in found.values()}


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every year of every body, the oldest first.

    The first key sealed nothing: it tells a restored backup that this year was destroyed, also a
    year without papers.
    """
    check(actor, Permission.RETENTION_TERM_RUN)
    actions = ActionItem.objects.seen_by(actor, access.retained(actor))
    still_open = set(actions.filter(stand=ActionStand.OPEN).values_list("id", flat=True))
    for one in sorted(years(actor).values(), key=lambda one: (one.year, one.code)):
        closes = date(one.year, 12, 31)
        works = closes >= clock.today() or not still_open.isdisjoint(one.rows[ActionItem])
        yield Holding(
            object_type=YEAR,
            object_id=one.id,
            label=one.label,
            compartment="R0",
            kept=Kept(kind=KIND, events={Event.CLOSING: (closes,)}, running=works),
            keys=(
                f"{YEAR}:{one.id}",
                *(owner_of(item).subject for item in one.rows[AgendaItem]),
            ),
        )


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody of these: the papers of governance are about nobody in view."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()


def id_of_label(actor: Actor, label: str) -> UUID | None:
    """The year of a label."""
    asked = label.strip().lower()
    return next((one.id for one in years(actor).values() if one.label == asked), None)
