"""What the addresses of the mandate name: a municipality goes by its code, an item by its own."""

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.attachments.files import SentFile
from kmt.attachments.models import Attachment
from kmt.attachments.states import PASSED
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate.actions import add_evidence
from kmt.mandate.rules import Given


def addresses(_adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """What each address of this room needs in this world."""
    place: dict[str, object] = {"municipality": municipality}
    return {
        "mandate:municipality": place,
        "mandate:sharing": place,
        "mandate:item": {**place, "item": "C01"},
        "mandate:obligation": {"item": "C01"},
        "attachments:paper": {"file_id": _paper(municipality)},
    }


def _paper(municipality: str) -> object:
    """A paper with the evidence of this municipality, that passed the scanner."""
    by = system_actor(
        "test", purpose="test", permissions=frozenset({Permission.MANDATE_STANDING_WRITE})
    )
    given = Given(kind="document", title="Verzonnen beleid", dated=clock.today())
    sent = SentFile(name="beleid.pdf", kind="pdf", content=b"%PDF-1.7", cleaned=True)
    evidence_id = add_evidence(
        by=by, municipality=municipality, item="C01", given=given, files=[sent]
    )
    with gate_open(by, writing=True):
        rows = Attachment.objects.filter(object_id=evidence_id)
        rows.update(state=PASSED, scanned_at=clock.now())
        return rows.get().pk
