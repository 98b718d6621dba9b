"""The library of texts with which the desk answers: data with a source, and places to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kmt.advice.wordlists import DATA
from kmt.vocabulary.tables import rows

#: What a text can ask to be filled in, by the word between braces.
PLACES = frozenset({"number", "municipality", "centre"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerText:
    """One text: its code, category, title, the words, and on what they rest."""

    code: str
    category: str
    title: str
    text: str
    source: str

    def filled(self, places: Mapping[str, str]) -> str:
        """The text with its places filled in; an unknown place stays as it stands."""
        text = self.text
        for name in PLACES:
            text = text.replace("{" + name + "}", places.get(name, ""))
        return text


def _read() -> Mapping[str, AnswerText]:
    found = {}
    for line in rows(DATA, "answers.csv", "code category title text source"):
        code = line.needed("code")
        found[code] = AnswerText(
            code=code,
            category=line.needed("category"),
            title=line.needed("title"),
            text=line.needed("text").replace("\\n", "\n"),
            source=line.needed("source"),
        )
    return MappingProxyType(found)


ANSWERS = _read()
