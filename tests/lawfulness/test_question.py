"""Any question can be put to the matrix on its page, and every answer says why."""

from dataclasses import replace
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.access.permissions import Permission
from kmt.audit.models import AuditEvent
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.lawfulness.entries import Verdict
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.queries import matrix_answer
from kmt.lawfulness.rules.asking import ShareRequest

ASKED = {
    "compartment": "R2",
    "sender": "care_coordinator",
    "recipient": "comensha",
    "purpose": "P_REGISTRATION",
    "kinds": ["D01"],
    "subject": "victim",
    "age": ">=16",
}
CODES = sharing_matrix().codes
NOBODY = Actor(id="x", name="x", role="none", organisation="")
FARID = replace(NOBODY, permissions=frozenset({Permission.LAWFULNESS_MATRIX_READ}))


def one_of(kind: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(CODES[kind]))


questions = st.builds(
    ShareRequest,
    compartment=one_of("compartment"),
    sender=one_of("actor"),
    recipient=one_of("actor"),
    purpose=one_of("purpose"),
    data=st.frozensets(one_of("data"), min_size=1, max_size=3),
    subject=one_of("subject"),
    age=st.sampled_from([None, 11, 14, 16]),
    secrecy=st.booleans(),
)


def asked(**changed: object) -> ShareRequest:
    rest = {name: value for name, value in ASKED.items() if name != "kinds"}
    return ShareRequest(data=frozenset(ASKED["kinds"]), **rest | {"age": 16} | changed)


def page_of(client, **changed: object) -> str:
    return unescape(client.get(reverse("lawfulness:question"), ASKED | changed).content.decode())


@settings(deadline=None, max_examples=150)
@given(questions)
def test_every_answer_has_its_sentence_and_every_no_its_reason(request_) -> None:
    answer = matrix_answer(FARID, request_)
    assert answer.sentence.strip().endswith((".", "!", "?"))
    assert all(sentence for _, _, sentence in answer.parts)
    if answer.verdict is Verdict.CONDITION:
        assert answer.conditions
        assert answer.open, "what would meet them can be ticked"
    if answer.verdict is not Verdict.DENY:
        assert answer.rows
        assert answer.basis


def test_the_page_shows_sentence_rows_basis_and_what_is_open(log_in) -> None:
    client = log_in("privacy_officer")
    text = page_of(client)
    answer = matrix_answer(FARID, asked())
    for words in (answer.words, answer.sentence, *answer.conditions, *answer.basis):
        assert words in text
    for row in answer.rows:
        assert f'id="{row.id}"' in text
    ticked = page_of(client, facts=list(answer.open))
    assert 'name="facts"' in text
    assert text != ticked


def test_what_no_row_speaks_of_is_a_no_that_says_so(log_in) -> None:
    silent = next(
        one for one in sorted(CODES["actor"]) if not matrix_answer(FARID, asked(recipient=one)).rows
    )
    text = page_of(log_in("coordinator"), recipient=silent)
    assert "Mag niet" in text
    assert "Geen regel gaat hierover." in text


def test_asking_leaves_no_trace_and_stores_nothing(log_in) -> None:
    client = log_in("privacy_officer")
    client.get(reverse("lawfulness:matrix"))
    before = AuditEvent.objects.count()
    page_of(client)
    assert AuditEvent.objects.count() == before


def test_an_empty_question_comes_back_with_what_is_missing(log_in) -> None:
    client = log_in("privacy_officer")
    assert client.get(reverse("lawfulness:question")).status_code == 200
    answer = client.get(reverse("lawfulness:question"), {"compartment": "R2"})
    assert answer.status_code == 422
    assert client.post(reverse("lawfulness:question")).status_code == 405


def test_who_does_not_share_or_supervise_may_not_ask() -> None:
    with pytest.raises(NotPermitted, match="deelmatrix"):
        matrix_answer(NOBODY, asked())
