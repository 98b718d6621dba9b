"""Sizes: a file that nobody can read in one sitting is found, unless it is listed with a reason."""

import ast
import tomllib
from pathlib import Path

from tests.building.tree import ROOMS, ROOT, Source, plant, sources, templates

SOURCE, TEST, TEMPLATE, ROOM = 500, 700, 200, 4000
FUNCTION, LIBRARY_FUNCTION = 60, 100


def listed() -> dict[str, str]:
    """The exceptions by name, with their reason."""
    raw = tomllib.loads((ROOT / "tests/building/exceptions.toml").read_text())
    return {name: entry["reason"] for name, entry in raw.items()}


def too_long(source: Source, limit: int) -> list[str]:
    """The file itself when it is over the limit."""
    lines = source.text.count("\n")
    return [f"{source.name}: {lines} lines"] if lines > limit else []


def long_functions(source: Source) -> list[str]:
    """Functions over the limit of their kind."""
    limit = LIBRARY_FUNCTION if not source.name.startswith("src/kmt") else FUNCTION
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                found.append(f"{source.name}:{node.name}: {length} lines")
    return found


def full_rooms() -> list[str]:
    """Rooms over the limit, without their migrations."""
    sizes = {
        room: sum(one.text.count("\n") for one in sources() if one.room == room) for room in ROOMS
    }
    return [f"src/kmt/{room}: {lines} lines" for room, lines in sizes.items() if lines > ROOM]


def test_files_and_functions_can_be_read_in_one_sitting() -> None:
    found = [line for one in sources() for line in too_long(one, SOURCE) + long_functions(one)]
    found += [line for one in sources(ROOT, "tests") for line in too_long(one, TEST)]
    for path in templates():
        lines = path.read_text(encoding="utf-8").count("\n")
        found += [f"{path.relative_to(ROOT)}: {lines} lines"] if lines > TEMPLATE else []
    unlisted = [line for line in found if not any(line.startswith(f"{name}:") for name in listed())]
    assert unlisted == []


def test_the_list_of_exceptions_is_needed_and_reasoned() -> None:
    found = [line for one in sources() for line in too_long(one, SOURCE) + long_functions(one)]
    found += [line for one in sources(ROOT, "tests") for line in too_long(one, TEST)]
    found += full_rooms()
    for name, reason in listed().items():
        assert len(reason) > 20, name
        assert any(line.startswith(f"{name}:") for line in found), f"{name} is no longer too large"


def test_a_room_is_split_before_it_overflows() -> None:
    assert [one for one in full_rooms() if one.partition(":")[0] not in listed()] == []


def test_the_checks_on_size_can_fail(tmp_path: Path) -> None:
    path = plant(tmp_path, "src/kmt/care/views.py", "def f():\n" + "    x = 1\n" * 600)
    source = Source(path, tmp_path)
    assert too_long(source, SOURCE)
    assert long_functions(source)
