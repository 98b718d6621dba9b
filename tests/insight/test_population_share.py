"""A national figure shared out by inhabitants: with base year and range, and never as an estimate.

The figures were checked by hand: figure x inhabitants of Twente / inhabitants of the Netherlands.
"""

from decimal import Decimal

import pytest

from kmt.insight.figures import base_years, figures
from kmt.insight.rules import BaseYear, NationalEstimate, population_share
from kmt.insight.wording import decimal, shared, shared_exact, whole
from kmt.partners.region import region

BY_HAND = (
    (2020, 631_064, 17_407_585, "181,3", "226,6", "271,9"),
    (2018, 627_800, 17_181_084, "182,7", "228,4", "274,1"),
    (2016, 626_000, 16_979_120, "184,3", "230,4", "276,5"),
    (2015, 625_100, 16_900_726, "184,9", "231,2", "277,4"),
    (2010, 620_600, 16_574_989, "187,2", "234,0", "280,8"),
)
PUBLISHED = NationalEstimate(period="2014-2015", low=5000, middle=6250, high=7500, source="test")


@pytest.mark.parametrize(("year", "here", "country", "low", "middle", "high"), BY_HAND)
def test_a_share_is_the_figure_times_the_part_of_the_inhabitants(
    year, here, country, low, middle, high
) -> None:
    share = population_share(PUBLISHED, BaseYear(year=year, region=here, country=country))
    assert [decimal(one) for one in (share.low, share.middle, share.high)] == [low, middle, high]


def test_twente_has_these_base_years_and_says_which_populations_are_derived() -> None:
    found = [(one.year, one.region, one.country) for one in base_years(region())]
    assert found == [row[:3] for row in BY_HAND]
    assert {one.year: bool(one.derived) for one in base_years(region())} == {
        2020: False,
        2018: False,
        2016: True,
        2015: True,
        2010: True,
    }


def test_the_published_figure_comes_with_its_range_and_source() -> None:
    shared_out = figures().shared_out
    assert (shared_out.low, shared_out.middle, shared_out.high) == (5000, 6250, 7500)
    assert "Cruyff" in shared_out.source


def test_a_share_in_words_holds_its_range() -> None:
    share = population_share(PUBLISHED, base_years(region())[0])
    assert shared(share) == "227 (181 tot 272)"
    assert shared_exact(share) == "226,6 (181,3 tot 271,9)"


def test_a_share_is_rounded_once_from_the_exact_figure() -> None:
    base = BaseYear(year=2016, region=626_000, country=16_979_120)
    assert whole(population_share(PUBLISHED, base).high) == "277"  # 276,52; not 276,5 rounded


@pytest.mark.parametrize(
    ("value", "said"), [(Decimal("0.05"), "0,1"), (3.579, "3,6"), (231.15, "231,2"), (1.0, "1,0")]
)
def test_decimals_are_rounded_not_cut(value, said) -> None:
    assert decimal(value) == said
