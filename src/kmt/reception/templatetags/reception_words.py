"""Puts :mod:`kmt.reception.wording` within reach of templates: ``{{ line|ends }}``."""

from django import template

from kmt.reception import rules, wording

register = template.Library()

register.filter("reason_words", wording.reason)
register.filter("channel_name", wording.channel)
register.filter("moment", wording.moment)
register.filter("time_of", wording.time_of)
register.filter("ends", wording.ends)
register.filter("told_apart", rules.told_apart)
