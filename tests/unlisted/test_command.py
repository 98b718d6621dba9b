"""The command line as somebody uses it: a file in, an answer out, one sentence when it fails."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import unlisted as ul
from unlisted.command.program import BAD_INPUT, DONE, INTERRUPTED, main

# Chan, Silverman, Vincent (2021), Table 2.
ARTIFICIAL = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n"
# Ball, Shin, Yang (2018), Palembang.
KOREA = "b,c,d,count\n1,0,0,0\n1,1,0,54\n0,0,1,41\n1,0,1,5\n0,1,0,5\n0,1,1,6\n1,1,1,12\n"
ESTIMATE_KEYS = (
    *("observed", "point", "low", "high", "level", "method", "model", "bic", "parameters"),
    *("models_considered", "models_excluded", "bootstrap_failed", "seed", "seconds", "version"),
    *("data_hash", "warnings"),
)
ASSESSMENT_KEYS = (
    *("verdict", "reasons", "observed", "point", "low", "high", "model_range", "sensitivity"),
    *("linkage", "leave_one_list_out"),
)


@pytest.fixture
def korea(tmp_path: Path) -> str:
    path = tmp_path / "korea.csv"
    path.write_text(ul.published("korea_palembang").to_csv(), encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main([*words, "--json", "--quiet"]) == DONE
    out, err = capsys.readouterr()
    assert err == ""
    found: dict[str, object] = json.loads(out)
    return found


def test_estimate_gives_every_key_as_json(korea: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "estimate", korea, "--bootstrap", "50")
    assert set(ESTIMATE_KEYS) <= set(found)
    assert (found["observed"], found["model"]) == (123, "b:c,c:d")
    assert found["point"] == pytest.approx(157.17, abs=0.005)
    assert found["low"] < found["point"] < found["high"]  # type: ignore[operator]


@pytest.mark.parametrize(
    "method", ["bic", "stepwise", "chao", "dga", "independence", "zelterman", "aic", "downhill"]
)
def test_every_method_without_a_bootstrap_gives_the_point(
    method: str, korea: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "estimate", korea, "--method", method, "--bootstrap", "0")
    assert (found["method"], found["bootstrap_failed"]) == (method, 0)
    assert found["point"] > 123  # type: ignore[operator]


def test_a_fixed_model_is_given_as_text(korea: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("estimate", korea, "--method", "fixed", "--model", "c:b", "--bootstrap", "0")
    found = answer(capsys, *words)
    assert found["point"] == pytest.approx(268.78, abs=0.005)  # SparseMSE 2.0.1


def test_models_ranks_the_good_and_marks_the_impossible(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "artificial.csv"
    path.write_text(ARTIFICIAL, encoding="utf-8")
    rows = answer(capsys, "models", str(path))["models"]
    keys = {"rank", "model", "parameters", "bic", "aic", "population", "exists", "identifiable"}
    assert all(keys <= set(row) for row in rows)  # type: ignore[attr-defined]
    marks = [(row["exists"], row["identifiable"]) for row in rows]  # type: ignore[attr-defined]
    assert marks.count((True, True)) == 4
    assert marks.count((False, True)) == 3
    assert marks.count((True, False)) == 1
    assert all(row["population"] is None for row in rows if row["rank"] is None)  # type: ignore[attr-defined]


def test_assess_gives_every_key_and_a_refusal_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "artificial.csv"
    path.write_text(ARTIFICIAL, encoding="utf-8")
    found = answer(capsys, "assess", str(path), "--bootstrap", "50")
    assert set(ASSESSMENT_KEYS) <= set(found)
    assert found["verdict"] == "refused"


def test_the_text_of_a_refusal_shows_no_point(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "artificial.csv"
    path.write_text(ARTIFICIAL, encoding="utf-8")
    assert main(["assess", str(path), "--bootstrap", "0", "--quiet"]) == DONE
    headline = capsys.readouterr().out.splitlines()[2]
    assert "refused" in headline.lower()
    assert "96 were seen" in headline


@pytest.mark.parametrize(
    ("words", "unchecked", "verdict"),
    [
        ((), 3, "band"),
        (("--referral", "--same-population", "yes", "--recall", "1"), 0, "estimate"),
        (("--referral", "--same-population", "no", "--recall", "1"), 0, "refused"),
        (("--referral", "B", "--same-population", "yes"), 1, "refused"),
    ],
)
def test_what_is_known_of_the_lists_can_be_answered(
    words: tuple[str, ...],
    unchecked: int,
    verdict: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "clear.csv"
    counts = "1,0,0,400\n0,1,0,300\n0,0,1,200\n1,1,0,130\n1,0,1,85\n0,1,1,64\n1,1,1,28\n"
    path.write_text(f"A,B,C,count\n{counts}", encoding="utf-8")
    found = answer(capsys, "assess", str(path), "--bootstrap", "50", *words)
    assert (len(found["unchecked"]), found["verdict"]) == (unchecked, verdict)  # type: ignore[arg-type]


def test_simulate_makes_a_file_that_estimate_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", "--population", "3000", "--lists", "3", "--seed", "4"]) == DONE
    path = tmp_path / "made.csv"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    found = answer(capsys, "estimate", str(path), "--bootstrap", "0")
    assert found["point"] == pytest.approx(3000, rel=0.4)


def test_data_lists_what_is_carried_and_gives_one(capsys: pytest.CaptureFixture[str]) -> None:
    tables = answer(capsys, "data")["tables"]
    assert {"netherlands_2010_2015", "united_kingdom_2013"} <= {one["name"] for one in tables}  # type: ignore[attr-defined]
    assert all(one["citation"]["text"] for one in tables)  # type: ignore[attr-defined]
    assert main(["data", "western_united_states"]) == DONE
    assert capsys.readouterr().out.startswith("A,B,C,D,E,count\n")


def test_strata_add_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["data", "spina_bifida_strata"])
    path = tmp_path / "spina.csv"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    found = answer(capsys, "strata", str(path), "--by", "eth", "--bootstrap", "0")
    points = [one["point"] for one in found["joint"]]  # type: ignore[attr-defined]
    assert sum(points) == pytest.approx(found["point"])


def test_borrow_reads_the_region_and_the_nation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, people, seed in (("region", 600, 1), ("nation", 20_000, 2)):
        main(["simulate", "--population", str(people), "--lists", "3", "--seed", str(seed)])
        (tmp_path / f"{name}.csv").write_text(capsys.readouterr().out, encoding="utf-8")
    region, nation = str(tmp_path / "region.csv"), str(tmp_path / "nation.csv")
    found = answer(capsys, "borrow", region, "--others", nation)
    assert found["low"] < found["point"] < found["high"]  # type: ignore[operator]


def test_help_wanted_orders_the_options(korea: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("help-wanted", korea, "--simulations", "3", "--bootstrap", "30")
    found = answer(capsys, *words, "--list", "school doctors", "0.3", "0.7", "--more-years", "1")
    options = [one["option"] for one in found["options"]]  # type: ignore[attr-defined]
    assert sorted(options) == ["1 more year", "school doctors"]


def test_coverage_counts_and_resumes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "rows.jsonl")
    words = ("coverage", "--simulations", "3", "--lists", "3", "--bootstrap", "20")
    first = answer(capsys, *words, "--population", "800", "--store", store)
    again = answer(capsys, *words, "--population", "800", "--store", store)
    assert first["reached"] == again["reached"]
    assert len(Path(store).read_text(encoding="utf-8").splitlines()) == 3


def test_standard_input_is_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(KOREA.encode())))
    assert answer(capsys, "estimate", "-", "--bootstrap", "0")["observed"] == 123


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["estimate", "nowhere.csv"], "nowhere.csv"),
        (["estimate", "{korea}", "--method", "fixed", "--model", "b:x"], "'x'"),
        (["estimate", "{korea}", "--level", "95"], "level"),
        (["estimate", "{korea}", "--bootstrap", "-1"], "bootstrap"),
        (["estimate", "{korea}", "--jobs", "0"], "jobs"),
        (["models", "{korea}", "--order", "3", "--criterion", "aicc", "--top", "0"], "top"),
        (["simulate", "--scenario", "utopia"], "no scenario 'utopia'"),
        (["simulate", "--population", "-5"], "-5"),
        (["help-wanted", "{korea}", "--list", "x", "much"], "after the name come numbers"),
        (["help-wanted", "{korea}", "--list", "x", "1.5"], "reach"),
        (["data", "atlantis"], "atlantis"),
    ],
)
def test_bad_input_is_one_sentence_and_code_two(
    words: list[str], said: str, korea: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.format(korea=korea) for word in [*words, "--quiet"]]) == BAD_INPUT
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("unlisted: ")
    assert err.count("\n") == 1
    assert said in err


def test_progress_goes_to_standard_error_only(
    korea: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["estimate", korea, "--bootstrap", "40", "--json"]) == DONE
    out, err = capsys.readouterr()
    assert json.loads(out)["bootstrap"] == 40
    assert "100%" in err


def test_stopped_before_anything_was_there_says_so(
    korea: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*words: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("unlisted.command.answers.estimate", stop)
    assert main(["estimate", korea, "--quiet"]) == INTERRUPTED
    assert "stopped before" in capsys.readouterr().err


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "unlisted", "data", "atlantis"],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
    )
    assert done.returncode == BAD_INPUT
    assert "Traceback" not in done.stderr
