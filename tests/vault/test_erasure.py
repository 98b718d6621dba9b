"""Erasing a person: rows go, the key goes, every older copy goes dark; and it stays that way."""

import json
import shutil
import sqlite3
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db.models import Q

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.audit.models import AuditEvent
from kmt.kernel import master_key
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.kernel.sealing import KEY_BYTES, SealBroken, unseal, unwrap
from kmt.vault import actions, destroying, queries
from kmt.vault.models import BlindToken, DataKey, Erasure, PersonLink, Tombstone
from kmt.vault.rules import Identity, Unreadable, part_place
from kmt.vault.rules.consenting import Said, State
from tests.installation import run, start
from tests.vault.in_care import in_care

NAMES = [f"Kanarie{n} Zeldzaam{n}naam" for n in range(50)]
WRAPPED = KEY_BYTES + 8


@pytest.fixture
def eraser():
    """The program, after somebody decided."""
    permissions = frozenset({Permission.VAULT_DATA_ERASE})
    return system_actor("retention", purpose="retention", permissions=permissions)


def register(desk, name="Noor Berg"):
    return actions.register_person(by=desk, identity=Identity(name=name), municipality="")


def erase(by, ref, ground="term_over") -> None:
    actions.erase_person(by=by, person_id=ref.id, ground=ground)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What happens when the change is safe, happens in a test too."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_nothing_of_an_erased_person_is_left_and_nobody_gets_a_key_for_them(
    desk, coordinator, eraser, committed
):
    one, other = register(desk), register(desk)
    actions.merge_persons(by=desk, person_id=one.id, into_id=other.id, reason="zelfde foto")
    said = Said(state=State.ASKED, note="via de tolk")
    actions.record_consent(
        by=coordinator,
        person_id=in_care(desk, one.id),
        purpose="P_CRIME",
        recipient="police",
        said=said,
    )
    with committed():
        erase(eraser, one)
    assert not BlindToken.objects.seen_by(desk, Q(person_id=one.id)).exists()
    assert not PersonLink.objects.seen_by(desk, Q(person_id=one.id)).exists()
    assert not DataKey.objects.filter(subject=f"person:{one.id}").exists()
    assert Erasure.objects.get().ground == "term_over"
    assert destroying.destroyed(f"person:{one.id}")
    with pytest.raises(NotFound):
        queries.open_identity(desk, one.id, reason="contact")
    with pytest.raises(Unreadable):
        actions.seal_text(by=desk, subject=f"person:{one.id}", column="note", text="toch nog iets")
    (known,) = queries.known_person(desk, Identity(name="Noor Berg"), "P_SIGNAL").candidates
    assert (known.person, known.together) == (other, ())


def test_who_was_merged_into_an_erased_person_goes_on(desk, eraser, committed):
    a, b, c, top = (register(desk) for _ in range(4))
    for one in (a, b, c):
        actions.merge_persons(by=desk, person_id=one.id, into_id=top.id, reason="zelfde foto")
    with committed():
        erase(eraser, top)
    assert {one.label for one in queries.same_person(desk, a.id)} == {b.label, c.label}
    assert queries.open_identity(desk, b.id, reason="contact").name == "Noor Berg"


def test_the_texts_of_another_room_go_dark_alike(desk, eraser, committed):
    sealed = actions.seal_text(by=desk, subject="report:1", column="story", text="een verhaal")
    with committed():
        actions.erase_subject(by=eraser, subject="report:1", ground="not_necessary")
    with pytest.raises(Unreadable, match="vernietigd"):
        queries.open_texts([("report:1", "story", sealed)])


def test_the_key_outlives_a_change_that_is_rolled_back(desk, eraser, monkeypatch):
    ref = register(desk)

    def fail(*args):
        raise OSError("disk")

    monkeypatch.setattr(actions.erasing, "_decided", fail)
    with pytest.raises(OSError, match="disk"):
        erase(eraser, ref)
    assert queries.open_identity(desk, ref.id, reason="contact").name == "Noor Berg"


