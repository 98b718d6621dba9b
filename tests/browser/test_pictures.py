"""The pictures in the documentation, made from the demo.

``KMT_WRITE_IMAGES=1 .venv/bin/python -m pytest tests/browser/test_pictures.py`` writes them anew;
with the other tests before it, the work list would show what those sent.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from kmt.project.environment import ROOT
from kmt.proof.trial import Trial
from tests.browser.conftest import Windows
from tests.browser.pages import PAGES

IMAGES = ROOT / "docs" / "images"
WRITE = bool(os.environ.get("KMT_WRITE_IMAGES"))
TOO_LARGE = 150_000
#: Picture in the documentation, page of the table, height of what is shown.
PICTURES = (
    ("entrance", "entrance", 1000),
    ("desk", "reports", 860),
    ("case", "case", 820),
    ("insight", "insight", 720),
    ("components", "components", 1200),
)


@pytest.mark.parametrize(("picture", "page", "height"), PICTURES)
def test_a_picture_shows_the_page_and_is_small(
    windows: Windows, tmp_path: Path, picture: str, page: str, height: int
) -> None:
    here = next(one for one in PAGES if one.name == page)
    tab = windows.window(here.person)
    here.open(tab)
    made = _photograph(tab, (IMAGES if WRITE else tmp_path) / f"{picture}.png", height)
    assert 10_000 < made.stat().st_size < TOO_LARGE


def test_the_first_side_of_the_factsheet_is_a_picture_too(demo: Trial, tmp_path: Path) -> None:
    program = shutil.which("pdftoppm")
    if program is None:
        assert (IMAGES / "factsheet.png").is_file()
        return
    made = (IMAGES if WRITE else tmp_path) / "factsheet.png"
    (source,) = (demo.folder / "factsheets").glob("*.pdf")
    subprocess.run(
        [program, "-png", "-singlefile", "-r", "75", source, made.with_suffix("")], check=True
    )
    assert 10_000 < made.stat().st_size < TOO_LARGE


def test_every_picture_that_a_document_names_exists() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {
        (document.parent / path).resolve()
        for document in documents
        for path in re.findall(r"!\[[^\]]*\]\(([^)\s:]+)\)", document.read_text(encoding="utf-8"))
    }
    assert named
    assert sorted(one for one in named if not one.is_file()) == []


def _photograph(tab: Tab, path: Path, height: int) -> Path:
    tab.set_viewport_size({"width": 1120, "height": height})
    tab.evaluate("scrollTo(0, 0)")
    tab.screenshot(path=path)
    return path
