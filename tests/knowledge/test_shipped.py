"""Files of articles: what is read of them, and what is wrong is said with the name of the file."""

from pathlib import Path

import pytest

from kmt.knowledge.rules import About
from kmt.knowledge.shipped import BrokenFile, read, shipped
from tests.knowledge.conftest import FILES

HEAD = """title = "Titel"
summary = "Een zin."
audience = "partners"
kind = "law"
review_after = "P6M"
"""


def file(folder: Path, content: str, language: str = "nl", name: str = "een-artikel") -> Path:
    path = folder / language / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_a_file_is_read_with_its_facts(tmp_path) -> None:
    found = read(file(tmp_path, f'+++\n{HEAD}forms = ["LAB"]\n+++\nTekst.\n'))
    assert (found.slug, found.language, found.text.title) == ("een-artikel", "nl", "Titel")
    assert found.about == About(audience="partners", kind="law", forms=("LAB",), review_after="P6M")
    assert found.text.body.strip() == "Tekst."


def test_dutch_comes_first_and_no_folder_is_no_articles(tmp_path) -> None:
    assert [one.language for one in shipped(FILES)] == ["nl", "nl", "pl"]
    assert shipped(tmp_path / "nergens") == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Tekst.", "at the top"),
        (f"+++\n{HEAD}Tekst.", "at the top"),
        (f"Eerst dit.\n+++\n{HEAD}+++\nTekst.", "at the top"),
        ("+++\ntitle = \n+++\nTekst.", "een-artikel.md"),
        (f'+++\n{HEAD}auteur = "x"\n+++\nTekst.', "auteur"),
        (f'+++\n{HEAD}forms = "LAB"\n+++\nTekst.', "list of texts"),
        (f"+++\n{HEAD}forms = [1]\n+++\nTekst.", "list of texts"),
        (f"+++\n{HEAD}+++\n", "Schrijf de tekst"),
        (f"+++\n{HEAD}+++\n<b>x</b>", "HTML"),
        (f"+++\n{HEAD.replace('partners', 'allen')}+++\nTekst.", "voor wie"),
        ('+++\ntitle = "x"\nsummary = "x"\n+++\nTekst.', "voor wie"),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_file(tmp_path, content, words) -> None:
    with pytest.raises(BrokenFile, match=r"nl/een-artikel\.md") as wrong:
        read(file(tmp_path, content))
    assert words in str(wrong.value)


def test_a_translation_without_its_dutch_article_is_refused(tmp_path) -> None:
    file(tmp_path, '+++\ntitle = "x"\nsummary = "x"\n+++\nTekst.', "pl")
    with pytest.raises(BrokenFile, match="Dutch"):
        shipped(tmp_path)