def test_what_was_cut_off_between_the_decision_and_the_key_is_finished(desk, eraser):
    ref = register(desk)
    erase(eraser, ref)
    assert destroying.unfinished() == [f"person:{ref.id}"], "the test never commits"
    assert actions.replay_erasures(by=eraser) == (1, 0)
    assert not DataKey.objects.filter(subject=f"person:{ref.id}").exists()
    assert actions.replay_erasures(by=eraser) == (0, 0)


@pytest.mark.parametrize("ground", ["", "zomaar"])
def test_nothing_is_erased_without_a_ground_or_without_the_right(desk, eraser, ground):
    ref = register(desk)
    with pytest.raises(Refused, match="grond"):
        erase(eraser, ref, ground)
    with pytest.raises(NotPermitted):
        erase(desk, ref)
    assert not Erasure.objects.exists()
    assert not Tombstone.objects.exists()


def test_erasing_is_recorded_with_its_ground(desk, eraser):
    ref = register(desk)
    erase(eraser, ref, "own_request")
    event = AuditEvent.objects.get(action="delete")
    assert (event.object_type, event.reason_text) == ("person", "own_request")


PLANT = """
import json
from kmt.access.actors import system_actor
from kmt.access.permissions import Permission as P
from kmt.vault import actions
from kmt.vault.rules import Address, Identity
from kmt.vault.rules.consenting import Said, State
by = system_actor("test", purpose="test", permissions=frozenset({P.VAULT_PERSON_REGISTER,
    P.VAULT_REACH_DESK, P.VAULT_PERSON_MERGE, P.VAULT_CONSENT_WRITE, P.VAULT_PERSON_AMEND}))
ids = []
for name, alias, description, contact, address in zip(*[iter(%r)] * 5):
    ref = actions.register_person(by=by, municipality="", identity=Identity(
        name=name, aliases=(alias,), description=description, contact=contact,
        addresses=(Address(text=address),)))
    ids.append(ref.id)
for one, name in zip(ids[1:4], %r):
    actions.merge_persons(by=by, person_id=one, into_id=ids[0], reason=name)
    actions.record_consent(by=by, person_id=one, purpose="P_CRIME", recipient="police",
        said=Said(state=State.ASKED, note=name))
print(json.dumps([str(one) for one in ids]))
"""
ERASE = """
import json, logging, sys
from uuid import UUID
from kmt.access.actors import system_actor
from kmt.access.permissions import Permission as P
from kmt.kernel.refusals import Refused
from kmt.vault import actions, queries
from kmt.vault.rules import Identity
by = system_actor("test", purpose="test", permissions=frozenset(
    {P.VAULT_DATA_ERASE, P.VAULT_PERSON_SEARCH, P.VAULT_PERSON_OPEN}))
for name in %r[:10]:
    queries.known_person(by, Identity(name=name), "P_SIGNAL")
try:
    raise ValueError(%r)
except ValueError:
    logging.getLogger("django.request").exception("broken on %%s", %r)
for one in json.loads(%r):
    actions.erase_person(by=by, person_id=UUID(one), ground="term_over")
import shutil
shutil.copytree(%r, %r)  # while the house is in use
"""


@dataclass(frozen=True)
class Story:
    """Ten persons with five names each, both databases copied, everybody erased, what it said."""

    house: Path
    ids: list[str]
    older: Path
    keys_of_then: Path
    log: str

    @property
    def live(self) -> Path:
        """How the folder stood when the last had been erased and the house was still in use."""
        return self.house.with_name("live")

    @property
    def data(self) -> Path:
        return self.house / "test" / "kmt.sqlite3"

    @property
    def keys(self) -> Path:
        return self.house / "test" / "kmt-keys.sqlite3"


@pytest.fixture(scope="module")
def story(template, tmp_path_factory) -> Story:
    """Played once; the tests only look, or work on a copy."""
    folder = tmp_path_factory.mktemp("erasure")
    house = Path(shutil.copytree(template, folder / "house"))
    ids: list[str] = json.loads(run(house, PLANT % (NAMES, NAMES)))
    told = Story(house, ids, folder / "older.sqlite3", folder / "keys-of-then.sqlite3", "")
    copied(told.data, told.older)
    copied(told.keys, told.keys_of_then)
    live = (str(house), str(told.live))
    process = start(house, ERASE % (NAMES, NAMES[0], NAMES[0], json.dumps(ids), *live))
    said, log = process.communicate()
    assert process.returncode == 0, log
    return replace(told, log=said + log)


