"""The rules of safe contact, wherever a contact starts: ``{% load safe_contact %}``.

``{% safe_contact request.actor case.person_id %}`` writes the notice with when, how, in which
language, and that there is a code word; the word itself stands on the page of safe contact, where
each look is recorded. The page that uses this has recorded its look at the file; two queries.
"""

from uuid import UUID

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kmt.kernel.actor import Actor
from kmt.persons.beside import safe_contact_beside

register = template.Library()


@register.simple_tag
def safe_contact(actor: Actor, person_id: UUID) -> SafeString:
    """How this person can be reached without danger; without the right to see it: ask first."""
    safe = safe_contact_beside(actor, person_id)
    return render_to_string("persons/_safe_contact.html", {"safe": safe})
