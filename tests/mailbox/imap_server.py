"""A mail server to test with: a TLS socket that speaks as much IMAP as the product asks for."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "balie@example.org", "geheim woord 7"


@dataclass
class Kept:
    """A mail as the server has it."""

    raw: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Server:
    """The folders of one mailbox, what was asked, and how it misbehaves.

    ``breaks_at`` is a command at which the connection is cut, before it is carried out.
    """

    port: int = 0
    folders: dict[str, dict[int, Kept]] = field(default_factory=lambda: {"INBOX": {}})
    said: list[str] = field(default_factory=list)
    capabilities: str = "IMAP4rev1 UIDPLUS MOVE"
    breaks_at: str = ""
    silent: bool = False
    next_uid: int = 1

    def put(self, raw: bytes, folder: str = "INBOX", *, seen: bool = False) -> int:
        """Deliver a mail."""
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.folders[folder][uid] = Kept(raw, {r"\Seen"} if seen else set())
        return uid

    def there(self, folder: str = "INBOX") -> list[bytes]:
        """What is in a folder."""
        return [one.raw for one in self.folders.get(folder, {}).values()]


@contextmanager
def imap_server(certificate: Path, **how: object) -> Iterator[Server]:
    """A server on a free port of this computer, behind this certificate."""
    server = Server(**how)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        threading.Thread(target=_serve, args=(listening, context, server), daemon=True).start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)


def make_certificate(folder: Path, name: str) -> Path:
    """A certificate that vouches for itself, for a name or address, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    numeric = name[0].isdigit()
    known = x509.IPAddress(ip_address(name)) if numeric else x509.DNSName(name)
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([known]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def _serve(listening: socket.socket, context: ssl.SSLContext, server: Server) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_one, args=(plain, context, server), daemon=True).start()


def _one(plain: socket.socket, context: ssl.SSLContext, server: Server) -> None:
    plain.settimeout(10)
    if server.silent:
        threading.Event().wait(2)
        plain.close()
        return
    try:
        with context.wrap_socket(plain, server_side=True) as sealed:
            _talk(sealed, server)
    except OSError:
        plain.close()


def _talk(sealed: ssl.SSLSocket, server: Server) -> None:
    lines = sealed.makefile("rb")
    sealed.sendall(b"* OK klaar\r\n")
    folder = ""
    for line in lines:
        tag, _, asked = line.decode().strip().partition(" ")
        server.said.append(asked)
        name, _, rest = asked.partition(" ")
        if name == "UID":
            name, _, rest = rest.partition(" ")
        if server.breaks_at and server.breaks_at == name:
            return
        if name == "SELECT":
            folder = rest.strip('"')
        told, how = _carried_out(server, folder, name, rest)
        sealed.sendall(b"".join(told) + f"{tag} {how} (klaar)\r\n".encode())
        if name == "LOGOUT":
            return


def _carried_out(server: Server, folder: str, name: str, rest: str) -> tuple[list[bytes], str]:
    """What goes before the last line of an answer, and that line."""
    if name == "CAPABILITY":
        return [f"* CAPABILITY {server.capabilities}\r\n".encode()], "OK"
    if name == "LOGIN":
        good = rest == f'{USER} "{PASSWORD}"'
        return [], "OK" if good else f"NO onbekend: {USER}"
    if name == "CREATE":
        server.folders.setdefault(rest.strip('"'), {})
        return [], "OK"
    if name == "LOGOUT":
        return [b"* BYE\r\n"], "OK"
    if folder not in server.folders:
        return [], "NO geen map"
    if name == "SELECT":
        return [f"* {len(server.folders[folder])} EXISTS\r\n".encode()], "OK [READ-WRITE]"
    return _in_folder(server, server.folders[folder], name, rest)


def _in_folder(
    server: Server, mails: dict[int, Kept], name: str, rest: str
) -> tuple[list[bytes], str]:
    if name == "SEARCH":
        return [_search(mails, rest)], "OK"
    if name == "EXPUNGE":
        only = {int(rest)} if rest else set(mails)
        for uid in [one for one in mails if one in only and r"\Deleted" in mails[one].flags]:
            del mails[uid]
        return [], "OK"
    uid = int(rest.split(maxsplit=1)[0])
    if uid not in mails:
        return [], "OK"
    if name == "FETCH":
        return [_fetched(uid, mails[uid].raw, rest)], "OK"
    if name == "STORE":
        mails[uid].flags.add(r"\Deleted")
        return [], "OK"
    return [], _moved(server, mails, uid, name, rest.partition(" ")[2].strip('"'))


def _moved(server: Server, mails: dict[int, Kept], uid: int, name: str, to: str) -> str:
    if to not in server.folders:
        return "NO [TRYCREATE]"
    server.put(mails[uid].raw, to)
    if name == "MOVE":
        del mails[uid]
    return "OK"


def _search(mails: dict[int, Kept], rest: str) -> bytes:
    seen, deleted = rest.split()
    wanted = (seen == "SEEN", deleted == "DELETED")
    found = [
        uid
        for uid, one in mails.items()
        if (r"\Seen" in one.flags, r"\Deleted" in one.flags) == wanted
    ]
    return f"* SEARCH {' '.join(map(str, found))}\r\n".encode()


def _fetched(uid: int, raw: bytes, rest: str) -> bytes:
    if "RFC822.SIZE" in rest:
        return f"* 1 FETCH (UID {uid} RFC822.SIZE {len(raw)})\r\n".encode()
    most = int(re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", rest)[1])
    part = raw[:most]
    return f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(part)}}}\r\n".encode() + part + b")\r\n"
