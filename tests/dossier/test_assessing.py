"""The reasoned assessment file: sources, both sides, a second reader, frozen, out on a decision."""

from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

import pytest

from kmt.audit.models import AuditEvent
from kmt.care.joining import opened
from kmt.dossier import assessing, queries
from kmt.dossier.models import Entry
from kmt.dossier.rules import Part, digest_of
from kmt.dossier.states import State
from kmt.kernel.refusals import ActorRequired, Conflict, Invalid, NotPermitted, Refused
from tests.care.conftest import CANARY
from tests.dossier.conftest import find, finding, read_along, write
from tests.insight.reading import everything_in, paragraphs_of


def view(by, case_id, file_id):
    return queries.assessment(by, case_id, file_id)


def export(by, case_id, file_id, disclosure, look=""):
    return assessing.export(
        by=by, case_id=case_id, assessment_id=file_id, disclosure_id=disclosure, look=look
    )


def test_a_finding_names_its_source_and_the_document(
    coordinator, case_id, file_id, document_id
) -> None:
    find(coordinator, case_id, file_id, finding(document=str(document_id)))
    (entry,) = view(coordinator, case_id, file_id).entries
    assert (entry.element, entry.code, entry.document) == ("act", "recruit", "Paspoort")
    assert entry.source == "de persoon, aan de coördinator"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"source": " "}, "source"),
        ({"source_kind": ""}, "source_kind"),
        ({"text": ""}, "text"),
        ({"element": ""}, "element"),
        ({"code": "deception"}, "code"),
        ({"stance": "perhaps"}, "stance"),
    ],
)
def test_a_finding_without_a_source_is_none(coordinator, case_id, file_id, changed, field) -> None:
    with pytest.raises(Invalid) as refused:
        find(coordinator, case_id, file_id, finding(**changed))
    assert set(refused.value.fields) == {field}


def test_a_changed_finding_is_a_next_version_and_the_earlier_stays(
    coordinator, case_id, file_id
) -> None:
    find(coordinator, case_id, file_id, finding())
    (first,) = view(coordinator, case_id, file_id).entries
    find(coordinator, case_id, file_id, finding(text="Anders."), key=first.key, revision=1)
    now = view(coordinator, case_id, file_id)
    assert [(one.revision, one.text) for one in now.entries] == [(2, "Anders.")]
    assert [one.text for one in now.history] == [first.text]


def test_two_who_write_the_same_part_lose_no_words(
    coordinator, colleague_involved, case_id, file_id
) -> None:
    find(coordinator, case_id, file_id, finding())
    (first,) = view(coordinator, case_id, file_id).entries
    find(colleague_involved, case_id, file_id, finding(text="Een."), key=first.key, revision=1)
    with pytest.raises(Conflict, match="niets overschreven"):
        find(coordinator, case_id, file_id, finding(text="Twee."), key=first.key, revision=1)
    assert view(coordinator, case_id, file_id).entries[0].text == "Een."


def test_a_finding_that_is_left_out_stays_in_the_history(coordinator, case_id, file_id) -> None:
    find(coordinator, case_id, file_id, finding())
    (entry,) = view(coordinator, case_id, file_id).entries
    assessing.drop_finding(
        by=coordinator,
        case_id=case_id,
        assessment_id=file_id,
        key=entry.key,
        revision=1,
        token=uuid4(),
    )
    now = view(coordinator, case_id, file_id)
    assert now.entries == ()
    assert [one.dropped for one in now.history] == [True, False]


def test_one_file_is_written_at_a_time(coordinator, case_id, file_id) -> None:
    assert assessing.begin(by=coordinator, case_id=case_id, token=uuid4()) == file_id


def test_nobody_reads_along_with_their_own_conclusion(coordinator, case_id, whole_file) -> None:
    with pytest.raises(Refused, match="Een ander"):
        read_along(coordinator, case_id, whole_file)
    with pytest.raises(Refused, match="niemand anders"):
        assessing.adopt(by=coordinator, case_id=case_id, assessment_id=whole_file)


def test_what_changed_after_reading_is_read_again(
    coordinator, colleague_involved, case_id, whole_file
) -> None:
    read_along(colleague_involved, case_id, whole_file)
    write(coordinator, case_id, whole_file, Part.UNKNOWN, text="Nog iets.")
    with pytest.raises(Refused, match="nog een keer lezen"):
        assessing.adopt(by=coordinator, case_id=case_id, assessment_id=whole_file)
    with pytest.raises(Conflict, match="intussen veranderd"):
        assessing.read_along(
            by=colleague_involved,
            case_id=case_id,
            assessment_id=whole_file,
            opinion="agrees",
            words="",
            digest="0" * 64,
            token=uuid4(),
        )


def test_seeing_it_otherwise_needs_words_and_goes_along(
    coordinator, colleague_involved, case_id, whole_file
) -> None:
    with pytest.raises(Invalid):
        read_along(colleague_involved, case_id, whole_file, "otherwise")
    read_along(colleague_involved, case_id, whole_file, "otherwise", "Te stellig.")
    assessing.adopt(by=coordinator, case_id=case_id, assessment_id=whole_file)
    (reading,) = view(coordinator, case_id, whole_file).readings
    assert (reading.words, reading.of_this) == ("Te stellig.", True)


