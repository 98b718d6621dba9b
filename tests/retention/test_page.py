"""The page of terms, for the privacy officer: decide, hold, lift, note a request; nothing lost."""

from datetime import timedelta
from html import unescape

from django.urls import reverse

from kmt.access.rows import gate_open
from kmt.care.models import CareCase
from kmt.kernel import clock
from kmt.retention.models import LegalHold, RetentionProposal
from kmt.retention.states import State
from tests.retention.keeping import care_case

YEARS = 366
URL = "/rechtmatigheid/bewaartermijnen/"


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def states(by) -> list[str]:
    with gate_open(by):
        return [one.state for one in RetentionProposal.objects.order_by("proposed_on")]


def test_what_waits_is_decided_on_the_page_and_an_error_keeps_what_was_typed(
    desk, coordinator, log_in, night
) -> None:
    care_case(desk, coordinator)
    client = log_in("privacy_officer")
    for days in (6 * YEARS, 6 * YEARS + 20):
        night(days)
    assert reverse("retention:terms") == URL
    assert "Er wacht niets op een besluit" in text_of(client.get(URL))
    night(16 * YEARS)
    with gate_open(desk):
        proposal = RetentionProposal.objects.get(state=State.PROPOSED)
    page = text_of(client.get(URL))
    assert f"Zorgcasus {proposal.label}" in page
    assert proposal.reason in page
    assert "Verklaring" in page
    typed = {"do": "decide", "proposal": proposal.id, "choice": "keep", "until": "2020-01-01"}
    wrong = client.post(URL, {**typed, "reason": "still_needed"})
    assert wrong.status_code == 422
    assert "Vul een dag in na vandaag" in text_of(wrong)
    assert 'value="2020-01-01"' in text_of(wrong)
    assert "<details" in text_of(wrong)
    until = (clock.today() + timedelta(days=90)).isoformat()
    answer = client.post(URL, {**typed, "reason": "still_needed", "until": until}, follow=True)
    assert "Het besluit is vastgelegd" in text_of(answer)
    assert states(desk)[-1] == State.DECIDED
    again = client.post(URL, {**typed, "reason": "still_needed", "until": until})
    assert again.status_code == 409


def test_a_hold_is_placed_and_lifted_and_a_request_noted_on_the_page(
    desk, coordinator, log_in
) -> None:
    _, _, case_id = care_case(desk, coordinator)
    with gate_open(desk):
        number = CareCase.objects.get(pk=case_id).number
    client = log_in("privacy_officer")
    soon = (clock.today() + timedelta(days=30)).isoformat()
    typed = {"do": "hold", "number": number, "reason": "complaint", "review_on": soon}
    assert "Dit kenmerk vinden we niet" in text_of(client.post(URL, {**typed, "number": "Z-1"}))
    page = text_of(client.post(URL, typed, follow=True))
    assert "Klacht in behandeling" in page
    assert "sinds" in page
    with gate_open(desk):
        hold = LegalHold.objects.get()
    assert client.post(URL, {"do": "lift", "hold": "nonsense"}).status_code == 404
    page = text_of(client.post(URL, {"do": "lift", "hold": hold.id}, follow=True))
    assert "Er geldt nergens een bewaarplicht" in page
    asked = {"do": "request", "number": number, "asked_on": clock.today().isoformat()}
    page = text_of(client.post(URL, asked, follow=True))
    assert "verzoek van de cliënt om te vernietigen" in page
    late = {**asked, "asked_on": (clock.today() + timedelta(days=1)).isoformat()}
    assert "niet na vandaag" in text_of(client.post(URL, late))


def test_nobody_else_gets_in_and_posting_needs_the_right_to_decide(log_in) -> None:
    for key in ("desk", "coordinator", "analyst", "administrator"):
        assert log_in(key).get(URL).status_code == 403
