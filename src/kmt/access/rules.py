"""Who may open which file: involved colleagues, and in an emergency one who is not, for a while.

Sources: WGS art. 2.31(4) and BGS art. 1.17 (only who is involved in a case), WGS art. 2.31(8)
(shielded after closing), AVG 5(1)(f) and 32(4), AVG 6(1)(d) (vital interests). That care files
follow the same rules, three hours, two at a time and five in a day are our own choice.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kmt.kernel.refusals import Decision
from kmt.vocabulary.working_days import count_working_days

LASTS = timedelta(hours=3)
AT_ONCE, IN_A_DAY = 2, 5
#: The purpose in the record of everything that is done with emergency access.
EMERGENCY = "emergency"
WORDS_LIMIT = 1000


class Capacity(StrEnum):
    """As what somebody is involved."""

    COORDINATOR = "coordinator"
    STAND_IN = "stand_in"
    ADVISER = "adviser"


class EndReason(StrEnum):
    """Why an involvement ended."""

    HANDED_OVER = "handed_over"
    NO_LONGER_NEEDED = "no_longer_needed"
    LEFT = "left"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    CLOSED = "closed"
    ABSENCE_OVER = "absence_over"


#: Reasons that somebody chooses for letting a colleague go, or for handing a file over.
TO_END = (EndReason.NO_LONGER_NEEDED, EndReason.LEFT, EndReason.CONFLICT_OF_INTEREST)
TO_HAND_OVER = (EndReason.HANDED_OVER, EndReason.LEFT, EndReason.CONFLICT_OF_INTEREST)


class ShieldReason(StrEnum):
    """Why somebody has to be let into a file that is shielded."""

    RELAPSE = "relapse"
    PERSON_ASKS = "person_asks"
    COMPLAINT = "grievance"
    OVERSIGHT = "oversight"


class Ground(StrEnum):
    """Why a file cannot wait for whoever is involved in it."""

    ACUTE_DANGER = "acute_danger"
    VICTIM_CALLS = "victim_calls"
    DEADLINE = "deadline"
    POLICE_ASKS = "police_asks"


class Opinion(StrEnum):
    """What the second person thinks of it afterwards."""

    JUSTIFIED = "justified"
    TO_DISCUSS = "to_discuss"
    NOT_JUSTIFIED = "not_justified"


class Reach(StrEnum):
    """How far somebody comes in one file: all of it, reading and noting only, or not in."""

    FULL = "full"
    LIMITED = "limited"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What ties one colleague to one file now; an emergency opens no file that is ``shielded``.

    ``opened``: they opened it within the hour already, so that it is not counted again.
    """

    involved: bool = False
    emergency_until: datetime | None = None
    shielded: bool = False
    opened: bool = False

    @property
    def running_out(self) -> datetime | None:
        """When access ends by itself; None for who is involved."""
        return None if self.involved else self.emergency_until

    @property
    def purpose(self) -> str:
        """What the record says it was for, where that is not the purpose of the role."""
        return EMERGENCY if self.running_out else ""


def reach(tie: Tie, now: datetime) -> Reach:
    """How far this colleague comes in this file at this moment."""
    if tie.involved:
        return Reach.FULL
    if tie.emergency_until is not None and now < tie.emergency_until and not tie.shielded:
        return Reach.LIMITED
    return Reach.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyAsked:
    """What is known when somebody asks to be let in for an emergency."""

    ground: str
    words: str
    shielded: bool
    involved: bool
    conflict: bool
    open_now: int
    today: int


def may_open_emergency(asked: EmergencyAsked) -> Decision:
    """Whether a file may be opened for an emergency; never a shielded one (WGS art. 1.8(7))."""
    return Decision.of(
        "" if not asked.involved else "Je bent al betrokken bij dit dossier: je kunt het openen.",
        "Dit dossier is afgeschermd. Noodtoegang kan hier niet; bel de teamleider."
        if asked.shielded
        else "",
        "Je bent van dit dossier gehaald om een belang dat botst. Noodtoegang kan hier niet."
        if asked.conflict
        else "",
        "" if asked.ground in set(Ground) else "Kies waarom dit niet kan wachten.",
        "" if asked.words.strip() else "Schrijf op wat er aan de hand is.",
        f"Maak het korter dan {WORDS_LIMIT} tekens." if len(asked.words) > WORDS_LIMIT else "",
        f"Je hebt al {AT_ONCE} dossiers open met noodtoegang. Sluit er eerst een."
        if asked.open_now >= AT_ONCE
        else "",
        f"Je opende vandaag al {IN_A_DAY} dossiers met noodtoegang. Bel de teamleider."
        if asked.today >= IN_A_DAY
        else "",
    )


