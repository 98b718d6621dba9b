"""Brings together what must be destroyed one day: each room that keeps records hands them over.

The room ``retention`` stands below them and does not know them.
"""

from django.conf import settings

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.advice import actions as advice
from kmt.advice import queries as questions
from kmt.advice import retained as questions_kept
from kmt.advice.queries import ADVICE
from kmt.care import actions as care
from kmt.care import queries as cases
from kmt.care.retained import FILE
from kmt.care.rules import CARE_CASE
from kmt.conference import actions as tables
from kmt.conference import queries as conferences
from kmt.conference import retained as tables_kept
from kmt.conference.queries import CONFERENCE
from kmt.conversation.retained import CONVERSATION, DUTCH
from kmt.governance import retained as years_kept
from kmt.governance.actions import destroy_year
from kmt.intake import actions as intake
from kmt.intake import queries as reports
from kmt.intake.retained import HANDLED, REPORT, REPORTER
from kmt.kernel.actor import Actor
from kmt.mandate import retained as evidence_kept
from kmt.mandate.actions import destroy_files
from kmt.mandate.papers import EVIDENCE
from kmt.options import retained as weighings_kept
from kmt.options.actions import forget_names
from kmt.reception import retained as drafts_kept
from kmt.reception.actions import destroy_draft
from kmt.reception.queries import id_of_label
from kmt.reception.retained import DRAFT
from kmt.retention.actions import run_nightly
from kmt.retention.keepers import Keeper, keep_with
from kmt.retention.queries import situations
from kmt.retention.rules.proposing import Step
from kmt.rights import retained as requests
from kmt.rights.actions import destroy_request
from kmt.rights.queries import id_of_number
from kmt.rights.retained import RIGHTS_REQUEST
from kmt.scenarios import retained as budgets_kept
from kmt.scenarios.actions import destroy_budget
from kmt.training import retained as trainings_kept
from kmt.training.actions import destroy_session

REPORTS = Keeper(
    object_type=REPORT,
    dutch="melding",
    compartment="R1",
    on_request=HANDLED,
    parts={REPORTER: "wie de melder is", CONVERSATION: DUTCH},
    holdings=reports.retained_records,
    destroy=intake.destroy_report,
    in_use=reports.persons_in_use,
    find=reports.id_of_number,
)
DRAFTS = Keeper(
    object_type=DRAFT,
    dutch="concept van een gesprek of mail",
    compartment="R1",
    holdings=drafts_kept.holdings,
    destroy=destroy_draft,
    in_use=drafts_kept.persons_in_use,
    find=id_of_label,
)
ADVICE_REQUESTS = Keeper(
    object_type=ADVICE,
    dutch="adviesvraag",
    compartment="R1",
    parts={CONVERSATION: DUTCH},
    holdings=questions_kept.holdings,
    destroy=advice.destroy_request,
    in_use=questions_kept.persons_in_use,
    find=questions.id_of_number,
)
CARE_CASES = Keeper(
    object_type=CARE_CASE,
    dutch="zorgcasus",
    compartment="R2",
    on_request=FILE,
    holdings=cases.retained_records,
    destroy=care.destroy_case,
    in_use=cases.persons_in_use,
    find=cases.id_of_number,
)
CONFERENCES = Keeper(
    object_type=CONFERENCE,
    dutch=tables_kept.DUTCH,
    compartment="ANY",
    holdings=tables_kept.holdings,
    destroy=tables.destroy_conference,
    in_use=tables_kept.persons_in_use,
    find=conferences.id_of_number,
)
RIGHTS_REQUESTS = Keeper(
    object_type=RIGHTS_REQUEST,
    dutch="verzoek over eigen gegevens",
    compartment="ANY",
    holdings=requests.holdings,
    destroy=destroy_request,
    in_use=requests.persons_in_use,
    find=id_of_number,
)

TRAININGS = Keeper(
    object_type=trainings_kept.SESSION,
    dutch="bijeenkomst van een training",
    compartment="R0",
    holdings=trainings_kept.holdings,
    destroy=destroy_session,
    in_use=trainings_kept.persons_in_use,
    find=trainings_kept.id_of_label,
)
EVIDENCE_FILES = Keeper(
    object_type=EVIDENCE,
    dutch=evidence_kept.DUTCH,
    compartment="R0",
    holdings=evidence_kept.holdings,
    destroy=destroy_files,
    in_use=evidence_kept.persons_in_use,
    find=evidence_kept.id_of_label,
)
BUDGETS = Keeper(
    object_type=budgets_kept.LINE,
    dutch=budgets_kept.DUTCH,
    compartment="R7",
    holdings=budgets_kept.holdings,
    destroy=destroy_budget,
    in_use=budgets_kept.persons_in_use,
    find=budgets_kept.id_of_label,
)
WEIGHINGS = Keeper(
    object_type=weighings_kept.WEIGHING,
    dutch=weighings_kept.DUTCH,
    compartment="R0",
    parts={weighings_kept.NAMES: weighings_kept.WHO},
    holdings=weighings_kept.holdings,
    destroy=forget_names,
    in_use=weighings_kept.persons_in_use,
    find=weighings_kept.id_of_label,
)
MEETING_YEARS = Keeper(
    object_type=years_kept.YEAR,
    dutch=years_kept.DUTCH,
    compartment="R0",
    holdings=years_kept.holdings,
    destroy=destroy_year,
    in_use=years_kept.persons_in_use,
    find=years_kept.id_of_label,
)


def guard_terms() -> None:
    """Let the terms know what there is; called once, at the start."""
    keep_with(
        *(REPORTS, DRAFTS, ADVICE_REQUESTS, CARE_CASES, CONFERENCES, RIGHTS_REQUESTS),
        TRAININGS,
        EVIDENCE_FILES,
        *(BUDGETS, WEIGHINGS, MEETING_YEARS),
    )


def night_watch() -> Actor:
    """The named process that guards the terms: it sees numbers and days, and destroys."""
    return system_actor(
        "retention",
        purpose="retention",
        permissions=frozenset({Permission.RETENTION_TERM_RUN, Permission.VAULT_DATA_ERASE}),
    )


def show_what_goes() -> str:
    """For the demo: one night, once, so that the list is there and nothing goes from it."""
    by = night_watch()
    if situations(by, REPORT).standings:
        return "waren er al"
    taken = run_nightly(by=by, wait=settings.KMT_RETENTION_WAIT)
    return f"{taken[Step.PROPOSE]} voorstellen"
