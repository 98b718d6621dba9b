"""What tells who somebody is: decision tables per kind, a property, and how much is found."""

import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.advice.recognised import _WORDS
from kmt.advice.rules.identifying import (
    NEUTRAL,
    Kind,
    find,
    still_open,
    with_neutral_words,
    without_marks,
)
from kmt.advice.rules.numbers import is_bsn, is_iban
from kmt.advice.wordlists import known
from tests.advice.measuring import TODAY, measure
from tests.building.tree import ROOT


def found(text: str, language: str = "nl", today: date = TODAY) -> list[tuple[str, str, bool]]:
    return [(str(one.kind), one.text, one.sure) for one in find(text, known(), today, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik sprak Fatima el Amrani.", [("name", "Fatima el Amrani", True)]),
        ("Ik sprak J. van der Berg.", [("name", "J. van der Berg", True)]),
        ("Mevrouw Zwartkruis belde.", [("name", "Zwartkruis", True)]),
        ("Zij heet Xanthippe.", [("name", "Xanthippe", True)]),
        ("Wij kennen Brdjanovic al lang.", [("name", "Brdjanovic", False)]),
        ("fatima zegt niets.", [("name", "fatima", False)]),
        ("Zij woont bij Roos.", [("name", "Roos", False)]),
        ("Roos zijn rood.", []),
        ("Hoop doet leven.", []),
        ("Zij komt uit Enschede en spreekt Pools.", []),
        ("De GGZ en het OM weten het.", []),
        ("Bij het Leger des Heils in Den Haag.", []),
        ("Kowalski vertelde het.", [("name", "Kowalski", False)]),
        ("Winkels verkopen drank.", []),
    ],
)
def test_names(text, expected) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("geboren op 3 maart 2009", ("birth_date", "3 maart 2009", True)),
        ("geboren 03-03-2009", ("birth_date", "03-03-2009", True)),
        ("geboren 3.3.09", ("birth_date", "3.3.09", True)),
        ("geboren op 3 maart", ("birth_date", "3 maart", True)),
        ("dob 2009-03-03", ("birth_date", "2009-03-03", True)),
        ("geb 03032009", ("birth_date", "03032009", True)),
        ("van 14-07-1988", ("birth_date", "14-07-1988", True)),
        ("urodzona 5 maja 2006", ("birth_date", "5 maja 2006", True)),
        ("op 4 mei 2019", ("date", "4 mei 2019", False)),
        ("sinds 12-05-2010", ("date", "12-05-2010", False)),
        ("op 14 november 2026", None),
        ("sinds 3 maart 2025", None),
        ("op 3 maart", None),
        ("op 31-02-1988", ("number", "31-02-1988", False)),
        ("artikel 3.1.15", None),
    ],
)
def test_dates_of_birth_and_others(text, expected) -> None:
    assert found(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bsn 111222333", ("bsn", True)),
        ("111222333", ("bsn", True)),
        ("1112.22.333", ("bsn", True)),
        ("bsn 111222334", ("bsn", True)),
        ("111222334", ("number", False)),
        ("06-12345678", ("phone", True)),
        ("+31 6 12345678", ("phone", True)),
        ("0031612345678", ("phone", True)),
        ("053 1234567", ("phone", True)),
        ("bel 512 345 678", ("phone", True)),
        ("0800-2000", None),
        ("112", None),
        ("0900 8844", None),
        ("iemand@voorbeeld.example", ("mail", True)),
        ("NL91 ABNA 0417 1643 00", ("iban", True)),
        ("v-nummer 2812345678", ("v_number", True)),
        ("Kerkstraat 12a", ("address", False)),
        ("7511 AB", ("postcode", False)),
        ("12-AB-34", ("plate", True)),
        ("kenteken KR 4521X", ("plate", True)),
        ("NXH12R4K7", ("number", False)),
        ("@prinsesje_16", ("online", True)),
        ("insta: prinsesje", ("online", True)),
        ("https://voorbeeld.example/x", ("link", False)),
        ("1.250 euro", None),
        ("70 uur per week", None),
        ("M-2026-48213", None),
        ("artikel 273f", None),
    ],
)
def test_numbers_places_and_accounts(text, expected) -> None:
    kinds = [(kind, sure) for kind, _text, sure in found(text)]
    assert kinds == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Das Mädchen wohnt in einem Haus mit Männern.", "de", []),
        ("Ich kenne Günther Müller.", "de", ["Günther Müller"]),
        ("Дівчину звуть Оксана.", "uk", ["Оксана"]),
        ("الفتاة اسمها فاطمة", "ar", ["فاطمة"]),
        ("Znam Katarzynę i Tomasza.", "pl", ["Katarzynę", "Tomasza"]),
    ],
)
def test_in_other_languages_the_lists_and_capitals_tell_what_they_can(text, language, names):
    pieces = [piece for kind, piece, _ in found(text, language) if kind == "name"]
    assert len(pieces) == len(names)
    assert all(any(name in piece for piece in pieces) for name in names)


