"""Who has a report: taking several up, giving one or several to a colleague, all or nothing.

Each action is one transaction: rule, access, change, record. Only what is harmless goes for several
at once: nothing is weighed, shared or closed here.
"""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.access.rules import EndReason
from kmt.desk.rules.assigning import CHANGED, Giving, may_give, may_take_up
from kmt.duty.queries import absence_days, clashing, stands_in_for
from kmt.duty.writing import acting
from kmt.intake.actions import take_up
from kmt.intake.carrying import hand_over
from kmt.intake.queries import ids_with_story, standing
from kmt.intake.reading import Standing
from kmt.intake.retained import REPORT
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid

TRIAGE, ASSIGN = Permission.INTAKE_REPORT_TRIAGE, Permission.DUTY_WORK_ASSIGN
CASELOAD = "caseload"
#: As many as one page of the list holds.
MOST_AT_ONCE = 50
Versions = Mapping[UUID, int]


def take_up_all(*, by: Actor, reports: Versions) -> int:
    """Take these reports up, each on the version of its line; all of them or none.

    Raises ``Invalid`` with a sentence per number of a report that cannot be. Returns how many.
    """
    check(by, TRIAGE)
    found = _found(by, reports)
    decisions = (may_take_up(state=one.state, holder=one.handler, asker=by.id) for one in found)
    _refuse(found, reports, [" ".join(one.reasons) for one in decisions])
    with _together(by, TRIAGE, found, holder=by.id):
        for one in found:
            take_up(by=by, report_id=one.id, version=reports[one.id])
    return len(found)


def assign(*, by: Actor, reports: Versions, to: str) -> int:
    """Give these reports to a colleague who may weigh them; all of them or none.

    One that nobody took up yet is taken up by it. The receiver finds them in their list, and under
    what was handed over. Raises ``Invalid`` with a sentence per number of a report that cannot go.
    """
    check(by, ASSIGN)
    found = _found(by, reports)
    _refuse(found, reports, _problems(by, found, to))
    with _together(by, ASSIGN, found, holder=to):
        for one in found:
            hand_over(
                by=by, object_id=one.id, old=one.handler, new=to, reason=EndReason.HANDED_OVER
            )
    return len(found)


def _found(by: Actor, reports: Versions) -> tuple[Standing, ...]:
    if not reports:
        raise Invalid("Kies eerst een of meer meldingen.", "Zet een vinkje voor elke melding.")
    if len(reports) > MOST_AT_ONCE:
        raise Invalid(f"Kies er hooguit {MOST_AT_ONCE} tegelijk.")
    return tuple(standing(by, one) for one in reports)


def _problems(by: Actor, found: Collection[Standing], to: str) -> list[str]:
    """Per report why it cannot go to this colleague; empty for one that can."""
    ids = {one.id for one in found}
    receiver = acting(to, TRIAGE)
    rows = ids_with_story(receiver) if receiver else None
    within = ids if rows is None else set(rows.filter(id__in=ids).values_list("id", flat=True))
    days = absence_days(by, {to}).get(to, ())
    away = next((one.words for one in days if one.holds(clock.today())), "")
    covered = stands_in_for(by, REPORT)
    clashes = {one for one, account in clashing(by, REPORT, ids) if account == to}
    decisions = (
        may_give(
            Giving(
                state=one.state,
                asker=by.id,
                holder=one.handler,
                to=to,
                leads=by.may(Permission.ACCESS_INVOLVEMENT_LEAD),
                covers=one.handler in covered,
                works=receiver is not None,
                reaches=one.id in within,
                away=away,
                clashes=one.id in clashes,
            )
        )
        for one in found
    )
    return [" ".join(one.reasons) for one in decisions]


def _refuse(found: Collection[Standing], reports: Versions, problems: Collection[str]) -> None:
    """Say per report why it cannot be; nothing is done then."""
    wrong = {
        one.number: problem or CHANGED
        for one, problem in zip(found, problems, strict=True)
        if problem or one.version != reports[one.id]
    }
    if not wrong:
        return
    if len(found) == 1:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    raise Invalid(
        f"Er is niets gedaan: {len(wrong)} van de {len(found)} meldingen kunnen niet.",
        "Haal die uit je keuze, of kies iets anders.",
        fields=wrong,
    )


def _together(
    by: Actor, permission: Permission, found: Collection[Standing], *, holder: str
) -> AbstractContextManager[None]:
    """One act around those of several reports, so that all of it is done or nothing."""
    if len(found) == 1:
        return nullcontext()
    return act(by, permission, action="update", object_type=CASELOAD, object_id=holder)
