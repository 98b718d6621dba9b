"""The form in which things are compared, and what is recognised in a text, as decision tables."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.connections.rules.kinds import Kind, same_form
from kmt.connections.rules.recognising import MOST, recognised

SAME = (
    (Kind.PHONE, "06 12 34 56 78", "+31 6-12345678"),
    (Kind.PHONE, "0031612345678", "(06) 12.34.56.78"),
    (Kind.EMAIL, "Wok@Voorbeeld.example", " wok@voorbeeld.example "),
    (Kind.VEHICLE, "ab-12-cd", "AB 12 CD"),
    (Kind.ADDRESS, "Verzonnenstraat 12a, 7511 AB Enschede", "7511ab 12A"),
    (Kind.ADDRESS, "Verzonnenstr. 12", "verzonnenstraat 12"),
    (Kind.BUSINESS, "Wok Verzonnen B.V.", "wok verzonnen"),
    (Kind.BUSINESS, "KvK 12345678", "Wok Verzonnen (12345678)"),
    (Kind.ONLINE, "https://www.instagram.com/Mooie.Meid/", "@mooie.meid"),
    (Kind.ONLINE, "t.me/verzonnen_kanaal?x=1", "verzonnen_kanaal"),
)
OTHER = (
    (Kind.PHONE, "0612345678", "0612345679"),
    (Kind.ADDRESS, "7511 AB 12", "7511 AB 14"),
    (Kind.ADDRESS, "7511 AB 12", "7511 AC 12"),
    (Kind.VEHICLE, "AB-12-CD", "AB-12-CE"),
    (Kind.BUSINESS, "Wok Verzonnen", "Wok Bedacht"),
)
TOO_LITTLE = (
    (Kind.PHONE, "112"),
    (Kind.EMAIL, "wok@"),
    (Kind.VEHICLE, "busje"),
    (Kind.ADDRESS, "Enschede"),
    (Kind.ADDRESS, "12"),
    (Kind.BUSINESS, "B.V."),
    (Kind.ONLINE, "op internet"),
)


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_two_ways_of_writing_are_one_thing(kind: Kind, one: str, other: str) -> None:
    assert same_form(kind, one) == same_form(kind, other) != ""


@pytest.mark.parametrize(("kind", "one", "other"), OTHER)
def test_what_only_looks_alike_is_not_the_same(kind: Kind, one: str, other: str) -> None:
    assert same_form(kind, one) != same_form(kind, other)


@pytest.mark.parametrize(("kind", "text"), TOO_LITTLE)
def test_what_is_too_little_connects_nothing(kind: Kind, text: str) -> None:
    assert same_form(kind, text) == ""


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(Kind), text=st.text(max_size=60))
def test_any_text_has_a_form_and_the_form_of_a_form_is_itself(kind: Kind, text: str) -> None:
    form = same_form(kind, text)
    if form and kind is not Kind.BUSINESS:
        assert same_form(kind, form) in (form, "")


TEXT = """Zij werkt aan de Verzonnenlaan 5 in 7511 AB 12, bel 06-12345678 of mail
baas@voorbeeld.example. Hij rijdt in AB-12-CD en heet @verzonnen_baas op
instagram.com/verzonnen_baas. De naam van de baas is Piet."""


def test_what_has_a_shape_of_its_own_is_recognised_and_each_thing_once() -> None:
    assert {(kind.value, words) for kind, words in recognised(TEXT)} == {
        ("address", "7511 AB 12"),
        ("address", "Verzonnenlaan 5"),
        ("phone", "06-12345678"),
        ("email", "baas@voorbeeld.example"),
        ("vehicle", "AB-12-CD"),
        ("online", "instagram.com/verzonnen_baas"),
    }


@pytest.mark.parametrize(
    "text", ["", "Zij is 16 en werkt sinds 2024.", "Op 23-11-2026 om 14:20 zag ik 3 mannen.", "112"]
)
def test_dates_ages_and_numbers_are_not_taken_for_things(text: str) -> None:
    assert recognised(text) == ()


def test_a_very_long_text_gives_no_endless_list() -> None:
    assert len(recognised(" ".join(f"061234{n:04d}" for n in range(200)))) == MOST
