"""Puts :mod:`kmt.attachments.wording` within reach of templates: ``{{ file.kind|file_kind }}``."""

from django import template

from kmt.attachments import wording

register = template.Library()
register.filter("file_kind", wording.kind)
register.filter("file_state", wording.state)
register.filter("file_state_kind", wording.state_kind)
register.filter("file_cleaning", wording.cleaning)
