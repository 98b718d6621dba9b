"""What the papers point to exists."""

import re
from pathlib import Path

import pytest

from tests.building.tree import ROOT

PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "src/unlisted/README.md"]


def dead_links(paper: Path) -> list[str]:
    """Links inside the repository that lead nowhere."""
    text = paper.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)", text)
    inside = [one for one in targets if not re.match(r"[a-z]+:", one)]
    return [one for one in inside if not (paper.parent / one).exists()]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(paper: Path) -> None:
    assert dead_links(paper) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    paper = tmp_path / "page.md"
    paper.write_text("[gone](nowhere.md) [out](https://example.org) ![p](page.md)")
    assert dead_links(paper) == ["nowhere.md"]
