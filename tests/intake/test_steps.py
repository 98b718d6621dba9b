"""The form in short steps: nothing typed is lost, nothing is kept, one paragraph is enough."""

import base64
import re
from datetime import timedelta
from html import escape, unescape

import pytest
from django.test import Client

from kmt.access.rows import gate_open
from kmt.entrance import effort
from kmt.intake import queries
from kmt.intake.forms.public import STEPS
from kmt.intake.models import Report
from kmt.kernel import clock
from tests.intake.conftest import every_row, receipt_in, text_of

STORY = "Er wonen acht mannen in een schuur & niemand heeft een paspoort <hier>."
BY_STEP = {
    "what": {"narrative": STORY, "about": "several", "wants_advice": "on"},
    "where": {
        "municipality": "GM0164",
        "place": "Schuur achter de Voorbeeldweg",
        "online": "op Verzonnenbeurs als 'klusjesman'",
        "happened": "sinds de zomer",
        "ongoing": "yes",
    },
    "who": {"at_risk": "acht mannen van rond de 30", "minors": "no", "form": "LAB"},
    "you": {
        "anonymity": "named",
        "reporter_name": "Sam Verzonnen",
        "contact": "app op 06 00000000",
        "contact_when": "alleen in de ochtend",
        "contact_language": "Pools",
        "code_word": "paardenbloem",
        "may_answer": "mijn zus Linde",
    },
    "check": {},
}
NAMES = tuple(BY_STEP)
TYPED = {name: text for answers in BY_STEP.values() for name, text in answers.items()}


class Walk:
    """Somebody who goes through the pages and sends what each page holds."""

    def __init__(self, visitor: Client, path: str = "/melden/") -> None:
        self.visitor, self.path = visitor, path
        self.page = visitor.get(path)

    @property
    def html(self) -> str:
        return self.page.content.decode()

    @property
    def step(self) -> str:
        found = re.search(r'name="step" value="(\w+)"', self.html)
        return found[1] if found else ""

    def hidden(self) -> dict[str, str]:
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.html)
        return {name: unescape(value) for name, value in found}

    def send(self, do: str, typed: dict[str, object] | None = None, **hidden: str) -> "Walk":
        """Press the button with this value; without ``typed`` what the step is filled with."""
        answers = BY_STEP[self.step] if typed is None else typed
        self.page = self.visitor.post(self.path, self.hidden() | {"do": do} | answers | hidden)
        return self

    def to_the_end(self) -> "Walk":
        """Fill every page and stand on the last."""
        for name in NAMES[1:]:
            self.send(name)
            assert self.page.status_code == 200, text_of(self.page)
        return self


@pytest.fixture
def walk(visitor) -> Walk:
    return Walk(visitor)


def kept(desk) -> queries.ReportRead:
    with gate_open(desk):
        (row,) = Report.objects.all()
    return queries.report_detail(desk, row.id)


def test_every_question_of_the_form_stands_on_one_step() -> None:
    asked = [name for step in STEPS for name in step.fields]
    assert sorted(asked) == sorted([*TYPED, "attachment"])
    assert len(asked) == len(set(asked))


def test_step_by_step_everything_arrives_at_the_desk(walk, desk) -> None:
    receipt_in(walk.to_the_end().send("send").page)
    found = kept(desk)
    for name, text in TYPED.items():
        if name not in {"wants_advice", "form"} and hasattr(found, name):
            assert getattr(found, name) == text, name
    assert found.form_told == "LAB"
    assert dict(found.contact_terms) == {
        name: TYPED[name]
        for name in ("contact_when", "contact_language", "code_word", "may_answer")
    }


def test_one_paragraph_can_be_sent_from_the_first_page(walk, desk) -> None:
    receipt_in(walk.send("send", {"narrative": STORY}).page)
    assert kept(desk).narrative == STORY


@pytest.mark.parametrize("at", NAMES[:-1])
def test_from_every_page_it_can_be_sent_at_once(at, walk, desk) -> None:
    for name in NAMES[1 : NAMES.index(at) + 1]:
        walk.send(name)
    receipt_in(walk.send("send").page)
    told = kept(desk)
    assert told.place == (TYPED["place"] if at != "what" else "")


