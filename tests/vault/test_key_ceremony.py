"""The ceremony of the master key, done as docs/privacy/key-ceremony.md says, command by command."""

import io
import re
import shlex
import stat

import pytest
from django.conf import settings as real
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from kmt.audit.models import AuditEvent
from kmt.kernel import master_key
from kmt.kernel.refusals import Refused
from kmt.project.serve import ready
from kmt.vault import actions, key_check, queries, rotation
from kmt.vault.models import DataKey, MasterKeyCheck
from kmt.vault.rules import Identity
from tests.building.tree import ROOT

PAGE = ROOT / "docs/privacy/key-ceremony.md"
NOOR = Identity(name="Noor Demo")


@pytest.fixture
def key_file(settings, tmp_path):
    """An installation whose key is in a file that is not there yet."""
    settings.KMT_MASTER_KEY = ""
    settings.KMT_MASTER_KEY_FILE = str(tmp_path / "master.key")
    return tmp_path / "master.key"


@pytest.fixture
def own_key(key_file):
    """The same, with a key."""
    call_command("make_master_key", stdout=io.StringIO())
    return key_file


def steps() -> list[list[str]]:
    """The commands of the page, in their order."""
    return [
        shlex.split(line) for line in re.findall(r"^\./kmt manage (.+)$", PAGE.read_text(), re.M)
    ]


def do(step: list[str]) -> str:
    out = io.StringIO()
    call_command(*step, stdout=out)
    return out.getvalue()


def shares_in(said: str) -> list[str]:
    return re.findall(r"^KMT1-\S+$", said, re.M)


def typed(monkeypatch, lines) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))


def make_person(desk):
    return actions.register_person(by=desk, identity=NOOR, municipality="").id


def opens(desk, person_id) -> bool:
    return queries.open_identity(desk, person_id, reason="contact") == NOOR


def test_the_page_is_followed_to_its_end(desk, key_file, monkeypatch):
    make, split, check, recover, check_again, rotate, split_again = steps()
    do(make)
    person = make_person(desk)
    shares = shares_in(do(split))
    assert len(shares) == 5
    assert "past" in do(check)
    before = key_file.read_text()
    key_file.unlink()
    with pytest.raises(CommandError, match="make_master_key"):
        do(check)
    typed(monkeypatch, [shares[4], "", shares[0].lower(), shares[2]])
    assert "Deel 5 gelezen: 1 van 3" in do(recover)
    assert key_file.read_text() == before
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert "past" in do(check_again)
    assert opens(desk, person)
    assert "Versie 2" in do(rotate)
    assert opens(desk, person)
    assert set(shares_in(do(split_again))).isdisjoint(shares)


def test_shares_from_before_a_rotation_are_refused_because_they_miss_a_version(
    desk, own_key, monkeypatch
):
    make_person(desk)
    shares = shares_in(do(["split_master_key"]))
    do(["rotate_master_key"])
    own_key.unlink()
    typed(monkeypatch, shares)
    with pytest.raises(CommandError, match="mist versie 2"):
        do(["recover_master_key"])
    assert not own_key.exists()


@pytest.mark.parametrize(
    ("choose", "sentence"),
    [
        (lambda one, other: one[:2], "nodig en er zijn er 2"),
        (lambda one, other: [*one[:2], other[2]], "horen niet bij elkaar"),
        (lambda one, other: [*one[:2], one[2][:-1] + "U"], "niet leesbaar"),
        (lambda one, other: [], "nog geen deel"),
    ],
)
def test_too_few_mixed_or_mistyped_shares_write_nothing(
    desk, own_key, monkeypatch, choose, sentence
):
    make_person(desk)
    one, other = (shares_in(do(["split_master_key"])) for _ in range(2))
    own_key.unlink()
    typed(monkeypatch, choose(one, other))
    with pytest.raises(CommandError, match=sentence):
        do(["recover_master_key"])
    assert not own_key.exists()


def test_shares_of_another_installation_are_refused(desk, own_key, monkeypatch):
    make_person(desk)
    kept = own_key.rename(own_key.with_name("kept"))
    do(["make_master_key"])
    MasterKeyCheck.objects.all().delete()
    DataKey.objects.all().delete()
    shares = shares_in(do(["split_master_key"]))
    kept.replace(own_key)
    make_person(desk)
    own_key.unlink()
    typed(monkeypatch, shares)
    with pytest.raises(CommandError, match="past niet op de sleutels van deze installatie"):
        do(["recover_master_key"])


