"""Words are found by their stems, whatever form they have."""

from collections import defaultdict
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.entrance.languages import LANGUAGES
from kmt.knowledge.stemming import LONGEST_WORD, MOST_WORDS, asked, stems, weighed, words_in

#: Words of the field, each line the forms of one word.
FORMS = [
    "slachtoffer slachtoffers",
    "melding meldingen",
    "signaal signalen",
    "uitbuiting uitbuiten uitgebuit",
    "werken werkt werk gewerkt",
    "school scholen",
    "huis huizen",
    "leerling leerlingen",
    "bank banken",
    "recht rechten",
    "huurder huurders",
    "loverboy loverboys",
    "werkgever werkgevers",
    "hotel hotels",
]


def together(one: str, other: str) -> bool:
    return bool(stems(one, "nl") & stems(other, "nl"))


@pytest.mark.parametrize("line", FORMS)
def test_every_form_of_a_word_finds_every_other(line: str) -> None:
    for one, other in permutations(line.split(), 2):
        assert together(one, other), (one, other)


def test_other_words_stay_apart() -> None:
    assert not together("school", "huis")
    assert not together("bank", "bang")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Eén café!", ["een", "cafe"]),
        ("<b>slachtoffers</b>", ["b", "slachtoffers", "b"]),
        ("x" * 100, ["x" * LONGEST_WORD]),
        ("   ...  ", []),
        ("B1-niveau", ["b1", "niveau"]),
    ],
)
def test_a_text_becomes_words(typed: str, words: list[str]) -> None:
    assert words_in(typed) == words


def test_words_that_every_text_has_do_not_count_unless_they_are_all() -> None:
    assert len(asked("de signalen op een school", "nl")) == 2
    assert len(asked("de", "nl")) == 1
    assert asked("", "nl") == ()
    assert len(asked(" ".join(f"woord{one}" for one in range(50)), "nl")) == MOST_WORDS


@given(st.text(max_size=60), st.sampled_from([code for code, _name in LANGUAGES]))
def test_no_text_breaks_it_and_each_word_has_a_stem_that_fits(text: str, language: str) -> None:
    for word in words_in(text):
        found = stems(word, language)
        assert found
        assert all(0 < len(one) <= LONGEST_WORD for one in found)


@given(st.lists(st.sampled_from([w for line in FORMS for w in line.split()]), max_size=30))
def test_what_was_kept_is_found_by_the_stem_of_each_of_its_words(words: list[str]) -> None:
    kept = weighed({" ".join(words): 1}, "nl")
    for word in words:
        assert stems(word, "nl") <= set(kept)


def test_a_title_weighs_more_than_a_text_that_repeats_itself() -> None:
    kept = weighed({"hotel": 12, "school " * 50: 1}, "nl")
    assert kept["hotel"] == 12
    assert kept["school"] == 3


def test_forms_are_grouped_and_not_one_heap() -> None:
    groups: dict[frozenset[str], list[str]] = defaultdict(list)
    for line in FORMS:
        for word in line.split():
            groups[stems(word, "nl")].append(word)
    assert len(groups) >= len(FORMS)
