"""Whether somebody may be a person who is known already: what agrees, what differs, in words.

The answer is never a number about a person and never "this is the same": it puts persons beside
each other, with the reason, and a person decides. Tokens come in blinded; nothing is open here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kmt.kernel.refusals import Decision
from kmt.vault.rules.tokens import Kind

Tokens = Mapping[Kind, frozenset[int]]

#: At most so many persons beside each other: more is not looked at but clicked away.
MOST = 10
ASK_MORE = "Vul een naam in, of een nummer, telefoonnummer, e-mailadres of geboortedatum."
#: Why one may ask whether a person is known: the purposes of the sharing matrix.
SEARCH_PURPOSES: dict[str, str] = {
    "P_SIGNAL": "nagaan bij een melding of deze persoon al bekend is",
    "P_CARE": "nagaan voor zorgcoördinatie of deze persoon al bekend is",
    "P_RIGHTS": "een verzoek van de persoon zelf: inzage, correctie of verwijdering",
}
_STRONG = (Kind.BSN, Kind.V_NUMBER, Kind.DOCUMENT, Kind.PHONE, Kind.EMAIL)
_PAIRS = (Kind.FULL_NAME, Kind.NICKNAME, Kind.INITIAL, Kind.BORN_NAMED)
_NAMES = (Kind.WORD, Kind.SOUND)
_WORDS = {
    Kind.BSN: "BSN",
    Kind.V_NUMBER: "V-nummer",
    Kind.DOCUMENT: "documentnummer",
    Kind.PHONE: "telefoonnummer",
    Kind.EMAIL: "e-mailadres",
}
#: Somebody has one of these at most, so another one is another person or a mistake.
_ONE_ONLY = (Kind.BSN, Kind.V_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What agrees and what differs, in Dutch words; what one of both does not have is in neither.

    ``order`` is for putting the likeliest on top and is shown nowhere.
    """

    agreeing: tuple[str, ...]
    differing: tuple[str, ...]
    order: tuple[int, ...]

    @property
    def reason(self) -> str:
        """Why this person is put beside the one that was asked for."""
        same = f"Komt overeen: {_listed(self.agreeing)}."
        return f"{same} Verschilt: {_listed(self.differing)}." if self.differing else same


def may_search(purpose: str, asked: Tokens) -> Decision:
    """Nobody searches without a purpose of the list, or with nothing to be found by."""
    return Decision.of(
        "" if purpose in SEARCH_PURPOSES else "Kies eerst waarvoor je zoekt.",
        "" if asked else ASK_MORE,
    )


def finding(asked: Tokens) -> frozenset[Kind]:
    """The kinds to find persons by: enough to be selective, whatever was given.

    One word alone finds by itself or with an age; a date of birth alone only when there is no name.
    """
    if {Kind.FULL_NAME, Kind.INITIAL} & asked.keys():
        return frozenset({*_STRONG, *_PAIRS} & asked.keys())
    if Kind.WORD in asked:
        weak = next(one for one in (Kind.BORN_NAMED, Kind.AGE_NAMED, Kind.SOUND) if one in asked)
        return frozenset({*_STRONG, weak} & asked.keys())
    return frozenset({*_STRONG, Kind.BORN_TURNED} & asked.keys())


def compare(asked: Tokens, known: Tokens) -> Comparison:
    """Put one known person beside who was asked for."""
    shared = frozenset(kind for kind in asked if asked[kind] & known.get(kind, frozenset()))
    parts = (*_numbers(asked, known, shared), _name(asked, known, shared))
    parts += (_birth(asked, known, shared),)
    agreeing = tuple(words for words, agrees in parts if words and agrees)
    differing = tuple(words for words, agrees in parts if words and not agrees)
    return Comparison(
        agreeing=agreeing, differing=differing, order=_order(shared, asked, known, len(differing))
    )


def _numbers(asked: Tokens, known: Tokens, shared: Collection[Kind]) -> Iterator[tuple[str, bool]]:
    for kind in _STRONG:
        if kind in shared:
            yield _WORDS[kind], True
        elif kind in _ONE_ONLY and kind in asked and kind in known:
            yield _WORDS[kind], False


def _name(asked: Tokens, known: Tokens, shared: Collection[Kind]) -> tuple[str, bool]:
    if not (Kind.WORD in asked and Kind.WORD in known):
        return "", True
    for kinds, words in _NAME_WORDS:
        if kinds <= set(shared):
            return words, True
    return "naam", False


#: The first of these whose kinds are all shared says how the names agree.
_NAME_WORDS: tuple[tuple[set[Kind], str], ...] = (
    ({Kind.FULL_NAME}, "naam"),
    ({Kind.NICKNAME, Kind.WORD}, "deel van de naam, en de roepnaam past"),
    ({Kind.NICKNAME}, "roepnaam past, en de naam klinkt gelijk"),
    ({Kind.INITIAL, Kind.WORD}, "deel van de naam, en een voorletter"),
    ({Kind.INITIAL}, "naam klinkt gelijk, en een voorletter"),
    ({Kind.WORD}, "deel van de naam"),
    ({Kind.SOUND}, "deel van de naam klinkt gelijk"),
)


def _birth(asked: Tokens, known: Tokens, shared: Collection[Kind]) -> tuple[str, bool]:
    if Kind.BORN in shared:
        return "geboortedatum", True
    if Kind.BORN_TURNED in shared:
        return "geboortedatum, met dag en maand verwisseld", True
    if Kind.BORN in asked and Kind.BORN in known:
        near = Kind.AGE_NAMED in shared
        return "geboortedatum (het jaar ligt dichtbij)" if near else "geboortedatum", False
    comparable = Kind.SOUND in shared and Kind.AGE_NAMED in asked and Kind.AGE_NAMED in known
    return ("leeftijd" if comparable else "", Kind.AGE_NAMED in shared)


def _order(
    shared: Collection[Kind], asked: Tokens, known: Tokens, differing: int
) -> tuple[int, ...]:
    """The likeliest first: what hardly two people share before what many do."""
    words = len(asked.get(Kind.WORD, frozenset()) & known.get(Kind.WORD, frozenset()))
    ranked = (*_STRONG, Kind.FULL_NAME, Kind.BORN_NAMED, Kind.BORN, Kind.NICKNAME, Kind.INITIAL)
    return (*(kind not in shared for kind in ranked), differing, -words)


def _listed(words: tuple[str, ...]) -> str:
    return "; ".join(words)
