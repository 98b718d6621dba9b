"""What the record says is in words: every kind of thing and every fixed reason the code names."""

import ast

import pytest

from kmt.audit.naming import explain, explained
from kmt.audit.wording import OBJECT_WORDS
from tests.building.tree import sources

#: Written by the record itself or by the tools of its trial, never shown with a reason.
CALLS = {"act", "read_of", "handling", "changing", "Event", "refusals_recorded", "transferring"}


def named(keyword: str) -> set[str]:
    """The fixed texts that calls which write the record give for a keyword."""
    found = set()
    for source in sources():
        for name, call in source.calls():
            if name.rsplit(".", 1)[-1] not in CALLS:
                continue
            for one in call.keywords:
                if one.arg == keyword and isinstance(one.value, ast.Constant) and one.value.value:
                    found.add(one.value.value)
    return found


def test_every_kind_of_thing_has_words() -> None:
    kinds = named("object_type")
    assert len(kinds) > 10
    assert {kind for kind in kinds if kind not in OBJECT_WORDS and explained(kind) == kind} == set()


def test_every_fixed_reason_has_words() -> None:
    reasons = named("reason") | named("reason_text")
    assert len(reasons) > 10
    assert {reason for reason in reasons if explained(reason) == reason} == set()


@pytest.mark.parametrize(
    ("code", "words"),
    [("zz_one|zz_two", "een, twee"), ("zz_one|unknown", "een, unknown"), ("", "")],
)
def test_several_codes_are_each_put_in_words(code: str, words: str) -> None:
    explain({"zz_one": "een", "zz_two": "twee"})
    assert explained(code) == words
