"""What the reporter hears back: by which way, which texts may be said, what never may."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.conversation.queries import followed
from kmt.conversation.receipts import secrets_of
from kmt.conversation.standard import STANDARD_TEXTS
from kmt.entrance.languages import LANGUAGES
from kmt.intake import actions as intake
from kmt.intake import queries
from kmt.intake.rules import ANONYMOUS, NAMED, PersonToAdd, Told
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted
from kmt.project.keeping import night_watch
from kmt.triage import actions, rules
from kmt.triage.endings import reach_of, told_back
from kmt.triage.models import Feedback
from kmt.triage.rules import ToldBack
from kmt.triage.told_back import TEXTS, right_places, said_in_full, texts_for
from kmt.vault.rules import Identity
from kmt.vocabulary import queries as vocabulary
from tests.conftest import ENSCHEDE, HENGELO
from tests.intake.conftest import every_row, text_of
from tests.triage.ending import close, hear_back

SAID = ToldBack(way="conversation", text="acted")
PERSON = PersonToAdd(identity=Identity(description="man, ongeveer 30"))
TERMS = (
    ("contact_when", "maandag na vieren"),
    ("contact_language", "Pools"),
    ("code_word", "zonnebloem"),
    ("may_answer", "mijn zus"),
)


@pytest.fixture
def received(db):
    """A report told without a name, and its receipt."""
    return intake.submit_report(by=REPORTER, told=Told(narrative="Verzonnen."), nonce="hear")


@pytest.fixture
def decided(received, weigh):
    """The same, with a decision."""
    weigh(received.report_id)
    return received.report_id


def what_the_reporter_reads(receipt: str) -> list[str]:
    found = followed(REPORTER, secrets_of(receipt))
    return [turn.text for turn in found.turns]


# What may be said


@pytest.mark.parametrize(
    ("outcome", "first"),
    [
        ("advice", "elsewhere"),
        ("signal_forwarded", "forwarded"),
        ("care_case", "working"),
        ("comensha_only", "working"),
        ("no_follow_up", "nothing_now"),
        ("registration_only", "kept"),
        ("pga_proposal", "working"),
        ("referred_elsewhere", "elsewhere"),
    ],
)
def test_each_outcome_offers_the_texts_that_fit_it(outcome: str, first: str) -> None:
    offered = texts_for(outcome)
    assert offered[0] == first
    assert {"working", "acted", "closed"} <= set(offered)
    assert ("forwarded" in offered) is (outcome == "signal_forwarded")


def test_every_outcome_of_the_vocabulary_has_something_to_say() -> None:
    for outcome in vocabulary.codes_of("report_outcome"):
        assert any(TEXTS[code].last for code in texts_for(outcome))


@pytest.mark.parametrize("language", [code for code, _ in LANGUAGES])
def test_each_text_exists_in_each_language_and_tells_of_no_file(language: str) -> None:
    for code in TEXTS:
        said = said_in_full(ToldBack(way="conversation", text=code, language=language))
        assert said
        with override("en"):
            assert language == "en" or said != str(STANDARD_TEXTS[code])
        assert rules.worth_a_look(said, ()) == ()


def test_a_right_place_is_named_with_its_number_in_any_language() -> None:
    told = ToldBack(way="conversation", text="elsewhere", language="pl", place="home")
    assert said_in_full(told).endswith("Veilig Thuis · 0800 2000 · www.veiligthuis.nl")
    other = ToldBack(way="conversation", text="acted", place="home")
    assert "Veilig Thuis" not in said_in_full(other)


def test_every_place_says_what_for_and_cites_a_source() -> None:
    places = right_places()
    assert {"police", "home", "work", "worker", "victim", "anonymous", "law"} <= set(places)
    assert all(one.about and one.source and one.web for one in places.values())
    assert places["anonymous"].phone == "0800 7000"
    assert places["law"].phone == ""


# By which way


@pytest.mark.parametrize(
    ("talks", "anonymity", "reachable", "ways"),
    [
        (True, ANONYMOUS, False, ["conversation"]),
        (True, ANONYMOUS, True, ["conversation"]),
        (True, NAMED, True, ["conversation", "phone", "email", "in_person"]),
        (True, NAMED, False, ["conversation"]),
        (False, NAMED, True, ["phone", "email", "in_person"]),
        (False, ANONYMOUS, False, []),
    ],
)
def test_the_ways_follow_from_what_the_reporter_gave(talks, anonymity, reachable, ways) -> None:
    found = rules.ways_to(talks=talks, anonymity=anonymity, reachable=reachable)
    assert list(found) == [*ways, "not_possible", "not_safe"]


ALL_WAYS = ("conversation", "phone", "not_possible", "not_safe")


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        (SAID, []),
        (ToldBack(way="phone", text="acted", words="Tot ziens."), []),
        (ToldBack(way="not_safe", reason="Hij leest mee."), []),
        (ToldBack(way="conversation", text="elsewhere", place="home"), []),
        (ToldBack(way=""), ["way"]),
        (ToldBack(way="email", text="acted"), ["way"]),
        (ToldBack(way="conversation"), ["text"]),
        (ToldBack(way="conversation", text="forwarded"), ["text"]),
        (ToldBack(way="conversation", text="elsewhere"), ["place"]),
        (ToldBack(way="conversation", text="elsewhere", place="moon"), ["place"]),
        (ToldBack(way="conversation", text="acted", words="x" * 2001), ["words"]),
        (ToldBack(way="not_possible"), ["reason"]),
        (ToldBack(way="not_safe", reason="  "), ["reason"]),
        (ToldBack(way="not_safe", reason="x" * 1001), ["reason"]),
    ],
)
def test_what_is_missing_is_said_at_its_field(told: ToldBack, fields: list[str]) -> None:
    found = rules.objections_to_feedback(
        told, ways=ALL_WAYS, texts=("acted", "elsewhere"), places=("home",)
    )
    assert [one.field for one in found] == fields


@pytest.mark.parametrize(
    ("words", "doubts"),
    [
        ("Dank je wel, we spraken je al.", 0),
        ("Bel ons gerust vóór 5 december.", 0),
        ("We hebben een zorgcasus geopend.", 1),
        ("Het slachtoffer is veilig.", 1),
        ("Zij belt op 06 1234 5678.", 1),
        ("geboren op 12-03-2009", 1),
        ("Met AB-12 gaat het goed.", 1),
        ("De verdachte woont op 06-12345678, vraag AB-12.", 3),
    ],
)
def test_own_words_that_may_tell_too_much_are_pointed_at(words: str, doubts: int) -> None:
    assert len(rules.worth_a_look(words, ["AB-12"])) == doubts


# The act


def test_by_the_conversation_it_is_said_in_the_same_act(received, decided, desk) -> None:
    hear_back(desk, decided, SAID)
    (text,) = what_the_reporter_reads(received.receipt)
    assert text.startswith("We hebben gedaan wat we mogen doen")
    found = queries.report_detail(desk, decided)
    assert (found.state, found.history[0].event, found.history[0].detail) == (
        "feedback",
        "give_feedback",
        "conversation",
    )
    (kept,) = told_back(desk, decided)
    assert (kept.way, kept.text, kept.last, kept.by_name) == (
        "conversation",
        text,
        True,
        desk.name,
    )


def test_what_cannot_be_said_is_kept_nowhere_when_it_fails(received, decided, desk, monkeypatch):
    monkeypatch.setattr("kmt.triage.actions.ending.answer", _broken)
    with pytest.raises(RuntimeError):
        hear_back(desk, decided, SAID)
    assert told_back(desk, decided) == ()
    assert queries.report_detail(desk, decided).state == "routed"
    assert what_the_reporter_reads(received.receipt) == []


def _broken(**_: object) -> None:
    raise RuntimeError


def test_a_double_click_says_it_once(received, decided, desk) -> None:
    version = queries.report_detail(desk, decided).version
    actions.give_feedback(by=desk, report_id=decided, version=version, told=SAID)
    with pytest.raises(Conflict):
        actions.give_feedback(by=desk, report_id=decided, version=version, told=SAID)
    assert len(what_the_reporter_reads(received.receipt)) == 1


def test_a_first_word_leaves_the_task_open_with_a_new_term(received, decided, desk) -> None:
    with clock.frozen(clock.now() + timedelta(days=20)):
        assert queries.report_detail(desk, decided).due_at < clock.now()
        hear_back(desk, decided, ToldBack(way="conversation", text="working"))
        found = queries.report_detail(desk, decided)
        assert found.state == "routed"
        assert found.due_at > clock.now()
    for days, text in ((21, "acted"), (22, "danger")):
        with clock.frozen(clock.now() + timedelta(days=days)):
            hear_back(desk, decided, ToldBack(way="conversation", text=text))
    assert [one.last for one in told_back(desk, decided)] == [True, True, False]
    assert len(what_the_reporter_reads(received.receipt)) == 3


@pytest.mark.parametrize("state", ["new", "closed"])
def test_without_a_decision_that_waits_there_is_nothing_to_tell(state, tell, weigh, desk) -> None:
    report_id = tell()
    if state == "closed":
        weigh(report_id)
        hear_back(desk, report_id)
        close(desk, report_id)
    with pytest.raises(Conflict, match="al verder"):
        hear_back(desk, report_id, SAID)


def test_by_phone_it_is_kept_and_nothing_is_sent(desk, weigh) -> None:
    told = Told(narrative="x", anonymity=NAMED, reporter_name="Jo", contact="06 0000 0002")
    received = intake.submit_report(by=REPORTER, told=told, nonce="phone")
    weigh(received.report_id)
    hear_back(desk, received.report_id, ToldBack(way="phone", text="acted", words="Tot kijk."))
    assert what_the_reporter_reads(received.receipt) == []
    (kept,) = told_back(desk, received.report_id)
    assert (kept.way, kept.words) == ("phone", "Tot kijk.")


def test_an_anonymous_reporter_is_reached_by_the_code_alone(decided, desk) -> None:
    with pytest.raises(Invalid) as refused:
        hear_back(desk, decided, ToldBack(way="phone", text="acted"))
    assert set(refused.value.fields) == {"way"}


def test_doubtful_words_are_read_once_more_and_then_may_go(received, decided, desk) -> None:
    told = ToldBack(way="conversation", text="acted", words="Er is een zorgcasus.")
    with pytest.raises(Invalid, match="verraadt"):
        hear_back(desk, decided, told)
    assert what_the_reporter_reads(received.receipt) == []
    hear_back(
        desk, decided, ToldBack(way="conversation", text="acted", words="Bel 0900 8844.", sure=True)
    )
    assert what_the_reporter_reads(received.receipt)[0].endswith("Bel 0900 8844.")


def test_own_words_and_reasons_lie_sealed(tell, weigh, desk) -> None:
    for word, told in (
        ("Zeepaardje", ToldBack(way="conversation", text="acted", words="Zeepaardje")),
        ("Kikkervisje", ToldBack(way="not_safe", reason="Kikkervisje")),
    ):
        report_id = tell(word[:2])
        weigh(report_id)
        hear_back(desk, report_id, told)
        assert word not in every_row()
        assert told_back(desk, report_id)[0].words == word


def test_feedback_is_written_once(decided, desk) -> None:
    hear_back(desk, decided, SAID)
    with gate_open(desk, writing=True):
        row = Feedback.objects.get()
        row.way = "phone"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_who_reads_no_story_and_who_is_of_elsewhere_gives_no_feedback(
    tell, weigh, focal_point_hengelo, focal_point_enschede, coordinator, desk
) -> None:
    report_id = tell(municipality=HENGELO)
    weigh(report_id)
    version = queries.report_detail(desk, report_id).version
    for actor, refusal in (
        (focal_point_hengelo, NotPermitted),
        (focal_point_enschede, NotFound),
        (coordinator, NotFound),
    ):
        with pytest.raises(refusal):
            actions.give_feedback(by=actor, report_id=report_id, version=version, told=SAID)
        assert told_back(actor, report_id) == ()


def test_the_record_says_that_it_was_done_and_not_what_was_said(decided, desk) -> None:
    hear_back(desk, decided, ToldBack(way="conversation", text="acted", words="Zeepaardje"))
    events = AuditEvent.objects.filter(object_id=str(decided), action="update")
    assert events.filter(reason_text="answered").count() == 1
    assert not any("Zeepaardje" in str(vars(one)) for one in AuditEvent.objects.all())


def test_it_goes_with_the_report(decided, desk) -> None:
    hear_back(desk, decided, SAID)
    intake.destroy_report(by=night_watch(), object_id=decided)
    with gate_open(desk):
        assert not Feedback.objects.exists()


# What is known of the reach


def test_the_reach_says_whether_the_code_was_used_and_read(received, decided, desk) -> None:
    def reach():
        return reach_of(desk, queries.standing(desk, decided))

    assert (reach().talks, reach().came_back, reach().read_on) == (True, False, None)
    hear_back(desk, decided, SAID)
    assert (reach().wrote, reach().read_on) == (True, None)
    from kmt.conversation.actions import note_read

    note_read(by=REPORTER, of=secrets_of(received.receipt))
    assert reach().read_on == clock.today()
    assert reach().came_back


# The page


def test_the_page_shows_first_how_to_reach_the_reporter_safely(weigh, log_in) -> None:
    told = Told(
        narrative="x",
        anonymity=NAMED,
        reporter_name="Jo",
        contact="06 0000 0002",
        contact_terms=TERMS,
    )
    report_id = intake.submit_report(by=REPORTER, told=told, nonce="safe").report_id
    weigh(report_id)
    said = text_of(log_in("desk").get(f"/meldingen/{report_id}/terugkoppelen/"))
    places = [said.index(text) for _, text in TERMS]
    assert places == sorted(places)
    assert places[-1] < said.index("06 0000 0002") < said.index("Wat mag worden gezegd")


def test_the_journey_of_the_task(received, decided, log_in, desk) -> None:
    client = log_in("desk")
    page = f"/meldingen/{decided}/"
    assert "Terugkoppeling geven" in text_of(client.get(page))
    path = f"{page}terugkoppelen/"
    version = queries.report_detail(desk, decided).version
    typed = {"version": version, "way": "conversation", "text": "acted", "language": "pl"}
    looked = client.post(path, {**typed, "words": "Dziękujemy.", "look": "1"})
    assert looked.status_code == 200
    assert "Więcej powiedzieć nie możemy" in text_of(looked)
    assert told_back(desk, decided) == ()
    doubtful = client.post(path, {**typed, "words": "Het dossier is dicht."})
    assert doubtful.status_code == 422
    assert "Het dossier is dicht." in doubtful.content.decode()
    assert 'name="sure"' in doubtful.content.decode()
    sent = client.post(path, {**typed, "words": "Het dossier is dicht.", "sure": "on"})
    assert sent.status_code == 302
    assert "Dziękujemy" not in what_the_reporter_reads(received.receipt)[0]
    shown = text_of(client.get(page))
    assert "Wat de melder hoorde" in shown
    assert "Via het gesprek met de code" in shown
    late = client.post(path, {**typed})
    assert late.status_code == 409


def test_a_form_without_an_answer_comes_back_with_what_was_typed(decided, log_in) -> None:
    path = f"/meldingen/{decided}/terugkoppelen/"
    page = log_in("desk").post(path, {"version": "1", "language": "nl", "words": "Bewaar mij"})
    assert page.status_code == 422
    assert "Kies hoe de melder iets terughoort." in text_of(page)
    assert "Bewaar mij" in page.content.decode()


def test_the_list_shows_who_heard_nothing_yet_and_what_is_late(tell, weigh, log_in, desk) -> None:
    with clock.frozen(clock.now() - timedelta(days=30)):
        late, heard = tell("laat"), tell("gehoord")
        weigh(late, summary="nog niets gehoord")
        weigh(heard, summary="weet het al")
        hear_back(desk, heard)
    said = text_of(log_in("desk").get("/meldingen/?lijst=terugkoppelen"))
    assert "nog niets gehoord" in said
    assert "weet het al" not in said
    assert "te laat sinds" in said


def test_a_report_of_elsewhere_has_no_such_page(tell, weigh, log_in) -> None:
    report_id = tell(municipality=ENSCHEDE)
    weigh(report_id)
    client = log_in("focal_point_hengelo")
    assert client.get(f"/meldingen/{report_id}/terugkoppelen/").status_code == 403
