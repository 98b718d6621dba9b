"""What every text of a weighing has to be: short enough, and not about anybody in person.

And what stands in the place of who gave a score or an opinion once that is not kept any more.
"""

from django.db.models import Q

from kmt.advice.telling import told_in
from kmt.kernel.ids import new_id

_NOBODY = "nobody:"
#: The scores and opinions of which is still kept who gave them.
NAMED = ~Q(given_by__startswith=_NOBODY)


def nobody() -> str:
    """Something that names nobody, and that no other score or opinion has (T41)."""
    return f"{_NOBODY}{new_id().hex}"


def told_problem(text: str, most: int) -> str:
    """What is wrong with a text; empty when nothing is.

    Refuses what points at one person: a weighing is about ways to organise, never about people.
    """
    if len(text) > most:
        return f"Houd deze tekst korter dan {most} tekens."
    told = told_in(text)
    if not told:
        return ""
    return f"Hier staat {told}. Een afweging gaat nooit over personen: haal het weg."
