"""The rules of care coordination: pure decisions with their reasons in Dutch.

No Django, clock or database: the caller hands over the facts and the day. The page asks the same
functions as the actions, so that a button never promises what the gate refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kmt.care.states import ENDED, Guard, State, transition
from kmt.kernel.refusals import ALLOWED, Decision
from kmt.vocabulary.entries import UNKNOWN_FORM

#: What kind of file a case is, in the record and for who is involved in it.
CARE_CASE = "care_case"
GOALS_REACHED = "goals_reached"
#: Reasons of closing with which nobody can be spoken to any more (our own proposal).
CANNOT_SPEAK = frozenset(
    {
        "lost_contact_missing",
        "refused_help",
        "returned_involuntarily",
        "deceased",
        "left_nl_voluntary",
    }
)
#: How long after the start of aftercare somebody asks how it goes; our own proposal.
AFTERCARE_CHECK_DAYS = 91
#: A tick can be taken back as long as this; later something new is written.
UNDO_HOURS = 24
#: No contact takes longer than a day.
MINUTES_LIMIT = 1440
SOON_DAYS = 7
OWNER_LIMIT = 120
TEXT_LIMIT = 4000


class EventKind(StrEnum):
    """What can stand on a timeline; the first three are written by hand."""

    CONTACT_PERSON = "contact_person"
    CONTACT_ORGANISATION = "contact_organisation"
    NOTE = "note"
    OPENED = "opened"
    MOVED = "moved"
    FORMS_SET = "forms_set"
    HANDED_OVER = "handed_over"
    ACTION_DONE = "action_done"
    ACTION_DROPPED = "action_dropped"
    ACTION_REOPENED = "action_reopened"
    RESCHEDULED = "rescheduled"


class Outcome(StrEnum):
    """How an action ended: done, or no longer needed."""

    DONE = "done"
    DROPPED = "dropped"


CONTACTS = frozenset({EventKind.CONTACT_PERSON, EventKind.CONTACT_ORGANISATION})
WRITTEN = frozenset({*CONTACTS, EventKind.NOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """What a move depends on.

    ``state_before`` is where a paused case was. ``spoken_since``: the person was spoken to since
    the case came in this state. ``accepted_elsewhere``: another region took the case over.
    ``hindered`` are the reasons of rooms above, per state that one would go to. ``closing_reason``
    is None as long as nobody was asked (a button), and an empty string when it was asked and left
    open (the gate).
    """

    state: State
    state_before: State | None = None
    actions_open: int = 0
    actions_done: int = 0
    contacts: int = 0
    spoken_since: bool = False
    accepted_elsewhere: bool = False
    hindered: Mapping[State, tuple[str, ...]] = field(default_factory=dict)
    closing_reason: str | None = None


def may_move(facts: MoveFacts, to: State) -> Decision:
    """Whether a case may go to a state now; a move that is not in the table never may."""
    found = transition(facts.state, to)
    if found is None:
        return Decision.refuse("Deze stap bestaat niet vanuit de stand waarin de casus nu is.")
    own = _GUARDS[found.guard](facts, to)
    return Decision.of(*own.reasons, *facts.hindered.get(to, ()))


def _always(facts: MoveFacts, to: State) -> Decision:
    return ALLOWED


def _has_action(facts: MoveFacts, to: State) -> Decision:
    known = facts.actions_open + facts.actions_done
    return Decision.of("" if known else "Er is nog geen enkele actie. Voeg er eerst een toe.")


def _has_happened(facts: MoveFacts, to: State) -> Decision:
    happened = facts.actions_done + facts.contacts
    return Decision.of(
        ""
        if happened
        else "Er is nog niets om te evalueren: geen contact en geen afgeronde actie. "
        "Leg eerst vast wat er gebeurd is."
    )


def _has_open_action(facts: MoveFacts, to: State) -> Decision:
    return Decision.of(
        "" if facts.actions_open else "Er staat geen actie open. Voeg eerst toe wat er nu moet."
    )


def _can_close(facts: MoveFacts, to: State) -> Decision:
    count = facts.actions_open
    one = "Er staat nog 1 actie open. Rond die af of laat die vervallen."
    more = f"Er staan nog {count} acties open. Rond ze af of laat ze vervallen."
    early = facts.state not in {State.EVALUATION, State.AFTERCARE}
    return Decision.of(
        "" if not count else one if count == 1 else more,
        "Kies de reden van sluiten." if facts.closing_reason == "" else "",
        "Doelen bereikt kan pas vanuit de evaluatie of de nazorg. Kies een andere reden, of "
        "doorloop eerst de evaluatie."
        if early and facts.closing_reason == GOALS_REACHED
        else "",
        "Er is in de nazorg nog niet met de persoon gesproken. Leg dat gesprek eerst vast, of kies "
        "de reden waarom het niet kan."
        if facts.state is State.AFTERCARE
        and not facts.spoken_since
        and facts.closing_reason is not None
        and facts.closing_reason not in CANNOT_SPEAK
        else "",
    )


def _accepted_elsewhere(facts: MoveFacts, to: State) -> Decision:
    """The sender stays responsible until the other side accepts (HND-01)."""
    return Decision.of(
        ""
        if facts.accepted_elsewhere
        else "De andere regio heeft de overdracht nog niet aanvaard. Tot dan blijft de casus hier."
    )


def _came_from(facts: MoveFacts, to: State) -> Decision:
    back = facts.state_before is to
    return Decision.of("" if back else "De casus gaat terug naar de stand waarin hij daarvoor was.")


_GUARDS = {
    Guard.NONE: _always,
    Guard.HAS_ACTION: _has_action,
    Guard.HAS_HAPPENED: _has_happened,
    Guard.HAS_OPEN_ACTION: _has_open_action,
    Guard.CAN_CLOSE: _can_close,
    Guard.ACCEPTED_ELSEWHERE: _accepted_elsewhere,
    Guard.CAME_FROM: _came_from,
}


def report_is_taken(victims: frozenset[str], with_case: frozenset[str]) -> bool:
    """Whether a report needs no more cases: every victim in it has one.

    A report without a victim by name of role is taken with its first case. Both sets hold the
    pseudonymous ids of persons.
    """
    return victims <= with_case if victims else bool(with_case)


class Urgency(StrEnum):
    """How near a day is, in the order in which a list shows it."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A due date seen from a day: how near, and how many days before or after it."""

    on: date
    urgency: Urgency
    days: int


