"""What is kept of what was told, and what follows from it, as tables."""

import pytest

from kmt.intake import rules
from kmt.intake.rules import Told


@pytest.mark.parametrize(
    ("chosen", "name", "contact", "kept"),
    [
        (rules.ANONYMOUS, "Noor", "06", (rules.ANONYMOUS, "", "")),
        (rules.WITHHELD, "Noor", "06", (rules.WITHHELD, "Noor", "06")),
        (rules.NAMED, "Noor", "", (rules.NAMED, "Noor", "")),
        ("", "", "", (rules.ANONYMOUS, "", "")),
        ("", "", "06", (rules.WITHHELD, "", "06")),
    ],
)
def test_of_an_anonymous_reporter_nothing_is_kept(chosen, name, contact, kept) -> None:
    told = Told(narrative="x", anonymity=chosen, reporter_name=name, contact=contact)
    found = rules.to_keep(told)
    assert (found.anonymity, found.reporter_name, found.contact) == kept


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (Told(narrative="x"), "signal_person"),
        (Told(narrative="x", about="self"), "care_request"),
        (Told(narrative="x", about="place"), "signal_location_business"),
        (Told(narrative="x", about="self", wants_advice=True), "advice_request"),
    ],
)
def test_the_kind_of_report_follows_from_the_answers(told: Told, kind: str) -> None:
    assert rules.kind_of(told) == kind


@pytest.mark.parametrize(
    ("told", "allowed"),
    [
        (Told(narrative="Er is iets mis."), True),
        (Told(narrative=" \n\t "), False),
        (Told(narrative="x" * 20_000), True),
        (Told(narrative="x" * 20_001), False),
        (Told(narrative="x", municipality="GM0164"), True),
        (Told(narrative="x", municipality="GM9999"), False),
    ],
)
def test_a_report_needs_a_story_of_readable_length_and_a_known_place(told, allowed) -> None:
    assert rules.may_submit(told, frozenset({"GM0164"})).allowed is allowed


@pytest.mark.parametrize(
    ("minors", "term"), [("yes", "URG-U2"), ("no", "URG-U3A"), ("unknown", "URG-U3A")]
)
def test_a_report_about_a_minor_is_read_within_a_day_before_anyone_weighed_it(minors, term) -> None:
    assert rules.first_term(Told(narrative="x", minors=minors)) == term
