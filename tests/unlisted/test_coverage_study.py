"""The coverage study counts right, resumes, and can be stopped."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from unlisted.errors import ScenarioError
from unlisted.honesty.evidence import Evidence
from unlisted.trials.coverage import AS_IF_KNOWN, counted, coverage_study
from unlisted.trials.rows import Row, Settings, Task, kept

SMALL = {"populations": (900,), "lists": (3,), "simulations": 4, "bootstrap": 30}


def row(number: int, verdict: str, low: float, high: float, point: float) -> Row:
    """One table of 100 true people of whom 40 were seen, with facts that lead to the verdict."""
    facts = {"estimate": {}, "band": {"near_high": 2.0 * low}, "refused": {"on_two_or_more": 2}}
    evidence = Evidence(
        lists=3,
        observed=40,
        on_two_or_more=12,
        pairs=3,
        empty_pairs=0,
        models=8,
        admissible=8,
        point=point,
        low=low,
        high=high,
        replicates=200,
        failed=0,
        runaway=0,
        near_models=1,
        near_low=low,
        near_high=low,
    )
    task = Task(world="independence", lists=3, population=100, number=number)
    changed = replace(evidence, **facts[verdict])
    return Row(task=task, evidence=changed, wide_low=low - 20, wide_high=high)


ROWS = (
    row(0, "estimate", 90, 120, 100),
    row(1, "estimate", 101, 150, 130),
    row(2, "band", 110, 160, 70),
    row(3, "refused", 50, 450, 100),
    Row(task=Task(world="independence", lists=3, population=100, number=9)),
)


def test_coverage_is_counted_for_all_for_what_may_be_shown_and_for_bands() -> None:
    (found,) = counted(ROWS)
    assert (found.simulations, found.impossible) == (5, 1)
    assert (found.shown, found.banded, found.refused) == (2, 1, 2)
    assert found.covered == 0.5  # 2 of 4 intervals
    assert found.covered_shown == 0.5
    assert found.covered_band == 1.0  # the models within 10 BIC reach down to 90
    assert found.log_error == pytest.approx(0.0)  # points 100, 130, 70, 100: the middle is right


def test_the_same_rows_can_be_judged_by_other_thresholds() -> None:
    (found,) = counted(ROWS, replace(AS_IF_KNOWN, fewest_on_two_lists=50))
    assert (found.shown, found.banded, found.refused) == (0, 0, 5)
    assert found.covered == 0.5


def test_the_same_seed_gives_the_same_study_whatever_the_jobs() -> None:
    one, two = (coverage_study(jobs=jobs, **SMALL) for jobs in (1, 2))
    assert one.reached == two.reached
    assert coverage_study(seed=2, **SMALL).reached != one.reached


def test_a_stopped_study_goes_on_and_a_half_written_line_is_made_again(tmp_path: Path) -> None:
    store = tmp_path / "rows.jsonl"
    whole = coverage_study(store=store, **SMALL)
    lines = store.read_text(encoding="utf-8").splitlines()
    store.write_text("\n".join([*lines[:2], lines[2][:40]]) + "\n", encoding="utf-8")
    made: list[int] = []
    again = coverage_study(store=store, progress=lambda done, _: made.append(done), **SMALL)
    assert again.reached == whole.reached
    assert made == [3, 4]


def test_a_store_of_another_study_is_refused(tmp_path: Path) -> None:
    store = tmp_path / "rows.jsonl"
    coverage_study(store=store, **SMALL)
    with pytest.raises(ScenarioError, match="other settings"):
        coverage_study(store=store, seed=7, **SMALL)


def test_interrupted_it_gives_what_it_has() -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    found = coverage_study(progress=stop, **SMALL)
    assert found.reached[0].simulations == 1


def test_rows_come_back_from_the_file_as_they_were(tmp_path: Path) -> None:
    store = tmp_path / "rows.jsonl"
    coverage_study(store=store, **SMALL)
    settings = Settings(method="bic", bootstrap=30, level=0.95, seed=1)
    rows = list(kept(store, settings))
    assert [one.task.number for one in rows] == [0, 1, 2, 3]
    assert all(one.interval and one.band and one.band[0] <= one.interval[0] for one in rows)
    assert json.loads(coverage_study(**SMALL).to_json())["reached"][0]["simulations"] == 4


def test_an_unknown_world_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(ScenarioError, match="known: independence"):
        coverage_study(("utopia",))
