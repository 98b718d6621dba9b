"""Reports found by the words of what was told: stems, blind, recorded, and gone with the report."""

import pytest
from django.db.models import Q

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.audit.models import AuditEvent
from kmt.kernel.refusals import NotPermitted, Refused
from kmt.vault import access, actions, limits, queries
from kmt.vault.models import DataKey
from kmt.vault.rules.words import MOST_OF_TEXT, enough, stems_of
from kmt.vault.wordlists import stemmer, wordlists

STORY = "Zij moeten twaalf uren per dag bloemen inpakken in een loods bij Oldenzaal."


def stems(text: str) -> tuple[str, ...]:
    lists = wordlists()
    return stems_of(text, lists.letters, lists.common, stemmer())


@pytest.mark.parametrize(
    ("one", "other"),
    [("kamers", "kamer"), ("BLOEMEN", "bloem"), ("cafés", "café"), ("Łódź", "lodz")],
)
def test_words_that_are_one_to_a_reader_have_one_stem(one, other):
    assert stems(one) == stems(other)


def test_what_every_text_holds_is_left_out():
    assert stems("Het meisje en de man zijn in een huis") == ("huis",)
    assert stems("ik ben op de in") == ()


def test_a_text_without_end_is_kept_short():
    assert len(stems(" ".join(f"woord{n}" for n in range(5000)))) == MOST_OF_TEXT


@pytest.mark.parametrize(("asked", "least"), [(1, 1), (2, 1), (3, 2), (6, 3)])
def test_at_least_half_of_the_words_must_be_shared(asked, least):
    assert enough(asked) == least


@pytest.fixture
def told(desk, db):
    from kmt.access.rows import gate_open

    with gate_open(desk, writing=True):
        actions.index_text(by=desk, subject="report:1", part="narrative", text=STORY)
        actions.index_text(by=desk, subject="report:2", part="narrative", text="Bloemen en huis")
        actions.index_text(by=desk, subject="care_case:3", part="note", text=STORY)


def ask(actor, text, purpose="P_SIGNAL"):
    found = queries.records_with_words(actor, "report", text, purpose)
    return [(one.subject, one.shared, one.asked) for one in found]


def test_records_are_found_by_number_of_words_the_most_first(desk, told):
    assert ask(desk, "loods bloem inpakken") == [("report:1", 3, 3)]
    assert ask(desk, "bloemen fiets") == [("report:1", 1, 2), ("report:2", 1, 2)]
    assert ask(desk, "zwembad") == []


def test_another_kind_of_record_is_not_found(desk, told):
    assert all(subject.startswith("report:") for subject, *_ in ask(desk, "loods"))


def test_a_text_that_is_written_anew_is_found_by_its_new_words_alone(desk, told):
    from kmt.access.rows import gate_open

    with gate_open(desk, writing=True):
        actions.index_text(by=desk, subject="report:2", part="narrative", text="een wasstraat")
    assert ask(desk, "huis") == []
    assert ask(desk, "wasstraat") == [("report:2", 1, 1)]


@pytest.mark.parametrize("words", ["", "het en de", "in op"])
def test_nobody_searches_with_everyday_words_alone(desk, told, words):
    with pytest.raises(Refused, match="woord"):
        ask(desk, words)


def test_nobody_searches_without_a_purpose_with_too_many_words_or_too_often(
    desk, told, monkeypatch
):
    with pytest.raises(Refused, match="waarvoor"):
        ask(desk, "loods", purpose="P_CARE")
    with pytest.raises(Refused, match="ten hoogste"):
        ask(desk, "een twee drie vier vijf zes zeven acht negen")
    monkeypatch.setattr(limits, "PER_HOUR", 1)
    ask(desk, "loods")
    with pytest.raises(Refused, match="heel vaak"):
        ask(desk, "loods")


def test_a_search_is_recorded_without_its_words(desk, told):
    ask(desk, "oldenzaal")
    last = AuditEvent.objects.order_by("seq").last()
    assert (last.action, last.object_type, last.reason_text) == ("search", "report", "P_SIGNAL")
    assert "oldenzaal" not in str(list(AuditEvent.objects.values())).casefold()


def test_only_the_desk_searches_and_a_refusal_is_recorded(coordinator, analyst, told):
    for actor in (coordinator, analyst):
        with pytest.raises(NotPermitted):
            ask(actor, "loods")
    assert AuditEvent.objects.filter(action="search", result="denied").count() == 2


def test_words_lie_blind_under_a_key_of_their_own_and_bound_to_the_record(desk, told):
    rows = list(access.words(desk, Q()).values_list("subject", "part", "token"))
    assert {row[0] for row in rows} == {"report:1", "report:2", "care_case:3"}
    assert all(isinstance(row[2], int) and row[2] < 2**32 for row in rows)
    assert DataKey.objects.filter(subject="index:texts").count() == 1


def test_words_go_with_the_record_and_stay_gone(desk, told, django_capture_on_commit_callbacks):
    eraser = system_actor(
        "retention", purpose="retention", permissions=frozenset({Permission.VAULT_DATA_ERASE})
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_subject(by=eraser, subject="report:1", ground="term_over")
    assert ask(desk, "loods") == []
    assert not access.words(desk, Q(subject="report:1")).exists()
    assert access.words(desk, Q(subject="care_case:3")).exists()
