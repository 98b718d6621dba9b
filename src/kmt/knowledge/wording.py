"""The words of the knowledge base for colleagues: audiences, states, steps, the record."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kmt.entrance.readability import EASE, MEAN_WORDS, Reading
from kmt.knowledge.public_words import FORM_NAMES, KINDS, SECTORS
from kmt.knowledge.rules import FORMS, Audience
from kmt.knowledge.seen import LanguageKept
from kmt.knowledge.states import State
from kmt.vocabulary.wording import label

Pairs = list[tuple[str, str]]
AUDIENCES = {
    Audience.PUBLIC: _("Everybody"),
    Audience.PROFESSIONALS: _("Professionals with an account"),
    Audience.PARTNERS: _("Partners who work along"),
}
_AUDIENCE_KINDS = {Audience.PUBLIC: "ok", Audience.PROFESSIONALS: "info", Audience.PARTNERS: "warn"}
STATES = {
    State.DRAFT: pgettext_lazy("article", "draft"),
    State.PUBLISHED: pgettext_lazy("article", "published"),
    State.WITHDRAWN: pgettext_lazy("article", "withdrawn"),
}
_STATE_KINDS = {State.DRAFT: "warn", State.PUBLISHED: "ok", State.WITHDRAWN: "stop"}
STEPS = {
    "published": _("Published"),
    "withdrawn": _("Withdrawn from readers"),
    "reviewed": _("Looked at again: it still holds"),
    "facts": _("Facts of the article changed"),
    "owner": _("Another owner"),
}
TERMS = {
    "P3M": _("every three months"),
    "P6M": _("every half year"),
    "P1Y": _("every year"),
    "P2Y": _("every two years"),
}
#: What each reason in the record means.
REASONS = {
    "article": "artikel van de kennisbank",
    "knowledge_begun": "artikel begonnen",
    "knowledge_written": "tekst van een artikel bewaard",
    "knowledge_published": "artikel gepubliceerd",
    "knowledge_withdrawn": "artikel ingetrokken",
    "knowledge_reviewed": "artikel nagekeken",
    "knowledge_facts": "gegevens van een artikel gewijzigd",
    "knowledge_loaded": "meegeleverde artikelen opgenomen",
    "knowledge": "kennisbank",
}


def audience_word(audience: str) -> str:
    """For whom an article is."""
    return str(AUDIENCES[Audience(audience)])


def audience_kind(audience: str) -> str:
    """The colour of that."""
    return _AUDIENCE_KINDS[Audience(audience)]


def state_word(state: str) -> str:
    """How far a text is."""
    return str(STATES[State(state)])


def state_kind(state: str) -> str:
    """The colour of that."""
    return _STATE_KINDS[State(state)]


def step_word(what: str) -> str:
    """What was done with an article."""
    return str(STEPS.get(what, what))


def term_word(term: str) -> str:
    """How often an article is looked at again."""
    return str(TERMS.get(term, term))


def language_word(code: str) -> str:
    """A language by its own name."""
    return dict(settings.LANGUAGES).get(code, code)


def form_word(code: str) -> str:
    """A form of exploitation; by its public name when it has one."""
    return str(FORM_NAMES[code]) if code in FORM_NAMES else label("exploitation_form", code)


def kind_pairs() -> Pairs:
    """What an article can be about, for a form."""
    return [(code, str(word)) for code, word in KINDS.items()]


def audience_pairs() -> Pairs:
    """For whom an article can be, for a form."""
    return [(code, str(word)) for code, word in AUDIENCES.items()]


def sector_pairs() -> Pairs:
    """The sectors, for a form."""
    return [(code, str(word)) for code, word in SECTORS.items()]


def form_pairs() -> Pairs:
    """The forms of exploitation, for a form."""
    return [(code, form_word(code)) for code in FORMS]


def term_pairs() -> Pairs:
    """How often to look again, for a form."""
    return [(code, str(word)) for code, word in TERMS.items()]


def language_pairs(there: Iterable[LanguageKept]) -> list[tuple[str, str, LanguageKept | None]]:
    """Every language of the public side with how far the article is in it."""
    known = {one.language: one for one in there}
    return [(code, name, known.get(code)) for code, name in settings.LANGUAGES]


def verdict(reading: Reading) -> tuple[str, str]:
    """What the count comes down to, in a word and its colour."""
    if reading.ease is None:
        return str(_("nothing to count yet")), ""
    if reading.easy:
        return str(_("easy to read (B1)")), "ok"
    return str(_("not easy enough yet (B1)")), "warn"


def counted(reading: Reading) -> list[tuple[str, str]]:
    """The figures of a reading with their limits, as terms and values."""
    if reading.ease is None:
        return []
    mean = f"{reading.mean:.1f}".replace(".", ",")
    return [
        (str(_("Words in all")), str(reading.words)),
        (str(_("Words per sentence")), f"{mean} ({_('at most')} {MEAN_WORDS})"),
        (str(_("Ease of reading (Flesch-Douma)")), f"{reading.ease:.0f} ({_('at least')} {EASE})"),
        (
            str(_("Sentences that are too long")),
            ngettext("%(count)s sentence", "%(count)s sentences", len(reading.long_sentences))
            % {"count": len(reading.long_sentences)},
        ),
    ]
