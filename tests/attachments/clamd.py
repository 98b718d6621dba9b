"""A scanner to test with: a real socket server that speaks INSTREAM as clamd does."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

#: The test file of the anti-virus makers (eicar.org), in two halves so that no scanner on the
#: computer of a developer takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLEAN, FOUND = b"stream: OK\0", b"stream: Eicar-Test-Signature FOUND\0"
Answer = Callable[[bytes], bytes]


def honest(content: bytes) -> bytes:
    """What clamd would say."""
    return FOUND if EICAR in content else CLEAN


@contextmanager
def clamd(
    folder: Path, answer: Answer = honest, *, wait: threading.Event | None = None
) -> Iterator[str]:
    """A scanner on a socket in this folder; gives its setting. ``wait`` holds back the answer."""
    path = folder / "s"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()
        threading.Thread(target=_serve, args=(server, answer, wait), daemon=True).start()
        yield f"unix:{path}"
        server.shutdown(socket.SHUT_RDWR)


def _serve(server: socket.socket, answer: Answer, wait: threading.Event | None) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as sent:
            content = _stream(sent)
            if wait is not None:
                wait.wait(5)
            try:
                connection.sendall(answer(content))
            except OSError:
                continue


def _stream(sent) -> bytes:
    """The bytes between the command and the empty piece; broken protocol is an error."""
    assert sent.read(10) == b"zINSTREAM\0"
    content = b""
    while length := int.from_bytes(sent.read(4), "big"):
        piece = sent.read(length)
        assert len(piece) == length
        content += piece
    return content
