"""What is decided without a database: how long a code waits, when a conversation says it ends."""

from datetime import date

import pytest

from kmt.conversation import rules
from kmt.conversation.retained import last_day_of


@pytest.mark.parametrize(("failures", "wait"), [(0, 0), (19, 0), (20, 5), (40, 25), (9999, 60)])
def test_wrong_codes_slow_the_next_try_and_never_shut_it_out(failures: int, wait: int) -> None:
    assert rules.waiting_seconds(failures) == wait


@pytest.mark.parametrize(
    ("kind", "last", "unsafe", "withdrawn", "again"),
    [
        ("not_safe", None, False, False, False),
        ("not_safe", "not_safe", True, False, True),
        ("not_safe", "not_safe", False, False, False),  # the desk acted: said anew, it counts anew
        ("not_safe", "message", True, False, False),
        ("safe", None, False, False, False),
        ("safe", "safe", False, False, True),
        ("safe", "not_safe", True, False, False),
        ("withdrawn", None, False, False, False),
        ("withdrawn", "safe", False, True, True),
    ],
)
def test_a_button_counts_unless_it_says_what_was_said(kind, last, unsafe, withdrawn, again) -> None:
    assert rules.says_again(kind, last, unsafe=unsafe, withdrawn=withdrawn) is again


def test_a_conversation_ends_half_a_year_after_closing_and_says_so_thirty_days_before() -> None:
    assert last_day_of(None) is None
    assert last_day_of(date(2026, 11, 26)) == date(2027, 5, 26)
    assert rules.ending(None, date(2026, 11, 26)) == rules.Ending()
    last = date(2027, 5, 26)
    assert not rules.ending(last, date(2027, 4, 25)).soon
    assert rules.ending(last, date(2027, 4, 26)).soon
    assert rules.ending(last, date(2027, 6, 1)).soon
