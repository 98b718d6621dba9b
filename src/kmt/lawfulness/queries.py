"""Reading the sharing matrix, and the record of what was shared.

The matrix holds nothing about anybody, but is only for who shares or supervises.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.access import visible_disclosures
from kmt.lawfulness.entries import Verdict
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.models import Disclosure, DisclosureFeedback, DisclosureReview
from kmt.lawfulness.rules.ages import may_share_at
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import YEARLY_FEEDBACK, ConsentState
from kmt.lawfulness.rules.feedback import feedback_due
from kmt.lawfulness.rules.sending import FOR_RECEIVER, words_along
from kmt.lawfulness.table import (
    AGES,
    DECISIONS,
    STATUS_WORDS,
    MatrixLine,
    compartments,
    lines,
)
from kmt.lawfulness.texts import opened, opened_words
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
class MatrixAnswer:
    """What the matrix says to a question, in words; ``open`` are codes that may be established."""

    verdict: Verdict
    words: str
    sentence: str
    rows: tuple[MatrixLine, ...]
    conditions: tuple[str, ...]
    approval: str
    basis: tuple[str, ...]
    status_words: str
    parts: tuple[tuple[str, str, str], ...]
    open: tuple[str, ...]


def matrix_answer(actor: Actor, request: ShareRequest) -> MatrixAnswer:
    """The answer today to any combination of codes; about nobody, so nothing is recorded.

    With an age that is not known it is the answer at the strictest age.
    """
    check(actor, Permission.LAWFULNESS_MATRIX_READ)
    matrix, today = sharing_matrix(), clock.today()
    found = may_share_at(request, matrix, today)
    facts = [code for one in found.open for each in one.alternatives for code in sorted(each)]
    return MatrixAnswer(
        verdict=found.outcome,
        words=DECISIONS[found.outcome],
        sentence=found.sentence,
        rows=tuple(one for one in lines(today) if one.id in found.rows),
        conditions=tuple(dict.fromkeys(one.dutch for one in found.open)),
        approval=", ".join(matrix.dutch("approval", one) for one in found.approval),
        basis=found.basis,
        status_words=STATUS_WORDS[found.status],
        parts=tuple(
            (matrix.dutch("data", one.data), DECISIONS[one.outcome], one.sentence)
            for one in found.answers
        ),
        open=tuple(dict.fromkeys((*sorted(request.facts), *facts))),
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
    expired: bool
    feedback_due_on: date | None
    feedback_late: bool
    texts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackLine:
    """What a receiver said, and who wrote it down."""

    received_on: date
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureView:
    """One decision to share with everything it rests on, in words.

    ``along`` is the text to send with it; ``limits`` is in it.
    """

    line: DisclosureLine
    compartment: str
    subject_role: str
    subject_age: str
    secrecy: bool
    outcome: str
    facts: tuple[str, ...]
    consent: str
    told: str
    told_review_on: date | None
    left_out: tuple[str, ...]
    binding: tuple[str, ...]
    retention: tuple[str, ...]
    along: str
    feedback: tuple[FeedbackLine, ...]


def disclosures(
    actor: Actor, *, to_review: bool = False, feedback: bool = False
) -> tuple[DisclosureLine, ...]:
    """The decisions to share of the actor's world, newest first; the look is recorded.

    ``to_review``: only the doubtful ones that nobody reviewed; ``feedback``: only those of which
    the receiver must still say what they brought, first due first. At most ``PAGE`` lines.
    """
    check(actor, Permission.LAWFULNESS_DISCLOSURE_READ)
    reason = "to_review" if to_review else "feedback" if feedback else ""
    read_of(actor, object_type="disclosure", action="search", reason=reason)
    rows = Disclosure.objects.seen_by(actor, visible_disclosures(actor))
    if feedback:
        return _waiting_for_feedback(actor, rows)
    found = list(rows.filter(doubtful=True, reviews=None)[:PAGE] if to_review else rows[:PAGE])
    return _lines(actor, found)


def disclosure(actor: Actor, disclosure_id: UUID) -> DisclosureView:
    """One decision to share with all that belongs to it; the look is recorded."""
    with refusals_recorded(actor, object_type="disclosure", object_id=str(disclosure_id)):
        check(actor, Permission.LAWFULNESS_DISCLOSURE_READ)
        row = Disclosure.objects.seen_by(actor, visible_disclosures(actor)).one(id=disclosure_id)
    read_of(actor, object_type="disclosure", object_id=str(disclosure_id))
    (line,) = _lines(actor, [row])
    matrix = sharing_matrix()
    on = clock.local(row.decided_at).date()
    rows = [one for one in matrix.rows if one.id in row.rows.split("|") and one.valid_on(on)]
    binding = [code for one in rows for code in one.binding]
    return DisclosureView(
        line=line,
        compartment=matrix.dutch("compartment", row.compartment),
        subject_role=matrix.dutch("subject", row.subject_role),
        subject_age=AGES.get(row.subject_age, "leeftijd niet bekend; behandeld als kind"),
        secrecy=row.secrecy,
        outcome=DECISIONS[Verdict(row.outcome)],
        facts=_words(row.facts.split("|")),
        consent=row.consent,
        told=row.told,
        told_review_on=row.told_review_on,
        left_out=tuple(filter(None, line.texts.get("left_out", "").split("\n"))),
        binding=_words(binding),
        retention=tuple(dict.fromkeys(one.retention for one in rows if one.retention)),
        along=words_along(
            purpose=line.purpose,
            data=line.data,
            expires_on=row.expires_on,
            limits=line.texts.get("supplier_limits", ""),
            binding=_words(code for code in binding if code in FOR_RECEIVER),
            feedback_due_on=line.feedback_due_on,
        ),
        feedback=_feedback(actor, row),
    )


def _lines(actor: Actor, found: Sequence[Disclosure]) -> tuple[DisclosureLine, ...]:
    names = names_of({row.decided_by for row in found})
    opinions = _opinions(actor, {row.id for row in found})
    texts = opened([(row.id, bytes(row.texts)) for row in found])
    said = _last_feedback(actor, {row.id for row in found})
    return tuple(
        _line(
            row,
            names.get(row.decided_by, row.decided_by),
            opinions.get(row.id, ""),
            text,
            actor=actor,
            due=_due(row, said.get(row.id)),
        )
        for row, text in zip(found, texts, strict=True)
    )


def _waiting_for_feedback(actor: Actor, rows: "QuerySet[Disclosure]") -> tuple[DisclosureLine, ...]:
    """Those that still wait, first due first."""
    asked = list(rows.filter(feedback_due_on__isnull=False))
    said = _last_feedback(actor, {row.id for row in asked})
    waiting = [(due, row) for row in asked if (due := _due(row, said.get(row.id))) is not None]
    waiting.sort(key=lambda one: one[0])
    return _lines(actor, [row for _, row in waiting[:PAGE]])


def _due(row: Disclosure, last: date | None) -> date | None:
    """When feedback is due now: of a result every year anew, of anything else once."""
    if row.feedback_due_on is None or last is None:
        return row.feedback_due_on
    yearly = any(
        YEARLY_FEEDBACK in one.binding
        for one in sharing_matrix().rows
        if one.id in row.rows.split("|")
    )
    supplied = clock.local(row.decided_at).date()
    return feedback_due(supplied, last, clock.today()).due_on if yearly else None


def _last_feedback(actor: Actor, ids: set[UUID]) -> dict[UUID, date]:
    found = DisclosureFeedback.objects.seen_by(actor, Q(disclosure__in=ids))
    return dict(found.order_by("received_on").values_list("disclosure_id", "received_on"))


def _feedback(actor: Actor, row: Disclosure) -> tuple[FeedbackLine, ...]:
    found = list(DisclosureFeedback.objects.seen_by(actor, Q(disclosure=row)))
    words = opened_words(row.id, [(one.id, bytes(one.words)) for one in found])
    names = names_of({one.by for one in found})
    return tuple(
        FeedbackLine(received_on=one.received_on, words=text, by=names.get(one.by, ""))
        for one, text in zip(found, words, strict=True)
    )


def _words(codes: Iterable[str]) -> tuple[str, ...]:
    """Conditions in words, each once."""
    known = sharing_matrix().conditions
    return tuple(dict.fromkeys(known[code].dutch for code in codes if code in known))


def disclosures_about(actor: Actor, persons: Collection[UUID]) -> tuple[UUID, ...]:
    """The decisions to share about these persons, for the job that destroys; nothing is read."""
    check(actor, Permission.RETENTION_TERM_RUN)
    rows = Disclosure.objects.seen_by(actor, Q(subject_id__in=persons))
    return tuple(rows.values_list("id", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """That something was shared about a person, with whom and when: in codes, no text opened.

    ``data`` are the kinds of data, ``basis`` the articles it rests on.
    """

    id: UUID
    recipient: str
    subject_label: str
    decided_at: datetime
    compartment: str = ""
    purpose: str = ""
    data: tuple[str, ...] = ()
    basis: str = ""
    expires_on: date | None = None
    decided_by: str = ""
    by_consent: bool = False


def shared_about(actor: Actor, persons: Collection[UUID]) -> tuple[Shared, ...]:
    """What was shared about these persons as far as the actor sees it, oldest first.

    For the page of a record that is itself recorded as read; no text is opened. Nothing for who
    may not see decisions to share.
    """
    rows = Disclosure.objects.seen_by(actor, visible_disclosures(actor))
    return tuple(
        Shared(
            id=row.id,
            recipient=row.recipient,
            subject_label=row.subject_label,
            decided_at=row.decided_at,
            compartment=row.compartment,
            purpose=row.purpose,
            data=tuple(filter(None, row.data.split("|"))),
            basis="; ".join(row.basis.split("|")),
            expires_on=row.expires_on,
            decided_by=row.decided_by,
            by_consent=row.consent in {ConsentState.SELF, ConsentState.REPRESENTATIVE},
        )
        for row in rows.filter(subject_id__in=persons).order_by("decided_at")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A decision to share that still holds: to whom, for what, until when, by which rows.

    ``by_consent``: it rests on a consent, which can have been withdrawn since.
    """

    id: UUID
    subject_id: UUID
    compartment: str
    recipient: str
    purpose: str
    rows: tuple[str, ...]
    by_consent: bool
    expires_on: date
    data: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


