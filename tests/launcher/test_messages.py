"""The Dutch catalogues: what is missing, doubtful, wrong, left over or not compiled is named."""

from pathlib import Path

import polib
import pytest
from tools import messages

PYTHON = '''"""Een kamer."""
from django.utils.translation import gettext as _, ngettext, pgettext
def words(n):
    return _("Open"), ngettext("%(n)s day", "%(n)s days", n), pgettext("verb", "Open")
'''
TEMPLATE = """{% load i18n %}<p>{% translate "Good morning" %} {{ _("Bye") }}</p>
{% blocktranslate trimmed count n=n %}
  One report
{% plural %}
  {{ n }} reports
{% endblocktranslate %}
{% blocktranslate trimmed context "desk" with name=x.name %}
  Hello {{ name }}
{% endblocktranslate %}"""
DUTCH = {
    ("", "Open"): "Open",
    ("verb", "Open"): "Openen",
    ("", "Good morning"): "Goedemorgen",
    ("", "Bye"): "Tot ziens",
    ("desk", "Hello %(name)s"): "Dag %(name)s",
    ("", "%(n)s day"): ("%(n)s dag", "%(n)s dagen"),
    ("", "One report"): ("Eén melding", "%(n)s meldingen"),
}


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """A house with a kernel and one room in which everything is Dutch."""
    add(tmp_path / "kernel/__init__.py", "")
    add(tmp_path / "desk/__init__.py", PYTHON)
    add(tmp_path / "desk/templates/desk/page.html", TEMPLATE)
    messages.main([], tmp_path)
    translate(tmp_path / "desk")
    assert messages.main([], tmp_path) == 0
    return tmp_path


def add(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def catalogue(room: Path) -> polib.POFile:
    return polib.pofile(str(room / messages.CATALOGUE))


def translate(room: Path) -> None:
    """Fill in the catalogue of a room from DUTCH."""
    po = catalogue(room)
    for entry in po:
        dutch = DUTCH[(entry.msgctxt or "", entry.msgid)]
        if isinstance(dutch, tuple):
            entry.msgstr_plural = dict(enumerate(dutch))
        else:
            entry.msgstr = dutch
    po.save()


def said(rooms: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the check says; it must refuse."""
    capsys.readouterr()
    assert messages.main(["--check"], rooms) == 1
    return capsys.readouterr().out


def test_every_sentence_of_python_and_templates_is_collected(rooms: Path) -> None:
    found = {(message.context, message.text) for message in messages.messages_of(rooms / "desk")}
    assert found == set(DUTCH)


def test_a_complete_room_passes(rooms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main(["--check"], rooms) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("sentence", "change", "part"),
    [
        ("Bye", {"msgstr": ""}, "«Bye» (desk/templates/desk/page.html): leeg"),
        ("Bye", {"flags": ["fuzzy"]}, "«Bye» (desk/templates/desk/page.html): onzeker"),
        ("One report", {"msgstr_plural": {0: "Eén", 1: ""}}, "«One report»"),
        ("Hello %(name)s", {"msgstr": "Dag"}, "vult niet alles in"),
        ("Hello %(name)s", {"msgstr": "Dag %(naam)s"}, "vult iets in dat er niet is"),
        ("Good morning", {"msgid": "Good day"}, "«Good day»: staat in de vertaling, maar niets"),
        (
            "Good morning",
            {"msgid": "Good day"},
            "«Good morning» (desk/templates/desk/page.html): o",
        ),
    ],
)
def test_a_flaw_in_the_catalogue_is_named(
    rooms: Path,
    capsys: pytest.CaptureFixture[str],
    sentence: str,
    change: dict[str, object],
    part: str,
) -> None:
    po = catalogue(rooms / "desk")
    entry = next(entry for entry in po if entry.msgid == sentence)
    for name, value in change.items():
        setattr(entry, name, value)
    po.save()
    assert part in said(rooms, capsys)


def test_a_new_sentence_is_missing_until_it_is_translated(
    rooms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(rooms / "desk/views.py", '_("Brand new")')
    assert "«Brand new» (desk/views.py): ontbreekt" in said(rooms, capsys)
    assert messages.main([], rooms) == 1
    assert "«Brand new» (desk/views.py): leeg" in said(rooms, capsys)


def test_a_compiled_catalogue_that_is_old_is_named_and_made_again(
    rooms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    po = catalogue(rooms / "desk")
    po.find("Bye").msgstr = "Tot kijk"
    po.save()
    assert "desk: django.mo is niet vers" in said(rooms, capsys)
    assert messages.main([], rooms) == 0
    compiled = polib.mofile(str((rooms / "desk" / messages.CATALOGUE).with_suffix(".mo")))
    assert compiled.find("Bye").msgstr == "Tot kijk"


def test_a_sentence_of_the_kernel_serves_every_room(rooms: Path) -> None:
    add(rooms / "kernel/words.py", '_("Save")')
    messages.main([], rooms)
    po = catalogue(rooms / "kernel")
    po.find("Save").msgstr = "Bewaren"
    po.save()
    add(rooms / "desk/views.py", '_("Save")')
    assert messages.main([], rooms) == 0
    assert catalogue(rooms / "desk").find("Save") is None
    (rooms / "kernel/words.py").unlink()
    assert messages.main(["--check"], rooms) == 0, "another room still uses it"


def test_two_rooms_may_not_translate_one_sentence_differently(
    rooms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(rooms / "kernel/words.py", '_("Bye")')
    po = catalogue(rooms / "desk")
    po.find("Bye").msgstr = "Doei"
    path = rooms / "kernel" / messages.CATALOGUE
    path.parent.mkdir(parents=True)
    for entry in [entry for entry in po if entry.msgid != "Bye"]:
        po.remove(entry)
    po.save(str(path))
    assert "«Bye» is hier «Doei», maar in desk «Tot ziens»" in said(rooms, capsys)


def test_a_sentence_of_a_framework_may_stay_without_use(rooms: Path) -> None:
    po = catalogue(rooms / "desk")
    po.append(polib.POEntry(msgid="Sign In", msgstr="Inloggen", tcomment="framework: allauth"))
    po.save()
    assert messages.main([], rooms) == 0


def test_a_sentence_filled_in_before_translating_is_refused(
    rooms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(rooms / "desk/views.py", 'x = _(f"Dear {name}")')
    assert "views.py:1: vertaal een vaste zin" in said(rooms, capsys)


def test_a_template_that_cannot_be_read_is_named(
    rooms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "{% blocktranslate %}a{% if b %}c{% endif %}{% endblocktranslate %}"
    add(rooms / "desk/templates/desk/wrong.html", text)
    assert "wrong.html: Translation blocks must not include other block tags" in said(rooms, capsys)
