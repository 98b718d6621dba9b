"""The social map kept by hand: adding, changing by two at once, looking again, taking off."""

from datetime import UTC, datetime, timedelta

import pytest

from kmt.directory import actions, queries
from kmt.directory.rules import NO_ADDRESS, Need
from kmt.directory.writing import NameTaken, TwoTexts
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted
from tests.directory.conftest import content

AT = datetime(2026, 2, 28, 9, tzinfo=UTC)


def test_what_is_added_is_found_and_counts_as_looked_at_today(add, adviser, desk) -> None:
    with clock.frozen(AT):
        entry_id = add()
        (line,) = queries.search(desk, Need(service="shelter")).lines
        page = queries.entry(desk, entry_id)
    assert (line.id, line.stale, page.content) == (entry_id, False, content())
    assert (page.checked_on, page.checked_by) == (AT.date(), adviser.name)
    assert [one.what for one in page.changes] == ["made"]


def test_an_entry_is_stale_when_nobody_looked_for_the_term(add, adviser) -> None:
    with clock.frozen(AT):
        entry_id = add()
    with clock.frozen(datetime(2026, 8, 28, 9, tzinfo=UTC)):
        assert queries.stale(adviser) == ()
    with clock.frozen(datetime(2026, 8, 29, 9, tzinfo=UTC)):
        assert [one.id for one in queries.stale(adviser)] == [entry_id]
        assert queries.entry(adviser, entry_id).stale
        actions.confirm_entry(by=adviser, entry_id=entry_id, version=1)
        assert queries.stale(adviser) == ()


def test_only_who_keeps_the_map_changes_it(add, desk, administrator) -> None:
    entry_id = add()
    for who in (desk, administrator):
        with pytest.raises(NotPermitted):
            actions.add_entry(by=who, content=content("Ander"))
        with pytest.raises((NotPermitted, NotFound)):
            actions.confirm_entry(by=who, entry_id=entry_id, version=1)
    assert queries.entry(desk, entry_id).version == 1


def test_two_who_write_at_once_meet_and_nothing_is_lost(add, adviser) -> None:
    entry_id = add()
    actions.change_entry(by=adviser, entry_id=entry_id, version=1, content=content(hours="Overdag"))
    with pytest.raises(TwoTexts):
        actions.change_entry(by=adviser, entry_id=entry_id, version=1, content=content(hours="x"))
    page = queries.entry(adviser, entry_id)
    assert (page.content.hours, page.version) == ("Overdag", 2)
    assert [(one.what, one.fields) for one in page.changes] == [
        ("changed", ("hours",)),
        ("made", ()),
    ]


def test_one_organisation_stands_on_the_map_once(add, adviser) -> None:
    add()
    second = add("Tweede")
    with pytest.raises(NameTaken):
        add("huis  van voorbeeld")
    with pytest.raises(NameTaken):
        actions.change_entry(by=adviser, entry_id=second, version=1, content=content())
    actions.change_entry(by=adviser, entry_id=second, version=1, content=content("Tweede huis"))


@pytest.mark.parametrize(
    ("field", "text"),
    [("intake", "Kom naar Dorpsstraat 12 in Enschede"), ("about", "Wij zitten op 7511 AB")],
)
def test_the_address_of_a_shelter_is_refused_wherever_it_is_typed(add, field, text) -> None:
    with pytest.raises(Invalid) as refused:
        add("Geheim", **{field: text})
    assert refused.value.fields == {field: NO_ADDRESS}
    add("Advocaat", services=("legal",), **{field: text})


@pytest.mark.parametrize("services", [("legal",), ("shelter",)])
def test_what_is_of_one_person_is_refused(add, services) -> None:
    with pytest.raises(Invalid) as refused:
        add("Advocaat", services=services, about="Voor BSN 111222333 geregeld")
    assert "Hier staat iets wat van één persoon is: 111222333." in refused.value.fields["about"]


def test_how_an_organisation_is_reached_may_stand_on_the_map(add) -> None:
    reached = "Bel 053 123 45 67 of mail naar aanmelden@voorbeeld.test."
    entry_id = add(intake=reached)
    assert entry_id


def test_what_is_taken_off_is_not_found_and_can_come_back(add, adviser, desk) -> None:
    entry_id = add()
    actions.end_entry(by=adviser, entry_id=entry_id, version=1)
    assert queries.search(desk, Need()).lines == ()
    assert queries.entry(desk, entry_id).ended_on == clock.today()
    actions.change_entry(by=adviser, entry_id=entry_id, version=2, content=content())
    assert len(queries.search(desk, Need()).lines) == 1


def test_who_says_no_is_counted_and_not_shown(add, desk) -> None:
    add()
    add("Mannenhuis", sexes=("men",))
    found = queries.search(desk, Need(whom="women"))
    assert [one.content.name for one in found.lines] == ["Huis van Voorbeeld"]
    assert (found.say_no, found.total) == (1, 2)


def test_words_find_by_stem_in_what_is_offered_too(add, desk) -> None:
    add()
    add("Rechtshulp", services=("legal",), about="Gratis advocaten.")
    for words, name in (("bedden", "Huis van Voorbeeld"), ("advocaat", "Rechtshulp")):
        found = queries.search(desk, Need(words=words)).lines
        assert [one.content.name for one in found] == [name], words


def test_a_search_asks_the_database_as_often_however_much_there_is(
    add, desk, django_assert_num_queries
) -> None:
    for number in range(12):
        add(f"Organisatie {number}")
    with django_assert_num_queries(2):
        assert len(queries.search(desk, Need(service="shelter", words="organisatie")).lines) == 12


def test_the_record_says_who_did_what_and_no_text(add, adviser, privacy_officer) -> None:
    from kmt.audit.models import AuditEvent

    entry_id = add()
    with clock.frozen(clock.now() + timedelta(days=1)):
        actions.confirm_entry(by=adviser, entry_id=entry_id, version=1)
    events = AuditEvent.objects.filter(object_type="directory_entry", object_id=str(entry_id))
    assert [one.action for one in events.order_by("seq")] == ["create", "update"]
