"""The writes of the mandate: how an item stands, its evidence, the review, the items themselves.

A municipality fills in its own; the adviser reviews and defines; nobody writes over history.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.attachments.actions import correct_out, keep, take_out
from kmt.attachments.files import SentFile
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, NotFound
from kmt.mandate.bringing import Past, bring
from kmt.mandate.defining import define_obligation, end_obligation
from kmt.mandate.models import Evidence, Sharing, StandingEntry, StandingReview
from kmt.mandate.papers import EVIDENCE, owner_of
from kmt.mandate.queries import sent_before
from kmt.mandate.rules import (
    Defined,
    Given,
    Opinion,
    Said,
    may_give,
    may_review,
    may_stand,
    until_of,
)
from kmt.mandate.writing import (
    about_somebody,
    called_after_nobody,
    count_anew,
    current,
    held_on,
    must_know,
    proven,
    put,
    refuse,
    terms_of,
)

__all__ = [
    "Defined",
    "Past",
    "add_evidence",
    "bring_in",
    "define_obligation",
    "destroy_files",
    "end_obligation",
    "put_standing",
    "review",
    "share",
    "stop_sharing",
    "withdraw_evidence",
]

WRITE = Permission.MANDATE_STANDING_WRITE
STANDING, SHARING = "mandate_standing", "mandate_sharing"
FILES_DESTROYED = "mandate.files_destroyed"


def put_standing(
    *,
    by: Actor,
    municipality: str,
    item: str,
    said: Said,
    edition: int | None = None,
    token: UUID | None = None,
) -> None:
    """Say how an item stands in the own municipality, from today on.

    ``edition`` is that of the page that was read (None: write over whatever is there). Raises
    :class:`Conflict` when somebody was first, :class:`Invalid` with what is wrong per field.
    """
    must_know(by, municipality)
    token, today = token or new_id(), clock.today()
    with _acting(by, WRITE, municipality, item, reason=f"mandate.{said.code}"):
        if StandingEntry.objects.filter(token=token).exists():
            return
        one = held_on(item, today)
        row, terms = current(municipality, one, edition), terms_of(municipality, item)
        words = _words(said)
        texts = {name: str(words[name]) for name in ("why", "owner", "next_step")}
        refuse({**may_stand(said, terms=terms, on=today), **about_somebody(texts)})
        put(
            row,
            version=one.version,
            said=True,
            opinion="",
            opinion_reason="",
            **words,
            **proven(terms, today),
        )
        StandingEntry(
            municipality=municipality,
            item=item,
            version=one.version,
            on=today,
            at=clock.now(),
            by=by.id,
            token=token,
            **words,
        ).save()
        count_anew(municipality, item)


def add_evidence(
    *,
    by: Actor,
    municipality: str,
    item: str,
    given: Given,
    files: Sequence[SentFile] = (),
    token: UUID | None = None,
) -> UUID:
    """Add evidence to an item; without an end it counts as long as the item says. Its id.

    The same form twice gives it once. What the adviser asked back is open again to look at.
    Its ``files`` are papers about nobody; they open when the scanner has looked at them.
    """
    must_know(by, municipality)
    token, today = token or new_id(), clock.today()
    if (there := sent_before(by, token)) is not None:
        return there
    evidence_id = new_id()
    with _acting(by, WRITE, municipality, item, kind=EVIDENCE, action="create"):
        one = held_on(item, today)
        texts = {"title": given.title, "number": given.number}
        wrong = may_give(given, today=today, with_file=bool(files))
        refuse({**wrong, **about_somebody(texts), **called_after_nobody(files)})
        Evidence(
            id=evidence_id,
            municipality=municipality,
            item=item,
            token=token,
            at=clock.now(),
            by=by.id,
            **_columns(given, one.term),
        ).save()
        keep(by=by, owner=owner_of(evidence_id), files=files)
        _after_evidence(municipality, item, today)
    return evidence_id


def withdraw_evidence(
    *,
    by: Actor,
    municipality: str,
    item: str,
    evidence_id: UUID,
    reason: str,
    destroy: bool = False,
) -> None:
    """Say that evidence does not count any more, and why; it stays to be read, with its files.

    ``destroy``: the files should not be here and go at once (AVG 5(1)(d)), also of evidence that
    was withdrawn before.
    """
    must_know(by, municipality)
    told = FILES_DESTROYED if destroy else ""
    with _acting(by, WRITE, municipality, item, kind=EVIDENCE, action="delete", reason=told):
        missing = (
            {} if reason.strip() else {"reason": "Schrijf op waarom dit bewijs niet meer telt."}
        )
        refuse({**missing, **about_somebody({"reason": reason})})
        rows = Evidence.objects.filter(id=evidence_id, municipality=municipality, item=item)
        row = rows.select_for_update().first()
        if row is None:
            raise NotFound
        gone = destroy and correct_out(by=by, object_type=EVIDENCE, object_id=row.id)
        why = f"Bestanden vernietigd: {reason.strip()}" if gone else reason.strip()
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = clock.now(), by.id, why
            row.save()
            _after_evidence(municipality, item, clock.today(), withdrawn=True)
        elif gone:
            row.withdrawn_why = f"{row.withdrawn_why} – {why}"
            row.save()


def destroy_files(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy the files of evidence whose term is over (T42); the evidence itself stays.

    For the job that guards the terms; the key of the files is destroyed by the caller.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type=EVIDENCE,
        object_id=str(object_id),
        reason=part or FILES_DESTROYED,
    ):
        return take_out(by=by, object_type=EVIDENCE, object_id=object_id)


def review(
    *,
    by: Actor,
    municipality: str,
    item: str,
    opinion: str,
    reason: str = "",
    edition: int | None = None,
    token: UUID | None = None,
) -> None:
    """Say as adviser what to think of what was filled in: agree, or ask back with a reason."""
    must_know(by, municipality)
    token = token or new_id()
    with _acting(
        by,
        Permission.MANDATE_STANDING_REVIEW,
        municipality,
        item,
        reason=f"mandate.{opinion}" if opinion in set(Opinion) else "",
    ):
        if StandingReview.objects.filter(token=token).exists():
            return
        row = current(municipality, held_on(item, clock.today()), edition)
        may_review(opinion, reason, filled_in=row.said).check()
        refuse(about_somebody({"reason": reason}))
        put(row, opinion=opinion, opinion_reason=reason.strip())
        StandingReview(
            municipality=municipality,
            item=item,
            edition=row.edition,
            opinion=opinion,
            reason=reason.strip(),
            at=clock.now(),
            by=by.id,
            token=token,
        ).save()


def share(*, by: Actor, municipality: str) -> None:
    """Let the region see the details of the own municipality; harmless when repeated."""
    must_know(by, municipality)
    with act(by, WRITE, action="consent", object_type=SHARING, object_id=municipality):
        if not Sharing.objects.filter(municipality=municipality, ended_at=None).exists():
            Sharing(municipality=municipality, given_at=clock.now(), given_by=by.id).save()


def stop_sharing(*, by: Actor, municipality: str) -> None:
    """End that the others see the details; from now on they see the totals only."""
    must_know(by, municipality)
    with act(by, WRITE, action="delete", object_type=SHARING, object_id=municipality):
        rows = Sharing.objects.filter(municipality=municipality, ended_at=None)
        rows.update(ended_at=clock.now(), ended_by=by.id)


def bring_in(*, by: Actor, municipality: str, past: Sequence[Past]) -> int:
    """Take over what a municipality wrote down elsewhere, in one act; how many lines there were.

    Only for a municipality of which nothing is here yet: history is begun with it, never rewritten.
    """
    must_know(by, municipality)
    lines = sorted(past, key=lambda one: (one.on, one.item))
    with act(by, WRITE, action="create", object_type="mandate_history", object_id=municipality):
        if StandingEntry.objects.filter(municipality=municipality).exists():
            raise Conflict("Van deze gemeente staat hier al iets.", "Vul verder aan per opgave.")
        bring(by, municipality, lines)
    return len(lines)


def _after_evidence(municipality: str, item: str, today: date, *, withdrawn: bool = False) -> None:
    """Bring the standing and what is counted up to date with the evidence there is now.

    What was asked back is open to look at again; what was agreed with is so when evidence went.
    """
    row = current(municipality, held_on(item, today), None)
    open_again = withdrawn or row.opinion == Opinion.ASKS_BACK
    again = {"opinion": "", "opinion_reason": ""} if open_again else {}
    put(row, **proven(terms_of(municipality, item), today), **again)
    count_anew(municipality, item)


def _words(said: Said) -> dict[str, object]:
    return {
        "code": said.code,
        "why": said.why.strip(),
        "owner": said.owner.strip(),
        "next_step": said.next_step.strip(),
        "next_on": said.next_on,
        "review_on": said.review_on,
    }


def _columns(given: Given, term: str) -> dict[str, object]:
    return {
        "kind": given.kind,
        "title": given.title.strip(),
        "link": given.link.strip(),
        "number": given.number.strip(),
        "dated": given.dated,
        "start": given.begins,
        "until": given.until or until_of(given.begins, term),
        "origin": given.origin,
    }


def _acting(
    by: Actor,
    permission: Permission,
    municipality: str,
    item: str,
    *,
    kind: str = STANDING,
    action: str = "update",
    reason: str = "",
) -> AbstractContextManager[None]:
    return act(
        by,
        permission,
        action=action,
        object_type=kind,
        object_id=f"{municipality}:{item}",
        reason=reason,
    )
