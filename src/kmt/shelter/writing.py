"""The parts of which the actions of shelter are made; each runs inside the act of its caller."""

from datetime import date
from uuid import UUID

from kmt.care.joining import CaseRef, drop_due, seal, set_due, set_glance
from kmt.intake.rules import YES
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid
from kmt.shelter.access import visible
from kmt.shelter.given import Answered, Left, Placed, Wanted
from kmt.shelter.lists import codes, dutch, organisations
from kmt.shelter.models import ShelterAnswer, ShelterAsk, ShelterRequest, Stay
from kmt.shelter.rules import (
    ARRANGED,
    CHILDREN,
    COSM,
    NAME_LIMIT,
    ROOM,
    TEXT_LIMIT,
    Payer,
    Period,
    Reply,
    Stand,
    Who,
    glimpse,
    needed_by,
    payer,
)
from kmt.shelter.wording import KINDS, kind_dutch
from kmt.vocabulary.queries import codes_of

_STRANGE = "Deze keuze staat niet in de lijst."


def check(**problems: str) -> None:
    """Refuse what was typed, each field with its own sentence."""
    found = {name: problem for name, problem in problems.items() if problem}
    if found:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=found)


def known(list_name: str, *found: str) -> str:
    """Why codes cannot be kept: one is not in the list; empty when all are."""
    return "" if set(found) <= set(codes(list_name)) else _STRANGE


def known_kind(kind: str) -> str:
    """The same for a kind of shelter."""
    return "" if kind in codes_of(KINDS) else _STRANGE


def too_long(text: str, limit: int = TEXT_LIMIT) -> str:
    """Why a text cannot be kept; empty when it can."""
    length = len(text)
    return "" if length <= limit else f"Dit is te lang: {length} tekens, er passen er {limit}."


def organisation_problem(code: str, other: str, kind: str = "") -> dict[str, str]:
    """What is wrong with who was named: one of the list, or another by name.

    Who stays at home, with family or abroad stays with no organisation.
    """
    lacking = not code and not other.strip() and kind not in ARRANGED
    return {
        "organisation": "" if code in {"", *organisations()} else _STRANGE,
        "other": "Vul in welke organisatie het is." if lacking else too_long(other, NAME_LIMIT),
    }


def who_pays(case: CaseRef, chosen: str, why: str) -> Payer:
    """The municipality that pays; refuses another one without a reason, at its field."""
    found = payer(case.municipality, chosen, why)
    check(why_other=" ".join(found.decision.reasons) or too_long(why))
    return found


def new_request(by: Actor, case: CaseRef, wanted: Wanted, token: UUID) -> ShelterRequest:
    """Keep what shelter is needed."""
    paid, row_id, now = who_pays(case, wanted.payer, wanted.why_other), new_id(), clock.now()
    row = ShelterRequest(
        id=row_id,
        case_id=case.id,
        kind=wanted.kind,
        urgency=wanted.urgency,
        needed_by=needed_by(wanted.urgency, clock.today(), wanted.needed_by),
        children=wanted.children,
        contra=sorted({*wanted.contra} | ({CHILDREN} if wanted.children else set())),
        languages=sorted(wanted.languages),
        contra_words=seal(by, case.id, "contra_words", row_id, wanted.contra_words),
        access_words=seal(by, case.id, "access_words", row_id, wanted.access_words),
        wishes=seal(by, case.id, "wishes", row_id, wanted.wishes),
        municipality=paid.municipality,
        payer_basis=paid.basis,
        payer_reason=_why(by, case.id, row_id, paid, wanted.why_other),
        asked_at=now,
        asked_by=by.id,
        token=token,
    )
    set_who(row, wanted.who)
    row.save(force_insert=True)
    return row


def set_who(row: ShelterRequest, who: Who) -> None:
    """Keep the facts that decide who places."""
    row.age, row.alone, row.dutch, row.reflection = who.age, who.alone, who.dutch, who.reflection


def who_of(row: ShelterRequest) -> Who:
    """The facts that decide who places."""
    return Who(age=row.age, alone=row.alone, dutch=row.dutch, reflection=row.reflection)


def _why(by: Actor, case_id: UUID, row_id: UUID, paid: Payer, words: str) -> bytes:
    """The reason of another payer; one that was typed without another payer is not kept."""
    kept = words if paid.basis == "override" else ""
    return seal(by, case_id, "payer_reason", row_id, kept)


def due_request(by: Actor, row: ShelterRequest) -> None:
    """Put a place among what must happen."""
    in_reflection = row.kind == COSM and row.reflection == YES
    set_due(
        by,
        row.case_id,
        room=ROOM,
        key=f"request:{row.id}",
        what=f"Opvang regelen: {kind_dutch(row.kind)}, {dutch('urgency', row.urgency)}",
        due=row.needed_by,
        rule="RES-04" if in_reflection else "",
    )


