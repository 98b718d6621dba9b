"""Posters and cards: tagged, in their language, on one page, with the code that was meant."""

import re
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from kmt.entrance.languages import LANGUAGES
from kmt.kernel import clock
from kmt.partners.region import region
from kmt.prevention import printed
from kmt.prevention.printed import ALL, QUIET, SIZES, Choice
from kmt.vocabulary import queries as vocabulary
from tests.insight.conftest import text_of
from tests.insight.reading import everything_in
from tests.prevention.conftest import HENGELO

CODES = [code for code, _name in LANGUAGES]
SIDES = {"a3": (297, 420), "a4": (210, 297), "a6": (105, 148)}
_BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def squares_of(path: str, side: int) -> list[list[bool]]:
    """The squares that a path draws."""
    found = [[False] * side for _ in range(side)]
    for x, y, run, back in _BAR.findall(path):
        assert run == back
        for step in range(int(run)):
            found[int(y) - QUIET][int(x) - QUIET + step] = True
    return found


def own_matrix(text: str) -> list[list[bool]]:
    """The squares as the package of the code gives them."""
    code = QRCode(border=0, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(one) for one in row] for row in code.modules]


@settings(deadline=None, max_examples=40)
@given(
    st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=90)
)
def test_what_is_drawn_is_the_code_of_the_address(text: str) -> None:
    matrix = printed.matrix(text)
    path = printed.path(matrix)
    assert _BAR.sub("", path) == ""
    assert squares_of(path, len(matrix)) == own_matrix(text)


def test_the_code_on_the_paper_is_the_one_of_the_address(settings) -> None:
    settings.ALLOWED_HOSTS = ["meld.example.org", "127.0.0.1"]
    found = printed.printed(Choice(form="LAB", language="pl", size="a6"))
    assert found.address == "https://meld.example.org/pl/"
    with pikepdf.open(BytesIO(printed.render(found))) as pdf:
        drawn = in_file(pdf)
    assert own_matrix(found.address) in (drawn, drawn[::-1])


def in_file(pdf: pikepdf.Pdf) -> list[list[bool]]:
    """The dark squares of the drawing in the file, from its own path; perhaps bottom up."""
    bars = max((list(map(box, shapes)) for shapes in drawings(pdf)), key=len)
    unit = min(bottom - top for _left, top, _right, bottom in bars)
    left, top = min(one[0] for one in bars), min(one[1] for one in bars)
    side = round((max(one[2] for one in bars) - left) / unit)
    found = [[False] * side for _ in range(side)]
    for x, y, right, _bottom in bars:
        for step in range(round((right - x) / unit)):
            found[round((y - top) / unit)][round((x - left) / unit) + step] = True
    return found


def drawings(pdf: pikepdf.Pdf):
    """Every filled drawing in the file, as the corners of its shapes."""
    shapes: list[list[tuple[float, float]]] = []
    for operands, operator in streams_of(pdf):
        name = str(operator)
        if name == "m":
            shapes.append([])
        if name in {"m", "l"}:
            shapes[-1].append((float(operands[0]), float(operands[1])))
        elif name in {"f", "f*", "S", "n", "W"}:
            if shapes:
                yield shapes
            shapes = []


def streams_of(pdf: pikepdf.Pdf):
    """Every instruction of the page and of the drawings in it."""
    yield from pikepdf.parse_content_stream(pdf.pages[0])
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
            yield from pikepdf.parse_content_stream(one)


