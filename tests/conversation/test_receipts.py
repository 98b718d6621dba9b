"""The receipt: sixteen digits for the reporter, a slow hash for the house."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from kmt.conversation import receipts, tickets
from kmt.intake.rules import Told
from kmt.kernel import clock

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOLD = Told(narrative="Er is iets mis.")
CODE = "0123456789012345"


def test_the_same_words_from_the_same_page_give_the_same_digits() -> None:
    first = receipts.receipt_for("nonce", TOLD)
    assert first == receipts.receipt_for("nonce", TOLD)
    assert len(first) == 16
    assert first.isdecimal()


@pytest.mark.parametrize(
    ("nonce", "told", "file"),
    [
        ("other", TOLD, ""),
        ("nonce", Told(narrative="Er is iets mis!"), ""),
        ("nonce", Told(narrative="Er is iets mis.", contact="06"), ""),
        ("nonce", TOLD, "digest of a file"),
    ],
)
def test_another_page_or_other_words_give_other_digits(nonce, told, file) -> None:
    assert receipts.receipt_for(nonce, told, file) != receipts.receipt_for("nonce", TOLD)


def test_what_is_kept_is_no_receipt() -> None:
    kept = receipts.secrets_of(CODE)
    assert kept == receipts.secrets_of(CODE)
    assert kept.find != receipts.secrets_of("0123456789012346").find
    assert len(kept.find) == 64
    assert CODE not in kept.find


def test_what_finds_and_what_opens_say_nothing_of_each_other() -> None:
    kept = receipts.secrets_of(CODE)
    assert kept.find != kept.open.hex()
    assert len(kept.open) == 32
    assert kept.find not in repr(kept)
    assert kept.open.hex() not in repr(kept)


def test_one_slow_hash_gives_both(monkeypatch) -> None:
    made = []
    real = receipts.hash_secret_raw
    monkeypatch.setattr(
        receipts, "hash_secret_raw", lambda *a, **k: made.append(1) or real(*a, **k)
    )
    receipts.secrets_of(CODE)
    assert made == [1]


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0123456789012345", CODE),
        ("0123 4567 8901 2345", CODE),
        (" 0123-4567–8901.2345\n", CODE),
        ("012345678901234", None),
        ("01234567890123456", None),
        ("0123 4567 8901 234a", None),
        ("٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥", None),
        ("", None),
    ],
)
def test_spaces_and_dashes_do_not_matter(typed: str, digits: str | None) -> None:
    assert receipts.digits_of(typed) == digits


def test_a_ticket_works_after_its_wait_for_its_own_code_and_not_for_ever() -> None:
    with clock.frozen(NOW):
        ticket = receipts.new_ticket(CODE, 30)
        assert not receipts.has_waited(ticket, CODE)
    with clock.frozen(NOW + timedelta(seconds=30)):
        assert receipts.has_waited(ticket, CODE)
        assert not receipts.has_waited(ticket, "9" * 16)
        assert not receipts.has_waited("forged", CODE)
    with clock.frozen(NOW + timedelta(minutes=31)):
        assert not receipts.has_waited(ticket, CODE)


def test_a_fresh_receipt_is_checked_without_a_wait() -> None:
    assert receipts.has_waited(receipts.new_ticket(CODE), CODE)


def test_the_ticket_of_a_page_opens_for_half_an_hour_and_shows_nothing() -> None:
    of = receipts.secrets_of(CODE)
    with clock.frozen(NOW):
        ticket = tickets.new_ticket(of)
    with clock.frozen(NOW + timedelta(minutes=30)):
        found = tickets.read_ticket(ticket)
        assert found is not None
        assert found.secrets == of
        other = tickets.read_ticket(tickets.new_ticket(of))
        assert other is not None
        assert found.page != other.page
    with clock.frozen(NOW + timedelta(minutes=30, seconds=1)):
        assert tickets.read_ticket(ticket) is None
    plain = base64.urlsafe_b64decode(ticket)
    for secret in (of.find.encode(), of.open, of.open.hex().encode(), CODE.encode()):
        assert secret not in plain


@pytest.mark.parametrize("forged", ["", "x", "é", "A" * 5000, "AQ==", receipts.new_ticket])
def test_a_ticket_that_is_not_ours_opens_nothing(forged) -> None:
    assert tickets.read_ticket(forged if isinstance(forged, str) else forged(CODE)) is None


def test_the_digits_are_shown_in_four_groups() -> None:
    assert receipts.groups(CODE) == ("0123", "4567", "8901", "2345")
