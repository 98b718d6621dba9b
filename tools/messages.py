"""The Dutch catalogues: what the screens say in English must all be there in Dutch.

The other languages of the public side are in `public_messages.py`.

    .venv/bin/python tools/messages.py            adds what is missing (empty), compiles .mo files
    .venv/bin/python tools/messages.py --check    changes nothing; exit code 1 when not complete

Every room has its own catalogue, `locale/nl/LC_MESSAGES/django.po`; a sentence that the catalogue
of the kernel has may be used by all. Django puts all catalogues in one heap when it runs, so one
English sentence must have one Dutch one everywhere (a context tells two meanings apart).
An entry for a sentence of a framework, which no code of ours holds, carries the comment
`framework`.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOMS = Path(__file__).resolve().parents[1] / "src" / "kmt"
SHARED = "kernel"
CATALOGUE = Path("locale") / "nl" / "LC_MESSAGES" / "django.po"
TEMPLATES = (".html", ".txt", ".xml", ".svg")
# What each function takes: (place of the context, of the sentence, of its plural).
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
HEADER = {
    "Language": "nl",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One sentence to translate; two with the same text and context are the same."""

    text: str
    context: str = ""
    plural: str = field(default="", compare=False)


class UnreadableError(Exception):
    """A file holds a sentence that cannot be collected; the message says where."""


def main(arguments: list[str] | None = None, rooms: Path = ROOMS) -> int:
    """Check, or add and compile; the number returned is the exit code."""
    parser = argparse.ArgumentParser(description="De Nederlandse vertalingen.")
    parser.add_argument("--check", action="store_true", help="alleen nakijken, niets schrijven")
    check = parser.parse_args(arguments).check
    try:
        used = {room: messages_of(room) for room in rooms_in(rooms)}
        if not check:
            write(used)
        found = problems(used)
    except UnreadableError as problem:
        found = [str(problem)]
    for line in found:
        print(line)
    return 1 if found else 0


def rooms_in(folder: Path) -> list[Path]:
    """The rooms of the house: every package in the folder."""
    return sorted(path.parent for path in folder.glob("*/__init__.py"))


def messages_of(room: Path) -> dict[Message, str]:
    """Every sentence of a room, with one place where it is used."""
    found: dict[Message, str] = {}
    for path in sorted(room.rglob("*")):
        if "migrations" in path.parts or not path.is_file():
            continue
        for message in in_file(path):
            found.setdefault(message, path.relative_to(room.parent).as_posix())
    return found


def in_file(path: Path) -> Iterator[Message]:
    """The sentences of one file; none when it is neither Python nor a template."""
    if path.suffix == ".py":
        yield from in_python(path)
    elif path.suffix in TEMPLATES and "templates" in path.parts:
        yield from in_template(path)


def in_python(path: Path) -> Iterator[Message]:
    """The sentences of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Call) and called(node) in FUNCTIONS:
            yield from in_call(node, f"{path.name}:{node.lineno}")


def called(node: ast.Call) -> str:
    """The bare name of the function that is called."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def in_call(node: ast.Call, where: str) -> Iterator[Message]:
    """The sentence of one call; a variable is left alone, for it was marked elsewhere."""
    places = FUNCTIONS[called(node)]
    wanted = [node.args[place] for place in places if place is not None and place < len(node.args)]
    if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in wanted):
        raise UnreadableError(f"{where}: vertaal een vaste zin, en vul die daarna pas in")
    literals = [literal(node, place) for place in places]
    if literals[1]:
        yield Message(text=literals[1], context=literals[0], plural=literals[2])


def literal(node: ast.Call, place: int | None) -> str:
    """The text of one argument; empty when it is absent or no fixed text."""
    if place is None or place >= len(node.args):
        return ""
    part = node.args[place]
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


def in_template(path: Path) -> Iterator[Message]:
    """The sentences of a template, found by Django's own reading of it."""
    try:
        text = templatize(path.read_text(encoding="utf-8"), origin=path.name)
    except SyntaxError as problem:
        raise UnreadableError(f"{path.name}: {problem}") from problem
    for match in CALL.finditer(text):
        arguments = [ast.literal_eval(part) for part in re.findall(LITERAL, match[2], re.DOTALL)]
        parts = [
            arguments[place] if place is not None and place < len(arguments) else ""
            for place in FUNCTIONS[match[1]]
        ]
        yield Message(text=parts[1], context=parts[0], plural=parts[2])


def catalogue_of(room: Path) -> polib.POFile:
    """The catalogue of a room as it stands; an empty one when there is none yet."""
    path = room / CATALOGUE
    if path.is_file():
        return polib.pofile(str(path), wrapwidth=100)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = dict(HEADER)
    return catalogue


def entry_for(catalogue: polib.POFile, message: Message) -> polib.POEntry | None:
    """The entry of a message, whatever its context."""
    for entry in catalogue:
        same = entry.msgid == message.text and (entry.msgctxt or "") == message.context
        if same and not entry.obsolete:
            return entry
    return None


def is_translated(entry: polib.POEntry, forms: int = 2) -> bool:
    """Whether the translation is there, in every plural, and nobody doubts it."""
    if entry.fuzzy:
        return False
    if entry.msgid_plural:
        return len(entry.msgstr_plural) == forms and all(entry.msgstr_plural.values())
    return bool(entry.msgstr)


