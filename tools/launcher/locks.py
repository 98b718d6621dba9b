"""The lock files: what they must look like, and whether they fit the lists they come from.

A lock is a requirements file in which every line pins one version and carries hashes, without
any word on where packages come from: that is for the machine to say, not for the project.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIN = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?=\s|$)")
PLACE = re.compile(r"(^|\s)(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b|://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One locked version of one package."""

    name: str
    version: str


def normal_name(name: str) -> str:
    """The one spelling of a package name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def logical_lines(path: Path) -> Iterator[str]:
    """Lines without comments, with the lines that a backslash breaks joined again."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in joined.splitlines():
        bare = re.sub(r"(^|\s)#.*$", "", line).strip()
        if bare:
            yield bare


def pins(path: Path) -> set[Pin]:
    """Every package and version of a lock; lines that pin nothing are left out."""
    found = (PIN.match(line) for line in logical_lines(path))
    return {Pin(name=normal_name(pin["name"]), version=pin["version"]) for pin in found if pin}


def wanted_names(path: Path) -> set[str]:
    """The names a list asks for, with the lists it includes."""
    names: set[str] = set()
    for line in logical_lines(path):
        if line.startswith("-r "):
            names |= wanted_names(path.parent / line[3:].strip())
        elif match := re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line):
            names.add(normal_name(match[0]))
    return names


def problems_of_shape(lock: Path) -> list[str]:
    """What makes this lock unfit to install from; empty when it is sound."""
    if not lock.is_file():
        return [f"{lock.name} ontbreekt"]
    found = []
    for line in logical_lines(lock):
        start = line[:60]
        if PLACE.search(line):
            found.append(f"{lock.name}: noemt een plaats op het net: {start}")
        elif not PIN.match(line):
            found.append(f"{lock.name}: geen vaste versie: {start}")
        elif not HASH.search(line):
            found.append(f"{lock.name}: geen geldige hash: {start}")
    return found or ([] if pins(lock) else [f"{lock.name} is leeg"])


def problems(folder: Path) -> list[str]:
    """Everything wrong with the locks in a folder: shape, names that are missing, disagreement."""
    found = problems_of_shape(folder / "run.txt") + problems_of_shape(folder / "dev.txt")
    if found:
        return found
    for kind in ("run", "dev"):
        locked = {pin.name for pin in pins(folder / f"{kind}.txt")}
        missing = sorted(wanted_names(folder / f"{kind}.in") - locked)
        found += [
            f"{kind}.txt: {name} staat in {kind}.in maar niet in het slot" for name in missing
        ]
    for pin in sorted(
        pins(folder / "run.txt") - pins(folder / "dev.txt"), key=lambda pin: pin.name
    ):
        found.append(f"dev.txt: {pin.name} {pin.version} uit run.txt staat er niet zo in")
    return found
