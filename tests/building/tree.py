"""Reads the tree for the building tests: files, parsed once, with their place in the house."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"

#: From ground to roof; the position is the layer. Siblings share no import but have an order here.
ROOMS = [
    "kernel",
    "vocabulary",
    "audit",
    "partners",
    "access",
    "lawfulness",
    "duty",
    "vault",
    "retention",
    "persons",
    "sharing",
    "rights",
    "entrance",
    "attachments",
    "connections",
    "conversation",
    "intake",
    "reception",
    "mailbox",
    "professionals",
    "triage",
    "desk",
    "advice",
    "conference",
    "care",
    "pga",
    "coordination",
    "safety",
    "situation",
    "plan",
    "tracks",
    "shelter",
    "dossier",
    "teamwork",
    "exchange",
    "insight",
    "knowledge",
    "directory",
    "training",
    "prevention",
    "mandate",
    "finance",
    "scenarios",
    "rounds",
    "factsheets",
    "governance",
    "policy_frame",
    "options",
    "transition",
    "demo",
    "project",
    "proof",
]

#: The rooms on the side of care of the wall in the workshop.
CARE = [
    "care",
    "coordination",
    "safety",
    "situation",
    "plan",
    "tracks",
    "shelter",
    "dossier",
    "teamwork",
]


@dataclass(frozen=True)
class Source:
    """One Python file of the tree."""

    path: Path
    root: Path

    @property
    def name(self) -> str:
        """The path inside the tree, with forward slashes."""
        return self.path.relative_to(self.root).as_posix()

    @cached_property
    def text(self) -> str:
        """What is in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """What Python sees in it."""
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The room it stands in, or empty outside the house."""
        parts = self.name.split("/")
        return parts[2] if parts[:2] == ["src", "kmt"] and len(parts) > 3 else ""

    @property
    def stem(self) -> str:
        """The module's own name, or the package it is in (``models/person.py`` is ``models``)."""
        parts = self.name.split("/")
        return Path(parts[3]).stem if self.room else self.path.stem

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call, with the dotted name as written."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node


def sources(root: Path = ROOT, *folders: str) -> list[Source]:
    """The Python files below these folders (default: src), without migrations."""
    found = []
    for folder in folders or ("src",):
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                found.append(_of_this_tree(path) if root == ROOT else Source(path, root))
    return found


@cache
def _of_this_tree(path: Path) -> Source:
    """Our own files, parsed once for all tests; an invented tree changes while a test looks."""
    return Source(path, ROOT)


def templates(root: Path = ROOT) -> list[Path]:
    """Every template of the house."""
    kinds = (".html", ".txt", ".svg")
    return [
        path
        for path in sorted((root / "src").rglob("templates/**/*"))
        if path.is_file() and path.suffix in kinds
    ]


def room_of(path: Path) -> str:
    """The room a template stands in."""
    parts = path.parts
    return parts[parts.index("kmt") + 1] if "kmt" in parts else ""


def plant(root: Path, name: str, text: str) -> Path:
    """Put a file in an invented tree, to see a check fail."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
