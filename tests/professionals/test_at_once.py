"""Two at the same moment, on a real database: one report, one receipt, one code used up."""

import pytest

from tests.installation import install, run

pytestmark = [pytest.mark.database, pytest.mark.slow]

#: Makes a code and a key, and lets two threads use each at once; prints what came of it.
AT_ONCE = """
import json, threading
from uuid import uuid4
from django.db import connection
from django.test import Client
from kmt.access.actors import REPORTER, system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.kernel import clock
from kmt.kernel.refusals import Refused
from kmt.professionals.actions import give_link, make_key, send_with_code
from kmt.professionals.models import SentReport, SentSign
from kmt.professionals.rules.codes import LinkAsked
from kmt.professionals.rules.sending import Observed
from kmt.professionals.writing import Sending

wanted = {Permission.PROFESSIONALS_LINK_MAKE, Permission.PROFESSIONALS_KEY_MANAGE}
by = system_actor("test", purpose="test", permissions=frozenset(wanted))
key = make_key(by=by, organisation="GGD", days=90, nonce="n")
asked = LinkAsked(organisation="VTT", purpose="proef", name="Wim Verzonnen")
code = give_link(by=by, asked=asked, nonce="n")
start, answers, refused = threading.Barrier(4), [], []

def call():
    body = json.dumps({"text": "Iets wat gezien is.", "signs": ["A6"], "secrecy": "none"})
    headers = {"authorization": f"Bearer {key}", "idempotency-key": "een-en-dezelfde"}
    start.wait()
    answer = Client(SERVER_NAME="localhost").post(
        "/api/v1/reports/", body, content_type="application/json", headers=headers, secure=True
    )
    answers.append((answer.status_code, answer.content.decode()))
    connection.close()

def send(text):
    observed = Observed(text=text, secrecy="none")
    start.wait()
    try:
        send_with_code(
            code=code, opened=clock.now(), observed=observed, how=Sending(nonce=str(uuid4()))
        )
    except Refused as no:
        refused.append(type(no).__name__)
    connection.close()

threads = [threading.Thread(target=call) for _ in range(2)]
threads += [threading.Thread(target=send, args=(text,)) for text in ("Het ene.", "Het andere.")]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
with gate_open(REPORTER):
    ways = sorted(SentReport.objects.values_list("way", flat=True))
    signs = SentSign.objects.count()
found = {"answers": sorted(set(answers)), "ways": ways, "refused": refused, "signs": signs}
print(json.dumps(found))
"""


def test_two_at_once_give_one_report_each_way(tmp_path) -> None:
    import json

    install(tmp_path)
    found = json.loads(run(tmp_path, AT_ONCE).strip().splitlines()[-1])
    assert [status for status, _body in found["answers"]] == [201]
    assert found["ways"] == ["key", "link"]
    assert found["refused"] in (["NotFound"], ["Conflict"])
    assert found["signs"] == 1
