"""What municipalities say of their obligations, the evidence, the review, and what others see."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.mandate import actions, queries
from kmt.mandate.actions import Past
from kmt.mandate.models import CountedSpan, Evidence, StandingEntry
from kmt.mandate.rules import Code, Given, Said

HENGELO, ENSCHEDE = "GM0164", "GM0153"
NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stopped():
    with clock.frozen(NOW):
        yield


def decision(dated: date = date(2025, 1, 15), **more: object) -> Given:
    whole = {"kind": "decision", "title": "Raadsbesluit", "number": "2025-12", "dated": dated}
    return Given(**{**whole, **more})


def met(by: Actor, item: str = "C01", municipality: str = HENGELO, **more: object) -> None:
    given = decision(**more)
    actions.add_evidence(by=by, municipality=municipality, item=item, given=given)
    actions.put_standing(by=by, municipality=municipality, item=item, said=Said(code=Code.MET))


def item(actor: Actor, code: str = "C01", municipality: str = HENGELO):
    return queries.item_view(actor, municipality, code)


def test_a_municipality_that_said_nothing_has_28_items_of_which_none_is_met(
    focal_point_hengelo: Actor,
) -> None:
    seen = queries.municipality_view(focal_point_hengelo, HENGELO)
    assert (seen.name, len(seen.items), seen.met, seen.total) == ("Hengelo", 28, 0, 28)
    assert [one.words for one in seen.themes] == [
        "Beleid",
        "Signalen zien",
        "Bewustwording",
        "Samenwerken",
        "Opvang en hulp",
        "Dwars door de thema's",
    ]
    assert sum(one.tally.total for one in seen.themes) == 28
    assert {one.ask for one in seen.items} == {"not_said"}


def test_met_needs_evidence_that_counts_today(focal_point_hengelo: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        actions.put_standing(
            by=focal_point_hengelo, municipality=HENGELO, item="C01", said=Said(code=Code.MET)
        )
    assert "bewijs" in refused.value.fields["code"]
    met(focal_point_hengelo)
    seen = item(focal_point_hengelo)
    assert (seen.code, seen.counts, seen.until) == (Code.MET, True, date(2029, 1, 14))
    assert queries.municipality_view(focal_point_hengelo, HENGELO).met == 1


def test_evidence_that_ran_out_no_longer_counts_and_says_so(
    focal_point_hengelo: Actor, adviser: Actor
) -> None:
    met(focal_point_hengelo)
    with clock.frozen(datetime(2029, 1, 14, 12, tzinfo=UTC)):
        assert item(adviser).code == Code.MET
        assert queries.region_view(adviser).met == 1
    with clock.frozen(datetime(2029, 1, 15, 12, tzinfo=UTC)):
        seen = item(adviser)
        assert (seen.code, seen.words, seen.until) == (
            Code.EXPIRED,
            "bewijs verlopen",
            date(2029, 1, 14),
        )
        assert queries.municipality_view(adviser, HENGELO).met == 0
        region = queries.region_view(adviser)
        assert (region.met, region.tally.expired) == (0, 1)
        assert [one.met for one in queries.progress(adviser, HENGELO)] == [1, 1, 1, 0]


def test_a_day_of_the_past_is_shown_as_it_was(focal_point_hengelo: Actor, adviser: Actor) -> None:
    met(focal_point_hengelo)
    with clock.frozen(datetime(2027, 6, 1, 12, tzinfo=UTC)):
        said = Said(code=Code.UNDER_WAY, why="Het beleid wordt herschreven.")
        actions.put_standing(by=focal_point_hengelo, municipality=HENGELO, item="C01", said=said)
        assert item(adviser).code == Code.UNDER_WAY
        before = date(2027, 5, 31)
        assert queries.municipality_view(adviser, HENGELO, on=before).items[0].code == Code.MET
        region = queries.region_view(adviser, on=before)
        assert (region.met, region.rows[6].cells[0].letter) == (1, "V")
        assert queries.region_view(adviser, on=date(2026, 1, 1)).met == 0
        assert [one.met for one in queries.progress(adviser)] == [1, 0]


def test_evidence_that_is_withdrawn_stays_to_be_read_with_the_reason(
    focal_point_hengelo: Actor,
) -> None:
    by = focal_point_hengelo
    evidence_id = actions.add_evidence(by=by, municipality=HENGELO, item="C01", given=decision())
    actions.put_standing(by=by, municipality=HENGELO, item="C01", said=Said(code=Code.MET))
    which = {"municipality": HENGELO, "item": "C01", "evidence_id": evidence_id}
    with pytest.raises(Invalid):
        actions.withdraw_evidence(by=by, **which, reason=" ")
    actions.withdraw_evidence(by=by, **which, reason="Het besluit is ingetrokken.")
    seen = item(by)
    assert (seen.code, seen.evidence[0].withdrawn_why) == (
        Code.EXPIRED,
        "Het besluit is ingetrokken.",
    )
    kinds = [one.kind for one in queries.history(by, HENGELO, "C01")]
    assert sorted(kinds) == ["given", "met", "withdrawn"]


def test_the_adviser_asks_back_with_a_reason_and_new_evidence_opens_it_again(
    focal_point_hengelo: Actor, adviser: Actor
) -> None:
    which = {"municipality": HENGELO, "item": "C01"}
    with pytest.raises(Refused, match="nog niets ingevuld"):
        actions.review(by=adviser, **which, opinion="agrees")
    met(focal_point_hengelo)
    with pytest.raises(Refused, match="wat je terugvraagt"):
        actions.review(by=adviser, **which, opinion="asks_back")
    actions.review(by=adviser, **which, opinion="asks_back", reason="Welke vormen?")
    seen = item(focal_point_hengelo)
    assert (seen.opinion, seen.opinion_reason, seen.ask) == (
        "asks_back",
        "Welke vormen?",
        "asked_back",
    )
    actions.add_evidence(by=focal_point_hengelo, **which, given=decision(number="2025-13"))
    assert item(adviser).opinion == ""
    actions.review(by=adviser, **which, opinion="agrees")
    assert item(focal_point_hengelo).opinion == "agrees"
    told = [(one.kind, one.who) for one in queries.history(focal_point_hengelo, **which)]
    assert ("asks_back", "Wies Beleid") in told
    assert ("met", "Hanna Hengelo") in told


def test_an_agreement_ends_when_the_evidence_is_withdrawn(
    focal_point_hengelo: Actor, adviser: Actor
) -> None:
    met(focal_point_hengelo)
    which = {"municipality": HENGELO, "item": "C01"}
    actions.review(by=adviser, **which, opinion="agrees")
    evidence_id = item(adviser).evidence[0].id
    actions.withdraw_evidence(
        by=focal_point_hengelo, **which, evidence_id=evidence_id, reason="Ingetrokken"
    )
    assert item(adviser).opinion == ""


def test_two_at_once_get_a_conflict_and_nothing_is_written_over(
    focal_point_hengelo: Actor, adviser: Actor
) -> None:
    by, which = focal_point_hengelo, {"municipality": HENGELO, "item": "C09"}
    read = item(by, "C09").edition
    actions.put_standing(by=by, **which, said=Said(code=Code.UNDER_WAY, why="een"), edition=read)
    with pytest.raises(Conflict):
        actions.put_standing(
            by=by, **which, said=Said(code=Code.UNDER_WAY, why="twee"), edition=read
        )
    assert item(by, "C09").why == "een"
    with pytest.raises(Conflict):
        actions.review(by=adviser, **which, opinion="agrees", edition=read)


def test_the_same_form_twice_says_it_once(focal_point_hengelo: Actor) -> None:
    by, token = focal_point_hengelo, uuid4()
    for _twice in range(2):
        actions.add_evidence(by=by, municipality=HENGELO, item="C01", given=decision(), token=token)
    said = {"municipality": HENGELO, "item": "C01", "said": Said(code=Code.MET), "token": uuid4()}
    for _twice in range(2):
        actions.put_standing(by=by, **said)
    with gate_open(by):
        assert (Evidence.objects.count(), StandingEntry.objects.count()) == (1, 1)


def test_a_focal_point_writes_its_own_municipality_only_and_the_adviser_none(
    focal_point_hengelo: Actor, adviser: Actor, member: Actor
) -> None:
    said = Said(code=Code.UNDER_WAY)
    with pytest.raises(NotFound):
        actions.put_standing(by=focal_point_hengelo, municipality=ENSCHEDE, item="C01", said=said)
    with pytest.raises(NotFound):
        actions.put_standing(by=focal_point_hengelo, municipality="GM9999", item="C01", said=said)
    for other in (adviser, member):
        with pytest.raises(NotPermitted):
            actions.put_standing(by=other, municipality=HENGELO, item="C01", said=said)
    with pytest.raises(NotPermitted):
        actions.review(by=focal_point_hengelo, municipality=HENGELO, item="C01", opinion="agrees")


def test_others_see_details_only_as_long_as_a_municipality_shares_them_and_the_total_always(
    focal_point_hengelo: Actor, focal_point_enschede: Actor, member: Actor, adviser: Actor
) -> None:
    met(focal_point_hengelo)
    others = (focal_point_enschede, member)

    def shown(actor: Actor) -> list[str]:
        region = queries.region_view(actor)
        assert (region.met, region.total) == (1, 14 * 28)
        return [one.name for one in region.rows if one.shown]

    assert shown(focal_point_hengelo) == ["Hengelo"]
    assert [shown(one) for one in others] == [["Enschede"], []]
    assert len(shown(adviser)) == 14
    for actor in others:
        with pytest.raises(NotFound):
            queries.municipality_view(actor, HENGELO)
        with pytest.raises(NotFound):
            queries.history(actor, HENGELO, "C01")
        with pytest.raises(NotFound):
            queries.progress(actor, HENGELO)
    actions.share(by=focal_point_hengelo, municipality=HENGELO)
    actions.share(by=focal_point_hengelo, municipality=HENGELO)
    assert [shown(one) for one in others] == [["Enschede", "Hengelo"], ["Hengelo"]]
    assert queries.municipality_view(member, HENGELO).shared_since == NOW.date()
    actions.stop_sharing(by=focal_point_hengelo, municipality=HENGELO)
    assert [shown(one) for one in others] == [["Enschede"], []]
    with pytest.raises(NotFound):
        actions.share(by=focal_point_hengelo, municipality=ENSCHEDE)


def test_what_does_not_apply_takes_a_reason_and_leaves_the_total(
    focal_point_hengelo: Actor,
) -> None:
    by, which = focal_point_hengelo, {"municipality": HENGELO, "item": "C19"}
    with pytest.raises(Invalid):
        actions.put_standing(by=by, **which, said=Said(code=Code.NOT_APPLICABLE))
    said = Said(code=Code.NOT_APPLICABLE, why="Geen grensgemeente.")
    actions.put_standing(by=by, **which, said=said)
    assert queries.municipality_view(by, HENGELO).total == 27
    assert [(one.met, one.total) for one in queries.progress(by, HENGELO)] == [(0, 27)]


def test_history_that_is_brought_in_counts_in_its_own_years_and_only_at_the_beginning(
    focal_point_hengelo: Actor,
) -> None:
    by = focal_point_hengelo
    past = [
        Past(item="C01", on=date(2019, 3, 1), said=Said(code=Code.UNDER_WAY)),
        Past(
            item="C01",
            on=date(2020, 2, 1),
            said=Said(code=Code.MET),
            given=(decision(date(2020, 2, 1), until=date(2023, 12, 31)),),
        ),
        Past(
            item="C09",
            on=date(2021, 2, 1),
            said=Said(code=Code.MET),
            given=(decision(date(2021, 2, 1), until=date(2030, 1, 1)),),
        ),
    ]
    assert actions.bring_in(by=by, municipality=HENGELO, past=past) == 3
    met_of = {one.year: one.met for one in queries.progress(by, HENGELO)}
    assert met_of == {2020: 1, 2021: 2, 2022: 2, 2023: 2, 2024: 1, 2025: 1, 2026: 1}
    asked_of = {one.year: one.total for one in queries.progress(by, HENGELO)}
    assert (asked_of[2020], asked_of[2021], asked_of[2024]) == (17, 25, 28)
    assert item(by).code == Code.EXPIRED
    with pytest.raises(Conflict):
        actions.bring_in(by=by, municipality=HENGELO, past=past)
    with gate_open(by):
        assert CountedSpan.objects.count() == 2


def test_a_wrong_line_in_a_history_brings_nothing_in(focal_point_hengelo: Actor) -> None:
    by = focal_point_hengelo
    good = Past(item="C01", on=date(2019, 3, 1), said=Said(code=Code.UNDER_WAY))
    for wrong in (
        Past(item="C01", on=date(2020, 3, 1), said=Said(code=Code.MET)),
        Past(item="C17", on=date(2020, 3, 1), said=Said(code=Code.UNDER_WAY)),
    ):
        with pytest.raises(Invalid):
            actions.bring_in(by=by, municipality=HENGELO, past=[good, wrong])
    with gate_open(by):
        assert StandingEntry.objects.count() == 0


def test_every_act_is_in_the_record_and_no_free_text_of_it(
    focal_point_hengelo: Actor, adviser: Actor
) -> None:
    met(focal_point_hengelo)
    actions.review(
        by=adviser, municipality=HENGELO, item="C01", opinion="asks_back", reason="Welke vormen?"
    )
    rows = AuditEvent.objects.filter(object_type__startswith="mandate_").order_by("seq")
    assert [(row.object_type, row.action, row.object_id) for row in rows] == [
        ("mandate_evidence", "create", "GM0164:C01"),
        ("mandate_standing", "update", "GM0164:C01"),
        ("mandate_standing", "update", "GM0164:C01"),
    ]
    assert "Welke vormen" not in str(list(rows.values()))


@pytest.mark.parametrize("who", ["adviser", "focal_point_hengelo", "member"])
def test_pages_take_a_fixed_number_of_questions(
    who: str, request: pytest.FixtureRequest, django_assert_max_num_queries
) -> None:
    hengelo = request.getfixturevalue("focal_point_hengelo")
    actor = request.getfixturevalue(who)
    met(hengelo)
    actions.share(by=hengelo, municipality=HENGELO)
    with django_assert_max_num_queries(6):
        queries.region_view(actor)
    with django_assert_max_num_queries(6):
        queries.municipality_view(actor, HENGELO)
    with django_assert_max_num_queries(5):
        queries.progress(actor)
