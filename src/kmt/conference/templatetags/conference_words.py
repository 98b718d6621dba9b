"""The words of :mod:`kmt.conference.wording` as template filters."""

from django import template

from kmt.conference import wording

register = template.Library()

register.filter("table_state", wording.state_word)
register.filter("table_state_kind", wording.state_kind)
register.filter("move_word", wording.move_word)
register.filter("capacity_at_table", wording.capacity_word)
register.filter("informed_word", wording.informed_word)
register.filter("outcome_of_agreement", wording.outcome_word)
register.filter("table_moment", wording.moment)
register.filter("table_hour", wording.hour)
