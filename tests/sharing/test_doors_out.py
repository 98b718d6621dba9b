"""Every door out is named, and is a disclosure, an aggregate, a right of the person or no person.

A page on a colleague's screen stays inside: who sees it is in ``tests/policy``. What makes a file,
a message or a download is found here by what it calls; one that is not in the table fails.
"""

import ast
import re
from enum import Enum

import pytest

from kmt.kernel import clock
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.sharing import may_share
from tests.building.tree import Source, plant, sources

#: Ways to make something that can be carried out of the product.
WAYS_OUT = re.compile(
    r"Content-Disposition|FileResponse|StreamingHttpResponse|JsonResponse|EmailMessage"
    r"|\bsmtplib\b|urlopen|http\.client|\bhttpx\b|import requests\b|\.write_bytes\(|\.write_text\("
    r"|csv\.writer|\.open\(\"[wax]b?\"|fdopen\([^)]*\"[wax]|json\.dumps\(.*indent"
)


class Because(Enum):
    """Why something may leave."""

    AGGREGATE = "numbers without a person (R6, M061)"
    RIGHT = "the person's own right (AVG 15-21)"
    SUPERVISION = "the record, for supervision and its own proof (M054, M055)"
    NO_PERSON = "keys, marks and documents: nothing about anybody"
    SENT = "a file sent along, saved with a reason and proof; or a paper about nobody; recorded"
    INSIDE = "a form of the person, opened by a colleague who may; recorded as a look"
    SHARED = "made for one receiver on a decision to share that holds; checked where it is made"


#: Each door, and why it may be there.
DOORS = {
    "src/kmt/audit/management/commands/export_looks.py": Because.RIGHT,
    "src/kmt/audit/management/commands/export_privacy_audit.py": Because.SUPERVISION,
    "src/kmt/audit/management/commands/prove_audit.py": Because.SUPERVISION,
    "src/kmt/audit/heads.py": Because.NO_PERSON,
    "src/kmt/audit/places.py": Because.NO_PERSON,
    "src/kmt/audit/signing.py": Because.NO_PERSON,
    "src/kmt/duty/mail.py": Because.NO_PERSON,
    "src/kmt/duty/rounds.py": Because.NO_PERSON,
    "src/kmt/factsheets/actions.py": Because.AGGREGATE,
    "src/kmt/factsheets/views.py": Because.AGGREGATE,
    "src/kmt/rounds/mailing.py": Because.NO_PERSON,
    "src/kmt/training/mailing.py": Because.NO_PERSON,
    "src/kmt/finance/importing.py": Because.NO_PERSON,
    "src/kmt/finance/views/reading_in.py": Because.NO_PERSON,
    "src/kmt/finance/views/showing.py": Because.NO_PERSON,
    "src/kmt/governance/views/meetings.py": Because.NO_PERSON,
    "src/kmt/policy_frame/views.py": Because.NO_PERSON,
    "src/kmt/options/views.py": Because.NO_PERSON,
    "src/kmt/scenarios/views.py": Because.NO_PERSON,
    "src/kmt/insight/actions/factsheets.py": Because.AGGREGATE,
    "src/kmt/insight/views.py": Because.AGGREGATE,
    "src/kmt/kernel/master_key.py": Because.NO_PERSON,
    "src/kmt/mailbox/answering.py": Because.NO_PERSON,
    "src/kmt/conference/views/listing.py": Because.NO_PERSON,
    "src/kmt/conference/views/minutes.py": Because.SHARED,
    "src/kmt/dossier/views.py": Because.SHARED,
    "src/kmt/exchange/filing.py": Because.SHARED,
    "src/kmt/exchange/region_keys.py": Because.NO_PERSON,
    "src/kmt/exchange/views/answering.py": Because.SHARED,
    "src/kmt/plan/copying.py": Because.RIGHT,
    "src/kmt/prevention/views/material.py": Because.NO_PERSON,
    "src/kmt/plan/views/planning.py": Because.INSIDE,
    "src/kmt/proof/bench.py": Because.NO_PERSON,
    # The certificate of whom it is about, or made for them by who keeps the trainings; calendars
    # without names.
    "src/kmt/training/views/taking.py": Because.RIGHT,
    "src/kmt/proof/trial.py": Because.NO_PERSON,
    "src/kmt/proof/visitor.py": Because.NO_PERSON,
    "src/kmt/situation/views.py": Because.SHARED,
    "src/kmt/demo/mail.py": Because.NO_PERSON,
    "src/kmt/demo/knowledge.py": Because.NO_PERSON,
    "src/kmt/knowledge/views/keeping.py": Because.NO_PERSON,
    "src/kmt/proof/municipalities.py": Because.AGGREGATE,
    "src/kmt/project/management/commands/make_docs.py": Because.NO_PERSON,
    "src/kmt/project/management/commands/split_master_key.py": Because.NO_PERSON,
    "src/kmt/persons/views.py": Because.INSIDE,
    "src/kmt/attachments/views.py": Because.SENT,
    "src/kmt/professionals/views/api.py": Because.NO_PERSON,
    "src/kmt/proof/calling.py": Because.NO_PERSON,
    "src/kmt/proof/door.py": Because.NO_PERSON,
    "src/kmt/proof/knocking.py": Because.NO_PERSON,
    "src/kmt/reception/views.py": Because.NO_PERSON,
}
#: A room that gives people what they have a right to.
ROOMS_OF_RIGHTS = ("src/kmt/rights/",)
#: Only these rooms make the record of a share.
DECIDERS = ("src/kmt/lawfulness/", "src/kmt/sharing/")
#: What knows persons, cases or stories: nothing that leaves as an aggregate reads there.
OF_PEOPLE = ("kmt.vault", "kmt.care", "kmt.intake", "kmt.sharing", "kmt.rights")


