"""Every public Dutch sentence can be read by who learns the language: level B1, as far as counted.

The measure is open: words per sentence, syllables per word (Flesch in the Dutch version of Douma,
1960: 206.84 - 0.93 x words per sentence - 77 x syllables per word; 65 and up is "standard") and a
list of words of offices. Counting is no proof: it stops the worst, and names the sentence.
"""

import re
from pathlib import Path

import pytest
from tools import messages, public_messages

from tests.entrance.conftest import PATHS, text_of

MOST_WORDS, MEAN_WORDS, EASE = 20, 11, 65
LONG = 14  # letters; longer words are known names or are listed here with why they stay
KNOWN = {
    "arbeidsinspectie",  # the name of the office
    "autoriteit",
    "kenniscentrum",
    "persoonsgegevens",  # the name of the authority
    "schermafdrukken",  # what phones call them
    "toegankelijkheid",  # the legal name of that page
}
OF_OFFICES = frozenset(
    re.findall(
        r"\w+",
        """aangaande aanvang alsmede alsook betreffende betrokkene conform derhalve desbetreffende
    desgewenst dient dienen doch echter evenals gelieve geschieden hetgeen hieromtrent indien
    inzake jegens middels mits navolgende nochtans omtrent onderhavige reeds slechts teneinde
    tevens thans trachten uiterlijk verstrekken vigerende voornoemd wegens zulks""",
    )
)
NUCLEUS = re.compile(
    r"aai|ooi|oei|eeu|ieu|uu|aa|ee|oo|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyëïöüéè]", re.IGNORECASE
)


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


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def syllables(word: str) -> int:
    return max(1, len(NUCLEUS.findall(word)))


def ease(sentences: list[str]) -> float:
    """Flesch-Douma of a text: higher is easier."""
    words = [word for one in sentences for word in words_of(one)]
    per_word = sum(map(syllables, words)) / len(words)
    return 206.84 - 0.93 * len(words) / len(sentences) - 77 * per_word


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


def test_syllables_are_counted_as_spoken() -> None:
    counted = {"ooievaar": 3, "nieuw": 1, "leeuw": 1, "melding": 2, "gebeurt": 2, "kind": 1}
    assert {word: syllables(word) for word in counted} == counted


def test_the_sentences_are_really_there() -> None:
    assert len(SENTENCES) > 300
    assert "Bel 112." in SENTENCES
    assert Path(messages.ROOMS).is_dir()
