"""Writing bodies and who sits in them: a body, its texts, a member, the end of a seat."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.governance.access import visible
from kmt.governance.given import NewBody, NewMember
from kmt.governance.models import Body, Member
from kmt.governance.queries import colleagues
from kmt.governance.rules import text_problem
from kmt.governance.writing import about_somebody, check, organisation_problem
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id

BODY = "governance_body"
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def found_body(*, by: Actor, new: NewBody) -> UUID:
    """Put down a body; its code stays, because addresses and decisions name it."""
    check(**_problems(new), code=_code_problem(by, new.code))
    row_id = new_id()
    with _writing(by, row_id, "create"):
        Body(
            id=row_id,
            code=new.code,
            name=new.name.strip(),
            purpose=new.purpose.strip(),
            mandate=new.mandate.strip(),
            wanted=list(new.wanted),
            at=clock.now(),
            by=by.id,
        ).save(force_insert=True)
    return row_id


def change_body(*, by: Actor, body_id: UUID, new: NewBody) -> None:
    """Change the texts of a body and which organisations belong in it; the code stays."""
    check(**_problems(new))
    with _writing(by, body_id, "update"):
        row = Body.objects.seen_by(by, visible(by)).select_for_update().one(id=body_id)
        row.name, row.purpose = new.name.strip(), new.purpose.strip()
        row.mandate, row.wanted = new.mandate.strip(), list(new.wanted)
        row.save()


def seat(*, by: Actor, body_id: UUID, new: NewMember) -> UUID:
    """Let somebody sit in a body for an organisation: by account, else by function only.

    The same account has one open seat per body: asked again, it is that seat.
    """
    check(
        organisation=organisation_problem(new.organisation),
        function=text_problem(new.function, needed="Schrijf op in welke functie.", limit=120)
        or about_somebody(new.function, new.mandate),
        mandate=text_problem(new.mandate),
        until="De laatste dag ligt voor de eerste. Kies een latere."
        if new.until is not None and new.until < new.since
        else "",
        account="Kies iemand uit de lijst." if not _known(new.account) else "",
    )
    row_id = new_id()
    with _writing(by, body_id, "update"):
        Body.objects.seen_by(by, visible(by)).select_for_update().one(id=body_id)
        same = Member.objects.seen_by(by, visible(by)).filter(
            body_id=body_id,
            organisation=new.organisation,
            function=new.function.strip(),
            account=new.account,
            since=new.since,
        )
        if (found := same.values_list("id", flat=True).first()) is not None:
            return found
        Member(
            id=row_id,
            body_id=body_id,
            organisation=new.organisation,
            function=new.function.strip(),
            account=new.account,
            mandate=new.mandate.strip(),
            since=new.since,
            until=new.until,
            at=clock.now(),
            by=by.id,
        ).save(force_insert=True)
    return row_id


def end_seat(*, by: Actor, member_id: UUID, until: date) -> None:
    """Say on which day a seat ends (inclusive); the seat stays to read."""
    row = Member.objects.seen_by(by, visible(by)).one(id=member_id)
    check(until="De laatste dag ligt voor de eerste. Kies een latere." if until < row.since else "")
    with _writing(by, row.body_id, "update"):
        Member.objects.seen_by(by, visible(by)).filter(id=member_id).update(until=until)


def _problems(new: NewBody) -> dict[str, str]:
    return {
        "name": text_problem(new.name, needed="Geef het gremium een naam.", limit=120),
        "purpose": text_problem(new.purpose) or about_somebody(new.purpose, new.mandate),
        "mandate": text_problem(new.mandate),
        "wanted": _first(organisation_problem(one) for one in new.wanted),
    }


def _code_problem(by: Actor, code: str) -> str:
    if not _CODE.fullmatch(code) or len(code) > 40:
        return (
            "Gebruik voor het adres kleine letters, cijfers en streepjes, bijvoorbeeld werkgroep."
        )
    taken = Body.objects.seen_by(by, visible(by)).filter(code=code).exists()
    return "Dit adres is al in gebruik. Kies een ander." if taken else ""


def _first(problems: Iterable[str]) -> str:
    return next((one for one in problems if one), "")


def _known(account: str) -> bool:
    return not account or account in dict(colleagues())


def _writing(by: Actor, body_id: UUID, action: str) -> AbstractContextManager[None]:
    return act(
        by,
        Permission.GOVERNANCE_PAPER_WRITE,
        action=action,
        object_type=BODY,
        object_id=str(body_id),
    )