def test_back_and_forth_keeps_everything(walk, desk) -> None:
    walk.to_the_end()
    for name in (*reversed(NAMES[:-1]), *NAMES[1:]):
        walk.send(name)
        assert walk.step == name
        for typed in BY_STEP[name].values():
            assert escape(typed) in walk.html or f'value="{typed}"' in walk.html
    receipt_in(walk.send("send").page)
    assert kept(desk).contact == TYPED["contact"]


def test_an_answer_taken_out_on_the_way_back_is_gone(walk, desk) -> None:
    walk.to_the_end().send("what").send("where", {"narrative": STORY})
    receipt_in(walk.send("send", {"municipality": ""}).page)
    found = kept(desk)
    assert (found.kind, found.about, found.place) == ("signal_person", "", "")


def test_going_back_is_never_refused(walk) -> None:
    walk.send("where").send("who", {"place": "x" * 400})
    assert walk.step == "who"
    walk.send("where", {"at_risk": "y" * 2000})
    assert (walk.step, walk.page.status_code) == ("where", 200)
    walk.send("who", {})
    assert "y" * 2000 in walk.html


def test_the_last_page_reads_back_what_was_filled_in_in_words(walk) -> None:
    said = text_of(walk.to_the_end().page)
    for words in ("Uitbuiting op het werk", "Hengelo", "Over meer mensen", "paardenbloem", "Ja"):
        assert words in said
    assert "several" not in said
    assert "Hier vulde je niets in." in text_of(
        Walk(walk.visitor).send("where").send("who", {}).send("you", {}).send("check", {}).page
    )


def test_only_the_story_holds_somebody_back(walk) -> None:
    walk.send("where", {"narrative": " "})
    assert (walk.step, walk.page.status_code) == ("what", 422)
    assert "Schrijf in een paar woorden wat er gebeurt." in text_of(walk.page)
    walk.send("where")
    for name in NAMES[2:]:
        walk.send(name, {})
        assert (walk.step, walk.page.status_code) == (name, 200)


