"""The master key: made once, kept outside the database, and clear when something is wrong."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from kmt.kernel import master_key
from kmt.kernel.sealing import KEY_BYTES

OLD, NEW = (base64.b64encode(letter * KEY_BYTES).decode() for letter in (b"a", b"b"))


@pytest.fixture
def from_file(settings, tmp_path):
    """An installation that reads its key from a file that is not there yet."""
    settings.KMT_MASTER_KEY = ""
    settings.KMT_MASTER_KEY_FILE = str(tmp_path / "keys" / "master.key")
    return tmp_path / "keys" / "master.key"


def test_the_command_makes_a_key_for_the_owner_only_and_says_how_to_keep_it(from_file, capsys):
    call_command("make_master_key")
    said = capsys.readouterr().out
    assert str(from_file) in said
    assert "twee kopieën" in said
    assert stat.S_IMODE(from_file.stat().st_mode) == 0o600
    assert master_key.current()[0] == 1
    assert base64.b64encode(master_key.current()[1]).decode() not in said


def test_the_command_never_touches_a_key_that_is_there(from_file):
    call_command("make_master_key")
    before = from_file.read_bytes()
    with pytest.raises(CommandError, match="niet aangeraakt"):
        call_command("make_master_key")
    assert from_file.read_bytes() == before


def test_two_keys_are_never_the_same(from_file):
    call_command("make_master_key")
    first = from_file.read_text()
    from_file.unlink()
    call_command("make_master_key")
    assert from_file.read_text() != first


def test_the_command_says_so_when_the_place_cannot_be_written(from_file):
    from_file.parent.write_text("a file where a folder should be")
    with pytest.raises(CommandError):
        call_command("make_master_key")


def test_the_command_makes_nothing_when_the_environment_holds_the_key(settings, from_file):
    settings.KMT_MASTER_KEY = f"1 {OLD}"
    with pytest.raises(CommandError, match="KMT_MASTER_KEY"):
        call_command("make_master_key")
    assert not from_file.exists()


def test_a_key_that_is_missing_gets_a_sentence_with_the_command(from_file):
    with pytest.raises(ImproperlyConfigured, match="kmt manage make_master_key"):
        master_key.current()


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "1",
        f"one {OLD}",
        "1 not-base64",
        "1 " + base64.b64encode(b"short").decode(),
        " ",
    ],
)
def test_a_key_that_cannot_be_read_gets_a_sentence_and_is_not_shown(settings, text):
    settings.KMT_MASTER_KEY = text
    with pytest.raises(ImproperlyConfigured, match="hoofdsleutel") as wrong:
        master_key.current()
    assert text.split()[-1:] == [] or text.split()[-1] not in str(wrong.value)


def test_the_last_version_is_current_and_older_ones_still_open(settings):
    settings.KMT_MASTER_KEY = f"1 {OLD};2 {NEW}"
    assert master_key.current() == (2, b"b" * KEY_BYTES)
    assert master_key.version(1) == b"a" * KEY_BYTES
    with pytest.raises(ImproperlyConfigured, match="mist versie 3"):
        master_key.version(3)


def test_two_who_add_a_version_at_once_lose_neither(from_file):
    call_command("make_master_key")
    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(lambda _: master_key.add_version(from_file), range(8)))
    assert sorted(numbers) == list(range(2, 10))
    assert sorted(master_key.versions()) == list(range(1, 10))
    assert stat.S_IMODE(from_file.stat().st_mode) == 0o600


def test_a_derived_key_is_the_same_at_every_start_and_after_a_new_version(settings):
    settings.KMT_MASTER_KEY = f"1 {OLD}"
    before = master_key.derive("receipts")
    settings.KMT_MASTER_KEY = f"1 {OLD}\n2 {NEW}"
    assert master_key.derive("receipts") == before


def test_keys_for_different_purposes_have_nothing_in_common(settings):
    settings.KMT_MASTER_KEY = f"1 {OLD}"
    made = {master_key.derive(purpose) for purpose in ("receipts", "audit chain", "second factor")}
    assert len(made | {b"a" * KEY_BYTES}) == 4
