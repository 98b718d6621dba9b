"""Both sides of a conversation, as the one with the code and the desk walk through it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from kmt.access.actors import REPORTER
from kmt.conversation import actions, queries, receipts, topics
from kmt.conversation.rules import UNREAD_LIMIT
from kmt.conversation.topics import Standing
from kmt.intake.actions import submit_report
from kmt.intake.queries import worklist
from kmt.intake.rules import Told
from kmt.intake.talking import TOPIC
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted
from kmt.vault.rules import Unreadable
from tests.conversation.conftest import HENGELO, text_of, ticket_in
from tests.sent_files import picture
from tests.triage.ending import finish

NOON = datetime(2026, 11, 23, 12, 34, 56, tzinfo=UTC)


@pytest.fixture
def received(db):
    """A report of Hengelo with its receipt."""
    told = Told(narrative="Er is iets mis in de Verzonnenstraat.", municipality=HENGELO)
    return submit_report(by=REPORTER, told=told, nonce="n")


@pytest.fixture
def of(received) -> receipts.Secrets:
    """What follows from the receipt."""
    return receipts.secrets_of(received.receipt)


@pytest.fixture
def say(visitor, received):
    """Open the conversation with the code and press something on its page."""

    def press(do: str, ticket: str = "", **more: object):
        ticket = ticket or ticket_in(visitor.post("/code/", {"receipt": received.receipt}))
        return visitor.post("/code/", {"ticket": ticket, "do": do, **more})

    return press


def answer(desk, received, text: str = "Waar is het?") -> None:
    actions.answer(by=desk, object_type="report", object_id=received.report_id, page="p", text=text)


def of_desk(desk, received):
    found = queries.for_desk(desk, "report", received.report_id)
    assert found is not None
    return found


def test_a_question_of_the_desk_is_answered_and_both_see_that_it_was_read(
    say, received, desk, log_in, visitor
) -> None:
    noor = log_in("desk")
    page = noor.get(f"/gesprek/{of_desk(desk, received).id}/")
    assert "Er is nog niets gezegd." in text_of(page)
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    sent = {"token": token, "text": "In welke straat is het?"}
    back = noor.post(f"/gesprek/{of_desk(desk, received).id}/", sent, follow=True)
    assert "Je antwoord staat klaar" in text_of(back)
    assert "nog niet gelezen" in text_of(back)

    opened = visitor.post("/code/", {"receipt": received.receipt})
    assert "In welke straat is het?" in text_of(opened)
    assert "Noor" not in text_of(opened)
    again = say("write", ticket_in(opened), text="In de Verzonnenstraat 5.")
    assert "Je bericht is binnen" in text_of(again)
    assert "nog niet gelezen" in text_of(again)

    listed = text_of(noor.get("/meldingen/"))
    assert "1 ongelezen bericht" in listed
    shown = text_of(noor.get(f"/meldingen/{received.report_id}/"))
    assert "In de Verzonnenstraat 5." in shown
    assert "gelezen sinds" in shown
    assert "ongelezen bericht" not in text_of(noor.get("/meldingen/"))
    assert "door ons gelezen op" in text_of(say("see"))


def test_a_double_click_sends_once(say, visitor, received, desk) -> None:
    ticket = ticket_in(visitor.post("/code/", {"receipt": received.receipt}))
    for _click in range(2):
        page = say("write", ticket, text="Twee keer gedrukt.")
    assert text_of(page).count("Twee keer gedrukt.") == 1
    say("write", ticket, text="Iets anders van dezelfde pagina.")
    assert [one.text for one in of_desk(desk, received).turns] == [
        "Twee keer gedrukt.",
        "Iets anders van dezelfde pagina.",
    ]


def test_two_clicks_at_the_same_moment_are_one_message(of, received, desk, monkeypatch) -> None:
    same = {"by": REPORTER, "of": of, "page": "p", "text": "Tegelijk."}
    clicks = []

    def standing(actor, report_id):
        if not clicks:  # the other click comes in after this one has looked
            clicks.append(actor)
            actions.write(**same)
        return TOPIC.standing(actor, report_id)

    monkeypatch.setitem(topics._topics, "report", replace(TOPIC, standing=standing))
    actions.write(**same)
    assert [one.text for one in of_desk(desk, received).turns] == ["Tegelijk."]
    assert worklist(desk).lines[0].unread == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ""}, "Schrijf eerst iets."),
        ({"text": "x" * 5001}, "Dit is 1 teken te lang."),
        ({"text": "a\x00b"}, "Er stonden tekens in die wij niet kunnen bewaren."),
    ],
)
def test_what_cannot_be_sent_comes_back_with_what_was_typed(
    say, desk, received, sent, said
) -> None:
    page = say("write", **sent)
    assert page.status_code == 422
    assert said in text_of(page)
    assert sent["text"].replace("\x00", "") in page.content.decode()
    assert of_desk(desk, received).turns == ()


def test_a_photo_goes_along_and_stands_with_the_report(say, received, desk, log_in) -> None:
    photo = SimpleUploadedFile("schuur.png", picture(), "image/png")
    assert 'name="attachment"' in say("see").content.decode()
    page = say("write", text="Dit is de schuur.", attachment=photo)
    assert "Met 1 bestand." in text_of(page)
    assert "schuur.png" in text_of(log_in("desk").get(f"/meldingen/{received.report_id}/"))


def test_a_photo_needs_no_words(say, received, desk) -> None:
    photo = SimpleUploadedFile("schuur.png", picture(), "image/png")
    assert "Met 1 bestand." in text_of(say("write", attachment=photo))


def test_who_is_not_safe_hears_112_and_stands_first(say, received, tell, desk, log_in) -> None:
    tell("Een andere melding.", municipality=HENGELO)
    page = text_of(say("not_safe"))
    assert "Bel 112 als er nu gevaar is" in page
    assert "Wacht dus niet op ons." in page
    first = worklist(desk).lines[0]
    assert (first.id, first.unsafe) == (received.report_id, True)
    assert worklist(desk).acute_waiting == 1
    assert "Iemand met een code zegt niet veilig te zijn." in text_of(
        log_in("desk").get("/meldingen/")
    )
    assert "Fijn dat je veilig bent" in text_of(say("safe"))
    assert not worklist(desk).lines[0].unsafe


def test_not_safe_stays_on_top_until_the_desk_acted(say, received, desk, log_in) -> None:
    say("not_safe")
    noor = log_in("desk")
    page = text_of(noor.get(f"/meldingen/{received.report_id}/"))
    assert "Zegt: ik ben niet veilig" in page
    assert worklist(desk).acute_waiting == 1
    noor.post(f"/gesprek/{of_desk(desk, received).id}/veilig/")
    assert worklist(desk).acute_waiting == 0
    assert "Hier is al op gehandeld." in text_of(
        noor.post(f"/gesprek/{of_desk(desk, received).id}/veilig/")
    )


def test_the_last_word_on_safety_counts_from_whatever_page(say, visitor, received, desk) -> None:
    ticket = ticket_in(visitor.post("/code/", {"receipt": received.receipt}))
    for do in ("not_safe", "not_safe", "safe", "safe", "not_safe"):
        say(do, ticket)
    assert [one.kind for one in of_desk(desk, received).turns] == ["not_safe", "safe", "not_safe"]
    assert of_desk(desk, received).unsafe_since is not None


def test_a_closed_report_whose_reporter_writes_is_on_the_list_again(
    say, received, desk, weigh
) -> None:
    weigh(received.report_id)
    finish(desk, received.report_id)
    assert worklist(desk).lines == ()
    say("write", text="Het is weer begonnen.")
    assert [one.unread for one in worklist(desk).lines] == [1]


def test_taking_back_says_what_it_means_and_the_desk_sees_it(say, received, desk, log_in) -> None:
    page = text_of(say("see"))
    assert "Dan moeten wij soms toch iets doen." in page
    assert "Wij wissen je melding niet meteen." in page
    assert "Wij zien dat je het intrekt" in text_of(say("withdraw"))
    assert "Ja, ik trek het in" not in text_of(say("withdraw"))
    assert [one.kind for one in of_desk(desk, received).turns] == ["withdrawn"]
    assert "Trekt het in" in text_of(log_in("desk").get("/meldingen/"))


def test_a_page_that_stood_open_asks_for_the_code_and_keeps_the_words(
    visitor, received, desk
) -> None:
    with clock.frozen(NOON):
        ticket = ticket_in(visitor.post("/code/", {"receipt": received.receipt}))
    with clock.frozen(NOON + timedelta(minutes=31)):
        sent = {"ticket": ticket, "do": "write", "text": "Mijn lange verhaal."}
        page = visitor.post("/code/", sent)
        assert page.status_code == 422
        assert "Typ je code nog één keer" in text_of(page)
        assert "Mijn lange verhaal." in page.content.decode()
        again = visitor.post("/code/", {"receipt": received.receipt, "text": "Mijn lange verhaal."})
        assert "Mijn lange verhaal." in again.content.decode()
        assert of_desk(desk, received).turns == ()
        sent = {"ticket": ticket_in(again), "do": "write", "text": "Mijn lange verhaal."}
        assert "Je bericht is binnen" in text_of(visitor.post("/code/", sent))


def test_the_code_is_checked_in_the_same_sitting_without_a_wait(visitor, received) -> None:
    for number in range(25):
        visitor.post("/code/", {"receipt": f"{number:016d}"})
    sitting = {"waited": receipts.new_ticket(received.receipt), "check": "1"}
    wrong = visitor.post("/code/", {"receipt": received.receipt[:-1], **sitting})
    assert "Ga één pagina terug" in text_of(wrong)
    right = visitor.post("/code/", {"receipt": received.receipt, **sitting})
    assert "Je hebt hem goed opgeschreven." in text_of(right)


@pytest.mark.parametrize("code", ["nl", "en", "de", "pl", "ro", "bg", "hu", "es", "uk", "ar"])
def test_every_word_is_there_in_every_language(visitor, received, desk, code) -> None:
    answer(desk, received)
    prefix = "" if code == "nl" else f"/{code}"
    page = visitor.post(f"{prefix}/code/", {"receipt": received.receipt})
    html = visitor.post(f"{prefix}/code/", {"ticket": ticket_in(page), "do": "not_safe"})
    assert '<span lang="nl"' not in html.content.decode()
    assert "no-store" in html["Cache-Control"]
    assert len(html.content) < 60_000
    assert not html.cookies


def test_the_standard_texts_speak_the_language_of_the_reporter(db, desk, log_in) -> None:
    told = Told(narrative="Coś jest nie tak.", municipality=HENGELO, language="pl")
    received = submit_report(by=REPORTER, told=told, nonce="pl")
    sent = {"standard": "where", "insert": "1", "text": "Dag."}
    page = log_in("desk").post(f"/gesprek/{of_desk(desk, received).id}/", sent)
    html = page.content.decode()
    assert "Dag.\n\nCzy możesz powiedzieć, gdzie to się dzieje?" in html
    assert queries.followed(REPORTER, receipts.secrets_of(received.receipt)).turns == ()


def test_the_one_with_the_code_is_not_told_who_answered(received, desk, of) -> None:
    answer(desk, received)
    assert [one.by_name for one in of_desk(desk, received).turns] == ["Noor Demo"]
    assert [one.by_name for one in queries.followed(REPORTER, of).turns] == [""]


def test_an_answer_without_words_is_refused_in_a_sentence(received, desk) -> None:
    for text in ("  ", "x" * 5001):
        with pytest.raises(Invalid):
            answer(desk, received, text)
    assert of_desk(desk, received).turns == ()


def test_a_wrong_key_opens_nothing_even_when_it_finds(of, received) -> None:
    wrong = receipts.Secrets(find=of.find, open=bytes(32))
    assert queries.followed(REPORTER, wrong) is None
    with pytest.raises(Unreadable):
        actions.write(by=REPORTER, of=wrong, page="p", text="x")


def test_who_may_not_is_refused_and_who_is_elsewhere_finds_nothing(
    received, focal_point_hengelo, coordinator, desk
) -> None:
    for actor in (focal_point_hengelo, coordinator):
        assert queries.for_desk(actor, "report", received.report_id) is None
        with pytest.raises(NotPermitted):
            answer(actor, received)
    with pytest.raises(NotFound):
        actions.answer(
            by=desk, object_type="nothing", object_id=received.report_id, page="p", text="x"
        )


def test_a_machine_that_writes_on_is_stopped(of) -> None:
    for number in range(UNREAD_LIMIT):
        actions.write(by=REPORTER, of=of, page=f"p{number}", text="x")
    with pytest.raises(Invalid):
        actions.write(by=REPORTER, of=of, page="one more", text="x")
    actions.say_safe(by=REPORTER, of=of, page="p", safe=False)


def test_where_no_files_are_taken_they_are_refused_and_not_lost_in_silence(
    say, received, desk, monkeypatch
) -> None:
    monkeypatch.setitem(topics._topics, "report", replace(TOPIC, files=None))
    assert 'name="attachment"' not in say("see").content.decode()
    photo = SimpleUploadedFile("schuur.png", picture(), "image/png")
    page = say("write", text="Dit is de schuur.", attachment=photo)
    assert page.status_code == 422
    assert "Je kunt hier geen bestanden sturen." in text_of(page)
    assert "Dit is de schuur." in page.content.decode()
    assert of_desk(desk, received).turns == ()


def test_where_nothing_may_be_written_any_more_the_page_says_so(
    say, received, desk, monkeypatch
) -> None:
    shut = replace(TOPIC, standing=lambda actor, one: Standing(words="Klaar.", may_write=False))
    monkeypatch.setitem(topics._topics, "report", shut)
    assert "Je kunt hier niet meer schrijven." in text_of(say("see"))
    assert "Je kunt hier niet meer schrijven." in text_of(say("write", text="Toch."))
    assert "Bel 112 als er nu gevaar is" in text_of(say("not_safe"))  # that always goes
    assert [one.kind for one in of_desk(desk, received).turns] == ["not_safe"]


def test_the_work_list_asks_as_much_with_messages_as_without(say, received, tell, desk) -> None:
    for number in range(5):
        tell(f"Een andere melding {number}.", municipality=HENGELO)
    with CaptureQueriesContext(connection) as before:
        worklist(desk)
    say("write", text="Nog iets.")
    with CaptureQueriesContext(connection) as after:
        assert worklist(desk).lines
    assert len(after) == len(before) < 12


def test_a_fault_of_ours_keeps_what_was_typed(say, visitor, received, desk, monkeypatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError("down")

    ticket = ticket_in(visitor.post("/code/", {"receipt": received.receipt}))
    monkeypatch.setattr(actions, "write", fail)
    page = say("write", ticket, text="Mijn woorden.")
    assert page.status_code == 503
    assert "Het is niet binnengekomen" in text_of(page)
    assert "Mijn woorden." in page.content.decode()
    monkeypatch.undo()
    assert "Je bericht is binnen" in text_of(say("write", ticket_in(page), text="Mijn woorden."))
