"""What rooms above keep with a report, so that it goes and is found where the report is.

The rooms above know this one and it does not know them: each hands itself over, once, at the
start. A report that is destroyed takes their rows along (AVG 17), its words are found again with
theirs, and who asks for the own file gets their part of it (AVG 15).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from kmt.kernel.actor import Actor

#: A part of the answer to who asks: its name, its kind in words, and its lines.
ToldPart = tuple[str, str, tuple[tuple[str, str], ...]]


def _nothing(_actor: Actor, _report_id: UUID) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a room above keeps with a report: how it goes, which texts it has, what it tells.

    ``take_out`` removes its rows of one report and says how many; ``texts`` gives its sealed texts
    under the key of the report, by column; ``told`` what who the report is about may see.
    """

    take_out: Callable[[Actor, UUID], int]
    texts: Callable[[Actor, UUID], Iterable[tuple[str, bytes]]] = _nothing
    told: Callable[[Actor, UUID], Iterable[ToldPart]] = _nothing


_ABOVE: list[Beside] = []


def keep_beside(one: Beside) -> None:
    """Say, once and at the start, what a room above keeps with reports."""
    if one not in _ABOVE:
        _ABOVE.append(one)


def all_above() -> tuple[Beside, ...]:
    """Every room above that keeps something with reports."""
    return tuple(_ABOVE)
