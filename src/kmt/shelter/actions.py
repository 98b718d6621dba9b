"""Writing in shelter: ask for it, note whom was asked and the answer, place, end. One act each.

Each runs inside the act of its case and leaves one line in the record. The same form sent twice
changes one thing. Texts are sealed under the key of the case.
"""

from datetime import timedelta
from uuid import UUID

from kmt.care.joining import drop_due, note_event, seal, working_on
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Decision
from kmt.lawfulness.queries import shared_about
from kmt.shelter.access import retained, visible
from kmt.shelter.given import Answered, Asked, Left, Placed, Wanted
from kmt.shelter.lists import dutch, organisations
from kmt.shelter.models import ShelterAnswer, ShelterAsk, ShelterRequest, Stay
from kmt.shelter.queries import ask_name
from kmt.shelter.rules import (
    NAME_LIMIT,
    ROOM,
    Period,
    Reply,
    Stand,
    Who,
    answer_due,
    asked_problem,
    may_ask,
    may_change,
    may_end,
    may_stay,
    placing,
    reply_problems,
)
from kmt.shelter.wording import kind_dutch, organisation_word, recipient_of
from kmt.shelter.writing import (
    check,
    close_request,
    due_ask,
    due_request,
    end_stay,
    known,
    known_kind,
    new_answer,
    new_request,
    new_stay,
    organisation_problem,
    period_of,
    refresh,
    set_who,
    too_long,
    who_of,
)

CHILDREN_LIMIT = 20
WAITING_LIMIT = 1000


def request_shelter(*, by: Actor, case_id: UUID, wanted: Wanted, token: UUID | None = None) -> UUID:
    """Put down that shelter is needed; returns the request. Who may be asked is for later."""
    token = token or new_id()
    sent = ShelterRequest.objects.seen_by(by, visible(by)).filter(token=token, case_id=case_id)
    if found := sent.values_list("id", flat=True).first():
        return UUID(str(found))
    check(
        kind=known_kind(wanted.kind),
        urgency=known("urgency", wanted.urgency),
        contra=known("contra_indication", *wanted.contra),
        languages=known("language", *wanted.languages),
        children=_children(wanted.children),
        contra_words=too_long(wanted.contra_words),
        access_words=too_long(wanted.access_words),
        wishes=too_long(wanted.wishes),
        needed_by="Deze dag is al voorbij. Kies vandaag of later."
        if wanted.needed_by is not None and wanted.needed_by < clock.today()
        else "",
    )
    with working_on(by, case_id, reason="shelter_requested") as case:
        row = new_request(by, case, wanted, token)
        due_request(by, row)
        words = f"{kind_dutch(row.kind)}, {dutch('urgency', row.urgency)}"
        note_event(by, case_id, "shelter.requested", text=words)
        refresh(by, case_id)
    return row.id


def complete_facts(*, by: Actor, case_id: UUID, request_id: UUID, who: Who) -> None:
    """Fill in what became known and decides who places; the same again changes nothing."""
    with working_on(by, case_id, reason="shelter_facts"):
        row = _request(by, case_id, request_id)
        if who_of(row) == who:
            return
        may_change(row.stand).check()
        set_who(row, who)
        row.save()
        due_request(by, row)
        note_event(by, case_id, "shelter.facts")


def ask_organisation(
    *, by: Actor, case_id: UUID, request_id: UUID, asked: Asked, token: UUID | None = None
) -> UUID:
    """Put down that an organisation was asked for a place.

    Refuses one that may not be asked for this kind of shelter. With personal data only on a
    decision to share about this person (M014, M015, M016 of the sharing matrix); the default is
    without.
    """
    token = token or new_id()
    sent = ShelterAsk.objects.seen_by(by, visible(by)).filter(token=token, case_id=case_id)
    if found := sent.values_list("id", flat=True).first():
        return UUID(str(found))
    check(
        **organisation_problem(asked.organisation, asked.other),
        channel=known("channel", asked.channel),
        contact=too_long(asked.contact, NAME_LIMIT),
        day=asked_problem(asked.at, clock.now()),
    )
    with working_on(by, case_id, reason="shelter_asked") as case:
        request = _request(by, case_id, request_id)
        may_change(request.stand).check()
        _may_ask(request, asked).check()
        if asked.decision is not None:
            _check_decision(by, case.person_id, asked.decision, _receiver(request, asked))
        row = _new_ask(by, request, asked, token)
        name = organisation_word(asked.organisation, asked.other)
        due_ask(by, row, name)
        note_event(by, case_id, "shelter.asked", text=f"{kind_dutch(request.kind)}: {name}")
        refresh(by, case_id)
    return row.id


