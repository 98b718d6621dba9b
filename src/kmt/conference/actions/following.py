"""After the meeting: what became of agreements, the minutes and who got them, the next state."""

from uuid import UUID

from kmt.conference import access
from kmt.conference.actions.holding import workshop_for
from kmt.conference.models import (
    AgendaItem,
    Agreement,
    Attendance,
    Conference,
    MinutesHanded,
    Participant,
    subject_of,
)
from kmt.conference.queries import Counted, counted, move_facts
from kmt.conference.rules import Outcome, may_move, text_problem
from kmt.conference.sealing import file_key, sealed
from kmt.conference.states import AT_TABLE, TRACKING, State
from kmt.conference.workshops import workshop_of
from kmt.conference.writing import (
    basis_now,
    check_state,
    check_texts,
    check_version,
    leading,
    one_of,
    writing_item,
)
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Refused

_DONE_WITH = frozenset({State.MINUTES_APPROVED, State.RETENTION_CLOCK})


def move(*, by: Actor, conference_id: UUID, to: State, version: int, reason: str = "") -> None:
    """Bring a conference to its next state, or call it off with a reason.

    Raises ``Conflict`` when it was moved since the page was opened.
    """
    with leading(by, conference_id, f"conference:{to}") as row:
        if row.state == to and row.version == version + 1:
            return
        check_version(row, version)
        items = counted(by, row.id)
        may_move(move_facts(by, row, (one.facts for one in items), reason), to).check()
        _note(by, row, items, to, reason)
        row.state, row.state_since, row.version = to, clock.now(), row.version + 1
        row.save()


def settle(*, by: Actor, agreement_id: UUID, outcome: Outcome, note: str = "") -> None:
    """Put down what became of an agreement: done, or not done and why; once."""
    not_done = outcome is Outcome.NOT_DONE
    check_texts(note=text_problem(note) if not_done or note.strip() else "")
    with writing_item(by, _item_of(by, agreement_id), "conference:settled") as item:
        row = one_of(Agreement.objects.filter(item=item), agreement_id)
        if row.outcome:
            return
        check_state(item.conference, TRACKING, "De afspraken van dit overleg zijn afgerond.")
        row.note = sealed(by, file_key(item), "note", row.id, note)
        settled_row(by, row, outcome)
        workshop_for(by, item).settled(by, item.object_id, str(row.id), not not_done)


def summarise(*, by: Actor, item_id: UUID, version: int, summary: str) -> None:
    """Write what was said about one person, for the minutes; until the chair approved them."""
    check_texts(summary=text_problem(summary))
    with writing_item(by, item_id, "conference:summary") as item:
        check_version(item, version)
        check_state(item.conference, AT_TABLE, "Het verslag is vastgesteld.")
        item.summary = sealed(by, file_key(item), "summary", item.id, summary)
        item.version += 1
        item.save()


def hand_out(*, by: Actor, participant_id: UUID) -> None:
    """Give a participant the minutes of what they attended, on a basis that holds today; once each.

    Raises ``Refused`` with a sentence when a basis does not hold any more: then nothing goes.
    """
    seen = Conference.objects.seen_by(by, access.conferences(by)).values_list("id", flat=True)
    seat = Participant.objects.seen_by(by, access.in_conferences(seen)).one(id=participant_id)
    with leading(by, seat.conference_id, "conference:handed") as row:
        check_state(row, _DONE_WITH, "Stel het verslag eerst vast: de voorzitter doet dat.")
        if row.approved_at is None:
            raise Refused("Van dit overleg is geen verslag: het is niet gehouden.")
        there = Attendance.objects.filter(admission__participant=seat).values("admission__item")
        items = list(
            AgendaItem.objects.seen_by(by, access.items(by)).filter(conference=row, id__in=there)
        )
        if not items:
            raise Refused("Deze deelnemer was nergens bij, of bij een dossier dat jij niet ziet.")
        for item in items:
            _hand(by, item, seat)


def _hand(by: Actor, item: AgendaItem, seat: Participant) -> None:
    if MinutesHanded.objects.filter(item=item, participant=seat).exists():
        return
    basis = basis_now(by, item, seat)
    if not basis.allowed:
        raise Refused(
            f"{item.label}: {basis.sentence}", "Regel de grondslag opnieuw, of geef niets mee."
        )
    MinutesHanded(
        id=new_id(),
        participant=seat,
        item=item,
        rows="|".join(basis.rows),
        disclosure_id=basis.disclosure_id,
        at=clock.now(),
        by=by.id,
    ).save()


def _note(by: Actor, row: Conference, items: list[Counted], to: State, reason: str) -> None:
    """What a move leaves behind: on the timeline of the files, on the minutes, why called off."""
    if to is State.HELD:
        for item in (one.row for one in items):
            workshop = workshop_of(item.kind)
            if item.object_id in set(workshop.works_in(by)):
                workshop.held(by, item.object_id, clock.today())
    if to is State.MINUTES_APPROVED:
        row.approved_at, row.approved_by = clock.now(), by.id
    if to is State.RETENTION_CLOCK and reason.strip() and row.approved_at is None:
        check_texts(reason=text_problem(reason))
        row.called_off = sealed(by, subject_of(row.id), "called_off", row.id, reason)


def settled_row(by: Actor, row: Agreement, outcome: Outcome) -> None:
    """The outcome of an open agreement, also of one that was ticked off in the file itself."""
    row.outcome, row.settled_at, row.settled_by = outcome, clock.now(), by.id
    row.save()


def _item_of(by: Actor, agreement_id: UUID) -> UUID:
    seen = AgendaItem.objects.seen_by(by, access.items(by)).values_list("id", flat=True)
    return UUID(str(Agreement.objects.seen_by(by, access.under(seen)).one(id=agreement_id).item_id))
