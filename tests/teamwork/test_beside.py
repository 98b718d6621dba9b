"""What teamwork keeps with a case: destroyed with it, told to the person, counted for the term."""

from uuid import uuid4

import pytest

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.care.queries import case
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.teamwork import actions
from kmt.teamwork.actions.letting_in import Giving
from kmt.teamwork.actions.talking import Saying
from kmt.teamwork.beside import BESIDE
from kmt.teamwork.models import CaseComment, Given, KnownThing, LetIn, PartnerTask
from kmt.teamwork.rules import GivenKind
from tests.teamwork.conftest import QUESTION

TABLES = (LetIn, Given, PartnerTask, CaseComment, KnownThing)


@pytest.fixture
def full(case_id, part, ask, coordinator):
    """A case with something in every table."""
    ask(case_id, part)
    agreed = Giving(kind=GivenKind.AGREEMENT, words="Kanarie Afspraak")
    actions.give(by=coordinator, case_id=case_id, part_id=part, asked=agreed, token=uuid4())
    said = Saying(to="", text="Kanarie Opmerking", part_id=part)
    actions.comment(by=coordinator, case_id=case_id, asked=said, token=uuid4())
    return case_id


@pytest.fixture
def terms() -> Actor:
    """The job that guards the terms."""
    wanted = frozenset({Permission.RETENTION_TERM_RUN})
    return system_actor("retention", purpose="retention", permissions=wanted)


def test_everything_goes_with_the_case_and_nothing_of_another(full, make_case, let_in, vera, terms):
    other = make_case()
    let_in(other, vera)
    with gate_open(terms, writing=True):
        assert BESIDE.take_out(terms, full) >= len(TABLES)
        for table in TABLES:
            assert not table.objects.filter(case_id=full).exists()
        assert LetIn.objects.filter(case_id=other).count() == 1


def test_each_piece_counts_for_the_term(full, terms):
    days = [day for case, day in BESIDE.made_on(terms) if case == full]
    assert set(days) == {clock.today()}
    assert len(days) >= len(TABLES)


def test_the_person_reads_which_organisation_got_what_and_no_name(full, privacy_officer):
    pieces = list(BESIDE.told(privacy_officer, full))
    words = " ".join(line.text for one in pieces for line in one.lines)
    for there in ("GGD Twente", QUESTION, "Kanarie Afspraak", "Kanarie Opmerking"):
        assert there in words
    assert "Gerda" not in words
    assert [one.kind for one in pieces if one.delicate] == ["opmerking"]


def test_the_timeline_names_the_organisation_and_not_the_person_there(full, coordinator):
    """The person gets the timeline too; names of who helps elsewhere are no part of it."""
    said = " ".join(one.text for one in case(coordinator, full).events)
    assert "GGD Twente" in said
    assert "Gerda" not in said


@pytest.mark.parametrize("who", ["coordinator", "analyst", "gerda"])
def test_nobody_else_is_told_or_sees_the_rows_of_every_case(who, full, request):
    actor = request.getfixturevalue(who)
    assert list(BESIDE.told(actor, full)) == []
    assert list(BESIDE.made_on(actor)) == []
