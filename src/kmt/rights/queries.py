"""Reading requests: the work list, one request, what is held about its person; and what other
rooms must know: whether somebody's data are restricted, and what a person states.

Every look at a request is recorded. What is gathered is never stored.
"""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.partners.queries import names_of
from kmt.retention.keepers import keepers
from kmt.retention.queries import certificate_of
from kmt.rights import access, gathering
from kmt.rights.disclosers import COMPARTMENTS, Piece
from kmt.rights.models import (
    Correction,
    FileStep,
    GivenCopy,
    RecipientNotice,
    RequestSubject,
    Restriction,
    RightsDecision,
    RightsRequest,
    WithheldPiece,
)
from kmt.rights.reading import (
    Compartment,
    CopyRead,
    DecisionRead,
    FileRead,
    Gathered,
    Held,
    Notice,
    NoticeRead,
    RequestLine,
    RequestRead,
    Subject,
    WorkList,
)
from kmt.rights.rules.asking import Age, Asker, Danger, Kind
from kmt.rights.rules.clocks import Clock, clock_of
from kmt.rights.rules.exceptions import OF_OTHERS
from kmt.rights.sealing import (
    CLEARED,
    REASONS,
    STATEMENT,
    TEXTS,
    opened,
    opened_if_there,
    person_key,
    request_key,
)
from kmt.rights.states import RUNNING, State
from kmt.vault.queries.known import Known, known_for_request
from kmt.vault.rules import Identity

HANDLE = Permission.RIGHTS_REQUEST_HANDLE
REQUEST = "rights_request"
ERASE, HOLD = "erase", "hold"
PAGE = 50


def worklist(actor: Actor) -> WorkList:
    """What waits for an answer, what must be looked at again, what is done; recorded."""
    check(actor, HANDLE)
    read_of(actor, object_type=REQUEST, action="search")
    today, rows = clock.today(), access.requests(actor)
    running = [_line(row, today) for row in rows.filter(state__in=RUNNING)]
    again = _to_look_at_again(actor, today)
    untold = Count("notices", filter=Q(notices__told_on=None))
    done = rows.exclude(state__in=RUNNING).annotate(untold=untold).order_by("-clock_from")[:PAGE]
    return WorkList(
        running=tuple(sorted(running, key=lambda one: (one.clock.due_on, one.number))),
        again=tuple(_line(row, today, again[row.id]) for row in rows.filter(id__in=again)),
        done=tuple(_line(row, today, untold=row.untold) for row in done),
    )


def request(actor: Actor, request_id: UUID) -> RequestRead:
    """One request with all that came of it; the look is recorded."""
    with refusals_recorded(actor, object_type=REQUEST, object_id=str(request_id)):
        check(actor, HANDLE)
        row = access.requests(actor).one(id=request_id)
    read_of(actor, object_type=REQUEST, object_id=str(request_id))
    return read(actor, row)


def candidates(actor: Actor, request_id: UUID, asked: Identity) -> Known:
    """Who may be the person asked about; only once it is settled who asks."""
    row = access.requests(actor).one(id=request_id)
    if row.state != State.IDENTITY_CHECKED:
        raise Refused(
            "Er wordt nu niet gezocht.", "Ga eerst na wie er vraagt; daarna kan het één keer."
        )
    return known_for_request(actor, asked)


def gathered(actor: Actor, request_id: UUID) -> Gathered:
    """Everything held about the persons of a request, with what was ticked and decided.

    Refuses before it is settled who asks and whom it is about. Every file read is recorded.
    """
    found = request(actor, request_id)
    if found.state not in {State.GATHERING, State.DECIDED}:
        raise Refused(
            "De gegevens staan nu niet open.", "Dat kan tussen het zoeken en het antwoord."
        )
    files = gathering.files_of(actor, found.persons)
    looks = gathering.looks_letter(actor, found.persons, files)
    return replace(gather(actor, found), looks=looks)


