"""The page on coverage, made from recorded studies.

A study is recorded as ``unlisted coverage … --json > docs/coverage/NAME.json``; this module turns
all of them into ``docs/coverage.md``::

    python -m unlisted.trials.coverage_page src/unlisted/docs

so that no figure on the page is typed by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from unlisted.trials.coverage import COLUMNS, Reached, cells_of
from unlisted.trials.scenarios import WORLDS

HEAD = """# How often does the interval hold the truth?

Simulated populations of which the truth is known, put through the whole procedure: choice of a
model, interval that repeats the choice in every replicate, verdict. The rules that need knowledge
of the lists count as answered well, so that these tables show what a table of counts can and
cannot tell by itself. Capture probabilities are assumptions (.12, .10, .08, .05, .06 and .04 per
list; two classes: .05, .05, .04, .02, .03, .02 and .40, .30, .25, .15, .20, .10), chosen to give
overlaps as sparse as in practice; they are not calibrated to any register.

| world | what happens in it |
|---|---|
"""

READING = """
Reading the tables: `inside` after `tables` is the share of *all* intervals that hold the truth,
whatever the verdict; `estimate` is the share of tables of which the number may be shown, with the
share of those intervals that hold the truth; `band` likewise, for the band; `refused` the rest.
`high/low` is the median ratio of the limits. `log error` is the median of log(estimated unseen /
true unseen): 0 is right, +0.22 is a quarter too many, -0.7 is half. With 200 tables a share has a
simulation error of up to 3.5 points, with 40 up to 8.
"""

TITLES = {
    "bic": "Best model by BIC, BCa interval with the choice repeated",
    "stepwise": "Stepwise (p < 0.02), BCa interval with the choice repeated",
    "chao": "Chao, log-normal interval",
    "dga": "Averaging over decomposable graphs, posterior interval",
}

SOURCE = (
    "vignette of MultipleSystemsEstimation, as cited in Silverman, Chan, Vincent 2024, "
    "doi:10.1007/s11222-023-10346-9"
)
PEERS = f"""
## What others found of the same kind of interval

500 simulations of the UK table of five lists ({SOURCE}).

| procedure | nominal | reached |
|---|---|---|
| BCa with selection | 95 % | 90 % |
| BCa with selection | 80 % | about 70 % |
| profile interval that ignores selection (Rcapture) | 95 % | 61.4 % |
| profile interval that ignores selection (Rcapture) | 80 % | 42.8 % |
"""


def page(studies: Sequence[dict[str, object]]) -> str:
    """The page in Markdown; studies of one method stand together.

    Parameters
    ----------
    studies : sequence of mappings
        As `CoverageStudy.to_dict` gives them.
    """
    parts = [HEAD + "\n".join(f"| `{name}` | {one.words} |" for name, one in WORLDS.items()) + "\n"]
    parts.append(READING)
    for method in dict.fromkeys(str(study["method"]) for study in studies):
        mine = [study for study in studies if study["method"] == method]
        parts.append(f"\n## {TITLES.get(method, method)}\n")
        parts += _tables(mine)
    parts.append(PEERS)
    return "\n".join(line.rstrip() for line in "\n".join(parts).splitlines()) + "\n"


def _tables(studies: Iterable[dict[str, object]]) -> Iterator[str]:
    rows = [Reached(**row) for study in studies for row in study["reached"]]  # type: ignore[attr-defined]
    for name in WORLDS:
        mine = sorted(
            (row for row in rows if row.world == name), key=lambda row: (row.lists, row.population)
        )
        if mine:
            yield f"\n### {name}\n"
            yield "| " + " | ".join(COLUMNS[1:]) + " |"
            yield "|" + "---:|" * (len(COLUMNS) - 1)
            yield from ("| " + " | ".join(cells_of(row)[1:]) + " |" for row in mine)
    for study in studies:
        yield (
            f"\n{study['bootstrap']} replicates, seed {study['seed']}, version {study['version']}."
        )


def recorded(docs: Path) -> list[dict[str, object]]:
    """The studies that are kept beside the page, in order of name."""
    files = sorted((docs / "coverage").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def main(words: Sequence[str]) -> int:
    """Write the page in the folder of documents that is named."""
    docs = Path(words[0])
    (docs / "coverage.md").write_text(page(recorded(docs)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
