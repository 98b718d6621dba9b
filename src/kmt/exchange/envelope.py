"""The sealed file that goes from one region to another, of parts that are written down elsewhere.

HPKE (RFC 9180) in base mode, with X25519, HKDF-SHA256 and ChaCha20-Poly1305, seals for the
receiving region; Ed25519 (RFC 8032), inside it, says which region made it. The signature names the
receiver, so that a file cannot be sealed anew for somebody else and still seem to be meant for
them. What is inside is filled up to whole blocks: the size of a file does not tell how much is in
it. The format is in ``docs/reference/handover-format.md``. Pure: no database, no settings.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from kmt.kernel.refusals import Refused

VERSION = 1
MAGIC = b"KMT-EXCHANGE "
KEY = 32
SIGNATURE = 64
BLOCK = 64 * 1024
#: Above this size in bytes a file is filled up to whole larger blocks.
LARGE, LARGE_BLOCK = 1024 * 1024, 1024 * 1024
MOST = 24 * 1024 * 1024
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


class Kind(StrEnum):
    """What a file is: a case that is handed over, or the answer to it."""

    PACKAGE = "package"
    RECEIPT = "receipt"


class NotOpened(Refused):
    """A file that is not taken in: nothing of it was kept."""

    heading = "Dit bestand gaat niet open"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKeys:
    """What others may know of a region: where to seal for, and how to know its signature."""

    sealing: bytes
    signing: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 over both keys, as forty digits in groups of five: to read out on the phone."""
        digest = hashlib.sha256(b"kmt region keys 1" + self.sealing + self.signing).digest()
        digits = f"{int.from_bytes(digest[:17], 'big') % 10**40:040d}"
        return " ".join(digits[start : start + 5] for start in range(0, 40, 5))

    @property
    def address(self) -> bytes:
        """The short name of these keys in the head of a file."""
        return hashlib.sha256(b"kmt address 1" + self.sealing + self.signing).digest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionKeys:
    """The key pairs of a region, as raw bytes of 32; they are kept sealed."""

    sealing: bytes
    signing: bytes

    @classmethod
    def make(cls) -> "RegionKeys":
        """Fresh key pairs."""
        return cls(
            sealing=X25519PrivateKey.generate().private_bytes_raw(),
            signing=Ed25519PrivateKey.generate().private_bytes_raw(),
        )

    @property
    def public(self) -> PublicKeys:
        """What belongs to them and may be known."""
        sealing = X25519PrivateKey.from_private_bytes(self.sealing).public_key()
        signing = Ed25519PrivateKey.from_private_bytes(self.signing).public_key()
        return PublicKeys(sealing=sealing.public_bytes_raw(), signing=signing.public_bytes_raw())


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was in a file, and the signing key of the region that made it."""

    content: bytes
    signer: bytes


def close(kind: Kind, content: bytes, *, sender: RegionKeys, receiver: PublicKeys) -> bytes:
    """Sign, fill up and seal. Raises ``Refused`` when it is larger than a file may be."""
    if len(content) > MOST:
        raise Refused(
            "Dit pakket is te groot: er past 24 MB in.", "Kies minder documenten om mee te geven."
        )
    signed = _signed(kind, receiver.address, content)
    signature = Ed25519PrivateKey.from_private_bytes(sender.signing).sign(signed)
    whole = signature + sender.public.signing + len(content).to_bytes(4, "big") + content
    head = _head(kind, receiver.address)
    public = X25519PublicKey.from_public_bytes(receiver.sealing)
    return head + _SUITE.encrypt(_filled(whole), public, info=head)


def open_file(
    kind: Kind, file: bytes, *, receiver: RegionKeys, known: Callable[[bytes], bool]
) -> Opened:
    """Open a file meant for this region, made by a region that is ``known`` by its signing key.

    Raises :class:`NotOpened` with a sentence of its own for each thing that can be wrong.
    """
    head = _check_head(kind, file, receiver.public.address)
    private = X25519PrivateKey.from_private_bytes(receiver.sealing)
    try:
        whole = _SUITE.decrypt(file[len(head) :], private, info=head)
    except (InvalidTag, ValueError) as broken:
        raise NotOpened(_CHANGED, _ASK) from broken
    signature, rest = whole[:SIGNATURE], whole[SIGNATURE:]
    signer, length = rest[:KEY], int.from_bytes(rest[KEY : KEY + 4], "big")
    content = rest[KEY + 4 : KEY + 4 + length]
    if len(signer) != KEY or len(content) != length:
        raise NotOpened(_CHANGED, _ASK)
    if not known(signer):
        raise NotOpened(
            "De afzender van dit bestand staat niet bij de regio's waarvan wij de sleutel kennen.",
            "Vraag de beheerder om de sleutel van die regio vast te leggen, en laad het opnieuw.",
        )
    signed = _signed(kind, receiver.public.address, content)
    try:
        Ed25519PublicKey.from_public_bytes(signer).verify(signature, signed)
    except InvalidSignature as broken:
        raise NotOpened(_CHANGED, _ASK) from broken
    return Opened(content=content, signer=signer)


def digest_of(file: bytes) -> str:
    """What a receipt says a package was: SHA-256 over the whole file."""
    return hashlib.sha256(file).hexdigest()


def _head(kind: Kind, address: bytes) -> bytes:
    return MAGIC + f"{VERSION} {kind}\n".encode() + address


def _check_head(kind: Kind, file: bytes, address: bytes) -> bytes:
    """The head of a file of this kind for this region; says what it is when it is another."""
    line, _, rest = file[:64].partition(b"\n")
    if not line.startswith(MAGIC):
        raise NotOpened("Dit is geen bestand van een overdracht tussen regio's.", _WHICH)
    version, _, found = line.removeprefix(MAGIC).decode("ascii", "replace").partition(" ")
    if version != str(VERSION):
        raise NotOpened(
            f"Dit bestand heeft versie {version[:4]} van het formaat; dit programma leest versie "
            f"{VERSION}.",
            "Vraag beide beheerders om dezelfde versie van het programma te gebruiken.",
        )
    if found != kind:
        raise NotOpened(_OTHER_KIND[kind], _WHICH)
    if rest[: len(address)] != address:
        raise NotOpened(
            "Dit bestand is niet voor de sleutel van deze regio gemaakt.",
            "Vraag de afzender voor welke regio en met welke sleutel het is gemaakt.",
        )
    return _head(kind, address)


def _signed(kind: Kind, address: bytes, content: bytes) -> bytes:
    """What the signature is over: kind, receiver and words, each with a length of its own."""
    return b"kmt exchange 1|" + kind.encode() + b"|" + address + content


def _filled(whole: bytes) -> bytes:
    block = BLOCK if len(whole) <= LARGE else LARGE_BLOCK
    return whole + b"\0" * (-len(whole) % block)


_CHANGED = "Dit bestand is onderweg veranderd of beschadigd. Er is niets uit bewaard."
_ASK = "Vraag de afzender om het opnieuw te sturen, en bel als het weer gebeurt."
_WHICH = "Kijk of je het goede bestand koos."
_OTHER_KIND = {
    Kind.PACKAGE: "Dit is een ontvangstbewijs, geen pakket.",
    Kind.RECEIPT: "Dit is een pakket, geen ontvangstbewijs.",
}
