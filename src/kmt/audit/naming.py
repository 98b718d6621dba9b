"""Names beside the codes: the record keeps ids and codes, a reader wants to know who and why.

Accounts, roles and reasons live in rooms above this one. Those rooms hand over their words at the
start of the program; the record never imports them.
"""

from collections.abc import Callable, Mapping

Namer = Callable[[set[str]], dict[str, str]]


def _nobody(ids: set[str]) -> dict[str, str]:
    return {}


_namer: list[Namer] = [_nobody]
_words: dict[str, str] = {}


def name_actors_with(namer: Namer) -> None:
    """Use this function from now on; called once, by the room that keeps the accounts."""
    _namer[:] = [namer]


def names_of(ids: set[str]) -> dict[str, str]:
    """Names of actors by id, as far as they are known."""
    return _namer[0](ids)


def explain(words: Mapping[str, str]) -> None:
    """Words for codes of roles or reasons; called at the start, by the room that owns them."""
    _words.update(words)


def explained(code: str) -> str:
    """The words for a code, or for each of several with ``|`` between; unknown ones stay codes."""
    return ", ".join(_words.get(one, one) for one in code.split("|"))