def test_a_sure_piece_stays_whatever_somebody_says_of_it() -> None:
    pieces = find("Haar bsn is 111222333, bij Zonnebloem.", known(), TODAY)
    cleared = frozenset(one.key for one in pieces)
    assert [one.kind for one in still_open(pieces, cleared)] == [Kind.BSN]


def test_the_elevens_test_and_the_97_test() -> None:
    assert is_bsn("111222333")
    assert is_bsn("12345672")
    assert not is_bsn("123456789")
    assert not is_bsn("000000000")
    assert is_iban("BE71 0961 2345 6769")
    assert not is_iban("NL91ABNA0417164301")


PIECES = st.sampled_from(
    [
        "Fatima el Amrani",
        "Jan de Vries",
        "111222333",
        "06-12345678",
        "iemand@voorbeeld.example",
        "NL91ABNA0417164300",
        "12-AB-34",
        "Kerkstraat 12a",
        "7511 AB",
        "14-07-1988",
    ]
)
AROUND = st.sampled_from(
    ["een meisje van 16", "oudere mannen", "in Enschede", "zij werkt veel", "het is al lang zo"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, AROUND), min_size=1, max_size=6))
def test_nothing_is_left_after_neutral_words_and_no_other_sign_is_lost(parts) -> None:
    text = ", ".join(parts) + "."
    pieces = find(text, known(), TODAY)
    neutral = with_neutral_words(text, pieces)
    assert not [one for one in find(without_marks(neutral), known(), TODAY) if one.sure]
    for one in parts:
        assert (one in neutral) == (one not in set(PIECES.elements))
    assert all(text[one.start : one.end] == one.text for one in pieces)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_to_the_end(text) -> None:
    pieces = find(text, known(), TODAY)
    assert all(text[one.start : one.end] == one.text for one in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))


@pytest.mark.parametrize("one", ["a-", "1-", "@", "a.", "A ", "a.b@", "a'", "x", "1 1 1990 "])
def test_a_text_made_to_be_slow_is_read_as_quickly_as_another(one) -> None:
    text = (one * 8_000)[:8_000]
    started = time.process_time()
    find(text, known(), TODAY)
    assert time.process_time() - started < 2


def test_every_kind_has_words_and_a_neutral_word() -> None:
    assert set(_WORDS) == set(NEUTRAL) == set(Kind)


def test_what_is_found_is_what_the_documents_say() -> None:
    page = (ROOT / "docs/privacy/advice-recognition.md").read_text(encoding="utf-8")
    for name, title in (("sentences_tuned.txt", "worked out on"), ("sentences_held.txt", "held")):
        score = measure(name)
        row = next(line for line in page.splitlines() if line.startswith(f"| {title}"))
        stated = [int(one) for one in re.findall(r"\d+", row)[:5]]
        assert stated == [score.sentences, score.pieces, score.hit, score.false, score.disturbed]
        assert score.recall >= 0.95
        assert score.precision >= 0.85
        assert score.false_sure <= 1
