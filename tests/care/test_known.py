"""From a case: is this person known in care, and who decides that two are one."""

import pytest
from django.urls import reverse

from kmt.access.actors import REPORTER
from kmt.care import queries
from kmt.vault import queries as vault
from kmt.vault.actions import amend_person
from kmt.vault.rules import Identity
from tests.policy.worlds import make_world


@pytest.fixture
def two_cases(desk, coordinator):
    """Two cases of persons who go by one name."""
    made = [make_world(REPORTER, desk, coordinator, one) for one in ("GM0164", "GM0153")]
    for world in made:
        identity, version = vault.identity_to_amend(coordinator, world.person)
        known = Identity(name="Tomek Verzonnen", description=identity.description)
        amend_person(
            by=coordinator, person_id=world.person, identity=known, version=version, source="zelf"
        )
    return made


def test_a_case_finds_the_other_and_never_itself_and_a_coordinator_decides(
    coordinator, log_in, two_cases
):
    one, other = two_cases
    client, page = log_in("coordinator"), reverse("care:known", args=(one.case,))
    text = client.post(page, {"do": "search", "name": "Tomek Verzonnen"}).content.decode()
    mine, label = (queries.case(coordinator, each.case).person_label for each in two_cases)
    assert f"<strong>{label}</strong>" in text
    assert f"<strong>{mine}</strong>" not in text
    sent = {"do": "decide", "shown": f"{other.person}:{label}", "answer": str(other.person)}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, sent | {"reason": "zelfde geboortedorp"}).status_code == 302
    assert {ref.id for ref in vault.same_person(coordinator, one.person)} == {other.person}


def test_a_case_shows_what_may_be_shared(coordinator, log_in, two_cases):
    text = log_in("coordinator").get(reverse("care:case", args=(two_cases[0].case,)))
    assert "Mag worden gedeeld met CoMensha" in text.content.decode()
