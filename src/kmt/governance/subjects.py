"""What decisions are about: later rooms say here which things of theirs can be decided on.

A decision keeps ``"kind:key"`` and nothing else of its subject, so that this room need not know the
rooms above it. They register in ``AppConfig.ready``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from kmt.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectSeen:
    """A subject as somebody may see it: its title, and the address of its page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A kind of subject: code, its words on the screen, and how one of it is found.

    ``find`` gives None for one that is not there, or not for this actor.
    """

    kind: str
    words: str | Promise
    find: Callable[[Actor, str], SubjectSeen | None]


_known: dict[str, Subject] = {}


def know_subject(subject: Subject) -> None:
    """Let decisions be about this kind from now on; called at the start, by the room it is of."""
    _known[subject.kind] = subject


def kinds() -> frozenset[str]:
    """The codes of the kinds that are known."""
    return frozenset(_known)


def kind_words(about: str) -> str:
    """What kind of thing ``"kind:key"`` names, in words; empty for one that is not known."""
    found = _known.get(about.partition(":")[0])
    return str(found.words) if found else ""


def seen(actor: Actor, about: str) -> SubjectSeen | None:
    """What ``"kind:key"`` names, as this actor may see it; None where there is nothing to see."""
    kind, _mark, key = about.partition(":")
    found = _known.get(kind)
    return found.find(actor, key) if found and key else None
