"""What is kept here with a report: it goes with it, and who it is about may see the signs."""

from collections.abc import Iterator
from uuid import UUID

from kmt.intake.beside import Beside, ToldPart
from kmt.kernel.actor import Actor
from kmt.professionals import queries
from kmt.professionals.actions import take_out
from kmt.vocabulary.queries import indicator


def _told(actor: Actor, report_id: UUID) -> Iterator[ToldPart]:
    """The signs, as who the report is about may see them (AVG 15); not who sent it (AVG 15(4))."""
    seen = [indicator(one.indicator).dutch for one in queries.signs_of(actor, report_id)]
    if seen:
        yield (
            "gemelde-signalen",
            "signalen gezien door wie meldde",
            (("signalen", "; ".join(seen)),),
        )


BESIDE = Beside(take_out=take_out, told=_told)
