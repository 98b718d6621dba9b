"""Ids and labels: random, and short enough to read aloud without mistakes."""

import re

from kmt.kernel.ids import (
    LABEL_ALPHABET,
    LABEL_LENGTH,
    new_id,
    new_label,
    random_number,
    year_number,
)


def test_an_id_is_random_and_tells_nothing_of_time():
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {one.version for one in made} == {4}


def test_a_label_has_no_signs_that_are_confused_on_the_phone():
    letters = set("".join(new_label() for _ in range(1000)))
    assert letters <= set(LABEL_ALPHABET)
    assert not set("0O1IL2Z5S8B6") & letters


def test_labels_are_short_and_seldom_the_same():
    labels = [new_label() for _ in range(1000)]
    assert {len(label) for label in labels} == {LABEL_LENGTH}
    assert len(set(labels)) >= 998


def test_a_number_by_lot_has_five_digits_and_seldom_comes_twice():
    drawn = [random_number("M", 2026) for _ in range(100)]
    assert all(re.fullmatch(r"M-2026-[1-9][0-9]{4}", number) for number in drawn)
    assert len(set(drawn)) > 90


def test_the_number_of_a_year_sorts_as_it_counts():
    assert year_number("Z", 2026, 7) == "Z-2026-0007"
    assert year_number("Z", 2026, 12345) == "Z-2026-12345"
