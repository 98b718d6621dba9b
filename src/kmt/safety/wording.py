"""The words on the pages of safety for codes and days, in the language of the page."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kmt.safety.rules import Answer, Changed, Level
from kmt.vocabulary.wording import choices, label

Pairs = list[tuple[str, str]]
#: So much of the agreed action fits in one line; all of it stands on the page of safety.
SHORT = 140


def level_word(level: str) -> str:
    """How safe somebody is."""
    return label("safety_level", level) if level else ""


def level_sentence(level: str) -> str:
    """How safe somebody is, said as a sentence: never by colour alone."""
    return {
        Level.ACUTE: _("Acute danger"),
        Level.STRUCTURAL: _("Structurally unsafe"),
        Level.NONE_KNOWN: _("No danger known"),
    }[Level(level)]


def item_word(item: str) -> str:
    """A question of the assessment."""
    return label("safety_item", item)


def items_word(items: Iterable[str]) -> str:
    """Several questions in one line."""
    return ", ".join(map(item_word, items))


def answer_word(answer: str) -> str:
    """Yes, no or unknown."""
    words = {Answer.YES: _("Yes"), Answer.NO: _("No"), Answer.UNKNOWN: _("Unknown")}
    return words[Answer(answer)]


def incident_word(kind: str) -> str:
    """A kind of incident."""
    return label("incident_kind", kind)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def changed_word(one: Changed) -> str:
    """What is otherwise than before, in a line."""
    if not one.item:
        before, after = level_sentence(one.before), level_sentence(one.after)
        return _("%(after)s; it was: %(before)s") % {"after": after, "before": before.lower()}
    return _("%(item)s: %(after)s; it was: %(before)s") % {
        "item": _capital(item_word(one.item)),
        "after": answer_word(one.after).lower(),
        "before": answer_word(one.before).lower(),
    }


def glance_words(level: str, emergency: str) -> str:
    """The one line on the page of the case: the level, and what was agreed for when it goes wrong.

    It is kept as it is, so in Dutch whatever the language of the page it was written on.
    """
    agreed = " ".join(emergency.split())
    agreed = agreed if len(agreed) <= SHORT else f"{agreed[: SHORT - 1]}…"
    said = _KEPT[Level(level)] if level else "Er is een veiligheidsplan, maar nog geen beoordeling"
    return f"{said}. Afgesproken als het misgaat: {agreed}" if agreed else f"{said}."


_KEPT = {
    Level.ACUTE: "Acuut gevaar",
    Level.STRUCTURAL: "Structureel onveilig",
    Level.NONE_KNOWN: "Geen gevaar bekend",
}


def item_pairs(on: date) -> Pairs:
    """The questions of a day."""
    return list(choices("safety_item", on))


def level_pairs(on: date) -> Pairs:
    """The levels as choices."""
    return [(code, level_sentence(code)) for code, _word in choices("safety_level", on)]


def answer_pairs() -> Pairs:
    """The answers as choices."""
    return [(one.value, answer_word(one)) for one in Answer]


def incident_pairs(on: date) -> Pairs:
    """The kinds of incident as choices."""
    return [("", "–"), *choices("incident_kind", on)]


def day(on: date) -> str:
    """A day in full."""
    return date_format(on, "j F Y")