def copied(database: Path, to: Path) -> None:
    """A backup as an administrator makes it, of a database in use."""
    with sqlite3.connect(database) as source, sqlite3.connect(to) as target:
        source.backup(target)
    source.close()
    target.close()


@pytest.mark.slow
def test_fifty_planted_names_are_nowhere_after_erasing_also_not_in_an_older_copy(story):
    present = [
        path for place in (story.house, story.live) for path in place.rglob("*") if path.is_file()
    ]
    assert {story.data, story.keys, story.live / "test" / "kmt.sqlite3-wal"} <= set(present)
    assert [path.name for path in (*present, story.older) if names_in(path.read_bytes())] == []
    assert "ValueError" in story.log, "an error was told to the log, and"
    assert names_in(story.log.encode()) == set()
    beside_keys = [path for path in present if "keys" in path.name]
    assert len(beside_keys) >= 2
    assert found_by_a_thief(story.older, beside_keys, story.ids) == set()


@pytest.mark.slow
def test_keys_that_are_kept_with_the_data_make_erasing_an_empty_gesture(story):
    assert found_by_a_thief(story.older, [story.keys, story.keys_of_then], story.ids) == set(NAMES)


REPLAY = """
from kmt.access.actors import system_actor
from kmt.access.permissions import Permission as P
from kmt.vault.actions import replay_erasures
by = system_actor("test", purpose="test", permissions=frozenset({P.VAULT_DATA_ERASE}))
print(*replay_erasures(by=by), *replay_erasures(by=by))
"""


@pytest.mark.slow
def test_what_was_erased_stays_erased_when_an_older_backup_is_put_back(story, tmp_path):
    house = Path(shutil.copytree(story.house, tmp_path / "house"))
    data = house / "test" / "kmt.sqlite3"
    for path in data.parent.glob("kmt.sqlite3*"):
        path.unlink()
    shutil.copy(story.older, data)
    assert rows_of(data, "vault_person") == 10
    assert run(house, REPLAY) == "0 10 0 0\n"
    assert [rows_of(data, f"vault_{one}") for one in TABLES] == [0] * len(TABLES)


TABLES = ("person", "blindtoken", "personlink", "consent", "consentstep")


def rows_of(database: Path, table: str) -> int:
    with sqlite3.connect(database) as opened:
        (number,) = opened.execute(f"select count(*) from {table}").fetchone()
    opened.close()
    return int(number)


def names_in(content: bytes) -> set[str]:
    """Names that stand there, whole or one word of them."""
    return {name for name in NAMES if any(word.encode() in content for word in name.split())}


def found_by_a_thief(data: Path, places: Iterable[Path], ids: list[str]) -> set[str]:
    """The names somebody reads who has a copy of the data, the master key and these files.

    Every byte of the files is tried as the beginning of a wrapped key, so that a key that was
    deleted but is still on the disk is found as well.
    """
    master = master_key._parse(settings.KMT_MASTER_KEY)[1]
    keys = {key for path in places for key in keys_in(path.read_bytes(), master)}
    with sqlite3.connect(data) as opened:
        rows = opened.execute("select id, identity, identity_version from vault_person").fetchall()
    opened.close()
    assert {row[0] for row in rows} == {one.replace("-", "") for one in ids}
    return {
        name
        for person, identity, version in rows
        for column, sealed in json.loads(identity).items()
        for key in keys
        for name in names_in(unsealed(key, sealed, part_place(column, UUID(person), version)))
    }


def unsealed(key: bytes, sealed: str, place: str) -> bytes:
    try:
        return unseal(key, b64decode(sealed), bound_to=place)
    except SealBroken:
        return b""


def keys_in(content: bytes, master: bytes) -> set[bytes]:
    found = set()
    for at in range(len(content) - WRAPPED + 1):
        try:
            found.add(unwrap(master, content[at : at + WRAPPED]))
        except SealBroken:
            continue
    return found