def standing_about(actor: Actor, persons: Collection[UUID]) -> tuple[Standing, ...]:
    """The decisions to share about these persons that hold today, newest first; no text is opened.

    For the page of a record that is itself recorded as read, and for rules that need a basis.
    """
    rows = Disclosure.objects.seen_by(actor, visible_disclosures(actor))
    found = rows.filter(subject_id__in=persons, expires_on__gte=clock.today())
    return tuple(
        Standing(
            id=row.id,
            subject_id=row.subject_id,
            compartment=row.compartment,
            recipient=row.recipient,
            purpose=row.purpose,
            rows=tuple(row.rows.split("|")),
            by_consent=row.consent in {ConsentState.SELF, ConsentState.REPRESENTATIVE},
            expires_on=row.expires_on,
            data=tuple(row.data.split("|")),
            basis=tuple(row.basis.split("|")),
        )
        for row in found
    )


def _opinions(actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    """What was thought of these disclosures; the newest opinion counts."""
    found = DisclosureReview.objects.seen_by(actor, Q(disclosure__in=ids)).order_by("reviewed_at")
    return dict(found.values_list("disclosure_id", "opinion"))


def _line(
    row: Disclosure,
    decided_by: str,
    opinion: str,
    texts: dict[str, str],
    *,
    actor: Actor,
    due: date | None,
) -> DisclosureLine:
    matrix, today = sharing_matrix(), clock.today()
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
        expired=row.expires_on < today,
        feedback_due_on=due,
        feedback_late=due is not None and due <= today,
        texts=texts,
    )
