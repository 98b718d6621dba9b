"""The measuring of the vault itself, on a handful of people."""

import pytest
from django.core.management import call_command

from kmt.vault import trial
from kmt.vault.models import DataKey


@pytest.mark.django_db(databases=["default", "keys"])
def test_it_finds_the_people_it_made_and_rotates_every_key(settings, tmp_path, monkeypatch, capsys):
    settings.KMT_MASTER_KEY = ""
    settings.KMT_MASTER_KEY_FILE = str(tmp_path / "master.key")
    call_command("make_master_key")
    monkeypatch.setattr(trial, "SEARCHES", 6)
    found = trial.measure(30, 20)
    assert found["known_person"]["found"] == 6
    assert found["rotation"]["keys"] == 21, "those, and the key of the search tokens"
    assert set(DataKey.objects.values_list("master_version", flat=True)) == {2}
