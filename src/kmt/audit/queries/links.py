"""The events in their order as the chain and the tree see them, read in parts.

A row that no program can read is a link that fits nowhere; SQLite lets a word or a fraction stand
where a number belongs.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from kmt.audit.models import AuditEvent
from kmt.audit.rules import HASHED, Link

CHUNK = 5000
#: What reading a row gives when somebody put into it what no program writes there.
STRANGE = (AttributeError, TypeError, ValueError)
_COLUMNS = (*HASHED, "hash")
_TEXTS = tuple(number for number, name in enumerate(_COLUMNS) if name != "seq")
_ID, _MOMENT, _HASH = (_COLUMNS.index(one) for one in ("event_id", "timestamp_utc", "hash"))
Row = tuple[object, ...]


def links(after: int = 0) -> Iterator[Link]:
    """Every link with a higher number, in order."""
    rows = AuditEvent.objects.order_by("seq")
    last = after or None
    while True:
        found = rows if last is None else rows.filter(seq__gt=last)
        numbers = list(found.values_list("seq", flat=True)[:CHUNK])
        whole = [number for number in numbers if isinstance(number, int)]
        if whole:
            yield from _chunk(whole)
            last = whole[-1]
        for strange in range(len(numbers) - len(whole)):
            yield _unreadable((last or 0) + 1 + strange)
        if not whole or len(numbers) < CHUNK:
            return


def _chunk(numbers: list[int]) -> list[Link]:
    rows = AuditEvent.objects.filter(seq__gte=numbers[0], seq__lte=numbers[-1]).order_by("seq")
    try:
        return [_link(row) for row in rows.values_list(*_COLUMNS)]
    except STRANGE:
        return [_one(number) for number in numbers]


def _one(number: int) -> Link:
    try:
        return _link(AuditEvent.objects.filter(seq=number).values_list(*_COLUMNS)[0])
    except (*STRANGE, IndexError):
        return _unreadable(number)


def _link(row: Row) -> Link:
    values = list(row)
    moment = values[_MOMENT]
    if not isinstance(moment, datetime):
        raise TypeError("Something else than a moment stands in a column of moments.")
    values[_ID], values[_MOMENT] = str(values[_ID]), moment.astimezone(UTC).isoformat()
    if not all(isinstance(values[number], str) for number in _TEXTS):
        raise TypeError("Something else than text stands in a column of text.")
    if not str(values[_HASH]).isascii():
        raise ValueError("Something else than a hash stands in a column of hashes.")
    return Link(**dict(zip(_COLUMNS, values, strict=True)))  # type: ignore[arg-type]


def _unreadable(number: int) -> Link:
    nothing = dict.fromkeys((name for name in HASHED if name != "seq"), "")
    return Link(seq=number, **nothing)
