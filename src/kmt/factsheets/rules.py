"""What a council factsheet says of a standing: shares, groups, and which questions fit; pure.

Everything is Dutch: a factsheet is read in the council, in whatever language its maker works.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

#: How many steps and questions fit on the sheet, how long a text may be there, and which years.
STEPS, QUESTIONS, YEARS = 4, 3, 8
TITLE_LIMIT, STEP_LIMIT = 110, 120
MET, EXPIRED, UNDER_WAY, NOT_STARTED = "met", "expired", "under_way", "not_started"
#: The order in which standings are shown, with their words for a council.
WORDS = {
    MET: "op orde",
    UNDER_WAY: "loopt",
    EXPIRED: "bewijs verlopen",
    NOT_STARTED: "nog niet begonnen",
    "not_applicable": "niet van toepassing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many points stand how; what does not apply is not in ``total``."""

    met: int = 0
    under_way: int = 0
    expired: int = 0
    not_started: int = 0

    @property
    def total(self) -> int:
        """What applies."""
        return self.met + self.under_way + self.expired + self.not_started

    @property
    def lacking(self) -> int:
        """Not begun, or with evidence that does not count any more."""
        return self.expired + self.not_started


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One obligation: its title, how it stands, and where it is due or planned."""

    title: str
    theme: str
    code: str
    step: str = ""
    step_on: date | None = None
    due_before: date | None = None


def percent(part: int, whole: int) -> int:
    """A share in whole per cents, halves up; 0 of nothing is 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def cut(text: str, limit: int) -> str:
    """A text that fits: at most ``limit`` signs, cut between words, with a sign that it was."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    short = line[: limit - 1]
    return f"{short.rsplit(' ', 1)[0] if ' ' in short[limit // 2 :] else short}…"


def said(code: str, number: int) -> str:
    """How many points stand so: 1 loopt, 2 lopen."""
    words = "lopen" if code == UNDER_WAY and number != 1 else WORDS[code]
    return f"{number} {words}"


def counted(counts: Counts) -> str:
    """The groups in words; a group without points is not named."""
    named = (
        (MET, counts.met),
        (UNDER_WAY, counts.under_way),
        (EXPIRED, counts.expired),
        (NOT_STARTED, counts.not_started),
    )
    return ", ".join(said(code, number) for code, number in named if number) or "geen punten"


def headline(place: str, counts: Counts, *, filled_in: bool) -> str:
    """What somebody must remember of the sheet, in one sentence."""
    if not filled_in:
        return f"{place} heeft nog niets ingevuld. Alles telt daarom als nog niet begonnen."
    share = percent(counts.met, counts.total)
    return f"{place} heeft {counts.met} van de {counts.total} punten op orde: {share} procent."


def compared(own: Counts, region: str, whole: Counts) -> str:
    """The own share beside that of the region as a whole; never beside another municipality."""
    mine, all_of_it = percent(own.met, own.total), percent(whole.met, whole.total)
    how = (
        "net zoveel als in"
        if mine == all_of_it
        else "meer dan in"
        if mine > all_of_it
        else "minder dan in"
    )
    return f"Dat is {how} {region} als geheel, waar {all_of_it} procent op orde is."


def due(points: Iterable[Point]) -> tuple[int, int, date | None]:
    """Of the points with a date before which they had to be met: how many are, of how many."""
    dated = [one for one in points if one.due_before is not None]
    before = max((one.due_before for one in dated if one.due_before), default=None)
    return sum(one.code == MET for one in dated), len(dated), before


def steps(points: Iterable[Point]) -> tuple[Point, ...]:
    """What is planned, soonest first; a point that is met asks for no step."""
    planned = [one for one in points if one.step and one.code != MET]
    return tuple(sorted(planned, key=lambda one: (one.step_on or date.max, one.title)))


def questions(points: Sequence[Point], on: date) -> tuple[str, ...]:
    """What a council member can ask, from how this municipality stands; at least one."""
    expired = [one for one in points if one.code == EXPIRED]
    planned = steps(points)
    waiting = [one for one in points if one.code == NOT_STARTED and not one.step]
    found = []
    if expired:
        name = cut(expired[0].title, 80)
        found.append(f"Het bewijs bij “{name}” is verlopen. Wanneer besluit het college opnieuw?")
    if planned:
        found.append(_of_step(planned[0], on))
    if waiting:
        name = cut(waiting[0].title, 80)
        found.append(f"Wat is er nodig om te beginnen met “{name}”?")
    if len(found) < QUESTIONS:
        found.append("Wanneer bespreekt de raad dit opnieuw, en wie houdt het tot die tijd bij?")
    return tuple(found[:QUESTIONS])


def _of_step(point: Point, on: date) -> str:
    """The question about the first step: late, on its way, or without a day."""
    name, day = cut(point.title, 80), dutch_day(point.step_on)
    if point.step_on is None:
        return f"Wanneer is de volgende stap bij “{name}” klaar?"
    if point.step_on < on:
        return f"De stap bij “{name}” was gepland voor {day}. Waar wacht die op?"
    return f"Ligt de volgende stap bij “{name}” op schema voor {day}?"


_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def dutch_day(day: date | None) -> str:
    """A day as it is written in Dutch: 3 maart 2027; empty for none."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""
