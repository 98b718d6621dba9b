"""Weighing a report: answers without a score, a judgement with reasons, once."""

import pytest

from kmt.access.rows import gate_open
from kmt.intake import actions, queries
from kmt.kernel.refusals import Conflict, Invalid
from kmt.triage.models import IndicatorObservation, Triage
from kmt.triage.queries import triages as weighings
from kmt.vault.queries import open_identity
from kmt.vault.rules import Identity
from kmt.vocabulary import queries as vocabulary
from tests.intake.conftest import HENGELO, every_row, text_of

SOUND = {
    "suspicion": "serious",
    "urgency": "U2",
    "urgency_reason": "",
    "form": "SEX",
    "more_forms": ["CRIM"],
    "summary": "meisje, ongeveer 15, opgehaald bij school",
    "outcome": "care_case",
    "reasons": "De school ziet een plotselinge verandering.",
    "person_description": "meisje, ongeveer 15",
    "person_role": "victim",
    "safety": "structural",
    "source": "told_by_person",
    "source_A1": "file",
    "sign_B1": "observed",
    "sign_A1": "not_observed",
}


@pytest.fixture
def weighed(tell, log_in):
    """A report of Hengelo, and a way to send its triage form."""
    id_ = tell(municipality=HENGELO, minors="yes")
    client = log_in("desk")

    def send(version: int = 1, **change: object):
        return client.post(f"/meldingen/{id_}/triage/", SOUND | {"version": version} | change)

    send.id, send.client, send.path = id_, client, f"/meldingen/{id_}/triage/"
    return send


def triages(actor) -> int:
    with gate_open(actor):
        return Triage.objects.all().count()


def test_a_triage_routes_the_report_and_registers_the_person(weighed, desk) -> None:
    assert weighed().status_code == 302
    found = queries.report_detail(desk, weighed.id)
    assert (found.state, found.urgency, found.form, found.outcome) == (
        "routed",
        "U2",
        "SEX",
        "care_case",
    )
    assert found.summary == SOUND["summary"]
    (triage,) = weighings(desk, weighed.id)
    assert triage.forms == ("SEX", "CRIM")
    assert triage.reasons == SOUND["reasons"]
    assert (triage.observed, triage.not_observed) == (("B1",), ("A1",))
    (person,) = found.persons
    assert open_identity(desk, person.id, reason="contact") == Identity(
        description="meisje, ongeveer 15"
    )


def test_every_indicator_gets_an_answer_with_the_version_of_its_words(weighed, desk) -> None:
    weighed()
    with gate_open(desk):
        kept = {
            one.indicator: (one.answer, one.version) for one in IndicatorObservation.objects.all()
        }
    asked = vocabulary.indicators_on(queries.report_detail(desk, weighed.id).received_at.date())
    assert kept.keys() == {one.indicator for one in asked}
    assert kept["B1"] == ("observed", 1)
    assert kept["C1"] == ("unknown", 1)


def test_the_form_groups_all_indicators_and_shows_no_score(weighed) -> None:
    page = weighed.client.get(weighed.path)
    html = page.content.decode()
    for group in vocabulary.indicator_groups():
        assert group.dutch.capitalize() in text_of(page)
    assert html.count('value="unknown"') >= 71
    assert html.count('value="unknown" data-critical=""') + html.count(
        'value="unknown" id='
    ) == html.count('value="unknown"')
    assert "Gezien? Vraag dan meteen: is er nu gevaar?" in text_of(page)
    assert "score" not in text_of(page).lower()
    assert " punten" not in text_of(page).lower()


def test_a_double_click_is_one_triage_and_the_second_is_told(weighed, desk) -> None:
    assert weighed().status_code == 302
    second = weighed()
    assert second.status_code == 409
    assert "Er is intussen iets veranderd" in text_of(second)
    assert SOUND["reasons"] in second.content.decode()
    assert triages(desk) == 1
    assert len(queries.report_detail(desk, weighed.id).persons) == 1


