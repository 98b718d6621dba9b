"""Conversations to test with: reports told at the public entrance, and the codes they gave."""

import re

from tests.intake.conftest import HENGELO, every_row, receipt_in, tell, text_of, visitor, weigh

__all__ = ["HENGELO", "every_row", "receipt_in", "tell", "text_of", "ticket_in", "visitor", "weigh"]


def ticket_in(response) -> str:
    """The ticket of a page with a conversation."""
    found = re.search(r'name="ticket" value="([^"]+)"', response.content.decode())
    assert found, text_of(response)
    return found[1]
