"""The page of a call and the list, as a colleague uses them: with and without the script."""

import re

import pytest
from django.db import DatabaseError
from django.test import Client

from kmt.access.actors import REPORTER
from kmt.conversation.queries import record_of
from kmt.conversation.receipts import digits_of, secrets_of
from kmt.intake.queries import report_detail
from kmt.intake.rules import ANONYMOUS, NARRATIVE_LIMIT
from kmt.reception import queries
from kmt.reception.actions import drop_draft, keep_draft
from kmt.reception.rules import LONGEST
from tests.reception.conftest import STORY, all_drafts, reports, row_of, typed

pytestmark = pytest.mark.django_db
NEW, KEEP = "/balie/bellen/", "/balie/bewaren/"
TOKEN = re.compile(r'name="token" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
RECEIPT = re.compile(r'class="receipt">([\d ]{19})<')


@pytest.fixture
def noor(log_in) -> Client:
    """The browser of somebody at the desk."""
    return log_in("desk")


def page_of(client: Client, path: str = NEW) -> dict[str, str]:
    """What a page of the call carries along."""
    page = client.get(path).content.decode()
    return {"token": TOKEN.search(page)[1], "version": VERSION.search(page)[1]}


def text_of(answer) -> str:
    """What a page says."""
    return answer.content.decode()


def test_a_call_is_typed_kept_and_sent_without_javascript(noor, desk) -> None:
    fields = page_of(noor) | {"narrative": STORY, "safe_now": "yes", "do": "keep"}
    kept = noor.post(NEW, fields)
    assert kept.status_code == 302
    again = page_of(noor, kept.url)
    assert again["version"] == "1"
    sent = noor.post(kept.url, again | {"narrative": STORY, "safe_now": "yes", "do": "send"})
    code = digits_of(RECEIPT.search(text_of(sent))[1])
    report = reports()[0]
    assert record_of(REPORTER, "report", secrets_of(code).find) == report.id
    assert f"/meldingen/{report.id}/" in text_of(sent)
    told = report_detail(desk, report.id).narrative
    assert told.startswith(STORY)
    assert "Is nu veilig: ja." in told


def test_sent_at_once_and_sent_twice_is_one_report_with_one_code(noor) -> None:
    fields = page_of(noor) | {"narrative": STORY, "do": "send"}
    first, second = noor.post(NEW, fields), noor.post(NEW, fields)
    assert RECEIPT.search(text_of(first))[1] == RECEIPT.search(text_of(second))[1]
    assert len(reports()) == len(all_drafts()) == 1


def test_a_caller_who_wants_no_code_gets_none(noor) -> None:
    fields = page_of(noor) | {"narrative": STORY, "no_code": "on", "do": "send"}
    sent = text_of(noor.post(NEW, fields))
    assert RECEIPT.search(sent) is None
    assert "wilde geen code" in sent


def test_opening_the_page_keeps_nothing(noor) -> None:
    page = text_of(noor.get(NEW))
    assert all_drafts() == []
    assert page.index("Ben je nu veilig?") < page.index("Wat gebeurt er?")
    assert page.index("Hang op en bel 112") < page.index("Wat gebeurt er?")


def test_a_letter_is_not_told_to_call_112(noor) -> None:
    assert "Hang op en bel 112" not in text_of(noor.get(f"{NEW}?kanaal=letter"))


def test_a_visit_has_its_own_channel_and_an_invented_one_is_a_call(noor) -> None:
    for asked, kept in (("walk_in", "walk_in"), ("partner_system", "phone"), ("x", "phone")):
        fields = page_of(noor, f"{NEW}?kanaal={asked}") | {"narrative": asked, "do": "keep"}
        draft_id = noor.post(NEW, fields).url.split("/")[-2]
        assert row_of(draft_id).channel == kept


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"narrative": ""}, "Schrijf in een paar woorden wat er gebeurt."),
        ({"narrative": "x" * (NARRATIVE_LIMIT + 3)}, "Dit is 3 tekens te lang."),
        (
            {"anonymity": ANONYMOUS, "contact": "06 00 00 00 01"},
            "Je wilt anoniem blijven, maar je vulde ook een naam of contact in.",
        ),
        ({"anonymity": ANONYMOUS, "call_back": "yes"}, "Een anonieme beller bellen we niet terug"),
        ({"municipality": "GM9999"}, "Kies een antwoord uit de lijst."),
    ],
)
def test_what_cannot_be_sent_comes_back_with_a_sentence_and_everything_typed(
    noor, wrong, sentence: str
) -> None:
    fields = page_of(noor) | {"narrative": STORY, "place": "Zaagmolenweg", "do": "send"} | wrong
    answer = noor.post(NEW, fields)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'value="Zaagmolenweg"' in text_of(answer)
    assert reports() == []
    assert len(all_drafts()) == 1  # kept, though it could not be sent, and the page says so
    assert "Bewaard om " in text_of(answer)
    if "contact" in wrong:
        assert "06 00 00 00 01" in text_of(answer)  # on the page, and nowhere else


