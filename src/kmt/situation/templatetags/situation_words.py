"""The words of :mod:`kmt.situation.wording` as template filters."""

from django import template

from kmt.situation import wording
from kmt.situation.countries import country_word

register = template.Library()

for _one in (
    country_word,
    wording.arranged_word,
    wording.band_word,
    wording.coded_word,
    wording.decider_word,
    wording.duty_law,
    wording.duty_word,
    wording.forms_word,
    wording.geography_word,
    wording.informed_word,
    wording.period_word,
    wording.places_word,
    wording.relation_word,
    wording.role_word,
    wording.sectors_word,
    wording.status_word,
    wording.who_word,
    wording.years_word,
):
    register.filter(_one.__name__, _one)
