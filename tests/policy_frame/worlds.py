"""The objects of the policy frame that addresses can name."""

from datetime import date

from kmt.kernel.actor import Actor
from kmt.policy_frame import actions, queries
from kmt.policy_frame.rules import FrameState
from tests.policy_frame.conftest import adopt, make


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """A first version that was adopted, and a draft after it; they belong to no municipality."""
    if not queries.versions(adviser):
        adopt(adviser, make(adviser).frame, on=date(2026, 1, 31))
    lines = queries.versions(adviser)
    if lines[0].state == FrameState.ADOPTED:
        actions.begin(by=adviser, title="Tweede", ambition="Verder.")
        lines = queries.versions(adviser)
    frame = {"frame_id": lines[0].id}
    goal = queries.frame(adviser, lines[0].id).goals[0]
    return {
        **{
            f"policy_frame:{page}": dict(frame)
            for page in ("version", "write", "adopt", "compare", "pdf")
        },
        "policy_frame:part": {**frame, "kind": "goal", "part_id": goal.id},
        "policy_frame:result": {**frame, "result_id": goal.results[0].id},
    }
