"""``./kmt bench care``: the caseload and a case, with few cases and with very many, eight at work.

An installation with the real settings is made for this and gone afterwards, on SQLite or on the
cluster named in ``KMT_TEST_POSTGRES_HOST``: eight coordinators with password and second factor,
each with cases of their own that hold real sealed texts. All eight ask for pages at the same time.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kmt.proof.bench import Figures, spread
from kmt.proof.colleagues import enter
from kmt.proof.door import empty

if TYPE_CHECKING:
    from kmt.kernel.actor import Actor
from kmt.proof.trial import Trial, said_by, served
from kmt.proof.visitor import Visitor

SEED = 20261126
USERS, OWN, ROUNDS = 8, 40, 20
#: How long somebody reads a page before the next, in seconds.
READING = (0.3, 1.5)
GOAL_P95_MS, GOAL_QUERIES, GOAL_TIMES = 150, 15, 1.5
LIST = "/zorgcoordinatie/"
RUN = "import django; django.setup(); import kmt.proof.caseload as c; c.{}"
Taken = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class AtWork:
    """A coordinator who is logged in, and the cases to look at."""

    visitor: Visitor
    cases: list[str]


def measure(few: int, many: int, events: int) -> Figures:
    """The figures of one installation, with few cases and with many, so many events in each."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as name:
        folder = Path(name)
        environment = empty(folder)
        people = _asked(f"begin({events})", environment)
        with served(folder, environment) as trial:
            everybody = [AtWork(enter(trial, one), one["cases"]) for one in people]
        looks = []
        for number in (few - USERS * OWN, many - few):
            said_by(["-c", RUN.format(f"add({number}, {events})")], environment)
            with served(folder, environment) as trial:
                looks.append(_work(trial, everybody))
        session = {one.name: one.value or "" for one in everybody[0].visitor.cookies}
        asked = json.dumps([session, [LIST, f"{LIST}{everybody[0].cases[0]}/"]])
        queries = _asked("print_queries()", environment, asked)
    return _figures((few, many), events, looks, queries)


def _asked(call: str, environment: Mapping[str, str], told: str = "") -> list:  # type: ignore[type-arg]
    """What this call prints in a process of the installation."""
    found: list = json.loads(  # type: ignore[type-arg]
        said_by(["-c", RUN.format(call)], environment, told).splitlines()[-1]
    )
    return found


def _work(trial: Trial, everybody: list[AtWork]) -> Taken:
    """Everybody looks at their caseload and at one of their cases, again and again.

    Between two pages they read for a second or so: eight people at work, not eight machines.
    """
    taken: Taken = {"caseload": [], "case": []}

    def go_round(one: AtWork, number: int, draw: random.Random) -> None:
        for page, path in (("caseload", LIST), ("case", f"{LIST}{one.cases[number]}/")):
            time.sleep(draw.uniform(*READING))
            answer = one.visitor.get(path)
            if answer.status != 200 or not answer.url.endswith(path):
                raise RuntimeError(f"{path} answered {answer.status} at {answer.url}")
            if number:  # the first round fills caches
                taken[page].append(answer.seconds)

    def all_rounds(one: AtWork) -> None:
        one.visitor.address = trial.address
        draw = random.Random(one.cases[0])  # noqa: S311 - pauses, the same at every run
        for number in range(ROUNDS):
            go_round(one, number, draw)

    with ThreadPoolExecutor(USERS) as pool:
        list(pool.map(all_rounds, everybody))
    return taken


def _figures(
    sizes: tuple[int, int], events: int, looks: list[Taken], queries: list[int]
) -> Figures:
    few, many = ({page: spread(some) for page, some in one.items()} for one in looks)
    times = {page: round(many[page]["median_ms"] / few[page]["median_ms"], 2) for page in many}  # type: ignore[operator]
    slowest = max(one["p95_ms"] for one in many.values())  # type: ignore[type-var]
    return {
        "cases": sizes,
        "events": sizes[1] * events,
        "users": USERS,
        "goal_p95_ms": GOAL_P95_MS,
        "goal_queries": GOAL_QUERIES,
        "goal_times": GOAL_TIMES,
        "few": few,
        "many": many,
        "times": times,
        "queries": dict(zip(("caseload", "case"), queries, strict=True)),
        "met": slowest < GOAL_P95_MS  # type: ignore[operator]
        and max(queries) <= GOAL_QUERIES
        and max(times.values()) <= GOAL_TIMES,
    }


# What runs inside the installation.


def begin(events: int) -> None:
    """Make the coordinators and what they open; print how they log in and their cases."""
    import base64
    import secrets

    from allauth.mfa.totp.internal.auth import TOTP

    from kmt.access.actors import actor_for
    from kmt.care.trial import ids_of, open_whole
    from kmt.kernel import clock
    from kmt.partners.actions import create_account, give_role

    by, until = _everything(), clock.today() + timedelta(days=365)
    draw = random.Random(SEED)  # noqa: S311 - invented, repeatable
    people = []
    for number in range(USERS):
        who = {
            "email": f"coordinator{number}@example.org",
            "password": secrets.token_urlsafe(24),
            "secret": base64.b32encode(secrets.token_bytes(20)).decode(),
        }
        account = create_account(
            by=by,
            email=who["email"],
            name=f"Verzonnen {number}",
            password=who["password"],
            screening_valid_until=until,
            training_valid_until=until,
        )
        give_role(by=by, account=account, organisation="KMT", role="care_coordinator")
        TOTP.activate(account, who["secret"])
        coordinator = actor_for(account)
        open_whole(by, draw, coordinator, OWN, events)
        people.append({**who, "cases": ids_of(by, coordinator.id)})
    sys.stdout.write(json.dumps(people))


def add(cases: int, events: int) -> None:
    """So many cases of others, most of them closed."""
    from kmt.care.trial import fill

    fill(_everything(), random.Random(SEED), cases, events)  # noqa: S311 - invented, repeatable


def print_queries() -> None:
    """How many questions to both databases each page takes, with the session that was told.

    That a transaction begins or ends is no question.
    """
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    cookies, pages = json.load(sys.stdin)
    client = Client(SERVER_NAME="127.0.0.1", headers={"X-Forwarded-Proto": "https"})
    for name, value in cookies.items():
        client.cookies[name] = value
    found = []
    for page in pages:
        client.get(page)
        with (
            CaptureQueriesContext(connections["default"]) as one,
            CaptureQueriesContext(connections["keys"]) as other,
        ):
            answer = client.get(page)
        if answer.status_code != 200:
            raise RuntimeError(f"{page} answered {answer.status_code}")
        asked = (query["sql"] for query in (*one.captured_queries, *other.captured_queries))
        found.append(sum(not sql.startswith(("BEGIN", "COMMIT")) for sql in asked))
    sys.stdout.write(json.dumps(found))


def _everything() -> "Actor":
    from kmt.access.actors import system_actor
    from kmt.access.permissions import Permission

    return system_actor("bench", purpose="bench", permissions=frozenset(Permission))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:4]))))
