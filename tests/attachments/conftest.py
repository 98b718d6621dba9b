"""Files to test with: sent along with a report, as the public would."""

from collections.abc import Callable
from uuid import UUID

import pytest

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.attachments.actions import scan_waiting, scanner
from kmt.attachments.files import SentFile
from kmt.attachments.models import Attachment
from kmt.intake.actions import submit_report
from kmt.intake.rules import Told
from tests.attachments.clamd import clamd
from tests.sent_files import picture

PICTURE = SentFile(name="foto van huis.jpg", kind="jpeg", content=picture(), cleaned=True)
TEXT = SentFile(name="briefje.txt", kind="txt", content=b"Gewone tekst.")
Send = Callable[..., UUID]


@pytest.fixture
def send(db) -> Send:
    """Send a report with these files; gives its id."""

    def tell(*files: SentFile, municipality: str = "GM0164") -> UUID:
        told = Told(narrative="Zie de bijlagen.", municipality=municipality)
        nonce = f"n{len(files)}{municipality}"
        return submit_report(by=REPORTER, told=told, nonce=nonce, files=files).report_id

    return tell


@pytest.fixture
def scanned(settings, tmp_path_factory) -> Callable[..., object]:
    """Have everything that waits looked at by a scanner that answers like this."""

    def look(*answer: Callable[[bytes], bytes]):
        with clamd(tmp_path_factory.mktemp("c"), *answer) as where:
            settings.KMT_CLAMAV = where
            return scan_waiting(by=scanner())

    return look


def all_files() -> list[Attachment]:
    """Every file there is, in the order in which it was sent."""
    with gate_open(scanner()):
        return list(Attachment.objects.all().order_by("object_id", "position"))