def gather(actor: Actor, found: RequestRead) -> Gathered:
    """The same for an action that has its request already, without who looked."""
    known = gathering.known_of(actor, found.persons)
    pieces = gathering.pieces_of(actor, found.persons, known)
    decided = {one.compartment for one in found.decisions}
    ticked = _withheld(actor, found.id)
    return Gathered(
        request=found,
        compartments=tuple(
            Compartment(
                code=code,
                name=name,
                held=tuple(
                    _held(piece, ticked, code in decided)
                    for piece in pieces
                    if piece.compartment == code
                ),
                decision=found.decision(code),
            )
            for code, name in COMPARTMENTS.items()
            if any(piece.compartment == code for piece in pieces)
        ),
        years=next((one.age for one in known if one.age is not None), None),
    )


def is_restricted(person: UUID) -> bool:
    """Whether the data of a person are only stored for now; asked by the rule of sharing."""
    return Restriction.objects.seen_by(_ASKED_BY_RULE, Q(person=person, until=None)).exists()


def notice_about(actor: Actor, persons: Collection[UUID]) -> Notice:
    """What a page that shows these persons must say: restricted since when, what they state.

    The page records the look at their file; this adds nothing to it. About most there is nothing to
    say: that takes one query.
    """
    limits, stated = access.restrictions(actor, persons), access.statements(actor, persons)
    known = stated.order_by().values("person").union(limits.values("person"), all=True)
    if not known:
        return Notice(restricted_since=None, statements=())
    since = access.restrictions(actor, persons).order_by("since").values_list("since", flat=True)
    rows = list(access.statements(actor, persons))
    texts = opened_if_there(
        [(person_key(row.person), STATEMENT, row.id, bytes(row.words)) for row in rows]
    )
    return Notice(
        restricted_since=since.first(),
        statements=tuple(
            (clock.local(row.at).date(), text)
            for row, text in zip(rows, texts, strict=True)
            if text
        ),
    )


def id_of_number(actor: Actor, number: str) -> UUID | None:
    """The request with this number, for who decides about its term; nothing of it is read."""
    check(actor, Permission.RETENTION_TERM_DECIDE)
    return access.requests(actor).filter(number=number).values_list("id", flat=True).first()


#: A rule asks for one id and gets yes or no: nobody sees a row.
_ASKED_BY_RULE = Actor(id="system:sharing_rule", name="rule", role="system", organisation="KMT")


def read(actor: Actor, row: RightsRequest) -> RequestRead:
    """A row with what hangs under it, opened; the caller has checked who asks."""
    key = request_key(row.id)
    sealed = [(key, TEXTS, row.id, bytes(row.texts))]
    if row.cleared:
        sealed.append((key, CLEARED, row.id, bytes(row.cleared)))
    texts, *cleared = opened(sealed)
    return RequestRead(
        id=row.id,
        number=row.number,
        version=row.version,
        kind=Kind(row.kind),
        asker=Asker(row.asker),
        age=Age(row.age),
        danger=Danger(row.danger),
        cleared="".join(cleared),
        proof_seen=row.proof_seen,
        received_on=row.received_on,
        clock=_clock(row, clock.today()),
        extended_on=row.extended_on,
        state=State(row.state),
        refusal=row.refusal,
        **json.loads(texts),
        identity_how=row.identity_how,
        identity_by=names_of({row.identity_by}).get(row.identity_by, ""),
        identity_at=row.identity_at,
        answered_at=row.answered_at,
        subjects=_subjects(actor, row),
        decisions=_decisions(actor, row),
        files=_files(actor, row),
        notices=_notices(actor, row),
        corrected=tuple(access.under(actor, Correction, row).values_list("part", "at")),
        copies=_copies(actor, row),
        restricted=access.under(actor, Restriction, row).filter(until=None).exists(),
    )


def _subjects(actor: Actor, row: RightsRequest) -> tuple[Subject, ...]:
    found = access.under(actor, RequestSubject, row).order_by("label")
    return tuple(Subject(person=one.person, label=one.label) for one in found)


