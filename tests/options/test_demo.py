"""The weighing of the memo, as the demo tells it: a reader of the memo recognises it."""

import pytest

from kmt.demo.options import weigh
from kmt.kernel.actor import Actor
from kmt.options import queries, wording

pytestmark = pytest.mark.django_db


def test_the_case_of_the_memo(adviser: Actor, member: Actor) -> None:
    view = queries.weighing(member, weigh({"wies": adviser, "joris": member}))
    assert (view.state, view.example) == ("concluded", True)
    assert view.concluded_at is not None
    assert view.concluded_at.date().isoformat() == "2020-08-13"
    vtt, zvht = view.alternatives
    assert (vtt.name, zvht.name) == ("VTT", "ZVHT")
    assert (len(vtt.points), len(zvht.points)) == (0, 9)
    assert view.advised == zvht.id
    assert len(view.conditions) == 3
    assert view.conditions[0] == "Sluitende financiering."
    assert [one.agrees for one in view.opinions] == [False]
    unstated = [
        (one.name, view.cells[vtt.id, one.id].scores)
        for one in view.criteria
        if not view.cells[vtt.id, one.id].stated
    ]
    assert unstated == [("Aansluiting", ()), ("Netwerk", ())]
    assert all(view.cells[zvht.id, one.id].stated for one in view.criteria)


def test_whatever_the_unstated_cells_would_be_the_outcome_of_the_example_holds(
    adviser: Actor, member: Actor
) -> None:
    view = queries.weighing(member, weigh({"wies": adviser, "joris": member}))
    counted = view.counted
    assert counted is not None
    assert view.name_of(counted.surely) == "ZVHT"
    # VTT: (2 + 1 + 0 + 0) / 4 to (3 + 1 + 4 + 4) / 4; ZVHT: (4 + 4 + 3 + 4) / 4 to 4.
    assert [wording.span(counted.outcome[str(one.id)]) for one in view.alternatives] == [
        "0,75 tot 3",
        "3,75 tot 4",
    ]
    assert counted.unscored == 2
