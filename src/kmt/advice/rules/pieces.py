"""What the search for identifying data finds: pieces of a text, each of a kind. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of text seems to be."""

    NAME = "name"
    BSN = "bsn"
    BIRTH_DATE = "birth_date"
    DATE = "date"
    PHONE = "phone"
    MAIL = "mail"
    IBAN = "iban"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PLATE = "plate"
    V_NUMBER = "v_number"
    NUMBER = "number"
    ONLINE = "online"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One piece that can tell who somebody is. ``sure`` ones cannot be said to be about nobody."""

    kind: Kind
    start: int
    end: int
    text: str
    sure: bool

    @property
    def key(self) -> str:
        """What stays the same when the same piece is sent again: its kind and its letters."""
        return f"{self.kind}:{' '.join(self.text.casefold().split())}"


#: A text with more pieces than this is refused for those; the rest need not be looked for.
MOST = 100


class Page:
    """A text in which every place belongs to one piece: who comes first keeps it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Found] = []
        self._taken: list[tuple[int, int]] = []

    def free(self, start: int, end: int) -> bool:
        """Whether nothing has been found at this place yet."""
        return all(end <= one or start >= other for one, other in self._taken)

    def skip(self, start: int, end: int) -> None:
        """Look no further at this place: it is known and harmless."""
        if len(self._taken) < 2 * MOST:
            self._taken.append((start, end))

    def put(self, kind: Kind, start: int, end: int, *, sure: bool) -> None:
        """Keep a piece, unless something stands there already."""
        if len(self.found) >= MOST or not self.free(start, end):
            return
        self._taken.append((start, end))
        text = self.text[start:end]
        self.found.append(Found(kind=kind, start=start, end=end, text=text, sure=sure))

    def before(self, start: int, letters: int = 30) -> str:
        """The small letters that stand before a place: what somebody says it is."""
        return self.text[max(0, start - letters) : start].casefold()


def in_order(found: Iterable[Found]) -> tuple[Found, ...]:
    """The pieces as a reader meets them."""
    return tuple(sorted(found, key=lambda one: one.start))


def still_open(found: Iterable[Found], cleared: frozenset[str]) -> Iterator[Found]:
    """What stands in the way: the sure ones, and doubtful ones of which nobody said otherwise."""
    return (one for one in found if one.sure or one.key not in cleared)
