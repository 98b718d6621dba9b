"""Sealing: opens in its own place under its own key, and for nothing else."""

import pytest

from kmt.kernel.sealing import KEY_BYTES, SealBroken, new_key, seal, unseal, unwrap, wrap

KEY = bytes(range(KEY_BYTES))
PLACE = "room.Model|column|1"
TEXT = "een verhaal met ü en €".encode()


def test_what_is_sealed_opens_in_its_place():
    assert unseal(KEY, seal(KEY, TEXT, bound_to=PLACE), bound_to=PLACE) == TEXT
    assert unseal(KEY, seal(KEY, b"", bound_to=PLACE), bound_to=PLACE) == b""


def test_the_same_text_sealed_twice_looks_different():
    assert len({seal(KEY, TEXT, bound_to=PLACE) for _ in range(100)}) == 100


def test_nothing_of_the_text_can_be_read():
    assert b"verhaal" not in seal(KEY, TEXT, bound_to=PLACE)


@pytest.mark.parametrize("place", ["", PLACE + " ", "room.Model|column|2", "room.Model|other|1"])
def test_it_does_not_open_in_another_place(place):
    with pytest.raises(SealBroken):
        unseal(KEY, seal(KEY, TEXT, bound_to=PLACE), bound_to=place)


def test_it_does_not_open_under_another_key():
    with pytest.raises(SealBroken):
        unseal(new_key(), seal(KEY, TEXT, bound_to=PLACE), bound_to=PLACE)


def test_every_flipped_bit_is_noticed():
    sealed = seal(KEY, b"kort", bound_to=PLACE)
    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(SealBroken):
            unseal(KEY, bytes(changed), bound_to=PLACE)


@pytest.mark.parametrize("length", [0, 1, 5, 13, 20])
def test_a_piece_of_a_sealed_value_does_not_open(length):
    with pytest.raises(SealBroken):
        unseal(KEY, seal(KEY, TEXT, bound_to=PLACE)[:length], bound_to=PLACE)


def test_a_key_is_wrapped_and_opens_under_the_same_master_key_only():
    key = new_key()
    wrapped = wrap(KEY, key)
    assert unwrap(KEY, wrapped) == key
    assert key not in wrapped
    with pytest.raises(SealBroken, match="master key"):
        unwrap(new_key(), wrapped)
    with pytest.raises(SealBroken):
        unwrap(KEY, wrapped[:-1])


def test_keys_are_long_and_never_the_same():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert {len(key) for key in keys} == {KEY_BYTES}
