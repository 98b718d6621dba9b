"""Every module says what it is for, in its first line."""

import ast
from pathlib import Path

from tests.building.tree import ROOT, Source, plant, sources


def silent(source: Source) -> bool:
    """Whether a module has no docstring, or one that says nothing."""
    said = ast.get_docstring(source.tree) or ""
    return len(said.split()) < 3


def test_every_module_says_what_it_is_for() -> None:
    found = [one.name for one in [*sources(), *sources(ROOT, "tests", "tools")] if silent(one)]
    assert found == []


def test_a_silent_module_is_found(tmp_path: Path) -> None:
    assert silent(Source(plant(tmp_path, "src/kmt/care/views.py", "x = 1\n"), tmp_path))
    assert silent(Source(plant(tmp_path, "src/kmt/care/forms.py", '"""Forms."""\n'), tmp_path))
