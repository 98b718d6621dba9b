"""What the vocabulary refuses, by name: words it does not know and words of another time."""

from datetime import date

from kmt.kernel.refusals import Invalid, Refused


class UnknownWord(Invalid):
    """A list, code, indicator, rule or source that stands nowhere in the vocabulary."""

    def __init__(self, kind: str, word: str) -> None:
        """Name the kind of word and the word, as they were asked."""
        super().__init__(
            f"We kennen {kind} '{word}' niet.", "Kies een waarde die in de lijst staat."
        )


class NotValidOn(Invalid):
    """A word that exists, but not on the day that was asked."""

    def __init__(self, kind: str, word: str, on: date, reason: str) -> None:
        """Say which word, on which day, and why not."""
        super().__init__(
            f"{kind} '{word}' geldt niet op {on:%d-%m-%Y}; {reason}.",
            "Kies een waarde die op die dag geldt, of controleer de datum.",
        )


class NoTermStated(Refused):
    """A deadline rule of which no source states the term; a person has to set the date."""

    def __init__(self, name: str) -> None:
        """Name the rule."""
        super().__init__(
            f"Voor '{name}' staat nergens een vaste termijn.",
            "Vul zelf een datum in en noteer waarom je die kiest.",
        )
