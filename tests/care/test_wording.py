"""The words for days and places on the pages of care."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from kmt.care import wording
from kmt.care.rules import due_on
from kmt.intake.rules import ELSEWHERE
from kmt.triage.wording import place_word

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [
        (-3, "3 dagen te laat (20\xa0nov)", "3 days late (20\xa0Nov)"),
        (-1, "1 dag te laat (22\xa0nov)", "1 day late (22\xa0Nov)"),
        (0, "vandaag", "today"),
        (1, "morgen (24\xa0nov)", "tomorrow (24\xa0Nov)"),
        (5, "28\xa0nov", "28\xa0Nov"),
        (50, "12 jan 2027", "12 Jan 2027"),
    ],
)
def test_lateness_is_said_in_words_and_a_far_day_with_its_year(
    days: int, dutch: str, english: str
) -> None:
    due = due_on(TODAY + timedelta(days=days), TODAY)
    for language, words in (("nl", dutch), ("en", english)):
        with override(language):
            assert wording.due_words(due).casefold() == words.casefold()


@pytest.mark.parametrize(
    ("days", "words"), [(0, "vandaag"), (1, "1 dag geleden"), (40, "40 dagen geleden")]
)
def test_how_long_ago_a_day_was(days: int, words: str) -> None:
    assert wording.ago_words(TODAY - timedelta(days=days), TODAY) == words


def test_a_place_is_named_also_when_it_is_unknown_or_elsewhere() -> None:
    assert place_word("GM0164") == "Hengelo"
    assert place_word("") == "nog onbekend"
    assert place_word(ELSEWHERE) == "Buiten de regio"
