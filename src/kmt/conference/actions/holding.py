"""At the table: who sits there while which person is discussed, what is said, what is agreed."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from kmt.conference.models import (
    Admission,
    AgendaItem,
    Agreement,
    Attendance,
    Contribution,
    Participant,
    subject_of,
)
from kmt.conference.rules import NAME_LIMIT, Said, ToAgree, agreement_problems, text_problem
from kmt.conference.sealing import file_key, opened, sealed, who_of
from kmt.conference.states import AT_TABLE, SITTING
from kmt.conference.workshops import Agreed, Workshop, workshop_of
from kmt.conference.writing import (
    check_state,
    check_texts,
    one_of,
    sit_down,
    stand_up,
    writing_item,
)
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, Refused
from kmt.sharing.actions import supply
from kmt.sharing.basing import why_not_here

_NOT_NOW = "Dit hoort bij het overleg zelf."


def come_in(
    *, by: Actor, item_id: UUID, admissions: Collection[UUID], at: datetime | None = None
) -> None:
    """Let admitted participants sit down while this person is discussed, all of them or none.

    Refuses, with a sentence, who has not signed the declaration or has no basis at this moment.
    """
    moment = at or clock.now()
    if not admissions:
        raise Invalid("Kies wie erbij is.", fields={"admissions": "Kies wie erbij is."})
    with writing_item(by, item_id, "conference:attendance") as item:
        check_state(item.conference, SITTING, "Aanwezigheid leg je vast zodra is uitgenodigd.")
        rows = Admission.objects.filter(item=item, ended_at=None).select_related("participant")
        for admission_id in admissions:
            sit_down(by, item, one_of(rows, admission_id), moment)


def go_out(
    *,
    by: Actor,
    item_id: UUID,
    admissions: Collection[UUID] | None = None,
    at: datetime | None = None,
) -> None:
    """Put down that some left, or everybody: then this person is not discussed any more."""
    moment = at or clock.now()
    with writing_item(by, item_id, "conference:attendance") as item:
        check_state(item.conference, SITTING, _NOT_NOW)
        rows = Attendance.objects.filter(admission__item=item, left_at=None)
        if admissions is not None:
            rows = rows.filter(admission__in=list(admissions))
        for row in rows:
            stand_up(row, moment)


def contribute(
    *, by: Actor, item_id: UUID, participant_id: UUID, said: Said, token: UUID | None = None
) -> None:
    """Put down what somebody who sat there brought in; it stays theirs.

    In a joint workshop the kind of datum is said too, and it is put down among the
    supplied data of the person too, where its supplier can limit or withdraw it (BGS 1.7).
    """
    token = token or new_id()
    check_texts(text=text_problem(said.text))
    with writing_item(by, item_id, "conference:contribution") as item:
        if Contribution.objects.filter(token=token).exists():
            return
        check_state(item.conference, AT_TABLE, _NOT_NOW)
        seat = _who_sat_there(item, participant_id)
        row_id, workshop = new_id(), workshop_of(item.kind)
        if workshop.joint:
            check_texts(datum=why_not_here(workshop, seat.party, said.data))
        Contribution(
            id=row_id,
            item=item,
            participant=seat,
            text=sealed(by, file_key(item), "contribution", row_id, said.text),
            datum_id=_supplied(by, item, seat, said, token) if workshop.joint else None,
            at=clock.now(),
            by=by.id,
            token=token,
        ).save()


def agree(*, by: Actor, item_id: UUID, wanted: ToAgree, token: UUID | None = None) -> None:
    """Put down what was agreed: what, who, before when. It becomes what must happen in the file.

    Without an owner it is for whoever writes it down.
    """
    token = token or new_id()
    check_texts(**agreement_problems(wanted, clock.today()))
    with writing_item(by, item_id, "conference:agreement") as item:
        if Agreement.objects.filter(token=token).exists():
            return
        check_state(item.conference, AT_TABLE, "Afspraken maak je aan tafel.")
        row = _new_agreement(by, item, wanted, token)
        row.save(force_insert=True)
        workshop_for(by, item).agreed(by, item.object_id, _agreed(row, wanted))


def workshop_for(by: Actor, item: AgendaItem) -> Workshop:
    """The workshop of a file that the actor works on; refuses who does not, with whom to ask."""
    workshop = workshop_of(item.kind)
    if item.object_id not in set(workshop.works_in(by)):
        raise Refused(
            "Je werkt niet in dit dossier, dus deze afspraak kan er niet in komen.",
            "Laat wie in het dossier werkt haar vastleggen.",
        )
    return workshop


def _who_sat_there(item: AgendaItem, participant_id: UUID) -> Participant:
    there = Attendance.objects.filter(admission__item=item, admission__participant=participant_id)
    if not there.exists():
        sentence = "Alleen wie erbij was terwijl deze persoon werd besproken, brengt iets in."
        raise Invalid(sentence, fields={"participant_id": sentence})
    return Participant.objects.get(pk=participant_id)


def _supplied(by: Actor, item: AgendaItem, seat: Participant, said: Said, token: UUID) -> UUID:
    (who,) = opened([(subject_of(seat.conference_id), "who", seat.id, bytes(seat.who))])
    return supply(
        by=by,
        subject_id=item.person_id,
        subject_label=item.person_label,
        municipality=item.municipality,
        data=said.data,
        supplier=seat.party,
        organisation=who_of(who).organisation or seat.party,
        label=said.text[:NAME_LIMIT],
        purpose=workshop_of(item.kind).purposes[0],
        received_on=clock.today(),
        token=token,
    )


def _new_agreement(by: Actor, item: AgendaItem, wanted: ToAgree, token: UUID) -> Agreement:
    row_id, key = new_id(), file_key(item)
    seats = Participant.objects.filter(conference=item.conference)
    seat = one_of(seats, wanted.owner) if wanted.owner else None
    if seat is None and not wanted.owner_text.strip():
        seat = seats.filter(account=by.id).first()
    return Agreement(
        id=row_id,
        item=item,
        owner=seat,
        owner_text=sealed(by, key, "owner_text", row_id, wanted.owner_text),
        what=sealed(by, key, "what", row_id, wanted.what),
        due=wanted.due,
        added_at=clock.now(),
        added_by=by.id,
        token=token,
    )


def _agreed(row: Agreement, wanted: ToAgree) -> Agreed:
    """The agreement for the file: an owner from outside by organisation and function alone."""
    seat, words = row.owner, wanted.owner_text.strip()
    if seat is not None and not seat.account and not words:
        (text,) = opened([(subject_of(seat.conference_id), "who", seat.id, bytes(seat.who))])
        who = who_of(text)
        words = f"{who.organisation} ({who.function})"
    return Agreed(
        key=str(row.id),
        what=wanted.what.strip(),
        due=wanted.due,
        owner_account=seat.account if seat is not None and not words else "",
        owner_text=words,
    )
