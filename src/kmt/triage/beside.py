"""What the triage keeps with a report: it goes, is found and is told together with the report."""

from collections.abc import Iterator
from uuid import UUID

from kmt.intake.beside import Beside, ToldPart
from kmt.intake.disclosed import form_words
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.triage import queries
from kmt.triage.actions import take_out
from kmt.vocabulary.queries import indicator, label


def _told(actor: Actor, report_id: UUID) -> Iterator[ToldPart]:
    """Each weighing, as who the report is about may see it (AVG 15)."""
    for number, one in enumerate(queries.triages_asked_about(actor, report_id), start=1):
        lines = (
            ("dag", f"{clock.local(one.at):%d-%m-%Y}"),
            ("vermoeden", label("suspicion_level", one.suspicion)),
            ("vormen", ", ".join(form_words(form) for form in one.forms)),
            ("signalen gezien", "; ".join(indicator(code).dutch for code in one.observed)),
            ("overwegingen", one.reasons),
            ("reden van de spoed", one.urgency_reason),
        )
        yield f"weging-{number}", "weging", lines


BESIDE = Beside(take_out=take_out, texts=queries.sealed_texts, told=_told)
