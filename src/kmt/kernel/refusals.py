"""Refusals: every "no" is a sentence and a next step that a person can take.

They are Dutch; the few that the public meets are in the language of the page.

Rooms subclass these; the door turns them into a page once (403, 404, 409, 422), so that no view
handles them. A :class:`Decision` is the answer of a rule: it gives its reasons, and the button
asks the same rule as the gate.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Something may not or cannot be done now; says why, and what to do next."""

    status: ClassVar[int] = 409
    heading: ClassVar[str | Promise] = "Dit kan nu niet"

    def __init__(self, sentence: str | Promise, next_step: str | Promise = "") -> None:
        """Take the sentence for the reader and, where there is one, the next step."""
        super().__init__(sentence)
        self._sentence = sentence
        self._next_step = next_step
        self.recorded = False

    @property
    def sentence(self) -> str:
        """What is the matter; one of the house itself is in the language it is read in."""
        return str(self._sentence)

    @property
    def next_step(self) -> str:
        """What the reader can do now; empty where there is nothing."""
        return str(self._next_step)

    @property
    def words(self) -> str:
        """The sentence and the next step in one line."""
        return f"{self.sentence} {self.next_step}".strip()


class NotPermitted(Refused):
    """Inside the actor's world, but not theirs to do: the page says who can."""

    status = 403
    heading = "Hier heb je geen toegang toe"


class NotFound(Refused):
    """Outside the actor's world, or not there at all: the two look alike on purpose."""

    status = 404
    heading = gettext_lazy("This page is not here")

    def __init__(self, sentence: str = "", next_step: str = "") -> None:
        """Default to one sentence for all, so that existence never leaks through wording."""
        super().__init__(
            sentence or _("We find nothing here that you can look at."),
            next_step or _("Check the address, or go back to the first page."),
        )


class Conflict(Refused):
    """Someone else was first, or the state has moved on since the page was opened."""

    heading = "Er is intussen iets veranderd"


class Invalid(Refused):
    """What was typed cannot be taken as it is; ``fields`` says where."""

    status = 422
    heading = "Nog niet compleet"

    def __init__(
        self, sentence: str, next_step: str = "", *, fields: dict[str, str] | None = None
    ) -> None:
        """Take the sentence and, per field name, what is wrong with it."""
        super().__init__(sentence, next_step)
        self.fields = fields or {}


class ActorRequired(RuntimeError):
    """Rows were asked for, or written, without saying who asks: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a rule: allowed or not, and why, in sentences."""

    allowed: bool
    reasons: tuple[str, ...] = field(default=())

    @classmethod
    def refuse(cls, *reasons: str) -> Self:
        """A "no" with its reasons."""
        return cls(False, reasons)

    @classmethod
    def of(cls, *reasons: str) -> Self:
        """Allowed when no reason against it stands; empty strings do not count."""
        found = tuple(reason for reason in reasons if reason)
        return cls(not found, found)

    def check(self) -> None:
        """Raise the refusal when the answer is no."""
        if not self.allowed:
            raise Refused(" ".join(self.reasons))


ALLOWED = Decision(True)
