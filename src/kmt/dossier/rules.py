"""The rules of the dossier, pure: what may be kept, written, adopted and handed out.

An assessment file follows the elements of article 273f Sr: an act, by a means, for a purpose. For
somebody under 18 no means is needed (lid 1, sub 2, 5 and 8). It is the judgement of people, with
what speaks against it, and no statement to the police: what somebody went through stays in their
own words, elsewhere ("authentieke verklaring").
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kmt.dossier.states import State
from kmt.kernel.refusals import Decision

ROOM = "dossier"
TITLE_LIMIT, TEXT_LIMIT, SOURCE_LIMIT, WORDS_LIMIT = 120, 4000, 300, 1000
#: What belongs to a version of a document, in the record and with its files.
FILE = "case_document"
ASSESSMENT = "case_assessment"


class Element(StrEnum):
    """What article 273f Sr asks: an act, by a means, for a purpose."""

    ACT = "act"
    MEANS = "means"
    PURPOSE = "purpose"


#: The code list of each element.
LISTS = {
    Element.ACT: "article_273f_act",
    Element.MEANS: "article_273f_means",
    Element.PURPOSE: "exploitation_form",
}


class Stance(StrEnum):
    """Whether a finding speaks for the element or against it."""

    FOR = "for"
    AGAINST = "against"


class Minor(StrEnum):
    """Whether the person was under 18 in the time that the findings are about."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """A part of the file that is written on its own, each with its versions."""

    FINDING = "finding"
    MINOR = "minor"
    ALTERNATIVE = "alternative"
    UNKNOWN = "unknown"
    CONCLUSION = "conclusion"


#: Parts of which there is one.
SINGLE = (Part.MINOR, Part.ALTERNATIVE, Part.UNKNOWN, Part.CONCLUSION)


class Reading(StrEnum):
    """What a second reader thinks of exactly this text."""

    AGREES = "agrees"
    OTHERWISE = "otherwise"


class Way(StrEnum):
    """How a document left: to the person themself, or on a decision to share."""

    PERSON = "person"
    SHARED = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """What somebody says of a document that comes in."""

    kind: str
    title: str
    supplier: str
    dated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was seen, said or read, with its source, for an element or against it."""

    element: str
    code: str
    stance: str
    text: str
    source_kind: str
    source: str
    seen_on: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The whole of a file as it stands."""

    minor: str = ""
    findings: tuple[Finding, ...] = ()
    alternative: str = ""
    unknown: str = ""
    conclusion: str = ""
    reasons: str = ""
    concluded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The codes that may be chosen on a day."""

    kinds: Collection[str] = ()
    elements: dict[str, Collection[str]] = field(default_factory=dict)
    sources: Collection[str] = ()
    conclusions: Collection[str] = ()


Problems = dict[str, str]
_FILL = "Vul dit in."
_LATER = "Deze dag moet nog komen."


def document_problems(new: NewDocument, known: Known, today: date) -> Problems:
    """What is wrong with the facts of a document, by field."""
    found: Problems = {}
    if new.kind not in known.kinds:
        found["kind"] = "Kies wat voor document het is."
    if not new.title.strip():
        found["title"] = "Geef het een naam waaraan je het herkent, zonder namen van mensen."
    if not new.supplier.strip():
        found["supplier"] = "Schrijf op van wie je het kreeg. Zonder bron is het later niets waard."
    if new.dated and new.dated > today:
        found["dated"] = _LATER
    return found


def finding_problems(new: Finding, known: Known, today: date) -> Problems:
    """What is wrong with a finding, by field; one without a source is none."""
    found: Problems = {}
    if new.element not in known.elements:
        found["element"] = "Kies bij welk onderdeel dit hoort."
    elif new.code not in known.elements[new.element]:
        found["code"] = "Kies wat er is gezien, bij het onderdeel dat je koos."
    if new.stance not in set(Stance):
        found["stance"] = "Kies of dit ervoor of ertegen spreekt."
    if not new.text.strip():
        found["text"] = _FILL
    if new.source_kind not in known.sources:
        found["source_kind"] = "Kies wat voor bron het is."
    if not new.source.strip():
        found["source"] = "Schrijf op wie dit zag of zei. Een bevinding zonder bron telt niet."
    if new.seen_on and new.seen_on > today:
        found["seen_on"] = _LATER
    return found


def part_problems(part: Part, code: str, text: str, known: Known) -> Problems:
    """What is wrong with one of the other parts, by field."""
    if part is Part.MINOR:
        return {} if code in set(Minor) else {"code": "Kies een antwoord."}
    found: Problems = {} if text.strip() else {"text": _FILL}
    if part is Part.CONCLUSION and code not in known.conclusions:
        found["code"] = "Kies een conclusie."
    return found


def elements_needed(minor: str) -> tuple[Element, ...]:
    """The elements that must have a finding; for who was under 18 no means (sub 2, 5 and 8)."""
    every = tuple(Element)
    return tuple(one for one in every if one is not Element.MEANS) if minor == Minor.YES else every


