"""Writing meetings: calling one, its agenda, who was there, what was said, adopting the minutes."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.attachments import actions as attachments
from kmt.attachments.files import SentFile
from kmt.governance.access import visible
from kmt.governance.given import NewItem, NewMeeting
from kmt.governance.models import AgendaItem, Attendance, Body, Meeting
from kmt.governance.papers import PAPER, owner_of
from kmt.governance.rules import (
    LONGEST_MEETING,
    TITLE_LIMIT,
    Kind,
    Presence,
    Removal,
    may_adopt,
    may_minute,
    text_problem,
)
from kmt.governance.writing import about_somebody, check, name_problem, organisation_problem
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict

MEETING = "governance_meeting"
_LINKS = ("https://", "http://")


def call_meeting(*, by: Actor, body_id: UUID, new: NewMeeting, token: UUID | None = None) -> UUID:
    """Plan a meeting of a body; one that was can be put down afterwards too."""
    token = token or new_id()
    sent = Meeting.objects.seen_by(by, visible(by)).filter(token=token)
    if (found := sent.values_list("id", flat=True).first()) is not None:
        return found
    check(
        place=text_problem(new.place, needed="Schrijf op waar.", limit=120),
        minutes=""
        if 0 < new.minutes <= LONGEST_MEETING
        else f"Een vergadering duurt 1 tot {LONGEST_MEETING} minuten.",
    )
    row_id = new_id()
    with _writing(by, row_id, "create"):
        body = Body.objects.seen_by(by, visible(by)).one(id=body_id)
        Meeting(
            id=row_id,
            body=body,
            meets_at=new.meets_at,
            minutes=new.minutes,
            place=new.place.strip(),
            at=clock.now(),
            by=by.id,
            token=token,
        ).save(force_insert=True)
    return row_id


def call_off(*, by: Actor, meeting_id: UUID) -> None:
    """Say that a meeting does not take place; it stays in the list."""
    with _writing(by, meeting_id, "update"):
        row = _locked(by, meeting_id)
        may_minute(adopted=row.adopted_on is not None, called_off=False).check()
        row.called_off = True
        row.save()


def add_item(*, by: Actor, meeting_id: UUID, new: NewItem, token: UUID | None = None) -> UUID:
    """Put an item at the end of the agenda, with the files that come with it."""
    token = token or new_id()
    sent = AgendaItem.objects.seen_by(by, visible(by)).filter(token=token)
    if (found := sent.values_list("id", flat=True).first()) is not None:
        return found
    check(
        title=text_problem(new.title, needed="Schrijf op waar het over gaat.", limit=TITLE_LIMIT)
        or about_somebody(new.title, new.paper),
        kind="" if new.kind in {*Kind} else "Kies wat dit punt vraagt.",
        allowed="" if 0 <= new.allowed <= LONGEST_MEETING else "Dit aantal minuten kan niet.",
        link=""
        if not new.link or new.link.startswith(_LINKS)
        else "Een link begint met https://. Plak de hele link.",
        paper=text_problem(new.paper),
        attachment=name_problem(new.files),
    )
    row_id = new_id()
    with _writing(by, meeting_id, "update"):
        meeting = _locked(by, meeting_id)
        may_minute(adopted=meeting.adopted_on is not None, called_off=meeting.called_off).check()
        items = AgendaItem.objects.seen_by(by, visible(by)).filter(meeting_id=meeting_id)
        last = items.order_by("-position").values_list("position", flat=True).first() or 0
        AgendaItem(
            id=row_id,
            meeting=meeting,
            position=last + 1,
            title=new.title.strip(),
            kind=new.kind,
            allowed=new.allowed,
            link=new.link,
            paper=new.paper.strip(),
            token=token,
        ).save(force_insert=True)
        attachments.keep(by=by, owner=owner_of(row_id), files=new.files)
    return row_id


def write_minutes(
    *, by: Actor, item_id: UUID, version: int, said: str, files: Sequence[SentFile] = ()
) -> None:
    """Write what was said of an item, and add papers; ``version`` is the one the writer saw.

    Refuses when the item changed in between, also by the same form sent twice: the page then shows
    both texts.
    """
    check(said=text_problem(said) or about_somebody(said), attachment=name_problem(files))
    found = AgendaItem.objects.seen_by(by, visible(by)).one(id=item_id)
    with _writing(by, found.meeting_id, "update"):
        meeting = _locked(by, found.meeting_id)
        row = AgendaItem.objects.seen_by(by, visible(by)).select_for_update().one(id=item_id)
        if row.said == said.strip() and not files:
            return
        may_minute(adopted=meeting.adopted_on is not None, called_off=meeting.called_off).check()
        if row.version != version:
            raise Conflict(
                "Dit punt is intussen gewijzigd.",
                "Lees wat er nu staat, voeg jouw tekst ermee samen en bewaar opnieuw.",
            )
        row.said, row.version = said.strip(), row.version + 1
        row.save()
        attachments.keep(by=by, owner=owner_of(row.id), files=files)


def take_papers_away(*, by: Actor, item_id: UUID, reason: str) -> None:
    """Destroy every paper of an item because something wrong stands in it (AVG 5(1)(d), 17).

    Also after the minutes were adopted: what should not be there does not wait for a next meeting.
    """
    check(reason="" if reason in {*Removal} else "Kies waarom deze stukken weg moeten.")
    row = AgendaItem.objects.seen_by(by, visible(by)).one(id=item_id)
    with _writing(by, row.meeting_id, "update", reason=f"governance:away_{reason}"):
        attachments.correct_out(by=by, object_type=PAPER, object_id=item_id)


def note_attendance(*, by: Actor, meeting_id: UUID, presence: Mapping[str, str]) -> None:
    """Note per organisation whether it was there; what is not noted stays as it was."""
    check(
        attendance=next((wrong for one in presence if (wrong := organisation_problem(one))), "")
        or ("" if set(presence.values()) <= {*Presence} else "Kies aanwezig of afwezig.")
    )
    with _writing(by, meeting_id, "update"):
        meeting = _locked(by, meeting_id)
        may_minute(adopted=meeting.adopted_on is not None, called_off=meeting.called_off).check()
        rows = Attendance.objects.seen_by(by, visible(by)).filter(meeting_id=meeting_id)
        for organisation, value in presence.items():
            if not rows.filter(organisation=organisation).update(presence=value):
                Attendance(meeting=meeting, organisation=organisation, presence=value).save(
                    force_insert=True
                )


def adopt_minutes(*, by: Actor, meeting_id: UUID, adopted_in: UUID) -> None:
    """Say in which later meeting of the body the minutes were adopted; from then on they stay."""
    with _writing(by, meeting_id, "update"):
        row = _locked(by, meeting_id)
        if row.adopted_on is not None:
            return
        later = Meeting.objects.seen_by(by, visible(by)).one(id=adopted_in)
        items = AgendaItem.objects.seen_by(by, visible(by)).filter(meeting_id=meeting_id)
        may_adopt(
            meets_at=row.meets_at,
            now=clock.now(),
            next_at=later.meets_at,
            same_body=later.body_id == row.body_id and not later.called_off,
            written=items.exclude(said="").exists(),
        ).check()
        row.adopted_on = clock.local(later.meets_at).date()
        row.save()


def _locked(by: Actor, meeting_id: UUID) -> Meeting:
    rows = Meeting.objects.seen_by(by, visible(by))
    return rows.select_for_update().one(id=meeting_id)


def _writing(
    by: Actor, meeting_id: UUID, action: str, *, reason: str = ""
) -> AbstractContextManager[None]:
    return act(
        by,
        Permission.GOVERNANCE_PAPER_WRITE,
        action=action,
        object_type=MEETING,
        object_id=str(meeting_id),
        reason=reason,
    )
