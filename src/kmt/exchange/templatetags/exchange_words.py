"""The words of :mod:`kmt.exchange.wording` as template filters."""

from django import template

from kmt.exchange import wording

register = template.Library()

for _one in (
    wording.asked_word,
    wording.channel_word,
    wording.coming_word,
    wording.consent_word,
    wording.dossier_word,
    wording.going_word,
    wording.ground_word,
    wording.mode_word,
    wording.part_word,
    wording.refusal_word,
    wording.source_word,
    wording.state_kind,
    wording.status_word,
):
    register.filter(_one.__name__, _one)
register.filter("step_word", wording.event_word)
