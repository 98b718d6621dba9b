"""The reads of teamwork: the table of a case, one part of it, the part of a partner, what waits.

A look at a case is recorded by ``care``; a look of a partner at their part is recorded here. The
number of questions does not grow with what is there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Count, Min, Q
from django.urls import reverse

from kmt.access.acts import check, refusals_recorded
from kmt.access.files import FileRef
from kmt.access.permissions import Permission
from kmt.access.queries import accounts_in, involved_there
from kmt.audit.actions import read_of
from kmt.care.caseloads import not_spoken
from kmt.care.joining import CaseRef, open_all
from kmt.care.rules import CARE_CASE
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.expressions import CONSENTS
from kmt.lawfulness.queries import Shared, shared_about
from kmt.partners.queries import names_of, posts_in
from kmt.rights.disclosers import R2
from kmt.teamwork import access
from kmt.teamwork.models import CaseComment, Given, LetIn, PartnerTask
from kmt.teamwork.reading import (
    Admission,
    Choice,
    CommentLine,
    GivenLine,
    PartLine,
    PartView,
    Table,
    TaskLine,
    ToMe,
)
from kmt.teamwork.rules import PART, Ground
from kmt.teamwork.states import OPEN, WITH_PARTNER, Side, possible
from kmt.teamwork.wording import data_words, organisation_name, purpose_word, receiver_word
from kmt.vault.queries import consent_facts, consents_now
from kmt.vault.rules.consenting import State as Consent

READ = Permission.TEAMWORK_PART_READ
#: The role that somebody of another organisation has who can be let in.
GUEST = "chain_partner_reader"
DISCLOSURE, CONSENT = "disclosure", "consent"


def file_of(case: CaseRef) -> FileRef:
    """The case as the room of involvement knows it."""
    return FileRef(
        object_type=CARE_CASE,
        object_id=case.id,
        label=case.number,
        person_id=case.person_id,
        shielded=case.shielded,
    )


def table(actor: Actor, case: CaseRef) -> Table:
    """Who is let in with what is asked of them, and what colleagues said to each other."""
    rows = _rows(actor, case)
    people = accounts_in(actor, file_of(case)) | {case.coordinator}
    contents = _among(actor, case, rows, given=False)
    held = _Held(actor, rows, contents, Side.CARE, people=people)
    views = held.parts()
    return Table(
        parts=tuple(one for one in views if one.ended_at is None),
        before=tuple(one for one in views if one.ended_at is not None),
        comments=held.comments_of(None),
        people=tuple(
            sorted(
                ((one, held.names.get(one, one)) for one in people if one != actor.id),
                key=lambda pair: pair[1],
            )
        ),
    )


def part_in_case(actor: Actor, case: CaseRef, part_id: UUID) -> PartView:
    """One part of a case for whoever works in the case; ``NotFound`` for one of another case."""
    rows = LetIn.objects.seen_by(actor, access.in_cases(actor)).filter(case_id=case.id)
    row = rows.one(id=part_id)
    held = _Held(
        actor, [row], _among(actor, case, [row]), Side.CARE, said=_said(actor, case, [row])
    )
    return held.parts()[0]


def _rows(actor: Actor, case: CaseRef) -> list[LetIn]:
    rows = LetIn.objects.seen_by(actor, access.in_cases(actor)).filter(case_id=case.id)
    return list(rows.order_by("at"))


def _among(actor: Actor, case: CaseRef, rows: Sequence[LetIn], *, given: bool = True) -> "Contents":
    """What hangs in these parts, and everything that was said in the case."""
    rule, parts = access.in_cases(actor), [one.id for one in rows]
    tasks = PartnerTask.objects.seen_by(actor, rule).filter(let_in__in=parts)
    gave = Given.objects.seen_by(actor, rule).filter(let_in__in=parts)
    said = CaseComment.objects.seen_by(actor, rule).filter(case_id=case.id)
    return list(tasks), list(gave) if given else [], list(said)


def _said(actor: Actor, case: CaseRef, rows: Iterable[LetIn]) -> frozenset[UUID]:
    """Parts that rest on a consent that does not stand any more."""
    if not actor.may(Permission.VAULT_CONSENT_READ):
        return frozenset()
    return frozenset(
        row.id
        for row in rows
        if row.by_consent
        and not CONSENTS
        & consent_facts(actor, case.person_id, purpose=row.purpose, recipient=row.recipient)
    )


def admission(actor: Actor, case: CaseRef) -> Admission:
    """Who can be let in, and on what: decisions to share that hold, consents that were given."""
    inside = {one.account for one in _rows(actor, case) if one.ended_at is None}
    guests = posts_in(GUEST, clock.today())
    return Admission(
        guests=tuple(
            (one, f"{name}, {organisation_name(organisation)}")
            for one, (name, organisation) in sorted(guests.items(), key=lambda pair: pair[1])
            if one not in inside
        ),
        grounds=(*decisions(actor, case), *_consents(actor, case)),
    )


def decisions(actor: Actor, case: CaseRef, recipient: str = "") -> tuple[Choice, ...]:
    """Decisions to share about the person of a case that hold today, newest first."""
    return tuple(
        Choice(
            code=f"{DISCLOSURE}:{one.id}",
            words=f"{one.decided_at:%d-%m-%Y}, {receiver_word(one.recipient)}: "
            f"{data_words(one.data)}",
        )
        for one in reversed(_standing(actor, case))
        if recipient in {"", one.recipient}
    )


def ground_of(actor: Actor, case: CaseRef, code: str) -> tuple[Shared, Ground] | None:
    """The decision to share that was chosen, as long as it holds; None for anything else."""
    for one in _standing(actor, case):
        if code == f"{DISCLOSURE}:{one.id}" and one.expires_on is not None:
            return one, Ground(
                recipient=one.recipient,
                purpose=one.purpose,
                data=frozenset(one.data),
                until=one.expires_on,
            )
    return None


def _standing(actor: Actor, case: CaseRef) -> list[Shared]:
    """What care decided, and holds: what the desk decided is no ground to let somebody in here."""
    today = clock.today()
    return [
        one
        for one in shared_about(actor, {case.person_id})
        if one.compartment == R2 and one.expires_on is not None and one.expires_on >= today
    ]


def _consents(actor: Actor, case: CaseRef) -> tuple[Choice, ...]:
    if not actor.may(Permission.VAULT_CONSENT_READ):
        return ()
    return tuple(
        Choice(
            code=f"{CONSENT}:{one.purpose}:{one.recipient}",
            words=f"Toestemming: {one.purpose_words}, {one.recipient_words}",
        )
        for one in consents_now(actor, case.person_id)
        if one.state is Consent.GIVEN
    )


def mine(actor: Actor) -> tuple[PartLine, ...]:
    """The parts that are open to this partner now, what is due first on top; no content."""
    check(actor, READ)
    read_of(actor, object_type=PART, action="search")
    tasks = Q(tasks__state__in=WITH_PARTNER)
    rows = LetIn.objects.seen_by(actor, access.own_parts(actor)).annotate(
        asked=Count("tasks", filter=tasks, distinct=True),
        first=Min("tasks__due", filter=tasks),
        unread=Count(
            "comments",
            filter=Q(comments__to_account=actor.id, comments__read_at=None),
            distinct=True,
        ),
    )
    today = clock.today()
    lines = [
        PartLine(
            id=row.id,
            label=row.label,
            until=row.until,
            tasks=row.asked,
            due=row.first,
            late=row.first is not None and row.first < today,
            unread=row.unread,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda one: (one.due is None, one.due, one.label)))


def my_part(actor: Actor, part_id: UUID) -> PartView:
    """A partner's own part, with what is theirs and nothing else; the look is recorded."""
    with refusals_recorded(actor, object_type=PART, object_id=str(part_id)):
        check(actor, READ)
        row = LetIn.objects.seen_by(actor, access.own_parts(actor)).one(id=part_id)
    read_of(actor, object_type=PART, object_id=str(part_id), purpose=row.purpose)
    inside = access.own_parts(actor, "let_in__")
    contents = (
        list(PartnerTask.objects.seen_by(actor, inside).filter(let_in=row)),
        list(Given.objects.seen_by(actor, inside & access.still_to_read()).filter(let_in=row)),
        list(CaseComment.objects.seen_by(actor, access.own_comments(actor)).filter(let_in=row)),
    )
    return _Held(actor, [row], contents, Side.PARTNER).parts()[0]


