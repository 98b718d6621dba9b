"""The words of :mod:`kmt.teamwork.wording` as template filters."""

from django import template

from kmt.teamwork import wording

register = template.Library()

for _name, _one in (
    ("task_state", wording.state_word),
    ("task_kind", wording.state_kind),
    ("task_step", wording.step_word),
    ("let_out_word", wording.end_word),
    ("given_word", wording.given_word),
    ("data_words", wording.data_words),
    ("receiver_word", wording.receiver_word),
):
    register.filter(_name, _one)