def write(used: dict[Path, dict[Message, str]]) -> None:
    """Add what is missing with an empty translation and compile every catalogue."""
    shared = shared_catalogue(used)
    for room, messages in used.items():
        catalogue = catalogue_of(room)
        missing = [
            message
            for message in sorted(messages)
            if entry_for(catalogue, message) is None
            and (shared is None or entry_for(shared, message) is None)
        ]
        catalogue.extend(empty_entry(message, messages[message]) for message in missing)
        if not len(catalogue):
            continue
        path = room / CATALOGUE
        path.parent.mkdir(parents=True, exist_ok=True)
        if missing or not path.is_file():
            catalogue.save(str(path))
        compiled = path.with_suffix(".mo")
        if is_stale(compiled, catalogue):
            compiled.write_bytes(catalogue.to_binary())


def empty_entry(message: Message, where: str) -> polib.POEntry:
    """A new entry that waits for its Dutch."""
    plural = {0: "", 1: ""} if message.plural else {}
    return polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        msgid_plural=message.plural,
        msgstr_plural=plural,
        occurrences=[(where, "")],
    )


def shared_catalogue(used: dict[Path, dict[Message, str]]) -> polib.POFile | None:
    """The catalogue that every room may lean on."""
    return next((catalogue_of(room) for room in used if room.name == SHARED), None)


def problems(used: dict[Path, dict[Message, str]]) -> list[str]:
    """Everything that is missing, doubtful, wrong, left over or not compiled."""
    shared = shared_catalogue(used)
    everywhere = {message for messages in used.values() for message in messages}
    found: list[str] = []
    for room, messages in used.items():
        catalogue = catalogue_of(room)
        found += untranslated(room, messages, catalogue, shared)
        found += wrong_entries(room, catalogue)
        found += left_over(room, catalogue, everywhere if room.name == SHARED else set(messages))
        found += not_compiled(room, catalogue)
    return found + two_translations(list(used))


def untranslated(
    room: Path,
    messages: dict[Message, str],
    catalogue: polib.POFile,
    shared: polib.POFile | None,
) -> list[str]:
    """The sentences of a room without Dutch."""
    found = []
    for message in sorted(messages):
        entry = entry_for(catalogue, message)
        if entry is None and shared is not None:
            entry = entry_for(shared, message)
        where = f"{room.name}: «{message.text}» ({messages[message]})"
        if entry is None:
            found.append(f"{where}: ontbreekt in het Nederlands")
        elif not is_translated(entry):
            found.append(f"{where}: {'onzeker' if entry.fuzzy else 'leeg'} in het Nederlands")
        elif message.plural and entry.msgid_plural != message.plural:
            found.append(f"{where}: het meervoud ontbreekt of is anders")
    return found


def wrong_entries(room: Path, catalogue: polib.POFile) -> list[str]:
    """Translations that lost or invented a place to fill in: those break the page."""
    found = []
    for entry in catalogue.translated_entries():
        source = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            if text and not set(PLACEHOLDER.findall(text)) <= source:
                found.append(f"{room.name}: «{entry.msgid}»: vult iets in dat er niet is")
            if text and not entry.msgid_plural and set(PLACEHOLDER.findall(text)) != source:
                found.append(f"{room.name}: «{entry.msgid}»: vult niet alles in")
    return found


def left_over(room: Path, catalogue: polib.POFile, used: set[Message]) -> list[str]:
    """Entries that nothing uses any more."""
    return [
        f"{room.name}: «{entry.msgid}»: staat in de vertaling, maar niets gebruikt het"
        for entry in catalogue
        if not entry.obsolete
        and "framework" not in entry.comment + entry.tcomment
        and Message(text=entry.msgid, context=entry.msgctxt or "") not in used
    ]


def not_compiled(room: Path, catalogue: polib.POFile) -> list[str]:
    """Whether the compiled catalogue is missing or old."""
    compiled = (room / CATALOGUE).with_suffix(".mo")
    if not len(catalogue):
        return []
    if is_stale(compiled, catalogue):
        return [f"{room.name}: django.mo is niet vers; ./kmt fix maakt hem"]
    return []


def is_stale(compiled: Path, catalogue: polib.POFile) -> bool:
    """Whether a compiled catalogue is missing, or made of other words."""
    return not compiled.is_file() or compiled.read_bytes() != catalogue.to_binary()


def two_translations(rooms: list[Path]) -> list[str]:
    """Sentences with a different Dutch in two rooms: only one of them would ever be shown."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    found = []
    for room in rooms:
        for entry in catalogue_of(room).translated_entries():
            dutch = entry.msgstr or "|".join(entry.msgstr_plural.values())
            first, said = seen.setdefault((entry.msgid, entry.msgctxt or ""), (room.name, dutch))
            if said != dutch:
                found.append(
                    f"{room.name}: «{entry.msgid}» is hier «{dutch}», maar in {first} «{said}»; "
                    "geef ze een context of dezelfde vertaling"
                )
    return found


if __name__ == "__main__":
    sys.exit(main())
