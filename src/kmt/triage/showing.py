"""What the page of a report shows of its triage: where it goes, and its end.

That page is made by the room above, which has found the report and recorded the look.
"""

from collections.abc import Sequence

from kmt.access.permissions import Permission
from kmt.intake import states
from kmt.intake.reading import ReportRead
from kmt.kernel.actor import Actor
from kmt.triage.endings import endings, same_matter_as, told_again_in, told_back
from kmt.triage.queries import forwards
from kmt.triage.reading import ForwardRead, TriageRead
from kmt.triage.rules import FORWARD


def forwarding(
    actor: Actor, found: ReportRead, weighed: Sequence[TriageRead]
) -> tuple[ForwardRead, ...]:
    """Per receiver what went there, those that the newest decision chose first."""
    chosen = weighed[0].forward_to if weighed and weighed[0].outcome == FORWARD else ()
    return forwards(actor, found, chosen)


def end_of(actor: Actor, found: ReportRead) -> dict[str, object]:
    """What the page of a report shows of its end, and which steps can be taken now."""
    if not found.told:
        return {}
    may = actor.may(Permission.INTAKE_REPORT_TRIAGE)
    possible = states.possible(found.state) if may else frozenset()
    can = {
        "feedback": states.GIVE_FEEDBACK in possible,
        "heard": found.state == states.FEEDBACK,
        "close": states.CLOSE in possible,
        "reopen": states.REOPEN in possible,
    }
    return {
        "ends": can if may else None,
        "told_back": told_back(actor, found.id),
        "endings": endings(actor, found.id),
        "same": same_matter_as(actor, found.id),
        "told_again": told_again_in(actor, found.id),
    }
