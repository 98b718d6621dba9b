"""The words of :mod:`kmt.safety.wording` as template filters."""

from django import template

from kmt.safety import wording
from kmt.safety.rules import glance_kind

register = template.Library()

for _one in (
    wording.answer_word,
    wording.changed_word,
    wording.incident_word,
    wording.item_word,
    wording.items_word,
    wording.level_sentence,
):
    register.filter(_one.__name__, _one)
register.filter("level_kind", glance_kind)


@register.filter
def steps(text: str) -> list[str]:
    """The lines of a text, for a list of steps."""
    return [line.strip() for line in text.splitlines() if line.strip()]
