"""Reading bodies: who sits in them, who lacks, and what the working group sees first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.governance.access import visible
from kmt.governance.models import Body, Member
from kmt.governance.queries.actions import open_actions
from kmt.governance.queries.decisions import latest
from kmt.governance.queries.meetings import lines_of, next_meeting
from kmt.governance.queries.questions import open_questions
from kmt.governance.reading import BodyLine, BodyView, GapLine, Home, MemberLine
from kmt.governance.rules import Term, gaps
from kmt.governance.wording import organisation_name
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of, people_in

_MOST_DECISIONS = 4


def home(actor: Actor) -> Home:
    """What comes next, what is late, what is asked, what was decided last."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    actions = open_actions(actor)
    return Home(
        next_meeting=next_meeting(actor),
        bodies=bodies(actor),
        actions=actions,
        late=sum(one.late for one in actions),
        questions=open_questions(actor),
        decisions=latest(actor, _MOST_DECISIONS),
    )


def bodies(actor: Actor) -> tuple[BodyLine, ...]:
    """The bodies that are there, in order of name."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = list(Body.objects.seen_by(actor, visible(actor)).filter(ended_on=None))
    seats: dict[object, list[Member]] = defaultdict(list)
    for one in Member.objects.seen_by(actor, visible(actor)):
        seats[one.body_id].append(one)
    today = clock.today()
    return tuple(_line(one, seats[one.id], today) for one in rows)


def _line(row: Body, seats: Iterable[Member], today: date) -> BodyLine:
    terms = [_term(one) for one in seats]
    return BodyLine(
        id=row.id,
        code=row.code,
        name=row.name,
        purpose=row.purpose,
        seats=sum(one.holds(today) for one in terms),
        gaps=len(gaps(row.wanted, terms, today)),
    )


def _term(row: Member) -> Term:
    return Term(organisation=row.organisation, since=row.since, until=row.until)


def body(actor: Actor, code: str) -> BodyView:
    """One body by its code: members now and before, who lacks, its meetings."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    row = Body.objects.seen_by(actor, visible(actor)).one(code=code)
    seats = list(Member.objects.seen_by(actor, visible(actor)).filter(body_id=row.id))
    today = clock.today()
    names = names_of({one.account for one in seats if one.account})
    lines = sorted(
        (_member(one, names, today) for one in seats), key=lambda one: (one.organisation, one.since)
    )
    found = gaps(row.wanted, [_term(one) for one in seats], today)
    return BodyView(
        line=_line(row, seats, today),
        mandate=row.mandate,
        wanted=tuple(row.wanted),
        members=tuple(one for one in lines if one.until is None or one.until >= today),
        past=tuple(one for one in lines if one.until is not None and one.until < today),
        gaps=tuple(GapLine(organisation=organisation_name(one), gap=gap) for one, gap in found),
        meetings=lines_of(actor, body_code=code),
    )


def _member(row: Member, names: Mapping[str, str], today: date) -> MemberLine:
    return MemberLine(
        id=row.id,
        organisation=organisation_name(row.organisation),
        organisation_code=row.organisation,
        function=row.function,
        name=names.get(row.account, ""),
        mandate=row.mandate,
        since=row.since,
        until=row.until,
        now=_term(row).holds(today),
    )


def colleagues() -> tuple[tuple[str, str], ...]:
    """Id and name of everybody who may read the papers now: they can be a member by account."""
    roles = {
        one.code for one in ROLES.values() if Permission.GOVERNANCE_PAPER_READ in one.permissions
    }
    found = people_in(roles, clock.today())
    return tuple(sorted(found.items(), key=lambda pair: pair[1]))
