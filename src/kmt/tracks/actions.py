"""What changes the tracks: entering a step, correcting one, taking out what goes with a case.

Each is one act on the case: the row, a line on the timeline, and everything computed again, so that
what must happen, the caseload and the daily mail follow at once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from kmt.care.joining import drop_due, note_event, seal, set_due, set_glance, working_on
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid
from kmt.tracks import queries
from kmt.tracks.loading import TICKED, tracks
from kmt.tracks.models import TrackEvent
from kmt.tracks.rules import (
    Entry,
    Happened,
    Stands,
    StepNow,
    TrackNow,
    day_problem,
    due_lines,
    entry_problems,
    glance,
    may_correct,
    met_keys,
    until_problem,
    version,
    words_problem,
)

ROOM = "tracks"
#: Kinds on the timeline of the case, and the reasons of the acts in the record.
STEP, CORRECTED = "tracks.step", "tracks.corrected"
TAKEN_REASON, CORRECTED_REASON = "track_step", "track_step_corrected"
_LOOK = "Kijk de gemarkeerde velden na."
_COORDINATOR = "zorgcoördinator"


def enter(*, by: Actor, case_id: UUID, entry: Entry, token: UUID) -> None:
    """Enter a step that was taken; its day may lie far back, then everything is computed again.

    The same form twice is one step. Raises ``Invalid`` with a sentence per field: for a step that
    did not exist on that day, that stands there already, or that is shut and was not said to have
    happened anyway.
    """
    with working_on(by, case_id, reason=TAKEN_REASON):
        found = queries.entered(by, case_id)
        if _sent(by, case_id, token):
            return
        happened = queries.counting(found)
        _refuse(entry_problems(entry, _now(happened, entry), tracks().told_by, clock.today()))
        _write(by, case_id, entry, token)
        _note(by, case_id, STEP, entry.step, entry.on)
        _follow(by, case_id, happened)


def correct(
    *, by: Actor, case_id: UUID, which: UUID, entry: Entry, withdrawn: bool, token: UUID
) -> None:
    """Correct what was entered: another day, other words, or that it did not take place.

    The old row stays and is shown as corrected. The step itself does not change: a wrong step is
    withdrawn and the right one is entered. Raises ``Refused`` when it was corrected meanwhile.
    """
    with working_on(by, case_id, reason=CORRECTED_REASON):
        found = queries.entered(by, case_id)
        if _sent(by, case_id, token):
            return
        happened = queries.counting(found)
        may_correct(happened, which).check()
        old = next(one for one in happened if one.id == which)
        entry = replace(entry, step=old.step)
        _refuse(
            {
                "on": "" if withdrawn else _day_of(entry),
                "until": _until(entry, withdrawn=withdrawn),
                "told_by": "" if entry.told_by in tracks().told_by else "Kies van wie je dit weet.",
                "words": words_problem(entry.words) or _why(entry, withdrawn=withdrawn),
            }
        )
        _write(by, case_id, entry, token, replaces=which, withdrawn=withdrawn)
        _note(by, case_id, CORRECTED, old.step, old.on if withdrawn else entry.on)
        _follow(by, case_id, happened)


def ticked(by: Actor, case_id: UUID, key: str, done: bool) -> None:
    """A line of ours was ticked off on the page of the case: enter the step that it stands for.

    Inside the act of ``care``. A line of which nobody can tell what was done enters nothing.
    """
    happened = queries.counting(queries.entered(by, case_id))
    line = due_lines(queries.tracks_now(happened)).get(key)
    step = tracks().lines[line.rule].ticks if line is not None else ""
    if not done or not step:
        return
    entry = Entry(step=step, on=clock.today(), told_by=TICKED)
    if entry_problems(entry, _now(happened, entry), tracks().told_by, clock.today()):
        return
    _write(by, case_id, entry, new_id())
    _note(by, case_id, STEP, step, entry.on)
    _follow(by, case_id, happened)


def _day_of(entry: Entry) -> str:
    """What is wrong with another day for a step: also the rules of that day must know it."""
    known = any(version(one, entry.step, entry.on) for one in tracks().everything)
    unknown = "" if known else "Deze stap bestond op die dag niet. Kijk de dag na."
    return day_problem(entry.on, clock.today()) or unknown


def _until(entry: Entry, *, withdrawn: bool) -> str:
    if withdrawn or entry.until is None:
        return ""
    found = (version(one, entry.step, entry.on) for one in tracks().everything)
    return until_problem(entry, any(step.paper for step in found if step is not None))


def _why(entry: Entry, *, withdrawn: bool) -> str:
    missing = withdrawn and not entry.words.strip()
    return "Schrijf in een paar woorden waarom dit niet klopte." if missing else ""


def take_out(by: Actor, case_id: UUID) -> int:
    """Remove what happened in the tracks of a case that is destroyed; how many rows."""
    rows = TrackEvent.objects.seen_by(by, queries.retained_rows(by, case_id))
    return rows.delete()[0]


def _sent(by: Actor, case_id: UUID, token: UUID) -> bool:
    return TrackEvent.objects.filter(case_id=case_id, token=token, by=by.id).exists()


def _now(happened: Sequence[Happened], entry: Entry) -> StepNow | None:
    """The step as it stood on its day; of two tracks that have it, one where it is not shut."""
    on = min(max(entry.on, date(1990, 1, 1)), clock.today())
    stood = [found for one in queries.tracks_now(happened, on) if (found := one.step(entry.step))]
    stood = [one for one in stood if one.step.valid_on(entry.on)]
    return min(stood, key=lambda one: one.stands is Stands.CLOSED, default=None)


def _refuse(problems: dict[str, str]) -> None:
    found = {name: sentence for name, sentence in problems.items() if sentence}
    if found:
        raise Invalid(_LOOK, fields=found)


def _write(
    by: Actor,
    case_id: UUID,
    entry: Entry,
    token: UUID,
    *,
    replaces: UUID | None = None,
    withdrawn: bool = False,
) -> None:
    row_id = new_id()
    TrackEvent(
        id=row_id,
        case_id=case_id,
        step=entry.step,
        happened_on=entry.on,
        until=entry.until,
        told_by=entry.told_by,
        words=seal(by, case_id, "words", row_id, entry.words),
        replaces=replaces,
        withdrawn=withdrawn,
        by=by.id,
        by_name=by.name,
        at=clock.now(),
        token=token,
    ).save()


def _note(by: Actor, case_id: UUID, kind: str, step: str, on: date) -> None:
    note_event(by, case_id, kind, text=queries.step_name(step), happened_on=on)


def _follow(by: Actor, case_id: UUID, before: Sequence[Happened]) -> None:
    """Let what must happen and the page of the case follow what was entered.

    Only what became different is written: a line that somebody ticked off stays ticked off.
    """
    now = queries.tracks_now(queries.counting(queries.entered(by, case_id)))
    old, new = due_lines(queries.tracks_now(before)), due_lines(now)
    done = met_keys(now)
    for key in old.keys() - new.keys():
        drop_due(by, case_id, room=ROOM, key=key, done=key in done)
    for key, line in new.items():
        if old.get(key) != line:
            set_due(
                by,
                case_id,
                room=ROOM,
                key=key,
                what=line.what,
                due=line.due,
                owner_text="" if _COORDINATOR in line.who else line.who,
                rule=line.rule,
            )
    _say(by, case_id, now)


def _say(by: Actor, case_id: UUID, now: Sequence[TrackNow]) -> None:
    said = glance(now)
    taken = {step.code for one in now for _happened, step in one.path}
    set_glance(
        by,
        case_id,
        room=ROOM,
        text=said.text,
        kind=said.kind,
        until=said.until,
        facts=taken & _FACTS,
    )


#: What rooms above may know of a case without reading its tracks.
_FACTS = frozenset({"dublin", "witness", "minor", "criminal_complaint"})