def test_the_number_of_an_anonymous_caller_is_in_no_draft(noor, desk) -> None:
    fields = page_of(noor) | {"narrative": STORY, "anonymity": ANONYMOUS, "contact": "06 1"}
    noor.post(KEEP, fields)
    (row,) = all_drafts()
    assert queries.draft(desk, row.id).content == typed(anonymity=ANONYMOUS)


def test_the_script_keeps_and_is_told_when(noor) -> None:
    fields = page_of(noor) | {"narrative": STORY}
    said = noor.post(KEEP, fields).json()
    assert re.fullmatch(r"Bewaard om \d\d:\d\d:\d\d\.", said["sentence"])
    assert (said["version"], said["trouble"]) == (1, "")
    assert noor.get(said["address"]).status_code == 200
    more = {"token": said["token"], "version": said["version"], "narrative": STORY + " Meer."}
    assert noor.post(KEEP, more).json()["version"] == 2
    assert len(all_drafts()) == 1


def test_a_second_window_is_told_and_both_texts_are_shown(noor) -> None:
    fields = page_of(noor) | {"narrative": STORY}
    said = noor.post(KEEP, fields).json()
    noor.post(KEEP, fields | {"version": 1, "place": "hier"})
    late = noor.post(KEEP, fields | {"version": 1, "place": "daar"}).json()
    assert "apart bewaard" in late["trouble"]
    assert late["address"] != said["address"]
    page = text_of(noor.get(late["address"]))
    assert "Er is nog een tekst van dit gesprek" in page
    assert 'value="daar"' in page
    assert "hier" in page
    # The page goes on in its own draft.
    more = {"token": late["token"], "version": late["version"], "narrative": STORY, "place": "x"}
    assert noor.post(KEEP, more).json()["trouble"] == ""


def test_without_the_script_a_second_window_is_sent_to_both_texts(noor) -> None:
    fields = page_of(noor) | {"narrative": STORY}
    noor.post(KEEP, fields)
    noor.post(KEEP, fields | {"version": 1, "place": "hier"})
    answer = noor.post(NEW, fields | {"version": 1, "place": "daar", "do": "send"}, follow=True)
    assert "apart bewaard" in text_of(answer)
    assert "Er is nog een tekst van dit gesprek" in text_of(answer)
    assert reports() == []


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"token": "nep"}, 422),
        ({"token": ""}, 422),
        ({"narrative": "x" * (LONGEST + 1)}, 422),
    ],
)
def test_what_the_script_cannot_keep_is_said_in_a_sentence(noor, change, status: int) -> None:
    answer = noor.post(KEEP, page_of(noor) | {"narrative": STORY} | change)
    assert answer.status_code == status
    assert answer.json()["sentence"].endswith(".")
    assert all_drafts() == []
    assert noor.get(KEEP).status_code == 405


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 12])
def test_a_strange_version_loses_nothing(noor, version: str) -> None:
    fields = page_of(noor) | {"narrative": STORY}
    noor.post(KEEP, fields)
    said = noor.post(KEEP, fields | {"version": version, "place": "x"}).json()
    assert said["trouble"]
    assert len(all_drafts()) == 2


