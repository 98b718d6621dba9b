"""Writing in the register: a decision, a correction, what came of it. Nothing is overwritten."""

from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.governance import subjects
from kmt.governance.access import visible
from kmt.governance.given import Wording
from kmt.governance.models import Decision, FollowUp
from kmt.governance.rules import TITLE_LIMIT, about_problem, decision_day_problem, text_problem
from kmt.governance.search import stems
from kmt.governance.writing import about_somebody, check
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict

DECISION = "governance_decision"


def record_decision(
    *,
    by: Actor,
    title: str,
    question: str,
    decided: str,
    on: date,
    body: str,
    grounds: str,
    about: str = "",
    dissent: str = "",
    conditions: str = "",
    meeting: UUID | None = None,
    token: UUID | None = None,
) -> UUID:
    """Write down a decision; returns its id.

    ``body`` is the code of a body, or in words who decided; ``about`` is ``"kind:key"`` of a kind
    that is known to :mod:`.subjects`. The same ``token`` twice writes one decision.
    """
    token = token or new_id()
    if (sent := _sent(by, token)) is not None:
        return sent
    wording = Wording(
        title=title,
        question=question,
        decided=decided,
        on=on,
        body=body,
        grounds=grounds,
        dissent=dissent,
        conditions=conditions,
    )
    _check(wording)
    check(about=about_problem(about, subjects.kinds()))
    row_id = new_id()
    with _writing(by, row_id, "create"):
        row = _row(by, row_id, wording, token)
        row.first, row.about, row.meeting = row_id, about, meeting
        row.save()
    return row_id


def correct_decision(
    *,
    by: Actor,
    decision_id: UUID,
    newest: UUID,
    why: str,
    wording: Wording,
    token: UUID | None = None,
) -> UUID:
    """Write a better wording beside the one that stands (``newest``); the old one stays to read.

    Refuses when somebody else corrected it in between.
    """
    token = token or new_id()
    if (sent := _sent(by, token)) is not None:
        return sent
    check(why=text_problem(why, needed="Schrijf op waarom dit wordt gecorrigeerd."))
    _check(wording)
    row_id = new_id()
    with _writing(by, decision_id, "update"):
        rows = Decision.objects.seen_by(by, visible(by)).filter(first=decision_id)
        # Whoever corrects locks the first row: two corrections of one wording wait for each other.
        rows.select_for_update().one(id=decision_id)
        old = rows.one(id=newest)
        if rows.filter(corrects=old).exists():
            raise Conflict(
                "Een collega heeft dit besluit intussen gecorrigeerd.",
                "Lees de nieuwe tekst. Wat je typte staat hieronder; vul het aan en leg vast.",
            )
        row = _row(by, row_id, wording, token)
        row.first, row.about, row.meeting = old.first, old.about, old.meeting
        row.corrects, row.why_corrected = old, why.strip()
        row.save()
    return row_id


def follow_up(
    *, by: Actor, decision_id: UUID, text: str, on: date, token: UUID | None = None
) -> None:
    """Write down what came of a decision; what was written before stays."""
    token = token or new_id()
    if FollowUp.objects.seen_by(by, visible(by)).filter(token=token).exists():
        return
    check(
        text=text_problem(text, needed="Schrijf op wat ervan kwam.") or about_somebody(text),
        on=decision_day_problem(on, clock.today()),
    )
    first = Decision.objects.seen_by(by, visible(by)).one(id=decision_id).first
    with _writing(by, first, "update"):
        FollowUp(
            decision_id=first,
            text=text.strip(),
            on=on,
            stems=stems(text),
            at=clock.now(),
            by=by.id,
            token=token,
        ).save()


def _sent(by: Actor, token: UUID) -> UUID | None:
    rows = Decision.objects.seen_by(by, visible(by)).filter(token=token)
    return rows.values_list("id", flat=True).first()


def _check(wording: Wording) -> None:
    check(
        title=text_problem(wording.title, needed="Geef het besluit een titel.", limit=TITLE_LIMIT),
        question=text_problem(wording.question, needed="Schrijf op welke vraag voorlag."),
        decided=text_problem(wording.decided, needed="Schrijf op wat er is besloten.")
        or about_somebody(*wording.texts),
        grounds=text_problem(wording.grounds, needed="Schrijf op waarom dit is besloten."),
        body=text_problem(wording.body, needed="Kies wie het besluit nam.", limit=120),
        dissent=text_problem(wording.dissent),
        conditions=text_problem(wording.conditions),
        on=decision_day_problem(wording.on, clock.today()),
    )


def _row(by: Actor, row_id: UUID, wording: Wording, token: UUID) -> Decision:
    return Decision(
        id=row_id,
        title=wording.title.strip(),
        question=wording.question.strip(),
        decided=wording.decided.strip(),
        on=wording.on,
        body=wording.body.strip(),
        grounds=wording.grounds.strip(),
        dissent=wording.dissent.strip(),
        conditions=wording.conditions.strip(),
        stems=stems(*wording.texts),
        at=clock.now(),
        by=by.id,
        token=token,
    )


def _writing(by: Actor, decision_id: UUID, action: str) -> AbstractContextManager[None]:
    return act(
        by,
        Permission.GOVERNANCE_PAPER_WRITE,
        action=action,
        object_type=DECISION,
        object_id=str(decision_id),
    )
