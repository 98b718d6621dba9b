"""Short words for the tests of this room: ask the project's own matrix on a day."""

from datetime import date

from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules import ShareDecision, ShareRequest, may_share

ON = date(2026, 11, 1)
#: What holds for every share inside the ZVH (BGS 2.20, 1.5, 1.6; WGS 1.5(1), 2.31(4)).
ZVH = frozenset(
    {
        "criteria_registered",
        "necessary",
        "designated_for_case",
        "lawful_at_source",
        "accuracy_checked",
    }
)


def ask(where: str, data: str, on: date = ON, **more: object) -> ShareDecision:
    """``where``: compartment, sender, recipient, purpose and subject, parted by spaces."""
    compartment, sender, recipient, purpose, subject = where.split()
    for name in ("facts", "not_so"):
        if isinstance(more.get(name), str):
            more[name] = frozenset(more[name].split())
    request = ShareRequest(
        compartment=compartment,
        sender=sender,
        recipient=recipient,
        purpose=purpose,
        subject=subject,
        data=frozenset(data.split()),
        **more,
    )
    return may_share(request, sharing_matrix(), on)
