"""Letting somebody of another organisation into one case, giving them something, letting them out.

Nothing here decides that something may be shared: the ground is a decision to share of
``lawfulness``. A consent becomes one in the same act, by the rows of the matrix that hold today.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.care.joining import CaseRef, note_event, seal, working_on
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound
from kmt.lawfulness.queries import Shared
from kmt.partners.queries import account_of, post_of, standing_of
from kmt.partners.rules import may_work
from kmt.sharing.consented import share_on_consent
from kmt.teamwork import access
from kmt.teamwork.models import Given, LetIn, PartnerTask
from kmt.teamwork.queries import CONSENT, DISCLOSURE, GUEST, ground_of
from kmt.teamwork.rules import (
    PROVISIONS,
    TO_LET_OUT,
    WORDS_LIMIT,
    EndWhy,
    GivenKind,
    Ground,
    Guest,
    KnownKind,
    may_give,
    may_let_in,
    text_problem,
)
from kmt.teamwork.states import OPEN, TaskState
from kmt.teamwork.wording import organisation_name
from kmt.teamwork.writing import free_label, line_of_task, note_known, sent_before, show
from kmt.vault.queries import open_identity

LET_IN, LET_OUT, GAVE = "teamwork.let_in", "teamwork.let_out", "teamwork.given"
#: What stands in a decision that is made on a consent: why it cannot be less.
ONE_BY_ONE = "De partner ziet alleen wat stuk voor stuk aan hem is gevraagd of gegeven."

NAMED = "Met de naam van de persoon."


@dataclass(frozen=True, slots=True, kw_only=True)
class Letting:
    """Who is let in, on which ground (``disclosure:…`` or ``consent:…``), until when, and why."""

    account: str
    ground: str
    until: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coming:
    """Who is to come in: what the rule asks of them, their name, for whom they work."""

    guest: Guest
    name: str
    organisation: str

    @property
    def words(self) -> str:
        """Name and organisation."""
        return f"{self.name}, {organisation_name(self.organisation)}"


def let_in(*, by: Actor, case_id: UUID, asked: Letting, token: UUID) -> None:
    """Let one person of another organisation into one case; the same form twice is one letting in.

    Raises ``Invalid`` with a sentence at each field, ``Refused`` with the sentence of the sharing
    matrix when a consent is not enough.
    """
    if sent_before(by, LetIn, token):
        return
    with working_on(by, case_id, reason="partner_let_in") as case:
        coming = _coming(by, case_id, asked.account)
        chosen = _ground(by, case, asked, coming)
        ground = chosen[1] if chosen else None
        wrong = may_let_in(coming.guest, ground, asked.until, clock.today())
        _refuse(wrong | _why(asked.why))
        if chosen is None:
            raise NotFound
        shared, known = chosen
        part = LetIn(
            id=new_id(),
            case_id=case_id,
            account=asked.account,
            name=coming.name,
            organisation=coming.organisation,
            label=free_label(),
            disclosure_id=shared.id,
            recipient=known.recipient,
            purpose=known.purpose,
            data="|".join(sorted(known.data)),
            basis=shared.basis,
            by_consent=asked.ground.startswith(f"{CONSENT}:") or shared.by_consent,
            until=asked.until,
            at=clock.now(),
            by=by.id,
            token=token,
        )
        part.save(force_insert=True)
        note_event(
            by, case_id, LET_IN, text=f"{organisation_name(coming.organisation)}. {asked.why}"
        )
        note_known(by, case_id, KnownKind.LET_IN, part=part, words=asked.why, until=asked.until)
        show(by, case_id)


def _why(why: str) -> dict[str, str]:
    problem = text_problem(why, limit=WORDS_LIMIT)
    return {"why": problem} if problem else {}


def _coming(by: Actor, case_id: UUID, account_id: str) -> _Coming:
    today = clock.today()
    account = account_of(account_id)
    post = post_of(account, today) if account is not None else None
    outside = post is not None and post.role == GUEST
    works = (
        account is not None
        and account.is_active
        and may_work(standing_of(account, post), today).allowed
    )
    rows = LetIn.objects.seen_by(by, access.in_cases(by))
    inside = rows.filter(case_id=case_id, account=account_id, ended_at=None).exists()
    return _Coming(
        guest=Guest(outside=outside, works=works, inside=inside),
        name=account.name if account else "",
        organisation=post.organisation if post else "",
    )


def _ground(
    by: Actor, case: CaseRef, asked: Letting, coming: _Coming
) -> tuple[Shared, Ground] | None:
    """The decision that was chosen; a consent is first made into one, by the matrix of today."""
    if not asked.ground.startswith(f"{CONSENT}:"):
        return ground_of(by, case, asked.ground)
    guest = coming.guest
    whole = asked.why.strip() and asked.until >= clock.today() and guest.outside and guest.works
    if not whole or guest.inside:
        return None
    _consent, purpose, recipient = (*asked.ground.split(":"), "", "")[:3]
    decided = share_on_consent(
        by=by,
        person_id=case.person_id,
        person_label=case.person_label,
        municipality=case.municipality,
        purpose=purpose,
        recipient=recipient,
        recipient_name=coming.words,
        data=frozenset({PROVISIONS}),
        necessity=asked.why,
        subsidiarity=ONE_BY_ONE,
        expires_on=asked.until,
    )
    return ground_of(by, case, f"{DISCLOSURE}:{decided}")


def let_out(*, by: Actor, case_id: UUID, part_id: UUID, why: str) -> None:
    """End it: from this moment on they find nothing; what was still asked of them is taken back."""
    with working_on(by, case_id, reason="partner_let_out"):
        rows = LetIn.objects.seen_by(by, access.in_cases(by)).select_for_update()
        part = rows.filter(case_id=case_id).one(id=part_id)
        if part.ended_at is not None:
            return
        if why not in set(TO_LET_OUT):
            raise Invalid("Er ontbreekt nog iets.", fields={"why": "Kies waarom dit eindigt."})
        end_part(by, part, EndWhy(why))


def end_part(by: Actor, part: LetIn, why: EndWhy) -> None:
    """End one part, inside an act."""
    part.ended_at, part.ended_by, part.ended_why = clock.now(), by.id, why
    part.save()
    for task in PartnerTask.objects.filter(let_in=part, state__in=OPEN):
        task.state, task.changed_at = TaskState.WITHDRAWN, clock.now()
        task.save()
        line_of_task(by, task, part, "")
    note_event(by, part.case_id, LET_OUT, text=organisation_name(part.organisation))
    note_known(by, part.case_id, KnownKind.LET_OUT, part=part)
    show(by, part.case_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What is given to read: words, of which kind, on which ground, with who the person is."""

    kind: GivenKind
    words: str
    ground: str = ""
    names: bool = False


