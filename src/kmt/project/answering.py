"""Says what each room holds of a person, for who asks about their own data.

The room ``rights`` stands below the rooms that keep files and does not know them; ``lawfulness``
stands below it and asks whether somebody's data are restricted.
"""

from kmt.care import disclosed as care
from kmt.intake import disclosed as intake
from kmt.lawfulness.own_rights import ask_with
from kmt.rights.disclosers import R1, R2, Discloser, disclose_with
from kmt.rights.queries import is_restricted


def answer_people() -> None:
    """Let requests gather from every room, and sharing stop where it must; once, at the start."""
    disclose_with(
        Discloser(compartment=R1, pieces=intake.pieces_about, files=intake.files_about),
        Discloser(compartment=R2, pieces=care.pieces_about, files=care.files_about),
    )
    ask_with(is_restricted)
