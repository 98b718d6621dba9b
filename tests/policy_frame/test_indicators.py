"""Indicators: what the rooms below say, with unit and base; nothing where nothing is known."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from kmt.kernel.actor import Actor
from kmt.policy_frame import indicators
from kmt.policy_frame.indicators import INDICATORS, readings


def test_nothing_is_known_in_an_empty_house(adviser: Actor) -> None:
    assert readings(adviser, frozenset(INDICATORS)) == dict.fromkeys(INDICATORS)


def test_who_may_not_read_below_sees_nothing(desk: Actor) -> None:
    found = readings(desk, frozenset({"obligations_met", "coverage", "trained"}))
    assert set(found.values()) == {None}


@pytest.mark.parametrize(
    ("met", "total", "expected"), [(19, 28, 68), (0, 28, 0), (28, 28, 100), (1, 200, 1)]
)
def test_the_share_of_obligations_is_that_of_this_year(
    adviser: Actor, monkeypatch: pytest.MonkeyPatch, met: int, total: int, expected: int
) -> None:
    years = (
        SimpleNamespace(year=2025, met=1, total=total),
        SimpleNamespace(year=2026, met=met, total=total),
    )
    monkeypatch.setattr(indicators, "progress", lambda actor: years)
    found = INDICATORS["obligations_met"].ask(adviser)
    assert found.value == Decimal(expected)
    assert f"{met} van {total}" in found.base


def test_coverage_is_that_of_this_year_and_never_rounded_up(
    adviser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = (
        SimpleNamespace(year=2025, ratio=Decimal("2")),
        SimpleNamespace(year=2027, ratio=Decimal("0.5")),
        SimpleNamespace(year=2026, ratio=Decimal("0.9999")),
    )
    monkeypatch.setattr(indicators, "newest_coverage", lambda actor: years)
    assert INDICATORS["coverage"].ask(adviser).value == Decimal("0.99")
    monkeypatch.setattr(indicators, "newest_coverage", lambda actor: years[:1])
    assert INDICATORS["coverage"].ask(adviser) is None
    monkeypatch.setattr(indicators, "newest_coverage", lambda actor: years[:2])
    coming = INDICATORS["coverage"].ask(adviser)
    assert (coming.value, "2027" in coming.base) == (Decimal("0.50"), True)


def test_the_trained_share_counts_only_departments_that_gave_a_number(
    adviser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def line(place: str, trained: int, staff: int | None) -> SimpleNamespace:
        return SimpleNamespace(municipality=place, trained=trained, staff=staff)

    lines = (line("A", 5, 10), line("A", 9, None), line("B", 12, 10))
    monkeypatch.setattr(indicators, "trained_shares", lambda actor, year: lines)
    found = INDICATORS["trained"].ask(adviser)
    assert found.value == Decimal(75)
    assert "20 medewerkers van afdelingen van 2 gemeenten" in found.base
    monkeypatch.setattr(indicators, "trained_shares", lambda actor, year: lines[1:2])
    assert INDICATORS["trained"].ask(adviser) is None


def test_contacts_are_counted_and_the_estimate_is_left_out(
    adviser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (SimpleNamespace(counted=40, low=100, high=200), SimpleNamespace(counted=2))
    monkeypatch.setattr(indicators, "reached", lambda actor, year: lines)
    assert INDICATORS["reached"].ask(adviser).value == Decimal(42)
