"""What pages of the rooms above need: a fresh receipt, and the conversation beside a record.

Receipt: put the context in the page and include ``conversation/part_receipt.html``: the digits, the
same in words, how to keep them, and a field to check in the same sitting that they were noted.
Conversation: put ``conversation_read(…)`` in the context as ``conversation`` and include
``conversation/part_desk.html``.
"""

from uuid import UUID

from kmt.conversation import actions, queries
from kmt.conversation.forms.public import ReceiptForm
from kmt.conversation.reading import OfDesk
from kmt.conversation.receipts import groups, new_ticket
from kmt.entrance.wording import spoken
from kmt.kernel.actor import Actor


def receipt_context(receipt: str) -> dict[str, object]:
    """The digits in groups with their words, and the ticket to check them without a wait."""
    return {
        "groups": [(group, spoken(group)) for group in groups(receipt)],
        "check_form": ReceiptForm(),
        "sitting": new_ticket(receipt),
    }


def conversation_read(actor: Actor, object_type: str, object_id: UUID) -> OfDesk | None:
    """The conversation, for a page that shows it: who has the code sees on which day."""
    found = queries.for_desk(actor, object_type, object_id)
    if found is not None and found.unread:
        actions.mark_seen(by=actor, object_type=object_type, object_id=object_id)
    return found
