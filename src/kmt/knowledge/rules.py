"""The rules of articles: who reads which, what a text must have, when it is looked at again. Pure.

No Django, clock or database; the caller hands over facts and days.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kmt.kernel import clock
from kmt.kernel.refusals import Decision
from kmt.kernel.rich_text import left_out
from kmt.knowledge.states import STEPS, State
from kmt.vocabulary.durations import Duration

TITLE_LIMIT, SUMMARY_LIMIT, BODY_LIMIT, WHY_LIMIT = 120, 160, 20_000, 300
SOURCES_LIMIT = 2_000
#: The language that every article has first, and to which a missing one falls back.
FIRST = "nl"
#: Days before the review date on which an article is called up for who writes. Our proposal.
SOON_DAYS = 30
#: The longest time between two reviews. Our proposal: the law changes faster than this.
LONGEST_REVIEW_DAYS = 3 * 366
#: Words that an address may not be, because they are an address of the room itself.
RESERVED = frozenset({"beheer", "zoeken", "sector", "nieuws", "opensearch"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BSN = re.compile(r"(?<![\d.,-])\d{9}(?!\d|[.,-]\d)")
_V_NUMBER = re.compile(r"\bv-?\s?(nummer|nr)\b\W{0,3}\d{10}\b", re.I)
_BIRTH = re.compile(r"\b(geboren|geb\.|born)\b[^.\n]{0,20}\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}", re.I)


class Audience(StrEnum):
    """For whom an article is: everybody, any account, or who works along in the chain."""

    PUBLIC = "public"
    PROFESSIONALS = "professionals"
    PARTNERS = "partners"


class Kind(StrEnum):
    """What an article is about, in the order in which they are shown."""

    SIGNALS = "signals"
    WHAT_TO_DO = "what_to_do"
    AFTER_REPORT = "after_report"
    FORM = "form"
    SHELTER = "shelter"
    RIGHTS = "rights"
    LAW = "law"
    CONVERSATION = "conversation"
    SECTOR = "sector"


class Sector(StrEnum):
    """Who meets it at work."""

    SCHOOL = "school"
    HOTEL = "hotel"
    LANDLORD = "landlord"
    INSPECTOR = "inspector"
    GP = "gp"
    BANK = "bank"


#: Forms of exploitation that an article can be about: codes of ``exploitation_form``.
FORMS = ("SEX", "LAB", "CRIM", "SERV", "BEG", "ORG", "MAR", "SUR", "ADO")
#: Who reports for another organisation and takes no further part in cases or policy.
OUTSIDE = frozenset({"partner_reporter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What an article says in one language; ``body`` is CommonMark."""

    title: str
    summary: str
    body: str

    def same(self, other: "Text") -> bool:
        """Whether nothing but white space around it differs."""
        return (self.title.strip(), self.summary.strip(), self.body.strip()) == (
            other.title.strip(),
            other.summary.strip(),
            other.body.strip(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What holds for an article in every language; ``forms`` empty: all forms."""

    audience: str = Audience.PUBLIC
    kind: str = Kind.SIGNALS
    forms: tuple[str, ...] = ()
    sector: str = ""
    review_after: str = "P1Y"
    sources: tuple[str, ...] = ()


def audiences(*, reads: bool, role: str) -> tuple[Audience, ...]:
    """Which articles somebody may read: with or without the right to read, in this role."""
    if not reads:
        return (Audience.PUBLIC,)
    if role in OUTSIDE:
        return (Audience.PUBLIC, Audience.PROFESSIONALS)
    return tuple(Audience)


def text_problems(text: Text) -> dict[str, str]:
    """What is wrong with a text, per field; empty when it can be kept."""
    whole = f"{text.title}\n{text.summary}\n{text.body}"
    found = {
        "title": _missing(text.title, "Geef het artikel een titel.")
        or _too_long(text.title, TITLE_LIMIT),
        "summary": _missing(text.summary, "Schrijf in één of twee zinnen waar het over gaat.")
        or _too_long(text.summary, SUMMARY_LIMIT),
        "body": _missing(text.body, "Schrijf de tekst van het artikel.")
        or _too_long(text.body, BODY_LIMIT)
        or identifying_problem(whole)
        or _not_shown(text.body),
    }
    return {name: words for name, words in found.items() if words}


def identifying_problem(text: str) -> str:
    """A sentence when a text tells who somebody is: a BSN, a V-number, when somebody was born.

    Plainer than :mod:`kmt.advice.telling`, which would take the dates of laws for dates of birth.
    """
    bsn = any(_is_bsn(one) for one in _BSN.findall(text))
    if not (bsn or _V_NUMBER.search(text) or _BIRTH.search(text)):
        return ""
    return (
        "Hierin staat een burgerservicenummer, V-nummer of geboortedatum. Een artikel gaat nooit "
        "over één persoon: haal het weg."
    )


def about_problems(about: About) -> dict[str, str]:
    """What is wrong with what holds for the whole article, per field."""
    days = review_days(about.review_after)
    found = {
        "audience": "" if about.audience in set(Audience) else "Kies voor wie dit artikel is.",
        "kind": "" if about.kind in set(Kind) else "Kies waar dit artikel over gaat.",
        "forms": "" if set(about.forms) <= set(FORMS) else "Kies vormen uit de lijst.",
        "sector": ""
        if about.sector in {"", *Sector}
        else "Kies een sector uit de lijst, of geen sector.",
        "review_after": ""
        if days is not None and 0 < days <= LONGEST_REVIEW_DAYS
        else "Kies een termijn van hoogstens drie jaar.",
        "sources": _too_long("\n".join(about.sources), SOURCES_LIMIT),
    }
    return {name: words for name, words in found.items() if words}


def slug_problem(slug: str) -> str:
    """What is wrong with the address of an article; empty when it can be used."""
    if not _SLUG.fullmatch(slug) or len(slug) > 60:
        return "Gebruik kleine letters, cijfers en streepjes: bijvoorbeeld signalen-op-school."
    if slug in RESERVED:
        return "Dit adres is al in gebruik door de kennisbank zelf. Kies een ander."
    return ""


def may_step(now: str, to: State, *, why: str = "") -> Decision:
    """Whether a text may go to this state; taking away asks a reason."""
    words = {
        State.PUBLISHED: "Deze tekst kan nu niet worden gepubliceerd. Bewaar eerst een versie.",
        State.WITHDRAWN: "Alleen een gepubliceerde tekst kan worden ingetrokken.",
        State.DRAFT: "Een tekst wordt niet opnieuw een concept. Schrijf een nieuwe versie.",
    }
    return Decision.of(
        "" if (State(now), to) in STEPS else words[to],
        "Schrijf kort waarom je de tekst intrekt."
        if to is State.WITHDRAWN and not why.strip()
        else "",
    )


def may_publish_in(language: str, *, first_published: bool) -> Decision:
    """Dutch comes first: what is missing falls back to it, and the reviewer reads it."""
    return Decision.of(
        ""
        if language == FIRST or first_published
        else "Publiceer eerst de Nederlandse tekst: daar vallen andere talen op terug."
    )


def review_days(after: str) -> int | None:
    """About how many days lie between two reviews; None for what is no length of time."""
    try:
        length = Duration.parse(after)
    except ValueError:
        return None
    if length.backwards or length.seconds is not None:
        return None
    return length.months * 30 + length.days


def review_due(after: str, at: datetime) -> date:
    """The day on which an article that was looked at now is looked at again."""
    return clock.local(Duration.parse(after).end(at, working=False)).date()


def is_due(due: date, today: date, owner: str) -> bool:
    """Whether an article is called up: nobody answers for it, or its day comes near."""
    return not owner or due <= today + timedelta(days=SOON_DAYS)


def best_language(wanted: str, there: Sequence[str]) -> str:
    """The language to show of those that are there; empty when there is none to show."""
    return wanted if wanted in there else FIRST if FIRST in there else ""


def _missing(text: str, words: str) -> str:
    return "" if text.strip() else words


def _too_long(text: str, limit: int) -> str:
    over = len(text) - limit
    return f"Dit is {over} tekens te lang: hoogstens {limit}." if over > 0 else ""


def _not_shown(body: str) -> str:
    found = left_out(body)
    if not found:
        return ""
    return (
        f"Dit komt niet op de pagina: {found[0][:60]}. Afbeeldingen en HTML kunnen niet; een link "
        "begint met https://, tel:, mailto: of / (deze site)."
    )


def _is_bsn(digits: str) -> bool:
    """The eleven test of a citizen service number (RvIG)."""
    total = sum(int(one) * weight for one, weight in zip(digits, range(9, 1, -1), strict=False))
    return int(digits) > 0 and (total - int(digits[8])) % 11 == 0


def changed_about(before: About, after: About) -> Mapping[str, tuple[object, object]]:
    """Which facts of an article differ, with what they were and are."""
    names = About.__dataclass_fields__
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
