"""The mark of a public page: signed, kept nowhere, and old after two hours."""

from datetime import UTC, datetime, timedelta

from kmt.entrance import page_mark
from kmt.kernel import clock

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_mark_is_ours_or_nothing() -> None:
    nonce, mark = page_mark.new()
    found = page_mark.read(mark)
    assert found is not None
    assert found.nonce == nonce
    assert not found.expired
    assert page_mark.read(mark[:-1]) is None
    assert page_mark.read("") is None
    assert page_mark.read("x:y:z") is None
    assert page_mark.new()[1] != mark


def test_a_mark_is_good_for_two_hours() -> None:
    with clock.frozen(NOW):
        _, mark = page_mark.new()
    for later, expired in ((timedelta(hours=2), False), (timedelta(hours=2, seconds=1), True)):
        with clock.frozen(NOW + later):
            found = page_mark.read(mark)
            assert found is not None
            assert found.expired is expired