def due_on(due: date, today: date) -> Due:
    """How near a due date is; the due date itself is still in time."""
    days = (due - today).days
    if days < 0:
        return Due(on=due, urgency=Urgency.OVERDUE, days=-days)
    if days == 0:
        return Due(on=due, urgency=Urgency.TODAY, days=0)
    return Due(on=due, urgency=Urgency.SOON if days <= SOON_DAYS else Urgency.LATER, days=days)


def attention(first_due: date | None, nobody_since: date) -> date:
    """From which day a case asks for attention; the order of a caseload.

    The day of its first open action. A case without one asks for it from the day that nobody was
    on it any more: it stands among what is late, above all that can wait.
    """
    return first_due or nobody_since


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """What must happen, by whom (empty: whoever writes it down) and before when."""

    what: str
    due: date
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A wish to move a case: where to, why, and which version of the case was on the screen."""

    to: State
    reason: str
    version: int
    closing_reason: str = ""


def may_write(state: State) -> Decision:
    """Whether something may be added to a case; a closed one is reopened first."""
    closed = state in ENDED
    return Decision.of("Deze casus is gesloten. Heropen hem eerst." if closed else "")


def text_problem(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """Why a text cannot be kept: nothing in it, or too long; empty when it can."""
    if not text.strip():
        return "Vul hier iets in."
    length = len(text)
    return "" if length <= limit else f"Dit is te lang: {length} tekens, er passen er {limit}."


def may_have_forms(forms: frozenset[str], known: frozenset[str]) -> Decision:
    """Whether forms of exploitation may stand together: codes of the day, unknown only alone."""
    strange = sorted(forms - known)
    return Decision.of(
        f"Deze vorm bestaat nu niet in de lijst: {', '.join(strange)}." if strange else "",
        "Kies onbekend, of kies de vormen die bekend zijn; niet allebei."
        if UNKNOWN_FORM in forms and len(forms) > 1
        else "",
    )


def too_early(due: date, today: date) -> str:
    """Why a due date of a new action cannot be; empty when it can."""
    return "" if due >= today else "Deze dag is al voorbij. Kies vandaag of later."


def minutes_problem(minutes: int) -> str:
    """Why a time spent cannot be; empty when it can."""
    fits = 0 <= minutes <= MINUTES_LIMIT
    return "" if fits else "Vul de tijd in minuten in, hoogstens een dag (1440)."


def not_yet(happened: date, today: date) -> str:
    """Why a day on which something happened cannot be; empty when it can."""
    return "" if happened <= today else "Deze dag moet nog komen. Kies vandaag of eerder."
