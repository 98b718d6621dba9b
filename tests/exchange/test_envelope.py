"""The sealed file: only the receiver opens it, whoever made it is known, any change is seen."""

import pytest

from kmt.exchange.envelope import (
    BLOCK,
    Kind,
    NotOpened,
    RegionKeys,
    close,
    open_file,
)
from kmt.kernel.refusals import Refused

SENDER, RECEIVER, OTHER = (RegionKeys.make() for _ in range(3))
WORDS = b"verzonnen woorden"


def file_of(content: bytes = WORDS, kind: Kind = Kind.PACKAGE) -> bytes:
    return close(kind, content, sender=SENDER, receiver=RECEIVER.public)


def opened(file: bytes, *, by: RegionKeys = RECEIVER, kind: Kind = Kind.PACKAGE) -> bytes:
    found = open_file(kind, file, receiver=by, known=lambda signer: signer == SENDER.public.signing)
    return found.content


def test_the_receiver_reads_what_was_sent() -> None:
    assert opened(file_of()) == WORDS


def test_the_size_tells_nothing_of_how_much_is_in_it() -> None:
    assert len(file_of(b"a")) == len(file_of(b"a" * 60_000))
    assert len(file_of(b"a" * 70_000)) - len(file_of(b"a")) == BLOCK


def test_nothing_of_it_is_readable_in_the_file() -> None:
    assert WORDS not in file_of()


@pytest.mark.parametrize("place", [20, 34, 40, 100, 5_000, -1])
def test_a_changed_byte_anywhere_is_refused(place: int) -> None:
    file = bytearray(file_of())
    file[place] ^= 1
    with pytest.raises(NotOpened):
        opened(bytes(file))


def test_each_thing_that_is_wrong_has_a_sentence_of_its_own() -> None:
    whole = file_of()
    forged = close(Kind.PACKAGE, WORDS, sender=OTHER, receiver=RECEIVER.public)
    wrong = {
        "geen bestand van een overdracht": lambda: opened(b"%PDF-1.7 iets anders"),
        "versie 2": lambda: opened(whole.replace(b"KMT-EXCHANGE 1", b"KMT-EXCHANGE 2", 1)),
        "niet voor de sleutel van deze regio": lambda: opened(whole, by=OTHER),
        "ontvangstbewijs, geen pakket": lambda: opened(file_of(kind=Kind.RECEIPT)),
        "pakket, geen ontvangstbewijs": lambda: opened(whole, kind=Kind.RECEIPT),
        "onderweg veranderd": lambda: opened(whole[:-10]),
        "afzender van dit bestand": lambda: opened(forged),
        "geen bestand": lambda: opened(b""),
    }
    for sentence, deed in wrong.items():
        with pytest.raises(NotOpened, match=sentence):
            deed()


def test_a_signature_for_somebody_else_does_not_count() -> None:
    """Whoever receives a package cannot seal it anew for a third region in the sender's name."""
    import kmt.exchange.envelope as envelope

    first = file_of()
    head = len(first.partition(b"\n")[0]) + 1 + 16
    private = envelope.X25519PrivateKey.from_private_bytes(RECEIVER.sealing)
    whole = envelope._SUITE.decrypt(first[head:], private, info=first[:head])
    new_head = envelope._head(Kind.PACKAGE, OTHER.public.address)
    public = envelope.X25519PublicKey.from_public_bytes(OTHER.public.sealing)
    again = new_head + envelope._SUITE.encrypt(whole, public, info=new_head)
    with pytest.raises(NotOpened, match="veranderd"):
        opened(again, by=OTHER)


def test_a_fingerprint_is_forty_digits_and_of_these_keys_only() -> None:
    digits = SENDER.public.fingerprint
    assert len(digits.split()) == 8
    assert digits.replace(" ", "").isdigit()
    assert digits != RECEIVER.public.fingerprint


def test_what_is_too_large_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(Refused, match="te groot"):
        file_of(b"a" * (25 * 1024 * 1024))
