"""What is sealed opens in its own place only, under its own key and this master key only."""

import base64
import sqlite3
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kmt.access.rows import gate_open
from kmt.kernel.sealing import KEY_BYTES
from kmt.vault import actions, queries
from kmt.vault.models import DataKey, MasterKeyCheck, Person, Tombstone
from kmt.vault.routing import KEYS, KeysApart
from kmt.vault.rules import BLOCK, PARTS, Identity, Unreadable, from_parts, to_parts
from tests.installation import run

CANARY = "Xanthippe Kanarievogel"
NOOR = Identity(name=CANARY, contact="06 0000 0001", description="rode jas", safe_contact="school")


def register(desk) -> Person:
    ref = actions.register_person(by=desk, identity=NOOR, municipality="GM0153")
    return stored(desk, ref.id)


def stored(desk, person_id) -> Person:
    with gate_open(desk):
        return Person.objects.get(id=person_id)


def overwrite(desk, person: Person) -> None:
    """What somebody does who can write in the database."""
    with gate_open(desk, writing=True):
        person.save()


def open_it(desk, person: Person) -> Identity:
    return queries.open_identity(desk, person.id, reason="contact")


def test_a_field_moved_to_another_field_does_not_open(db, desk):
    person = register(desk)
    person.identity["name"] = person.identity["contact"]
    overwrite(desk, person)
    with pytest.raises(Unreadable, match="veranderd of verplaatst"):
        open_it(desk, person)


def test_a_field_moved_to_another_person_does_not_open(db, desk):
    one, other = register(desk), register(desk)
    one.identity["name"] = other.identity["name"]
    overwrite(desk, one)
    with pytest.raises(Unreadable):
        open_it(desk, one)


def test_a_whole_identity_moved_with_its_key_does_not_open_either(db, desk):
    one, other = register(desk), register(desk)
    one.identity = other.identity
    overwrite(desk, one)
    DataKey.objects.filter(subject=f"person:{one.id}").update(
        wrapped=DataKey.objects.get(subject=f"person:{other.id}").wrapped
    )
    with pytest.raises(Unreadable):
        open_it(desk, one)


@pytest.mark.parametrize("field", PARTS)
def test_each_field_is_sealed_apart_and_one_flipped_bit_is_noticed(db, desk, field):
    person = register(desk)
    sealed = bytearray(base64.b64decode(person.identity[field]))
    sealed[-1] ^= 1
    person.identity[field] = base64.b64encode(bytes(sealed)).decode()
    overwrite(desk, person)
    with pytest.raises(Unreadable):
        open_it(desk, person)


def test_without_its_key_an_identity_is_gone_and_the_page_says_so(db, desk):
    person = register(desk)
    DataKey.objects.filter(subject=f"person:{person.id}").delete()
    with pytest.raises(Unreadable, match="vernietigd of niet teruggezet"):
        open_it(desk, person)


def test_another_master_key_gets_a_clear_sentence(db, desk, settings):
    person = register(desk)
    settings.KMT_MASTER_KEY = f"1 {base64.b64encode(b'x' * KEY_BYTES).decode()}"
    with pytest.raises(Unreadable, match="hoofdsleutel van deze installatie past niet") as refused:
        queries.persons.opened(person)
    assert "Zet het sleutelbestand terug" in refused.value.next_step


def test_after_a_new_version_of_the_master_key_old_and_new_open(db, desk, settings):
    old = register(desk)
    second = f"2 {base64.b64encode(b'y' * KEY_BYTES).decode()}"
    settings.KMT_MASTER_KEY = f"{settings.KMT_MASTER_KEY};{second}"
    new = register(desk)
    persons = DataKey.objects.filter(subject__startswith="person:")
    versions = dict(persons.values_list("subject", "master_version"))
    assert versions == {f"person:{old.id}": 1, f"person:{new.id}": 2}
    assert open_it(desk, old) == open_it(desk, new) == NOOR


def test_a_master_key_that_misses_a_version_says_which(db, desk, settings):
    person = register(desk)
    DataKey.objects.update(master_version=7)
    with pytest.raises(ImproperlyConfigured, match="mist versie 7"):
        open_it(desk, person)


def test_a_text_opens_for_its_own_subject_and_column(db, desk):
    sealed = actions.seal_text(by=desk, subject="report:1", column="story", text="een verhaal …")
    assert queries.open_texts([("report:1", "story", sealed)]) == ["een verhaal …"]


