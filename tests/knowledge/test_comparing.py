"""Comparing loses nothing: both texts can be read back from what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from kmt.knowledge.comparing import CAME, GONE, SAME, compare

LINES = st.lists(st.text(alphabet="ab c.", max_size=12), max_size=8).map("\n".join)


def read_back(before: str, after: str, kinds: set[str]) -> list[str]:
    found = []
    for one in compare(before, after):
        if all(piece.kind not in kinds for piece in one.pieces) and one.pieces:
            continue
        found.append("".join(piece.text for piece in one.pieces if piece.kind in kinds))
    return found


@given(LINES, LINES)
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    old, new = read_back(before, after, {SAME, GONE}), read_back(before, after, {SAME, CAME})
    assert [one for one in old if one] == [one for one in before.splitlines() if one]
    assert [one for one in new if one] == [one for one in after.splitlines() if one]


def test_one_word_that_changed_is_shown_as_one_word() -> None:
    (line,) = compare("Bel het meldpunt nu.", "Bel het centrum nu.")
    pieces = [(one.kind, one.text) for one in line.pieces]
    assert pieces == [
        (SAME, "Bel het "),
        (GONE, "meldpunt"),
        (CAME, "centrum"),
        (SAME, " nu."),
    ]
    assert line.changed


def test_the_same_text_has_no_change() -> None:
    assert not any(one.changed for one in compare("a\nb", "a\nb"))
