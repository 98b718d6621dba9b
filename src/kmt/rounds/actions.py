"""Every write of the rounds: begin, remind, answer, close, freeze; who answers for what.

Mails go after the act is done: what is written stands, also when no mail server listens.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import NotFound
from kmt.partners.region import region
from kmt.rounds.access import FILL, LEAD, of_municipalities, reaches, writes_for
from kmt.rounds.mailing import send_all
from kmt.rounds.measuring import measured
from kmt.rounds.models import Invitation, Round
from kmt.rounds.queries import roles_of, roles_overview, waiting_for
from kmt.rounds.rules import (
    ANSWER_LIMIT,
    REASON_LIMIT,
    Asked,
    MailKind,
    MunicipalRole,
    begin_problems,
    may_answer,
    may_begin,
    may_close,
    may_freeze,
    may_mail_gaps,
    may_remind,
)
from kmt.rounds.states import RoundState
from kmt.rounds.writing import (
    check,
    deputy_row,
    first_come,
    freeze_lines,
    held,
    invite,
    known_account,
    of_a_person,
    owner_row,
    same_version,
    stamp,
    too_long,
)

ROUND, ANSWER, ROLES = "yearly_round", "round_answer", "municipal_role"


def begin_round(*, by: Actor, asked: Asked, page: str = "", token: UUID | None = None) -> UUID:
    """Begin a round and invite every municipality, in one act; returns the round.

    ``page`` is the address that the mail leads to. Sent twice with one token it is one round.
    """
    token = token or new_id()
    if found := Round.objects.filter(token=token).values_list("id", flat=True).first():
        return UUID(str(found))
    row = Round(
        year=asked.year,
        opens=asked.opens,
        closes=asked.closes,
        questions=list(asked.questions),
        begun_at=clock.now(),
        begun_by=by.id,
        token=token,
    )
    with (
        first_come(),
        act(
            by,
            LEAD,
            action="create",
            object_type=ROUND,
            object_id=str(row.id),
            reason="round_begun",
        ),
    ):
        before = dict(Round.objects.select_for_update().values_list("year", "state"))
        may_begin(before.values()).check()
        check(**begin_problems(asked, today=clock.today(), years=before))
        check(questions=next(filter(None, map(of_a_person, asked.questions)), ""))
        row.save(force_insert=True)
        invite(row)
    send_all(MailKind.INVITE, region().codes, page)
    return row.id


def remind(*, by: Actor, round_id: UUID, page: str = "") -> int:
    """Remind the municipalities that have not answered; returns how many were mailed."""
    with _moving(by, round_id, reason="round_reminded"):
        row = held(round_id)
        waiting = waiting_for(by, round_id)
        may_remind(
            row.state,
            opens=row.opens,
            reminded_on=row.reminded_on,
            waiting=len(waiting),
            today=clock.today(),
        ).check()
        row.state, row.reminded_on = RoundState.REMINDING, clock.today()
        row.save()
    return send_all(MailKind.REMIND, waiting, page)


def close(*, by: Actor, round_id: UUID, reason: str = "") -> None:
    """Close a round: from now on nothing of it can be filled in."""
    with _moving(by, round_id, reason="round_closed"):
        check(reason=too_long(reason, REASON_LIMIT) or of_a_person(reason))
        row = held(round_id)
        may_close(
            row.state,
            closes=row.closes,
            waiting=len(waiting_for(by, round_id)),
            reason=reason,
            today=clock.today(),
        ).check()
        row.state, row.closed_on = RoundState.CLOSED, clock.today()
        row.close_reason = reason.strip()
        row.save()


def freeze(*, by: Actor, round_id: UUID) -> None:
    """Freeze how every municipality stood on the day the round closed; once, and for good."""
    with _moving(by, round_id, reason="round_frozen"):
        row = held(round_id)
        may_freeze(row.state).check()
        freeze_lines(row, measured(by, row.closed_on or clock.today()))


def answer(
    *, by: Actor, round_id: UUID, municipality: str, answers: Sequence[str], version: int
) -> None:
    """Say for a municipality that it is done, with its answers; again until the round closes.

    Refuses with 409 when a colleague answered since ``version`` was shown.
    """
    with act(
        by,
        FILL,
        action="update",
        object_type=ANSWER,
        object_id=str(round_id),
        reason="round_answered",
    ):
        if not reaches(by, municipality):
            raise NotFound
        row = held(round_id)
        found = Invitation.objects.seen_by(by, of_municipalities(by)).select_for_update()
        mine = found.one(round_id=round_id, municipality=municipality)
        may_answer(row.state, opens=row.opens, today=clock.today()).check()
        kept = [one.strip() for one in answers][: len(row.questions)]
        check(
            **{
                f"answer_{number}": too_long(one, ANSWER_LIMIT) or of_a_person(one)
                for number, one in enumerate(kept)
            }
        )
        same_version(mine.version, version)
        mine.answers, mine.version = kept, mine.version + 1
        mine.answered_at, mine.answered_by = clock.now(), by.id
        mine.save()


def name_owner(
    *, by: Actor, municipality: str, role: str, office: str = "", account: str = "", version: int
) -> None:
    """Say who answers for a role: an office, perhaps with an account; both empty: nobody."""
    with first_come(), _roles_act(by, municipality):
        strange = "" if role in {*MunicipalRole} else "Kies een rol uit de lijst."
        check(role=strange)
        check(**_who_problems(by, municipality, office, account))
        row = owner_row(by, municipality, role)
        same_version(row.version, version)
        row.office, row.account = office.strip(), account
        stamp(row, by)


def name_deputy(
    *,
    by: Actor,
    municipality: str,
    office: str = "",
    account: str = "",
    trained_on: date | None = None,
    version: int,
) -> None:
    """Say who stands in for the focal point, and when that person was trained."""
    with first_come(), _roles_act(by, municipality):
        future = trained_on is not None and trained_on > clock.today()
        check(
            **_who_problems(by, municipality, office, account),
            trained_on="Deze dag moet nog komen. Vul de dag van de laatste training in."
            if future
            else "",
        )
        row = deputy_row(by, municipality)
        same_version(row.version, version)
        row.office, row.account, row.trained_on = office.strip(), account, trained_on
        stamp(row, by)


def mail_gaps(*, by: Actor, page: str = "") -> int:
    """Mail each municipality in which something is missing that there is something to look at.

    The mail is the same for all and says nothing of what is missing or of anybody else; at most
    once in four weeks. Returns how many municipalities were mailed.
    """
    with act(by, LEAD, action="update", object_type=ROLES, object_id="", reason="gaps_mailed"):
        today = clock.today()
        found = {
            one.municipality
            for one in roles_overview(by).lines
            if one.gaps and may_mail_gaps(one.mailed_on, today)
        }
    return send_all(MailKind.GAPS, found, page)


def _who_problems(by: Actor, municipality: str, office: str, account: str) -> dict[str, str]:
    """What is wrong with who was named."""
    known = [one for one, _name in roles_of(by, municipality).accounts]
    return {
        "office": too_long(office) or of_a_person(office),
        "account": known_account(account, known),
    }


def _moving(by: Actor, round_id: UUID, *, reason: str) -> AbstractContextManager[None]:
    return act(by, LEAD, action="update", object_type=ROUND, object_id=str(round_id), reason=reason)


def _roles_act(by: Actor, municipality: str) -> AbstractContextManager[None]:
    permission: Permission = writes_for(by)
    return act(
        by,
        permission,
        action="update",
        object_type=ROLES,
        object_id=municipality,
        reason="role_named",
    )
