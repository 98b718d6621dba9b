"""The rules of shelter as tables: who places, who pays, what overlaps, what is hidden."""

from datetime import date

import pytest

from kmt.care.states import State
from kmt.shelter.lists import codes, organisations
from kmt.shelter.rules import (
    Period,
    Placer,
    Who,
    answer_due,
    glimpse,
    hinders,
    is_unmet,
    may_ask,
    may_stay,
    middle,
    needed_by,
    payer,
    placing,
    safe,
)
from kmt.vocabulary.queries import codes_of

GROWN = Who(age="adult", alone="no", dutch="no", reflection="yes")
YOUNG = Who(age="minor", alone="no", dutch="yes", reflection="no")
AMV = Who(age="minor", alone="yes", dutch="no", reflection="no")
DUTCH = Who(age="adult", alone="no", dutch="yes", reflection="no")
NOTHING = Who()


@pytest.mark.parametrize(
    ("kind", "who", "by", "only", "asks", "allowed"),
    [
        ("cosm", GROWN, Placer.COMENSHA, "comensha", (), True),
        ("cosm", NOTHING, Placer.COMENSHA, "comensha", ("age", "dutch", "reflection"), True),
        ("cosm", YOUNG, Placer.COMENSHA, "comensha", (), False),
        ("cosm", DUTCH, Placer.COMENSHA, "comensha", (), False),
        ("protected_reception_amv", AMV, Placer.NIDOS, "nidos", (), True),
        ("protected_reception_amv", GROWN, Placer.NIDOS, "nidos", (), False),
        ("protected_reception_amv", YOUNG, Placer.NIDOS, "nidos", (), False),
        ("protected_reception_amv", NOTHING, Placer.NIDOS, "nidos", ("age", "alone"), True),
        ("specialised_youth_group", YOUNG, Placer.YOUTH, "", (), True),
        ("specialised_youth_group", AMV, Placer.NIDOS, "nidos", (), True),
        ("specialised_youth_group", GROWN, Placer.YOUTH, "", (), True),
        ("specialised_youth_group", NOTHING, Placer.YOUTH, "", ("age",), True),
        ("womens_shelter", GROWN, Placer.ORGANISATION, "", (), True),
        ("womens_shelter", YOUNG, Placer.YOUTH, "", (), False),
        ("mens_shelter", Who(age="minor"), Placer.YOUTH, "", ("alone",), False),
        ("social_shelter_mo", NOTHING, Placer.ORGANISATION, "", ("age",), True),
        ("omm", GROWN, Placer.ORGANISATION, "", (), True),
        ("omm", AMV, Placer.NIDOS, "nidos", (), True),
        ("nla_beds", GROWN, Placer.ORGANISATION, "", (), True),
        ("nla_beds", YOUNG, Placer.YOUTH, "", (), False),
        ("crisis_bed", YOUNG, Placer.YOUTH, "", (), True),
        ("crisis_bed", GROWN, Placer.ORGANISATION, "", (), True),
        ("coa", GROWN, Placer.COA, "coa", (), True),
        ("coa", DUTCH, Placer.COA, "coa", (), False),
        ("coa", AMV, Placer.NIDOS, "nidos", (), True),
        ("family_own_home", NOTHING, Placer.COORDINATOR, "", (), True),
        ("abroad", YOUNG, Placer.COORDINATOR, "", (), True),
    ],
)
def test_who_places_by_kind_and_person(
    kind: str, who: Who, by: Placer, only: str, asks: tuple[str, ...], allowed: bool
) -> None:
    found = placing(kind, who)
    assert (found.by, found.only, found.asks, found.decision.allowed) == (by, only, asks, allowed)
    assert found.why


@pytest.mark.parametrize("kind", codes_of("shelter_type"))
@pytest.mark.parametrize("who", [GROWN, YOUNG, AMV, DUTCH, NOTHING])
def test_every_kind_has_an_answer_for_everybody(kind: str, who: Who) -> None:
    found = placing(kind, who)
    assert found.only in {"", *organisations()}
    assert found.decision.allowed or found.decision.reasons


def test_without_the_reflection_period_comensha_is_asked_whether_it_can() -> None:
    without = Who(age="adult", dutch="no", reflection="no")
    assert "vraag CoMensha of het toch kan" in placing("cosm", without).why


@pytest.mark.parametrize(
    ("kind", "who", "organisation", "urgency", "allowed"),
    [
        ("cosm", GROWN, "comensha", "later", True),
        ("cosm", NOTHING, "comensha", "later", True),
        ("cosm", GROWN, "humanitas_rotterdam", "tonight", False),
        ("cosm", GROWN, "", "later", False),
        ("cosm", DUTCH, "comensha", "tonight", False),
        ("womens_shelter", NOTHING, "kadera", "this_week", False),
        ("womens_shelter", NOTHING, "kadera", "tonight", True),
        ("womens_shelter", GROWN, "", "later", True),
        ("crisis_bed", AMV, "kadera", "tonight", False),
        ("crisis_bed", AMV, "nidos", "tonight", True),
        ("coa", GROWN, "coa", "later", True),
        ("coa", GROWN, "kadera", "later", False),
    ],
)
def test_who_may_be_asked(
    kind: str, who: Who, organisation: str, urgency: str, allowed: bool
) -> None:
    decision = may_ask(placing(kind, who), organisation, urgency)
    assert decision.allowed is allowed
    assert all(one.endswith((".", ":")) for one in decision.reasons)


