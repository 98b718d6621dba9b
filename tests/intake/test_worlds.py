"""Worlds: who may not know of a report cannot see, count, search or infer it."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.access.permissions import Permission
from kmt.intake import access, queries
from kmt.intake.models import Report, ReportStep
from kmt.intake.rules import PersonToAdd
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.triage import access as triage_access
from kmt.triage.models import Triage
from kmt.triage.queries import triages
from kmt.vault.rules import Identity
from tests.intake.conftest import ENSCHEDE, HENGELO, text_of

PLACES = [HENGELO, ENSCHEDE, "GM0141", ""]
SECRET = "Geheim verhaal"


@pytest.fixture
def reports(tell, weigh) -> dict[str, list[UUID]]:
    """In each place one report that is new and one that went to care."""
    found: dict[str, list[UUID]] = {}
    for place in PLACES:
        found[place] = [tell(SECRET, municipality=place), tell(SECRET, municipality=place)]
        weigh(
            found[place][1],
            outcome="care_case",
            person=PersonToAdd(identity=Identity(description="man, 30")),
        )
    return found


def test_a_focal_point_lists_and_counts_the_own_municipality_only(
    reports, focal_point_hengelo, focal_point_enschede
) -> None:
    for actor, place in ((focal_point_hengelo, HENGELO), (focal_point_enschede, ENSCHEDE)):
        found = queries.worklist(actor, "all")
        assert {line.id for line in found.lines} == set(reports[place])
        assert found.counts["all"] == found.total == 2
        assert {one.municipality for one in queries.counts(actor)} == {place}
        assert sum(one.number for one in queries.counts(actor)) == 2


def test_hengelo_cannot_open_what_enschede_has(reports, log_in) -> None:
    client = log_in("focal_point_hengelo")
    ours, theirs = reports[HENGELO][0], reports[ENSCHEDE][0]
    assert client.get(f"/meldingen/{ours}/").status_code == 200
    unknown = client.get("/meldingen/00000000-0000-4000-8000-000000000000/")
    for id_ in (theirs, reports[""][0]):
        page = client.get(f"/meldingen/{id_}/")
        assert page.status_code == 404
        assert text_of(page) == text_of(unknown)


def test_a_focal_point_sees_facts_and_no_word_of_what_was_told(
    reports, log_in, focal_point_hengelo
) -> None:
    client = log_in("focal_point_hengelo")
    for id_ in reports[HENGELO]:
        page = client.get(f"/meldingen/{id_}/")
        assert "Het verhaal lees je niet" in text_of(page)
        assert SECRET not in text_of(page)
        assert "acht mannen" not in text_of(page)
        found = queries.report_detail(focal_point_hengelo, id_)
        assert not found.told
        assert (found.narrative, found.summary, found.persons) == ("", "", ())
        assert triages(focal_point_hengelo, id_) == ()
    assert SECRET not in text_of(client.get("/meldingen/"))
    assert [line.title for line in queries.worklist(focal_point_hengelo).lines] == [""]


@pytest.mark.parametrize("page", ["triage/", "persoon/", "oppakken/", "sluiten/"])
def test_a_focal_point_is_told_that_the_desk_does_the_rest(page, reports, log_in) -> None:
    found = log_in("focal_point_hengelo").get(f"/meldingen/{reports[HENGELO][0]}/{page}")
    assert found.status_code == 403
    assert "medewerker meldpunt" in text_of(found)


@pytest.mark.parametrize("who", ["coordinator", "analyst", "privacy_officer", "administrator"])
def test_others_are_refused_at_the_list_and_at_a_report(who, reports, log_in) -> None:
    client = log_in(who)
    assert client.get("/meldingen/").status_code == 403
    assert client.get(f"/meldingen/{reports[HENGELO][0]}/").status_code == 403


def test_a_stranger_is_sent_to_the_log_in(reports, client) -> None:
    for path in ("/meldingen/", f"/meldingen/{reports[HENGELO][0]}/"):
        assert client.get(path).status_code == 302
        assert "/inloggen/" in client.get(path).headers["Location"]


ACTORS = st.builds(
    lambda permissions, world, whole: Actor(
        id="somebody",
        name="Iemand",
        role="test",
        organisation="KMT",
        permissions=frozenset(permissions),
        world=frozenset(world),
        whole_region=whole,
    ),
    st.sets(
        st.sampled_from(
            [
                Permission.INTAKE_REPORT_LIST,
                Permission.INTAKE_REPORT_READ,
                Permission.INTAKE_REPORT_TRIAGE,
                Permission.CARE_CASE_OPEN,
                Permission.INSIGHT_COUNT_READ,
                Permission.VAULT_PERSON_REGISTER,
            ]
        )
    ),
    st.sets(st.sampled_from(PLACES[:3])),
    st.booleans(),
)


@given(actor=ACTORS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_in_any_world_no_query_gives_what_access_denies(actor: Actor, reports) -> None:
    """Random permissions and worlds: whatever comes back was this actor's to know."""
    known = {id_ for place, ids in reports.items() if actor.knows(place) for id_ in ids}
    to_care = {ids[1] for place, ids in reports.items() if actor.knows(place)}
    listed = known if actor.may(Permission.INTAKE_REPORT_LIST) else set()
    handed = to_care if actor.may(Permission.CARE_CASE_OPEN) else set()
    counted = len(known) if actor.may(Permission.INSIGHT_COUNT_READ) else 0

    found = _or_none(lambda: queries.worklist(actor, "all"))
    assert {line.id for line in found.lines} == listed if found else not listed
    reads = bool(listed) and actor.may(Permission.INTAKE_REPORT_READ)
    assert all(bool(line.title) is reads for line in (found.lines if found else ()))
    care = _or_none(lambda: queries.routed_to_care(actor)) or ()
    assert {one.id for one in care} == handed
    counts = _or_none(lambda: queries.counts(actor)) or ()
    assert sum(one.number for one in counts) == counted
    assert all(actor.knows(one.municipality) for one in counts)
    for ids in reports.values():
        for id_ in ids:
            detail = _or_none(lambda id_=id_: queries.report_detail(actor, id_))
            assert (detail is not None) is (id_ in listed)
            assert detail is None or bool(detail.narrative) is reads
            for_care = _or_none(lambda id_=id_: queries.report_for_care(actor, id_))
            assert (for_care is not None) is (id_ in handed)


def _or_none(ask):
    try:
        return ask()
    except Refused:
        return None


@pytest.mark.parametrize("rule", [access.visible, access.visible_to_care, access.countable])
def test_without_the_permission_no_report_exists(reports, privacy_officer, desk, rule) -> None:
    everything = Report.objects.seen_by(desk, access.visible(desk))
    assert everything.exists()
    assert not everything.filter(rule(privacy_officer)).exists()


def test_without_the_permission_no_part_of_a_report_exists(reports, privacy_officer, desk) -> None:
    for part, rule in ((ReportStep, access.visible_parts), (Triage, triage_access.visible)):
        everything = part.objects.seen_by(desk, rule(desk))
        assert everything.exists()
        assert not everything.filter(rule(privacy_officer)).exists()
