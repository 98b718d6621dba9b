"""The end of a report: what the reporter hears, closing and opening again, duplicates; and taking
out what goes with it.

Each action is one transaction: rule, access, change, record. The page version makes a double click
do one thing.
"""

from uuid import UUID

from kmt.access.acts import check
from kmt.conversation.actions import answer
from kmt.intake.actions import move_on, note_beside
from kmt.intake.queries import numbered, standing
from kmt.intake.reading import Standing
from kmt.intake.retained import REPORT
from kmt.intake.rules import TERM_OF
from kmt.intake.states import CLOSE, GIVE_FEEDBACK, KEEP_POSTED, REOPEN, after
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.terms import term_end
from kmt.triage import access, rules
from kmt.triage.endings import reach_of, same_matter_as
from kmt.triage.models import (
    Ending,
    Feedback,
    Forwarded,
    IndicatorObservation,
    Located,
    SameMatter,
    SecondLook,
    Triage,
)
from kmt.triage.queries import forwards
from kmt.triage.rules import CONVERSATION, UNSAID, ToldBack
from kmt.triage.rules.forwarding import still_to_forward
from kmt.triage.told_back import TEXTS, right_places, said_in_full, texts_for
from kmt.triage.writing import TRIAGE, changing, newest_triage, refuse, sealed
from kmt.vault.rules import column_of
from kmt.vocabulary import queries as vocabulary
from kmt.vocabulary.wording import label

CAME_OF = "report_closing"
#: What the history of a report says of duplicates.
SAME, NOT_SAME = "same_matter", "not_same"


def give_feedback(*, by: Actor, report_id: UUID, version: int, told: ToldBack) -> None:
    """Tell the reporter what may be told, or keep why they cannot hear it.

    By the conversation it is said in the same act; by other ways a person says it and this records
    it. A first word ("we are still looking") leaves the task open with a new term. Raises
    ``Invalid`` with a sentence per field; own words that may tell too much are to be read again.
    """
    report = standing(by, report_id)
    check(by, TRIAGE)
    last = told.way in UNSAID or (told.text in TEXTS and TEXTS[told.text].last)
    event = GIVE_FEEDBACK if last else KEEP_POSTED
    after(report.state, event)
    refuse(
        rules.objections_to_feedback(
            told,
            ways=reach_of(by, report).ways,
            texts=texts_for(report.outcome),
            places=right_places(),
        )
    )
    _refuse_unread(report, told)
    said = "" if told.way in UNSAID else said_in_full(told)
    with changing(by, report_id):
        later = {} if last else {"due_at": term_end(rules.FEEDBACK_TERM, clock.now())}
        move_on(by=by, report_id=report_id, version=version, event=event, detail=told.way, **later)
        _keep_feedback(by, report, told, last=last)
        if told.way == CONVERSATION:
            page = f"feedback:{report_id}:{version}"
            answer(by=by, object_type=REPORT, object_id=report_id, page=page, text=said)


def _refuse_unread(report: Standing, told: ToldBack) -> None:
    """Own words that may tell too much are said after somebody looked once more, and not before."""
    if told.way in UNSAID or told.sure:
        return
    if doubts := rules.worth_a_look(told.words, [one.label for one in report.persons]):
        sentence = " ".join(doubts)
        raise Invalid(
            sentence,
            "Lees je eigen woorden na. Mag de melder dit horen? Zeg dat dan hieronder.",
            fields={"words": sentence, "sure": "Lees eerst je eigen woorden na."},
        )


def _keep_feedback(by: Actor, report: Standing, told: ToldBack, *, last: bool) -> None:
    unsaid = told.way in UNSAID
    feedback_id = new_id()
    words = (told.reason if unsaid else told.words).strip()
    Feedback.objects.create(
        id=feedback_id,
        report_id=report.id,
        way=told.way,
        text="" if unsaid else told.text,
        language="" if unsaid else told.language,
        place=told.place if told.text == rules.POINTS and not unsaid else "",
        last=last,
        words=sealed(by, report.id, column_of("feedback", feedback_id), words) if words else b"",
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    )


def close_report(
    *, by: Actor, report_id: UUID, version: int, came_of: str, words: str = ""
) -> None:
    """Close a report after its feedback, with what came of it (code list ``report_closing``)."""
    report = standing(by, report_id)
    check(by, TRIAGE)
    after(report.state, CLOSE)
    refuse(
        rules.objections_to_close(
            came_of,
            codes=[one.code for one in vocabulary.values(CAME_OF, clock.today())],
            outcome=report.outcome,
            taken=report.taken,
            duplicate=report.duplicate,
            to_forward=_to_forward(by, report),
        )
    )
    with changing(by, report_id):
        move_on(
            by=by,
            report_id=report_id,
            version=version,
            event=CLOSE,
            detail=came_of,
            due_at=None,
            reopened_at=None,
        )
        _keep_ending(by, report_id, came_of, words.strip())


