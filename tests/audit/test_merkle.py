"""The tree of RFC 6962: roots and proofs of the reference tests, and of a second implementation.

The eight leaves and their figures are those of the reference implementation of Certificate
Transparency (google/certificate-transparency, merkle_tree_test.cc), typed in.
"""

from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.audit.merkle import (
    EMPTY,
    Peaks,
    consistency_ranges,
    inclusion_ranges,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
    roots_of,
)

CONTENTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(content) for content in CONTENTS]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
#: (index, size): the hashes of the proof
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
#: (old, new): the hashes of the proof
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
SIZES = 33
MANY = [leaf_hash(bytes([number])) for number in range(SIZES)]


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, as it is written there."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY
    left = half(len(leaves))
    return node_hash(plain_root(leaves[:left]), plain_root(leaves[left:]))


def plain_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    left = half(len(leaves))
    if index < left:
        return [*plain_path(index, leaves[:left]), plain_root(leaves[left:])]
    return [*plain_path(index - left, leaves[left:]), plain_root(leaves[:left])]


def plain_proof(old: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2."""
    if old == len(leaves):
        return [] if whole else [plain_root(leaves)]
    left = half(len(leaves))
    if old <= left:
        return [*plain_proof(old, leaves[:left], whole), plain_root(leaves[left:])]
    return [*plain_proof(old - left, leaves[left:], False), plain_root(leaves[:left])]


def half(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def inclusion(index: int, leaves: list[bytes]) -> list[bytes]:
    return roots_of(inclusion_ranges(index, len(leaves)), leaves)


def consistency(old: int, leaves: list[bytes]) -> list[bytes]:
    return roots_of(consistency_ranges(old, len(leaves)), leaves)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference(size):
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_proofs_of_one_event_are_those_of_the_reference(index, size):
    assert [one.hex() for one in inclusion(index, LEAVES[:size])] == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_proofs_of_two_heads_are_those_of_the_reference(old, new):
    assert [one.hex() for one in consistency(old, LEAVES[:new])] == CONSISTENCY[old, new]


@pytest.mark.parametrize("size", range(1, SIZES))
def test_every_event_of_every_tree_is_proved_as_the_plain_reading_of_the_rfc_does(size):
    leaves = MANY[:size]
    root = plain_root(leaves)
    assert root_of(leaves) == root
    for index in range(size):
        proof = inclusion(index, leaves)
        assert proof == plain_path(index, leaves)
        assert is_included(leaves[index], index, size=size, root=root, proof=proof)


def test_any_two_heads_are_proved_as_the_plain_reading_of_the_rfc_does():
    roots = [plain_root(MANY[:size]) for size in range(SIZES)]
    for old, new in combinations_with_replacement(range(SIZES), 2):
        proof = consistency(old, MANY[:new])
        assert proof == (plain_proof(old, MANY[:new]) if old else [])
        assert is_consistent(old, roots[old], new, roots[new], proof)


def test_who_keeps_the_peaks_goes_on_without_the_leaves():
    for size in range(SIZES):
        before = Peaks()
        for leaf in MANY[:size]:
            before.add(leaf)
        after = Peaks(before.size, tuple(before.hashes))
        for leaf in MANY[size:]:
            after.add(leaf)
        assert after.root() == plain_root(MANY)
        assert len(before.hashes) == size.bit_count()


@pytest.mark.parametrize(("size", "hashes"), [(-1, 0), (1, 0), (3, 1), (4, 2)])
def test_peaks_that_do_not_fit_the_size_are_refused(size, hashes):
    with pytest.raises(ValueError, match="peaks"):
        Peaks(size, [EMPTY] * hashes)


@given(st.data())
def test_a_proof_with_anything_else_in_it_proves_nothing(data):
    size = data.draw(st.integers(2, SIZES - 1))
    index = data.draw(st.integers(0, size - 1))
    leaves = MANY[:size]
    root, proof = plain_root(leaves), inclusion(index, leaves)
    change = data.draw(st.sampled_from(["leaf", "index", "root", "cut", "more", "flip", "swap"]))
    leaf, where = leaves[index], index
    if change == "leaf":
        leaf = leaf_hash(b"other")
    elif change == "index":
        where = data.draw(st.integers(-1, size + 1).filter(lambda other: other != index))
    elif change == "root":
        root = leaf_hash(root)
    elif change == "cut":
        proof = proof[:-1]
    elif change == "more":
        proof = [*proof, root]
    elif change == "flip":
        place = data.draw(st.integers(0, len(proof) - 1))
        proof = [*proof[:place], leaf_hash(b""), *proof[place + 1 :]]
    else:
        proof = proof[::-1] if len(proof) > 1 else []
    assert not is_included(leaf, where, size=size, root=root, proof=proof)


@given(st.data())
def test_an_old_head_that_is_not_the_beginning_is_not_proved(data):
    new = data.draw(st.integers(2, SIZES - 1))
    old = data.draw(st.integers(1, new - 1))
    other = [leaf_hash(b"other"), *MANY[1:old]]
    proof, root = consistency(old, MANY[:new]), plain_root(MANY[:new])
    assert not is_consistent(old, plain_root(other), new, root, proof)
    assert not is_consistent(old, plain_root(MANY[:old]), new, leaf_hash(root), proof)
    assert not is_consistent(old, plain_root(MANY[:old]), new, root, proof[:-1])
    assert not is_consistent(old, plain_root(MANY[:old]), new, root, [*proof, root])
    assert not is_consistent(new, root, old, plain_root(MANY[:old]), proof)


def test_a_leaf_cannot_be_passed_off_as_a_node():
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 2)])
def test_an_event_that_is_not_there_has_no_proof(index, size):
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_ranges(index, size)


def test_a_proof_over_fewer_events_than_the_tree_has_is_refused():
    with pytest.raises(ValueError, match="fewer"):
        roots_of(inclusion_ranges(0, 8), MANY[:7])
    with pytest.raises(ValueError, match="larger"):
        consistency_ranges(3, 2)
