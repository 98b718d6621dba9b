"""Whatever is sent to the public form: a sentence, never a trace, and nothing typed is lost."""

from datetime import timedelta
from html import escape

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from kmt.intake import actions, queries
from kmt.intake.forms.public import ReportForm
from kmt.kernel import clock
from tests.intake.conftest import receipt_in, text_of, token_in

STORY = "Er wonen acht mannen in een schuur & niemand heeft een paspoort <hier>."
EVERYTHING = {
    "narrative": STORY,
    "about": "several",
    "wants_advice": "on",
    "municipality": "GM0164",
    "place": "Schuur achter de Voorbeeldweg",
    "ongoing": "yes",
    "minors": "no",
    "anonymity": "named",
    "reporter_name": "Sam Verzonnen",
    "contact": "app op 06 00000000, alleen in de ochtend",
}
TYPED = ("narrative", "place", "reporter_name", "contact")


def assert_kept(html: str) -> None:
    """Everything of EVERYTHING stands in the form again."""
    for name in TYPED:
        assert escape(EVERYTHING[name]) in html, name
    for name, value in (("about", "several"), ("ongoing", "yes"), ("anonymity", "named")):
        assert f'name="{name}" value="{value}"' in html
        assert "checked" in html.split(f'name="{name}" value="{value}"')[1][:200]
    assert '<option value="GM0164" selected>' in html


@pytest.mark.parametrize("token", ["", "forged", "a:b:c", "x" * 5000])
def test_a_missing_or_forged_token_gives_the_form_back_with_everything(token, visitor) -> None:
    page = visitor.post("/melden/", EVERYTHING | {"token": token})
    assert page.status_code == 422
    assert "Deze pagina stond lang open." in text_of(page)
    assert_kept(page.content.decode())
    again = visitor.post("/melden/", EVERYTHING | {"token": token_in(page.content.decode())})
    assert receipt_in(again)


def test_an_expired_token_gives_the_form_back_with_everything(visitor, token) -> None:
    with clock.frozen(clock.now() + timedelta(hours=3)):
        page = visitor.post("/melden/", EVERYTHING | {"token": token})
        assert page.status_code == 422
        assert_kept(page.content.decode())
        fresh = token_in(page.content.decode())
        assert receipt_in(visitor.post("/melden/", EVERYTHING | {"token": fresh}))


def test_a_page_reloaded_much_later_shows_its_receipt_again(visitor, token) -> None:
    first = receipt_in(visitor.post("/melden/", EVERYTHING | {"token": token}))
    with clock.frozen(clock.now() + timedelta(hours=5)):
        assert receipt_in(visitor.post("/melden/", EVERYTHING | {"token": token})) == first


@pytest.mark.parametrize("empty", ["", "   ", "\n\t \r\n", "\u00a0\u2003"])
def test_an_empty_report_asks_for_a_few_words(empty, visitor, token) -> None:
    page = visitor.post("/melden/", EVERYTHING | {"narrative": empty, "token": token})
    assert page.status_code == 422
    assert "Schrijf in een paar woorden wat er gebeurt." in text_of(page)
    assert escape(EVERYTHING["contact"]) in page.content.decode()


def test_a_story_of_200_000_characters_hears_how_much_too_long_it_is(visitor, token) -> None:
    long = "Dit is mijn verhaal. " * 9524 + "Einde"
    page = visitor.post("/melden/", EVERYTHING | {"narrative": long, "token": token})
    assert page.status_code == 422
    assert f"{len(long) - 20_000} tekens te lang" in text_of(page)
    assert long in page.content.decode()


def test_line_ends_of_a_browser_do_not_count_double(visitor, token) -> None:
    story = "a\r\n" * 10_000
    assert receipt_in(visitor.post("/melden/", {"narrative": story, "token": token}))


def test_even_200_000_wide_characters_get_a_sentence(visitor, token) -> None:
    page = visitor.post("/melden/", {"narrative": "🆘" * 200_000, "token": token})
    assert page.status_code == 422
    assert "180000 tekens te lang" in text_of(page)


@pytest.mark.parametrize("path", ["/melden/", "/code/"])
def test_a_body_over_every_limit_gets_a_page_with_a_sentence(path, visitor) -> None:
    page = visitor.post(path, {"narrative": "x" * 3_000_000, "receipt": "1"})
    assert page.status_code == 413
    assert "Dit is te veel in één keer" in text_of(page)
    assert not page.cookies


def test_thousands_of_fields_get_a_sentence(visitor) -> None:
    page = visitor.post("/melden/", {f"f{number}": "x" for number in range(2000)})
    assert page.status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"--no boundary", b'--b\r\nContent-Disposition: form-data; name="narrative']
)
def test_a_broken_body_gets_a_sentence(body, visitor) -> None:
    page = visitor.generic("POST", "/melden/", body, content_type="multipart/form-data; boundary=b")
    assert page.status_code in {413, 422}
    assert "Traceback" not in page.content.decode()