def to_me(actor: Actor) -> tuple[ToMe, ...]:
    """The comments that colleagues and partners addressed to the actor and that wait, by case."""
    check(actor, Permission.CARE_CASE_READ)
    rows = CaseComment.objects.seen_by(actor, access.in_cases(actor))
    found = list(rows.filter(to_account=actor.id, read_at=None).order_by("at"))
    read_of(actor, object_type="caseload", object_id=actor.id, action="search")
    names = names_of({row.by for row in found})
    numbers = _numbers(actor) if found else {}
    return tuple(
        ToMe(
            number=numbers.get(row.case_id, ""),
            url=reverse("teamwork:case_part", args=[row.case_id, row.let_in_id])
            if row.let_in_id
            else reverse("teamwork:case", args=[row.case_id]),
            by=names.get(row.by, ""),
            at=clock.local(row.at),
        )
        for row in found
    )


def _numbers(actor: Actor) -> dict[UUID, str]:
    return {case: number for case, (number, _who, _day) in not_spoken(actor).items()}


def unread(actor: Actor) -> dict[str, int]:
    """How many comments wait for each colleague in cases they work on; own only, but the round."""
    rows = CaseComment.objects.seen_by(actor, access.counted(actor, "to_account"))
    found = rows.filter(
        involved_there(actor, CARE_CASE, account="to_account", file="case_id"), read_at=None
    )
    return dict(found.order_by().values_list("to_account").annotate(size=Count("id")))


