"""The rules of the tracks: steps as data, the clock that reads them, what follows for a case."""

from kmt.tracks.rules.clock import (
    Book,
    Fate,
    Happened,
    Stands,
    StepNow,
    Term,
    TrackNow,
    track_now,
    version,
)
from kmt.tracks.rules.lines import (
    DueLine,
    Entry,
    GlanceNow,
    day_problem,
    due_lines,
    entry_problems,
    glance,
    may_correct,
    met_keys,
    until_problem,
    words_problem,
)
from kmt.tracks.rules.status import Status, status_of
from kmt.tracks.rules.steps import Kind, Line, Link, Nature, Step, Track

__all__ = [
    "Book",
    "DueLine",
    "Entry",
    "Fate",
    "GlanceNow",
    "Happened",
    "Kind",
    "Line",
    "Link",
    "Nature",
    "Stands",
    "Status",
    "Step",
    "StepNow",
    "Term",
    "Track",
    "TrackNow",
    "day_problem",
    "due_lines",
    "entry_problems",
    "glance",
    "may_correct",
    "met_keys",
    "status_of",
    "track_now",
    "until_problem",
    "version",
    "words_problem",
]