def box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape."""
    xs, ys = [one[0] for one in points], [one[1] for one in points]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", CODES)
def test_it_is_one_tagged_page_in_its_language_and_of_its_size(language, size) -> None:
    for form in printed.forms():
        found = printed.printed(Choice(form=form, language=language, size=size))
        with pikepdf.open(BytesIO(printed.render(found))) as pdf, pdf.open_metadata() as about:
            assert len(pdf.pages) == 1
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).lower().startswith(language)
            assert pdf.docinfo["/Title"] == found.title
            assert about["pdfuaid:part"] == "1"
            sides = [round(float(one) / 72 * 25.4) for one in pdf.pages[0].MediaBox[2:]]
            assert tuple(sides) == SIDES[size]


def test_the_code_says_in_words_where_it_leads() -> None:
    found = printed.printed(Choice(form="LAB", language="nl", size="a4"))
    with pikepdf.open(BytesIO(printed.render(found))) as pdf:
        alternatives = {
            str(one.Alt)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        }
    assert alternatives == {"QR-code naar mensenhandeltwente.nl"}


def test_signals_are_those_of_the_vocabulary_and_fit_the_form() -> None:
    on = clock.today()
    known = {one.indicator: one for one in vocabulary.indicators_on(on)}
    for form, ids in printed._words()["forms"].items():
        assert len(ids) == len(set(ids)) == 6
        for one in ids:
            assert form == ALL or known[one].fits(form)
    found = printed.printed(Choice(form="LAB", language="nl", size="a4"))
    assert found.signals[0].lower() == known["D1"].dutch
    assert everything_in(printed.render(found)).count(found.signals[0]) == 1


@pytest.mark.parametrize("language", CODES)
def test_every_language_has_every_word(language) -> None:
    words = printed._words()
    said = words[language]
    assert set(said) - {"signals"} == set(words["nl"])
    if language not in {"nl", "en"}:
        assert set(said["signals"]) == {one for ids in words["forms"].values() for one in ids}
        assert all(said["signals"].values())
    assert "112" in said["danger"]


def test_a_card_has_fewer_signals_and_warns_who_holds_it() -> None:
    card, poster = (
        printed.printed(Choice(form="SEX", language="nl", size=size)) for size in ("a6", "a4")
    )
    assert (len(card.signals), len(poster.signals)) == (4, 6)
    text = everything_in(printed.render(card))
    assert "in de gaten gehouden" in " ".join(text.split())
    assert region().centre not in text  # what somebody carries does not say from whom


def test_a_poster_names_the_municipality_that_was_chosen() -> None:
    found = printed.printed(Choice(municipality=HENGELO))
    assert found.sender == f"Hengelo · {region().centre}"
    assert printed.printed(Choice()).sender == region().centre


def test_without_an_address_nothing_is_printed_and_the_page_says_who_can_help(
    log_in, settings, monkeypatch
) -> None:
    monkeypatch.setattr(printed, "entrance_address", lambda *_: "")
    wies = log_in("adviser")
    page = wies.get(reverse("prevention:material"))
    assert page.status_code == 409
    assert "Vraag de beheerder" in text_of(page)
    assert wies.get(reverse("prevention:material_pdf")).status_code == 409


def test_the_page_shows_what_will_be_printed_and_gives_the_file(log_in) -> None:
    desk = log_in("desk")
    asked = {"form": "CRIM", "language": "ar", "size": "a6", "municipality": ""}
    page = desk.get(reverse("prevention:material"), asked)
    content = page.content.decode()
    assert 'dir="rtl"' in content
    assert printed.path(printed.matrix(printed.address("ar"))) in content
    assert "style=" not in content.split("<main")[1]
    file = desk.get(reverse("prevention:material_pdf"), asked)
    assert file["Content-Type"] == "application/pdf"
    assert 'filename="kaart-crim-ar-a6.pdf"' in file["Content-Disposition"]
    assert file.content.startswith(b"%PDF-")


@pytest.mark.parametrize("wrong", [{"form": "XXX"}, {"language": "fr"}, {"size": "a1"}])
def test_what_is_not_on_offer_is_refused(log_in, wrong) -> None:
    desk = log_in("desk")
    assert desk.get(reverse("prevention:material"), wrong).status_code == 422
    assert desk.get(reverse("prevention:material_pdf"), wrong).status_code == 404