@pytest.mark.parametrize(
    ("rule", "chosen", "reason", "municipality", "basis", "allowed"),
    [
        ("GM0164", "", "", "GM0164", "rule", True),
        ("GM0164", "GM0164", "", "GM0164", "rule", True),
        ("", "", "", "", "unknown", True),
        ("GM0164", "GM0153", "", "GM0153", "override", False),
        ("GM0164", "GM0153", "Afgesproken.", "GM0153", "override", True),
        ("", "elsewhere", "Zij betalen.", "elsewhere", "override", True),
    ],
)
def test_who_pays(
    rule: str, chosen: str, reason: str, municipality: str, basis: str, allowed: bool
) -> None:
    found = payer(rule, chosen, reason)
    assert (found.municipality, found.basis) == (municipality, basis)
    assert found.decision.allowed is allowed


def test_by_when_a_place_and_an_answer_are_needed() -> None:
    day = date(2026, 11, 3)
    assert needed_by("tonight", day, date(2026, 12, 1)) == day
    assert needed_by("this_week", day, None) == date(2026, 11, 10)
    assert needed_by("later", day, None) == date(2026, 12, 1)
    assert needed_by("later", day, date(2027, 1, 4)) == date(2027, 1, 4)
    assert answer_due("tonight", day) == day
    assert answer_due("this_week", day) == date(2026, 11, 5)


NOV = [date(2026, 11, day) for day in range(1, 11)]


@pytest.mark.parametrize(
    ("new", "others", "fits"),
    [
        (Period(start=NOV[5]), [], True),
        (Period(start=NOV[5]), [Period(start=NOV[0], end=NOV[5])], True),
        (Period(start=NOV[4]), [Period(start=NOV[0], end=NOV[5])], False),
        (Period(start=NOV[5]), [Period(start=NOV[0])], False),
        (Period(start=NOV[0]), [Period(start=NOV[5], end=NOV[6])], False),
        (Period(start=NOV[0], end=NOV[5]), [Period(start=NOV[5])], True),
        (Period(start=NOV[3]), [Period(start=NOV[3], end=NOV[3])], True),
        (Period(start=NOV[3]), [Period(start=NOV[3])], False),
        (Period(start=NOV[3], end=NOV[1]), [], False),
    ],
)
def test_one_stay_at_a_time(new: Period, others: list[Period], fits: bool) -> None:
    assert may_stay(new, others).allowed is fits


@pytest.mark.parametrize(
    ("stay", "request_", "refused", "left", "text", "kind", "facts"),
    [
        (None, None, 0, None, "", "", set()),
        (
            (NOV[2], "crisisbed"),
            None,
            0,
            None,
            "Opgevangen sinds 3 nov 2026 (crisisbed)",
            "ok",
            {"placed"},
        ),
        (
            None,
            (NOV[0], "tonight", NOV[0]),
            1,
            None,
            "Aanvraag open sinds 1 nov 2026, 1 keer geweigerd",
            "stop",
            {"open_request"},
        ),
        (
            (NOV[2], "crisisbed"),
            (NOV[3], "tonight", NOV[3]),
            0,
            (NOV[1], "familie"),
            "Opgevangen sinds 3 nov 2026 (crisisbed); Aanvraag open sinds 4 nov 2026",
            "warn",
            {"placed", "open_request"},
        ),
        (
            None,
            None,
            0,
            (NOV[8], "eigen woning"),
            "Opvang geëindigd op 9 nov 2026, naar: eigen woning",
            "",
            set(),
        ),
    ],
)
def test_the_line_on_the_page_of_the_case(stay, request_, refused, left, text, kind, facts) -> None:
    found = glimpse(stay=stay, request=request_, refused=refused, left=left)
    assert (found.text, found.kind, found.facts) == (text, kind, facts)


def test_only_an_open_request_holds_a_closing_back() -> None:
    assert hinders(frozenset({"open_request", "placed"}), State.CLOSED)
    assert not hinders(frozenset({"placed"}), State.CLOSED)
    assert not hinders(frozenset({"open_request"}), State.EVALUATION)


def test_small_numbers_are_hidden_and_others_rounded() -> None:
    assert [safe(one) for one in (0, 4, 5, 7, 8, 12, 13)] == [None, None, 5, 5, 10, 10, 15]
    assert middle([1, 2, 3, 4]) is None
    assert middle([1, 1, 3, 9, 9]) == 3


@pytest.mark.parametrize(
    ("stand", "end", "needed", "unmet"),
    [
        ("ended", "not_found", NOV[9], True),
        ("ended", "withdrawn", NOV[0], False),
        ("placed", "", NOV[0], False),
        ("open", "", NOV[3], True),
        ("open", "", NOV[4], False),
    ],
)
def test_what_unmet_means(stand: str, end: str, needed: date, unmet: bool) -> None:
    assert is_unmet(stand, end, needed, NOV[4]) is unmet


def test_every_organisation_of_the_list_can_be_asked_for_something_that_exists() -> None:
    kinds = set(codes_of("shelter_type"))
    for one in organisations().values():
        assert one.kinds <= kinds, one.code
        assert one.checked is not None
        assert one.source or one.status == "verify", one.code
    assert {
        "full",
        "contra_indication",
        "no_financing",
        "safety",
        "other_region",
        "no_answer",
    } < set(codes("refusal_reason"))
