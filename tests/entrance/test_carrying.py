"""What rides along in a page: it opens for that page alone, unchanged, and for an hour."""

import base64
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.entrance import carrying
from kmt.entrance.carrying import NOTHING, pack, unpack
from kmt.kernel import clock

ANSWERS = {"narrative": ["Er is iets mis 🆘"], "about": ["self"], "more": ["a", "b"]}


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8),
        st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3),
        max_size=5,
    )
)
def test_everything_comes_back_as_it_was(answers) -> None:
    given_ = {name: values for name, values in answers.items() if any(values)}
    assert dict(unpack(pack(answers, "page"), "page").answers) == given_


def test_nothing_carried_is_nothing_and_not_too_old() -> None:
    assert pack({"place": [""]}, "page") == ""
    assert unpack("", "page") is NOTHING


@pytest.mark.parametrize(
    ("minutes", "opens"), [(0, True), (59, True), (61, False), (60 * 24, False), (-5, False)]
)
def test_it_opens_for_an_hour(minutes, opens) -> None:
    packed = pack(ANSWERS, "page")
    with clock.frozen(clock.now() + timedelta(minutes=minutes)):
        found = unpack(packed, "page")
    assert (dict(found.answers) == ANSWERS) is opens
    assert found.expired is not opens


def test_it_opens_on_its_own_page_alone() -> None:
    assert unpack(pack(ANSWERS, "page"), "another").expired


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_closes_it(at, by) -> None:
    sealed = bytearray(base64.urlsafe_b64decode(pack(ANSWERS, "page")))
    sealed[at % len(sealed)] ^= by
    found = unpack(base64.urlsafe_b64encode(bytes(sealed)).decode(), "page")
    assert (dict(found.answers), found.expired) == ({}, True)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1))
def test_whatever_else_is_sent_opens_nothing_and_breaks_nothing(text) -> None:
    assert unpack(text, "page").expired


def test_twice_the_same_answers_look_different_and_show_nothing() -> None:
    first, second = pack(ANSWERS, "page"), pack(ANSWERS, "page")
    assert first != second
    assert b"iets" not in base64.urlsafe_b64decode(first)


def test_what_is_far_too_long_is_not_even_read(monkeypatch) -> None:
    monkeypatch.setattr(carrying, "LONGEST", 50)
    assert unpack(pack(ANSWERS, "page"), "page").expired
