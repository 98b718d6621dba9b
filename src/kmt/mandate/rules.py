"""The rules of the mandate: how an item can stand, what counts as evidence, what is next. Pure.

No Django, clock or database. A standing is what a municipality says of itself; ``met`` needs
evidence that counts on the day, and evidence ends: a policy that ran out two years ago proves
nothing today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kmt.kernel.refusals import Decision
from kmt.vocabulary.durations import Duration, add_months

TEXT_LIMIT = 1000
LINE_LIMIT = 160
#: The five themes of the VNG Kader; an item of all five goes across them.
THEMES = (1, 2, 3, 4, 5)
CROSSING = 0
#: How far ahead "this quarter" and the next step look, and how long something may lie unreviewed.
QUARTER_MONTHS = 3


class Code(StrEnum):
    """How an item stands; ``expired`` is never written, it follows from the evidence."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"
    EXPIRED = "expired"


#: What somebody can choose.
CHOSEN = (Code.NOT_STARTED, Code.UNDER_WAY, Code.MET, Code.NOT_APPLICABLE)


class Opinion(StrEnum):
    """What the adviser thinks of what was filled in."""

    AGREES = "agrees"
    ASKS_BACK = "asks_back"


class Proof(StrEnum):
    """The kind of evidence."""

    DECISION = "decision"
    DOCUMENT = "document"
    LINK = "link"
    FIGURE = "figure"


class Status(StrEnum):
    """What an item rests on."""

    SOURCE = "source"
    PROPOSAL = "proposal"
    INFERENCE = "inference"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """From when until when (both days included) a piece of evidence counts; None: no end."""

    start: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.start <= on and (self.until is None or on <= self.until)


def until_of(start: date, term: str) -> date | None:
    """The last day that evidence counts when it names no end: the term of the item (ISO 8601)."""
    if not term:
        return None
    length = Duration.parse(term)
    return add_months(start, length.months) + timedelta(days=length.days - 1)


def shown(code: str, terms: Iterable[Term], on: date) -> Code:
    """How an item stands on a day: ``met`` without evidence that counts is ``expired``."""
    if code != Code.MET or any(term.holds(on) for term in terms):
        return Code(code)
    return Code.EXPIRED


def counts_until(terms: Iterable[Term], on: date) -> tuple[bool, date | None]:
    """Whether evidence counts on a day, and until which day it goes on to count without a gap."""
    covered: date | None = None
    for term in sorted(terms, key=lambda one: one.start):
        joins = term.start <= (on if covered is None else covered + timedelta(days=1))
        if not joins:
            break
        if term.until is None:
            return True, None
        if term.until >= on and (covered is None or term.until > covered):
            covered = term.until
    return covered is not None, covered


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a municipality says of one item: how it stands, why, who has it, what comes next."""

    code: str
    why: str = ""
    owner: str = ""
    next_step: str = ""
    next_on: date | None = None
    review_on: date | None = None


def may_stand(said: Said, *, terms: Iterable[Term], on: date) -> dict[str, str]:
    """What is wrong with what somebody wants to say, per field; empty when nothing is."""
    wrong: dict[str, str] = {}
    if said.code not in CHOSEN:
        wrong["code"] = "Kies hoe ver de gemeente is."
    if said.code == Code.NOT_APPLICABLE and not said.why.strip():
        wrong["why"] = "Schrijf op waarom deze opgave hier niet van toepassing is."
    if said.code == Code.MET and not any(term.holds(on) for term in terms):
        wrong["code"] = (
            "“Voldaan” heeft bewijs nodig dat vandaag telt. Voeg hieronder eerst bewijs toe, of "
            "kies “bezig”."
        )
    if said.code in {Code.NOT_STARTED, Code.UNDER_WAY} and said.next_on and not said.next_step:
        wrong["next_step"] = "Schrijf bij de dag ook op wat de volgende stap is."
    if said.next_step and not said.next_on:
        wrong["next_on"] = "Zet bij de volgende stap een dag."
    return wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A piece of evidence as it is given: where it is, which decision, and how long it counts."""

    kind: str
    title: str
    link: str = ""
    number: str = ""
    dated: date
    start: date | None = None
    until: date | None = None
    origin: str = ""

    @property
    def begins(self) -> date:
        """From when it counts: the day that was given, or that of the document."""
        return self.start or self.dated


