"""The pages of the social map through a browser-like client: what is typed is never lost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from kmt.directory import actions, queries
from kmt.directory.rules import NO_ADDRESS
from kmt.kernel import clock
from tests.directory.conftest import content

TYPED = {
    "name": "Nieuwe organisatie",
    "services": ["legal"],
    "minors": "yes",
    "children": "unknown",
    "no_status": "unknown",
    "phone": "053 000 00 00",
    "version": "1",
}


def words(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_somebody_who_looks_for_help_sees_who_and_why(add, log_in) -> None:
    add()
    add("Mannenhuis", sexes=("men",))
    add("Onbekend", sexes=(), phone="053 111")
    page = log_in("desk").get(reverse("directory:entries"), {"voor": "women", "wat": "shelter"})
    text = words(page)
    assert text.index("Huis van Voorbeeld") < text.index("Onbekend")
    assert "Mannenhuis" not in text
    assert "Niet bekend: vrouwen" in text
    assert "1 past niet volgens wat zij zelf zegt" in text


def test_links_narrow_and_widen_what_is_asked(add, log_in) -> None:
    add()
    client = log_in("desk")
    page = client.get(
        reverse("directory:entries"), {"wat": "shelter", "zoek": "bed"}
    ).content.decode()
    assert 'href="/sociale-kaart/?zoek=bed"' in page
    assert "waar=GM0164" in page
    nothing = client.get(reverse("directory:entries"), {"wat": "onzin", "waar": "' OR 1=1"})
    assert nothing.status_code == 200


def test_an_empty_map_says_what_it_is_for(log_in) -> None:
    page = log_in("desk").get(reverse("directory:entries"))
    assert "Er staat nog niemand op de kaart" in words(page)


def test_stale_entries_are_on_top_for_who_writes_and_on_the_entry_for_who_reads(
    add, log_in
) -> None:
    with clock.frozen(clock.now() - timedelta(days=400)):
        entry_id = add()
    above = words(log_in("adviser").get(reverse("directory:entries")))
    assert above.index("1 vermelding is lang niet nagekeken") < above.index("Wat zoek je?")
    reader = log_in("desk")
    assert "vermelding is lang niet nagekeken" not in words(
        reader.get(reverse("directory:entries"))
    )
    assert "Bel eerst" in words(reader.get(reverse("directory:entry", args=[entry_id])))


def test_capacity_stands_with_its_day_and_who_said_it(add, log_in) -> None:
    day = clock.today()
    entry_id = add(capacity=3, capacity_on=day, capacity_by="de planner")
    text = words(log_in("desk").get(reverse("directory:entry", args=[entry_id])))
    assert re.search(r"3, gezegd op .+ door de planner", text)


def test_the_field_says_that_an_address_of_a_shelter_is_secret_and_it_is_refused(log_in) -> None:
    client = log_in("adviser")
    assert "Nooit het adres van een opvang" in words(client.get(reverse("directory:new")))
    typed = {**TYPED, "services": ["shelter"], "intake": "Kom naar Dorpsstraat 12 in Enschede"}
    page = client.post(reverse("directory:new"), typed)
    assert page.status_code == 422
    assert NO_ADDRESS in words(page)
    assert "Dorpsstraat 12" in page.content.decode()


def test_adding_changing_and_looking_again(log_in, adviser) -> None:
    client = log_in("adviser")
    added = client.post(reverse("directory:new"), TYPED)
    assert added.status_code == 302
    change = added.url + "wijzigen/"
    assert client.post(change, {**TYPED, "hours": "Overdag"}).status_code == 302
    assert client.post(added.url, {"do": "check", "version": "2"}).status_code == 302
    assert client.post(added.url, {"do": "check", "version": "2"}).status_code == 409
    assert client.post(added.url, {"do": "end", "version": "zomaar"}).status_code == 409
    text = words(client.get(added.url))
    assert "Overdag" in text
    assert "Openingstijden" in text


def test_two_texts_stand_on_one_page_and_the_second_can_still_be_saved(
    add, log_in, adviser
) -> None:
    entry_id = add()
    change = reverse("directory:change", args=[entry_id])
    client = log_in("adviser")
    actions.change_entry(
        by=adviser, entry_id=entry_id, version=1, content=content(hours="Van een collega")
    )
    page = client.post(change, {**TYPED, "hours": "Van mij"})
    assert page.status_code == 409
    assert "Van een collega" in words(page)
    assert "Van mij" in page.content.decode()
    assert 'name="version" value="2"' in page.content.decode()
    assert client.post(change, {**TYPED, "hours": "Van mij", "version": "2"}).status_code == 302
    assert queries.entry(adviser, entry_id).content.hours == "Van mij"


@pytest.mark.parametrize("name", ["directory:new", "directory:read_in"])
def test_who_only_reads_does_not_write(log_in, name) -> None:
    client = log_in("desk")
    assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse(name), TYPED).status_code == 403


def test_a_reader_cannot_check_or_end_by_hand(add, log_in) -> None:
    entry_id = add()
    url = reverse("directory:entry", args=[entry_id])
    assert log_in("desk").post(url, {"do": "end", "version": "1"}).status_code == 403