def test_a_colleague_who_was_first_costs_no_typing(weighed, desk) -> None:
    actions.take_up(by=desk, report_id=weighed.id, version=1)
    late = weighed(version=1)
    assert late.status_code == 409
    html = late.content.decode()
    assert SOUND["reasons"] in html
    assert 'name="version" value="2"' in html
    assert triages(desk) == 0
    assert queries.report_detail(desk, weighed.id).persons == ()
    assert weighed(version=2).status_code == 302


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reasons": ""}, "Een besluit zonder redenen kan niet."),
        ({"reasons": " \n "}, "Een besluit zonder redenen kan niet."),
        ({"summary": ""}, "De samenvatting is één regel"),
        ({"urgency": "U1"}, "Bij acuut gevaar hoort een reden."),
        ({"urgency": "U4"}, "Er is een kritiek signaal waargenomen (B1), maar je kiest U4."),
        ({"urgency": "U3"}, "De melder zegt dat het om een kind gaat"),
        ({"person_description": ""}, "Een zorgcasus gaat over een persoon"),
        ({"suspicion": "none"}, "Zonder vermoeden van mensenhandel start hier geen zorgcasus."),
        ({"urgency": ""}, "Kies een antwoord uit de lijst."),
        ({"urgency": "U9"}, "Kies een antwoord uit de lijst."),
        ({"form": ""}, "Kies een antwoord uit de lijst."),
        ({"form": "BEN"}, "Kies een antwoord uit de lijst."),
        ({"outcome": ""}, "Kies een antwoord uit de lijst."),
        ({"sign_B1": "perhaps"}, "Kies een antwoord uit de lijst."),
        ({"person_role": "king"}, "Kies een antwoord uit de lijst."),
        ({"reasons": "No\x00te"}, "weggehaald"),
    ],
)
def test_what_does_not_fit_gets_a_sentence_and_keeps_what_was_typed(
    change, said, weighed, desk
) -> None:
    page = weighed(**change)
    assert page.status_code == 422
    assert said in text_of(page)
    html = page.content.decode()
    kept = SOUND | change
    for name in ("summary", "person_description"):
        assert kept[name] in html
    assert 'name="sign_A1" value="not_observed"' in html
    assert "checked" in html.split('name="sign_A1" value="not_observed"')[1][:80]
    assert triages(desk) == 0
    assert queries.report_detail(desk, weighed.id).state == "new"


def test_without_a_decision_a_report_stays_to_do_and_can_be_weighed_again(weighed, desk) -> None:
    weighed(outcome="undecided", person_description="")
    found = queries.report_detail(desk, weighed.id)
    assert (found.state, found.outcome) == ("screened", "")
    assert weighed(version=found.version).status_code == 302
    found = queries.report_detail(desk, weighed.id)
    assert found.state == "routed"
    assert [one.outcome for one in weighings(desk, weighed.id)] == ["care_case", "undecided"]


def test_after_the_decision_it_cannot_be_weighed_again(weighed, desk) -> None:
    weighed()
    version = queries.report_detail(desk, weighed.id).version
    assert "Opnieuw wegen kan hier niet." in text_of(weighed.client.get(weighed.path))
    again = weighed(version=version)
    assert again.status_code == 409
    assert triages(desk) == 1


def test_the_weighing_stands_nowhere_in_the_open(weighed, desk) -> None:
    weighed(reasons="Kanariegele reden", urgency_reason="Kanariegele haast")
    weighed.client.get(f"/meldingen/{weighed.id}/")
    assert "anarie" not in every_row()
    assert "opgehaald bij school" not in every_row()


def test_a_code_of_another_list_is_refused_past_the_form(tell, weigh) -> None:
    id_ = tell()
    for wrong in ({"urgency": "U9"}, {"forms": ("BEN",)}, {"outcome": "jail"}, {"suspicion": "x"}):
        with pytest.raises(Invalid):
            weigh(id_, **wrong)
    with pytest.raises(Invalid):
        weigh(id_, answers={"B1": "maybe"})


def test_a_stale_version_past_the_form_is_a_conflict(tell, weigh) -> None:
    with pytest.raises(Conflict):
        weigh(tell(), version=7)


def test_weighing_again_begins_where_the_last_time_ended_but_asks_its_own_reasons(weighed) -> None:
    assert weighed(outcome="undecided", person_description="").status_code == 302
    page = weighed.client.get(weighed.path)
    form = page.context["form"]
    assert form["suspicion"].value() == "serious"
    assert form["form"].value() == "SEX"
    assert form["more_forms"].value() == ["CRIM"]
    assert form["summary"].value() == SOUND["summary"]
    assert form["sign_B1"].value() == "observed"
    assert form["sign_A1"].value() == "not_observed"
    assert form["sign_A2"].value() == "unknown"
    assert form["outcome"].value() is None
    assert form["reasons"].value() is None
    assert "Beperkte vrijheid · 1 ingevuld" in page.content.decode()
