"""The Dutch sentences that go with a ruling about keeping: what, until when, by which article."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kmt.retention.rules.keeping import Hold, Kept, Outcome, Ruling
from kmt.retention.terms import Event, Nature, Term
from kmt.vocabulary.durations import in_dutch

EVENTS = {
    Event.FIRST_PROCESSING: "de eerste verwerking",
    Event.FINDING: "de vaststelling dat het niet meer nodig is",
    Event.DECISION: "het besluit",
    Event.CLOSING: "het sluiten",
    Event.RENEWAL: "de vernieuwing",
    Event.CREATION: "de ontvangst of vervaardiging van het laatste stuk",
    Event.REQUEST: "het schriftelijke verzoek",
    Event.RECORDING: "de vastlegging",
    Event.EXTENSION: "de verlenging",
    Event.PAYMENT: "de betaling",
    Event.END_OF_AGREEMENT: "het einde van de overeenkomst",
    Event.END_OF_EXISTENCE: "het vervallen",
    Event.EVENT: "de gebeurtenis",
    Event.RECEIPT: "de ontvangst",
}
NATURES = {
    Nature.MAX: "ten hoogste",
    Nature.MAX_REPEATABLE: "telkens ten hoogste",
    Nature.MIN: "ten minste",
    Nature.WITHIN: "binnen",
    Nature.DEFAULT: "standaard",
    Nature.FIXED: "",
    Nature.FIXED_OR_LONGER: "ten minste",
}
NEEDED_LONGER = "langer als dat redelijkerwijs nodig is, door een besluit met een einddatum"
RENEWABLE = (
    "een vernieuwing van ten hoogste 2 jaar, vóór de grens: opgedragen door de deelnemers, met "
    "instemming van de leveranciers, en alleen als de casus nog aan de criteria voldoet, of korter "
    "dan een jaar voor de grens sloot bij groot gevaar voor terugval (BGS 1.16(2)(3))"
)
ON_HOLD = "een bewaarplicht in een procedure (legal hold), zolang die duurt"


def term_words(term: Term) -> str:
    """A term in words: how long, after what."""
    if term.nature is Nature.PERMANENT:
        return "blijvend"
    if term.nature is Nature.SHIELD:
        return f"afgeschermd vanaf {EVENTS[term.starts]}" if term.starts else "afgeschermd"
    start = f" na {EVENTS[term.starts]}" if term.starts else ""
    if term.nature is Nature.AT_ONCE:
        return f"meteen{start}"
    found = " ".join(filter(None, (NATURES[term.nature], in_dutch(term.term))))
    return f"{found}{start}{_more(term)}"


def _more(term: Term) -> str:
    if term.more_for == "added":
        return f" en {in_dutch(term.more)} daarna"
    return f", telkens te verlengen met {in_dutch(term.more)}" if term.more else ""


def sentence(
    term: Term, day: date, outcome: Outcome, more: tuple[str, ...] = (), doubt: str = ""
) -> str:
    """What happens to a record, until when, and why."""
    why = f"{term_words(term)}{', daarna vernieuwd' if more else ''} ({term.basis})"
    if doubt:
        return f"Beslis: de termijn liep tot en met {day:%d-%m-%Y}, {why}, maar {doubt}."
    if outcome is Outcome.DECIDE:
        return f"Beslis of het nog nodig is: de termijn liep tot en met {day:%d-%m-%Y}, {why}."
    if outcome is Outcome.DESTROY:
        return f"Vernietigen: de termijn liep tot en met {day:%d-%m-%Y}, {why}."
    shielded = "Afgeschermd bewaren" if outcome is Outcome.SHIELD else "Bewaren"
    return f"{shielded} tot en met {day:%d-%m-%Y}: {why}."


def doubt(record: Kept, term: Term) -> str:
    """Why the end of a term is left to a person although its row destroys; empty when it is not."""
    if record.running:
        return "er wordt nog aan gewerkt"
    if term.nature is Nature.MIN and record.bound_until is None:
        return "het staat niet vast wanneer het dossier eindigt waar het bij hoort"
    return ""


def no_end(terms: Sequence[Term], kind: str) -> Ruling:
    """The answer when no day is known on which the record must go."""
    if not terms:
        said = f"Beslis zelf: voor deze soort ({kind}) gold op die dag geen bewaartermijn."
        return Ruling(outcome=Outcome.DECIDE, sentence=said)
    term, rows = terms[0], tuple(one.id for one in terms)
    if term.nature is Nature.PERMANENT:
        said = f"Blijvend bewaren ({term.basis})."
        return Ruling(outcome=Outcome.KEEP, sentence=said, rows=rows, term=term)
    if term.starts is None:
        said = f"Beslis zelf: de bron noemt {in_dutch(term.term)}, maar geen begin ({term.basis})."
        return Ruling(outcome=Outcome.DECIDE, sentence=said, rows=rows, term=term)
    said = f"Bewaren: de termijn begint pas bij {EVENTS[term.starts]} ({term.basis})."
    return Ruling(
        outcome=Outcome.KEEP, sentence=said, rows=rows, lengthens=lengthens(terms), term=term
    )


def to_answer(term: Term, before: date) -> Ruling:
    """Somebody must act before a day: on a request to destroy, the client hears either way."""
    said = f"Beslis voor of op {before:%d-%m-%Y}: {term.dutch} ({term.basis})."
    return Ruling(outcome=Outcome.DECIDE, sentence=said, rows=(term.id,), before=before, term=term)


def granted(term: Term, start: date, before: date) -> Ruling:
    """A request to destroy that was granted: it goes, and at the latest on that day."""
    said = f"Vernietigen op verzoek van {start:%d-%m-%Y}, voor of op {before:%d-%m-%Y}"
    return Ruling(
        outcome=Outcome.DESTROY,
        sentence=f"{said} ({term.basis}).",
        rows=(term.id,),
        keep_until=start,
        before=before,
        strict=True,
        term=term,
    )


def held(ruling: Ruling, hold: Hold) -> Ruling:
    """The same, kept by a legal hold."""
    said = f"Vastgehouden sinds {hold.placed_on:%d-%m-%Y}: {hold.reason}."
    again = f"Kijk voor of op {hold.review_on:%d-%m-%Y} of dat nog zo is. Daarna geldt:"
    return replace(
        ruling, outcome=Outcome.HOLD, sentence=f"{said} {again} {_small(ruling.sentence)}"
    )


def lengthens(terms: Iterable[Term]) -> tuple[str, ...]:
    """What could make the term of a record longer."""
    natures = {one.nature for one in terms}
    return tuple(
        said
        for nature, said in (
            (Nature.MAX_REPEATABLE, RENEWABLE),
            (Nature.FIXED_OR_LONGER, NEEDED_LONGER),
            (None, ON_HOLD),
        )
        if nature is None or nature in natures
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
