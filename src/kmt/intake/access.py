"""Which reports exist for whom: the rows of the desk, of a municipality, of care, of a reporter."""

from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def visible(actor: Actor) -> Q:
    """Reports of the actor's own world; of no known place only for who has the whole region."""
    return municipality_rule(actor) if actor.may(Permission.INTAKE_REPORT_LIST) else NOTHING


def visible_parts(actor: Actor) -> Q:
    """The same for rows that hang under a report: triages, steps, persons."""
    if not actor.may(Permission.INTAKE_REPORT_LIST):
        return NOTHING
    return municipality_rule(actor, "report__municipality")


def visible_to_care(actor: Actor) -> Q:
    """Reports that the desk routed to care, and nothing else, for who may open a care case."""
    if not actor.may(Permission.CARE_CASE_OPEN):
        return NOTHING
    return municipality_rule(actor) & Q(outcome="care_case")


def countable(actor: Actor) -> Q:
    """Reports that may be counted: of the own world, for who may see counts."""
    return municipality_rule(actor) if actor.may(Permission.INSIGHT_COUNT_READ) else NOTHING


def told_with_code(actor: Actor, report_id: UUID, field: str = "pk") -> Q:
    """The one report of who has its code, that their conversation leads to; or its parts."""
    return Q(**{field: report_id}) if actor.may(Permission.CONVERSATION_CODE_USE) else NOTHING


def reads_narrative(actor: Actor) -> bool:
    """Whether the actor may read what a reporter told, and everything written about it."""
    return actor.may(Permission.INTAKE_REPORT_READ)


def knows_who(actor: Actor) -> bool:
    """Whether the actor is told which colleague has a report: who weighs or divides the work."""
    wanted = (Permission.INTAKE_REPORT_TRIAGE, Permission.DUTY_WORK_ASSIGN)
    return any(map(actor.may, wanted))


def retained(actor: Actor) -> Q:
    """Every report, wherever it belongs: for the job that guards the terms, and for nobody else."""
    return Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def kept(actor: Actor) -> Q:
    """Every report, for the process that makes the words of texts anew; nothing is shown."""
    return Q() if actor.may(Permission.VAULT_KEY_MANAGE) else NOTHING


def asked_by_the_person(actor: Actor) -> Q:
    """Every report and its parts, for who answers people about their own data; for nobody else."""
    return Q() if actor.may(Permission.RIGHTS_REQUEST_HANDLE) else NOTHING


def numbered(actor: Actor) -> Q:
    """Reports by number alone, for who decides about terms: no fact of them is shown."""
    return Q() if actor.may(Permission.RETENTION_TERM_DECIDE) else NOTHING
