"""Rotating the master key: cut off at any moment, nothing is lost and the house stays open."""

import pytest

from kmt.access.actors import administrator
from kmt.kernel import master_key
from kmt.kernel.sealing import SealBroken, unwrap
from kmt.vault import actions, queries, rotation
from kmt.vault.models import DataKey
from tests.installation import run

NEW = "2 eXl5eXl5eXl5eXl5eXl5eXl5eXl5eXl5eXl5eXl5eXk="


def seal_some(desk, number: int) -> list[tuple[str, str, bytes]]:
    return [
        (
            f"report:{n}",
            "story",
            actions.seal_text(by=desk, subject=f"report:{n}", column="story", text=f"verhaal {n}"),
        )
        for n in range(number)
    ]


def read(sealed) -> list[str]:
    return queries.open_texts(sealed)


class Cut(BaseException):
    """The process is gone."""


def add_version(settings) -> None:
    settings.KMT_MASTER_KEY = f"{settings.KMT_MASTER_KEY};{NEW}"


def opened() -> dict[str, bytes]:
    return {
        row.subject: unwrap(master_key.version(row.master_version), bytes(row.wrapped))
        for row in DataKey.objects.all()
    }


@pytest.mark.parametrize("cut_after", range(5))
def test_cut_off_after_any_batch_it_goes_on_where_it_was(desk, settings, monkeypatch, cut_after):
    sealed, words = seal_some(desk, 10), [f"verhaal {n}" for n in range(10)]
    add_version(settings)
    monkeypatch.setattr(rotation, "BATCH", 2)
    kept, batches = rotation._keep, []

    def cut(rows):
        kept(rows)
        batches.append(rows)
        if len(batches) > cut_after:
            raise Cut

    monkeypatch.setattr(rotation, "_keep", cut)
    with pytest.raises(Cut):
        rotation.rotate(by=administrator())
    assert read(sealed) == words
    assert rotation.waiting() == 10 - 2 * cut_after
    monkeypatch.setattr(rotation, "_keep", kept)
    assert rotation.rotate(by=administrator()) == (2, 10 - 2 * cut_after)
    assert read(sealed) == words


def test_after_a_rotation_the_older_version_opens_no_key(desk, settings):
    seal_some(desk, 3)
    add_version(settings)
    rotation.rotate(by=administrator())
    assert len(opened()) == 3
    for row in DataKey.objects.all():
        with pytest.raises(SealBroken):
            unwrap(master_key.version(1), bytes(row.wrapped))


def test_rotating_changes_the_wrapping_and_no_key(desk, settings):
    seal_some(desk, 2)
    before, made = opened(), set(DataKey.objects.values_list("subject", "made_at"))
    add_version(settings)
    rotation.rotate(by=administrator())
    assert opened() == before
    assert set(DataKey.objects.values_list("subject", "made_at")) == made


KILLED = """
import os, signal, sys
from django.conf import settings
from django.db import connections
from kmt.access.actors import administrator, system_actor
from kmt.access.permissions import Permission as P
from kmt.kernel import master_key
from kmt.vault import rotation
from kmt.vault.actions import seal_text
from kmt.vault.queries import open_texts

settings.KMT_MASTER_KEY = ""
from pathlib import Path
master_key.write_new(Path(settings.KMT_MASTER_KEY_FILE))
by = system_actor("test", purpose="test", permissions=frozenset())
texts = [(f"report:{n}", "story", seal_text(by=by, subject=f"report:{n}", column="story",
          text=f"verhaal {n}")) for n in range(40)]
rotation.BATCH = 10

def killed_at(point):
    # In a process of its own: at the so-manyeth call of one of these, the process is no more.
    calls = 0
    def counted(function):
        def inner(*args, **kwargs):
            nonlocal calls
            calls += 1
            if calls == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)
        return inner
    for where, name in ((os, "replace"), (os, "fsync"), (rotation, "wrap"), (rotation, "_keep")):
        setattr(where, name, counted(getattr(where, name)))
    rotation.rotate(by=administrator())
    os._exit(0)

survived = False
for point in (1, 2, 3, 4, 8, 15, 16, 17, 29, 38, 40, 47, 60, 70, 90, 110, 130, 160, 200, 400):
    connections.close_all()
    child = os.fork()
    if child == 0:
        killed_at(point)
    _, status = os.waitpid(child, 0)
    survived = survived or os.WIFEXITED(status)
    assert open_texts(texts) == [f"verhaal {n}" for n in range(40)], point
rotation.rotate(by=administrator())
assert rotation.waiting() == 0
assert open_texts(texts) == [f"verhaal {n}" for n in range(40)]
print(master_key.current()[0], survived)
"""


@pytest.mark.slow
@pytest.mark.database
def test_killed_for_real_at_twenty_points_nothing_is_lost(house):
    versions, survived = run(house, KILLED).split()
    assert int(versions) >= 3, "several rotations were begun and finished in between"
    assert survived == "True"
