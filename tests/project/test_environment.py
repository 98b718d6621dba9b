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
