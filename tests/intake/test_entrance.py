"""The way in: what one can choose, and a form of which one question must be answered.

What holds for every public page, in every language, is in ``tests/entrance``.
"""

import re

from tests.intake.conftest import text_of, token_in


def test_the_entrance_offers_what_there_is_and_nothing_else(visitor) -> None:
    html = visitor.get("/").content.decode()
    choices = re.search(r'<ul class="choices">.*?</ul>', html, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', choices) == [
        "tel:112",
        "/melden/",
        "/advies/",
        "/professionals/",
        "/code/",
    ]


def test_the_entrance_says_what_cannot_be_promised(visitor) -> None:
    said = text_of(visitor.get("/"))
    assert "Wat wij niet kunnen beloven" in said
    assert "Veilig Thuis" in said


def test_who_comes_for_advice_has_it_ticked_already(visitor) -> None:
    ticked = r'<input type="checkbox" name="wants_advice"[^>]* checked'
    assert re.search(ticked, visitor.get("/melden/?advies").content.decode())
    assert not re.search(ticked, visitor.get("/melden/").content.decode())


def test_only_one_question_must_be_answered(visitor) -> None:
    html = visitor.get("/melden/?alles").content.decode()
    asked = re.findall(r'<(?:label|legend) class="label"[^>]*>(.*?)</(?:label|legend)>', html, re.S)
    required = [one for one in asked if "niet verplicht" not in one]
    assert len(asked) == 18
    assert [text.strip() for text in required] == ["Wat gebeurt er?"]


def test_every_form_page_has_a_token_of_its_own(visitor) -> None:
    tokens = {token_in(visitor.get("/melden/").content.decode()) for _ in range(3)}
    assert len(tokens) == 3
