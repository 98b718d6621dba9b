"""Says which records can be handed over, and how they come back: each room hands that over itself.

The room ``lawfulness`` stands below them and does not know them.
"""

from kmt.care.actions import give_back
from kmt.intake.retained import REPORT
from kmt.lawfulness.handing import Handed, hand_over_with


def know_what_goes() -> None:
    """Let a report go from the desk to care and come back; called once, at the start."""
    hand_over_with(
        Handed(
            object_type=REPORT,
            returned=give_back,
            sender_page="intake:report_detail",
            receiver_page="care:open",
        )
    )