def doors(found: list[Source]) -> set[str]:
    """The files through which something can leave."""
    return {one.name for one in found if WAYS_OUT.search(one.text)}


def unnamed(found: list[Source]) -> list[str]:
    """Doors without a reason."""
    return sorted(
        name for name in doors(found) - DOORS.keys() if not name.startswith(ROOMS_OF_RIGHTS)
    )


def imports(source: Source) -> set[str]:
    """The modules a file imports."""
    return {
        name
        for node in ast.walk(source.tree)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }


def house() -> list[Source]:
    """The program itself."""
    return [one for one in sources() if one.name.startswith("src/kmt/")]


def test_every_door_out_is_named_with_its_reason() -> None:
    assert unnamed(house()) == []


def test_the_table_names_no_door_that_is_gone() -> None:
    there = doors(house())
    assert [
        name for name in DOORS if name not in there and name != "src/kmt/persons/views.py"
    ] == []


@pytest.mark.parametrize(
    "line",
    [
        "HttpResponse(x, headers={'Content-Disposition': 'attachment'})",
        'path.open("w").write(story)',
        "EmailMessage('x', story)",
        "csv.writer(out)",
        "return JsonResponse(case)",
    ],
)
def test_a_door_that_nobody_named_is_found(line: str, tmp_path) -> None:
    path = plant(tmp_path, "src/kmt/care/views.py", line)
    assert unnamed([Source(path, tmp_path)]) == ["src/kmt/care/views.py"]


def test_an_aggregate_reads_nothing_of_people_and_may_go() -> None:
    reading = {
        one.name: [name for name in imports(one) if name.startswith(OF_PEOPLE)]
        for one in house()
        if DOORS.get(one.name) is Because.AGGREGATE
    }
    assert reading
    assert not any(reading.values()), reading
    asked = ShareRequest(
        compartment="R6",
        sender="kmt_analyst",
        recipient="public",
        purpose="P_STAT",
        data=frozenset({"K_AGGREGATE"}),
        subject="nobody",
    )
    assert may_share(asked, sharing_matrix(), clock.today()).may


def test_the_log_goes_to_supervision_and_nowhere_else() -> None:
    def to(recipient: str, purpose: str, data: str) -> bool:
        asked = ShareRequest(
            compartment="R3",
            sender="zvh",
            recipient=recipient,
            purpose=purpose,
            data=frozenset({data}),
            subject="staff",
        )
        return may_share(asked, sharing_matrix(), clock.today()).may

    assert to("ap", "P_AUDIT", "K_AUDIT")
    assert to("internal_control", "P_CONTROL", "K_LOG")
    assert not to("partner", "P_CONTROL", "K_LOG")
    assert not to("public", "P_AUDIT", "K_LOG")


def test_only_the_share_assistant_and_transfers_decide_that_something_leaves() -> None:
    callers = {
        one.name
        for one in house()
        for name, _ in one.calls()
        if name.split(".")[-1] == "decide_disclosure"
    }
    assert "src/kmt/sharing/actions.py" in callers
    assert [name for name in callers if not name.startswith(DECIDERS)] == []
