"""The table of terms: whole, cited, dated, and refused with file and row when it is wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kmt.lawfulness.loading import DATA
from kmt.retention.rules.keeping_words import EVENTS, NATURES, term_words
from kmt.retention.term_table import load, retention_terms
from kmt.retention.terms import Event, Nature
from kmt.vocabulary.tables import VocabularyBroken

Change = Callable[[str, str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """A copy of the table with one text changed."""

    def change(old: str, new: str) -> Path:
        text = (DATA / "retention.csv").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "retention.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return change


def test_all_29_rows_and_our_own_are_there_each_with_its_source_and_status() -> None:
    assert {term.id for term in retention_terms()} == {f"T{number:02}" for number in range(1, 43)}
    assert all(term.basis and term.dutch and term.status for term in retention_terms())
    assert {term.nature for term in retention_terms()} == set(Nature)


def test_our_own_readings_and_proposals_say_so() -> None:
    ours = {term.id: term for term in retention_terms() if term.status in {"inference", "proposal"}}
    assert set(ours) == {"T13", "T27", "T28", *(f"T{number}" for number in range(31, 43))}
    assert all(term.note for term in ours.values())


def test_every_term_can_be_said() -> None:
    for term in retention_terms():
        assert term_words(term).strip()
    assert set(EVENTS) == set(Event)
    assert set(Nature) - set(NATURES) == {Nature.AT_ONCE, Nature.SHIELD, Nature.PERMANENT}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("id,kinds", "id,soort", r"retention\.csv, row 1: the columns must be"),
        ("T01,", "T1,", r"row 2: 'id' is 'T1'"),
        ("zvh_case,R3,toe", "Zvh!,R3,toe", r"row 2: 'kinds' holds Zvh!"),
        ("zvh_case,R3,toe", ",R3,toe", r"row 2: the column 'kinds' is empty"),
        ("zvh_case,R3,toe", "zvh_case,R5,toe", r"row 2: 'compartment' is 'R5'"),
        ("first_processing,first", "first_seen,first", r"row 2: 'starts' is 'first_seen'"),
        ("first_processing,first", "first_processing,often", r"row 2: 'counts' is 'often'"),
        ("P5Y,max", "5 years,max", r"row 2: 'term' is '5 years'"),
        ("P5Y,max", "PT5H,max", r"row 2: 'term' counts in days, months or years"),
        ("P5Y,max", "-P5Y,max", r"row 2: 'term' counts in days, months or years"),
        ("P5Y,max", ",max", r"row 2: 'term' and 'nature' do not fit"),
        (",first,,shield", ",first,P1Y,shield", r"row 5: 'term' and 'nature' do not fit"),
        ("P5Y,max", "P5Y,maybe", r"row 2: 'nature' is 'maybe'"),
        ("P2W,extension", "P2W,", r"'more' and 'more_for' stand together"),
        ("P2W,extension", "P2W,luck", r"'more_for' is 'luck'"),
        (",destroy,now,WGS 1.8(7)", ",decide,now,WGS 1.8(7)", r"does not fit a term that is max"),
        (",decide,start,Wmo 5.3.4", ",destroy,start,Wmo 5.3.4", "fit a term that is fixed_or_l"),
        (",destroy,now,WGS 1.8(7)", ",destroy,soon,WGS 1.8(7)", r"row 2: 'applies' is 'soon'"),
        ("WGS 1.8(7),law", ",law", r"row 2: the column 'basis' is empty"),
        ("WGS 1.8(7),law", "WGS 1.8(7),sure", r"row 2: 'status' is 'sure'"),
        ("2025-03-01,\n", "1-3-2025,\n", r"row 2: 'valid_from' is '1-3-2025'"),
        ("2025-03-01,\n", "2025-03-01,2025-02-01\n", r"row 2: 'valid_until' .* lies before"),
        ("T02,zvh_case,", "T01,zvh_case,", r"row 3: 'valid_from': T01 stands here twice"),
        ("T03,zvh_case_refused", "T03,zvh_case", r"row 4: 'kinds': another row than T03"),
    ],
)
def test_wrong_data_are_refused_with_the_file_the_row_and_the_column(
    changed: Change, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(VocabularyBroken, match=sentence):
        load(changed(old, new))


def test_a_row_may_end_and_be_followed_by_another(changed: Change) -> None:
    line = next(
        one for one in (DATA / "retention.csv").read_text().splitlines() if one.startswith("T14,")
    )
    old, new = f"{line}2027-12-31", f"{line.replace('P1Y', 'P2Y')[:-1]}2028-01-01,"
    first, second = [one for one in load(changed(line, f"{old}\n{new}")) if one.id == "T14"]
    assert (first.term, second.term) == ("P1Y", "P2Y")


def test_nothing_is_read_twice(tmp_path: Path) -> None:
    shutil.copy(DATA / "retention.csv", tmp_path)
    assert retention_terms() is retention_terms()
    assert load(tmp_path) == retention_terms()
