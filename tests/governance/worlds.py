"""The objects of governance that addresses can name, for the table of who may open what."""

from datetime import timedelta
from uuid import uuid4

from kmt.governance import actions
from kmt.governance.given import NewBody
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from tests.governance.conftest import decided, meet


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """A body, a meeting, a question and a decision; they belong to no municipality."""
    code = f"werkgroep-{municipality.lower()}-{uuid4().hex[:6]}"
    body = actions.found_body(by=adviser, new=NewBody(code=code, name="Werkgroep"))
    meeting = meet(adviser, body, clock.now())
    question = actions.ask_members(
        by=adviser,
        body_id=body,
        title="Vraag",
        text="Waarom?",
        open_until=clock.today() + timedelta(days=7),
    )
    decision = decided(adviser)
    return {
        "governance:body": {"code": code},
        "governance:body_change": {"code": code},
        **{
            f"governance:{page}": {"meeting_id": meeting}
            for page in ("meeting", "minutes", "calendar")
        },
        "governance:question": {"question_id": question},
        "governance:decision": {"decision_id": decision},
        "governance:correct": {"decision_id": decision},
    }
