"""What may stand on the social map, and what fits a need: decision tables."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.directory import lists
from kmt.directory.rules import (
    WHOM,
    Fit,
    Need,
    Said,
    asked_stems,
    changed,
    fit,
    name_key,
    order,
    problems,
    stems,
)
from tests.directory.conftest import content

TODAY = date(2026, 11, 27)
CAPACITY = {"capacity": 4, "capacity_on": date(2026, 11, 1), "capacity_by": "de planner"}


def wrong(addresses: frozenset[str] = frozenset(), **parts: Any) -> set[str]:
    return set(problems(content(**parts), Said(today=TODAY, addresses=addresses)))


@pytest.mark.parametrize(
    ("parts", "fields"),
    [
        ({}, set()),
        ({"name": "  "}, {"name"}),
        ({"services": ()}, {"services"}),
        ({"phone": "", "web": ""}, {"phone"}),
        ({"phone": "", "web": "www.voorbeeld.nl"}, set()),
        ({"phone": "bel Jan"}, {"phone"}),
        ({"web": "zomaar iets"}, {"web"}),
        (CAPACITY, set()),
        ({**CAPACITY, "capacity_on": None}, {"capacity_on"}),
        ({**CAPACITY, "capacity_on": date(2026, 11, 28)}, {"capacity_on"}),
        ({**CAPACITY, "capacity_by": ""}, {"capacity_by"}),
        ({**CAPACITY, "capacity": None}, {"capacity"}),
        ({**CAPACITY, "capacity": 0}, set()),
        ({"addresses": frozenset({"intake"})}, {"intake"}),
        ({"addresses": frozenset({"intake"}), "services": ("legal",)}, set()),
    ],
)
def test_what_may_stand_on_the_map(parts: dict[str, Any], fields: set[str]) -> None:
    assert wrong(**parts) == fields


@pytest.mark.parametrize(
    ("need", "fits", "doubts", "says_no"),
    [
        (Need(service="shelter"), ("service",), (), ()),
        (Need(service="debts"), (), (), ("service",)),
        (Need(place="GM0153"), ("place",), (), ()),
        (Need(place="elsewhere"), (), (), ("place",)),
        (Need(language="ro"), ("language",), (), ()),
        (Need(language="ar"), (), ("language",), ()),
        (Need(form="LAB"), ("form",), (), ()),
        (Need(whom="women"), ("whom",), (), ()),
        (Need(whom="men"), (), (), ("whom",)),
        (Need(whom="minors"), (), (), ("whom",)),
        (Need(whom="children"), ("whom",), (), ()),
        (Need(whom="no_status"), (), ("whom",), ()),
        (Need(service="shelter", whom="no_status"), ("service",), ("whom",), ()),
        (Need(words="bed"), (), (), ()),
    ],
)
def test_what_fits_a_need(
    need: Need, fits: tuple[str, ...], doubts: tuple[str, ...], says_no: tuple[str, ...]
) -> None:
    assert fit(content(), need) == Fit(fits=fits, doubts=doubts, says_no=says_no)


def test_who_works_in_the_whole_country_works_here() -> None:
    there = content(places=("NL",))
    assert fit(there, Need(place="GM0153")).fits == ("place",)
    assert fit(there, Need(place="elsewhere")).fits == ("place",)
    assert fit(content(places=()), Need(place="GM0153")).doubts == ("place",)


def test_who_names_forms_serves_no_other() -> None:
    assert fit(content(forms=("SEX",)), Need(form="LAB")).says_no == ("form",)


def test_the_best_fit_comes_first_and_what_is_stale_after_what_is_not() -> None:
    good, half, none = Fit(fits=("service", "place")), Fit(fits=("service",)), Fit(doubts=("whom",))
    found = [
        (none, False, "Aa"),
        (half, False, "Bb"),
        (good, True, "Aa"),
        (good, False, "Zz"),
        (good, False, "Bb"),
    ]
    ordered = sorted(found, key=lambda one: order(one[0], stale=one[1], name=one[2]))
    assert [one[2] for one in ordered] == ["Bb", "Zz", "Aa", "Bb", "Aa"]


def test_every_answer_to_for_whom_can_be_asked_in_words() -> None:
    from kmt.directory.wording import WHOM_WORDS

    assert WHOM_WORDS.keys() == WHOM.keys()


@pytest.mark.parametrize(
    ("kept", "asked"),
    [("Advocaten", "advocaat"), ("Schulden", "schuld"), ("schuld", "schulden"), ("Café", "cafe")],
)
def test_words_are_found_by_their_dutch_stem(kept: str, asked: str) -> None:
    assert _finds(asked, kept), (stems(kept), asked_stems(asked))


@given(st.text(max_size=60))
def test_every_text_is_found_by_its_own_words(text: str) -> None:
    assert _finds(text, text)


def _finds(asked: str, kept: str) -> bool:
    return all(any(one in stems(kept) for one in any_of) for any_of in asked_stems(asked))


def test_another_word_is_not_found() -> None:
    assert not _finds("tolk", "advocaat")


def test_one_organisation_has_one_name_however_it_is_typed() -> None:
    assert name_key("  Huis  van VOORBEELD ") == name_key("huis van voorbeeld")


def test_a_change_names_the_fields_that_differ() -> None:
    assert changed(content(), content(hours="", phone="053 1")) == ("hours", "phone")


def test_every_code_of_the_lists_has_a_name_in_both_languages() -> None:
    for name in (lists.SERVICE, lists.SEX, lists.ANSWER, lists.FORM, lists.LANGUAGE, lists.PLACE):
        found = lists.pairs(name, TODAY)
        assert found
        assert all(lists.word(name, code) == words for code, words in found)
