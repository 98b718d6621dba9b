"""The public sentences in the eight languages beside Dutch and English.

Dutch stands in the catalogue of each room (``messages.py``) and English is the sentence itself.
The other languages stand together in ``entrance/locale/<language>``: one catalogue each, with
exactly the sentences of the public side. A sentence without a translation, with another place to
fill in or longer than a reader with little schooling can take in, fails the check.

    .venv/bin/python -m tools.public_messages                 compiles the catalogues
    .venv/bin/python -m tools.public_messages --check         changes nothing; exit code 1 if wrong
    .venv/bin/python -m tools.public_messages --missing pl    prints what Polish still lacks
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from tools import messages

OWNER = "entrance"
#: Where the public side says something, beside the whole room ``entrance``.
SOURCES = (
    "attachments/receiving.py",
    "intake/forms/public.py",
    "intake/views/public.py",
    "intake/templates/intake/entrance.html",
    "intake/templates/intake/report_form.html",
    "intake/templates/intake/part_answered.html",
    "intake/templates/intake/part_asked.html",
    "intake/templates/intake/part_said.html",
    "intake/templates/intake/received.html",
    "intake/talking.py",
    "conversation/actions.py",
    "conversation/forms/public.py",
    "conversation/standard.py",
    "conversation/views/public.py",
    "conversation/templates/conversation/code.html",
    "conversation/templates/conversation/conversation.html",
    "conversation/templates/conversation/part_receipt.html",
    "conversation/templates/conversation/part_said.html",
    "conversation/templates/conversation/part_turns.html",
    "advice/forms/public.py",
    "advice/recognised.py",
    "advice/talking.py",
    "advice/templates/advice/ask.html",
    "advice/templates/advice/asked.html",
    "advice/templates/advice/part_ask.html",
    "kernel/refusals.py",
    "kernel/templates/kernel/base.html",
    "kernel/templates/kernel/public.html",
    "kernel/templates/kernel/languages.html",
    "kernel/templates/kernel/refused.html",
    "kernel/templates/kernel/components/error_summary.html",
    "kernel/templates/kernel/components/field_label.html",
    "kernel/templates/kernel/components/field_notes.html",
    "kernel/templates/kernel/components/notice.html",
    "knowledge/public_words.py",
    "knowledge/views/public.py",
    "knowledge/views/outlets.py",
    "knowledge/templates/knowledge/_lines.html",
    "knowledge/templates/knowledge/_remains.html",
    "knowledge/templates/knowledge/_search.html",
    "knowledge/templates/knowledge/article.html",
    "knowledge/templates/knowledge/articles.html",
    "knowledge/templates/knowledge/opensearch.xml",
    "knowledge/templates/knowledge/search.html",
    "knowledge/templates/knowledge/sector.html",
    "project/pages.py",
)
#: As Django's own catalogues have it: with another rule Django would keep the two apart.
PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "pl": "nplurals=4; plural=(n==1 ? 0 : (n%10>=2 && n%10<=4) && (n%100<12 || n%100>14) ? 1 : "
    "n!=1 && (n%10>=0 && n%10<=1) || (n%10>=5 && n%10<=9) || (n%100>=12 && n%100<=14) ? 2 : 3);",
    "ro": "nplurals=3; plural=(n==1?0:(((n%100>19)||((n%100==0)&&(n!=0)))?2:1));",
    "bg": "nplurals=2; plural=(n != 1);",
    "hu": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;",
    "uk": "nplurals=4; plural=(n % 1 == 0 && n % 10 == 1 && n % 100 != 11 ? 0 : n % 1 == 0 && "
    "n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : n % 1 == 0 && (n % 10 ==0 "
    "|| (n % 10 >=5 && n % 10 <=9) || (n % 100 >=11 && n % 100 <=14 )) ? 2: 3);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
}
LONGEST = 22
ENDS = re.compile(r"(?<=[.?!:؟])\s+")


def main(arguments: list[str] | None = None, rooms: Path = messages.ROOMS) -> int:
    """Check, compile, or print what is missing; the number returned is the exit code."""
    parser = argparse.ArgumentParser(description="De andere talen van de publieke kant.")
    parser.add_argument("--check", action="store_true", help="alleen nakijken, niets schrijven")
    parser.add_argument("--missing", choices=PLURALS, help="toon wat in deze taal nog ontbreekt")
    asked = parser.parse_args(arguments)
    if asked.missing:
        found = [message.text for message in lacking(rooms, asked.missing)]
    else:
        if not asked.check:
            write(rooms)
        found = problems(rooms)
    for line in found:
        print(line)
    return 1 if found and not asked.missing else 0


def public_messages(rooms: Path) -> dict[messages.Message, str]:
    """Every public sentence, with one place where it is used."""
    found: dict[messages.Message, str] = dict(messages.messages_of(rooms / OWNER))
    for source in SOURCES:
        for message in messages.in_file(rooms / source):
            found.setdefault(message, source)
    return found


def path_of(rooms: Path, language: str) -> Path:
    """Where the catalogue of a language is."""
    return rooms / OWNER / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue_of(rooms: Path, language: str) -> polib.POFile:
    """The catalogue of a language as it stands; an empty one when there is none yet."""
    path = path_of(rooms, language)
    if path.is_file():
        return polib.pofile(str(path), wrapwidth=100)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        **messages.HEADER,
        "Language": language,
        "Plural-Forms": PLURALS[language],
    }
    return catalogue


def write(rooms: Path) -> None:
    """Compile every catalogue; a translation is written by hand, so nothing is added."""
    for language in PLURALS:
        catalogue, path = catalogue_of(rooms, language), path_of(rooms, language)
        compiled = path.with_suffix(".mo")
        if path.is_file() and messages.is_stale(compiled, catalogue):
            compiled.write_bytes(catalogue.to_binary())


def lacking(rooms: Path, language: str) -> list[messages.Message]:
    """The public sentences that this language does not have, or not in all its plurals."""
    catalogue = catalogue_of(rooms, language)
    forms = int(re.findall(r"\d+", PLURALS[language])[0])
    found = []
    for message in sorted(public_messages(rooms)):
        entry = messages.entry_for(catalogue, message)
        whole = entry is not None and messages.is_translated(entry, forms)
        if not whole:
            found.append(message)
    return found


def problems(rooms: Path) -> list[str]:
    """Everything that is missing, left over, wrongly filled in, too long or not compiled."""
    used = public_messages(rooms)
    found: list[str] = []
    for language in PLURALS:
        catalogue = catalogue_of(rooms, language)
        where = path_of(rooms, language).parent.parent
        found += [
            f"{used[one]}: «{one.text}»: ontbreekt in {language}"
            for one in lacking(rooms, language)
        ]
        found += messages.wrong_entries(where, catalogue)
        found += messages.left_over(where, catalogue, set(used))
        found += too_long(catalogue, language)
        if messages.is_stale(path_of(rooms, language).with_suffix(".mo"), catalogue):
            found.append(f"{OWNER}/{language}: django.mo is niet vers; ./kmt fix maakt hem")
    return found


def too_long(catalogue: polib.POFile, language: str) -> Iterator[str]:
    """Sentences with more words than a reader takes in at once."""
    for entry in catalogue.translated_entries():
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            for sentence in ENDS.split(text):
                if len(sentence.split()) > LONGEST:
                    yield f"{OWNER}/{language}: meer dan {LONGEST} woorden: «{sentence}»"


if __name__ == "__main__":
    sys.exit(main())
