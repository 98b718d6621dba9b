"""Fills the demo with requests of people about their own data; everybody in them is invented.

One just came in, one is nearly late, and of one the data lie ready to decide about.
"""

from datetime import timedelta
from uuid import uuid4

from kmt.access.actors import actor_for
from kmt.care.caseloads import MINE, cases
from kmt.care.queries import case
from kmt.demo.people import account_of
from kmt.kernel import clock
from kmt.rights.actions import check_identity, take_request, tie_persons
from kmt.rights.queries import worklist
from kmt.rights.rules.asking import Age, Asked, Asker, Danger, Kind


def load() -> str:
    """Make them; harmless when repeated."""
    desk, officer = (actor_for(account_of(key)) for key in ("noor", "farid"))
    if worklist(officer).running:
        return "waren er al"
    bram = actor_for(account_of("bram"))
    person = case(bram, cases(bram, MINE).cases[0].id).person_id
    ready = take_request(by=desk, asked=_asked(days_ago=9), token=uuid4())
    request_id = next(one.id for one in worklist(officer).running if one.number == ready)
    check_identity(by=officer, request_id=request_id, version=1, how="known_face", proof_seen=False)
    tie_persons(by=officer, request_id=request_id, version=2, persons=[person])
    for asked in (
        _asked(days_ago=24, kind=Kind.CORRECTION, wish="Mijn geboortedatum klopt niet."),
        _asked(
            days_ago=1,
            kind=Kind.ERASURE,
            asker=Asker.LAWYER,
            proof_seen=True,
            danger=Danger.UNSURE,
            requester="Mr. Verzonnen",
            wish="Alles over mijn cliënt wissen.",
            safe_way="Via het kantoor van de advocaat.",
        ),
    ):
        take_request(by=desk, asked=asked, token=uuid4())
    return "3 verzoeken"


def _asked(*, days_ago: int, **changes: object) -> Asked:
    values: dict[str, object] = {
        "kind": Kind.INSPECTION,
        "asker": Asker.SELF,
        "age": Age.FROM_16,
        "received_on": clock.today() - timedelta(days=days_ago),
        "proof_seen": False,
        "danger": Danger.NO,
        "requester": "Linde Verzonnen",
        "about": "Linde Verzonnen",
        "wish": "Ik wil weten wat er over mij is opgeschreven.",
        "safe_way": "Ik haal het op bij de balie.",
    }
    return Asked(**{**values, **changes})  # type: ignore[arg-type]
