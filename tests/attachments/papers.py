"""What tests of rooms with papers look at: everything that is kept, and where one is opened."""

from django.urls import reverse

from kmt.access.rows import gate_open
from kmt.attachments.actions import scanner
from kmt.attachments.models import Attachment


def kept() -> list[Attachment]:
    """Every file that is kept, by what it belongs to and in its order."""
    with gate_open(scanner()):
        return list(Attachment.objects.order_by("object_id", "position"))


def address_of(row: Attachment) -> str:
    """Where a paper is opened."""
    return reverse("attachments:paper", args=[row.id])
