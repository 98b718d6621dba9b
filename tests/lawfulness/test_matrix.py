"""The matrix as data: whole, cited, dated, and refused in a sentence when it contradicts itself."""

import csv
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from kmt.lawfulness.entries import STATUSES, Kind, Verdict
from kmt.lawfulness.loading import DATA, load, sharing_matrix
from kmt.lawfulness.rules import ShareRequest, may_share
from kmt.vocabulary.tables import VocabularyBroken
from tests.lawfulness.asking import ON, ask

MATRIX = sharing_matrix()
#: What the source says per row: A allow, S allow apart, C on condition, D deny (M001 to M064).
SOURCE = "ASACCACCAACCCCCCCACDDAAAAAAAAACADADDDDDDCCCACACDCCCDAAACAACDAADD"


def test_the_source_is_there_row_by_row() -> None:
    rows = {row.id: row.decision for row in MATRIX.rows if row.id.startswith("M")}
    letters = {Verdict.ALLOW: "A", Verdict.ALLOW_SEPARATE: "S", Verdict.CONDITION: "C"}
    assert "".join(letters.get(each, "D") for each in rows.values()) == SOURCE
    assert list(rows) == [f"M{number:03}" for number in range(1, 65)]


@pytest.mark.parametrize("row", MATRIX.rows, ids=lambda row: row.id)
def test_a_row_is_cited_dated_and_explained(row) -> None:
    assert row.basis
    assert row.status in STATUSES
    assert row.valid_from is not None
    assert row.data or row.secret
    assert bool(row.why) == (row.decision is Verdict.DENY)


@pytest.mark.parametrize("row", [r for r in MATRIX.rows if r.data], ids=lambda row: row.id)
def test_a_row_answers_what_it_says(row) -> None:
    """With everything established it gives what it says; with nothing it asks what it asks."""
    facts = MATRIX.facts - {code for code, one in MATRIX.conditions.items() if one.kind == "veto"}
    wanted = row.decision
    if wanted is Verdict.CONDITION or row.exception[0]:
        wanted = Verdict.ALLOW
    rested = [may_share(each, MATRIX, ON) for each in _questions(row, facts)]
    fitting = [each for each in rested if row.id in each.rows]
    assert fitting, "no question reaches this row"
    assert wanted in {each.outcome for each in fitting}
    bare = [may_share(each, MATRIX, ON) for each in _questions(row, frozenset())]
    expected = Verdict.CONDITION if row.demands else row.decision
    assert expected in {each.outcome for each in bare if row.id in each.rows}


def _questions(row, facts):
    """One question per kind of data of the row, from its first codes."""
    for data in sorted(row.data):
        for subject in sorted(row.subjects):
            yield ShareRequest(
                compartment=min(row.compartments - {"ANY"}),
                sender=min(row.senders),
                recipient=min(row.recipients),
                purpose=min(row.purposes),
                data=frozenset({data}),
                subject=subject,
                age=(8, 13, 30)[max(row.bands)],
                facts=facts,
            )


def test_every_condition_is_used_and_reads_as_a_clause() -> None:
    used = set()
    for row in MATRIX.rows:
        used |= {fact for group in row.groups for one in group for fact in _facts(one.alternatives)}
        used |= {fact for one in row.demands for fact in _facts(one.alternatives)}
        used |= {*row.binding, *(veto.fact for veto in row.vetoes), *_facts(row.lifted_by)}
    assert set(MATRIX.conditions) - used == set()
    for each in MATRIX.conditions.values():
        assert not each.dutch.endswith(".")
        assert each.dutch[0] == each.dutch[0].lower() or each.dutch.startswith("Veilig Thuis")


def _facts(alternatives):
    return {fact for one in alternatives for fact in one}


def test_woo_names_every_special_and_criminal_kind_and_the_bsn() -> None:
    row = next(row for row in MATRIX.rows if row.id == "M063")
    traits = ("special", "criminal", "bsn")
    assert row.data == frozenset().union(*(MATRIX.with_trait(one) for one in traits))


def test_before_the_law_was_in_force_there_is_no_ground() -> None:
    where = "R3 ggd police P_ZVH_CASUS betrokkene"
    assert ask(where, "D01", date(2025, 3, 1)).rows == ("M023",)
    early = ask(where, "D01", date(2025, 2, 28))
    assert (early.outcome, early.row) == ("DENY", None)
    assert "op 28-02-2025 gold daarvoor geen regel" in early.sentence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that a test may spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def spoil(folder: Path, change, file: str = "share_matrix.csv") -> None:
    """Change the lines of a table: a list of dictionaries."""
    path = folder / file
    with path.open(encoding="utf-8", newline="") as text:
        lines = list(csv.DictReader(text))
    columns = list(lines[0])
    change(lines)
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns)
        writer.writeheader()
        writer.writerows(lines)


