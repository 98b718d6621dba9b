"""The colour of a standing on the page of a factsheet; the words come with the content."""

from django import template

register = template.Library()
KINDS = {"met": "ok", "under_way": "info", "expired": "stop", "not_started": "warn"}


@register.filter
def sheet_kind(code: str) -> str:
    """The colour of a standing."""
    return KINDS.get(code, "")
