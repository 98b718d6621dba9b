"""What governance may do: meetings, minutes, terms, actions, questions, decisions. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kmt.kernel.refusals import Decision

TITLE_LIMIT = 200
TEXT_LIMIT = 8000
LONGEST_MEETING = 600


class Kind(StrEnum):
    """What an item of an agenda asks of who sits there."""

    INFORM = "inform"
    DISCUSS = "discuss"
    DECIDE = "decide"


class Presence(StrEnum):
    """Whether an organisation was there."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Removal(StrEnum):
    """Why the papers of an item are taken away."""

    SOMEBODY = "somebody"
    WRONG_FILE = "wrong_file"
    NOT_HERE = "not_here"


class ActionStand(StrEnum):
    """How far an action is; dropped: it is not needed any more."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A seat: for which organisation, from which day, until which (inclusive; None: no end)."""

    organisation: str
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it counts on this day."""
        return self.since <= on and (self.until is None or on <= self.until)


class Gap(StrEnum):
    """Why an organisation has nobody in a body."""

    NEVER = "never"
    ENDED = "ended"
    ENDING = "ending"


#: A term that ends within so many days is told in time.
ENDING_WITHIN = 60


def gaps(wanted: Iterable[str], terms: Iterable[Term], on: date) -> tuple[tuple[str, Gap], ...]:
    """Which organisations lack a member on this day, or soon will, in the order of ``wanted``."""
    held = list(terms)
    found: list[tuple[str, Gap]] = []
    for code in wanted:
        own = [one for one in held if one.organisation == code]
        now = [one for one in own if one.holds(on)]
        if not now:
            past = any(one.until is not None and one.until < on for one in own)
            found.append((code, Gap.ENDED if past else Gap.NEVER))
        elif all(_ends_soon(one, on) for one in now) and not any(one.since > on for one in own):
            found.append((code, Gap.ENDING))
    return tuple(found)


def _ends_soon(term: Term, on: date) -> bool:
    return term.until is not None and (term.until - on).days <= ENDING_WITHIN


def is_late(stand: str, due: date, today: date) -> bool:
    """Whether an action should have been done before today."""
    return stand == ActionStand.OPEN and due < today


def may_adopt(
    *, meets_at: datetime, now: datetime, next_at: datetime, same_body: bool, written: bool
) -> Decision:
    """Whether a later meeting of the same body may adopt the minutes of this one."""
    return Decision.of(
        "" if same_body else "Alleen een vergadering van hetzelfde gremium stelt een verslag vast.",
        ""
        if meets_at < next_at
        else "Een verslag wordt vastgesteld in een latere vergadering. Kies een latere.",
        "" if next_at <= now else "Die vergadering moet nog komen. Stel het verslag daarna vast.",
        ""
        if written
        else "Er staat nog niets in het verslag. Schrijf eerst op wat er is besproken.",
    )


def may_minute(*, adopted: bool, called_off: bool) -> Decision:
    """Whether the minutes of a meeting may still be written."""
    return Decision.of(
        "Dit verslag is vastgesteld. Leg een correctie vast als punt van een volgende vergadering."
        if adopted
        else "",
        "Deze vergadering ging niet door. Er is geen verslag van." if called_off else "",
    )


def may_answer(*, open_until: date, today: date, member: bool) -> Decision:
    """Whether somebody may answer a sounding-board question: members, until its last day."""
    return Decision.of(
        "De termijn van deze vraag is voorbij. Stuur een late reactie aan de beleidsadviseur."
        if today > open_until
        else "",
        ""
        if member
        else "Alleen leden van dit gremium antwoorden. De beleidsadviseur kan je lid maken.",
    )


def decision_day_problem(on: date, today: date) -> str:
    """What is wrong with the day of a decision; empty when nothing."""
    return "Deze dag moet nog komen. Leg een besluit vast als het genomen is." if on > today else ""


def text_problem(text: str, *, needed: str = "", limit: int = TEXT_LIMIT) -> str:
    """What is wrong with a text; ``needed``: the sentence for an empty one."""
    if not text.strip():
        return needed
    if len(text) > limit:
        return f"Deze tekst is te lang: hoogstens {limit} tekens. Zet de rest in een bijlage."
    return ""


def about_problem(about: str, kinds: Iterable[str]) -> str:
    """What is wrong with what a decision is about, as ``kind:key``; empty when nothing."""
    if not about:
        return ""
    kind, mark, key = about.partition(":")
    if mark and key and kind in set(kinds):
        return ""
    return "We kennen dit onderwerp niet. Open het besluit vanaf de pagina waarover het gaat."
