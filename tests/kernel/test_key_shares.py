"""Shares of the master key: any few make it again, and every mistake gets a sentence."""

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.kernel import secret_sharing
from kmt.kernel.key_shares import Share, SharesDoNotFit, combine_lines, split_keys
from kmt.kernel.sealing import KEY_BYTES

KEYS = {1: b"a" * KEY_BYTES, 2: bytes(range(KEY_BYTES))}


@pytest.mark.parametrize(
    ("one", "other", "product"),
    [(0x57, 0x83, 0xC1), (0x57, 0x13, 0xFE), (0x57, 0x02, 0xAE), (0, 7, 0), (1, 0x53, 0x53)],
)
def test_the_field_is_that_of_aes(one, other, product):
    """FIPS 197, examples of sections 4.2 and 4.2.1."""
    assert secret_sharing._times(one, other) == secret_sharing._times(other, one) == product


@given(st.binary(min_size=1, max_size=80), st.integers(2, 6), st.integers(0, 3), st.randoms())
@settings(max_examples=40, deadline=None)
def test_any_that_are_enough_make_the_secret(secret, threshold, more, random):
    shares = secret_sharing.split(secret, shares=threshold + more, threshold=threshold)
    chosen = random.sample(sorted(shares), threshold)
    assert secret_sharing.combine({number: shares[number] for number in chosen}) == secret


def test_fewer_than_enough_say_nothing_of_the_secret():
    """With one share of two known, every value of the secret is as likely as any other."""
    seen = {secret_sharing.split(b"\x07", shares=2, threshold=2)[1] for _ in range(4000)}
    assert len(seen) == 256


@pytest.mark.parametrize(("shares", "threshold"), [(1, 1), (3, 1), (2, 3), (256, 2), (0, 0)])
def test_a_split_that_is_none_is_refused(shares, threshold):
    with pytest.raises(ValueError, match="threshold"):
        secret_sharing.split(b"x", shares=shares, threshold=threshold)
    with pytest.raises(SharesDoNotFit, match="met één deel alleen"):
        split_keys(KEYS, shares=shares, threshold=threshold)


def lines_of(shares) -> list[str]:
    return [share.line for share in shares]


def test_every_choice_of_three_out_of_five_makes_every_version():
    lines = lines_of(split_keys(KEYS, shares=5, threshold=3))
    for chosen in itertools.combinations(lines, 3):
        assert combine_lines(chosen) == KEYS


def test_a_line_says_what_it_is_and_can_be_typed_by_a_person():
    share = split_keys(KEYS, shares=5, threshold=3)[1]
    assert re.fullmatch(r"KMT1-\w{4}-3-2(-[0-9A-HJKMNP-TV-Z]{1,5})+-[0-9A-Z]{7}", share.line)
    typed = share.line.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert Share.read(f"  {typed.replace('kmtl', 'kmt1')} ") == share


def test_one_wrong_sign_is_always_noticed():
    """Every place, every other sign: the last one of the share holds bits that mean nothing."""
    line = split_keys({1: KEYS[2]}, shares=2, threshold=2)[0].line
    for at, sign in enumerate(line):
        for other in sorted(set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") - {sign}):
            if sign != "-":
                with pytest.raises(SharesDoNotFit, match="niet leesbaar"):
                    Share.read(line[:at] + other + line[at + 1 :])


@pytest.mark.parametrize("line", ["", "x", "KMT1", "KMT1-AAAA-3-2", "KMT1-AAAA-3-é-AAAAA-BBBBBBB"])
def test_a_line_that_is_none_is_refused_in_words(line):
    with pytest.raises(SharesDoNotFit, match="niet leesbaar"):
        Share.read(line)


def test_too_few_shares_are_refused_with_how_many_there_are():
    lines = lines_of(split_keys(KEYS, shares=5, threshold=3))
    with pytest.raises(SharesDoNotFit, match="3 verschillende delen nodig en er zijn er 2"):
        combine_lines(lines[:2])
    with pytest.raises(SharesDoNotFit, match="er zijn er 2"):
        combine_lines([lines[0], lines[0], lines[1]])
    with pytest.raises(SharesDoNotFit, match="nog geen deel"):
        combine_lines(["", " "])


def test_shares_of_two_sets_are_refused_with_both_names():
    one, other = (split_keys(KEYS, shares=3, threshold=2) for _ in range(2))
    with pytest.raises(SharesDoNotFit, match="horen niet bij elkaar") as refused:
        combine_lines([one[0].line, other[1].line])
    assert {one[0].set_id, other[0].set_id} <= set(re.split(r"\W+", str(refused.value)))


def test_a_share_made_up_to_fit_is_refused():
    one, other = split_keys(KEYS, shares=3, threshold=2)[:2]
    forged = replace(other, data=bytes(len(other.data)))
    with pytest.raises(SharesDoNotFit, match="geen hoofdsleutel"):
        combine_lines([one.line, forged.line])
    with pytest.raises(SharesDoNotFit, match="geen hoofdsleutel"):
        combine_lines([one.line, other.line, replace(other, data=bytes(4)).line])
    with pytest.raises(SharesDoNotFit, match="geen hoofdsleutel"):
        combine_lines([one.line, replace(one, data=bytes(len(one.data))).line, other.line])


def test_what_is_said_of_a_wrong_line_holds_nothing_of_the_share():
    share = split_keys(KEYS, shares=2, threshold=2)[0]
    with pytest.raises(SharesDoNotFit) as refused:
        Share.read(share.line[:-1])
    groups = [group for group in share.line.split("-")[4:] if len(group) >= 5]
    assert not any(group in str(refused.value) for group in groups)