def waiting_outside(actor: Actor) -> dict[str, tuple[int, int, int]]:
    """Per partner: tasks they have, of those due or late, comments unread; only of open parts."""
    today, open_ones = clock.today(), access.running("let_in__")
    tasks = PartnerTask.objects.seen_by(actor, access.counted(actor, "let_in__account"))
    found = {
        account: [size, due, 0]
        for account, size, due in tasks.filter(open_ones, state__in=WITH_PARTNER)
        .order_by()
        .values_list("let_in__account")
        .annotate(size=Count("id"), due=Count("id", filter=Q(due__lte=today)))
    }
    comments = CaseComment.objects.seen_by(actor, access.counted(actor, "to_account"))
    outside = comments.filter(open_ones, read_at=None, let_in__account__isnull=False)
    for account, partner, size in (
        outside.order_by().values_list("to_account", "let_in__account").annotate(size=Count("id"))
    ):
        if account == partner:
            found.setdefault(account, [0, 0, 0])[2] += size
    return {account: (size, due, new) for account, (size, due, new) in found.items()}


Contents = tuple[list[PartnerTask], list[Given], list[CaseComment]]
_SealedRow = PartnerTask | Given | CaseComment
_COLUMNS: dict[type, tuple[str, ...]] = {
    PartnerTask: ("what", "words"),
    Given: ("words", "name"),
    CaseComment: ("text",),
}


class _Held:
    """Parts with their contents, opened with one look for the keys, made into views."""

    def __init__(
        self,
        actor: Actor,
        rows: Sequence[LetIn],
        contents: Contents,
        side: Side,
        *,
        people: Iterable[str] = (),
        said: frozenset[UUID] = frozenset(),
    ) -> None:
        self.actor, self.rows, self.side, self.said = actor, rows, side, said
        tasks, given, self.comments = contents
        self.tasks: dict[UUID, list[PartnerTask]] = defaultdict(list)
        self.given: dict[UUID, list[Given]] = defaultdict(list)
        for task in tasks:
            self.tasks[task.let_in_id].append(task)
        for one in given:
            self.given[one.let_in_id].append(one)
        self.texts = _opened([*tasks, *given, *self.comments])
        self.names = names_of(
            set(people)
            | {one.by for one in rows}
            | {one.by for one in tasks}
            | {one.by for one in given}
            | {one.by for one in self.comments}
            | {one.to_account for one in self.comments}
        )
        self.answered = {one.answers_id for one in self.comments if one.answers_id}

    def parts(self) -> tuple[PartView, ...]:
        """Every part, in the order in which they were let in."""
        return tuple(self._part(row) for row in self.rows)

    def comments_of(self, let_in: UUID | None) -> tuple[CommentLine, ...]:
        """What was said in one part, or between colleagues; oldest first."""
        return tuple(self._comment(one) for one in self.comments if one.let_in_id == let_in)

    def _part(self, row: LetIn) -> PartView:
        return PartView(
            id=row.id,
            label=row.label,
            name=row.name,
            organisation=organisation_name(row.organisation),
            recipient=row.recipient,
            purpose=purpose_word(row.purpose),
            basis=row.basis,
            data=tuple(filter(None, row.data.split("|"))),
            since=clock.local(row.at),
            until=row.until,
            by=self.names.get(row.by, ""),
            open=row.ended_at is None and row.until >= clock.today(),
            ended_at=clock.local(row.ended_at) if row.ended_at else None,
            ended_why=row.ended_why,
            shaky=row.id in self.said,
            tasks=tuple(self._task(one) for one in self.tasks[row.id]),
            given=tuple(self._given(one) for one in self.given[row.id]),
            comments=self.comments_of(row.id),
        )

    def _task(self, row: PartnerTask) -> TaskLine:
        return TaskLine(
            id=row.id,
            what=self.texts.get(("what", row.id), ""),
            due=row.due,
            late=row.state in OPEN and row.due < clock.today(),
            state=row.state,
            words=self.texts.get(("words", row.id), ""),
            asked_at=clock.local(row.at),
            asked_by=self.names.get(row.by, ""),
            changed_at=clock.local(row.changed_at),
            may=possible(row.state, self.side),
        )

    def _given(self, row: Given) -> GivenLine:
        return GivenLine(
            id=row.id,
            kind=row.kind,
            words=self.texts.get(("words", row.id), ""),
            name=self.texts.get(("name", row.id), ""),
            data=tuple(filter(None, row.data.split("|"))),
            until=row.until,
            over=row.until is not None and row.until < clock.today(),
            at=clock.local(row.at),
            by=self.names.get(row.by, ""),
        )

    def _comment(self, row: CaseComment) -> CommentLine:
        return CommentLine(
            id=row.id,
            to=self.names.get(row.to_account, ""),
            by=self.names.get(row.by, ""),
            text=self.texts.get(("text", row.id), ""),
            at=clock.local(row.at),
            read_at=clock.local(row.read_at) if row.read_at else None,
            mine=row.to_account == self.actor.id,
            own=row.by == self.actor.id,
            answered=row.id in self.answered,
        )


def _opened(rows: Sequence[_SealedRow]) -> dict[tuple[str, UUID], str]:
    found = [
        (row.case_id, column, row.id, bytes(getattr(row, column)))
        for row in rows
        for column in _COLUMNS[type(row)]
    ]
    texts = open_all(found)
    return {(column, row): text for (_, column, row, _), text in zip(found, texts, strict=True)}
