"""Settings come from the environment; what is wrong is listed in one go, before anything starts."""

import pytest

from kmt.project import environment

GOOD = {"KMT_ENV": "production", "KMT_SECRET_KEY": "x" * 50}


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without any setting of ours."""
    for name, _, _ in environment.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("KMT_TEST_POSTGRES_HOST", raising=False)
    return monkeypatch


def test_production_is_the_default_and_asks_for_a_key(variables) -> None:
    with pytest.raises(SystemExit, match="KMT_SECRET_KEY ontbreekt"):
        environment.read()


def test_everything_that_is_wrong_is_listed_at_once(variables) -> None:
    variables.setenv("KMT_ENV", "productie")
    variables.setenv("KMT_PORT", "achtduizend")
    variables.setenv("KMT_REGION_FILE", "regions/nergens.toml")
    with pytest.raises(SystemExit) as stopped:
        environment.read()
    said = str(stopped.value)
    assert said.count("\n- ") == 3
    assert "KMT_ENV" in said
    assert "KMT_PORT" in said
    assert "nergens.toml" in said


def test_production_takes_the_database_it_is_given(variables) -> None:
    for name, value in GOOD.items():
        variables.setenv(name, value)
    variables.setenv("KMT_DATABASE_URL", "postgres://kmt@db.example/kmt")
    found = environment.read()
    assert found.database["ENGINE"] == "django.db.backends.postgresql"
    assert found.database["HOST"] == "db.example"
    assert "sqlite3" in str(found.keys_database["ENGINE"])


def test_the_demo_can_never_touch_another_database(variables) -> None:
    variables.setenv("KMT_ENV", "demo")
    variables.setenv("KMT_DATABASE_URL", "postgres://kmt@db.example/kmt")
    variables.setenv("KMT_KEYS_DATABASE_URL", "postgres://kmt@db.example/keys")
    variables.setenv("KMT_MASTER_KEY_FILE", "/etc/kmt/master.key")
    variables.setenv("KMT_TEST_POSTGRES_HOST", "/run/elsewhere")
    found = environment.read()
    for database in (found.database, found.keys_database):
        assert str(database["NAME"]).startswith(str(found.var))
        assert "sqlite3" in str(database["ENGINE"])
    assert found.var.name == "demo"
    assert found.master_key_file == str(found.var / "master.key")


def test_sqlite_is_set_to_keep_what_it_acknowledged(variables) -> None:
    variables.setenv("KMT_ENV", "demo")
    options = environment.read().database["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "secure_delete=ON",
    ):
        assert pragma in options["init_command"]


OUTSIDE = {
    "KMT_AUDIT_KEY_FILE": "/etc/kmt/audit.key",
    "KMT_AUDIT_DROP": "/mnt/elsewhere",
    "KMT_AUDIT_MAIL": "fg@example.org, iv3@example.org",
    "KMT_AUDIT_WEBHOOK": "https://witness.example/heads",
    "KMT_MAIL_URL": "smtp+tls://kmt:secret@mail.example:587",
    "KMT_MAIL_FROM": "kmt@example.org",
}


def test_heads_of_the_record_go_where_the_settings_say(variables) -> None:
    for name, value in (GOOD | OUTSIDE).items():
        variables.setenv(name, value)
    found = environment.read().record
    assert (found.drop, found.webhook) == ("/mnt/elsewhere", "https://witness.example/heads")
    assert found.mail == ["fg@example.org", "iv3@example.org"]
    assert found.mail_server["EMAIL_HOST"] == "mail.example"
    assert (found.key_file, found.mail_from) == ("/etc/kmt/audit.key", "kmt@example.org")


@pytest.mark.parametrize("name", ["demo", "test"])
def test_nothing_leaves_a_demo_or_a_test(variables, name) -> None:
    for setting, value in (OUTSIDE | {"KMT_ENV": name}).items():
        variables.setenv(setting, value)
    found = environment.read().record
    assert (found.drop, found.mail, found.webhook, found.mail_server) == ("", [], "", {})
    assert found.key_file.endswith(f"{name}/audit.key")


def test_a_mail_server_that_is_none_is_said_at_the_start(variables) -> None:
    for name, value in (GOOD | {"KMT_MAIL_URL": "mail.example:587"}).items():
        variables.setenv(name, value)
    with pytest.raises(SystemExit, match="KMT_MAIL_URL begint niet met smtp"):
        environment.read()


@pytest.mark.parametrize("setting", ["tcp:192.0.2.7:3310", "clamd.ctl", "tcp:scanner.example:1"])
def test_a_scanner_of_another_computer_is_refused_at_the_start(variables, setting) -> None:
    for name, value in (GOOD | {"KMT_CLAMAV": setting}).items():
        variables.setenv(name, value)
    with pytest.raises(SystemExit, match="andere computer"):
        environment.read()


def test_a_scanner_on_this_computer_is_taken(variables) -> None:
    for name, value in (GOOD | {"KMT_CLAMAV": "unix:/run/clamav/clamd.ctl"}).items():
        variables.setenv(name, value)
    assert environment.read().clamav == "unix:/run/clamav/clamd.ctl"
