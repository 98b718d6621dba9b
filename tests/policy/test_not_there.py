"""What is outside your world and what never was: the same answer, to the last byte and query.

Every address that names an object is asked, by everybody who may enter it, for every row that there
is in both worlds and for an id that nobody has. For a row that no page shows to who asks, nothing
tells the one from the other: status, page, headers, number of questions to the databases. That the
time does not tell either is measured by ``./kmt bench alike``.
"""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kmt.intake import queries
from kmt.intake.models import Report
from tests.conftest import PEOPLE
from tests.policy.test_worlds import rows
from tests.policy.worlds import FORMS, World, parameters

pytestmark = pytest.mark.slow

SHUT = {"302", "403"}
#: What differs on every answer: the mark of a form, and the words that allow a style or script.
PASSING = re.compile(
    rb"(?<=csrfmiddlewaretoken\" value=\")[^\"]+|(?<=nonce-)[^']+|(?<=nonce=\")[^\"]+"
)


def doors() -> Iterator[tuple[str, str, str]]:
    """Every address that names an object, how it is asked, and who has the right to enter."""
    for row in rows():
        if row["world"] != "hengelo":
            continue
        for person in PEOPLE:
            other = next(
                one
                for one in rows()
                if (one["address"], one["world"]) == (row["address"], "enschede")
            )
            if {row[person], other[person]} - SHUT:
                yield row["address"], row["methods"].split()[0], person


def named(worlds: dict[str, World]) -> dict[str, set[UUID]]:
    """The ids that stand in addresses, by the name they have there."""
    found: dict[str, set[UUID]] = {}
    for address in {row["address"] for row in rows() if row["world"] != "-"}:
        for world in worlds.values():
            for name, one in parameters(address, world).items():
                if isinstance(one, UUID):
                    found.setdefault(name, set()).add(one)
    return found


def asked_with(address: str, world: World, one: UUID) -> dict[str, object]:
    """The address with this id wherever it names an object; what is no id stays as it is."""
    found = parameters(address, world)
    ids = [name for name, value in found.items() if isinstance(value, UUID)] or list(found)
    asked = {**found, **dict.fromkeys(ids, one)}
    if "municipality" in ids:  # which municipalities there are is no secret; this is none
        asked["municipality"] = "GM9999"
    return asked


def settled(client):
    """Past the first page, which notes in the session that somebody is there."""
    client.get(reverse("work"))
    return client


def ask(client, address: str, method: str, kwargs: dict[str, object]):
    """What can be seen of an answer: status, page, headers, and how much was asked."""
    url = reverse(address, kwargs=kwargs)
    with (
        CaptureQueriesContext(connections["default"]) as one,
        CaptureQueriesContext(connections["keys"]) as other,
    ):
        answer = getattr(client, method)(url, FORMS.get(address, {}))
    if answer.status_code != 404:
        return None
    page = PASSING.sub(b"", answer.content)
    for asked in kwargs.values():
        page = page.replace(str(asked).encode(), b"")
    headers = {name: PASSING.sub(b"", value.encode()) for name, value in answer.items()}
    return page, headers, len(one), len(other)


@pytest.mark.parametrize("person", PEOPLE)
def test_outside_your_world_and_never_there_are_the_same(person, worlds, people):
    client, answers, inside = settled(people(person)), [], set()
    for address, method, _ in (one for one in doors() if one[2] == person):
        here = worlds["hengelo"]
        name = next(iter(parameters(address, here)))
        nowhere = ask(client, address, method, asked_with(address, here, uuid4()))
        assert nowhere is not None, address
        assert nowhere == ask(client, address, method, asked_with(address, here, uuid4())), address
        for one in {(name, one) for one in named(worlds).get(name, ())} - inside:
            there = ask(client, address, method, asked_with(address, here, one[1]))
            if there is None:  # this row is in the world of this person
                inside.add(one)
            answers.append((address, one, there, nowhere))
    outside = [one for one in answers if one[1] not in inside]
    assert [(one[0], where(*one[2:])) for one in outside if one[2] != one[3]] == []


def test_there_are_rows_outside_the_world_of_some(worlds, people):
    """So that the test above has something to compare: the other municipality's report."""
    client = settled(people("focal_point_hengelo"))
    for world, there in (("hengelo", True), ("enschede", False)):
        answer = ask(client, "intake:report_detail", "get", {"report_id": worlds[world].fresh})
        assert (answer is None) is there


def where(there, nowhere) -> list[str]:
    names = ("page", "headers", "queries", "queries for keys")
    return [
        f"{name}: {one} {other}" if name.startswith("queries") else name
        for name, one, other in zip(names, there, nowhere, strict=True)
        if one != other
    ]


def test_a_page_that_tells_is_noticed(worlds, people, monkeypatch):
    """So that the test above is known to bite: a second question for a row that is there."""
    right = queries.report_detail

    def telling(actor, report_id):
        if Report.objects.seen_by(actor, ~Q(pk=None)).filter(pk=report_id).exists():
            Report.objects.seen_by(actor, ~Q(pk=None)).filter(pk=report_id).exists()
        return right(actor, report_id)

    monkeypatch.setattr(queries, "report_detail", telling)
    client, address = settled(people("focal_point_hengelo")), "intake:report_detail"
    nowhere = ask(client, address, "get", {"report_id": uuid4()})
    there = ask(client, address, "get", {"report_id": worlds["enschede"].fresh})
    assert where(there, nowhere) == [f"queries: {nowhere[2] + 1} {nowhere[2]}"]
