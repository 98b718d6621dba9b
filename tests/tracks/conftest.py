"""What the tests of the tracks share: cases of care, and steps entered as the pages do."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.tracks import actions, queries
from kmt.tracks.loading import book, tracks
from kmt.tracks.rules import Entry, Happened, TrackNow, track_now
from tests.care.conftest import case_id, hand_over, looking, make_case

__all__ = ["case_id", "hand_over", "looking", "make_case"]

Enter = Callable[..., None]


def day(text: str) -> date:
    """A day as it is written: 2026-11-26."""
    return date.fromisoformat(text)


def happened(*steps: str) -> tuple[Happened, ...]:
    """Steps written as ``2026-11-26 reflection_start``, with ``until 2027-01-01`` when on paper."""
    found = []
    for number, one in enumerate(steps):
        on, step, *paper = one.split()
        until = day(paper[1]) if paper else None
        found.append(Happened(step=step, on=day(on), entered=number, until=until))
    return tuple(found)


def stood(track: str, today: str, *steps: str) -> TrackNow:
    """How a track stands on a day after these steps."""
    return track_now(tracks().tracks[track], happened(*steps), day(today), book())


@pytest.fixture
def enter(coordinator: Actor, case_id: UUID) -> Enter:
    """Enter a step in the case, as the coordinator does."""

    def make(step: str, on: date | None = None, **more: object) -> None:
        entry = Entry(step=step, on=on or clock.today(), told_by="letter", **more)
        actions.enter(by=coordinator, case_id=case_id, entry=entry, token=uuid4())

    return make


@pytest.fixture
def entered(coordinator: Actor, case_id: UUID) -> Callable[[], tuple[queries.Entered, ...]]:
    """What stands in the case."""
    return lambda: queries.entered(coordinator, case_id)
