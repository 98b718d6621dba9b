"""The rules of duty: who may be away when, who may hand over to whom, when a mail goes.

No Django, clock or database: the caller hands over the facts and the day. That a caseload goes
whole or not at all, thirty days of looking back and the hours of the mail are our own choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from kmt.access.rules import TO_HAND_OVER, EndReason
from kmt.kernel.clock import DUTCH_TIME
from kmt.kernel.refusals import Decision

#: An absence can be written down so long after it began, and lasts no longer than this.
LOOKS_BACK, LONGEST = timedelta(days=31), timedelta(days=366)
#: So long after coming back somebody sees what happened meanwhile.
SHOWS_BACK = timedelta(days=14)
#: The hours from which somebody can choose for the daily mail; none is skipped by summer time.
HOURS = tuple(range(6, 21))
#: So often a mail that the server refused is tried on one day.
MOST_TRIES = 3


class Choice(StrEnum):
    """When somebody wants to be mailed; ``ACUTE``: the daily one, and at once for what is acute."""

    DAILY = "daily"
    ACUTE = "acute"
    OFF = "off"


class Sent(StrEnum):
    """How far one mail is: about to go, taken by the server, refused by it, or not known."""

    GOING = "going"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From one day up to and including another, in the Netherlands."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether this day is one of them."""
        return self.first <= day <= self.last

    def meets(self, other: "Days") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    @property
    def over_at(self) -> datetime:
        """The moment after the last of them: midnight on a Dutch clock, also when that moves."""
        return datetime.combine(self.last + timedelta(days=1), time.min, DUTCH_TIME).astimezone(UTC)

    @property
    def words(self) -> str:
        """The days as a sentence says them."""
        return f"{self.first:%d-%m-%Y} tot en met {self.last:%d-%m-%Y}"


def end_of_day(day: date) -> datetime:
    """The last second of a day on a Dutch clock: when something is due on that day."""
    return Days(first=day, last=day).over_at - timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """Somebody who is asked to stand in: name, may do this work, and the days they are away."""

    name: str
    works: bool = True
    same: bool = False
    away: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceAsked:
    """What is known when somebody writes down an absence; ``stand_ins`` per kind of work."""

    asker: str
    absent: str
    leads: bool
    days: Days
    today: date
    earlier: tuple[Days, ...] = ()
    stand_ins: Mapping[str, tuple[Substitute, ...]] = field(default_factory=dict)


def absence_problems(asked: AbsenceAsked) -> dict[str, str]:
    """What is wrong with an absence, per field; empty when it can be written down."""
    found = {
        "account": ""
        if asked.asker == asked.absent or asked.leads
        else "Alleen de teamleider legt de afwezigheid van een ander vast.",
        "first_day": _first_day(asked),
        "last_day": _last_day(asked),
    }
    for kind, people in asked.stand_ins.items():
        found[kind] = " ".join(filter(None, (_stands_in(one, asked.days) for one in people)))
    return {name: sentence for name, sentence in found.items() if sentence}


def _first_day(asked: AbsenceAsked) -> str:
    if asked.days.first < asked.today - LOOKS_BACK:
        return f"Dit is langer dan {LOOKS_BACK.days} dagen geleden. Kies een latere eerste dag."
    other = next((one for one in asked.earlier if one.meets(asked.days)), None)
    if other is not None:
        return f"Er staat al een afwezigheid van {other.words}. Pas die aan, of kies andere dagen."
    return ""


def _last_day(asked: AbsenceAsked) -> str:
    if asked.days.last < asked.days.first:
        return "De laatste dag ligt voor de eerste. Draai ze om."
    if asked.days.last < asked.today:
        return "Deze dag is al voorbij. Wie er weer is, hoeft niets vast te leggen."
    if asked.days.last - asked.days.first > LONGEST:
        return "Dit is langer dan een jaar. Draag het werk over aan een collega."
    return ""


def _stands_in(one: Substitute, days: Days) -> str:
    if one.same:
        return "Wie afwezig is, kan niet voor zichzelf waarnemen."
    if not one.works:
        return f"{one.name} doet dit werk niet, of mag nu niet werken. Kies een ander."
    away = next((other for other in one.away if other.meets(days)), None)
    if away is not None:
        return f"{one.name} is zelf afwezig van {away.words}. Kies een ander."
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What is known of who asks, who carries it now and who gets it.

    ``works``: the receiver may do this work today; ``reaches``: everything is in their world;
    ``clashes``: they were taken off one of these things for an interest that clashes; ``away``:
    the days on which they are away now.
    """

    asker: str
    old: str
    new: str
    leads: bool = False
    works: bool = True
    reaches: bool = True
    clashes: bool = False
    away: Days | None = None


def may_hand_over(between: Between, *, reason: str) -> Decision:
    """Whether work may go from one colleague to another, for this reason.

    The team lead does so for everybody, others for what they carry themselves; never to who cannot
    do it, is away, or was taken off it (also not by the team lead: a caseload carries that along
    unseen).
    """
    leave = "Draag over aan wie waarneemt, of aan een ander."
    return Decision.of(
        ""
        if between.leads or between.asker == between.old
        else "Alleen de teamleider draagt werk van een ander over.",
        "" if between.new != between.old else "Dit werk is al bij deze collega.",
        ""
        if between.works
        else "Deze collega doet dit werk niet, of mag nu niet werken: rol, screening of training "
        "is niet in orde.",
        "" if between.reaches else "Een deel van dit werk ligt buiten het gebied van deze collega.",
        "Deze collega is van een van deze zaken gehaald om een belang dat botst."
        if between.clashes
        else "",
        f"Deze collega is afwezig van {between.away.words}. {leave}" if between.away else "",
        "" if reason in TO_HAND_OVER else "Kies waarom het werk overgaat.",
    )


def clashed(reason: str) -> bool:
    """Whether somebody who let go for this reason may not get it back."""
    return reason == EndReason.CONFLICT_OF_INTEREST


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAsked:
    """What is known when it is asked whether somebody gets the daily mail now.

    ``now`` is on a Dutch clock; ``at`` the hour they chose, or that of the region; ``waits``: there
    is work for them, or for whom they stand in.
    """

    now: datetime
    at: time
    choice: Choice = Choice.DAILY
    working_day: bool = True
    away: bool = False
    waits: bool = True


def gets_daily_mail(asked: MailAsked) -> bool:
    """Whether the daily mail may go now; that it goes once a day is not decided here."""
    return (
        asked.waits
        and asked.choice is not Choice.OFF
        and asked.working_day
        and not asked.away
        and asked.now.time() >= asked.at
    )


def gets_acute_mail(choice: Choice, *, away: bool, acute_at: datetime | None, last: str) -> bool:
    """Whether something acute came in since the last mail about one; only for who asked for it."""
    if choice is not Choice.ACUTE or away or acute_at is None:
        return False
    return occasion_of(acute_at) > last


def occasion_of(acute_at: datetime) -> str:
    """The name of the occasion of something acute: in order of time as words are in order."""
    return f"acute {acute_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


def may_go(state: str, tries: int) -> bool:
    """Whether a mail for an occasion may go (again): only one that was surely not delivered."""
    return state == Sent.REFUSED and tries < MOST_TRIES
