"""What the triage keeps with a report: it goes, is found and is told together with the report."""

from collections.abc import Iterator
from uuid import UUID

from kmt.intake.beside import Beside, ToldPart
from kmt.intake.disclosed import form_words
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.triage import access, endings, queries, rules
from kmt.triage.actions import take_out
from kmt.triage.wording import place_word
from kmt.vocabulary.queries import indicator, label

_LOOK = {True: "een collega is het eens", False: "een collega ziet het anders"}
_PLACES = {
    "residence": "woonplaats",
    "place_found": "aangetroffen",
    "exploitation": "plaats van uitbuiting",
    "responsible": "verantwoordelijke gemeente",
}


def _told(actor: Actor, report_id: UUID) -> Iterator[ToldPart]:
    """Each weighing and what followed from it, as who the report is about may see it (AVG 15)."""
    for number, one in enumerate(queries.triages_asked_about(actor, report_id), start=1):
        lines = (
            ("dag", f"{clock.local(one.at):%d-%m-%Y}"),
            ("vermoeden", label("suspicion_level", one.suspicion)),
            ("vormen", ", ".join(form_words(form) for form in one.forms)),
            ("signalen gezien", "; ".join(indicator(code).dutch for code in one.observed)),
            ("overwegingen", one.reasons),
            ("reden van de spoed", one.urgency_reason),
            ("gevaar", label("safety_level", one.safety) if one.safety else ""),
            ("advies", one.advice),
            *((_LOOK[look.agrees], look.reasons) for look in one.looks if look.reasons),
        )
        yield f"weging-{number}", "weging", lines
    found = queries.located(actor, report_id, access.asked_by_the_person(actor))
    if found is not None:
        named = {name: place_word(getattr(found, name)) for name in _PLACES}
        lines = (
            *((_PLACES[name], place) for name, place in named.items()),
            ("reden", found.reason),
        )
        yield "plaatsen", "plaatsen", lines
    passed = queries.passed_on_asked_about(actor, report_id)
    for number, (receiver, words, at) in enumerate(passed, start=1):
        lines = (
            ("dag", f"{clock.local(at):%d-%m-%Y}"),
            ("aan", label("signal_receiver", receiver)),
            ("tekst", words),
        )
        yield f"doorgegeven-{number}", "doorgegeven zonder persoonsgegevens", lines
    yield from _end_told(actor, report_id)


def _end_told(actor: Actor, report_id: UUID) -> Iterator[ToldPart]:
    """How it ended. Not by which way its reporter was reached, nor why not, nor which other report
    tells the same: that is about the reporters (AVG 15(4)). What was said in the conversation
    comes with the conversation.
    """
    for number, ended in enumerate(endings.endings_asked_about(actor, report_id), start=1):
        came_of = label("report_closing", ended.came_of) if ended.came_of else "weer geopend"
        lines = (
            ("dag", f"{clock.local(ended.at):%d-%m-%Y}"),
            ("wat ervan kwam", came_of),
            ("tekst", ended.words),
        )
        yield f"afsluiting-{number}", "afsluiting", lines
    for number, said in enumerate(endings.told_back_asked_about(actor, report_id), start=1):
        if said.way in rules.SPOKEN and said.words:
            yield f"terugkoppeling-{number}", "terugkoppeling", (("tekst", said.words),)
    for number, reason in enumerate(endings.same_asked_about(actor, report_id), start=1):
        yield f"dubbel-{number}", "vertelt hetzelfde als een andere melding", (("reden", reason),)


BESIDE = Beside(take_out=take_out, texts=queries.sealed_texts, told=_told)
