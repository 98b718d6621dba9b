"""The mark of one public page with a form: signed, kept nowhere, and told by nothing but itself.

There is no cookie on the public side. The mark takes the place of Django's check against
cross-site requests, keeps a double click from counting twice, and says how long the page was open.
"""

import secrets
from dataclasses import dataclass

from django.core import signing

from kmt.kernel import clock

#: A page may stand open so long; after that it asks to be sent once more.
SECONDS = 2 * 60 * 60
_SALT = "kmt.entrance.page"


@dataclass(frozen=True, slots=True)
class PageMark:
    """What a genuine mark says: which page it was, and for how many seconds it was open."""

    nonce: str
    open_for: int

    @property
    def expired(self) -> bool:
        """Whether the page stood open too long to take what is in it without a second look."""
        return self.open_for > SECONDS


def new() -> tuple[str, str]:
    """A nonce for one page, and the signed mark that goes into its form."""
    nonce = secrets.token_urlsafe(18)
    return nonce, signing.dumps([nonce, _seconds()], salt=_SALT)


def read(mark: str) -> PageMark | None:
    """What a mark of ours says; None when it is missing, cut off or forged."""
    try:
        nonce, made = signing.loads(mark, salt=_SALT)
    except signing.BadSignature:
        return None
    return PageMark(nonce, open_for=_seconds() - made)


def _seconds() -> int:
    return int(clock.now().timestamp())
