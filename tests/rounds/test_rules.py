"""What a round allows and when, what is frozen of it, and which gaps show: as decision tables."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.rounds.rules import (
    Contact,
    FrozenLine,
    Gap,
    MunicipalRole,
    begin_problems,
    gaps_of,
    line_hash,
    may_answer,
    may_begin,
    may_close,
    may_freeze,
    may_mail_gaps,
    may_remind,
    round_hash,
    totals_of,
    training_gap,
)
from kmt.rounds.states import WAYS, RoundState
from tests.rounds.conftest import CLOSES, OPENS, asked

LEAP = date(2028, 2, 29)
LINE = FrozenLine(
    municipality="GM0164",
    code="C01",
    version=1,
    theme="Beleid",
    words="Vastgesteld beleid",
    standing="met",
    met=True,
)


def test_a_round_only_goes_forward_and_frozen_is_the_end() -> None:
    order = list(RoundState)
    for before, after in WAYS.items():
        assert all(order.index(one) >= order.index(before) for one in after)
    assert WAYS[RoundState.FROZEN] == frozenset()
    assert all(RoundState.FROZEN not in WAYS[one] for one in order if one != RoundState.CLOSED)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({"year": 2025}, "year"),
        ({"year": 2028}, "year"),
        ({"year": 2017}, "year"),
        ({"closes": OPENS + timedelta(days=13)}, "closes"),
        ({"closes": OPENS + timedelta(days=14)}, None),
        ({"closes": OPENS - timedelta(days=1)}, "closes"),
        ({"questions": ("vraag",) * 6}, "questions"),
        ({"questions": ("vraag",) * 5}, None),
        ({"questions": ("v" * 301,)}, "questions"),
    ],
)
def test_what_a_new_round_must_be(changed: dict[str, object], field: str | None) -> None:
    found = begin_problems(asked(**changed), today=OPENS, years={2025})
    assert list(found) == ([field] if field else [])


def test_one_round_at_a_time() -> None:
    assert may_begin([]).allowed
    assert may_begin(["frozen", "frozen"]).allowed
    for running in ("open", "reminding", "closed"):
        assert not may_begin(["frozen", running]).allowed


@pytest.mark.parametrize(
    ("state", "day", "allowed"),
    [
        ("open", OPENS, True),
        ("reminding", OPENS, True),
        ("open", OPENS - timedelta(days=1), False),
        ("open", CLOSES + timedelta(days=9), True),  # it closes when somebody closes it
        ("closed", OPENS, False),
        ("frozen", OPENS, False),
    ],
)
def test_when_a_municipality_can_answer(state: str, day: date, allowed: bool) -> None:
    assert may_answer(state, opens=OPENS, today=day).allowed is allowed


@pytest.mark.parametrize(
    ("state", "reminded", "waiting", "day", "allowed"),
    [
        ("open", None, 3, OPENS, True),
        ("open", None, 0, OPENS, False),
        ("open", None, 3, OPENS - timedelta(days=1), False),
        ("reminding", LEAP, 3, LEAP + timedelta(days=6), False),
        ("reminding", LEAP, 3, date(2028, 3, 7), True),
        ("closed", None, 3, OPENS, False),
        ("frozen", None, 3, OPENS, False),
    ],
)
def test_when_can_be_reminded(
    state: str, reminded: date | None, waiting: int, day: date, allowed: bool
) -> None:
    opens = min(OPENS, reminded or OPENS)
    found = may_remind(state, opens=opens, reminded_on=reminded, waiting=waiting, today=day)
    assert found.allowed is allowed
    assert allowed or found.reasons[0].count(".") >= 1


@pytest.mark.parametrize(
    ("state", "waiting", "reason", "day", "allowed"),
    [
        ("open", 3, "", CLOSES, False),
        ("open", 3, "", CLOSES + timedelta(days=1), True),
        ("open", 0, "", OPENS, True),
        ("reminding", 3, "De raad vergadert eerder.", OPENS, True),
        ("reminding", 3, "  ", OPENS, False),
        ("closed", 0, "toch", CLOSES, False),
        ("frozen", 0, "toch", CLOSES, False),
    ],
)
def test_when_a_round_can_close(
    state: str, waiting: int, reason: str, day: date, allowed: bool
) -> None:
    found = may_close(state, closes=CLOSES, waiting=waiting, reason=reason, today=day)
    assert found.allowed is allowed


def test_only_a_closed_round_is_frozen() -> None:
    assert [one for one in RoundState if may_freeze(one).allowed] == [RoundState.CLOSED]
    assert "verandert niet meer" in may_freeze("frozen").reasons[0]


@pytest.mark.parametrize("name", [one.name for one in fields(FrozenLine)])
def test_the_hash_of_a_line_depends_on_every_field(name: str) -> None:
    other = {"version": 2, "met": False}.get(name, "anders")
    assert line_hash(replace(LINE, **{name: other})) != line_hash(LINE)


@given(st.lists(st.text("0123456789abcdef", min_size=1, max_size=8), max_size=8))
def test_the_hash_of_a_round_minds_what_is_in_it_and_not_the_order(hashes: list[str]) -> None:
    assert round_hash(hashes) == round_hash(reversed(hashes))
    assert round_hash([*hashes, "nog een"]) != round_hash(hashes)


@given(st.lists(st.tuples(st.sampled_from(["C01", "C02"]), st.booleans()), max_size=30))
def test_the_totals_add_up(found: list[tuple[str, bool]]) -> None:
    totals = totals_of(replace(LINE, code=code, met=met) for code, met in found)
    assert sum(int(one["all"]) for one in totals.values()) == len(found)
    assert sum(int(one["met"]) for one in totals.values()) == sum(met for _code, met in found)


ALL = dict.fromkeys(MunicipalRole, True)
FRESH = Contact(trained_on=OPENS - timedelta(days=30))


@pytest.mark.parametrize(
    ("trained", "until", "gap"),
    [
        (None, None, Gap.UNTRAINED),
        (OPENS - timedelta(days=730), None, None),
        (OPENS - timedelta(days=731), None, Gap.TRAINING_OLD),
        (None, OPENS, None),
        (None, OPENS - timedelta(days=1), Gap.TRAINING_OLD),
        (OPENS - timedelta(days=2000), OPENS, None),  # the account says how long it counts
        (OPENS - timedelta(days=10), OPENS - timedelta(days=1), Gap.TRAINING_OLD),
    ],
)
def test_when_a_training_is_too_old(
    trained: date | None, until: date | None, gap: Gap | None
) -> None:
    assert training_gap(Contact(trained_on=trained, training_valid_until=until), OPENS) == gap


def test_what_is_missing_is_named_once_each() -> None:
    def found(
        owned: dict[MunicipalRole, bool],
        *contacts: Contact,
        point: bool = True,
        deputy: bool = True,
    ) -> list[tuple[Gap, str]]:
        gaps = gaps_of(owned, contacts, has_point=point, has_deputy=deputy, today=OPENS)
        return list(gaps)

    assert found(ALL, FRESH, FRESH) == []
    assert found({**ALL, MunicipalRole.CARE: False}, FRESH) == [(Gap.NO_OWNER, "care")]
    assert found(ALL, FRESH, deputy=False) == [(Gap.NO_DEPUTY, "")]
    assert found(ALL, point=False, deputy=False) == [(Gap.NO_FOCAL_POINT, ""), (Gap.NO_DEPUTY, "")]
    untrained = Contact(trained_on=None)
    assert found(ALL, untrained, untrained) == [(Gap.UNTRAINED, "")]
    assert len(found({}, point=False, deputy=False)) == 6


def test_a_mail_about_gaps_goes_at_most_once_in_four_weeks() -> None:
    assert may_mail_gaps(None, OPENS)
    assert not may_mail_gaps(OPENS, OPENS + timedelta(days=27))
    assert may_mail_gaps(OPENS, OPENS + timedelta(days=28))
