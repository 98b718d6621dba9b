"""Only who is designated, screened and trained gets in (BGS art. 1.11 and 1.17)."""

from datetime import date

import pytest

from kmt.access.actors import actor_for
from kmt.kernel.refusals import NotPermitted
from kmt.partners.actions import create_account, give_role
from kmt.partners.queries import names_of, post_of
from kmt.partners.rules import Standing, may_work

TODAY = date(2026, 11, 23)
YES, PAST = date(2026, 11, 23), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("member", "screening", "training", "missing"),
    [
        (True, YES, YES, []),
        (False, YES, YES, ["aangewezen"]),
        (True, None, YES, ["screening (VOG) is nog niet"]),
        (True, PAST, YES, ["screening (VOG) is verlopen op 22-11-2026"]),
        (True, YES, None, ["training is nog niet"]),
        (True, YES, PAST, ["training is verlopen"]),
        (False, PAST, PAST, ["aangewezen", "screening", "training"]),
    ],
)
def test_what_is_missing_is_named(member, screening, training, missing) -> None:
    decision = may_work(
        Standing(
            has_membership=member,
            screening_valid_until=screening,
            training_valid_until=training,
        ),
        TODAY,
    )
    assert decision.allowed == (not missing)
    assert len(decision.reasons) == len(missing)
    assert all(word in " ".join(decision.reasons) for word in missing)


@pytest.mark.django_db
def test_an_account_without_training_cannot_act(registrar) -> None:
    account = create_account(
        by=registrar,
        email="nieuw@example.org",
        name="Nina Nieuw",
        password=None,
        screening_valid_until=date(2099, 1, 1),
        training_valid_until=None,
    )
    give_role(by=registrar, account=account, organisation="KMT", role="intake_worker")
    with pytest.raises(NotPermitted, match="training is nog niet geregistreerd"):
        actor_for(account)


@pytest.mark.django_db
def test_only_the_administrator_makes_accounts(desk) -> None:
    with pytest.raises(NotPermitted, match="functioneel beheerder"):
        create_account(
            by=desk,
            email="x@example.org",
            name="X",
            password=None,
            screening_valid_until=None,
            training_valid_until=None,
        )


def test_a_role_ends_on_its_last_day(accounts) -> None:
    account = accounts["desk"]
    membership = account.memberships.get()
    membership.valid_to = membership.valid_from
    membership.save()
    assert post_of(account, membership.valid_from) is not None
    assert post_of(account, date(2099, 1, 1)) is None


def test_colleagues_are_named_by_id(accounts) -> None:
    one = str(accounts["desk"].id)
    assert names_of({one, "system:demo", "public"}) == {one: "Noor Demo"}


def test_a_focal_point_knows_one_municipality_and_nothing_without_a_place(
    focal_point_hengelo, desk, privacy_officer
) -> None:
    assert focal_point_hengelo.knows("GM0164")
    assert not focal_point_hengelo.knows("GM0153")
    assert not focal_point_hengelo.knows("")
    assert desk.knows("GM0153")
    assert desk.knows("")
    assert not privacy_officer.knows("GM0153")
