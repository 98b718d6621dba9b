"""What the papers of the dossier say, as values for the typesetter; every word is put in Dutch.

The title of a file names a kind of paper and never a person. Nothing is kept here.
"""

from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.care.joining import CaseRef
from kmt.dossier import wording
from kmt.dossier.letters import Letter, Shape, spoken
from kmt.dossier.reading import AssessmentView, Decided, EntryLine
from kmt.dossier.rules import Element, Minor, Part
from kmt.kernel import clock
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region
from kmt.vault.rules import Identity

DUTCH = "nl"


def made(letter: Letter, case: CaseRef, values: Mapping[str, str], *, moment: datetime) -> bytes:
    """The PDF of a letter, a consent form or an appointment, from what was typed."""
    content = {"invented": settings.KMT_DEMO, "centre": region().centre, "number": case.number}
    if letter.shape is Shape.LETTER:
        content |= {
            "host": region().host,
            "date": _day(clock.local(moment).date()),
            **_of(values, "recipient", "subject", "body"),
        }
    elif letter.shape is Shape.CONSENT:
        content |= {**_language(values), **_of(values, "recipient", "purpose", "which")}
        content["until"] = _day_in(values, "until")
    else:
        content = {**_language(values), **_of(values, "time", "place", "who", "bring", "call")}
        content["day"] = _day_in(values, "day")
    return typeset(_template(letter.shape), content, moment=moment)


def exported(
    view: AssessmentView,
    case: CaseRef,
    decided: Decided,
    identity: Identity | None,
    *,
    moment: datetime,
) -> bytes:
    """The PDF of an adopted assessment file for one receiver, with a mark on every page."""
    with override(DUTCH):
        content = _assessment(view, case, decided, identity, moment)
    return typeset(_template("assessment"), content, moment=moment)


def _assessment(
    view: AssessmentView,
    case: CaseRef,
    decided: Decided,
    identity: Identity | None,
    moment: datetime,
) -> dict[str, object]:
    concluded = view.part(Part.CONCLUSION)
    if concluded is None or view.adopted_at is None:
        raise ValueError("Only an adopted file is exported.")
    born = identity.birth_date if identity else None
    facts = [
        ["Kenmerk", f"{case.number}, dossier {view.number}"],
        ["Persoon", f"{identity.name}, {case.person_label}" if identity else case.person_label],
        ["Geboren", _day(born) if born else ""],
    ]
    return {
        "centre": region().centre,
        "invented": settings.KMT_DEMO,
        "number": case.number,
        "mark": f"voor {decided.recipient}, besluit {decided.number}",
        "facts": [one for one in facts if one[1]],
        "recipient": decided.recipient,
        "disclosure": decided.number,
        "purpose": decided.purpose,
        "basis": decided.basis,
        "until": _day(decided.expires_on),
        "conclusion": _capital(wording.conclusion_word(concluded.code)),
        "reasons": concluded.text,
        "people": [
            ["Conclusie van", f"{concluded.by}, {_moment(concluded.at)}"],
            ["Vastgesteld door", f"{view.adopted_by}, {_moment(view.adopted_at)}"],
        ],
        "minor": _minor(view.draft.minor),
        "elements": [_element(view, one) for one in Element],
        "alternative": view.draft.alternative,
        "unknown": view.draft.unknown,
        "readings": [
            [f"{one.by}, {_moment(one.at)}: {wording.opinion_word(one.opinion)}.", one.words]
            for one in view.readings
            if one.of_this
        ],
        "adopted": _moment(view.adopted_at),
        "digest": view.sha256,
        "made": _moment(moment),
    }


def _element(view: AssessmentView, element: Element) -> dict[str, object]:
    free = element is Element.MEANS and view.draft.minor == Minor.YES
    return {
        "name": wording.element_word(element),
        "note": "Voor wie jonger dan 18 is, is een dwangmiddel niet nodig "
        "(art. 273f lid 1 sub 2, 5 en 8 Sr)."
        if free
        else "",
        "findings": [
            {
                "what": _capital(wording.found_word(one.element, one.code)),
                "text": one.text,
                "against": one.stance == "against",
                "source": _source(one),
            }
            for one in view.entries
            if one.part == Part.FINDING and one.element == element
        ],
    }


def _source(one: EntryLine) -> str:
    """Who observed or said it, when, in which document."""
    on = f", {_day(one.seen_on)}" if one.seen_on else ""
    paper = f"; document “{one.document}”" if one.document else ""
    return f"{wording.source_word(one.source_kind)}: {one.source}{on}{paper}"


_MINORS = {
    Minor.YES: "In de tijd van deze bevindingen was de persoon jonger dan 18.",
    Minor.NO: "In de tijd van deze bevindingen was de persoon 18 of ouder.",
    Minor.UNKNOWN: "Of de persoon toen jonger dan 18 was, is niet bekend.",
}


def _minor(code: str) -> str:
    return _MINORS[Minor(code)] if code else ""


def _template(name: str) -> Traversable:
    return files("kmt.dossier") / "typst" / f"{name}.typ"


def _language(values: Mapping[str, str]) -> dict[str, object]:
    language = values.get("language", DUTCH)
    return {"lang": language, "said": spoken()[language]}


def _of(values: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: values.get(name, "").strip() for name in names}


def _day_in(values: Mapping[str, str], name: str) -> str:
    """A day in words on a Dutch paper, in figures on another."""
    day = date.fromisoformat(values[name])
    return _day(day) if values.get("language", DUTCH) == DUTCH else f"{day:%d-%m-%Y}"


def _day(day: date) -> str:
    with override(DUTCH):
        return date_format(day, "j F Y")


def _moment(at: datetime) -> str:
    return _day(clock.local(at).date())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
