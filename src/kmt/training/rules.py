"""Who gets a place, who moves up, what a session must say, and what share is trained. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kmt.kernel.refusals import Decision
from kmt.training.states import STANDING, Place

MOST_PLACES, MOST_MINUTES, MOST_STAFF = 500, 5 * 8 * 60, 100_000
#: Below this many answers nothing of an evaluation is shown: one could guess who said what.
SHOWN_FROM = 5
#: The questions of an evaluation, each answered from 1 (not at all) to 5 (very much).
QUESTIONS = ("useful", "clear", "dare", "recommend")
MARKS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a training is, apart from when it is given."""

    title: str
    subject: str
    level: str
    audience: str
    minutes: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One session: when, where (or online), for how many, by whom, and until when one registers."""

    starts_at: datetime
    minutes: int
    place: str
    online: bool
    places: int
    trainer: str
    closes_on: date


def offer_problems(
    offer: Offer, *, subjects: Sequence[str], levels: Sequence[str]
) -> dict[str, str]:
    """Per field what is wrong with an offer."""
    found = {}
    if not offer.title.strip():
        found["title"] = "Geef de training een titel."
    if offer.subject not in subjects:
        found["subject"] = "Kies een onderwerp uit de lijst."
    if offer.level not in levels:
        found["level"] = "Kies een niveau uit de lijst."
    if not 1 <= offer.minutes <= MOST_MINUTES:
        found["minutes"] = "Vul in hoe lang de training duurt, in minuten (hoogstens vijf dagen)."
    return found


def session_problems(planned: Planned, *, starts_on: date, now: datetime) -> dict[str, str]:
    """Per field what is wrong with a session; ``starts_on`` is the Dutch day of its beginning."""
    found = {}
    if planned.starts_at <= now:
        found["starts_at"] = "Dit moment is al geweest. Kies een later moment."
    if not planned.place.strip() and not planned.online:
        found["place"] = "Vul de plaats in, of kies online."
    if not 1 <= planned.places <= MOST_PLACES:
        found["places"] = f"Vul een aantal plaatsen in van 1 tot {MOST_PLACES}."
    if not 1 <= planned.minutes <= MOST_MINUTES:
        found["minutes"] = "Vul in hoe lang de bijeenkomst duurt, in minuten."
    if planned.closes_on > starts_on:
        found["closes_on"] = "De aanmelding sluit uiterlijk op de dag zelf."
    return found


def may_register(
    *, called_off: bool, closes_on: date, starts_at: datetime, today: date, now: datetime
) -> Decision:
    """Whether a place can still be taken."""
    return Decision.of(
        "Deze bijeenkomst gaat niet door. Kies een andere." if called_off else "",
        ""
        if today <= closes_on and now < starts_at
        else "De aanmelding is gesloten. Kies een andere bijeenkomst, of vraag de beleidsadviseur.",
    )


def may_cancel(*, starts_at: datetime, now: datetime) -> Decision:
    """Whether a place can still be given back."""
    late = "De bijeenkomst is al begonnen. Afmelden kan niet meer."
    return Decision.of(late if now >= starts_at else "")


def seat(places: int, placed: int, waiting: int) -> Place:
    """Where the next one who registers comes: behind who waits, also when a place is free."""
    return Place.PLACED if placed < places and not waiting else Place.WAITING


def moved_up(places: int, standing: Iterable[tuple[int, str]]) -> tuple[int, ...]:
    """Who gets a place now: the numbers of who waits, in order, as long as there is room.

    ``standing``: the number in the queue and the place of everybody.
    """
    everybody = sorted(standing)
    placed = sum(place == Place.PLACED for _number, place in everybody)
    waiting = [number for number, place in everybody if place == Place.WAITING]
    return tuple(waiting[: max(0, places - placed)])


def is_told(*, called_off: bool, starts_at: datetime, now: datetime) -> bool:
    """Whether who moves up is told so: only of a session that is still to be given."""
    return not called_off and now < starts_at


def may_mark(*, starts_at: datetime, called_off: bool, now: datetime) -> Decision:
    """Whether it can be written down who came."""
    return Decision.of(
        "De bijeenkomst ging niet door." if called_off else "",
        "De bijeenkomst is nog niet begonnen." if now < starts_at else "",
    )


def may_have_certificate(*, attended: bool | None) -> Decision:
    """A certificate is for who was there."""
    return Decision.of(
        ""
        if attended
        else "Een bewijs van deelname is er voor wie er was. Vraag de beleidsadviseur."
    )


def evaluation_problems(marks: Mapping[str, int]) -> dict[str, str]:
    """Per question what is wrong with its answer."""
    return {one: "Kies een antwoord." for one in QUESTIONS if marks.get(one) not in MARKS}


def stands(place: str) -> bool:
    """Whether somebody still comes, or would."""
    return place in STANDING


def staff_problems(*, staff: int, year: int, source: str, today: date) -> dict[str, str]:
    """Per field what is wrong with a number of staff."""
    found = {}
    if not 1 <= staff <= MOST_STAFF:
        found["staff"] = "Vul in hoeveel mensen er werken: een getal van 1 of meer."
    if not 2000 <= year <= today.year + 1:
        found["year"] = "Vul een jaar in dat al begonnen is of volgend jaar begint."
    if not source.strip():
        found["source"] = "Vul in waar het getal vandaan komt, met de peildatum."
    return found
