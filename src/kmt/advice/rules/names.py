"""Names of persons in running text, told by lists, capitals, and the words around them. Pure.

A Dutch sentence has capitals at its beginning and in names; what is no name of a place, a people
or an organisation is then, doubtfully, one of a person. German writes every noun so, and Arabic
has no capitals: there only the lists and the words before a name tell.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from kmt.advice.rules.pieces import Kind, Page
from kmt.vault.rules.names import PARTICLES, folded

_WORD = re.compile(r"[^\W\d_]+(?:['’`-][^\W\d_]+)*\.?")
_BEGINS = re.compile(r"(?:^|[.!?:;\n•(\[\"“”„«»]|\s[-–—*])[\s\"“”„'‘’(\[]*$")
_BETWEEN = re.compile(r"[ \t]{1,2}|-")
_CALLED = re.compile(
    r"\b(?:heet|heten|genaamd|genoemd|noemt\s(?:zich|hem|haar)|(?:naam|bijnaam|roepnaam|achternaam|"
    r"voornaam)(?:\s(?:is|was))?:?|called|named|(?:name|nickname)\s(?:is|was)|heißt|se llama|"
    r"nazywa się|ma na imię|зват\w*|звуть)\s+[\"“'‘]?$"
)
_LOOK_BACK = 12
_LONGEST_SHORT = 5
_SHORTEST_SMALL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """What is known: names people have, words that are none, phrases, and words both can be.

    ``titles`` stand before a name; ``deeds`` is what one person does: an unknown word before one of
    them, at the beginning of a sentence, is a name.
    """

    letters: Mapping[str, str]
    given: frozenset[str]
    family: frozenset[str]
    words: frozenset[str]
    beginnings: frozenset[str]
    ambiguous: frozenset[str]
    titles: frozenset[str]
    deeds: frozenset[str]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word with its place, and what can be said of it alone."""

    at: int
    start: int
    end: int
    bare: str
    folded: str
    first: bool
    capital: bool
    known: bool
    given: bool
    family: bool

    @property
    def particle(self) -> bool:
        """A word that stands inside a name: van, el, dos."""
        return self.folded in PARTICLES

    @property
    def initial(self) -> bool:
        """One capital with a full stop: J."""
        return len(self.bare) == 1 and self.capital


def names_in(page: Page, lists: NameLists, *, capitals_tell: bool = True) -> None:
    """Put the names of persons on the page."""
    for phrase in lists.phrases:
        for one in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", page.text):
            page.skip(*one.span())
    tokens = _tokens(page.text, lists)
    free = [token for token in tokens if page.free(token.start, token.end)]
    for run in _runs(page.text, free):
        _judge(page, run, tokens, lists, capitals_tell=capitals_tell)


def _tokens(text: str, lists: NameLists) -> list[_Token]:
    found = enumerate(_WORD.finditer(text))
    return [_token(text, number, one, lists) for number, one in found]


def _token(text: str, number: int, one: re.Match[str], lists: NameLists) -> _Token:
    word = one[0].rstrip(".")
    dotted = len(word) == 1 and one[0].endswith(".")
    bare = re.sub(r"['’`]s$", "", word)
    plain = folded(re.sub(r"['’`]", "", bare), lists.letters)
    parts = plain.split()
    short = _is_short(bare)
    given = any(part in lists.given for part in parts)
    small = bare[0].islower()
    return _Token(
        at=number,
        start=one.start(),
        end=one.start() + len(word) + dotted,
        bare=bare,
        folded=plain,
        first=_begins(text, one.start()),
        capital=bare[0].isupper(),
        known=plain in lists.words or plain in lists.titles or (short and not given),
        given=given and not (small and (plain in lists.ambiguous or len(plain) < _SHORTEST_SMALL)),
        family=plain in lists.family and not small,
    )


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins here; a few signs back tell."""
    before = text[max(0, start - _LOOK_BACK) : start]
    return _BEGINS.search(before if start <= _LOOK_BACK else f"x{before}") is not None


def _is_short(word: str) -> bool:
    """An abbreviation: GGZ, and what hangs behind one: ID-kaart."""
    first = word.split("-", maxsplit=1)[0]
    return first.isupper() and (1 < len(word) <= _LONGEST_SHORT or first != word)


def _runs(text: str, tokens: list[_Token]) -> list[list[_Token]]:
    """Words that stand together and can be one name, with the particles between them."""
    runs: list[list[_Token]] = []
    open_run: list[_Token] = []
    for before, token in pairwise([None, *tokens]):
        assert token is not None
        joined = before is not None and _BETWEEN.fullmatch(text[before.end : token.start])
        if not joined:
            open_run = _close(runs, open_run)
        if _can_be_name(token) or (open_run and token.particle):
            open_run.append(token)
        else:
            open_run = _close(runs, open_run)
    _close(runs, open_run)
    return runs


def _close(runs: list[list[_Token]], run: list[_Token]) -> list[_Token]:
    while run and run[-1].particle and not run[-1].given:
        run.pop()
    if run:
        runs.append(run)
    return []


def _can_be_name(token: _Token) -> bool:
    if token.given or token.family:
        return True
    return token.capital and not token.known


def _judge(
    page: Page,
    run: list[_Token],
    tokens: list[_Token],
    lists: NameLists,
    *,
    capitals_tell: bool,
) -> None:
    """Say of a run whether it is a name, surely or doubtfully, or only a beginning."""
    at = run[0].at
    before = tokens[at - 1].folded if at else ""
    called = before in lists.titles or _CALLED.search(page.before(run[0].start)) is not None
    while run and not called and _only_begins(run, lists):
        run = run[1:]
    if not run:
        return
    known = any(one.given for one in run)
    sure = called or _surely(run, lists)
    doubtful = capitals_tell and not _may_be_a_word(run, tokens, lists)
    if not (known or sure or doubtful):
        return
    page.put(Kind.NAME, run[0].start, run[-1].end, sure=sure)


def _only_begins(run: list[_Token], lists: NameLists) -> bool:
    """A word with a capital because the sentence begins there: not part of the name."""
    first = run[0]
    if not first.first:
        return first.particle and not first.capital
    if first.folded in lists.beginnings or (first.particle and first.capital):
        return True
    return first.folded in lists.ambiguous and len(run) == 1


def _surely(run: list[_Token], lists: NameLists) -> bool:
    """A name of the lists with a capital; or an initial or several words with a family name."""
    if any(
        one.given and not one.bare[0].islower() and one.folded not in lists.ambiguous for one in run
    ):
        return True
    family = any(one.family for one in run)
    several = sum(not one.particle for one in run) > 1
    return several and (family or any(one.initial or one.given for one in run))


def _may_be_a_word(run: list[_Token], tokens: list[_Token], lists: NameLists) -> bool:
    """One unknown word at the beginning of a sentence, and nothing says that it is a person."""
    first = run[0]
    if first.initial and len(run) == 1:
        return True
    if len(run) > 1 or not first.first or first.family:
        return False
    after = first.at + 1
    return after >= len(tokens) or tokens[after].folded not in lists.deeds
