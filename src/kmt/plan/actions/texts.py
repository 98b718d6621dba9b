"""Texts, scores and drafts of the plan: nobody's words are written over, and what was stays.

Who saves a text names the revision that it began from. When somebody else saved in between, nothing
is written over: the text is kept as a draft of its writer, and :class:`TwoTexts` says so.
"""

from uuid import UUID

from kmt.care.joining import drop_due, note_event, open_all, seal, working_on
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict
from kmt.plan import queries, wording
from kmt.plan.access import mine, within
from kmt.plan.models import DomainGoal, GoalDraft, PlanAction, Score
from kmt.plan.queries import TABLES, owner_words
from kmt.plan.rules import (
    PROPOSALS,
    ROOM,
    DomainText,
    Done,
    JudgedBy,
    NewScore,
    RevisionKind,
    Standing,
    score_problems,
    text_problems,
)
from kmt.plan.writing import (
    check,
    end,
    latest,
    move_if,
    open_again,
    put_due,
    show,
    write_score,
    write_text,
)


class TwoTexts(Conflict):
    """Somebody else saved this domain in between: both texts are there, to be read side by side."""

    def __init__(self) -> None:
        """Say where both texts are."""
        super().__init__(
            "Een collega bewaarde dit leefgebied terwijl jij schreef.",
            "Beide teksten staan hieronder naast elkaar. Neem over wat je wilt houden en bewaar.",
        )


