"""The other languages of the public side: what is missing, wrong, too long or old is named."""

from pathlib import Path

import polib
import pytest
from tools import messages, public_messages

PYTHON = """'Words.'
from django.utils.translation import gettext as _, ngettext
def words(n):
    return _("Open %(what)s"), ngettext("%(n)s day", "%(n)s days", n)
"""
SAID = {"Open %(what)s": "{} %(what)s", "Call 112": "{} 112"}


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """A house with an entrance, of which everything is translated."""
    for source in public_messages.SOURCES:
        add(tmp_path / source, "")
    add(tmp_path / "intake/views/public.py", '_("Call 112")')
    add(tmp_path / "intake/forms/desk.py", '_("Only for the desk")')
    add(tmp_path / "entrance/__init__.py", PYTHON)
    for language in public_messages.PLURALS:
        translate(tmp_path, language)
    assert public_messages.main([], tmp_path) == 0
    return tmp_path


def add(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def translate(rooms: Path, language: str) -> None:
    """A catalogue with every public sentence, as the language would have it."""
    po = public_messages.catalogue_of(rooms, language)
    forms = int(public_messages.PLURALS[language].split("=")[1].split(";")[0])
    for message in public_messages.public_messages(rooms):
        entry = messages.empty_entry(message, "")
        if message.plural:
            entry.msgstr_plural = dict.fromkeys(range(forms), f"%(n)s {language}")
        else:
            entry.msgstr = SAID[message.text].format(language)
        po.append(entry)
    save(rooms, language, po)


def save(rooms: Path, language: str, po: polib.POFile) -> None:
    path = public_messages.path_of(rooms, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(path))


def said(rooms: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the check says; it must refuse."""
    capsys.readouterr()
    assert public_messages.main(["--check"], rooms) == 1
    return capsys.readouterr().out


def test_a_complete_public_side_passes(rooms: Path) -> None:
    assert public_messages.main(["--check"], rooms) == 0


def test_a_sentence_of_the_desk_needs_no_other_language(rooms: Path) -> None:
    texts = {message.text for message in public_messages.public_messages(rooms)}
    assert texts == {"Open %(what)s", "%(n)s day", "Call 112"}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"msgstr": ""}, "«Open %(what)s»: ontbreekt in pl"),
        ({"flags": ["fuzzy"]}, "«Open %(what)s»: ontbreekt in pl"),
        ({"msgstr": "Otwarte"}, "vult niet alles in"),
        ({"msgstr": "Otwarte %(co)s %(what)s"}, "vult iets in dat er niet is"),
        ({"msgid": "Closed"}, "«Closed»: staat in de vertaling, maar niets gebruikt het"),
        ({"msgstr": "słowo " * 23 + "%(what)s"}, "meer dan 22 woorden"),
    ],
)
def test_a_flaw_in_one_language_is_named(
    rooms: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object], part: str
) -> None:
    po = public_messages.catalogue_of(rooms, "pl")
    entry = po.find("Open %(what)s")
    for name, value in change.items():
        setattr(entry, name, value)
    save(rooms, "pl", po)
    found = said(rooms, capsys)
    assert part in found
    assert " ar" not in found


def test_every_plural_of_the_language_must_be_there(
    rooms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    po = public_messages.catalogue_of(rooms, "ar")
    del po.find("%(n)s day").msgstr_plural[5]
    save(rooms, "ar", po)
    assert "«%(n)s day»: ontbreekt in ar" in said(rooms, capsys)


def test_a_new_public_sentence_is_missing_in_all_eight(
    rooms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(rooms / "intake/forms/public.py", '_("Brand new")')
    assert said(rooms, capsys).count("«Brand new»: ontbreekt in") == 8
    assert public_messages.main(["--missing", "uk"], rooms) == 0
    assert capsys.readouterr().out == "Brand new\n"


def test_a_compiled_catalogue_that_is_old_is_named(
    rooms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    po = public_messages.catalogue_of(rooms, "hu")
    po.find("Call 112").msgstr = "Hívd a 112-t"
    save(rooms, "hu", po)
    assert "entrance/hu: django.mo is niet vers" in said(rooms, capsys)
    assert public_messages.main([], rooms) == 0


def test_the_plurals_are_those_of_django_so_that_it_keeps_one_catalogue() -> None:
    for language, rule in public_messages.PLURALS.items():
        theirs = polib.pofile(str(DJANGO / language / "LC_MESSAGES/django.po"))
        assert theirs.metadata["Plural-Forms"] == rule, language


DJANGO = Path(polib.__file__).parent / "django/conf/locale"