def _to_forward(by: Actor, report: Standing) -> tuple[str, ...]:
    """The receivers of the newest decision that nothing went to, in words."""
    if report.outcome != rules.FORWARD:
        return ()
    chosen = tuple(newest_triage(by, report.id).forward_to)
    went = forwards(by, report, chosen)
    left = still_to_forward(chosen, frozenset(one.receiver for one in went if one.done))
    return tuple(label("signal_receiver", one) for one in left)


def reopen_report(*, by: Actor, report_id: UUID, version: int, reason: str) -> None:
    """Open a closed report again, to be weighed anew from now; everything written on it stays.

    Its terms begin again: what it waits for, and how long it may wait for a decision. How long it
    stays is counted from the day on which it is closed the last time.
    """
    report = standing(by, report_id)
    check(by, TRIAGE)
    after(report.state, REOPEN)
    refuse(rules.objections_to_reopen(reason))
    now = clock.now()
    with changing(by, report_id):
        move_on(
            by=by,
            report_id=report_id,
            version=version,
            event=REOPEN,
            outcome="",
            second_look=False,
            due_at=term_end(TERM_OF[report.urgency], now),
            reopened_at=now,
            handler=by.id,
        )
        _keep_ending(by, report_id, "", reason.strip())


def _keep_ending(by: Actor, report_id: UUID, came_of: str, words: str) -> None:
    ending_id = new_id()
    Ending.objects.create(
        id=ending_id,
        report_id=report_id,
        came_of=came_of,
        words=sealed(by, report_id, column_of("ending", ending_id), words) if words else b"",
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    )


def say_same(*, by: Actor, report_id: UUID, version: int, number: str, reason: str) -> None:
    """Say that this report tells the same matter as the one with that number, and why.

    Both stay as they are, each with its own reporter and terms; only the counts leave this one
    out. A number outside the actor's world is a number that does not exist.
    """
    report = standing(by, report_id)
    check(by, TRIAGE)
    other = numbered(by, number.strip().upper())
    refuse(
        rules.objections_to_same(
            reason,
            found=other is not None,
            itself=other is not None and other.id == report_id,
            points_on=other is not None and other.duplicate,
        )
    )
    if other is None:
        return
    if same_matter_as(by, report_id) is not None:
        raise Conflict("Er staat al met welke melding deze dubbel is.", "Haal dat eerst weg.")
    with changing(by, report_id):
        _relate(by, report, version, other.id, reason)


def say_not_same(*, by: Actor, report_id: UUID, version: int, reason: str) -> None:
    """Take back that this report tells the same as another; it counts by itself again."""
    report = standing(by, report_id)
    check(by, TRIAGE)
    same = same_matter_as(by, report_id)
    if same is None:
        raise Conflict("Deze melding staat niet als dubbel.", "Ververs de pagina.")
    refuse(rules.objections_to_same(reason, found=True, itself=False, points_on=False))
    with changing(by, report_id):
        _relate(by, report, version, None, reason)


def _relate(by: Actor, report: Standing, version: int, other: UUID | None, reason: str) -> None:
    """Keep that it tells the same as another, or (none) no longer; with a line in its history."""
    event = NOT_SAME if other is None else SAME
    duplicate = other is not None
    note_beside(by=by, report_id=report.id, version=version, event=event, duplicate=duplicate)
    row_id = new_id()
    SameMatter.objects.create(
        id=row_id,
        report_id=report.id,
        other_id=other,
        holds=other is not None,
        reason=sealed(by, report.id, column_of("same", row_id), reason.strip()),
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    )


def take_out(by: Actor, report_id: UUID) -> int:
    """Remove what the desk wrote about a report that is destroyed, inside that act; how many.

    What other reports say of it stays with them, and no longer says which one it was.
    """
    rule = access.retained(by)
    parts = (
        *(
            one.objects.seen_by(by, rule).filter(triage__report_id=report_id)
            for one in (IndicatorObservation, SecondLook)
        ),
        *(
            one.objects.seen_by(by, rule).filter(report_id=report_id)
            for one in (Triage, Located, Forwarded, Feedback, Ending, SameMatter)
        ),
    )
    SameMatter.objects.seen_by(by, rule).filter(other_id=report_id).update(other_id=None)
    return sum(rows.delete()[0] for rows in parts)
