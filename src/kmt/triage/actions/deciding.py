"""What follows from a decision: where it belongs, and passing a signal on."""

from uuid import UUID

from kmt.intake.actions import set_beside
from kmt.intake.queries import standing
from kmt.intake.rules import ELSEWHERE
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid
from kmt.triage.models import Forwarded, Located
from kmt.triage.rules.forwarding import LONGEST_WORDS, RECEIVERS
from kmt.triage.rules.places import Basis, Places, responsible_municipality
from kmt.triage.writing import changing, sealed
from kmt.vault.rules import column_of


def locate(
    *, by: Actor, report_id: UUID, places: Places, exploitation: str = "", reporter: str = ""
) -> None:
    """Say where somebody lives, was found and was exploited, and where the reporter is.

    The report then belongs to the municipality that follows from it (:mod:`..rules.places`), or to
    the one that was chosen with a reason. Unknown places leave it where it was.
    """
    standing(by, report_id)
    found = responsible_municipality(places)
    if not found.decision.allowed and found.basis is Basis.OVERRIDE:
        raise Invalid(
            " ".join(found.decision.reasons), fields={"reason": " ".join(found.decision.reasons)}
        )
    outside = ELSEWHERE in {places.override, places.residence or places.place_found}
    responsible = found.municipality or (ELSEWHERE if outside else "")
    with changing(by, report_id):
        which = new_id()
        why = places.reason.strip() if found.basis is Basis.OVERRIDE else ""
        Located.objects.create(
            id=which,
            report_id=report_id,
            residence=places.residence,
            place_found=places.place_found,
            exploitation=exploitation,
            reporter=reporter,
            responsible=responsible,
            basis=found.basis.value,
            reason=sealed(by, report_id, column_of("located", which), why) if why else b"",
            by_name=by.name,
            at=clock.now(),
        )
        if responsible:
            set_beside(
                by=by,
                report_id=report_id,
                municipality="" if responsible == ELSEWHERE else responsible,
                outside_region=responsible == ELSEWHERE,
            )


def pass_on(*, by: Actor, report_id: UUID, receiver: str, words: str) -> None:
    """Keep that a signal was passed on without personal data: to whom, and in which words.

    With personal data it goes by a disclosure, which the sharing matrix decides on. Raises
    ``Invalid`` for a receiver nobody knows and for no words.
    """
    standing(by, report_id)
    if receiver not in RECEIVERS:
        raise Invalid("Kies aan wie je het doorgaf.", fields={"receiver": "Kies een ontvanger."})
    if not 0 < len(words.strip()) <= LONGEST_WORDS:
        sentence = f"Schrijf wat je doorgaf, zonder namen, in hooguit {LONGEST_WORDS} tekens."
        raise Invalid(sentence, fields={"words": sentence})
    with changing(by, report_id):
        which = new_id()
        Forwarded.objects.create(
            id=which,
            report_id=report_id,
            receiver=receiver,
            words=sealed(by, report_id, column_of("forwarded", which), words.strip()),
            by_name=by.name,
            at=clock.now(),
        )
