"""A head as a signed note: a form that others read, and nothing that is not ours gets through.

The key and the signature of the first test are those of the documentation of Go's
``golang.org/x/mod/sumdb/note``, typed in.
"""

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kmt.audit import notes
from kmt.audit.notes import Head, NotOurs, public_line, read, signed

PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
THEIRS = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)
OURS = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
HEAD = Head(origin="kmt.example/logboek", size=412, root=b"r" * 32, moment="2026-11-27T06:00:00Z")


def key_in(line: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(b64decode(line.split("+")[2])[1:])


def opened(note: str) -> Head:
    return read(note, [OURS.public_key()])


def test_a_public_key_reads_as_the_one_of_the_reference():
    assert public_line("PeterNeumann", key_in(PUBLIC)) == PUBLIC


def test_a_signature_of_the_reference_is_good_though_it_is_no_head():
    text, _, line = THEIRS.partition("\n\n")
    assert notes._fits(f"{text}\n", line.strip(), (key_in(PUBLIC),))
    with pytest.raises(NotOurs, match="no head"):
        read(THEIRS, [key_in(PUBLIC)])


def test_what_was_signed_is_read_again():
    assert opened(signed(HEAD, OURS)) == HEAD


def test_the_text_is_what_tools_for_checkpoints_expect():
    lines = signed(HEAD, OURS).split("\n")
    assert lines[:3] == ["kmt.example/logboek", "412", b64encode(b"r" * 32).decode()]
    assert lines[4] == ""
    assert lines[5].startswith("— kmt.example/logboek ")


def test_any_sign_that_is_changed_makes_the_note_worthless():
    note = signed(HEAD, OURS)
    for place, sign in enumerate(note.rstrip("\n").rstrip("=")):
        other = "A" if sign != "A" else "B"
        with pytest.raises(NotOurs):
            opened(note[:place] + other + note[place + 1 :])


def test_a_note_of_another_key_or_name_is_not_ours():
    stranger = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
    note = signed(HEAD, OURS)
    for wrong in (
        signed(HEAD, stranger),
        note.replace("— kmt.example", "— kmt.other"),
        note.replace("\n\n", "\n"),
        "",
        "\n\n",
        note.partition("\n\n")[0],
    ):
        with pytest.raises(NotOurs):
            opened(wrong)


def test_a_second_signature_of_a_witness_does_no_harm():
    witness = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
    line = signed(HEAD, witness).rpartition("\n\n")[2].replace("kmt.example", "toezicht.example")
    assert opened(signed(HEAD, OURS) + line) == HEAD


@pytest.mark.parametrize("origin", ["", "two words", "two\nlines"])
def test_a_name_that_would_say_something_else_is_not_signed(origin):
    head = Head(origin=origin, size=1, root=b"r" * 32, moment="now")
    with pytest.raises(ValueError, match="note"):
        signed(head, OURS)
