"""An installation on disk for the tests of the vault, made once and copied for each."""

import os
import shutil
from pathlib import Path

import pytest

from tests.installation import CLUSTER, install


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Installed once; copy it, do not work in it."""
    folder = tmp_path_factory.mktemp("vault") / "house"
    install(folder)
    return folder


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of a fresh installation; on PostgreSQL its databases are in the cluster."""
    folder = tmp_path / "house"
    if os.environ.get(CLUSTER[0]):
        install(folder)
    else:
        shutil.copytree(request.getfixturevalue("template"), folder)
    return folder