class OtherWindow(Conflict):
    """The same colleague types in the same domain in another window."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Dit leefgebied staat ook in een ander venster open, en daar is later getypt.",
            "Je tekst staat nog op deze pagina. Bewaar hem met de knop.",
        )


def save_text(
    *, by: Actor, case_id: UUID, domain: str, text: DomainText, base: int, token: UUID
) -> None:
    """Save what is written of a domain, as its next revision; the same words change nothing.

    The first goal during the intake makes the plan a draft. Raises :class:`TwoTexts` when the
    revision that holds is not ``base``, with the text kept as a draft.
    """
    known = [code for code, _label in wording.scope_pairs()]
    check(text_problems(text, known))
    if _seen(by, case_id, DomainGoal, token):
        return
    beside = False
    with working_on(by, case_id, reason="plan:text") as case:
        now = latest(case_id, domain)
        if now is not None and _says(now, text) and now.kind not in PROPOSALS:
            _forget(by, case_id, domain)
            return
        beside = (now.revision if now else 0) != base
        if beside:
            _keep(by, case_id, domain, text, base)
        else:
            write_text(by, case_id, domain, text, token=token)
            _forget(by, case_id, domain)
            note_event(by, case_id, "plan.text", text=wording.domain_word(domain))
            show(by, case_id)
            if text.goal.strip():
                move_if(by, case, State.INTAKE, State.PLAN_DRAFTED, _FIRST_GOAL)
    if beside:
        raise TwoTexts


_FIRST_GOAL = "Het eerste doel van het hulpplan staat er."


def keep_draft(
    *, by: Actor, case_id: UUID, domain: str, text: DomainText, base: int, version: int
) -> int:
    """Keep what is being typed, for its writer alone; returns the version of the draft.

    Raises :class:`OtherWindow` when another window of the same colleague was later.
    """
    check(text_problems(text, text.consent_scope))
    with working_on(by, case_id, reason="plan:draft"):
        row = _draft(by, case_id, domain)
        if row is not None and row.version != version:
            raise OtherWindow
        return _keep(by, case_id, domain, text, base)


def drop_draft(*, by: Actor, case_id: UUID, domain: str) -> None:
    """Throw away what one typed and did not save."""
    with working_on(by, case_id, reason="plan:draft_dropped"):
        _forget(by, case_id, domain)


def add_score(*, by: Actor, case_id: UUID, score: NewScore, token: UUID) -> None:
    """Say how a domain is on a day, and by whose judgement."""
    check(score_problems(score, clock.today(), [code for code, _label in queries.domains()]))
    if _seen(by, case_id, Score, token):
        return
    with working_on(by, case_id, reason="plan:score"):
        write_score(by, case_id, score, token=token)


def undo(*, by: Actor, case_id: UUID, last: Done) -> None:
    """Take back one's own last act in the plan: a row says so, and what was stays.

    ``last`` is what the page showed. Raises ``Conflict`` when something else came after it.
    """
    with working_on(by, case_id, reason="plan:undone"):
        if queries.last_act(by, case_id) != last:
            raise Conflict(
                "Dit kan niet meer terug: er is intussen iets anders gebeurd.",
                "Kijk wat er nu staat en schrijf het zo nodig opnieuw.",
            )
        _UNDO[last.what](by, case_id, last)
        words = f"{wording.domain_word(last.domain)}: {wording.last_word(last.what)}"
        note_event(by, case_id, "plan.undone", text=words)
        show(by, case_id)


def take_out(by: Actor, case_id: UUID) -> int:
    """Remove everything of a plan, with its case; how many rows that were."""
    return sum(table.objects.filter(case_id=case_id).delete()[0] for table in TABLES)


def _undo_text(by: Actor, case_id: UUID, last: Done) -> None:
    rows = DomainGoal.objects.filter(case_id=case_id, domain=last.domain).order_by("-revision")
    before = rows.exclude(id=last.row).first()
    text = _opened(before) if before is not None else DomainText()
    was_proposed = before is not None and before.kind in PROPOSALS
    kind = RevisionKind.PROPOSED_AGAIN if was_proposed else RevisionKind.UNDONE
    write_text(by, case_id, last.domain, text, kind=kind)


def _undo_score(by: Actor, case_id: UUID, last: Done) -> None:
    row = Score.objects.get(id=last.row)
    score = NewScore(
        domain=row.domain, value=row.value, judged_by=JudgedBy(row.judged_by), on=row.on
    )
    write_score(by, case_id, score, takes_back=row.id)


def _undo_added(by: Actor, case_id: UUID, last: Done) -> None:
    row = PlanAction.objects.get(id=last.row)
    end(by, row, Standing.WITHDRAWN)
    drop_due(by, case_id, room=ROOM, key=str(row.id), done=False)


def _undo_ended(by: Actor, case_id: UUID, last: Done) -> None:
    row = PlanAction.objects.get(id=last.row)
    open_again(row)
    names = ("what", "organisation", "person")
    texts = open_all((case_id, one, row.id, bytes(getattr(row, one))) for one in names)
    owner = owner_words(texts[1], texts[2])
    put_due(by, case_id, row.id, what=texts[0], owner=owner, due=row.due)


_UNDO = {
    "text": _undo_text,
    "score": _undo_score,
    "added": _undo_added,
    "ended": _undo_ended,
}


def _seen(by: Actor, case_id: UUID, table: type[DomainGoal] | type[Score], token: UUID) -> bool:
    """Whether this form was sent before, in this case."""
    return table.objects.seen_by(by, within(by)).filter(case_id=case_id, token=token).exists()


def _opened(row: DomainGoal | GoalDraft) -> DomainText:
    names = ("situation", "goal")
    texts = open_all((row.case_id, one, row.id, bytes(getattr(row, one))) for one in names)
    scope = tuple(row.consent_scope) if isinstance(row, DomainGoal) else ()
    return DomainText(situation=texts[0], goal=texts[1], consent_scope=scope)


def _says(row: DomainGoal, text: DomainText) -> bool:
    """Whether these are the words that the domain has."""
    now = _opened(row)
    return (now.situation, now.goal, set(now.consent_scope)) == (
        text.situation.strip(),
        text.goal.strip(),
        set(text.consent_scope),
    )


def _draft(by: Actor, case_id: UUID, domain: str) -> GoalDraft | None:
    rows = GoalDraft.objects.seen_by(by, mine(by))
    return rows.filter(case_id=case_id, domain=domain).first()


def _keep(by: Actor, case_id: UUID, domain: str, text: DomainText, base: int) -> int:
    row = _draft(by, case_id, domain)
    if row is None:
        row = GoalDraft(id=new_id(), case_id=case_id, domain=domain, owner=by.id, version=0)
    row.base, row.version, row.saved_at = base, row.version + 1, clock.now()
    row.situation = seal(by, case_id, "situation", row.id, text.situation)
    row.goal = seal(by, case_id, "goal", row.id, text.goal)
    row.save()
    return row.version


def _forget(by: Actor, case_id: UUID, domain: str) -> None:
    GoalDraft.objects.filter(case_id=case_id, domain=domain, owner=by.id).delete()