def may_give(given: Given, *, today: date, with_file: bool = False) -> dict[str, str]:
    """What is wrong with evidence, per field; somebody else must be able to find it.

    A decision or document that is there itself (``with_file``) has been found.
    """
    return _findable(given, with_file) | _in_time(given, today)


def _findable(given: Given, with_file: bool) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if given.kind not in set(Proof):
        wrong["kind"] = "Kies wat voor bewijs het is."
    if not given.title.strip():
        wrong["title"] = "Schrijf op hoe het document, besluit of cijfer heet."
    if given.kind == Proof.DECISION and not given.number.strip() and not with_file:
        wrong["number"] = (
            "Schrijf het nummer van het besluit erbij, zodat een ander het vindt, of voeg het toe "
            "als bestand."
        )
    if given.kind == Proof.DOCUMENT and not given.link and not with_file:
        wrong["link"] = "Geef een link, zodat een ander het vindt, of voeg het toe als bestand."
    if given.kind == Proof.LINK and not given.link:
        wrong["link"] = "Geef een link, zodat een ander het vindt."
    if given.link and not given.link.startswith(("https://", "http://")):
        wrong["link"] = "Een link begint met https://. Kopieer het adres uit de adresbalk."
    return wrong


def _in_time(given: Given, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if given.dated > today:
        wrong["dated"] = "De datum ligt in de toekomst. Geef de datum van het document."
    if given.start and given.start > today:
        wrong["start"] = (
            "Dit bewijs telt nog niet. Voeg het toe op de dag dat het begint te tellen."
        )
    if given.until and given.until < given.begins:
        wrong["until"] = "Het einde ligt vóór het begin. Kijk beide dagen na."
    return wrong


def may_review(opinion: str, reason: str, *, filled_in: bool) -> Decision:
    """Whether an adviser may say this: asking back takes a reason that the municipality can use."""
    return Decision.of(
        "Hier is nog niets ingevuld. Vraag de aandachtsfunctionaris van de gemeente om te beginnen."
        if not filled_in
        else "",
        "Kies of je akkoord bent, of iets terugvraagt." if opinion not in set(Opinion) else "",
        "Schrijf op wat je terugvraagt, zodat de gemeente weet wat er mist."
        if opinion == Opinion.ASKS_BACK and not reason.strip()
        else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of days in which an item was met with evidence that counts, or did not apply."""

    kind: Code
    start: date
    until: date | None


def spans(entries: Sequence[tuple[date, str]], terms: Sequence[Term]) -> tuple[Span, ...]:
    """The stretches that count of one item; ``entries`` are (day, code), oldest first."""
    found: list[Span] = []
    for index, (start, code) in enumerate(entries):
        after = entries[index + 1][0] if index + 1 < len(entries) else None
        last = None if after is None else after - timedelta(days=1)
        if last is not None and last < start:
            continue  # said twice on one day: the last word of the day holds
        if code == Code.NOT_APPLICABLE:
            found.append(Span(kind=Code.NOT_APPLICABLE, start=start, until=last))
        if code == Code.MET:
            found += (
                Span(kind=Code.MET, start=one.start, until=one.until)
                for one in _within(terms, start, last)
            )
    return tuple(found)


def _within(terms: Sequence[Term], start: date, last: date | None) -> list[Term]:
    """Where these terms together cover the days from ``start`` to ``last``, in one piece each."""
    pieces: list[Term] = []
    for term in sorted(terms, key=lambda one: one.start):
        begin, end = max(term.start, start), _earlier(term.until, last)
        if end is not None and end < begin:
            continue
        if pieces and (pieces[-1].until is None or begin <= pieces[-1].until + timedelta(days=1)):
            before = pieces.pop()
            ends = None if before.until is None or end is None else max(before.until, end)
            pieces.append(Term(start=before.start, until=ends))
        else:
            pieces.append(Term(start=begin, until=end))
    return pieces


def _earlier(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day is not None]
    return min(known) if known else None


def quarter_of(day: date) -> tuple[date, date]:
    """The first and last day of the quarter that a day is in."""
    first = date(day.year, 3 * ((day.month - 1) // QUARTER_MONTHS) + 1, 1)
    return first, add_months(first, QUARTER_MONTHS) - timedelta(days=1)


class Ask(StrEnum):
    """Why something is asked of a municipality this quarter, the most urgent first."""

    ASKED_BACK = "asked_back"
    EXPIRED = "expired"
    EXPIRES = "expires"
    STEP_DUE = "step_due"
    REVIEW_DUE = "review_due"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What decides whether an item is asked about: all of one municipality and one item."""

    code: str
    said: bool
    until: date | None = None
    opinion: str = ""
    next_on: date | None = None
    review_on: date | None = None


def asked(known: Known, quarter_end: date) -> tuple[Ask, date | None] | None:
    """What is asked of a municipality about an item this quarter and by when, or nothing."""
    if known.opinion == Opinion.ASKS_BACK:
        return Ask.ASKED_BACK, None
    if known.code == Code.EXPIRED:
        return Ask.EXPIRED, known.until
    if known.code == Code.MET and known.until and known.until <= quarter_end:
        return Ask.EXPIRES, known.until
    waits = known.code in {Code.NOT_STARTED, Code.UNDER_WAY}
    if waits and known.next_on and known.next_on <= quarter_end:
        return Ask.STEP_DUE, known.next_on
    if known.review_on and known.review_on <= quarter_end:
        return Ask.REVIEW_DUE, known.review_on
    return None if known.said else (Ask.NOT_SAID, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """An item as somebody defines it; ``reason`` says why it is asked, or asked otherwise."""

    title: str
    words: str
    themes: tuple[int, ...]
    origin: str
    source: str
    status: str
    said_by: str
    since: date
    evidence: str
    term: str = ""
    due_before: date | None = None
    due_words: str = ""
    reason: str


def defined_well(defined: Defined, *, after: date | None) -> dict[str, str]:
    """What is wrong with an item as somebody defines it, per field."""
    wrong = {
        name: "Dit is nodig: zonder dit weet een gemeente niet wat er wordt gevraagd, en door wie."
        for name in ("title", "words", "evidence", "said_by", "source", "reason")
        if not getattr(defined, name).strip()
    }
    if not defined.themes or not set(defined.themes) <= set(THEMES):
        wrong["themes"] = "Kies één thema, of alle vijf."
    if defined.status not in set(Status):
        wrong["status"] = "Kies waar de opgave op rust."
    if after is not None and defined.since <= after:
        wrong["since"] = (
            f"Deze dag moet na {after:%d-%m-%Y} liggen, toen de vorige versie begon te gelden."
        )
    if defined.due_before and defined.due_before <= defined.since:
        wrong["due_before"] = "De uiterste dag ligt vóór de dag waarop de opgave ingaat."
    if defined.term:
        try:
            Duration.parse(defined.term)
        except ValueError:
            wrong["term"] = "Kies hoe lang bewijs telt."
    return wrong


#: Why a published figure cannot stand beside ours, by what it counts.
_OTHER_THINGS = {
    "regions": "De bron telt regio's, wij gemeenten.",
    "coordinators": "De bron telt zorgcoördinatoren, wij gemeenten.",
    "centre_municipalities": "De bron telt naar centrumgemeenten, wij elke gemeente apart.",
    "opinions": "De bron vroeg wat gemeenten denken; dat vragen wij niet.",
}


def why_not_beside(*, status: str, base: str, counts: str, asked_here: bool) -> str:
    """Why a published figure cannot be compared with ours; empty when it can, with care."""
    if counts in _OTHER_THINGS:
        return _OTHER_THINGS[counts]
    if not base or base == "onbekend":
        return "Van dit cijfer is niet bekend over hoeveel gemeenten het gaat."
    if status == Status.VERIFY:
        return "Dit cijfer is nog niet bij de bron nagekeken."
    return "" if asked_here else "Wij vragen dit niet aan gemeenten."
