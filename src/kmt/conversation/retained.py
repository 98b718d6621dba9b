"""How long a conversation is kept, and its place in the retention holding of its record.

A conversation has a term of its own (row T33), shorter than that of the record, because what
somebody writes back tells more easily who they are. It goes with the record when that goes first.
"""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from uuid import UUID

from kmt.conversation import access
from kmt.conversation.models import Conversation
from kmt.kernel.actor import Actor
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import BESIDE, Term, last_day

#: The kind of record, and the name of the part, in the holding of what it is about.
CONVERSATION = "conversation"
DUTCH = "het gesprek met wie een code heeft"


def last_day_of(closed: date | None) -> date | None:
    """The last day of a conversation about what was closed on a day; None when it is not closed."""
    return None if closed is None else last_day(closed, _term().term)


def there(actor: Actor, object_type: str, only: Collection[UUID] | None = None) -> frozenset[UUID]:
    """Of which records of a type there is a conversation: for the job that guards the terms."""
    rows = Conversation.objects.seen_by(actor, access.kept(actor, object_type, only))
    return frozenset(rows.values_list("object_id", flat=True))


@lru_cache(maxsize=1)
def _term() -> Term:
    carrying = (one for one in retention_terms() if one.nature not in BESIDE)
    return next(one for one in carrying if CONVERSATION in one.kinds)
