"""Typesetting: a tagged PDF in the look of the house, in ten languages, always the same bytes."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.insight.reading import everything_in

from kmt.entrance.languages import LANGUAGES
from kmt.kernel.refusals import Refused
from kmt.kernel.typesetting import PrintFailed, typeset

MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEMPLATE = """
#import "house.typ": *
#let c = json(bytes(sys.inputs.content))
#show: house.with(
  title: c.title, centre: "Kenniscentrum", lang: c.lang, mark: c.at("mark", default: ""),
)
#title[#c.title]
#facts((("Datum", c.date),))
= Kop
#typed(c.text)
#table(columns: 2, table.header([Wie], [Wat]), [a], [b])
#sign("Naam", "Datum")
"""
CONTENT = {"title": "Brief", "lang": "nl", "date": "2 maart 2026", "text": "Eén regel\nnog een"}
SAYS = {"nl": "vertrouwelijk", "bg": "поверително", "ro": "confidențial", "hu": "bizalmas"}


@pytest.fixture
def template(tmp_path) -> Path:
    path = tmp_path / "letter.typ"
    path.write_text(TEMPLATE)
    return path


def test_it_is_tagged_archivable_and_says_its_language(template) -> None:
    content = typeset(template, CONTENT, moment=MOMENT)
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as about:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower().startswith("nl")
        assert pdf.docinfo["/Title"] == "Brief"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert about["pdfuaid:part"] == "1"
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")


@pytest.mark.parametrize("lang", [code for code, _name in LANGUAGES])
def test_every_language_of_the_house_has_its_letters_and_its_own_footer(template, lang) -> None:
    own = dict(LANGUAGES)[lang]
    content = typeset(template, CONTENT | {"lang": lang, "text": own}, moment=MOMENT)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang).lower().startswith(lang)
        fonts = {str(one.FontName) for one in pdf.objects if _is_font(one)}
    assert any("Arabic" in one for one in fonts) == (lang == "ar")
    assert SAYS.get(lang, "") in everything_in(content)


def test_what_was_typed_is_never_read_as_markup(template) -> None:
    sly = "#sys.inputs *vet* $x$ [haak] <label> @ref"
    found = everything_in(typeset(template, CONTENT | {"text": sly}, moment=MOMENT))
    assert sly in found


def test_a_mark_for_whom_a_copy_is_stands_on_the_page(template) -> None:
    marked = typeset(template, CONTENT | {"mark": "voor de IND, 12"}, moment=MOMENT)
    assert "voor de IND, 12" in everything_in(marked)


def test_the_same_words_give_the_same_bytes(template) -> None:
    first, again = (typeset(template, CONTENT, moment=MOMENT) for _ in range(2))
    assert first == again


def test_a_mistake_is_a_sentence_without_what_was_typed(tmp_path) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#let c = json(bytes(sys.inputs.content))\n#panic(c.text)\n")
    with pytest.raises(PrintFailed) as refused:
        typeset(broken, CONTENT, moment=MOMENT)
    assert isinstance(refused.value, Refused)
    assert "kon niet worden gemaakt" in refused.value.words
    assert "Eén regel" not in refused.value.words


def test_a_template_sees_no_file_of_the_machine(tmp_path) -> None:
    prying = tmp_path / "prying.typ"
    prying.write_text('#read("/etc/hostname")')
    with pytest.raises(PrintFailed):
        typeset(prying, CONTENT, moment=MOMENT)


def _is_font(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
