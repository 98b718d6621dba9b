"""The menu: the parts of somebody's work, and inside a part its pages."""

import pytest
from django.urls import reverse

from kmt.project.menus import menu_of


def test_a_part_with_several_pages_shows_them_only_inside_it(privacy_officer) -> None:
    outside = menu_of(privacy_officer, reverse("insight:overview"))
    assert [one.label for one in outside.parts if one.current] == ["Inzicht"]
    assert outside.pages == []
    inside = menu_of(privacy_officer, reverse("access:emergencies"))
    assert [one.label for one in inside.parts if one.current] == ["Toezicht"]
    assert [one.label for one in inside.pages if one.current] == ["Noodtoegang"]
    assert {one.label for one in inside.pages} >= {"Logboek", "Wie ziet wat", "Bewaartermijnen"}


def test_of_two_addresses_that_fit_the_longer_one_is_where_one_is(privacy_officer) -> None:
    inside = menu_of(privacy_officer, reverse("rights:take"))
    assert [one.label for one in inside.pages if one.current] == ["Verzoek aannemen"]


def test_nobody_sees_more_parts_than_fit_on_one_line(
    desk, coordinator, team_lead, privacy_officer, administrator, analyst, adviser, member
) -> None:
    staff = (desk, coordinator, team_lead, privacy_officer, administrator, analyst)
    for actor in (*staff, adviser, member):
        assert 1 <= len(menu_of(actor, "/").parts) <= 7, actor.role


@pytest.mark.parametrize(
    "key", ["coordinator", "team_lead", "privacy_officer", "administrator", "adviser", "member"]
)
def test_every_page_in_the_menu_opens(key, log_in, request) -> None:
    client, actor = log_in(key), request.getfixturevalue(key)
    for part in menu_of(actor, "/").parts:
        for page in menu_of(actor, part.url).pages or [part]:
            assert client.get(page.url).status_code == 200, page.url
