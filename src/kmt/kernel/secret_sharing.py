"""Splits a secret so that some of its holders together can make it again, and fewer learn nothing.

Shamir's scheme over GF(256), byte by byte, with the field of AES (FIPS 197, section 4.2).
Source: A. Shamir, "How to share a secret", 1979, doi:10.1145/359168.359176.
"""

import os
from collections.abc import Iterable, Mapping

MOST = 255
_REDUCTION = 0x11B


def split(secret: bytes, *, shares: int, threshold: int) -> dict[int, bytes]:
    """As many shares as asked, by their number from 1; any ``threshold`` of them make the secret.

    ValueError when the numbers make no sense: one holder alone is no sharing.
    """
    if not 2 <= threshold <= shares <= MOST:
        raise ValueError(f"2 <= threshold <= shares <= {MOST}")
    polynomials = [bytes([byte]) + os.urandom(threshold - 1) for byte in secret]
    return {
        number: bytes(_value_at(polynomial, number) for polynomial in polynomials)
        for number in range(1, shares + 1)
    }


def combine(shares: Mapping[int, bytes]) -> bytes:
    """The secret of these shares; nonsense when there are too few or one does not belong.

    The scheme itself cannot tell: whoever needs to know puts a digest in the secret.
    """
    weights = {number: _weight_at_zero(number, shares.keys()) for number in shares}
    length = len(next(iter(shares.values())))
    made = bytearray(length)
    for number, share in shares.items():
        for place, byte in enumerate(share):
            made[place] ^= _times(weights[number], byte)
    return bytes(made)


def _value_at(polynomial: bytes, x: int) -> int:
    value = 0
    for coefficient in reversed(polynomial):
        value = _times(value, x) ^ coefficient
    return value


def _weight_at_zero(number: int, numbers: Iterable[int]) -> int:
    """Lagrange's weight of one share for the value at zero."""
    weight = 1
    for other in numbers:
        if other != number:
            weight = _times(weight, _divided(other, other ^ number))
    return weight


def _tables() -> tuple[list[int], list[int]]:
    """Powers of 3, which runs through the whole field, and their logarithms."""
    powers, logs, value = [0] * 255, [0] * 256, 1
    for exponent in range(255):
        powers[exponent], logs[value] = value, exponent
        value ^= value << 1
        if value > 255:
            value ^= _REDUCTION
    return powers, logs


_POWERS, _LOGS = _tables()


def _times(one: int, other: int) -> int:
    if not one or not other:
        return 0
    return _POWERS[(_LOGS[one] + _LOGS[other]) % 255]


def _divided(one: int, other: int) -> int:
    return _POWERS[(_LOGS[one] - _LOGS[other]) % 255] if one else 0