WRONG = (
    ("senders", "gossip", "'senders' holds an unknown code: gossip"),
    ("recipients", "", "'recipients' is empty"),
    ("compartments", "R9", "'compartments' holds an unknown code: R9"),
    ("purposes", "P_FUN", "'purposes' holds an unknown code: P_FUN"),
    ("data", "D01|D99", "'data' holds an unknown code: D99"),
    ("subjects", "cat", "'subjects' holds an unknown code: cat"),
    ("age", "<13", "'age' is '<13'"),
    ("decision", "MAYBE", "'decision' is 'MAYBE'"),
    ("conditions", "luck", "'conditions' holds an unknown code: luck"),
    ("conditions", "Luck!", "'conditions' is 'Luck!'"),
    ("conditions", "necessary[D99]", "'conditions' holds an unknown code: D99"),
    ("binding", "necessary", "'binding' holds an unknown code: necessary"),
    ("vetoes", "necessary", "'vetoes' holds an unknown code: necessary"),
    ("vetoes", "a b", "'vetoes' is 'a b'"),
    ("exception", "necessary", "'exception' stands at a row that does not deny"),
    ("approval", "king", "'approval' holds an unknown code: king"),
    ("basis", "", "'basis' is empty"),
    ("terms", "T1", "'terms' holds T1"),
    ("status", "sure", "'status' is 'sure'"),
    ("valid_from", "soon", "'valid_from' is 'soon'"),
    ("valid_until", "2001-01-01", "'valid_until' 2001-01-01 lies before"),
    ("id", "M1", "'id' is 'M1'"),
)


@pytest.mark.parametrize(("column", "value", "sentence"), WRONG)
def test_a_wrong_cell_is_named_with_its_row_and_column(folder, column, value, sentence) -> None:
    spoil(folder, lambda lines: lines[8].update({column: value}))
    with pytest.raises(VocabularyBroken, match=r"share_matrix.csv, row 10: ") as found:
        load(folder)
    assert sentence in str(found.value).replace("the column ", "")


def test_a_row_that_denies_must_say_why(folder) -> None:
    spoil(folder, lambda lines: lines[20].update(why=""))
    with pytest.raises(VocabularyBroken, match="row 22: the column 'why' is empty"):
        load(folder)


def test_periods_of_one_row_may_not_overlap_but_may_follow(folder) -> None:
    last_day = date(2026, 6, 30)

    def next_period(start: date):
        def change(lines):
            lines[0]["valid_until"] = last_day.isoformat()
            lines.append({**lines[0], "valid_from": start.isoformat(), "valid_until": ""})

        return change

    spoil(folder, next_period(last_day))
    with pytest.raises(VocabularyBroken, match="'valid_from': M001 stands here twice"):
        load(folder)
    spoil(folder, lambda lines: lines[-1].update(valid_from=str(last_day + timedelta(days=1))))
    first, second = (row for row in load(folder).rows if row.id == "M001")
    for on, holds in ((last_day, (True, False)), (last_day + timedelta(days=1), (False, True))):
        assert (first.valid_on(on), second.valid_on(on)) == holds


@pytest.mark.parametrize(
    ("file", "change", "sentence"),
    [
        ("codes.csv", lambda x: x.append(x[0]), "'code' 'R1' stands here twice"),
        ("codes.csv", lambda x: x[0].update(within="R8"), "'within' holds an unknown code: R8"),
        ("conditions.csv", lambda x: x.append(x[2]), "'code' 'consent_client' stands here twice"),
        ("conditions.csv", lambda x: x[2].update(kind="wish"), "'kind' is 'wish'"),
    ],
)
def test_words_that_contradict_themselves_are_refused(folder, file, change, sentence) -> None:
    spoil(folder, change, file)
    with pytest.raises(VocabularyBroken) as found:
        load(folder)
    assert sentence in str(found.value)


def test_every_veto_and_every_fact_is_known_to_the_rule() -> None:
    kinds = {each.kind for code, each in MATRIX.conditions.items() if code in MATRIX.facts}
    assert kinds == {Kind.BEFORE, Kind.VETO}