def due_ask(by: Actor, row: ShelterAsk, name: str) -> None:
    """Put calling again among what must happen, on the day that an answer is late."""
    again = "Wachtlijst navragen" if row.reply == Reply.WAITING else "Antwoord over opvang navragen"
    set_due(by, row.case_id, room=ROOM, key=f"ask:{row.id}", what=f"{again}: {name}", due=row.due)


def close_request(by: Actor, row: ShelterRequest, stand: Stand, end: str = "") -> None:
    """A request is over: nothing of it is waited for any more."""
    row.stand, row.end, row.ended_at = stand, end, clock.now()
    row.save()
    drop_due(by, row.case_id, room=ROOM, key=f"request:{row.id}", done=stand is Stand.PLACED)
    for ask_id in ShelterAsk.objects.filter(request=row).values_list("id", flat=True):
        drop_due(by, row.case_id, room=ROOM, key=f"ask:{ask_id}", done=False)


def new_answer(by: Actor, ask: ShelterAsk, answered: Answered, token: UUID) -> None:
    """Keep an answer beside the earlier ones; the last one is the answer of the ask."""
    row_id = new_id()
    ShelterAnswer(
        id=row_id,
        case_id=ask.case_id,
        ask=ask,
        reply=answered.reply,
        answered_on=answered.on,
        waiting_days=answered.waiting_days if answered.reply == Reply.WAITING else None,
        reason=answered.reason if answered.reply == Reply.REFUSED else "",
        contra=sorted(answered.contra) if answered.reply == Reply.REFUSED else [],
        words=seal(by, ask.case_id, "words", row_id, answered.words),
        at=clock.now(),
        by=by.id,
        token=token,
    ).save()
    ask.reply = answered.reply
    ask.save()


def new_stay(
    by: Actor, case: CaseRef, placed: Placed, request: ShelterRequest | None, token: UUID
) -> Stay:
    """Keep where somebody stays; where that is, sealed."""
    paid, row_id = who_pays(case, placed.payer, placed.why_other), new_id()
    row = Stay(
        id=row_id,
        case_id=case.id,
        request=request,
        kind=placed.kind,
        organisation=placed.organisation,
        other=seal(by, case.id, "other", row_id, "" if placed.organisation else placed.other),
        location=seal(by, case.id, "location", row_id, placed.location),
        start=placed.start,
        children=placed.children,
        municipality=paid.municipality,
        payer_basis=paid.basis,
        payer_reason=_why(by, case.id, row_id, paid, placed.why_other),
        at=clock.now(),
        by=by.id,
        token=token,
    )
    row.save(force_insert=True)
    return row


def end_stay(by: Actor, row: Stay, left: Left) -> None:
    """Keep how a stay ended."""
    row.until, row.exit_to, row.exit_reason = left.on, left.to, left.reason
    row.exit_words = seal(by, row.case_id, "exit_words", row.id, left.words)
    row.ended_at = clock.now()
    row.save()


def period_of(row: Stay) -> Period:
    """The days of a stay."""
    return Period(start=row.start, end=row.until)


def refresh(by: Actor, case_id: UUID) -> None:
    """Say anew in one line how shelter stands in a case."""
    stays = list(Stay.objects.seen_by(by, visible(by)).filter(case_id=case_id).order_by("start"))
    requests = ShelterRequest.objects.seen_by(by, visible(by)).filter(
        case_id=case_id, stand=Stand.OPEN
    )
    here = next((one for one in stays if one.until is None), None)
    first = requests.order_by("needed_by", "asked_at").first()
    line = glimpse(
        stay=(here.start, kind_dutch(here.kind)) if here else None,
        request=(clock.local(first.asked_at).date(), first.urgency, first.needed_by)
        if first
        else None,
        refused=_refused(first) if first else 0,
        left=_last_left(stays),
    )
    set_glance(
        by,
        case_id,
        room=ROOM,
        text=line.text,
        kind=line.kind,
        until=line.until,
        facts=line.facts,
    )


def _refused(request: ShelterRequest) -> int:
    return ShelterAnswer.objects.filter(ask__request=request, reply=Reply.REFUSED).count()


def _last_left(stays: list[Stay]) -> tuple[date, str] | None:
    """When the last stay ended, and where to."""
    ended = [(one.until, one.exit_to) for one in stays if one.until is not None]
    if not ended:
        return None
    day, to = max(ended)
    return day, dutch("exit_destination", to)