def _may_ask(request: ShelterRequest, asked: Asked) -> Decision:
    found = placing(request.kind, who_of(request))
    return may_ask(found, asked.organisation, request.urgency)


def _receiver(request: ShelterRequest, asked: Asked) -> str:
    """Who the organisation is to the sharing matrix."""
    listed = organisations().get(asked.organisation)
    return listed.recipient if listed else recipient_of(placing(request.kind, who_of(request)))[0]


def _check_decision(by: Actor, person_id: UUID, decision: UUID, receiver: str) -> None:
    """Personal data go along only on a decision about this very person, to this receiver."""
    found = {one.id: one.recipient for one in shared_about(by, [person_id])}
    to_others = "Dit besluit gaat over delen met een ander. Neem een besluit voor deze organisatie."
    check(
        decision=""
        if found.get(decision) == receiver
        else to_others
        if decision in found
        else "Er is geen besluit om over deze persoon te delen. Neem dat eerst, of vraag zonder."
    )


def _new_ask(by: Actor, request: ShelterRequest, asked: Asked, token: UUID) -> ShelterAsk:
    row_id, case_id = new_id(), request.case_id
    other = "" if asked.organisation else asked.other
    row = ShelterAsk(
        id=row_id,
        case_id=case_id,
        request=request,
        organisation=asked.organisation,
        other=seal(by, case_id, "other", row_id, other),
        channel=asked.channel,
        contact=seal(by, case_id, "contact", row_id, asked.contact),
        decision=asked.decision,
        due=answer_due(request.urgency, clock.local(asked.at).date()),
        asked_at=asked.at,
        asked_by=by.id,
        token=token,
    )
    row.save(force_insert=True)
    return row


def note_answer(
    *, by: Actor, case_id: UUID, ask_id: UUID, answered: Answered, token: UUID | None = None
) -> None:
    """Put down what an organisation answered; a refusal with its reason. Earlier answers stay."""
    token = token or new_id()
    before = ShelterAnswer.objects.seen_by(by, visible(by))
    if before.filter(token=token, case_id=case_id).exists():
        return
    strange = "" if answered.reply in {*Reply} - {Reply.PENDING} else "Kies wat het antwoord was."
    days = answered.waiting_days
    check(
        reply=strange,
        on="Deze dag moet nog komen." if answered.on > clock.today() else "",
        words=too_long(answered.words),
        **_merged(
            reply_problems(
                reply=answered.reply,
                waiting_days=days,
                reason=answered.reason,
                contra=answered.contra,
            ),
            waiting_days=""
            if days is None or 0 <= days <= WAITING_LIMIT
            else "Dit kan niet kloppen.",
            reason=known("refusal_reason", answered.reason) if answered.reason else "",
            contra=known("contra_indication", *answered.contra),
        ),
    )
    with working_on(by, case_id, reason="shelter_answered"):
        rows = ShelterAsk.objects.seen_by(by, visible(by)).filter(case_id=case_id)
        ask = rows.select_for_update().one(id=ask_id)
        if answered.on < clock.local(ask.asked_at).date():
            check(on="Het antwoord kan niet van voor de vraag zijn.")
        new_answer(by, ask, answered, token)
        name = ask_name(ask)
        _after_answer(by, ask, answered, name)
        note_event(by, case_id, "shelter.answered", text=_in_words(answered, name))
        refresh(by, case_id)


def _merged(first: dict[str, str], **second: str) -> dict[str, str]:
    return {name: first.get(name) or words for name, words in second.items()}


def _after_answer(by: Actor, ask: ShelterAsk, answered: Answered, name: str) -> None:
    """A waiting list is asked about again when it should be over; another answer is the end."""
    request = ask.request
    if answered.reply == Reply.WAITING and request.stand == Stand.OPEN:
        ask.due = answered.on + timedelta(days=answered.waiting_days or 0)
        ask.save()
        due_ask(by, ask, name)
    else:
        drop_due(by, ask.case_id, room=ROOM, key=f"ask:{ask.id}")


def _in_words(answered: Answered, name: str) -> str:
    parts = (dutch("answer", answered.reply), dutch("refusal_reason", answered.reason))
    return f"{name}: {', '.join(filter(None, parts))}"


