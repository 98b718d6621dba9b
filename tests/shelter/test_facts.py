"""A request begins with what other parts of the case say; what nobody said stays a question."""

from uuid import UUID, uuid4

import pytest

from kmt.care.joining import opened
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.shelter.facts import completed, found_elsewhere, what_is_known
from kmt.shelter.rules import Who
from kmt.tracks.actions import enter
from kmt.tracks.rules import Entry
from kmt.tracks.rules.clock import Fate


@pytest.mark.parametrize(
    ("steps", "nidos", "fates", "who", "parts"),
    [
        ((), (), {}, Who(), ()),
        (("minor",), (), {}, Who(age="minor"), ("situation",)),
        (("dutch",), (), {}, Who(dutch="yes", reflection="no"), ("tracks",)),
        (("eu_citizen",), (), {}, Who(dutch="no"), ("tracks",)),
        ((), ("asked",), {}, Who(alone="yes"), ("situation",)),
        ((), ("not_needed",), {}, Who(alone="no"), ("situation",)),
        (
            ("reflection_start",),
            (),
            {"RES-02": Fate.SOON},
            Who(dutch="no", reflection="yes"),
            ("tracks",),
        ),
        (
            ("reflection_start",),
            (),
            {"RES-03": Fate.PAST},
            Who(dutch="no", reflection="no"),
            ("tracks",),
        ),
        (
            ("reflection_start",),
            (),
            {"RES-02": Fate.DROPPED},
            Who(dutch="no", reflection="no"),
            ("tracks",),
        ),
        (("reflection_declined",), (), {}, Who(reflection="no"), ("tracks",)),
    ],
)
def test_what_follows_from_what_was_put_down(steps, nidos, fates, who, parts) -> None:
    found = what_is_known(None, nidos, steps=steps, fates=fates)
    assert (found.who, found.parts) == (who, parts)


def test_the_reflection_period_of_the_procedures_is_known_here(
    case_id: UUID, coordinator: Actor
) -> None:
    before = found_elsewhere(coordinator, opened(coordinator, case_id))
    assert before.who.reflection == "unknown"
    entry = Entry(step="reflection_start", on=clock.today(), told_by="police")
    enter(by=coordinator, case_id=case_id, entry=entry, token=uuid4())
    found = found_elsewhere(coordinator, opened(coordinator, case_id))
    assert (found.who.dutch, found.who.reflection) == ("no", "yes")
    assert "tracks" in found.parts


def test_what_was_said_at_the_request_goes_before_what_others_say() -> None:
    said, elsewhere = Who(age="adult"), Who(age="minor", dutch="no")
    assert completed(said, elsewhere) == Who(age="adult", dutch="no")
