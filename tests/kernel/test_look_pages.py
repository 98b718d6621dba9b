"""The base pages and the living page: what every page of KMT has, and what it never has."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

import kmt
from kmt.kernel import views
from kmt.kernel.actor import Actor
from kmt.kernel.door import SIGNED_IN, audience_of
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused

ROOMS = Path(kmt.__file__).parent
NOOR = Actor(id="n", name="Noor Demo", role="desk", organisation="KMT")
MENU = [SimpleNamespace(label="Werk", url="/werk/", current=True)]
CSS_LIMIT, SCRIPT_LIMIT, TEMPLATE_LINES = 20_000, 2_000, 200
UNSAFE = re.compile(
    r"""\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=["']|javascript:""", re.IGNORECASE
)


def page(template: str, **context: object) -> str:
    with override("nl"):
        return render_to_string(template, context)


def all_templates() -> list[Path]:
    return sorted(ROOMS.glob("*/templates/**/*.html"))


def test_the_public_page_offers_an_ordinary_link_to_leave_at_once() -> None:
    shown = page("kernel/public.html", leave_to="https://weer.example/")
    link = re.search(r'<a id="leave"[^>]*>', shown)
    assert link
    assert 'href="https://weer.example/"' in link[0]
    assert "noreferrer" in link[0]
    assert shown.index('class="skip"') < shown.index('id="leave"') < shown.index("<header")


def test_the_public_page_tells_a_bystander_nothing() -> None:
    shown = page("kernel/public.html")
    assert "<title>Informatie</title>" in shown
    assert 'name="referrer" content="no-referrer"' in shown


def test_the_public_page_switches_language_by_address() -> None:
    languages = [("nl", "Nederlands", "/", True), ("en", "English", "/en/", False)]
    shown = page("kernel/public.html", languages=languages)
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in shown
    assert 'lang="nl" hreflang="nl" aria-current="true"' in shown


@pytest.mark.parametrize("shell", ["kernel/public.html", "kernel/staff.html"])
def test_the_demo_says_on_every_page_that_its_people_are_invented(shell: str) -> None:
    said = "Voorbeeld: alle mensen in deze omgeving zijn verzonnen."
    assert said in page(shell, demo=True)
    assert said not in page(shell)


@pytest.mark.parametrize("shell", ["kernel/public.html", "kernel/staff.html"])
def test_every_page_has_a_language_a_skip_link_and_one_main(shell: str) -> None:
    shown = page(shell, footer_links=[("Privacy", "/privacy/")])
    assert '<html lang="nl">' in shown
    assert 'href="#content"' in shown
    assert shown.count("<main ") == 1
    assert '<a href="/privacy/">Privacy</a>' in shown


def test_a_right_to_left_language_turns_the_page() -> None:
    with override("ar"):
        assert '<html lang="ar" dir="rtl">' in render_to_string("kernel/public.html")


def test_the_staff_page_says_who_is_logged_in_and_logs_out_by_a_form() -> None:
    request = SimpleNamespace(actor=NOOR)
    shown = page(
        "kernel/staff.html",
        request=request,
        menu=MENU,
        role_label="medewerker meldpunt",
        logout_url="/uitloggen/",
    )
    assert "Noor Demo" in shown
    assert "medewerker meldpunt" in shown
    assert '<form method="post" action="/uitloggen/">' in shown
    assert '<a href="/werk/" aria-current="page">Werk</a>' in shown


def test_a_message_of_the_program_is_shown_once_with_its_kind() -> None:
    messages = [SimpleNamespace(level_tag="error", __str__=lambda self: "x")]
    assert "notice-stop" in page("kernel/staff.html", messages=messages)


@pytest.mark.parametrize(
    "refused",
    [
        Refused("Dit kan niet.", "Bel ons."),
        NotPermitted("Niet van jou.", "Vraag het."),
        NotFound(),
        Conflict("Iemand was eerder.", "Ververs."),
        Invalid("Nog leeg.", "Vul het in."),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_refusal_gives_its_sentence_a_next_step_and_its_number(refused: Refused) -> None:
    shown = page("kernel/refused.html", refused=refused)
    for words in (refused.heading, refused.sentence, refused.next_step, str(refused.status)):
        assert str(words) in shown


def test_a_refusal_stays_in_the_shell_of_who_is_refused() -> None:
    refused = NotFound()
    assert 'class="staff"' in page("kernel/refused.html", refused=refused, menu=MENU)
    assert 'class="public"' in page("kernel/refused.html", refused=refused, menu=[])
    assert 'class="public"' in page("kernel/refused.html", refused=refused)


def test_a_refusal_without_a_next_step_has_no_empty_panel() -> None:
    assert "Wat je kunt doen" not in page("kernel/refused.html", refused=Refused("Nee."))


def test_a_message_page_says_what_happened_and_where_to_go() -> None:
    shown = page(
        "kernel/message.html",
        heading="Gelukt",
        sentence="Het is bewaard.",
        kind="ok",
        next_url="/a/",
        next_label="Verder",
    )
    assert "Het is bewaard." in shown
    assert 'href="/a/"' in shown


def test_the_living_page_is_for_colleagues_and_shows_every_component() -> None:
    assert audience_of(views.components_page) == SIGNED_IN
    request = RequestFactory().get("/bouwstenen/")
    request.actor = NOOR  # type: ignore[attr-defined]
    with override("nl"):
        shown = views.components_page(request).content.decode()
    folder = ROOMS / "kernel/templates/kernel/components"
    looks = {
        css
        for template in folder.glob("*.html")
        for css in re.findall(r'class="([a-z][\w-]*)', template.read_text())
    }
    missing = {one for one in looks if not re.search(rf'class="[^"]*\b{one}\b', shown)}
    assert missing == set()


def test_no_template_has_inline_style_or_script() -> None:
    assert len(all_templates()) > 40
    found = [
        f"{path.name}: {match[0]}"
        for path in all_templates()
        for match in UNSAFE.finditer(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<a onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_the_check_on_inline_code_can_fail(line: str) -> None:
    assert UNSAFE.search(line)


def test_every_template_can_be_read_at_a_glance() -> None:
    long = [path.name for path in all_templates() if len(path.read_text().splitlines()) > 200]
    assert long == []


def test_style_and_script_are_small_and_ask_nobody_else_for_anything() -> None:
    css = Path(str(finders.find("kernel/kmt.css"))).read_text()
    script = Path(str(finders.find("kernel/leave.js"))).read_text()
    assert len(css.encode()) < CSS_LIMIT
    assert len(script.encode()) < SCRIPT_LIMIT
    for text in (css, script):
        assert re.search(r"url\(|@import|https?://|fetch\(|cookie|localStorage", text) is None


def test_every_file_that_a_page_names_is_there() -> None:
    for name in re.findall(r"static 'kernel/([^']+)'", _text_of_bases()):
        assert finders.find(f"kernel/{name}"), name


def _text_of_bases() -> str:
    folder = ROOMS / "kernel/templates/kernel"
    return "".join(path.read_text() for path in folder.glob("*.html"))
