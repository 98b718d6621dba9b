"""Loading: fast, by period, and with a sentence that names file and row when data are wrong."""

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kmt.vocabulary.loading import DATA, load, vocabulary
from kmt.vocabulary.tables import VocabularyBroken

Change = Callable[[str, str, str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """A copy of the tables with one text changed in one file."""

    def change(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "data"
        shutil.copytree(DATA, folder, dirs_exist_ok=True)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change


def test_the_whole_vocabulary_loads_within_fifty_milliseconds_and_once() -> None:
    fastest = min(_seconds_to_load() for _ in range(5))
    assert fastest < 0.05
    assert vocabulary() is vocabulary()


def _seconds_to_load() -> float:
    """Of computing: what else the machine does is not counted."""
    start = time.process_time()
    load(DATA)
    return time.process_time() - start


def test_a_pending_form_holds_from_the_day_that_is_set_for_it(changed: Change) -> None:
    folder = changed("codes/exploitation.csv", ",,,pending: bill", ",2027-07-01,,pending: bill")
    (form,) = load(folder).codes["exploitation_form"]["BEN"]
    assert not form.valid_on(date(2027, 6, 30))
    assert form.valid_on(date(2027, 7, 1))


def test_a_rule_may_be_ended_and_followed_by_another_with_the_same_id(changed: Change) -> None:
    line = next(
        line
        for line in (DATA / "deadline_rules.csv").read_text(encoding="utf-8").splitlines()
        if line.startswith("RES-02,")
    )
    old = line.replace(",P3M,calendar,,,", ",P3M,calendar,,2027-06-30,")
    new = line.replace(",P3M,calendar,,,", ",P30D,calendar,2027-07-01,,")
    first, second = load(changed("deadline_rules.csv", line, f"{old}\n{new}")).rules["RES-02"]
    assert (first.duration, second.duration) == ("P3M", "P30D")
    assert first.valid_on(date(2027, 6, 30))
    assert not first.valid_on(date(2027, 7, 1))
    assert second.valid_on(date(2027, 7, 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("lists.csv", "subject,list", "subject,name", r"lists\.csv, row 1: the columns must be"),
        ("lists.csv", "Twente", "Twente,extra", r"lists\.csv, row 59: 8 cells where 7"),
        ("codes/report.csv", "urgency,U2", "urgency,U1", r"report\.csv, row \d+: 'U1' stands here"),
        ("codes/report.csv", "urgency,U2", "kleur,U2", r"the list 'kleur' is not one of"),
        ("codes/report.csv", "acuut gevaar", "", r"report\.csv, row \d+: the column 'dutch'"),
        ("codes/report.csv", "acute danger,", "acute danger,Other", "has no HTCDS field"),
        ("codes/region.csv", "2001-01-01", "1-1-2001", "which is not a date like"),
        ("codes/region.csv", "2001-01-01,", "2001-01-01,1999-01-01", "lies before valid_from"),
        ("lists.csv", "S4;S22;S58", "S4;S222", r"the source S222 is not in sources\.csv"),
        ("lists.csv", "source,S60", "certain,S60", r"'status' is 'certain', but must be one of"),
        ("lists.csv", "care,case_type", "care,case_kind", r"the list 'case_type' is not one of"),
        ("indicators.csv", ",LAB;SEX,", ",LAB;XXX,", "unknown form of exploitation: XXX"),
        ("indicators.csv", "A2,1,A_dep", "A2,1,Z_dep", r"indicators\.csv, row 3: 'group' is"),
        ("deadline_rules.csv", "P3M", "3 months", r"row 3: 'duration' is '3 months'"),
        ("deadline_rules.csv", "P10W,calendar", "P3M,working", "working days are counted in"),
        ("deadline_rules.csv", "P3M,calendar", "P3M,", "stand together, or both are empty"),
        ("figures.csv", ",1222,", ",many,", r"figures\.csv, row 2: 'value' is 'many'"),
        ("figures.csv", ",1222,,S108", ",1222,,", "row 2: the column 'source' is empty"),
        ("glossary.csv", "field,mensenhandel", "word,mensenhandel", "'kind' is 'word'"),
        ("sources.csv", "S23,,rtvoost.nl/nieuws/307141", "S23,,", "a title or an address"),
    ],
)
def test_wrong_data_are_refused_with_the_file_and_the_row(
    changed: Change, file: str, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(VocabularyBroken, match=sentence):
        load(changed(file, old, new))


def test_a_list_without_a_code_is_refused(changed: Change) -> None:
    line = "exploitation,empty_list,lege lijst,empty list,,proposal,\n"
    folder = changed(
        "lists.csv", "exploitation,exploitation_form", f"{line}exploitation,exploitation_form"
    )
    with pytest.raises(VocabularyBroken, match=r"no code for the list empty_list"):
        load(folder)
