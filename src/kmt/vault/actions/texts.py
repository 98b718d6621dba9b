"""Having a record found again by the words of its texts: blind tokens that go with the record."""

from collections.abc import Iterable

from kmt.kernel.actor import Actor
from kmt.vault.blinding import blind_things
from kmt.vault.keys import key_for
from kmt.vault.models import TextToken
from kmt.vault.writing import put_words


def index_text(*, by: Actor, subject: str, part: str, text: str) -> None:
    """Have a record (``report:<id>``) found by the words of this text, and not by its old ones.

    Runs inside the act that seals the text; ``part`` is which text of the record it is. The words
    go when the record is erased.
    """
    TextToken.objects.filter(subject=subject, part=part).delete()
    put_words(by, subject, part, text)


def blind_forms(*, by: Actor, kind: str, forms: Iterable[str]) -> dict[str, int]:
    """Per form of a thing of this kind its keyed hash: equal for equal things, and no more."""
    return blind_things(key_for("index:things", by=by), kind, forms)
