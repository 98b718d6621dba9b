"""Pages made of recorded studies are as the records say, and the sentences on them hold."""

from importlib.resources import files
from pathlib import Path

from unlisted.trials.coverage_page import page, recorded

DOCS = Path(str(files("unlisted") / "docs"))


def reached(world: str, lists: int, population: int) -> dict[str, float]:
    """One combination of the recorded study of the best model by BIC."""
    studies = [study for study in recorded(DOCS) if study["method"] == "bic"]
    rows = [row for study in studies for row in study["reached"]]  # type: ignore[attr-defined]
    wanted = (world, lists, population)
    (found,) = [r for r in rows if (r["world"], r["lists"], r["population"]) == wanted]
    return found  # type: ignore[no-any-return]


def test_the_page_on_coverage_is_the_one_that_the_records_make() -> None:
    """If not: python -m unlisted.trials.coverage_page src/unlisted/docs."""
    assert (DOCS / "coverage.md").read_text(encoding="utf-8") == page(recorded(DOCS))


def test_what_is_told_to_whoever_decides_is_what_was_found() -> None:
    """docs/is-the-number-true.md, four lists."""
    honest = [
        reached(world, 4, people)["covered_shown"]
        for world in ("independence", "pairwise")
        for people in (1150, 6250)
    ]
    assert (round(min(honest), 2), round(max(honest), 2)) == (0.85, 0.97)
    assert reached("independence", 4, 230)["shown"] / 200 < 0.2
    hidden = reached("heterogeneity", 4, 1150)
    assert (round(hidden["shown"] / 200, 1), hidden["covered_shown"]) == (0.4, 0.0)
    assert reached("heterogeneity", 4, 6250)["refused"] / 200 > 0.5
    missed = reached("linkage-0.8", 4, 6250)
    assert 0.3 < missed["log_error"] < 0.37
    assert round(missed["covered_shown"], 1) == 0.1