def end_request(*, by: Actor, case_id: UUID, request_id: UUID, end: str, words: str = "") -> None:
    """Close a request without a placement, with how it ended; once, whoever sends it again."""
    check(end=known("request_end", end), words=too_long(words))
    with working_on(by, case_id, reason="shelter_ended"):
        row = _request(by, case_id, request_id)
        if row.stand == Stand.ENDED and row.end == end:
            return
        may_change(row.stand).check()
        row.end_words = seal(by, case_id, "end_words", row.id, words)
        close_request(by, row, Stand.ENDED, end)
        ended = f"{kind_dutch(row.kind)}: {dutch('request_end', end)}"
        note_event(by, case_id, "shelter.ended", text=ended)
        refresh(by, case_id)


def place(
    *,
    by: Actor,
    case_id: UUID,
    placed: Placed,
    request_id: UUID | None = None,
    token: UUID | None = None,
) -> UUID:
    """Put down where somebody stays; with a request that one is answered.

    ``placed.onward``: the stay that is open ends on the day that this one begins. Refuses stays
    that overlap.
    """
    token = token or new_id()
    sent = Stay.objects.seen_by(by, visible(by)).filter(token=token, case_id=case_id)
    if found := sent.values_list("id", flat=True).first():
        return UUID(str(found))
    check(
        **organisation_problem(placed.organisation, placed.other, placed.kind),
        kind=known_kind(placed.kind),
        children=_children(placed.children),
        location=too_long(placed.location),
        start="Deze dag moet nog komen." if placed.start > clock.today() else "",
    )
    with working_on(by, case_id, reason="shelter_placed") as case:
        request = _request(by, case_id, request_id) if request_id else None
        if request is not None:
            may_change(request.stand).check()
        _make_room(by, case_id, placed)
        row = new_stay(by, case, placed, request, token)
        if request is not None:
            close_request(by, request, Stand.PLACED)
        note_event(
            by, case_id, "shelter.placed", text=kind_dutch(placed.kind), happened_on=placed.start
        )
        refresh(by, case_id)
    return row.id


def _make_room(by: Actor, case_id: UUID, placed: Placed) -> None:
    """End the stay that is open when this one follows it; refuse what overlaps then."""
    rows = list(Stay.objects.seen_by(by, visible(by)).filter(case_id=case_id))
    here = next((one for one in rows if one.until is None), None)
    if placed.onward and here is not None:
        check(start=" ".join(may_end(period_of(here), placed.start).reasons))
        end_stay(by, here, Left(on=placed.start, to="other_shelter", reason="onward"))
    new = Period(start=placed.start)
    check(start=" ".join(may_stay(new, [period_of(one) for one in rows]).reasons))


def leave(*, by: Actor, case_id: UUID, stay_id: UUID, left: Left) -> None:
    """Put down that a stay ended: when, where to and why; once, whoever sends it again."""
    check(
        to=known("exit_destination", left.to),
        reason=known("exit_reason", left.reason),
        words=too_long(left.words),
        on="Deze dag moet nog komen." if left.on > clock.today() else "",
    )
    with working_on(by, case_id, reason="shelter_left"):
        rows = Stay.objects.seen_by(by, visible(by)).filter(case_id=case_id)
        row = rows.select_for_update().one(id=stay_id)
        if (row.until, row.exit_to, row.exit_reason) == (left.on, left.to, left.reason):
            return
        check(on=" ".join(may_end(period_of(row), left.on).reasons))
        end_stay(by, row, left)
        words = f"{kind_dutch(row.kind)}, naar: {dutch('exit_destination', left.to)}"
        note_event(by, case_id, "shelter.left", text=words, happened_on=left.on)
        refresh(by, case_id)


def take_out(by: Actor, case_id: UUID) -> int:
    """Remove everything of one case, inside the act that destroys it; how many rows that were."""
    rule = retained(by)
    tables = (Stay, ShelterAnswer, ShelterAsk, ShelterRequest)
    return sum(
        table.objects.seen_by(by, rule).filter(case_id=case_id).delete()[0] for table in tables
    )


def _request(by: Actor, case_id: UUID, request_id: UUID) -> ShelterRequest:
    rows = ShelterRequest.objects.seen_by(by, visible(by)).filter(case_id=case_id)
    return rows.select_for_update().one(id=request_id)


def _children(count: int) -> str:
    return "" if 0 <= count <= CHILDREN_LIMIT else "Dit aantal kan niet kloppen."
