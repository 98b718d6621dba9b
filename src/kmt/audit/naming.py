"""Names beside the numbers: the record keeps ids, a reader wants to know who that was.

Accounts live in a room above this one. That room hands over, at the start of the program, the one
function that turns ids into names; the record never imports it.
"""

from collections.abc import Callable

Namer = Callable[[set[str]], dict[str, str]]


def _nobody(ids: set[str]) -> dict[str, str]:
    return {}


_namer: list[Namer] = [_nobody]


def name_actors_with(namer: Namer) -> None:
    """Use this function from now on; called once, by the room that keeps the accounts."""
    _namer[:] = [namer]


def names_of(ids: set[str]) -> dict[str, str]:
    """Names of actors by id, as far as they are known."""
    return _namer[0](ids)
