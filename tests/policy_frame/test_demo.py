"""What the demo tells of the policy frame: the ambition of the memo, and every light once."""

from kmt.access.actors import actor_for
from kmt.demo import governance, people, policy_frame
from kmt.demo.people import account_of
from kmt.policy_frame import queries


def test_the_demo_has_the_ambition_of_the_memo_and_two_versions(db) -> None:
    people.load()
    governance.load()
    assert policy_frame.load().startswith("2 versies")
    assert policy_frame.load() == "was er al"
    joris = actor_for(account_of("joris"))
    view = queries.frame(joris)
    assert "vrij is van uitbuiting" in view.ambition
    assert "onaantrekkelijk mogelijk" in view.ambition
    assert view.line.adopted_by == "Overleg van portefeuillehouders"
    assert {one.judged.light for one in view.results} >= {"behind", "course", "unknown"}
    found = queries.compared(joris, view.line.id)
    assert {one.what for one in found.changes} == {"new", "changed"}
    first = queries.frame(joris, view.versions[-1].id)
    assert len(first.evaluations) == 1
    assert view.versions[0].state == "draft"
