"""The pages of the tracks, as a coordinator uses them: without JavaScript, with a real log-in."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kmt.kernel import clock
from tests.tracks.conftest import Enter

LogIn = Callable[[str], Client]
SLUGS = ("verblijf", "strafzaak", "schadevergoeding")


@pytest.fixture
def bram(log_in: LogIn) -> Client:
    """The coordinator at his desk."""
    return log_in("coordinator")


def page(case_id: UUID, slug: str = "") -> str:
    return (
        reverse("tracks:track", args=[case_id, slug])
        if slug
        else reverse("tracks:case", args=[case_id])
    )


def typed(step: str, days_ago: int = 0, **more: str) -> dict[str, str]:
    on = clock.today() - timedelta(days=days_ago)
    return {
        "step": step,
        "on": on.isoformat(),
        "told_by": "police",
        "token": str(uuid4()),
        **more,
    }


def test_an_empty_case_says_where_to_begin(bram: Client, case_id: UUID) -> None:
    text = bram.get(page(case_id)).content.decode()
    for name in ("Verblijf", "Strafzaak", "Schadevergoeding"):
        assert name in text
    assert text.count("Er is nog niets vastgelegd") == 3
    assert "Nog nodig" in text  # the checklist of compensation stands there from the first day


@pytest.mark.parametrize("slug", SLUGS)
def test_each_track_shows_its_steps_with_rule_and_source(
    bram: Client, case_id: UUID, slug: str
) -> None:
    text = bram.get(page(case_id, slug)).content.decode()
    for words in ("Leg vast wat er is gebeurd", "Nu mogelijk", "Bron", "Opent"):
        assert words in text
    assert "nog niet gecontroleerd" in text or slug == "verblijf"


def test_another_word_in_the_address_is_no_track(bram: Client, case_id: UUID) -> None:
    assert bram.get(page(case_id, "onzin")).status_code == 404


def test_who_enters_a_step_sees_what_it_opens_and_until_when(bram: Client, case_id: UUID) -> None:
    answer = bram.post(page(case_id, "verblijf"), typed("reflection_start", 80))
    assert answer["Location"] == page(case_id, "verblijf")
    text = bram.get(page(case_id, "verblijf")).content.decode()
    assert "eindigt op" in text
    assert "nog " in text
    assert "Gesloten door: Bedenktijd begonnen" in text
    overview = bram.get(page(case_id)).content.decode()
    assert "Laatste stap:" in overview
    assert "?stap=criminal_complaint" in overview
    case = bram.get(reverse("care:case", args=[case_id])).content.decode()
    assert "Bedenktijd" in case
    assert "Beslissen vóór de bedenktijd eindigt" in case
    assert "Stap in een procedure" in case


def test_the_link_of_a_step_fills_it_in(bram: Client, case_id: UUID) -> None:
    text = bram.get(page(case_id, "strafzaak"), {"stap": "police_contact"}).content.decode()
    assert '<option value="police_contact" selected>' in text


def test_what_was_typed_survives_a_refusal(bram: Client, case_id: UUID) -> None:
    data = typed("indication", -3, words="op het bureau gehoord")
    answer = bram.post(page(case_id, "verblijf"), data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Deze dag moet nog komen" in text
    assert "op het bureau gehoord" in text
    assert '<option value="indication" selected>' in text
    empty = bram.post(page(case_id, "verblijf"), {"step": "nonsense", "token": "x"})
    assert empty.status_code == 422


def test_a_correction_is_seen_beside_what_it_corrects(
    bram: Client, case_id: UUID, enter: Enter, entered
) -> None:
    enter("police_contact")
    (row,) = entered()
    url = reverse("tracks:correct", args=[case_id, row.id])
    assert row.on.isoformat() in bram.get(url).content.decode()
    wrong = bram.post(url, typed("", -2))
    assert wrong.status_code == 422
    done = bram.post(url, typed("", 5))
    assert done["Location"] == page(case_id, "strafzaak")
    text = bram.get(page(case_id, "strafzaak")).content.decode()
    assert "<s>Contact met de politie" in text
    again = bram.post(url, typed("", 4))
    assert again.status_code == 409
    assert "al verbeterd" in again.content.decode()


def test_a_step_of_another_case_is_not_here(bram: Client, make_case, enter: Enter, entered) -> None:
    enter("police_contact")
    (row,) = entered()
    assert bram.get(reverse("tracks:correct", args=[make_case(), row.id])).status_code == 404


def test_who_is_not_involved_is_told_whom_to_ask(log_in: LogIn, case_id: UUID) -> None:
    colleague = log_in("colleague")
    for url in (page(case_id), *(page(case_id, slug) for slug in SLUGS)):
        assert colleague.get(url).status_code == 403
    assert colleague.post(page(case_id, "verblijf"), typed("indication")).status_code == 403


def test_a_page_with_many_steps_asks_no_more_than_one_with_none(
    bram: Client, case_id: UUID, enter: Enter, django_assert_max_num_queries
) -> None:
    bram.get(page(case_id))
    for days in range(20):
        enter("police_contact", clock.today() - timedelta(days=days), words="gesproken")
    enter("reflection_start")
    for url in (page(case_id), page(case_id, "verblijf")):
        with django_assert_max_num_queries(15):
            assert bram.get(url).status_code == 200
