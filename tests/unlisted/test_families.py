"""All hierarchical models up to an order: how many there are, and in which order they stand.

The number of hierarchical models with all main effects is that of the simplicial complexes on k
labelled vertices: 9, 114, 6894, 7785062 for k = 3 to 6 (OEIS A014466 less the complexes that miss a
vertex), less one for the saturated model, which is left out. Of the 6,212 models up to order 3 on
the five lists of the United Kingdom, 128 have no estimate: MultipleSystemsEstimation 1.2.0 reports
the 6,084 others.
"""

from itertools import combinations

import numpy as np
import pytest

from unlisted.errors import ModelError, TooManyLists
from unlisted.lattice import proper_subsets, subset_sums, superset_sums
from unlisted.loglinear.families import Interactions, Order, family
from unlisted.loglinear.models import Model


@pytest.mark.parametrize(
    ("lists", "order", "models"),
    [
        (2, 2, 1),  # independence alone: with its one pair the model is saturated
        (3, 2, 8),
        (3, 3, 8),
        (3, "all", 8),
        (4, 2, 64),
        (4, 3, 113),
        (4, "all", 113),
        (5, 2, 1024),
        (5, 3, 6212),
        (5, "all", 6893),
        (6, 2, 32_768),
    ],
)
def test_a_family_holds_as_many_models_as_can_be_counted(
    lists: int, order: Order, models: int
) -> None:
    assert family(lists, order).codes.size == models


@pytest.mark.parametrize("order", [2, "all"])
def test_a_family_holds_exactly_the_hierarchical_models(order: Order) -> None:
    """Every subset of the interactions of four lists, kept when it is closed under sub-terms."""
    members = family(4, order)
    usable = members.interactions.masks
    expected = set()
    for size in range(len(usable) + 1):
        for chosen in combinations(usable, size):
            inside = {s for a in chosen for s in proper_subsets(a) if s.bit_count() > 1}
            if inside <= set(chosen):
                expected.add(Model.of(4, chosen).terms)
    found = {tuple(int(a) for a in row if a >= 0) for row in members.terms}
    assert found == expected


def test_a_code_says_which_interactions_are_in() -> None:
    members = family(5, 3)
    codes = set(members.codes.tolist())
    assert len(codes) == members.codes.size
    for code, row in zip(members.codes[::97], members.terms[::97], strict=True):
        interactions = [int(a) for a in row if a >= 0 and int(a).bit_count() > 1]
        assert members.interactions.code_of(interactions) == code
        assert members.interactions.closed(int(code)) == code


def test_two_way_models_that_stand_together_differ_by_one_pair() -> None:
    codes = family(6, 2).codes
    steps = codes[1:] ^ codes[:-1]
    assert all(int(step).bit_count() == 1 for step in steps)


def test_neighbours_are_the_hierarchical_models_one_interaction_away() -> None:
    members = family(4, "all")
    codes = members.codes.tolist()
    for code in codes[::9]:
        expected = {other for other in codes if (code ^ other).bit_count() == 1}
        assert set(members.interactions.neighbours(code)) == expected


def test_codes_of_sixteen_lists_are_wider_than_a_machine_number() -> None:
    wide = Interactions.up_to(16, 2)
    assert len(wide.masks) == 120
    last = 1 << 119
    assert wide.terms([last])[0].tolist() == [0, *(1 << j for j in range(16)), 0b11 << 14]
    assert len(wide.neighbours(last)) == 120


@pytest.mark.parametrize(("lists", "order"), [(6, 3), (6, "all"), (7, 2), (16, 2)])
def test_a_family_that_is_too_large_is_refused_with_advice(lists: int, order: Order) -> None:
    with pytest.raises(TooManyLists, match=r"more than 100,000 models .* search downhill"):
        family(lists, order)


@pytest.mark.parametrize("order", [1, 0, True, "every"])
def test_an_order_that_is_none_is_refused(order: Order) -> None:
    with pytest.raises(ModelError, match=r'2, 3, \.\.\. or "all"'):
        family(4, order)


def test_a_model_is_named_by_its_generators() -> None:
    """[123,25,34] in the notation of the papers."""
    model = Model.generated(5, [0b00111, 0b10010, 0b01100])
    assert model.interactions == (0b00011, 0b00101, 0b00110, 0b10010, 0b01100, 0b00111)
    assert set(model.generators) == {0b00111, 0b10010, 0b01100}


def test_the_transforms_are_the_sums_they_promise() -> None:
    values = np.random.default_rng(3).random((2, 32))
    for mask in range(32):
        above = [c for c in range(32) if c & mask == mask]
        below = [c for c in range(32) if c & mask == c]
        assert superset_sums(values)[1, mask] == pytest.approx(values[1, above].sum())
        assert subset_sums(values)[1, mask] == pytest.approx(values[1, below].sum())
