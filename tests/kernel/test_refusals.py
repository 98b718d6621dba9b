"""Refusals: every "no" has a sentence, and a rule gives all its reasons."""

import pytest

from kmt.kernel.refusals import (
    ALLOWED,
    Conflict,
    Decision,
    Invalid,
    NotFound,
    NotPermitted,
    Refused,
)


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (Refused("Nee."), 409),
        (NotPermitted("Nee."), 403),
        (NotFound(), 404),
        (Conflict("Nee."), 409),
        (Invalid("Nee.", fields={"age": "Vul een getal in."}), 422),
    ],
)
def test_each_kind_of_refusal_has_its_status_a_heading_and_a_sentence(refused, status):
    assert (refused.status, refused.recorded) == (status, False)
    assert refused.heading
    assert refused.sentence


def test_what_is_not_found_says_the_same_whatever_it_is():
    assert NotFound().sentence == NotFound().sentence
    assert "eerste pagina" in NotFound().next_step


def test_a_wrong_form_says_where():
    assert Invalid("Nee.", fields={"age": "Vul een getal in."}).fields == {
        "age": "Vul een getal in."
    }
    assert Invalid("Nee.").fields == {}


def test_a_rule_without_reasons_against_it_allows():
    assert Decision.of("", "") == Decision.of() == ALLOWED
    ALLOWED.check()


def test_a_rule_gives_all_its_reasons_in_order():
    decision = Decision.of("Er is geen besluit.", "", "Er is geen gemeente.")
    assert not decision.allowed
    assert decision.reasons == ("Er is geen besluit.", "Er is geen gemeente.")
    with pytest.raises(Refused, match=r"^Er is geen besluit\. Er is geen gemeente\.$"):
        decision.check()


def test_refusing_refuses():
    assert Decision.refuse("Nee.") == Decision(False, ("Nee.",))
