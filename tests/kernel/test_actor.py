"""Who acts: what the one value promises."""

import pytest

from kmt.kernel.actor import PUBLIC_ROLE, Actor

HENGELO, ENSCHEDE = "GM0164", "GM0153"


def actor(**more) -> Actor:
    return Actor(**({"id": "1", "name": "Noor Demo", "role": "desk", "organisation": "KMT"} | more))


def test_an_actor_may_what_it_was_given_and_nothing_else():
    some = actor(permissions=frozenset({"intake.report.read"}))
    assert some.may("intake.report.read")
    assert not some.may("intake.report")
    assert not actor().may("intake.report.read")


@pytest.mark.parametrize(
    ("world", "whole_region", "municipality", "known"),
    [
        ({HENGELO}, False, HENGELO, True),
        ({HENGELO}, False, ENSCHEDE, False),
        ({HENGELO}, False, "", False),
        ({HENGELO, ENSCHEDE}, True, "", True),
        (set(), True, HENGELO, False),
        (set(), False, "", False),
    ],
)
def test_a_place_outside_the_world_does_not_exist_and_an_unknown_place_only_for_the_whole_region(
    world, whole_region, municipality, known
):
    some = actor(world=frozenset(world), whole_region=whole_region)
    assert some.knows(municipality) is known


def test_the_public_entrance_cannot_carry_an_address_at_all():
    with pytest.raises(ValueError, match="address of a reporter"):
        actor(role=PUBLIC_ROLE, origin="203.0.113.77")


def test_an_actor_cannot_be_changed_once_made():
    with pytest.raises(AttributeError):
        actor().permissions = frozenset({"everything"})
