"""Every read of the rounds: the rounds, one round, the answer of a municipality, who does what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Max

from kmt.access.actors import system_actor
from kmt.access.acts import check
from kmt.access.rows import gate_open
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.queries import Holder, holders_of, names_of
from kmt.partners.region import region
from kmt.rounds.access import FILL, LEAD, READ, of_municipalities, reaches
from kmt.rounds.models import Deputy, FrozenStanding, Invitation, RoleOwner, Round, RoundMail
from kmt.rounds.reading import (
    AnswerView,
    ContactLine,
    FrozenPair,
    Invited,
    MunicipalRoles,
    OwnerLine,
    RolesOverview,
    RoundLine,
    RoundView,
    TotalLine,
)
from kmt.rounds.rules import (
    Contact,
    FrozenLine,
    MailKind,
    MunicipalRole,
    gaps_of,
    line_hash,
    may_answer,
    may_close,
    may_freeze,
    may_remind,
    round_hash,
    training_gap,
)
from kmt.rounds.states import RoundState

FOCAL_POINT = "municipal_focal_point"


def rounds(actor: Actor) -> tuple[RoundLine, ...]:
    """Every round, the newest first, with how many municipalities answered."""
    check(actor, READ)
    rows = list(Round.objects.all())
    counts = _counts([one.id for one in rows])
    return tuple(_line(one, counts[one.id]) for one in rows)


def current_round(actor: Actor) -> RoundLine | None:
    """The round that municipalities fill in now; None when none is open."""
    return next((one for one in rounds(actor) if one.state != RoundState.FROZEN), None)


def round_view(actor: Actor, round_id: UUID) -> RoundView:
    """One round. Who leads sees who answered; a municipality itself; all the frozen total."""
    check(actor, READ)
    row = _round(round_id)
    counts = _counts([row.id])[row.id]
    line, today = _line(row, counts), clock.today()
    seen = Invitation.objects.seen_by(actor, of_municipalities(actor)).filter(round_id=row.id)
    standing = _met(actor, row) if row.state == RoundState.FROZEN else {}
    leads = actor.may(LEAD)
    mailed = RoundMail.objects.filter(kind__in=(MailKind.INVITE, MailKind.REMIND))
    return RoundView(
        line=line,
        questions=tuple(row.questions),
        reminded_on=row.reminded_on,
        close_reason=row.close_reason if leads else "",
        municipalities=_invited(seen.values_list("municipality", "answered_at"), standing),
        totals=_totals(row),
        sha256=row.sha256,
        intact=_intact(actor, row) if leads and row.sha256 else None,
        leads=leads,
        mailed_on=mailed.aggregate(day=Max("day"))["day"] if leads else None,
        may_remind=may_remind(
            row.state,
            opens=row.opens,
            reminded_on=row.reminded_on,
            waiting=line.waiting,
            today=today,
        ),
        may_close=may_close(
            row.state, closes=row.closes, waiting=line.waiting, reason="", today=today
        ),
        may_freeze=may_freeze(row.state),
    )


def answer_view(actor: Actor, round_id: UUID, municipality: str) -> AnswerView:
    """What one municipality answered, and its frozen standing beside the total of the region."""
    check(actor, READ)
    if not reaches(actor, municipality):
        raise NotFound
    row = _round(round_id)
    rule = of_municipalities(actor)
    found = Invitation.objects.seen_by(actor, rule).one(round_id=row.id, municipality=municipality)
    frozen = FrozenStanding.objects.seen_by(actor, rule).filter(
        round_id=row.id, municipality=municipality
    )
    names = names_of({found.answered_by})
    return AnswerView(
        line=_line(row, _counts([row.id])[row.id]),
        municipality=municipality,
        name=region().municipality_name(municipality),
        questions=tuple(row.questions),
        answers=tuple(found.answers) or ("",) * len(row.questions),
        version=found.version,
        answered_at=found.answered_at and clock.local(found.answered_at),
        answered_by=names.get(found.answered_by, ""),
        may_answer=may_answer(row.state, opens=row.opens, today=clock.today()),
        writes=actor.may(FILL),
        frozen=tuple(_pair(one, row) for one in frozen.order_by("theme", "code")),
    )


def roles_overview(actor: Actor) -> RolesOverview:
    """Who answers for what in the municipalities that this reader may see."""
    check(actor, READ)
    every = _roles(actor, region().codes)
    seen = [one for one in every if reaches(actor, one.municipality)]
    return RolesOverview(
        lines=tuple(seen),
        in_order=sum(1 for one in every if not one.gaps),
        whole=len(every),
        leads=actor.may(LEAD),
    )


def roles_of(actor: Actor, municipality: str) -> MunicipalRoles:
    """Who answers for what in one municipality; ``NotFound`` outside the reach of the actor."""
    check(actor, READ)
    if municipality not in region().codes or not reaches(actor, municipality):
        raise NotFound
    return _roles(actor, {municipality})[0]


def waiting_for(actor: Actor, round_id: UUID) -> frozenset[str]:
    """The municipalities that have not answered, for the mail of a round."""
    check(actor, LEAD)
    rows = Invitation.objects.seen_by(actor, of_municipalities(actor))
    open_ones = rows.filter(round_id=round_id, answered_at=None)
    return frozenset(open_ones.values_list("municipality", flat=True))


def _round(round_id: UUID) -> Round:
    row = Round.objects.filter(id=round_id).first()
    if row is None:
        raise NotFound
    return row


def _counts(ids: Collection[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """Invited and answered per round: totals of the region, which everybody may see."""
    with gate_open(_COUNTER):
        rows = (
            Invitation.objects.get_queryset()
            .filter(round_id__in=ids)
            .values_list("round_id")
            .annotate(Count("id"), Count("answered_at"))
        )
        found = {one: (invited, answered) for one, invited, answered in rows}
    return defaultdict(lambda: (0, 0), found)


#: Who counts over all municipalities; what comes out is a total only.
_COUNTER = system_actor("rounds", purpose="count", permissions=frozenset())


def _line(row: Round, counts: tuple[int, int]) -> RoundLine:
    return RoundLine(
        id=row.id,
        year=row.year,
        opens=row.opens,
        closes=row.closes,
        state=row.state,
        invited=counts[0],
        answered=counts[1],
        closed_on=row.closed_on,
        frozen_on=clock.local(row.frozen_at).date() if row.frozen_at else None,
    )


def _invited(
    rows: Iterable[tuple[str, object]], standing: Mapping[str, tuple[int, int]]
) -> tuple[Invited, ...]:
    here = region()
    found = [
        Invited(
            municipality=code,
            name=here.municipality_name(code),
            answered_on=clock.local(at).date() if at else None,  # type: ignore[arg-type]
            met=standing[code][0] if code in standing else None,
            whole=standing[code][1] if code in standing else None,
        )
        for code, at in rows
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def _met(actor: Actor, row: Round) -> dict[str, tuple[int, int]]:
    """Per municipality how many obligations were met, of how many."""
    seen = FrozenStanding.objects.seen_by(actor, of_municipalities(actor)).filter(round_id=row.id)
    found: dict[str, tuple[int, int]] = {}
    for code, met in seen.values_list("municipality", "met"):
        before = found.get(code, (0, 0))
        found[code] = (before[0] + met, before[1] + 1)
    return found


def _totals(row: Round) -> tuple[TotalLine, ...]:
    return tuple(
        TotalLine(
            code=code,
            theme=one["theme"],
            words=one["words"],
            met=one["met"],
            whole=one["all"],
        )
        for code, one in sorted(row.totals.items())
    )


def _intact(actor: Actor, row: Round) -> bool:
    """Whether every frozen line still has the fingerprint it got, and the round that of all."""
    rows = FrozenStanding.objects.seen_by(actor, of_municipalities(actor)).filter(round_id=row.id)
    hashes = []
    for one in rows:
        found = line_hash(frozen_line(one))
        if found != one.sha256:
            return False
        hashes.append(found)
    return round_hash(hashes) == row.sha256


def frozen_line(row: FrozenStanding) -> FrozenLine:
    """A frozen row as the value of which the fingerprint was taken."""
    return FrozenLine(
        municipality=row.municipality,
        code=row.code,
        version=row.obligation_version,
        theme=row.theme,
        words=row.words,
        standing=row.standing,
        met=row.met,
    )


def _pair(row: FrozenStanding, of: Round) -> FrozenPair:
    counts = of.totals.get(row.code, {})
    return FrozenPair(
        line=frozen_line(row), region_met=counts.get("met", 0), region_all=counts.get("all", 0)
    )


def _roles(actor: Actor, codes: Collection[str]) -> tuple[MunicipalRoles, ...]:
    """Who answers for what per municipality, by name; four questions however many there are."""
    today = clock.today()
    points: dict[str, list[Holder]] = defaultdict(list)
    for one in holders_of(FOCAL_POINT, today):
        points[one.municipality].append(one)
    with gate_open(_COUNTER):
        owners = {
            (one.municipality, one.role): one
            for one in RoleOwner.objects.get_queryset().filter(municipality__in=codes)
        }
        deputies = {
            one.municipality: one
            for one in Deputy.objects.get_queryset().filter(municipality__in=codes)
        }
    mails = RoundMail.objects.filter(kind=MailKind.GAPS).values_list("municipality")
    mailed: dict[str, date] = dict(mails.annotate(Max("day")))
    accounts = {one.account for one in owners.values()}
    accounts |= {one.account for one in deputies.values()}
    names = names_of(accounts)
    here = region()
    found = [
        _municipal(
            code,
            here.municipality_name(code),
            owners=[owners.get((code, role)) for role in MunicipalRole],
            points=points[code],
            deputy=deputies.get(code),
            names=names,
            mailed_on=mailed.get(code),
        )
        for code in codes
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def _municipal(
    code: str,
    name: str,
    *,
    owners: list[RoleOwner | None],
    points: list[Holder],
    deputy: Deputy | None,
    names: Mapping[str, str],
    mailed_on: date | None,
) -> MunicipalRoles:
    today = clock.today()
    lines = tuple(
        OwnerLine(
            role=role,
            office=row.office if row else "",
            account=row.account if row else "",
            name=names.get(row.account, "") if row else "",
            version=row.version if row else 0,
        )
        for role, row in zip(MunicipalRole, owners, strict=True)
    )
    first = tuple(_contact(one, today) for one in points)
    second = _deputy(deputy, points, names, today)
    contacts = [*first, *([second] if second else ())]
    return MunicipalRoles(
        municipality=code,
        name=name,
        owners=lines,
        focal_points=first,
        deputy=second,
        deputy_version=deputy.version if deputy else 0,
        gaps=gaps_of(
            {one.role: one.owned for one in lines},
            [
                Contact(trained_on=one.trained_on, training_valid_until=one.valid_until)
                for one in contacts
            ],
            has_deputy=second is not None or len(first) > 1,
            has_point=bool(first),
            today=today,
        ),
        mailed_on=mailed_on,
        accounts=tuple((one.id, one.name) for one in points),
    )


def _contact(one: Holder, today: date) -> ContactLine:
    training = Contact(trained_on=one.trained_on, training_valid_until=one.training_valid_until)
    return ContactLine(
        name=one.name,
        office="",
        account=one.id,
        trained_on=one.trained_on,
        valid_until=one.training_valid_until,
        gap=training_gap(training, today),
    )


def _deputy(
    row: Deputy | None, points: Iterable[Holder], names: Mapping[str, str], today: date
) -> ContactLine | None:
    """The deputy; of one with an account the training is that of the account."""
    if row is None or not (row.office or row.account):
        return None
    if known := next((one for one in points if one.id == row.account), None):
        return _contact(known, today)
    if not row.office and row.account not in names:
        return None
    return ContactLine(
        name=names.get(row.account, ""),
        office=row.office,
        account=row.account,
        trained_on=row.trained_on,
        valid_until=None,
        gap=training_gap(Contact(trained_on=row.trained_on), today),
    )