def _decisions(actor: Actor, row: RightsRequest) -> tuple[DecisionRead, ...]:
    """The newest decision about each compartment."""
    newest = {one.compartment: one for one in access.under(actor, RightsDecision, row)}
    rows = list(newest.values())
    key, names = request_key(row.id), names_of({one.by for one in rows})
    reasons = opened([(key, REASONS, one.id, bytes(one.reasons)) for one in rows])
    return tuple(
        DecisionRead(
            compartment=one.compartment,
            outcome=one.outcome,
            ground=one.ground,
            reasons=text,
            recheck_on=one.recheck_on,
            by_name=names.get(one.by, ""),
            at=clock.local(one.at),
        )
        for one, text in zip(rows, reasons, strict=True)
    )


def _files(actor: Actor, row: RightsRequest) -> tuple[FileRead, ...]:
    return tuple(_file(actor, one) for one in access.under(actor, FileStep, row).order_by("label"))


def _file(actor: Actor, one: FileStep) -> FileRead:
    gone = None
    if one.act == ERASE and one.object_id is not None:
        gone = certificate_of(actor, one.object_type, one.object_id)
    return FileRead(
        label=one.label,
        what=next((k.dutch for k in keepers() if k.object_type == one.object_type), ""),
        act=one.act,
        certificate=one.certificate or (gone.digest if gone else ""),
        destroyed_at=gone.destroyed_at if gone else None,
    )


def _notices(actor: Actor, row: RightsRequest) -> tuple[NoticeRead, ...]:
    return tuple(
        NoticeRead(id=one.id, recipient=one.recipient, told_on=one.told_on)
        for one in access.under(actor, RecipientNotice, row)
    )


def _copies(actor: Actor, row: RightsRequest) -> tuple[CopyRead, ...]:
    rows = list(access.under(actor, GivenCopy, row))
    names = names_of({one.by for one in rows})
    return tuple(
        CopyRead(
            sha256=one.sha256,
            pieces=one.pieces,
            withheld=one.withheld,
            at=clock.local(one.at),
            by_name=names.get(one.by, ""),
        )
        for one in rows
    )


def _held(piece: Piece, ticked: dict[str, str], decided: bool) -> Held:
    """What tells who reported never goes; what is delicate waits until somebody has decided."""
    proposed = OF_OTHERS if piece.barred or (piece.delicate and not decided) else ""
    return Held(piece=piece, ground=ticked.get(piece.key, proposed), decided=decided)


def _withheld(actor: Actor, request_id: UUID) -> dict[str, str]:
    rows = WithheldPiece.objects.seen_by(actor, access.visible(actor))
    return dict(rows.filter(request=request_id).values_list("piece", "ground"))


def _to_look_at_again(actor: Actor, today: date) -> dict[UUID, date]:
    """Requests of which the newest decision on a compartment has a day that has come."""
    rows = RightsDecision.objects.seen_by(actor, access.visible(actor))
    newest: dict[tuple[UUID, str], date | None] = {}
    for request_id, compartment, day in rows.order_by("at").values_list(
        "request_id", "compartment", "recheck_on"
    ):
        newest[request_id, compartment] = day
    found: dict[UUID, date] = {}
    for (request_id, _compartment), day in newest.items():
        if day is not None and day <= today:
            found[request_id] = min(day, found.get(request_id, day))
    return found


def _clock(row: RightsRequest, today: date) -> Clock:
    return clock_of(row.clock_from, today, extended=row.extended_on is not None)


def _line(
    row: RightsRequest, today: date, recheck_on: date | None = None, untold: int = 0
) -> RequestLine:
    return RequestLine(
        id=row.id,
        number=row.number,
        kind=Kind(row.kind),
        state=State(row.state),
        received_on=row.received_on,
        clock=_clock(row, today),
        running=row.state in RUNNING,
        recheck_on=recheck_on,
        untold=untold,
    )
