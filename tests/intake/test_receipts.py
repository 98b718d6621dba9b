"""The receipt: sixteen digits for the reporter, a slow hash for the house."""

from datetime import UTC, datetime, timedelta

import pytest

from kmt.intake import receipts
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
    kept = receipts.find_id(CODE)
    assert kept == receipts.find_id(CODE)
    assert kept != receipts.find_id("0123456789012346")
    assert len(kept) == 64
    assert CODE not in kept


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


def test_a_token_is_ours_or_nothing() -> None:
    token = receipts.new_token()
    found = receipts.read_token(token)
    assert found is not None
    assert not found.expired
    assert receipts.read_token(token[:-1]) is None
    assert receipts.read_token("") is None
    assert receipts.read_token("x:y:z") is None
    assert receipts.new_token() != token


def test_a_ticket_for_a_code_is_no_token_for_a_form() -> None:
    assert receipts.read_token(receipts.new_ticket(CODE, 5)) is None
    assert not receipts.has_waited(receipts.new_token(), CODE)


def test_a_token_stands_open_for_two_hours() -> None:
    with clock.frozen(NOW):
        token = receipts.new_token()
    with clock.frozen(NOW + timedelta(hours=2)):
        assert not receipts.read_token(token).expired
    with clock.frozen(NOW + timedelta(hours=2, seconds=1)):
        assert receipts.read_token(token).expired


def test_a_ticket_works_after_its_wait_for_its_own_code_and_not_for_ever() -> None:
    with clock.frozen(NOW):
        ticket = receipts.new_ticket(CODE, 30)
        assert not receipts.has_waited(ticket, CODE)
    with clock.frozen(NOW + timedelta(seconds=30)):
        assert receipts.has_waited(ticket, CODE)
        assert not receipts.has_waited(ticket, "9" * 16)
        assert not receipts.has_waited("forged", CODE)
    with clock.frozen(NOW + timedelta(minutes=11)):
        assert not receipts.has_waited(ticket, CODE)


def test_the_digits_are_shown_in_four_groups() -> None:
    assert receipts.groups(CODE) == ("0123", "4567", "8901", "2345")
