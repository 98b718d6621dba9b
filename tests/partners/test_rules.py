"""The rules of accounts as decision tables: groups, roles, second person, review, vouching."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.partners.devices import device_of
from kmt.partners.rules import Standing, may_work
from kmt.partners.rules.designating import (
    Designation,
    is_person_address,
    is_person_name,
    may_agree,
    may_designate,
    may_have_account,
)
from kmt.partners.rules.reviewing import closes_after, due_on, is_due, may_confirm, may_end
from kmt.partners.rules.standing import ends_soon
from kmt.partners.rules.vouching import Asked, may_vouch

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("email", "person"),
    [
        ("noor.demo@voorbeeld.example", True),
        ("n.post@voorbeeld.example", True),
        ("beheer.jansen@voorbeeld.example", True),
        ("info@voorbeeld.example", False),
        ("Info2@voorbeeld.example", False),
        ("team.enschede@voorbeeld.example", False),
        ("balie-noord@voorbeeld.example", False),
        ("post@voorbeeld.example", False),
        ("kmt.beheer@voorbeeld.example", False),
        ("meldpunt@voorbeeld.example", False),
        ("123@voorbeeld.example", False),
        ("@voorbeeld.example", False),
        ("teamgeest@voorbeeld.example", True),
    ],
)
def test_an_address_is_of_one_person(email, person):
    assert is_person_address(email) is person


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Noor Demo", True),
        ("Ada Beheer", True),
        ("Jan Post", True),
        ("Team Enschede", False),
        ("Balie", False),
        ("Afdeling zorg", False),
        ("KMT beheer", False),
        ("12", False),
        ("", False),
    ],
)
def test_a_name_is_of_one_person(name, person):
    assert is_person_name(name) is person


def test_who_joins_once_never_gets_an_account_whatever_the_name():
    refused = may_have_account(email="noor@x.example", name="Noor Demo", incidental=True)
    assert not refused.allowed
    assert "BGS artikel 2.21, derde lid" in refused.reasons[0]


FINE = Designation(
    by_id="ada",
    account_id="noor",
    role_known=True,
    in_wgs=False,
    needs_municipality=False,
    municipality_known=False,
    organisation_kind="centre",
    function="",
    valid_from=TODAY,
    valid_to=None,
)
WGS = replace(FINE, in_wgs=True, organisation_kind="police", function="a")


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        (FINE, ""),
        (replace(FINE, by_id="noor"), "Jezelf een rol geven"),
        (replace(FINE, role_known=False), "Kies een rol"),
        (replace(FINE, organisation_kind=""), "Kies een organisatie"),
        (replace(FINE, needs_municipality=True), "hoort bij een gemeente"),
        (replace(FINE, needs_municipality=True, municipality_known=True), ""),
        (replace(FINE, valid_to=TODAY - timedelta(days=1)), "eindigt voor hij begint"),
        (replace(FINE, valid_to=TODAY), ""),
        (replace(FINE, valid_from=TODAY - timedelta(days=1)), "begint vandaag of later"),
        (replace(FINE, organisation_kind="coordination"), ""),
        (WGS, ""),
        (replace(WGS, function=""), "artikel 1.8, tweede lid"),
        (replace(WGS, function="d"), "artikel 1.8, tweede lid"),
        (replace(WGS, organisation_kind="coordination"), "WGS artikel 2.27"),
        (replace(WGS, organisation_kind="information"), "WGS artikel 2.27"),
        (replace(WGS, organisation_kind="authority"), "WGS artikel 2.27"),
        (replace(WGS, organisation_kind="host"), ""),
    ],
)
def test_who_may_be_given_which_role(asked, because):
    decision = may_designate(asked, TODAY)
    assert decision.allowed == (not because)
    assert because in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("by", "about", "gave", "allowed"),
    [
        ("bea", "noor", "ada", True),
        ("ada", "noor", "ada", False),
        ("noor", "noor", "ada", False),
    ],
)
def test_the_second_person_neither_gave_nor_gets_the_role(by, about, gave, allowed):
    assert may_agree(by_id=by, account_id=about, given_by=gave).allowed is allowed


@pytest.mark.parametrize(
    ("days", "due", "works"),
    [
        (0, False, True),
        (334, False, True),
        (335, True, True),
        (395, True, True),
        (396, True, False),
    ],
)
def test_a_role_is_due_a_month_before_the_year_and_closes_a_month_after(days, due, works):
    confirmed = date(2025, 3, 1)
    today = confirmed + timedelta(days=days)
    standing = Standing(
        has_membership=True,
        screening_valid_until=date(2099, 1, 1),
        training_valid_until=date(2099, 1, 1),
        confirmed_on=confirmed,
    )
    assert is_due(confirmed, today) is due
    assert may_work(standing, today).allowed is works
    if not works:
        assert "Niemand bevestigde op tijd" in may_work(standing, today).reasons[0]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1)))
def test_a_year_later_is_always_a_day_within_a_year_and_a_day(confirmed):
    assert 365 <= (due_on(confirmed) - confirmed).days <= 366
    assert closes_after(confirmed) > due_on(confirmed)


def test_a_role_that_waits_says_so():
    standing = Standing(
        has_membership=False,
        screening_valid_until=TODAY,
        training_valid_until=TODAY,
        waits=True,
    )
    assert "wacht op akkoord van een tweede persoon" in may_work(standing, TODAY).reasons[0]


def test_the_list_names_what_ends_within_two_months():
    standing = Standing(
        has_membership=True,
        screening_valid_until=TODAY + timedelta(days=60),
        training_valid_until=TODAY + timedelta(days=61),
        confirmed_on=TODAY - timedelta(days=365),
    )
    assert ends_soon(standing, TODAY) == (
        "screening (VOG) tot 25-01-2027",
        "jaarlijkse bevestiging tot 26-12-2026",
    )


def test_nobody_confirms_or_ends_their_own_and_a_reason_is_of_the_list():
    for rule, reason in ((may_confirm, "still_needed"), (may_end, "left")):
        assert rule(by_id="ada", account_id="noor", reason=reason).allowed
        assert not rule(by_id="noor", account_id="noor", reason=reason).allowed
        assert not rule(by_id="ada", account_id="noor", reason="zomaar").allowed


ASKED = Asked(
    by_id="bram",
    account_id="noor",
    account_active=True,
    vouches_for_all=False,
    same_organisation=True,
    already=frozenset(),
    reason="saw",
)


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        (ASKED, ""),
        (replace(ASKED, reason="called"), ""),
        (replace(ASKED, already=frozenset({"eva"})), ""),
        (replace(ASKED, vouches_for_all=True, same_organisation=False), ""),
        (replace(ASKED, same_organisation=False), "eigen organisatie"),
        (replace(ASKED, by_id="noor"), "Voor jezelf"),
        (replace(ASKED, by_id="noor", vouches_for_all=True), "Voor jezelf"),
        (replace(ASKED, already=frozenset({"bram"})), "al in voor deze collega"),
        (replace(ASKED, account_active=False), "beëindigd"),
        (replace(ASKED, reason=""), "Kies hoe"),
        (replace(ASKED, reason="mail"), "Kies hoe"),
    ],
)
def test_who_may_vouch(asked, because):
    decision = may_vouch(asked)
    assert decision.allowed == (not because)
    assert because in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("says", "called"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/2 Firefox/150.0", "Firefox op Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/5 Chrome/150.0 Safari/5", "Chrome op Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/1 Safari/5 Edg/150.0", "Edge op Windows"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/19 Safari/6", "Safari op iPhone"),
        ("Mozilla/5.0 (Linux; Android 16; Pixel) Chrome/150 Mobile Safari/5", "Chrome op Android"),
        ("curl/8", "onbekend apparaat"),
        ("", "onbekend apparaat"),
    ],
)
def test_a_device_is_named_in_two_words_without_a_version(says, called):
    assert device_of(says) == called
