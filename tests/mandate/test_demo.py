"""The demo of the mandate: Hengelo has 19 of 28 with evidence, and all of it says voorbeeld."""

from datetime import UTC, datetime

import pytest

from kmt.demo import mandate
from kmt.demo.people import load as people
from kmt.demo.people import loader
from kmt.kernel import clock
from kmt.mandate import queries
from kmt.mandate.rules import Code
from kmt.partners.region import region


@pytest.mark.parametrize(
    "day", [datetime(2026, 11, 27, tzinfo=UTC), datetime(2028, 2, 29, tzinfo=UTC)]
)
def test_hengelo_has_19_of_28_met_with_evidence_on_whatever_day_it_is_made(db, day) -> None:
    with clock.frozen(day):
        people()
        assert mandate.load() != "waren er al"
        assert mandate.load() == "waren er al"
        seen = queries.municipality_view(loader(), "GM0164")
        assert (seen.met, seen.total) == (19, 28)
        for one in seen.items:
            if one.code == Code.MET:
                assert any(proof.counts for proof in one.evidence)
        counts = queries.progress(loader())
        assert counts[0].year in {2018, 2019}
        at = {one.year: one.met for one in counts}
        assert at[2018] < at[2021] < at[2025]
        assert 3 * at[2021] < 14 * 28  # not there before 2022: what the memo asked
        region_now = queries.region_view(loader())
        assert len({row.tally.met for row in region_now.rows}) > 8


def test_everything_that_is_invented_says_so_and_the_rest_is_from_the_memo(db) -> None:
    people()
    mandate.load()
    memo = ("2008", "2016", "2020", "2021")
    for code in region().codes:
        for one in queries.municipality_view(loader(), code).items:
            for proof in one.evidence:
                assert proof.title.startswith(mandate.MARK)
            assert not one.why or one.why.endswith("(voorbeeld)") or any(y in one.why for y in memo)
            assert not one.next_step or one.next_step.endswith("(voorbeeld)")
