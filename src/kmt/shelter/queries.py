"""Every read of shelter: the part of a case, one request, where somebody is, and the gaps.

Where a stay is, is opened on its own with a reason, and the look is recorded. The gaps are counts
for who works without files: rounded, and hidden below five.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Min, Q

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.care.joining import CaseRef, open_all, opened
from kmt.care.rules import CARE_CASE
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.queries import shared_about
from kmt.partners.queries import names_of
from kmt.shelter.access import counted, visible
from kmt.shelter.counting import CountedRefusal, CountedRequest, gaps_of
from kmt.shelter.lists import codes, organisations
from kmt.shelter.models import ShelterAnswer, ShelterAsk, ShelterRequest, Stay
from kmt.shelter.reading import (
    AnswerLine,
    AskLine,
    Decided,
    Gaps,
    Location,
    RequestLine,
    RequestView,
    ShelterView,
    StayLine,
)
from kmt.shelter.rules import ROOM, Reply, Stand, Who, placing
from kmt.shelter.wording import KINDS, organisation_word, recipient_word
from kmt.vault.rules import LOOK_REASONS
from kmt.vocabulary.queries import codes_of

Texts = Mapping[tuple[UUID, str], str]
Row = ShelterRequest | ShelterAsk | ShelterAnswer | Stay


def of_case(actor: Actor, case_id: UUID) -> ShelterView:
    """Shelter of one case, newest first; the look is recorded."""
    case = opened(actor, case_id, part=ROOM)
    rule = visible(actor)
    requests = ShelterRequest.objects.seen_by(actor, rule).filter(case_id=case_id)
    stays = Stay.objects.seen_by(actor, rule).filter(case_id=case_id).order_by("-start", "-at")
    asks = ShelterAsk.objects.seen_by(actor, rule).filter(case_id=case_id)
    times = asks.annotate(refusals=Count("answers", filter=Q(answers__reply=Reply.REFUSED)))
    counts: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for request_id, reply, refused in times.values_list("request_id", "reply", "refusals"):
        counts[request_id].append((reply, refused))
    return ShelterView(
        case=case,
        requests=tuple(
            _request_line(one, counts[one.id]) for one in requests.order_by("-asked_at")
        ),
        stays=_stay_lines(list(stays)),
    )


def _request_line(row: ShelterRequest, asks: Sequence[tuple[str, int]]) -> RequestLine:
    return RequestLine(
        id=row.id,
        kind=row.kind,
        urgency=row.urgency,
        needed_by=row.needed_by,
        late=row.stand == Stand.OPEN and row.needed_by < clock.today(),
        stand=row.stand,
        end=row.end,
        asked_at=clock.local(row.asked_at),
        asked=len(asks),
        refused=sum(refused for _reply, refused in asks),
        pending=sum(1 for reply, _refused in asks if reply == Reply.PENDING),
    )


def _stay_lines(rows: Sequence[Stay]) -> tuple[StayLine, ...]:
    own = ("other", "payer_reason", "exit_words")
    texts = _opened((row, column) for row in rows for column in own)
    return tuple(
        StayLine(
            id=row.id,
            kind=row.kind,
            organisation=organisation_word(row.organisation, texts[row.id, "other"]),
            start=row.start,
            until=row.until,
            children=row.children,
            municipality=row.municipality,
            payer_basis=row.payer_basis,
            payer_reason=texts[row.id, "payer_reason"],
            has_location=bool(row.location),
            exit_to=row.exit_to,
            exit_reason=row.exit_reason,
            exit_words=texts[row.id, "exit_words"],
        )
        for row in rows
    )


def request(actor: Actor, case_id: UUID, request_id: UUID) -> RequestView:
    """One request with whom was asked and every answer; the look is recorded."""
    case = opened(actor, case_id, part=ROOM)
    rule = visible(actor)
    here = Stay.objects.seen_by(actor, rule).filter(case_id=case_id, until=None)
    rows = ShelterRequest.objects.seen_by(actor, rule).annotate(somewhere=Exists(here))
    row = rows.filter(case_id=case_id).one(id=request_id)
    asks = list(
        ShelterAsk.objects.seen_by(actor, rule).filter(request_id=row.id).order_by("-asked_at")
    )
    answers = list(
        ShelterAnswer.objects.seen_by(actor, rule)
        .filter(ask__request_id=row.id)
        .order_by("-answered_on", "-at")
    )
    return _request_view(case, row, asks, answers)


def _request_view(
    case: CaseRef, row: ShelterRequest, asks: list[ShelterAsk], answers: list[ShelterAnswer]
) -> RequestView:
    names = {case.coordinator: case.coordinator_name}
    people = {row.asked_by, *(one.asked_by for one in asks), *(one.by for one in answers)}
    if others := people - names.keys():
        names |= names_of(others)
    own = ("contra_words", "access_words", "wishes", "payer_reason", "end_words")
    values: list[tuple[Row, str]] = [(row, column) for column in own]
    values += [(one, column) for one in asks for column in ("other", "contact")]
    values += [(one, "words") for one in answers]
    texts = _opened(values)
    refused = Counter(one.ask_id for one in answers if one.reply == Reply.REFUSED)
    who = Who(age=row.age, alone=row.alone, dutch=row.dutch, reflection=row.reflection)
    return RequestView(
        case=case,
        line=_request_line(row, [(one.reply, refused[one.id]) for one in asks]),
        somewhere=bool(vars(row)["somewhere"]),
        who=who,
        placing=placing(row.kind, who),
        children=row.children,
        contra=tuple(row.contra),
        languages=tuple(row.languages),
        **{column: texts[row.id, column] for column in own},
        municipality=row.municipality,
        payer_basis=row.payer_basis,
        by=names.get(row.asked_by, ""),
        asks=tuple(_ask_line(one, answers, texts, names) for one in asks),
    )


def _opened(values: Iterable[tuple[Row, str]]) -> Texts:
    """These texts, with one look for the keys."""
    found = list(values)
    texts = open_all(
        (row.case_id, column, row.id, bytes(getattr(row, column))) for row, column in found
    )
    return {(row.id, column): text for (row, column), text in zip(found, texts, strict=True)}


def _ask_line(
    row: ShelterAsk, answers: Iterable[ShelterAnswer], texts: Texts, names: Mapping[str, str]
) -> AskLine:
    waits = row.reply in {Reply.PENDING, Reply.WAITING}
    return AskLine(
        id=row.id,
        organisation=organisation_word(row.organisation, texts[row.id, "other"]),
        channel=row.channel,
        contact=texts[row.id, "contact"],
        with_data=row.decision is not None,
        asked_at=clock.local(row.asked_at),
        by=names.get(row.asked_by, ""),
        reply=row.reply,
        due=row.due,
        late=waits and row.due < clock.today(),
        answers=tuple(
            AnswerLine(
                reply=one.reply,
                on=one.answered_on,
                waiting_days=one.waiting_days,
                reason=one.reason,
                contra=tuple(one.contra),
                words=texts[one.id, "words"],
                by=names.get(one.by, ""),
            )
            for one in answers
            if one.ask_id == row.id
        ),
    )


def ask_name(row: ShelterAsk) -> str:
    """Who was asked, in words."""
    (other,) = open_all([(row.case_id, "other", row.id, bytes(row.other))])
    return organisation_word(row.organisation, other)


def decisions(actor: Actor, person_id: UUID) -> tuple[Decided, ...]:
    """The decisions to share this person with who gives shelter, newest first."""
    receivers = {one.recipient for one in organisations().values()}
    return tuple(
        Decided(id=one.id, recipient=recipient_word(one.recipient), at=clock.local(one.decided_at))
        for one in reversed(shared_about(actor, [person_id]))
        if one.recipient in receivers
    )


def location(actor: Actor, case_id: UUID, stay_id: UUID, *, reason: str) -> Location:
    """Where somebody stays, for a reason; who looked and why is recorded."""
    case = opened(actor, case_id, part=ROOM)
    rows = Stay.objects.seen_by(actor, visible(actor)).filter(case_id=case_id)
    row = rows.one(id=stay_id)
    if reason not in LOOK_REASONS:
        raise ValueError("A look has a reason from the list.")
    read_of(
        actor,
        object_type=CARE_CASE,
        object_id=str(case_id),
        reason=f"shelter_location|{reason}",
    )
    (text,) = open_all([(row.case_id, "location", row.id, bytes(row.location))])
    (line,) = _stay_lines([row])
    return Location(case_id=case.id, person_label=case.person_label, stay=line, text=text)


def gaps(actor: Actor, start: date, until: date) -> Gaps:
    """What shelter lacked for requests of these days (both count), of the actor's own area.

    Only counts, rounded to five and hidden below it. ``days`` is the median from the request to
    the first day of the stay that answered it, of at least five.
    """
    check(actor, Permission.INSIGHT_COUNT_READ)
    first, last = (datetime.combine(day, time.min, clock.DUTCH_TIME) for day in (start, until))
    last += timedelta(days=1)

    def within(moment: str) -> Q:
        return Q(**{f"{moment}__gte": first, f"{moment}__lt": last})

    requests = ShelterRequest.objects.seen_by(actor, counted(actor)).filter(within("asked_at"))
    asks = ShelterAsk.objects.seen_by(actor, counted(actor, "request__municipality"))
    answers = ShelterAnswer.objects.seen_by(actor, counted(actor, "ask__request__municipality"))
    refused = answers.filter(within("ask__request__asked_at"), reply=Reply.REFUSED)
    rows = requests.annotate(first_day=Min("stays__start")).values_list(
        "kind", "stand", "end", "needed_by", "asked_at", "first_day"
    )
    return gaps_of(
        [
            CountedRequest(
                kind=kind,
                stand=stand,
                end=end,
                needed_by=needed,
                asked_on=clock.local(asked).date(),
                first_day=day,
            )
            for kind, stand, end, needed, asked, day in rows
        ],
        asks.filter(within("request__asked_at")).values_list("request__kind", flat=True),
        [
            CountedRefusal(kind=kind, reason=reason, contra=contra)
            for kind, reason, contra in refused.values_list(
                "ask__request__kind", "reason", "contra"
            )
        ],
        period=(start, until),
        today=clock.today(),
        order=(codes_of(KINDS), codes("refusal_reason"), codes("contra_indication")),
    )


def years_counted(actor: Actor) -> tuple[int, ...]:
    """The years in which shelter was asked for, newest first."""
    check(actor, Permission.INSIGHT_COUNT_READ)
    rows = ShelterRequest.objects.seen_by(actor, counted(actor))
    found = rows.datetimes("asked_at", "year", order="DESC", tzinfo=clock.DUTCH_TIME)
    return tuple(one.year for one in found)