def review_due(opened_on: date) -> date:
    """The next working day: then another person has looked at it."""
    return count_working_days(opened_on, 1)


def may_review(
    *, opened_by: str, reviewer: str, reviewed: bool, running: bool, opinion: str
) -> Decision:
    """Whether this person may say what they think of this emergency access now."""
    return Decision.of(
        "" if opened_by != reviewer else "Wie de noodtoegang gebruikte, beoordeelt die niet zelf.",
        "" if not reviewed else "Deze noodtoegang is al beoordeeld.",
        "De noodtoegang loopt nog. Sluit die eerst, of wacht tot de drie uur om zijn."
        if running
        else "",
        "" if opinion in set(Opinion) else "Kies wat je ervan vindt.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What is known of who asks and the colleague it is about, in one file.

    ``leads``: the asker leads the team; ``coordinates``: the asker coordinates this file. Of the
    colleague: ``works``, has a role for such files and may work today; ``holds``, coordinates it
    now; ``conflict``, was taken off it for an interest that clashes.
    """

    asker: str
    to: str
    leads: bool = False
    coordinates: bool = False
    works: bool = True
    holds: bool = False
    conflict: bool = False
    shielded: bool = False


def may_involve(between: Between, *, reason: str = "") -> Decision:
    """Whether this person may involve that colleague in a file.

    A file that is shielded takes a reason (WGS art. 2.31(8)). An interest that clashed is weighed
    anew by the team lead, and by nobody else.
    """
    return Decision.of(
        *_people(
            between, "Alleen de teamleider en wie het dossier coördineert mogen iemand betrekken."
        ),
        "Deze collega coördineert dit dossier. Draag het over aan een ander."
        if between.holds
        else "",
        _CLASHES if between.conflict and not between.leads else "",
        "Kies waarom dit afgeschermde dossier open moet."
        if between.shielded and reason not in set(ShieldReason)
        else "",
    )


def may_hand_over(between: Between, *, reason: str) -> Decision:
    """Whether a file may go to that colleague, and its coordinator out, for this reason.

    Never to who was taken off it: a whole caseload would carry that along unseen.
    """
    return Decision.of(
        *_people(
            between, "Alleen de teamleider en wie het dossier coördineert mogen het overdragen."
        ),
        "Dit dossier is al bij deze collega." if between.holds else "",
        _CLASHES if between.conflict else "",
        "" if reason in TO_HAND_OVER else "Kies waarom het dossier overgaat.",
    )


def _people(between: Between, alone: str) -> tuple[str, ...]:
    """What holds for everybody who lets a colleague into a file."""
    return (
        "" if between.asker != between.to else "Je kunt jezelf niet bij een dossier betrekken.",
        "" if between.leads or between.coordinates else alone,
        "Dit dossier is afgeschermd: alleen de teamleider kan er iemand bij betrekken."
        if between.shielded and not between.leads
        else "",
        ""
        if between.works
        else "Deze collega werkt niet in zulke dossiers, of mag nu niet werken.",
    )


_CLASHES = (
    "Deze collega is van dit dossier gehaald om een belang dat botst. Alleen de teamleider kan "
    "dat opnieuw wegen."
)


def may_end(*, leads: bool, coordinates: bool, own: bool, capacity: str, reason: str) -> Decision:
    """Whether an involvement may end; the coordinator goes by handing the file over."""
    return Decision.of(
        ""
        if leads or coordinates or own
        else "Alleen de teamleider en wie het dossier coördineert kunnen dit beëindigen.",
        "Draag het dossier eerst over: het mag niet zonder coördinator zijn."
        if capacity == Capacity.COORDINATOR
        else "",
        "" if reason in TO_END else "Kies waarom de betrokkenheid eindigt.",
    )