def test_a_key_that_is_there_is_never_written_over(own_key, monkeypatch, settings, db):
    typed(monkeypatch, [])
    with pytest.raises(CommandError, match="Er staat al een hoofdsleutel"):
        do(["recover_master_key"])
    settings.KMT_MASTER_KEY = "1 x"
    with pytest.raises(CommandError, match="KMT_MASTER_KEY"):
        do(["recover_master_key"])


def test_who_mistypes_at_the_keyboard_may_type_again(desk, own_key, monkeypatch):
    shares = shares_in(do(["split_master_key"]))
    own_key.unlink()
    typed(monkeypatch, [shares[0][:-3], shares[0], shares[1], shares[2]])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert "niet leesbaar" in do(["recover_master_key"])


def test_shares_go_to_files_only_when_that_is_asked(own_key, tmp_path, db):
    before = set(tmp_path.rglob("*"))
    do(["split_master_key"])
    assert {path for path in tmp_path.rglob("*") if "audit-heads" not in str(path)} <= before
    said = do(["split_master_key", "--to", str(tmp_path / "shares")])
    assert shares_in(said) == []
    files = sorted((tmp_path / "shares").iterdir())
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600] * 5


def test_the_record_knows_of_a_split_and_holds_nothing_of_a_share(own_key, caplog, db):
    shares = shares_in(do(["split_master_key"]))
    rows = [str(row) for row in AuditEvent.objects.values()]
    assert any("split" in row for row in rows)
    groups = {group for share in shares for group in share.split("-")[4:] if len(group) > 4}
    assert not any(group in text for text in (*rows, caplog.text) for group in groups)


def test_a_split_that_makes_no_sense_is_refused(own_key, db):
    with pytest.raises(CommandError, match="met één deel alleen"):
        do(["split_master_key", "--threshold", "1"])


def test_nothing_starts_or_is_split_or_rotated_under_a_wrong_key(desk, own_key):
    make_person(desk)
    own_key.unlink()
    do(["make_master_key"])
    (sentence,) = key_check.present()
    assert "past niet op de sleutels van deze installatie" in sentence
    for step in ("check_master_key", "split_master_key", "rotate_master_key"):
        with pytest.raises(CommandError, match="past niet"):
            do([step])
    with pytest.raises(Refused, match="past niet op de sleutels"):
        actions.seal_text(by=desk, subject="report:1", column="story", text="een verhaal")
    assert not DataKey.objects.filter(subject="report:1").exists()
    assert [one.id for one in run_checks(databases=["keys"])] == ["vault.E001"]
    assert run_checks() == []
    assert "past niet" in " ".join(ready())


def test_a_wrong_key_is_known_by_older_keys_that_have_no_check_yet(desk, own_key):
    make_person(desk)
    MasterKeyCheck.objects.all().delete()
    assert key_check.present() == []
    own_key.unlink()
    do(["make_master_key"])
    assert len(key_check.present()) == 1


def test_a_key_file_that_lost_its_newest_version_is_refused(desk, own_key):
    make_person(desk)
    before = own_key.read_text()
    do(["rotate_master_key"])
    own_key.write_text(before)
    assert "mist versie 2" in key_check.present()[0]


def test_a_key_from_the_environment_is_rotated_by_whoever_sets_it(desk, settings):
    person = make_person(desk)
    with pytest.raises(CommandError, match="Zet daar zelf een regel"):
        do(["rotate_master_key"])
    settings.KMT_MASTER_KEY = f"{real.KMT_MASTER_KEY};2 {'B' * 43}="
    assert rotation.waiting() == 2, "the key of the person and that of the search tokens"
    assert "rotate_master_key" in do(["check_master_key"])
    do(["rotate_master_key"])
    assert rotation.waiting() == 0
    assert opens(desk, person)


def test_without_the_permission_nobody_rotates(desk):
    with pytest.raises(Refused, match="geen recht"):
        rotation.rotate(by=desk)


def test_one_version_of_the_file_is_whole_whenever_it_is_cut_off(own_key, monkeypatch):
    def cut(*args):
        raise KeyboardInterrupt

    before = master_key.versions()
    with monkeypatch.context() as patched:
        patched.setattr("os.replace", cut)
        with pytest.raises(KeyboardInterrupt):
            master_key.add_version(own_key)
    assert master_key.versions() == before
    assert master_key.add_version(own_key) == 2
    assert master_key.versions().items() > before.items()
