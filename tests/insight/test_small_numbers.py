"""Who counts without files sees no small number, and finds none by adding and subtracting."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.insight.protecting import between, exact, may_stand, protected
from kmt.insight.queries.counting import READS_FILES
from kmt.insight.rules import safe_count
from kmt.insight.tallies import tally_reports
from tests.insight.conftest import ENSCHEDE, HENGELO, REPORTS, Reports

PLACES = (ENSCHEDE, HENGELO, "")
lines = st.lists(st.integers(0, 12), min_size=1, max_size=4)


def possible(parts: list[int], total: int) -> list[set[int]]:
    """Every value of each part that fits with all that is shown: how a reader would reason."""
    ranges = [range(low, high + 1) for low, high in map(between, parts)]
    low, high = between(total)
    fitting = [one for one in product(*ranges) if low <= sum(one) <= high]
    return [set(values) for values in zip(*fitting, strict=True)]


@settings(deadline=None, max_examples=150)
@given(lines)
def test_a_hidden_number_may_still_be_nobody_one_or_more(parts) -> None:
    total = sum(parts)
    if total < 5 or may_stand(total, parts):
        for part, values in zip(parts, possible(parts, total), strict=True):
            if part < 5 <= total:
                assert values >= {0, 1, 2}


@pytest.mark.parametrize(
    ("parts", "stands"),
    [
        ([6, 7], True),  # nothing is hidden
        ([4, 4], False),  # eight is shown as ten: four and four, and nothing else
        ([7, 2], False),  # nine is shown as ten: what is hidden is not nothing
        ([7, 2, 0], True),
        ([20, 1], True),
        ([5, 4], False),
        ([20, 1, 1], True),
        ([0, 0, 0], True),
    ],
)
def test_a_total_that_gives_a_hidden_part_away_does_not_stand(parts, stands) -> None:
    assert may_stand(sum(parts), parts) is stands


def test_the_reader_knows_what_rounding_leaves() -> None:
    for number in range(200):
        low, high = between(number)
        assert low <= number <= high
        assert safe_count(low) == safe_count(high) == safe_count(number)


def test_no_exact_number_is_left_in_a_protected_table() -> None:
    table = protected(tally_reports(REPORTS, places=PLACES, year=2026))
    counts = [*table.cells.values(), *table.by_place.values(), *table.by_form.values(), table.total]
    assert {one.shown for one in counts} <= {None, *range(5, 100, 5)}
    assert table.by_place[HENGELO].shown == 10
    here = protected(tally_reports(REPORTS, places=(HENGELO,), year=2026))
    assert here.by_place[HENGELO].withheld, "nine beside seven would tell of the other two"


def test_all_years_together_do_not_tell_of_one_year() -> None:
    rows = [Reports(form="SEX", municipality=HENGELO, year=year, number=4) for year in (2025, 2026)]
    years = [tally_reports(rows, places=PLACES, year=year) for year in (2025, 2026)]
    both = tally_reports(rows, places=PLACES, year=None)
    assert protected(both, years).cell(HENGELO, "SEX").withheld
    assert protected(both, years).total.withheld
    assert protected(both).cell(HENGELO, "SEX").shown == 10, "without the years beside it"


def test_who_reads_files_sees_the_numbers_as_they_are() -> None:
    tally = tally_reports(REPORTS, places=PLACES, year=2026)
    shown = exact(tally)
    assert shown.total.shown == tally.total
    assert {where: one.shown for where, one in shown.cells.items() if one.shown} == tally.cells


def test_exact_numbers_are_for_roles_that_read_both_reports_and_cases() -> None:
    exact_for = {
        role.code
        for role in ROLES.values()
        if Permission.INSIGHT_COUNT_READ in role.permissions
        and set(READS_FILES) <= role.permissions
    }
    assert not exact_for & {"municipal_focal_point", "analyst"}
