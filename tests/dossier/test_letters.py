"""Letters and forms made from a case: what is filled, what is made, what it does not tell."""

from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest

from kmt.dossier import actions, queries
from kmt.dossier.letters import PLACES, Shape, filled, letter, letters, spoken, still_open, used
from kmt.entrance.languages import LANGUAGES
from kmt.kernel.refusals import Invalid, NotFound
from kmt.vocabulary.queries import codes_of
from tests.insight.reading import everything_in, paragraphs_of

LETTER = {"recipient": "De IND\nt.a.v. X", "subject": "Verklaring", "body": "Geachte,\n\nTekst."}
CONSENT = {
    "language": "nl",
    "recipient": "Een advocaat",
    "purpose": "Rechtshulp",
    "which": "Naam",
    "until": "2027-05-01",
}
NOTE = {"day": "2026-12-03", "time": "14.00", "place": "Markt 1", "who": "Anna"}


def make(by, case_id, code, typed, document_id=None):
    return actions.make_document(
        by=by,
        case_id=case_id,
        letter=letter(code),
        typed=typed,
        document_id=document_id,
        token=uuid4(),
    )


def pdf_of(by, case_id, document_id) -> bytes:
    (version, *_rest) = queries.document(by, case_id, document_id).versions
    return queries.made_file(by, case_id, version.id, "file_hand_over").content


def test_every_letter_has_a_kind_and_places_that_can_be_filled() -> None:
    kinds = codes_of("document_kind")
    for one in letters():
        assert one.kind in kinds
        assert set(used(one)) <= set(PLACES)
        assert bool(one.body) == (one.shape is Shape.LETTER)


def test_what_is_not_known_stays_between_brackets() -> None:
    text = filled("{person} is in zorg sinds {since}.", {"since": "3 mei 2026"})
    assert text == "[naam van de persoon] is in zorg sinds 3 mei 2026."
    assert still_open(text) == ("[naam van de persoon]",)


def test_a_letter_is_a_tagged_pdf_and_a_document(coordinator, case_id) -> None:
    made = make(coordinator, case_id, "support_ind", LETTER)
    content = pdf_of(coordinator, case_id, made)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.docinfo["/Title"] == "Brief"
    assert "Verklaring" in paragraphs_of(content)
    (line,) = queries.dossier(coordinator, case_id).documents
    assert (line.kind, line.title) == ("letter", "Verklaring")


def test_made_anew_it_is_a_next_version_from_what_was_typed(coordinator, case_id) -> None:
    made = make(coordinator, case_id, "support_ind", LETTER)
    (first,) = queries.document(coordinator, case_id, made).versions
    assert queries.typed_before(coordinator, case_id, first.id)[0] == "support_ind"
    again = make(coordinator, case_id, "support_ind", {**LETTER, "body": "Beter."}, made)
    assert again == made
    newer, older = queries.document(coordinator, case_id, made).versions
    assert newer.sha256 != older.sha256
    assert queries.made_file(coordinator, case_id, older.id, "file_assess").content


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_the_consent_form_is_in_every_language_and_says_no_as_easily(
    coordinator, case_id, language
) -> None:
    words = spoken()[language]
    assert set(words) == set(spoken()["nl"])
    made = make(coordinator, case_id, "consent", {**CONSENT, "language": language})
    content = pdf_of(coordinator, case_id, made)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang).lower().startswith(language)
    if language != "ar":  # letters that join are drawn as other signs
        said = everything_in(content)
        assert words["agree"] in said
        assert words["refuse"] in said


def test_the_note_does_not_show_from_whom_it_comes(coordinator, case_id) -> None:
    made = make(coordinator, case_id, "appointment", {**NOTE, "language": "en"})
    content = pdf_of(coordinator, case_id, made)
    said = everything_in(content)
    assert "Markt 1" in said
    assert "03-12-2026" in said
    for telling in ("Mensenhandel", "Kenniscentrum", "KMT", "Z-"):
        assert telling.lower() not in said.lower()
        assert telling.encode() not in content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.docinfo["/Title"] == "Appointment"
        assert "/Author" not in pdf.docinfo


def test_saving_asks_a_reason_and_is_recorded(coordinator, case_id, document_id) -> None:
    made = make(coordinator, case_id, "support_ind", LETTER)
    (version,) = queries.document(coordinator, case_id, made).versions
    with pytest.raises(Invalid):
        queries.made_file(coordinator, case_id, version.id, "")
    (came_in,) = queries.document(coordinator, case_id, document_id).versions
    with pytest.raises(NotFound):
        queries.made_file(coordinator, case_id, came_in.id, "file_assess")
