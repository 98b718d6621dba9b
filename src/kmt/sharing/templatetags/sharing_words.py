"""Codes of the room ``sharing`` in words: ``{% load sharing_words %}``."""

from django import template

from kmt.sharing import wording

register = template.Library()

register.filter("draft_state", wording.state_word)
register.filter("supplier_said", wording.kind_word)
register.filter("age_band", wording.age_word)
register.filter("told_word", wording.told_word)