def test_adopted_it_is_frozen_under_its_hash(coordinator, case_id, adopted_file) -> None:
    now = view(coordinator, case_id, adopted_file)
    assert now.state is State.ADOPTED
    assert now.sha256 == digest_of(now.draft)
    with pytest.raises(Refused, match="verandert niet meer"):
        find(coordinator, case_id, adopted_file, finding())
    with pytest.raises(Refused, match="verandert niet meer"):
        write(coordinator, case_id, adopted_file, Part.UNKNOWN, text="Later.")
    again = assessing.begin(by=coordinator, case_id=case_id, token=uuid4())
    assert view(coordinator, case_id, again).number == 2


def test_an_entry_cannot_be_written_over(coordinator, case_id, adopted_file, looking) -> None:
    assert Entry.objects.filter(assessment_id=adopted_file).count() == 7
    row = Entry.objects.first()
    with pytest.raises(ActorRequired):
        row.save()


def test_it_leaves_on_a_decision_to_share_only(coordinator, case_id, adopted_file, decide) -> None:
    for disclosure in (None, uuid4()):
        with pytest.raises(Refused, match="besluit om te delen"):
            export(coordinator, case_id, adopted_file, disclosure)
    assert view(coordinator, case_id, adopted_file).exports == ()


def test_a_draft_does_not_leave(coordinator, case_id, whole_file, decide) -> None:
    with pytest.raises(Refused, match="vastgesteld"):
        export(coordinator, case_id, whole_file, decide())


def test_the_pdf_says_for_whom_it_is_on_every_page(
    coordinator, case_id, adopted_file, decide
) -> None:
    disclosure = decide()
    made = export(coordinator, case_id, adopted_file, disclosure)
    number, words = str(disclosure)[:8].upper(), everything_in(made.content)
    assert words.count(f"voor CoMensha, besluit {number}") >= 3
    assert "Grondslag: zonder toestemming" in words
    told = paragraphs_of(made.content)
    assert "Onderbouwd signaaldossier" in told
    for sentence in ("Het kan ook anders zijn gegaan.", "Wie de reis betaalde."):
        assert sentence in told
    assert "Bron: verteld door betrokkene" in words
    assert "Sanne Invalt" in words
    assert CANARY not in words, "by pseudonym, unless the decision is about who it is"


def test_every_export_is_listed_with_its_hash(coordinator, case_id, adopted_file, decide) -> None:
    made = export(coordinator, case_id, adopted_file, decide())
    (line,) = view(coordinator, case_id, adopted_file).exports
    assert line.sha256 == sha256(made.content).hexdigest()
    assert (line.recipient, line.by, line.named) == ("CoMensha", "Bram Voorbeeld", False)
    rows = AuditEvent.objects.filter(object_type="case_assessment", action="export")
    assert rows.count() == 1


def test_the_name_stands_in_it_only_when_the_decision_is_about_it(
    coordinator, case_id, adopted_file, decide
) -> None:
    with pytest.raises(Invalid, match="niet over wie iemand is"):
        export(coordinator, case_id, adopted_file, decide(), look="handover")
    about_identity = decide(recipient="care_coordinator", purpose="P_CARE", data=frozenset({"D01"}))
    looks = AuditEvent.objects.filter(object_type="person", reason_text="handover")
    before = looks.count()
    made = export(coordinator, case_id, adopted_file, about_identity, look="handover")
    assert CANARY in everything_in(made.content)
    assert looks.count() == before + 1


def test_who_is_not_involved_reads_nothing_of_it(colleague, case_id, whole_file) -> None:
    with pytest.raises(Refused):
        view(colleague, case_id, whole_file)
    with pytest.raises(NotPermitted):
        find(colleague, case_id, whole_file, finding())


def test_a_consent_that_was_withdrawn_since_holds_it_back(
    coordinator, case_id, adopted_file, decide, monkeypatch
) -> None:
    disclosure = decide()
    found = queries.standing_about(coordinator, {opened(coordinator, case_id).person_id})
    rests_on_it = tuple(replace(one, by_consent=True) for one in found)
    monkeypatch.setattr(queries, "standing_about", lambda actor, persons: rests_on_it)
    with pytest.raises(Refused, match="toestemming waarop dit besluit rust"):
        export(coordinator, case_id, adopted_file, disclosure)


def test_a_decision_of_another_compartment_does_not_count(
    coordinator, case_id, adopted_file, decide, monkeypatch
) -> None:
    disclosure = decide()
    found = queries.standing_about(coordinator, {opened(coordinator, case_id).person_id})
    elsewhere = tuple(replace(one, compartment="R1") for one in found)
    monkeypatch.setattr(queries, "standing_about", lambda actor, persons: elsewhere)
    with pytest.raises(Refused, match="besluit om te delen"):
        export(coordinator, case_id, adopted_file, disclosure)