_NAMES = {Element.ACT: "de handeling", Element.MEANS: "het middel", Element.PURPOSE: "het doel"}


def missing(draft: Draft) -> tuple[str, ...]:
    """What the file still lacks before somebody can read along, in sentences.

    An element without any finding may be so, but then that is what "not known" says: only a
    conclusion that it is plausible needs something that speaks for each of them.
    """
    there = {one.element for one in draft.findings if one.stance == Stance.FOR}
    plausible = draft.conclusion == "plausible"
    found = [
        f"Er is nog geen bevinding die voor {_NAMES[one]} spreekt."
        for one in elements_needed(draft.minor)
        if plausible and one not in there
    ]
    if not draft.findings:
        found.append("Er staat nog geen bevinding in.")
    for text, sentence in (
        (draft.minor, "Zeg of de persoon toen jonger dan 18 was, of dat je het niet weet."),
        (draft.alternative, "Schrijf op welke andere verklaring mogelijk is."),
        (draft.unknown, "Schrijf op wat niet bekend is."),
        (draft.conclusion, "Er is nog geen conclusie."),
    ):
        if not text.strip():
            found.append(sentence)
    return tuple(found)


def digest_of(draft: Draft) -> str:
    """SHA-256 over everything in the file: what a second reader read, and what was adopted."""
    content = {
        "minor": draft.minor,
        "alternative": draft.alternative,
        "unknown": draft.unknown,
        "conclusion": draft.conclusion,
        "reasons": draft.reasons,
        "by": draft.concluded_by,
        "findings": [
            [
                *(one.element, one.code, one.stance, one.text, one.source_kind, one.source),
                one.seen_on.isoformat() if one.seen_on else "",
                one.document,
            ]
            for one in draft.findings
        ],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def may_write(state: str) -> Decision:
    """Whether something may be written in a file."""
    return Decision.of(
        "Dit dossier is vastgesteld en verandert niet meer. Begin een nieuw dossier voor wat "
        "er later bij kwam."
        if state == State.ADOPTED
        else ""
    )


def may_read_along(state: str, draft: Draft, reader: str) -> Decision:
    """Whether somebody may say what they think of it: never of their own conclusion."""
    own = (
        "Een ander dan wie de conclusie schreef, leest mee." if reader == draft.concluded_by else ""
    )
    return Decision.of(*may_write(state).reasons, *missing(draft), own)


def may_adopt(state: str, draft: Draft, read_digest: str) -> Decision:
    """Whether a file may be adopted: whole, and read by a second person exactly as it stands."""
    sentence = ""
    if not read_digest:
        sentence = "Nog niemand anders heeft meegelezen."
    elif read_digest != digest_of(draft):
        sentence = "Na het meelezen is iets veranderd: laat het nog een keer lezen."
    return Decision.of(*may_write(state).reasons, *missing(draft), sentence)


def may_export(state: str, *, decided: bool, consent_gone: bool) -> Decision:
    """Whether a file may leave: only adopted, and only on a decision to share that holds today."""
    return Decision.of(
        "" if state == State.ADOPTED else "Alleen een vastgesteld dossier gaat de deur uit.",
        ""
        if decided
        else "Kies een besluit om te delen over deze persoon dat vandaag geldt. Is dat er niet, "
        "begin dan met de deelhulp.",
        "De toestemming waarop dit besluit rust, is er niet meer. Vraag haar opnieuw."
        if consent_gone
        else "",
    )


def hand_out_problems(way: str, words: str, on: date, today: date) -> Problems:
    """What is wrong with what is said about handing a document out, by field."""
    found: Problems = {} if way in set(Way) else {"way": "Kies aan wie het ging."}
    if way == Way.PERSON and not words.strip():
        found["words"] = "Schrijf op hoe en waar je het gaf."
    if on > today:
        found["on"] = _LATER
    return found


def may_hand_out(way: str, *, removed: bool, decided: bool, consent_gone: bool) -> Decision:
    """Whether a version may be handed out: to the person themself, or on a decision to share."""
    gone = "Dit bestand is weggehaald." if removed else ""
    if way == Way.PERSON:
        return Decision.of(gone)
    shared = may_export(State.ADOPTED, decided=decided, consent_gone=consent_gone)
    return Decision.of(gone, *shared.reasons)


def removal_problems(reason: str, words: str, reasons: Collection[str]) -> Problems:
    """What is missing before a file is taken away: only to correct, with a reason."""
    found: Problems = {} if reason in reasons else {"reason": "Kies waarom dit bestand weg moet."}
    if not words.strip():
        found["words"] = "Schrijf op wat er mis was: het bestand is daarna echt weg."
    return found


def may_remove(removed: bool) -> Decision:
    """Whether there is something to take away."""
    return Decision.of("Dit bestand is al weggehaald." if removed else "")