def test_a_body_without_a_boundary_gets_a_sentence(visitor) -> None:
    page = visitor.generic("POST", "/melden/", b"x", content_type="multipart/form-data")
    assert page.status_code == 413


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b[2J", "\x9b"])
def test_unreadable_characters_are_taken_out_and_the_rest_stays(bad, visitor, token) -> None:
    page = visitor.post(
        "/melden/", EVERYTHING | {"narrative": f"Er is {bad}iets mis.", "token": token}
    )
    html = page.content.decode()
    assert page.status_code == 422
    assert "Wij hebben ze weggehaald." in text_of(page)
    assert bad not in html
    again = EVERYTHING | {"narrative": f"Er is {bad}iets mis.".replace(bad, "")}
    assert receipt_in(visitor.post("/melden/", again | {"token": token_in(html)}))


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\ufeff"])
def test_signs_that_nobody_sees_are_left_out_without_a_word(sign, visitor, token, desk) -> None:
    told = {"narrative": f"Bel {sign}niet{sign} aan.", "token": token}
    receipt_in(visitor.post("/melden/", told))
    (line,) = queries.worklist(desk).lines
    assert line.title == "Bel niet aan."


def test_signs_that_nobody_sees_are_no_story(visitor, token) -> None:
    page = visitor.post("/melden/", {"narrative": "\u200b\u2060 \ufeff", "token": token})
    assert page.status_code == 422


@pytest.mark.parametrize(
    "text", ["\u0645\u06cc\u200c\u062e\u0648", "\U0001f469\u200d\U0001f467", "\u200f\u0639"]
)
def test_signs_that_a_language_needs_stay(text) -> None:
    assert ReportForm({"narrative": text}).data["narrative"] == text


def test_half_a_character_is_taken_out(db) -> None:
    form = ReportForm({"narrative": "Er is \ud83d iets mis."})
    assert not form.is_valid()
    assert "weggehaald" in str(form.errors)
    form.as_p().encode()


@pytest.mark.parametrize("fault", [OperationalError("locked"), ImproperlyConfigured("no key")])
def test_a_fault_of_ours_loses_nothing_that_was_typed(fault, visitor, token, monkeypatch) -> None:
    def fail(*args: object) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(actions, "new_report", fail)
        page = visitor.post("/melden/", EVERYTHING | {"token": token})
    assert page.status_code == 503
    assert "Je melding is niet binnengekomen" in text_of(page)
    html = page.content.decode()
    assert escape(EVERYTHING["narrative"]) in html
    assert receipt_in(visitor.post("/melden/", EVERYTHING | {"token": token_in(html)}))


def test_bytes_that_are_no_text_do_not_break_the_form(visitor, token) -> None:
    body = b"narrative=Er+is+%ff%fe%ed%a0%80+iets&token=" + token.encode()
    page = visitor.generic(
        "POST", "/melden/", body, content_type="application/x-www-form-urlencoded"
    )
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("municipality", "GM9999"),
        ("municipality", "'; DROP TABLE"),
        ("about", "nobody"),
        ("ongoing", "maybe"),
        ("minors", "7"),
        ("anonymity", "root"),
    ],
)
def test_an_answer_that_is_not_in_the_list_gets_a_sentence(field, value, visitor, token) -> None:
    page = visitor.post("/melden/", EVERYTHING | {field: value, "token": token})
    assert page.status_code == 422
    assert "Kies een antwoord uit de lijst." in text_of(page)
    assert escape(STORY) in page.content.decode()


@pytest.mark.parametrize(
    ("field", "length"), [("place", 501), ("reporter_name", 201), ("contact", 1001)]
)
def test_too_long_an_answer_hears_by_how_much(field, length, visitor, token) -> None:
    page = visitor.post("/melden/", EVERYTHING | {field: "x" * length, "token": token})
    assert page.status_code == 422
    assert "1 teken te lang" in text_of(page)
    assert "x" * length in page.content.decode()


def test_anonymous_with_a_name_is_asked_which_of_the_two(visitor, token) -> None:
    page = visitor.post(
        "/melden/", EVERYTHING | {"anonymity": "anonymous_to_centre", "token": token}
    )
    assert page.status_code == 422
    assert "Je wilt anoniem blijven, maar je vulde ook een naam of contact in." in text_of(page)
    for name in TYPED:
        assert escape(EVERYTHING[name]) in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("foto.jpg", b"MZ\x90\x00 a program", "Wij kunnen het bestand “foto.jpg” niet aannemen."),
        ("brief.docx", b"PK\x03\x04 word", "Wij kunnen het bestand “brief.docx” niet aannemen."),
        ("leeg.pdf", b"", "Het bestand “leeg.pdf” is leeg."),
        ("groot.pdf", b"%PDF-" + b"x" * 10_000_000, "Het bestand “groot.pdf” is te groot."),
    ],
)
def test_a_file_of_the_wrong_kind_or_size_gets_a_sentence(
    name, content, said, visitor, token
) -> None:
    sent = EVERYTHING | {"token": token, "attachment": SimpleUploadedFile(name, content)}
    page = visitor.post("/melden/", sent)
    assert page.status_code == 422
    assert said in text_of(page)
    assert_kept(page.content.decode())


def test_a_good_file_with_an_empty_story_says_that_it_must_be_chosen_again(visitor, token) -> None:
    file = SimpleUploadedFile("foto.png", b"\x89PNG\r\n\x1a\n...")
    page = visitor.post("/melden/", {"token": token, "narrative": "", "attachment": file})
    assert "Kies je bestand opnieuw" in text_of(page)


def test_a_file_never_touches_the_disk(visitor, token, settings, tmp_path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    file = SimpleUploadedFile("foto.pdf", b"%PDF-" + b"x" * 1_900_000)
    page = visitor.post("/melden/", {"token": token, "narrative": "Zie foto.", "attachment": file})
    assert receipt_in(page)  # Django's own handler would have failed on a folder that is not there


def test_another_site_cannot_break_the_form_either(token) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert receipt_in(strict.post("/melden/", {"token": token, "narrative": "Er is iets mis."}))


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_another_method_shows_the_form(method, visitor) -> None:
    assert getattr(visitor, method)("/melden/").status_code == 200
