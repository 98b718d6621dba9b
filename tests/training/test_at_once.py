"""Many at the same moment, on a real database: the last place is given once, none stays empty."""

import json

import pytest

from tests.installation import install, run

pytestmark = [pytest.mark.database, pytest.mark.slow]

#: Six people ask for two places at once; then both who have one give it back at once.
AT_ONCE = """
import json, threading
from datetime import datetime, timedelta
from django.db import connection
from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.training import actions, queries
from kmt.training.rules import Offer, Planned

wanted = frozenset({Permission.KNOWLEDGE_BASE_WRITE, Permission.TRAINING_PLACE_TAKE})
people = [
    system_actor(f"person {number}", purpose="test", permissions=wanted) for number in range(6)
]
by = people[0]
offer = Offer(title="Proef", subject="recognising", level="basic", audience="", minutes=60)
starts = clock.now() + timedelta(days=9)
planned = Planned(
    starts_at=starts, minutes=60, place="Hier", online=False, places=2, trainer="",
    closes_on=clock.today() + timedelta(days=5),
)
training = actions.offer_training(by=by, offer=offer)
session = actions.plan_session(by=by, training_id=training, planned=planned)
where = {"municipality": "", "department": "partner"}
got, failed = {}, []

def at_once(deed, who):
    start = threading.Barrier(len(who))
    def one(person):
        start.wait()
        try:
            deed(person)
        except Exception as wrong:
            failed.append(type(wrong).__name__)
        connection.close()
    threads = [threading.Thread(target=one, args=(person,)) for person in who]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

def ask(person):
    got[person.id] = str(actions.take_place(by=person, session_id=session, **where))

def full():
    seen = queries.session(by, session).session
    return [seen.placed, seen.waiting]

at_once(ask, people)
first = full()
at_once(
    lambda person: actions.cancel_place(by=person, session_id=session),
    [person for person in people if got.get(person.id) == "placed"],
)
print(json.dumps({"got": sorted(got.values()), "first": first, "then": full(), "failed": failed}))
"""


def test_the_last_place_is_given_once_to_many_who_ask_at_once(tmp_path) -> None:
    install(tmp_path)
    found = json.loads(run(tmp_path, AT_ONCE).strip().splitlines()[-1])
    assert found == {
        "got": ["placed"] * 2 + ["waiting"] * 4,
        "first": [2, 4],
        "then": [2, 2],
        "failed": [],
    }
