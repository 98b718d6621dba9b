"""Where a person is in view, for the pages of persons: their reports and their cases."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kmt.care.queries import cases_about
from kmt.intake.queries import reports_about
from kmt.kernel.actor import Actor
from kmt.persons import places
from kmt.persons.places import Place


def show_places() -> None:
    """Let their pages know where persons are; called once, at the start."""
    places.ask(_cases, _reports)


def _cases(actor: Actor, person_id: UUID) -> Iterator[Place]:
    for case_id, number, until in cases_about(actor, person_id):
        label = _("Case %(number)s") % {"number": number}
        yield Place(label=label, url=reverse("care:case", args=(case_id,)), until=until)


def _reports(actor: Actor, person_id: UUID) -> Iterator[Place]:
    for report_id, number in reports_about(actor, person_id):
        label = _("Report %(number)s") % {"number": number}
        yield Place(label=label, url=reverse("intake:report_detail", args=(report_id,)))
