"""Whether a backup was put back that knows less than was destroyed since.

The two databases have backups of their own. What one says was erased and the other does not, was
put back from before: then nobody may look at it until it is destroyed again.
"""

from django.db import DatabaseError

from kmt.vault.destroying import forgotten, unfinished

AGAIN = "Geef eerst: ./kmt manage replay_erasures"


def present() -> list[str]:
    """What stands in the way of serving, in sentences; empty when both databases agree.

    Empty too where there are no tables yet, so that a fresh installation can begin.
    """
    try:
        data, keys = len(forgotten()), len(unfinished())
    except DatabaseError:
        return []
    sentences = (
        f"Er is een oude reservekopie van de gegevens teruggezet: {data} keer is sindsdien iets "
        f"gewist wat er nu weer kan staan. {AGAIN}"
        if data
        else "",
        f"Er zijn nog {keys} sleutels van wat is gewist: het wissen is onderbroken, of er is een "
        f"oude reservekopie van de sleutels teruggezet. {AGAIN}"
        if keys
        else "",
    )
    return [sentence for sentence in sentences if sentence]
