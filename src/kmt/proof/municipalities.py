"""``./kmt bench mandate``: the pages of the region with every municipality of the country in it.

An installation with the real settings and a region file of its own is made for this and gone
afterwards, on SQLite or on the cluster named in ``KMT_TEST_POSTGRES_HOST``: 342 municipalities, 28
items, ten years. An adviser with password and second factor asks for the pages, one by one.
"""

import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kmt.project.environment import ROOT
from kmt.proof.bench import Figures, spread
from kmt.proof.caseload import print_queries
from kmt.proof.colleagues import enter
from kmt.proof.door import empty
from kmt.proof.trial import said_by, served

if TYPE_CHECKING:
    from kmt.kernel.actor import Actor

SEED = 20261127
CALLS = 60
GOAL_P95_MS, GOAL_QUERIES = 150, 12
RUN = "import django; django.setup(); import kmt.proof.municipalities as m; m.{}"
PAGES = {
    "region": "/gemeenten/",
    "region, last page": "/gemeenten/?pagina=9",
    "quarter": "/gemeenten/kwartaal/",
    "progress": "/gemeenten/verloop/",
    "municipality": "/gemeenten/GM0164/",
}
#: Of these the goal is: what a council and an adviser look at first.
GOAL_OF = ("region", "region, last page")


def measure(municipalities: int, years: int) -> Figures:
    """The figures of one installation with so many municipalities and years."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as name:
        folder = Path(name)
        environment = empty(folder) | {"KMT_REGION_FILE": str(_region_file(folder, municipalities))}
        who = json.loads(said_by(["-c", RUN.format("begin()")], environment).splitlines()[-1])
        began = time.monotonic()
        entries = int(said_by(["-c", RUN.format(f"add({years})")], environment).splitlines()[-1])
        filled = time.monotonic() - began
        with served(folder, environment) as trial:
            visitor = enter(trial, who)
            taken: dict[str, list[float]] = {page: [] for page in PAGES}
            weights: dict[str, int] = {}
            for number in range(CALLS + 1):
                for page, path in PAGES.items():
                    answer = visitor.get(path)
                    if answer.status != 200:
                        raise RuntimeError(f"{path} answered {answer.status} at {answer.url}")
                    weights[page] = len(answer.body)
                    if number:  # the first round fills caches
                        taken[page].append(answer.seconds)
            session = {one.name: one.value or "" for one in visitor.cookies}
        asked = json.dumps([session, list(PAGES.values())])
        queries = json.loads(
            said_by(["-c", RUN.format("print_queries()")], environment, asked).splitlines()[-1]
        )
    told: Figures = {
        "municipalities": municipalities,
        "entries": entries,
        "filled_s": round(filled, 1),
    }
    return _figures(told, taken, weights, queries)


def _figures(
    told: Figures, taken: dict[str, list[float]], weights: dict[str, int], queries: list[int]
) -> Figures:
    times = {page: spread(seconds) for page, seconds in taken.items()}
    counted = dict(zip(PAGES, queries, strict=True))
    slowest = max(float(str(times[page]["p95_ms"])) for page in GOAL_OF)
    return {
        **told,
        "goal_p95_ms": GOAL_P95_MS,
        "goal_queries": GOAL_QUERIES,
        "pages": {
            page: {**times[page], "queries": counted[page], "bytes": weights[page]}
            for page in PAGES
        },
        "met": slowest < GOAL_P95_MS and max(counted[page] for page in GOAL_OF) <= GOAL_QUERIES,
    }


def _region_file(folder: Path, municipalities: int) -> Path:
    """The example region with invented municipalities added, up to so many."""
    text = (ROOT / "regions" / "twente.toml").read_text(encoding="utf-8")
    there = len(re.findall(r"^\[\[municipality\]\]", text, re.MULTILINE))
    path = folder / "region.toml"
    path.write_text("\n".join([text, *_invented(municipalities - there)]), encoding="utf-8")
    return path


def _invented(number: int) -> Iterator[str]:
    for one in range(number):
        yield (
            f'[[municipality]]\ncode = "GM{9000 + one}"\nname = "Verzonnen {one:03d}"\n'
            f'short = "V{one:02d}"\ncolumn = 1\nrow = 1\ninhabitants = {{ a = 20000, b = 20000 }}\n'
        )


# What runs inside the installation.


def begin() -> None:
    """Make the adviser; print how they log in."""
    import base64
    import secrets

    from allauth.mfa.totp.internal.auth import TOTP

    from kmt.kernel import clock
    from kmt.partners.actions import create_account, give_role

    by, until = _everything(), clock.today() + timedelta(days=365)
    who = {
        "email": "adviser@example.org",
        "password": secrets.token_urlsafe(24),
        "secret": base64.b32encode(secrets.token_bytes(20)).decode(),
    }
    account = create_account(
        by=by,
        email=who["email"],
        name="Verzonnen Adviseur",
        password=who["password"],
        screening_valid_until=until,
        training_valid_until=until,
    )
    give_role(by=by, account=account, organisation="KMT", role="policy_adviser")
    TOTP.activate(account, who["secret"])
    sys.stdout.write(json.dumps(who))


def add(years: int) -> None:
    """So many years of every municipality; print how many entries that are."""
    from kmt.mandate.trial import fill

    number = fill(_everything(), random.Random(SEED), years)  # noqa: S311 - invented, repeatable
    sys.stdout.write(f"{number}\n")


def _everything() -> "Actor":
    from kmt.access.actors import system_actor
    from kmt.access.permissions import Permission

    return system_actor("bench", purpose="bench", permissions=frozenset(Permission))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:3]))))

__all__ = ["add", "begin", "measure", "print_queries"]