def give(*, by: Actor, case_id: UUID, part_id: UUID, asked: Giving, token: UUID) -> None:
    """Give a partner something to read: on a decision to share, or an agreement they are part of.

    The name of the person goes along only where the decision says so, and the look at it is
    recorded. Raises ``Invalid`` with a sentence at each field.
    """
    if sent_before(by, Given, token):
        return
    with working_on(by, case_id, reason="given_to_partner") as case:
        rows = LetIn.objects.seen_by(by, access.in_cases(by)).filter(access.running())
        part = rows.filter(case_id=case_id).one(id=part_id)
        shares = asked.kind is GivenKind.SHARED
        chosen = ground_of(by, case, asked.ground) if shares else None
        problem = text_problem(asked.words)
        wrong = {"words": problem} if problem else {}
        if shares:
            ground = chosen[1] if chosen else None
            wrong |= may_give(ground, part.recipient, clock.today(), names=asked.names)
        _refuse(wrong)
        row_id = new_id()
        name = _name(by, case) if shares and asked.names else ""
        data = chosen[1].data if chosen else frozenset()
        Given(
            id=row_id,
            let_in=part,
            case_id=case_id,
            kind=asked.kind,
            disclosure_id=chosen[0].id if chosen else None,
            data="|".join(sorted(data)),
            words=seal(by, case_id, "words", row_id, asked.words),
            name=seal(by, case_id, "name", row_id, name),
            until=chosen[1].until if chosen else None,
            at=clock.now(),
            by=by.id,
            token=token,
        ).save()
        kind = KnownKind.SHARED if shares else KnownKind.AGREEMENT
        basis = chosen[0].basis if chosen else ""
        until = chosen[1].until if chosen else None
        note_known(
            by,
            case_id,
            kind,
            part=part,
            words=NAMED if name else "",
            data=data,
            basis=basis,
            until=until,
        )
        note_event(by, case_id, GAVE, text=f"{organisation_name(part.organisation)}: {asked.words}")


def _name(by: Actor, case: CaseRef) -> str:
    return open_identity(by, case.person_id, reason="handover").name


def _refuse(wrong: dict[str, str]) -> None:
    if wrong:
        raise Invalid("Er ontbreekt nog iets. Bij elk veld staat wat.", fields=wrong)
