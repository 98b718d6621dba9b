"""The words of :mod:`kmt.dossier.wording` as template filters."""

from django import template

from kmt.dossier import wording

register = template.Library()

for _one in (
    wording.conclusion_word,
    wording.element_word,
    wording.kind_word,
    wording.minor_word,
    wording.opinion_word,
    wording.removal_word,
    wording.source_word,
    wording.stance_word,
    wording.way_word,
):
    register.filter(_one.__name__, _one)


@register.filter
def found_of(entry: object) -> str:
    """What was found, of an entry of a file."""
    return wording.found_word(entry.element, entry.code)  # type: ignore[attr-defined]
