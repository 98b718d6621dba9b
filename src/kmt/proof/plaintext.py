"""``./kmt bench plaintext``: no word about a person stands readable anywhere, at full size.

An installation with the real settings gets invented people of whom every word is marked
(:mod:`kmt.proof.marks`), is used over HTTP by who may and by who may not
(:mod:`kmt.proof.rounds`), and is then searched: databases with their logs and freed pages, keys,
sessions, everything else in its folder, what the service said, and temporary files as they were
made. On SQLite, or on the PostgreSQL cluster named in ``KMT_TEST_POSTGRES_HOST``.
"""

import json
import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from kmt.proof import marks
from kmt.proof.colleagues import log_everybody_in
from kmt.proof.marks import PIECE, found_in, found_in_pieces
from kmt.proof.rounds import STRANGER, Round, go_round
from kmt.proof.trial import real_variables, said_by, served
from kmt.proof.visitor import Visitor

Figures = dict[str, object]
SETUP = "import django; django.setup(); "
PLANT = SETUP + "import kmt.proof.planting as p; p.main({}, {})"
SESSIONS = SETUP + "import kmt.proof.planting as p; p.sessions()"
SQL = SETUP + "from django.db import connection as c; c.cursor().execute({!r})"
BREAK, MEND = (
    SQL.format(f"alter table audit_{one} rename to audit_{other}")
    for one, other in (("chainhead", "elsewhere"), ("elsewhere", "chainhead"))
)
DATABASES = ("kmt", "kmt_keys")
LOOK_SECONDS = 0.02
EVERY_KIND = len(marks.MARKS) + 1
MUST_HAVE_MET = {200, 403, 404, 422, 500}


class Searched:
    """What was read in one kind of place, and what was found there."""

    def __init__(self) -> None:
        self.files, self.bytes = 0, 0
        self.found: Counter[str] = Counter()

    def read(self, pieces: Iterable[bytes]) -> None:
        """Search one more thing."""
        self.files += 1
        self.found += found_in_pieces(map(self._count, pieces))

    def _count(self, piece: bytes) -> bytes:
        self.bytes += len(piece)
        return piece


def measure(persons: int, acts: int) -> Figures:
    """The figures of one installation, made for this and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as name:
        folder, spare = Path(name) / "home", Path(name) / "temporary"
        folder.mkdir()
        spare.mkdir()
        environment = real_variables(folder, TMPDIR=str(spare), **cluster_databases())
        said = said_by(["-c", PLANT.format(persons, acts)], environment)
        planted = json.loads(said.splitlines()[-1])
        with served(folder, environment) as trial, _watched(spare, trial.process_id) as passing:
            visitors = log_everybody_in(trial)
            visitors[STRANGER] = Visitor(trial.address, trial.in_front)
            met = go_round(visitors, planted, lambda: _broken(environment))
            searched = search(folder, environment)
        searched["temporary_files"] = passing
        searched["said_by_the_service"] = _read([folder / "server.log"])
        return _figures(persons + acts + 2, acts + 2, met, searched)


def _figures(persons: int, acts: int, met: Round, searched: Mapping[str, Searched]) -> Figures:
    hits = len(met.leaks) + sum(one.found.total() for one in searched.values())
    ways = marks.ways(f" {marks.story(3)} ").values()
    recognised = sum(len(found_in(one)) == EVERY_KIND for one in ways)
    reached = met.statuses.keys() >= MUST_HAVE_MET and met.shown > 0
    return {
        "persons": persons,
        "by_acts_with_a_story": acts,
        "answers": {str(one): number for one, number in sorted(met.statuses.items())},
        "answers_with_words_for_who_may_see_them": met.shown,
        "leaks_in_answers": met.leaks,
        "searched": {
            name: {"files": one.files, "bytes": one.bytes, "found": dict(one.found)}
            for name, one in searched.items()
        },
        "ways_of_writing_recognised": f"{recognised} of {len(ways)}",
        "goal_found": 0,
        "found": hits,
        "met": hits == 0 and reached and recognised == len(ways),
    }


def search(folder: Path, environment: Mapping[str, str]) -> dict[str, Searched]:
    """Everything that is kept, while the service runs: its logs of changes are there too."""
    sessions = Searched()
    sessions.read([said_by(["-c", SESSIONS], environment).encode()])
    data = [one for one in folder.rglob("*.sqlite3*") if "keys" not in one.name]
    keys = list(folder.rglob("*keys.sqlite3*"))
    rest = {one for one in folder.rglob("*") if one.is_file()} - {*data, *keys}
    if host := os.environ.get("KMT_TEST_POSTGRES_HOST"):
        _flush(host)
        data = keys = [one for one in Path(host).rglob("*") if one.is_file()]
    return {
        "databases": _read(data),
        "keys": _read([] if data is keys else keys),
        "sessions": sessions,
        "rest_of_the_folder": _read(sorted(rest)),
    }


def _read(paths: Iterable[Path]) -> Searched:
    found = Searched()
    for path in paths:
        found.read(_pieces(path))
    return found


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except OSError:  # it went meanwhile, or is a socket
        return


@contextmanager
def _broken(environment: Mapping[str, str]) -> Iterator[None]:
    """While this lasts the record cannot be written, so that everything fails halfway."""
    said_by(["-c", BREAK], environment)
    try:
        yield
    finally:
        said_by(["-c", MEND], environment)


@contextmanager
def _watched(spare: Path, parent: int) -> Iterator[Searched]:
    """Search every temporary file as soon as it is there, also one that has no name any more."""
    found, over = Searched(), threading.Event()

    def look() -> None:
        known = set[tuple[str, int]]()
        while not over.wait(LOOK_SECONDS):
            for path in (*spare.rglob("*"), *_nameless(parent)):
                if (which := _which(path)) and which not in known:
                    known.add(which)
                    found.read(_pieces(path))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()


def _nameless(parent: int) -> Iterator[Path]:
    """Open files of the workers that were deleted while open, or that lie in memory."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        for child in children:
            for one in Path(f"/proc/{child}/fd").iterdir():
                if os.readlink(one).endswith("(deleted)"):
                    yield one
    except OSError:  # no such system, or it ended meanwhile
        return


def _which(path: Path) -> tuple[str, int] | None:
    """What tells a file and its size from another; None for what is no file (any more)."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (f"{found.st_dev}:{found.st_ino}", found.st_size) if path.is_file() else None


def cluster_databases() -> dict[str, str]:
    """On a cluster: two databases made anew, and where they are."""
    host, user = (os.environ.get(f"KMT_TEST_POSTGRES_{one}", "") for one in ("HOST", "USER"))
    if not host:
        return {}
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        for name in DATABASES:
            server.execute(f"create database {name}")
    place = f"postgres://{quote(user)}@{quote(host, safe='')}"
    return {"KMT_DATABASE_URL": f"{place}/kmt", "KMT_KEYS_DATABASE_URL": f"{place}/kmt_keys"}


def _flush(host: str) -> None:
    user = os.environ["KMT_TEST_POSTGRES_USER"]
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        server.execute("checkpoint")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