@pytest.mark.parametrize(("subject", "column"), [("report:1", "note"), ("report:2", "story")])
def test_a_text_moved_to_another_place_does_not_open(db, desk, subject, column):
    sealed = actions.seal_text(by=desk, subject="report:1", column="story", text="een verhaal")
    actions.seal_text(by=desk, subject="report:2", column="story", text="een ander verhaal")
    with pytest.raises(Unreadable):
        queries.open_texts([(subject, column, sealed)])


def test_a_divider_in_a_name_cannot_make_two_places_one(db, desk):
    with pytest.raises(ValueError, match="divider"):
        actions.seal_text(by=desk, subject="report:1", column="story|report", text="een verhaal")


def test_many_texts_open_with_one_question_for_their_keys(db, desk, django_assert_num_queries):
    sealed = [
        (
            f"report:{n}",
            "story",
            actions.seal_text(by=desk, subject=f"report:{n}", column="story", text=f"verhaal {n}"),
        )
        for n in range(20)
    ]
    with django_assert_num_queries(1, using=KEYS), django_assert_num_queries(0):
        assert queries.open_texts(sealed) == [f"verhaal {n}" for n in range(20)]


def test_one_subject_has_one_key_however_many_texts_it_has(db, desk):
    for column in ("story", "note", "contact"):
        actions.seal_text(by=desk, subject="report:1", column=column, text="iets")
    assert DataKey.objects.count() == 1


def test_a_ciphertext_does_not_tell_a_short_name_from_a_long_one_or_from_none():
    short, long, none = (to_parts(Identity(name=name)) for name in ("Bo", "B" * 50, ""))
    assert len(short["name"]) == len(long["name"]) == len(none["name"]) == BLOCK


def test_padding_changes_nothing_of_what_was_written():
    identity = Identity(name="  spaties rondom  ", description="regel\nop regel\t")
    assert from_parts(to_parts(identity)) == identity


def test_an_identity_sealed_before_a_field_existed_opens_with_that_field_empty():
    parts = to_parts(Identity(name="Noor Demo", languages=("nl",)))
    del parts["languages"]
    assert from_parts(parts) == Identity(name="Noor Demo")


def test_the_tables_about_keys_live_in_the_database_of_keys_and_nothing_else_does():
    router = KeysApart()
    for model in apps.get_models():
        label, name = model._meta.app_label, model._meta.model_name
        apart = model in {DataKey, MasterKeyCheck, Tombstone}
        assert router.allow_migrate(KEYS, label, name) == apart
        assert router.allow_migrate("default", label, name) != apart
        assert router.db_for_read(model) == (KEYS if apart else None)
    assert settings.DATABASES["default"]["NAME"] != settings.DATABASES[KEYS]["NAME"]


SCRIPT = """
from kmt.access.actors import system_actor
from kmt.access.permissions import Permission as P
from kmt.vault.actions import register_person, seal_text
from kmt.vault.queries import open_identity, open_texts
from kmt.vault.rules import Identity
by = system_actor("test", purpose="test",
    permissions=frozenset(
        {P.VAULT_PERSON_REGISTER, P.VAULT_PERSON_OPEN, P.VAULT_REACH_DESK}))
name = "Xanthippe Kanarievogel"
person = register_person(by=by, identity=Identity(name=name, contact=name), municipality="")
text = seal_text(by=by, subject="report:1", column="story", text=name)
assert open_identity(by, person.id, reason="contact").name == name
assert open_texts([("report:1", "story", text)]) == [name]
print(person.id)
"""


@pytest.mark.slow
def test_in_the_files_on_disk_there_is_no_name_and_the_key_file_holds_keys_only(house):
    person_id = run(house, SCRIPT).strip()
    files = [path for path in house.rglob("*") if path.is_file()]
    data, keys = (next(p for p in files if p.name == f"kmt{n}.sqlite3") for n in ("", "-keys"))
    assert [path.name for path in files if holds_the_name(path)] == []
    assert person_id.replace("-", "").encode() in data.read_bytes(), "the search does find things"
    tables = rows_by_table(keys)
    assert tables.pop("vault_datakey") == 3, "of the person, of the report, of the search tokens"
    assert tables.pop("vault_masterkeycheck") == 1
    assert tables.pop("vault_tombstone") == 0
    assert set(tables) <= {"django_migrations", "sqlite_sequence"}


def holds_the_name(path: Path) -> bool:
    content = path.read_bytes()
    return any(word.encode() in content for word in CANARY.split())


def rows_by_table(path: Path) -> dict[str, int]:
    database = sqlite3.connect(path)
    names = [
        name for (name,) in database.execute("select name from sqlite_master where type='table'")
    ]
    found = {
        name: database.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names
    }
    database.close()
    return found
