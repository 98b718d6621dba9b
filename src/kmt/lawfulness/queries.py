"""Reading the sharing matrix, and the record of what was shared.

The matrix holds nothing about anybody, but is only for who shares or supervises.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.access import visible
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.models import Disclosure, DisclosureReview
from kmt.lawfulness.table import STATUS_WORDS, MatrixLine, compartments, lines
from kmt.lawfulness.texts import opened
from kmt.partners.queries import names_of

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """The rows of one compartment that hold today, and what there is beside them."""

    shown: str
    name: str
    lines: tuple[MatrixLine, ...]
    sizes: tuple[tuple[str, str, int], ...]


def matrix_of(actor: Actor, compartment: str = "") -> MatrixView:
    """The rows of a compartment today; the first compartment when none or a strange one is asked.

    ``sizes`` gives code, name and number of rows of each compartment, for links.
    """
    check(actor, Permission.LAWFULNESS_MATRIX_READ)
    today, named = clock.today(), dict(compartments())
    shown = compartment if compartment in named else next(iter(named))
    return MatrixView(
        shown=shown,
        name=named[shown],
        lines=lines(today, shown),
        sizes=tuple((code, name, len(lines(today, code))) for code, name in named.items()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureLine:
    """One decision to share, in words; ``texts`` is empty when they were destroyed."""

    id: UUID
    decided_at: datetime
    decided_by: str
    mine: bool
    subject_label: str
    sender: str
    recipient: str
    purpose: str
    data: str
    basis: str
    rows: str
    status_words: str
    doubtful: bool
    opinion: str
    approved: str
    expires_on: date
    feedback_due_on: date | None
    texts: dict[str, str]


def disclosures(actor: Actor, *, to_review: bool = False) -> tuple[DisclosureLine, ...]:
    """The decisions to share of the actor's world, newest first; the look is recorded.

    ``to_review``: only the doubtful ones that nobody reviewed. At most ``PAGE`` lines.
    """
    check(actor, Permission.LAWFULNESS_DISCLOSURE_READ)
    reason = "to_review" if to_review else ""
    read_of(actor, object_type="disclosure", action="search", reason=reason)
    rows = Disclosure.objects.seen_by(actor, visible(actor))
    found = list(rows.filter(doubtful=True, reviews=None)[:PAGE] if to_review else rows[:PAGE])
    names = names_of({row.decided_by for row in found})
    opinions = _opinions(actor, {row.id for row in found})
    texts = opened([(row.id, bytes(row.texts)) for row in found])
    return tuple(
        _line(row, names.get(row.decided_by, row.decided_by), opinions.get(row.id, ""), text, actor)
        for row, text in zip(found, texts, strict=True)
    )


def disclosures_about(actor: Actor, persons: Collection[UUID]) -> tuple[UUID, ...]:
    """The decisions to share about these persons, for the job that destroys; nothing is read."""
    check(actor, Permission.RETENTION_TERM_RUN)
    rows = Disclosure.objects.seen_by(actor, Q(subject_id__in=persons))
    return tuple(rows.values_list("id", flat=True))


def _opinions(actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    """What was thought of these disclosures; the newest opinion counts."""
    found = DisclosureReview.objects.seen_by(actor, Q(disclosure__in=ids)).order_by("reviewed_at")
    return dict(found.values_list("disclosure_id", "opinion"))


def _line(
    row: Disclosure, decided_by: str, opinion: str, texts: dict[str, str], actor: Actor
) -> DisclosureLine:
    matrix = sharing_matrix()
    return DisclosureLine(
        id=row.id,
        decided_at=clock.local(row.decided_at),
        decided_by=decided_by,
        mine=row.decided_by == actor.id,
        subject_label=row.subject_label,
        sender=matrix.dutch("actor", row.sender),
        recipient=matrix.dutch("actor", row.recipient),
        purpose=matrix.dutch("purpose", row.purpose),
        data=", ".join(matrix.dutch("data", code) for code in row.data.split("|")),
        basis="; ".join(row.basis.split("|")),
        rows=", ".join(row.rows.split("|")),
        status_words=STATUS_WORDS[row.status],
        doubtful=row.doubtful,
        opinion=opinion,
        approved=", ".join(matrix.dutch("approval", one) for one in row.approved.split("|") if one),
        expires_on=row.expires_on,
        feedback_due_on=row.feedback_due_on,
        texts=texts,
    )
