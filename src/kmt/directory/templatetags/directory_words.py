"""The words of the social map as template filters."""

from django import template

from kmt.directory import lists, wording

register = template.Library()
register.filter("entry_field", wording.field_word)
register.filter("entry_step", wording.step_word)


@register.filter
def fields_in_words(names: tuple[str, ...]) -> str:
    """The names of several fields."""
    return ", ".join(wording.field_word(one) for one in names)


@register.filter
def codes_in_words(codes: tuple[str, ...], list_name: str) -> str:
    """The names of several codes of a list."""
    return lists.words(list_name, codes)


@register.filter
def code_in_words(code: str, list_name: str) -> str:
    """The name of one code of a list."""
    return lists.word(list_name, code)
