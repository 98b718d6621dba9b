"""The result as a whole: what it carries, how much work it took, what it stands on."""

import json
import subprocess
import sys

import pytest

import unlisted as ul

KOREA = ul.published("korea_palembang")


def test_the_result_carries_all_that_is_needed_to_make_it_again() -> None:
    found = ul.estimate(KOREA, replicates=60, seed=5, level=0.9)
    assert (found.seed, found.level, found.replicates) == (5, 0.9, 60)
    assert (found.version, found.data_hash) == (ul.__version__, KOREA.data_hash)
    assert (found.observed, found.on_two_or_more) == (123, 72)
    assert found.seconds > 0


def test_the_result_as_plain_values_survives_json() -> None:
    found = ul.estimate(KOREA, replicates=60).to_dict()
    again = json.loads(json.dumps(found, allow_nan=False))
    assert again == found
    assert again["verdict"]["outcome"] == "band"
    assert again["model"]["pairs"] == [["b", "c"], ["c", "d"]]
    assert again["warnings"][0]["code"] == "untestable_assumption"


def test_every_result_says_that_its_assumption_is_untestable_and_its_level_nominal() -> None:
    codes = [caution.code.value for caution in ul.estimate(KOREA, replicates=60).warnings]
    assert codes == ["untestable_assumption", "models_excluded", "nominal_level"]


def test_a_restricted_choice_of_models_is_said() -> None:
    found = ul.estimate(KOREA, replicates=60, candidates=2)
    assert found.candidates == 2
    said = {caution.code: caution.sentence for caution in found.warnings}
    assert "best 2 of the 6 models" in said[ul.CautionCode.CANDIDATES_RESTRICTED]


def test_pairs_are_named_in_the_order_of_the_callers_lists() -> None:
    found = ul.estimate(KOREA.rearranged(("d", "c", "b")), replicates=0)
    assert found.model is not None
    assert found.model.pairs == (("d", "c"), ("c", "b"))


def test_the_number_of_fits_is_the_number_of_models_and_replicates() -> None:
    """8 models; 6 candidates on the data, on 50 resampled and on 6 delete-one tables."""
    assert ul.estimate(KOREA, replicates=50).fits == 8 + 6 * (1 + 50 + 6)


def test_six_lists_take_one_fit_per_model_few_steps_and_no_linear_programme() -> None:
    found = ul.select(ul.published("netherlands_2010_2015"))
    assert (found.fits, found.programmes) == (32_768, 0)
    assert found.steps < 4 * 32_768


def test_failures_are_inherited_so_that_few_linear_programmes_are_run() -> None:
    assert ul.select(KOREA).programmes == 1


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    ul.estimate(KOREA, replicates=50, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (56, 56)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_seven_lists_are_refused_with_advice() -> None:
    table = ul.CountTable(lists=tuple("ABCDEFG"), cells={1 << j: 5 for j in range(7)})
    with pytest.raises(ul.TooManyLists, match="merge lists first"):
        ul.estimate(table)


def test_the_library_knows_nothing_of_the_application() -> None:
    code = "import sys, unlisted; print({'django', 'kmt', 'cellsafe'} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
    )
    assert done.stdout.strip() == "set()"
