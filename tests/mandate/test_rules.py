"""The rules of the mandate as decision tables: what counts when, what is refused, what is asked."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.mandate.obligations import in_force, monitors, shipped
from kmt.mandate.rules import (
    THEMES,
    Ask,
    Code,
    Given,
    Known,
    Opinion,
    Said,
    Term,
    asked,
    counts_until,
    may_give,
    may_review,
    may_stand,
    quarter_of,
    shown,
    spans,
    until_of,
    why_not_beside,
)

DAY = date(2026, 3, 4)


def day(text: str) -> date:
    return date.fromisoformat(text)


def term(start: str, until: str = "") -> Term:
    return Term(start=day(start), until=day(until) if until else None)


@pytest.mark.parametrize(
    ("start", "length", "until"),
    [
        ("2024-02-29", "P1Y", "2025-02-27"),
        ("2025-01-15", "P4Y", "2029-01-14"),
        ("2025-01-31", "P1M", "2025-02-27"),
        ("2025-01-01", "P10D", "2025-01-10"),
        ("2025-01-01", "", None),
    ],
)
def test_evidence_counts_as_long_as_the_item_says(start: str, length: str, until: str) -> None:
    assert until_of(day(start), length) == (day(until) if until else None)


@pytest.mark.parametrize(
    ("code", "terms", "seen"),
    [
        ("met", [], "expired"),
        ("met", [term("2020-01-01", "2026-03-03")], "expired"),
        ("met", [term("2020-01-01", "2026-03-04")], "met"),
        ("met", [term("2026-03-05")], "expired"),
        ("met", [term("2020-01-01", "2021-01-01"), term("2026-01-01")], "met"),
        ("under_way", [], "under_way"),
        ("not_applicable", [], "not_applicable"),
    ],
)
def test_met_without_evidence_that_counts_is_shown_as_expired(
    code: str, terms: list[Term], seen: str
) -> None:
    assert shown(code, terms, DAY) == seen


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([], (False, None)),
        ([term("2020-01-01")], (True, None)),
        ([term("2020-01-01", "2026-06-01")], (True, day("2026-06-01"))),
        (
            [term("2020-01-01", "2026-06-01"), term("2026-06-02", "2027-01-01")],
            (True, day("2027-01-01")),
        ),
        (
            [term("2020-01-01", "2026-06-01"), term("2026-06-03", "2027-01-01")],
            (True, day("2026-06-01")),
        ),
        ([term("2020-01-01", "2020-02-01"), term("2026-06-01")], (False, None)),
    ],
)
def test_it_counts_until_the_first_gap(terms: list[Term], expected: tuple[bool, date]) -> None:
    assert counts_until(terms, DAY) == expected


@pytest.mark.parametrize(
    ("said", "proven", "fields"),
    [
        (Said(code="met"), True, set()),
        (Said(code="met"), False, {"code"}),
        (Said(code="expired"), True, {"code"}),
        (Said(code="not_applicable"), False, {"why"}),
        (Said(code="not_applicable", why="Geen grens"), False, set()),
        (Said(code="under_way", next_step="Naar de raad"), False, {"next_on"}),
        (Said(code="under_way", next_on=DAY), False, {"next_step"}),
        (Said(code="under_way", next_step="Naar de raad", next_on=DAY), False, set()),
    ],
)
def test_what_may_be_said_of_an_item(said: Said, proven: bool, fields: set[str]) -> None:
    terms = [term("2020-01-01")] if proven else []
    assert set(may_stand(said, terms=terms, on=DAY)) == fields


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"number": ""}, {"number"}),
        ({"kind": "figure", "number": ""}, set()),
        ({"kind": "document"}, {"link"}),
        ({"kind": "link", "link": "https://raad.example"}, set()),
        ({"kind": "link", "link": "raad.example"}, {"link"}),
        ({"kind": "gossip"}, {"kind"}),
        ({"title": " "}, {"title"}),
        ({"dated": DAY + timedelta(days=1)}, {"dated"}),
        ({"start": DAY + timedelta(days=1)}, {"start"}),
        ({"until": DAY - timedelta(days=1)}, {"until"}),
    ],
)
def test_evidence_can_be_found_by_somebody_else(
    changed: dict[str, object], fields: set[str]
) -> None:
    whole = {"kind": "decision", "title": "Besluit", "number": "7", "dated": DAY, **changed}
    assert set(may_give(Given(**whole), today=DAY)) == fields  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("opinion", "reason", "filled_in", "allowed"),
    [
        ("agrees", "", True, True),
        ("agrees", "", False, False),
        ("asks_back", "", True, False),
        ("asks_back", "Welke?", True, True),
        ("", "", True, False),
        ("likes", "", True, False),
    ],
)
def test_asking_back_takes_a_reason(
    opinion: str, reason: str, filled_in: bool, allowed: bool
) -> None:
    assert may_review(opinion, reason, filled_in=filled_in).allowed is allowed


END = day("2026-03-31")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (Known(code="not_started", said=False), (Ask.NOT_SAID, None)),
        (Known(code="not_started", said=True), None),
        (Known(code="met", said=True, opinion=Opinion.ASKS_BACK), (Ask.ASKED_BACK, None)),
        (
            Known(code="expired", said=True, until=day("2026-01-01")),
            (Ask.EXPIRED, day("2026-01-01")),
        ),
        (Known(code="met", said=True, until=END), (Ask.EXPIRES, END)),
        (Known(code="met", said=True, until=day("2026-04-01")), None),
        (
            Known(code="under_way", said=True, next_on=day("2025-01-01")),
            (Ask.STEP_DUE, day("2025-01-01")),
        ),
        (Known(code="under_way", said=True, next_on=day("2026-04-01")), None),
        (Known(code="met", said=True, next_on=day("2025-01-01")), None),
        (Known(code="met", said=True, review_on=END), (Ask.REVIEW_DUE, END)),
        (Known(code="not_applicable", said=True), None),
    ],
)
def test_what_is_asked_this_quarter(known: Known, expected: object) -> None:
    assert asked(known, END) == expected


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2026-01-01", "2026-01-01", "2026-03-31"),
        ("2024-02-29", "2024-01-01", "2024-03-31"),
        ("2026-12-31", "2026-10-01", "2026-12-31"),
        ("2026-05-10", "2026-04-01", "2026-06-30"),
    ],
)
def test_a_quarter_has_a_first_and_a_last_day(on: str, first: str, last: str) -> None:
    assert quarter_of(day(on)) == (day(first), day(last))


@pytest.mark.parametrize(
    ("status", "base", "counts", "asked_here", "comparable"),
    [
        ("source", "135 gemeenten", "municipalities", True, True),
        ("source", "35 regio's", "regions", True, False),
        ("source", "", "municipalities", True, False),
        ("verify", "alle gemeenten", "municipalities", True, False),
        ("source", "alle gemeenten", "municipalities", False, False),
        ("source", "alle gemeenten", "opinions", True, False),
    ],
)
def test_figures_stand_beside_each_other_only_when_both_count_municipalities(
    status: str, base: str, counts: str, asked_here: bool, comparable: bool
) -> None:
    why = why_not_beside(status=status, base=base, counts=counts, asked_here=asked_here)
    assert (why == "") is comparable


UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(day("2018-01-01"), day("2030-12-31"))
TERMS = st.lists(
    st.builds(
        lambda start, days: Term(
            start=start, until=None if days is None else start + timedelta(days=days)
        ),
        DAYS,
        st.none() | st.integers(0, 1500),
    ),
    max_size=5,
)
ENTRIES = st.lists(
    st.tuples(DAYS, st.sampled_from(["met", "under_way", "not_applicable"])), max_size=5
).map(lambda some: sorted(some, key=lambda one: one[0]))


@UNHURRIED
@given(ENTRIES, TERMS, DAYS)
def test_the_stretches_say_of_every_day_what_the_entries_and_the_evidence_say(
    entries: list[tuple[date, str]], terms: list[Term], on: date
) -> None:
    said = [code for start, code in entries if start <= on]
    expected = shown(said[-1], terms, on) if said else Code.NOT_STARTED
    there = [
        one.kind
        for one in spans(entries, terms)
        if one.start <= on and (one.until is None or on <= one.until)
    ]
    counted = {Code.MET, Code.NOT_APPLICABLE} & {expected}
    assert there == sorted(counted)


@UNHURRIED
@given(TERMS, DAYS)
def test_until_the_day_it_says_evidence_counts_and_on_the_next_it_does_not(
    terms: list[Term], on: date
) -> None:
    counts, until = counts_until(terms, on)
    assert counts is any(one.holds(on) for one in terms)
    if until is not None:
        days = [on + timedelta(days=number) for number in range((until - on).days + 1)]
        assert all(any(one.holds(each) for one in terms) for each in days)
        assert not any(one.holds(until + timedelta(days=1)) for one in terms)


def test_28_items_ship_each_with_source_status_and_who_says_so() -> None:
    items = shipped()
    assert [one.item for one in items] == [f"C{number:02d}" for number in range(1, 29)]
    for one in items:
        assert all((one.title, one.words, one.evidence, one.source, one.said_by, one.since_words))
        assert one.themes in {*((theme,) for theme in THEMES), THEMES}
    assert sum(one.theme == 0 for one in items) == 8
    assert {one.item for one in items if one.due_before} == {"C01", "C02", "C03", "C04", "C05"}
    assert "vóór 2022" in items[0].due_words
    assert "in 2022" in items[0].due_words


def test_what_is_asked_depends_on_the_day() -> None:
    assert len(in_force(shipped(), day("2018-01-31"))) == 0
    assert len(in_force(shipped(), day("2018-12-31"))) == 9
    assert len(in_force(shipped(), day("2026-01-01"))) == 28


def test_a_percentage_is_never_without_its_base_and_year() -> None:
    for one in monitors():
        assert one.year
        assert one.source
        if "%" in one.figure and one.status == "source":
            assert one.base
