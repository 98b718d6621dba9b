"""The words of trainings as template filters."""

from django import template

from kmt.training import lists, wording

register = template.Library()
for _one in (
    wording.lasts,
    wording.may_answer,
    wording.municipality,
    wording.place_kind,
    wording.place_word,
    wording.room_kind,
    wording.room_words,
    wording.where,
):
    register.filter(_one.__name__, _one)


@register.filter
def training_code(code: str, list_name: str) -> str:
    """The name of a code of a list."""
    return lists.word(list_name, code)
