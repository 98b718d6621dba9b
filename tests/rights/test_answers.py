"""What is handed over, and what never is: the copy, its two forms, and the words for nobody."""

import csv
import io
import json
import zipfile
from importlib.resources import files

import pikepdf
import pytest

from kmt.access.rows import gate_open
from kmt.conversation.actions import answer as say
from kmt.intake.disclosed import tells_who
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, Refused
from kmt.rights import actions, queries
from kmt.rights.models import GivenCopy
from kmt.rights.rules.asking import Danger
from kmt.rights.rules.exceptions import GRANTED, OF_OTHERS, PARTLY, Verdict
from kmt.rights.states import State
from kmt.vault.wordlists import wordlists
from tests.insight.reading import everything_in
from tests.rights.conftest import ACCOUNT, NAME, PHONE, REPORTER_NAME, REPORTER_PHONE
from tests.rights.test_requests import SILENT

SECRETS = (*REPORTER_NAME.split(), REPORTER_PHONE, "buurman", "Marloes", "Noor Demo", "Bram")


def parts_of(content: bytes) -> dict[str, bytes]:
    """The files in an answer."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(pdf: bytes) -> str:
    """Everything a PDF says."""
    return " ".join(everything_in(pdf).split())


def answered(one) -> dict[str, bytes]:
    """Decide what is left, and hand the answer over."""
    return parts_of(one.do(actions.give_copy).content)


def test_a_copy_holds_what_is_held_in_a_letter_and_as_data(ask, file) -> None:
    found = answered(ask().about(file.person).decide_all())
    letter, data = text_of(found["antwoord.pdf"]), json.loads(found["gegevens.json"])
    for said in (NAME, PHONE, ACCOUNT, "Opvang regelen", "CoMensha"):
        assert said in letter
        assert said in found["gegevens.json"].decode()
    for asked_by_law in (
        "Waarvoor",
        "Wat voor gegevens",
        "Wie ze kreeg",
        "Hoe lang",
        "vandaan",
        "Geen computer beslist",
        "Autoriteit Persoonsgegevens",
    ):
        assert asked_by_law in letter
    rows = list(csv.reader(io.StringIO(found["gegevens.csv"].decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + sum(len(one["velden"]) for one in data["gegevens"])


def test_the_letter_is_a_tagged_pdf_in_dutch(ask, file) -> None:
    found = answered(ask().about(file.person).decide_all())
    with pikepdf.open(io.BytesIO(found["antwoord.pdf"])) as pdf:
        assert str(pdf.Root.Lang).startswith("nl")
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert NAME not in str(metadata)


def test_the_data_have_the_shape_that_the_schema_beside_them_tells(ask, file) -> None:
    found = answered(ask().about(file.person).decide_all())
    schema, data = json.loads(found["uitleg-gegevens.json"]), json.loads(found["gegevens.json"])
    assert set(data) == set(schema["properties"]) == set(schema["required"])
    assert data["schema"] == schema["properties"]["schema"]["const"]
    piece = schema["properties"]["gegevens"]["items"]
    for one in data["gegevens"]:
        assert set(one) == set(piece["properties"])
        assert all(isinstance(text, str) for text in one["velden"].values())
    assert files("kmt.rights").joinpath("data/own-data.schema.json").is_file()


def test_nothing_of_who_reported_or_of_others_is_in_any_copy(ask, file) -> None:
    found = answered(ask().about(file.person).decide_all())
    everything = text_of(found.pop("antwoord.pdf")) + "".join(
        content.decode() for content in found.values()
    )
    for secret in SECRETS:
        assert secret not in everything


def test_a_text_that_tells_who_reported_goes_along_for_nobody(ask, file, privacy_officer) -> None:
    one = ask().about(file.person)
    part = next(p for p in queries.gathered(privacy_officer, one.id).compartments if p.code == "R1")
    barred = [held.piece.kind for held in part.held if held.piece.barred]
    assert len(barred) == 1
    assert barred[0].startswith("verhaal")


def test_a_message_is_held_too_and_barred_when_it_tells_who_reported(
    ask, file, desk, privacy_officer
) -> None:
    for text in ("Waar werkt zij?", f"Dank je, {REPORTER_NAME}."):
        say(by=desk, object_type="report", object_id=file.report, page="p", text=text)
    one = ask().about(file.person)
    part = next(p for p in queries.gathered(privacy_officer, one.id).compartments if p.code == "R1")
    held = [one.piece for one in part.held if one.piece.kind.startswith("bericht")]
    assert [(one.barred, one.delicate) for one in held] == [(False, True), (True, True)]


@pytest.mark.parametrize(
    ("told_by", "text", "tells"),
    [
        ("Okke Zwijgzaam", "Ik ben okke.", True),
        ("Ökkè Zwijgzaam", "Groeten, OKKE", True),
        ("06-12345678", "Bel 06 1234 5678", True),
        ("+31 6 12345678", "Bel 0612345678", True),
        ("okke@gmail.com", "mail naar iets@gmail.com", False),
        ("Al", "al die tijd", False),
        ("", "Wat dan ook", False),
        ("Okke Zwijgzaam", "Een buurman belde.", False),
    ],
)
def test_a_name_or_number_is_recognised_in_a_text(told_by, text, tells) -> None:
    assert tells_who(told_by, text, wordlists().letters) is tells


def test_words_of_somebody_else_wait_until_a_human_being_has_read_them(ask, file) -> None:
    one = ask().about(file.person)
    held = {
        each.piece.kind.split()[0]: each.ground
        for part in queries.gathered(one.officer, one.id).compartments
        for each in part.held
    }
    assert held["samenvatting"] == held["weging"] == OF_OTHERS
    assert held["melding"] == held["toestemming" if "toestemming" in held else "zorgdossier"] == ""


def test_a_ticked_piece_stays_behind(ask, file) -> None:
    one = ask().about(file.person)
    seen = queries.gathered(one.officer, one.id)
    note = next(
        each.piece.key
        for part in seen.compartments
        for each in part.held
        if any(ACCOUNT in line.text for line in each.piece.lines)
    )
    partly = Verdict(outcome=PARTLY, ground=OF_OTHERS, reasons="Gaat ook over een ander.")
    one.do(actions.decide_compartment, compartment="R2", verdict=partly, withheld={note: OF_OTHERS})
    granted = Verdict(outcome=GRANTED, reasons="Ja.")
    one.decide("ANY", granted)
    with pytest.raises(Invalid):
        one.do(
            actions.decide_compartment,
            compartment="R1",
            verdict=granted,
            withheld={f"report:{file.report}:summary": OF_OTHERS},
        )
    one.decide("R1", granted)
    found = answered(one)
    assert ACCOUNT not in text_of(found["antwoord.pdf"])
    assert "rechten en vrijheden van anderen" in text_of(found["antwoord.pdf"])


def test_nobody_known_and_everything_refused_in_silence_give_the_same_words(ask, file) -> None:
    known = ask().about(file.person)
    known.decide_all(SILENT)
    stranger = ask().about()
    stranger.do(actions.decide_nothing_held)
    said = []
    for one in (known, stranger):
        found = answered(one)
        assert set(found) == {"antwoord.pdf"}
        said.append(text_of(found["antwoord.pdf"]).replace(one.number, "V"))
    assert said[0] == said[1]
    assert "Er zijn geen gegevens over u die wij u kunnen geven." in said[0]


def test_a_silent_refusal_is_all_that_somebody_dangerous_gets(ask, file) -> None:
    one = ask(danger=Danger.YES).about(file.person)
    one.decide_all(SILENT)
    found = answered(one)
    assert set(found) == {"antwoord.pdf"}
    assert NAME not in text_of(found["antwoord.pdf"])


def test_when_a_report_stays_unsaid_so_do_the_looks_at_it(ask, file) -> None:
    one = ask().about(file.person)
    one.decide("R1", SILENT)
    one.decide("R2")
    one.decide("ANY")
    assert "melding die over u gaat" not in text_of(answered(one)["antwoord.pdf"])


def test_an_answer_is_handed_over_once_and_only_its_mark_stays(ask, file, privacy_officer) -> None:
    one = ask().about(file.person)
    with pytest.raises(Refused):
        one.do(actions.give_copy)
    one.decide_all()
    made = one.do(actions.give_copy)
    assert NAME not in made.name
    assert one.now.state is State.ANSWERED
    with pytest.raises(Refused):
        one.do(actions.give_copy)
    with gate_open(privacy_officer):
        (row,) = GivenCopy.objects.all()
    assert row.sha256 == one.now.copies[0].sha256
    assert row.at <= clock.now()
    assert not any(field.get_internal_type() == "BinaryField" for field in row._meta.fields)