def test_a_page_that_is_not_ours_comes_back_with_everything_typed(noor) -> None:
    answer = noor.post(NEW, {"token": "nep", "narrative": STORY, "do": "send"})
    assert answer.status_code == 422
    assert STORY in text_of(answer)
    assert "herkennen we niet" in text_of(answer)
    again = {"token": TOKEN.search(text_of(answer))[1], "narrative": STORY, "do": "send"}
    assert RECEIPT.search(text_of(noor.post(NEW, again)))


def test_a_database_that_fails_gives_a_sentence_and_the_words_back(noor, monkeypatch) -> None:
    fields = page_of(noor) | {"narrative": STORY, "do": "send"}

    def fails(**_more: object) -> None:
        raise DatabaseError(f"could not write {STORY}")

    monkeypatch.setattr("kmt.reception.actions.keep_draft", fails)
    answer = noor.post(NEW, fields)
    assert answer.status_code == 503
    assert STORY in text_of(answer)
    assert "Bewaren lukt nu niet." in text_of(answer)
    assert noor.post(KEEP, fields).json()["sentence"].startswith("Bewaren lukt nu niet.")


def test_the_log_of_a_failure_holds_no_word(noor, monkeypatch, caplog) -> None:
    def fails(**_more: object) -> None:
        raise DatabaseError(f"could not write {STORY}")

    monkeypatch.setattr("kmt.reception.actions.keep_draft", fails)
    noor.post(KEEP, page_of(noor) | {"narrative": STORY})
    assert "could not be kept" in caplog.text
    assert STORY[:12] not in caplog.text


def test_mail_is_read_taken_up_and_put_away_and_back(noor, postman) -> None:
    kept = keep_draft(by=postman, content=typed(), origin="mail", channel="email")
    address = f"/balie/{kept.draft_id}/"
    assert "Door niemand opgepakt" in text_of(noor.get("/balie/"))
    read = text_of(noor.get(address))
    assert STORY in read
    assert "<textarea" not in read
    assert noor.post(f"{address}overnemen/", {"version": 1}).url == address
    assert "<textarea" in text_of(noor.get(address))
    assert noor.post(f"{address}wegleggen/", {"version": 2}).status_code == 422
    noor.post(f"{address}wegleggen/", {"version": 2, "reason": "no_report"})
    away = text_of(noor.get(address))
    assert "Het is geen melding" in away
    assert noor.post(f"{address}terugzetten/").url == address
    assert row_of(kept.draft_id).state == "open"


def test_the_list_shows_whose_it_is_and_takes_over(noor, second_desk) -> None:
    kept = keep_draft(by=second_desk, content=typed())
    page = text_of(noor.get("/balie/"))
    assert "Mark Ernaast" in page
    assert STORY not in page
    assert noor.get(f"/balie/{kept.draft_id}/").status_code == 404
    noor.post(f"/balie/{kept.draft_id}/overnemen/", {"version": 1})
    assert STORY in text_of(noor.get(f"/balie/{kept.draft_id}/"))


def test_a_sent_draft_leads_to_its_report(noor) -> None:
    answer = noor.post(NEW, page_of(noor) | {"narrative": STORY, "do": "send"})
    assert answer.status_code == 200
    (row,) = all_drafts()
    page = text_of(noor.get(f"/balie/{row.id}/"))
    assert f"/meldingen/{row.report}/" in page
    assert STORY not in page


def test_what_is_put_away_can_not_be_sent_from_an_old_page(noor, desk) -> None:
    fields = page_of(noor) | {"narrative": STORY}
    noor.post(KEEP, fields)
    (row,) = all_drafts()
    drop_draft(by=desk, draft_id=row.id, version=1, reason="double")
    answer = noor.post(NEW, fields | {"version": 1, "do": "send"}, follow=True)
    assert "apart bewaard" in text_of(answer)
    assert reports() == []


def test_the_team_lead_sees_the_list_without_a_button(log_in, desk) -> None:
    keep_draft(by=desk, content=typed())
    page = text_of(log_in("team_lead").get("/balie/"))
    assert "Noor Demo" in page
    assert "overnemen" not in page
    assert "Typ een gesprek" not in page
