"""Brings a report to its end as the desk would, for tests of other rooms too."""

from uuid import UUID

from kmt.intake.queries import report_detail
from kmt.kernel.actor import Actor
from kmt.triage.actions import close_report, give_feedback
from kmt.triage.rules import ToldBack

UNREACHABLE = ToldBack(way="not_possible", reason="Verzonnen: niemand te bereiken.")


def hear_back(desk: Actor, report_id: UUID, told: ToldBack = UNREACHABLE) -> None:
    """Give feedback on the version that stands now."""
    version = report_detail(desk, report_id).version
    give_feedback(by=desk, report_id=report_id, version=version, told=told)


def close(desk: Actor, report_id: UUID, came_of: str = "nothing_found", words: str = "") -> None:
    """Close on the version that stands now."""
    version = report_detail(desk, report_id).version
    close_report(by=desk, report_id=report_id, version=version, came_of=came_of, words=words)


def finish(desk: Actor, report_id: UUID, came_of: str = "nothing_found") -> None:
    """Feedback that could not be given, and closed."""
    hear_back(desk, report_id)
    close(desk, report_id, came_of)
