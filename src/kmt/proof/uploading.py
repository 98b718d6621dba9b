"""Sends hostile files through the public form and looks at what became of them.

For ``./kmt bench uploads`` (ten thousand, in an installation that exists for this only) and for
its small test. Every upload ends in a receipt or in a sentence; what is kept waits for the
scanner; what was made anew holds nothing of what was hidden in it.
"""

import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kmt.attachments.actions import scanner
from kmt.attachments.files import KINDS, MOST_FILES
from kmt.attachments.queries import WaitingFile, waiting_file, waiting_files
from kmt.proof.hostile_files import HIDDEN, File, hostile_upload

FORM = "/melden/?alles"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_RECEIPT = re.compile(r'class="receipt"')
_ERROR = re.compile(r'class="[^"]*error')
#: Long enough not to stand by chance in the bytes of a photo.
_RUNS = (b"<script", b"/JavaScript", b"/OpenAction", b"/Launch", b"/EmbeddedFile", HIDDEN)
_PAGE_OPEN = 200


@dataclass(slots=True)
class Uploads:
    """How it went."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    accepted_files: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        """The same as plain figures."""
        ordered = sorted(self.seconds)
        return {
            "uploads": len(ordered),
            "answers": {str(code): number for code, number in sorted(self.statuses.items())},
            "server_errors": sum(n for code, n in self.statuses.items() if code >= 500),
            "files_accepted": self.accepted_files,
            "files_kept": dict(sorted(self.kept.items())),
            "median_ms": round(statistics.median(ordered) * 1000, 1),
            "p99_ms": round(ordered[len(ordered) * 99 // 100] * 1000, 1),
            "slowest_ms": round(ordered[-1] * 1000, 1),
            "wrong": self.wrong[:20],
            "met": not self.wrong,
        }


def send_hostile(count: int, seed: int) -> Uploads:
    """Send so many uploads, and look at everything that is kept afterwards."""
    draw, found, visitor = random.Random(seed), Uploads(), Client(raise_request_exception=False)  # noqa: S311 - not a secret
    token = ""
    for number in range(count):
        if number % _PAGE_OPEN == 0:
            token = _token(visitor)
        _send(found, visitor, token, number, hostile_upload(draw))
    _look_at_what_is_kept(found)
    return found


def _token(visitor: Client) -> str:
    page = _TOKEN.search(visitor.get(FORM).content.decode())
    if page is None:
        raise RuntimeError("The form has no token.")
    return page[1]


def _send(found: Uploads, visitor: Client, token: str, number: int, files: list[File]) -> None:
    """One upload; its answer is a receipt, or the form with a sentence and with what was typed."""
    story = f"Verzonnen verhaal {number}."
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    began = time.perf_counter()
    answer = visitor.post(FORM, {"token": token, "narrative": story, "attachment": sent})
    found.seconds.append(time.perf_counter() - began)
    found.statuses[answer.status_code] += 1
    page = answer.content.decode()
    if answer.status_code == 200 and _RECEIPT.search(page):
        found.accepted_files += len(files)
        if len(files) > MOST_FILES:
            found.wrong.append(f"{number}: {len(files)} files were taken")
    elif answer.status_code != 422 or story not in page or not _ERROR.search(page):
        found.wrong.append(f"{number}: {answer.status_code} without a sentence or the story")


def _look_at_what_is_kept(found: Uploads) -> None:
    by = scanner()
    for file_id in waiting_files(by):
        kept = waiting_file(by, file_id)
        if kept is None:
            found.wrong.append(f"{file_id} is gone")
            continue
        found.kept[f"{kept.kind}{', made anew' if kept.cleaned else ''}"] += 1
        found.wrong += [f"{file_id}: {problem}" for problem in _problems(kept)]
    if found.kept.total() != found.accepted_files:
        found.wrong.append(f"{found.accepted_files} accepted, {found.kept.total()} kept")


def _problems(kept: WaitingFile) -> Iterator[str]:
    """What should not have been kept in this file."""
    if kept.kind not in KINDS:
        yield f"kind {kept.kind!r}"
    if not kept.cleaned:
        return
    content = kept.content
    if kept.kind == "pdf":
        with pikepdf.open(BytesIO(content)) as pdf:
            content += b" ".join(_unpacked(one) for one in pdf.objects)
    for sign in _RUNS:
        if sign in content:
            yield f"{kept.kind} made anew holds {sign.decode()}"


def _unpacked(one: pikepdf.Object) -> bytes:
    """An object of a PDF in bytes that can be searched, its stream unpacked where that can be."""
    if not isinstance(one, pikepdf.Stream):
        return one.unparse(resolved=True)
    try:
        return one.read_bytes()
    except pikepdf.PdfError:  # a picture, or packed in a way that nobody can unpack
        return one.read_raw_bytes()
