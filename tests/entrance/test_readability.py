"""Every public Dutch sentence can be read by who learns the language: level B1, as far as counted.

The measure is :mod:`kmt.entrance.readability`, which writers of articles see while they write.
"""

import re
from pathlib import Path

import pytest
from tools import messages, public_messages

from kmt.entrance.readability import (
    EASE,
    KNOWN,
    LONG,
    MEAN_WORDS,
    MOST_WORDS,
    OF_OFFICES,
    ease,
    measure,
    syllables,
    words_of,
)
from tests.entrance.conftest import PATHS, text_of


def dutch_sentences() -> list[str]:
    """Every sentence of the public side in Dutch, as the catalogues have it."""
    catalogues = [messages.catalogue_of(room) for room in messages.rooms_in(messages.ROOMS)]
    found = []
    for message in public_messages.public_messages(messages.ROOMS):
        entry = next(filter(None, (messages.entry_for(one, message) for one in catalogues)))
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            found += re.split(r"(?<=[.?!:])\s+", re.sub(r"%\(\w+\)s", "9", text))
    return found


SENTENCES = dutch_sentences()


def test_no_sentence_is_longer_than_a_reader_takes_in_at_once() -> None:
    assert [one for one in SENTENCES if len(one.split()) > MOST_WORDS] == []


def test_no_word_is_long_but_the_names_that_stay() -> None:
    long = {
        (word, one)
        for one in SENTENCES
        for word in words_of(one)
        if len(word) > LONG and word.lower() not in KNOWN
    }
    assert long == set()


def test_no_word_is_of_an_office() -> None:
    assert [one for one in SENTENCES if OF_OFFICES & set(words_of(one.lower()))] == []


@pytest.mark.parametrize("path", PATHS)
def test_each_page_is_easy_on_the_scale_of_douma(path: str, visitor) -> None:
    html = visitor.get(path).content.decode()
    main = re.search(r"<main.*?</main>", html, re.DOTALL)[0]
    main = re.sub(r"<(select|bdi|button)\b.*?</\1>", "", main, flags=re.DOTALL)
    blocks = re.sub(r"</?(p|li|h1|h2|strong|div|label|legend)\b[^>]*>", "\n", main).split("\n")
    said = [text_of(one) for one in blocks]
    sentences = [one for text in said for one in re.split(r"(?<=[.?!])\s+", text) if len(one) > 12]
    assert sentences
    assert sum(len(one.split()) for one in sentences) / len(sentences) <= MEAN_WORDS
    assert ease(sentences) >= EASE, sorted(sentences, key=lambda one: ease([one]))[:3]


def test_the_measure_can_fail() -> None:
    hard = "Desbetreffende registratieprocedures geschieden overeenkomstig vigerende regelgeving."
    assert ease([hard]) < 0
    assert ease(["Wij lezen wat je schrijft."]) > EASE
    assert OF_OFFICES & set(words_of(hard.lower()))


def test_a_text_is_measured_with_the_sentences_that_are_too_long() -> None:
    long = "Dit is een zin met " + "veel korte woorden en " * 5 + "nog wat."
    seen = measure(["Bel ons. Wij luisteren.", long, "Dit geldt indien het moet."])
    assert seen.long_sentences == (long,)
    assert seen.of_offices == ("indien",)
    assert not seen.easy
    assert measure(["Bel ons. Wij zijn er voor je."]).easy
    assert measure([]).ease is None


def test_syllables_are_counted_as_spoken() -> None:
    counted = {"ooievaar": 3, "nieuw": 1, "leeuw": 1, "melding": 2, "gebeurt": 2, "kind": 1}
    assert {word: syllables(word) for word in counted} == counted


def test_the_sentences_are_really_there() -> None:
    assert len(SENTENCES) > 300
    assert "Bel 112." in SENTENCES
    assert Path(messages.ROOMS).is_dir()
