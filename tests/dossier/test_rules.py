"""The rules of the dossier as tables: when a file is whole, who reads, what adopts, what leaves."""

from dataclasses import replace
from datetime import date

import pytest

from kmt.dossier.rules import (
    Draft,
    Element,
    Finding,
    digest_of,
    elements_needed,
    hand_out_problems,
    may_adopt,
    may_export,
    may_hand_out,
    may_read_along,
    may_write,
    missing,
    removal_problems,
)
from kmt.dossier.states import TRANSITIONS, State

TODAY = date(2026, 3, 2)


def found(element: str, stance: str = "for") -> Finding:
    return Finding(
        element=element, code="x", stance=stance, text="x", source_kind="file", source="x"
    )


WHOLE = Draft(
    minor="no",
    findings=(found("act"), found("means"), found("purpose")),
    alternative="Anders.",
    unknown="Veel.",
    conclusion="plausible",
    reasons="Daarom.",
    concluded_by="bram",
)


@pytest.mark.parametrize(
    ("minor", "needed"),
    [
        ("yes", {Element.ACT, Element.PURPOSE}),
        ("no", set(Element)),
        ("unknown", set(Element)),
        ("", set(Element)),
    ],
)
def test_who_was_under_18_needs_no_means(minor: str, needed: set[Element]) -> None:
    assert set(elements_needed(minor)) == needed


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"findings": ()}, "nog geen bevinding in"),
        ({"findings": (found("act"), found("purpose"))}, "het middel"),
        ({"findings": (found("act"), found("purpose")), "minor": "yes"}, ""),
        ({"findings": (found("act"), found("means", "against"), found("purpose"))}, "het middel"),
        ({"findings": (found("act", "against"),), "conclusion": "not_plausible"}, ""),
        ({"findings": (found("act"),), "conclusion": "cannot_say"}, ""),
        ({"minor": ""}, "jonger dan 18"),
        ({"alternative": " "}, "andere verklaring"),
        ({"unknown": ""}, "niet bekend"),
        ({"conclusion": ""}, "nog geen conclusie"),
    ],
)
def test_what_a_file_still_lacks(changed: dict[str, object], sentence: str) -> None:
    lacks = " ".join(missing(replace(WHOLE, **changed)))
    assert (sentence in lacks) if sentence else lacks == ""


@pytest.mark.parametrize(
    ("state", "reader", "allowed"),
    [
        (State.DRAFT, "sanne", True),
        (State.DRAFT, "bram", False),
        (State.ADOPTED, "sanne", False),
    ],
)
def test_somebody_else_reads_along(state: State, reader: str, allowed: bool) -> None:
    assert may_read_along(state, WHOLE, reader).allowed is allowed


@pytest.mark.parametrize(
    ("state", "draft", "read", "allowed"),
    [
        (State.DRAFT, WHOLE, digest_of(WHOLE), True),
        (State.DRAFT, WHOLE, "", False),
        (State.DRAFT, WHOLE, digest_of(replace(WHOLE, unknown="Weinig.")), False),
        (State.DRAFT, replace(WHOLE, unknown=""), digest_of(replace(WHOLE, unknown="")), False),
        (State.ADOPTED, WHOLE, digest_of(WHOLE), False),
    ],
)
def test_adopting(state: State, draft: Draft, read: str, allowed: bool) -> None:
    assert may_adopt(state, draft, read).allowed is allowed


def test_every_word_of_it_is_in_the_hash() -> None:
    others = [
        replace(WHOLE, **{name: f"{getattr(WHOLE, name)}!"})
        for name in ("minor", "alternative", "unknown", "conclusion", "reasons", "concluded_by")
    ]
    others += [
        replace(WHOLE, findings=(replace(WHOLE.findings[0], **{name: "!"}), *WHOLE.findings[1:]))
        for name in ("element", "code", "stance", "text", "source_kind", "source", "document")
    ]
    others.append(
        replace(WHOLE, findings=(replace(WHOLE.findings[0], seen_on=TODAY), *WHOLE.findings[1:]))
    )
    hashes = {digest_of(one) for one in (WHOLE, *others)}
    assert len(hashes) == len(others) + 1


@pytest.mark.parametrize(
    ("state", "decided", "gone", "allowed"),
    [
        (State.ADOPTED, True, False, True),
        (State.ADOPTED, False, False, False),
        (State.ADOPTED, True, True, False),
        (State.DRAFT, True, False, False),
    ],
)
def test_leaving(state: State, decided: bool, gone: bool, allowed: bool) -> None:
    assert may_export(state, decided=decided, consent_gone=gone).allowed is allowed


@pytest.mark.parametrize(
    ("way", "removed", "decided", "gone", "allowed"),
    [
        ("person", False, False, False, True),
        ("person", True, False, False, False),
        ("shared", False, True, False, True),
        ("shared", False, False, False, False),
        ("shared", False, True, True, False),
    ],
)
def test_handing_out(way: str, removed: bool, decided: bool, gone: bool, allowed: bool) -> None:
    answer = may_hand_out(way, removed=removed, decided=decided, consent_gone=gone)
    assert answer.allowed is allowed


@pytest.mark.parametrize(
    ("way", "words", "on", "fields"),
    [
        ("person", "Op papier.", TODAY, set()),
        ("person", "", TODAY, {"words"}),
        ("shared", "", TODAY, set()),
        ("", "", TODAY, {"way"}),
        ("shared", "", date(2026, 3, 3), {"on"}),
    ],
)
def test_what_is_said_about_handing_out(way: str, words: str, on: date, fields: set[str]) -> None:
    assert set(hand_out_problems(way, words, on, TODAY)) == fields


def test_taking_away_asks_a_reason_and_words() -> None:
    assert removal_problems("wrong", "Mis.", {"wrong"}) == {}
    assert set(removal_problems("", " ", {"wrong"})) == {"reason", "words"}


def test_an_adopted_file_has_no_way_back() -> None:
    assert TRANSITIONS[State.ADOPTED] == frozenset()
    assert not may_write(State.ADOPTED).allowed
    assert may_write(State.DRAFT).allowed