@pytest.mark.parametrize(
    ("at", "wrong", "said"),
    [
        ("where", {"place": "x" * 501}, "1 teken te lang"),
        ("where", {"municipality": "GM9999"}, "Kies een antwoord uit de lijst."),
        ("who", {"form": "XXX"}, "Kies een antwoord uit de lijst."),
        ("you", {"anonymity": "anonymous_to_centre", "code_word": "x"}, "Je wilt anoniem blijven"),
        ("you", {"contact_when": "x" * 201}, "1 teken te lang"),
        ("where", {"place": "bij \x00 de haven"}, "Wij hebben ze weggehaald."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_on_its_own_page_and_the_rest_rides_along(
    at, wrong, said, walk
) -> None:
    for name in NAMES[1 : NAMES.index(at) + 1]:
        walk.send(name)
    walk.send("check", wrong)
    assert (walk.step, walk.page.status_code) == (at, 422)
    assert said in text_of(walk.page)
    assert STORY not in walk.html
    walk.send("what")
    assert escape(STORY) in walk.html


def test_something_wrong_on_an_earlier_page_leads_back_to_that_page(walk) -> None:
    walk.send("where").send("who", {"place": "bij de haven"})
    walk.send("where", {"at_risk": "y" * 2000}).send("send", {})
    assert (walk.step, walk.page.status_code) == ("who", 422)


def test_between_the_pages_nothing_is_kept_and_nothing_can_be_read(walk) -> None:
    before = every_row()
    walk.to_the_end()
    assert every_row() == before
    assert walk.page.cookies == {}
    carried = walk.hidden()["carried"]
    for text in (walk.hidden()["carried"], base64.urlsafe_b64decode(carried).decode("latin-1")):
        assert not re.search("schuur|Verzonnen|paardenbloem", text)


@pytest.mark.parametrize("how", ["an hour", "changed", "of another page", "nonsense"])
def test_what_does_not_open_any_more_is_said_and_this_page_is_kept(how, walk, visitor) -> None:
    walk.send("where").send("who")
    carried = walk.hidden()["carried"]
    later = clock.now() + timedelta(minutes=61 if how == "an hour" else 1)
    other = {
        "an hour": {},
        "changed": {"carried": carried[:-8] + "AAAAAAAA"},
        "of another page": {"carried": Walk(visitor).send("where").hidden()["carried"]},
        "nonsense": {"carried": "é!"},
    }
    with clock.frozen(later):
        walk.send("you", **other[how])
        assert (walk.step, walk.page.status_code) == ("what", 422)
        assert "Wat je op deze pagina typte, is er nog." in text_of(walk.page)
        walk.send("where").send("who", {})
        assert TYPED["at_risk"] in walk.html


def test_within_the_hour_it_opens(walk) -> None:
    walk.send("where")
    with clock.frozen(clock.now() + timedelta(minutes=59)):
        walk.send("who").send("what", {})
    assert escape(STORY) in walk.html


def test_the_whole_form_stands_on_one_page_for_who_wants_that(visitor, desk) -> None:
    walk = Walk(visitor, "/melden/?alles")
    assert walk.step == ""
    page = visitor.post("/melden/?alles", walk.hidden() | TYPED)
    receipt_in(page)
    assert kept(desk).at_risk == TYPED["at_risk"]


def test_a_double_click_on_the_last_page_gives_one_report(walk) -> None:
    walk.to_the_end()
    hidden = walk.hidden() | {"do": "send"}
    first, second = (walk.visitor.post("/melden/", hidden) for _ in range(2))
    assert receipt_in(first) == receipt_in(second)


def test_the_desk_reads_it_and_begins_from_it(walk, desk, log_in) -> None:
    walk.to_the_end().send("send")
    found = kept(desk)
    browser = log_in("desk")
    said = text_of(browser.get(f"/meldingen/{found.id}/"))
    for name in ("at_risk", "online", "happened", "code_word", "may_answer", "contact_when"):
        assert escape(TYPED[name]) in said or TYPED[name] in unescape(said), name
    triage = browser.get(f"/meldingen/{found.id}/triage/").content.decode()
    assert re.search(r'<option value="LAB" selected', triage)
    person = browser.get(f"/meldingen/{found.id}/persoon/").content.decode()
    assert f'value="{TYPED["at_risk"]}"' in person


class TestWhenItIsBusy:
    """A flood costs the flooder; somebody with a story waits half a minute at most."""

    @pytest.fixture(autouse=True)
    def busy(self, settings, monkeypatch) -> effort.Busyness:
        settings.KMT_QUIET_REPORTS = 1
        here = effort.Busyness()
        here.note("somebody else's page")
        for place in (effort.bits, effort.suffices):
            monkeypatch.setattr(place, "__defaults__", (here,))
        monkeypatch.setattr(effort, "HERE", here)
        return here

    def test_too_soon_and_without_work_everything_comes_back(self, visitor, desk) -> None:
        walk = Walk(visitor).send("send")
        assert walk.page.status_code == 429
        assert "Wacht een halve minuut." in text_of(walk.page)
        assert escape(STORY) in walk.html
        with clock.frozen(clock.now() + timedelta(seconds=31)):
            receipt_in(walk.send("send").page)

    def test_with_the_work_done_it_comes_in_at_once(self, visitor) -> None:
        walk = Walk(visitor)
        mark, bits = re.search(r'data-mark="([^"]+)" data-bits="(\d+)"', walk.html).groups()
        receipt_in(walk.send("send", effort=work(mark, int(bits))).page)

    @pytest.mark.parametrize("answer", ["", "0.0.0.0.0.0.0.0", "1.2", "é." * 8, "9" * 5000])
    def test_work_that_was_not_done_does_not_count(self, answer, visitor) -> None:
        assert Walk(visitor).send("send", effort=answer).page.status_code == 429

    def test_one_page_pays_for_one_report_and_its_double_click(self, visitor) -> None:
        walk = Walk(visitor)
        mark, bits = re.search(r'data-mark="([^"]+)" data-bits="(\d+)"', walk.html).groups()
        sent = walk.hidden() | {"do": "send", "effort": work(mark, int(bits)), "narrative": STORY}
        first, again = (visitor.post("/melden/", sent) for _ in range(2))
        assert receipt_in(first) == receipt_in(again)
        assert visitor.post("/melden/", sent | {"narrative": "Iets anders."}).status_code == 429


def work(mark: str, bits: int) -> str:
    """The puzzle, solved as the script does it."""
    found = []
    for piece in range(effort.PIECES):
        number = 0
        while effort._zeros(mark, piece, str(number)) < bits:
            number += 1
        found.append(str(number))
    return ".".join(found)
