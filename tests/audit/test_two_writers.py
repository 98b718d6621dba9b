"""Several processes and threads write in the record at once, on a real database: it stays whole."""

import pytest

from tests.installation import install, run, start

pytestmark = [pytest.mark.database, pytest.mark.slow]

WRITE = """
import threading
from django.db import connection, transaction
from kmt.access.actors import REPORTER
from kmt.audit.actions import Event, record

def write():
    for number in range(15):
        with transaction.atomic():
            record(Event(actor=REPORTER, action="create", object_type="report"))
            if number % 5 == 4:
                transaction.set_rollback(True)
    connection.close()

threads = [threading.Thread(target=write) for _ in range(2)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""

CHECK = """
from kmt.audit import heads
from kmt.audit.models import AuditEvent
from kmt.audit.queries import verify
outcome = verify()
print(outcome.events, len(outcome.breaks), heads.noted()[-1].seq)
"""


def test_four_writers_at_once_keep_the_chain_whole_and_lose_nothing(tmp_path):
    install(tmp_path)
    writers = [start(tmp_path, WRITE) for _ in range(2)]
    for writer in writers:
        _, wrong = writer.communicate()
        assert writer.returncode == 0, wrong
        assert "Error" not in wrong
    kept = 2 * 2 * 12
    assert run(tmp_path, CHECK).split() == [str(kept), "0", str(kept)]
