"""What the assistant says: what may, what is open, what stays behind, what is lawful instead."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kmt.kernel import clock
from kmt.lawfulness.entries import STRICTNESS, Verdict
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.ages import AGE_OF, may_share_at
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.sharing import may_share
from kmt.sharing.rules.advising import Advice, advise, leaving_out
from kmt.sharing.rules.answers import Answers, Said, Start, from_text, to_text
from kmt.sharing.rules.choosing import choices
from kmt.sharing.rules.phrases import composed
from kmt.sharing.rules.requesting import NOTHING_KNOWN, Known, consent_state, request_of
from tests.sharing.conftest import whole

MATRIX, TODAY = sharing_matrix(), clock.today()
CARE = Start(compartment="R2", sender="care_coordinator", subject_role="victim")
DESK = Start(compartment="R1", sender="kmt_intake", subject_role="victim")
GAVE = Known(consent=frozenset({"consent_asked", "consent_client"}))
PARENT_GAVE = Known(consent=frozenset({"consent_asked", "consent_representative"}))
REFUSED = Known(consent=frozenset({"consent_asked", "consent_refused"}))


def advice(answers: Answers, known: Known = NOTHING_KNOWN, start: Start = CARE) -> Advice:
    """What is said today."""
    return advise(start, answers, known, (), matrix=MATRIX, on=TODAY)


def comensha(*data: str) -> Answers:
    """A share with CoMensha of which nothing is answered yet."""
    return whole(recipient="comensha", purpose="P_REGISTRATION", data=data, known={})


COURSES = (
    # answers, what is on record, outcome
    (whole(), Known(), Verdict.ALLOW),
    (whole(known={}), Known(), Verdict.CONDITION),
    (whole(known={"minimum_set": "yes"}), GAVE, Verdict.ALLOW),
    (whole(known={"minimum_set": "yes"}, age="<12"), GAVE, Verdict.CONDITION),
    (whole(known={"minimum_set": "yes"}, age="<12"), PARENT_GAVE, Verdict.ALLOW),
    (whole(known={"minimum_set": "no"}), GAVE, Verdict.DENY),
    (whole(data=("D01", "D06")), Known(), Verdict.DENY),
    (comensha("K_REGISTRATION"), Known(), Verdict.CONDITION),
    (comensha("K_REGISTRATION"), GAVE, Verdict.ALLOW),
    (comensha("K_REGISTRATION"), REFUSED, Verdict.DENY),
    (comensha("K_COUNT"), REFUSED, Verdict.ALLOW),
    (whole(recipient="riec", purpose="P_ORGCRIME", data=("D01",)), GAVE, Verdict.DENY),
    (whole(recipient="school", data=("D01",)), GAVE, Verdict.DENY),
)


@pytest.mark.parametrize(("answers", "known", "outcome"), COURSES)
def test_the_answer_follows_from_what_is_established(answers, known, outcome) -> None:
    assert advice(answers, known).decision.outcome is outcome


def test_open_conditions_are_questions_and_consent_is_asked_apart() -> None:
    (bound, minimum) = advice(whole(known={})).demands
    assert [one.fact for one in bound.questions] == ["provider_bound"]
    assert bound.or_consent
    assert [one.fact for one in minimum.questions] == ["minimum_set"]
    assert not minimum.or_consent
    asked = advice(whole(known={})).unanswered({}, MATRIX)
    assert asked == {"provider_bound", "minimum_set"}


def test_what_is_answered_stays_a_question_so_that_it_can_be_taken_back() -> None:
    assert len(advice(whole()).demands) == 2
    assert advice(whole()).unanswered(whole().known, MATRIX) == frozenset()


def test_a_veto_is_asked_too_and_a_yes_is_a_no() -> None:
    parent = whole(recipient="parent", data=("D13",), age="<12", known={})
    assert advice(parent).decision.may
    assert advice(parent).unanswered({}, MATRIX) == {"interest_opposes"}
    opposed = replace(parent, known={"interest_opposes": "yes"})
    assert advice(opposed).decision.outcome is Verdict.DENY


def test_an_exception_to_a_no_is_asked() -> None:
    parent = whole(recipient="parent", data=("D13",), known={})
    assert "incapable" in {one.fact for each in advice(parent).demands for one in each.questions}
    assert advice(replace(parent, known={"incapable": "yes"})).decision.may


def test_what_may_not_is_left_out_with_its_sentence_and_the_rest_goes() -> None:
    answers = whole(data=("D01", "D06", "D13"))
    kept = leaving_out(answers, advice(answers))
    assert kept.data == ("D01", "D13")
    assert "Seksueel gedrag delen mag niet" in kept.left_out["D06"]
    assert advice(kept).decision.may


def test_without_consent_a_count_is_offered_instead() -> None:
    found = advice(comensha("K_REGISTRATION"), REFUSED)
    assert [one.codes for one in found.instead] == [("K_COUNT",)]
    assert any("telling" in way for way in found.ways)


def test_the_riec_gets_nothing_and_the_lawful_way_is_said() -> None:
    found = advice(whole(recipient="riec", purpose="P_ORGCRIME"))
    assert found.may == ()
    assert any("zelf rechtmatig heeft" in way for way in found.ways)
    assert found.instead == ()


@pytest.mark.parametrize("start", [CARE, DESK])
def test_what_the_matrix_does_not_know_can_be_asked_and_is_a_no(start: Start) -> None:
    found = choices(start.compartment, start.sender, MATRIX, TODAY)
    assert "school" in dict(found.other_recipients)
    assert dict(found.recipients).keys() & dict(found.other_recipients).keys() == set()
    assert dict(found.data).keys() & dict(found.other_data).keys() == set()
    for code, _ in found.other_data:
        answers = whole(recipient="care_coordinator", purpose="P_CARE", data=(code,))
        assert advice(answers, GAVE, start).decision.outcome is Verdict.DENY


@pytest.mark.parametrize("code", ["", "zzz", "D99", "*", "M001"])
def test_a_strange_code_is_a_no_and_never_a_fault(code: str) -> None:
    for name in ("recipient", "purpose"):
        found = advice(whole(**{name: code or "x"}))
        assert found.decision.outcome is Verdict.DENY
        assert found.decision.sentence
    assert advice(whole(data=(code or "x",))).decision.outcome is Verdict.DENY
    assert advice(whole(known={code or "x": "yes"})).decision.outcome is Verdict.DENY


# The age


def test_an_unknown_age_gets_the_strictest_answer_of_every_age() -> None:
    parent = whole(recipient="parent", data=("D13",), age="unknown", known={})
    assert advice(parent).decision.outcome is Verdict.DENY  # at sixteen a parent gets nothing
    by_self = whole(known={"minimum_set": "yes"}, age="unknown")
    assert not advice(by_self, GAVE).decision.may  # under twelve a parent decides
    assert not advice(by_self, PARENT_GAVE).decision.may  # from sixteen the person decides
    assert advice(whole(age="unknown")).decision.may  # bound to the college: no age matters


CODES = {kind: sorted(MATRIX.codes[kind]) for kind in ("actor", "purpose", "subject")}


@settings(max_examples=60, deadline=None)
@given(
    compartment=some.sampled_from(["R1", "R2", "R3"]),
    sender=some.sampled_from(CODES["actor"]),
    recipient=some.sampled_from(CODES["actor"]),
    purpose=some.sampled_from(CODES["purpose"]),
    subject=some.sampled_from(CODES["subject"]),
    data=some.sets(some.sampled_from(sorted(MATRIX.leaves)), min_size=1, max_size=3),
    facts=some.sets(some.sampled_from(sorted(MATRIX.facts)), max_size=6),
)
def test_an_unknown_age_is_never_milder_than_any_age(**asked) -> None:
    request = ShareRequest(**{name: asked[name] for name in asked})
    unknown = may_share_at(request, MATRIX, TODAY)
    for age in AGE_OF.values():
        known = may_share(replace(request, age=age), MATRIX, TODAY)
        assert STRICTNESS[unknown.outcome] >= STRICTNESS[known.outcome]
        assert set(known.approval) <= set(unknown.approval) or not known.may


# Consent and secrecy


def test_consent_counts_as_it_stands_on_record_and_never_as_ticked() -> None:
    ticked = whole(known={"consent_client": "yes", "minimum_set": "yes"}, consent="self_spoken")
    assert consent_state(ticked, Known()).value == "not_needed"
    assert "consent_client" not in request_of(CARE, ticked, Known()).facts
    assert not advice(ticked).decision.may
    assert consent_state(ticked, REFUSED).value == "refused"


@pytest.mark.parametrize("said", list(Said))
def test_every_answer_about_consent_has_a_state(said: Said) -> None:
    assert said.state
    assert said.by_self is not said.startswith("representative")


def test_data_count_as_secret_until_somebody_says_they_are_not() -> None:
    zvh = whole(recipient="zvh", purpose="P_ZVH_INTAKE", data=("D05",), known={})
    assert advice(zvh).asks_secrecy
    assert request_of(CARE, zvh, Known()).secrecy
    assert not request_of(CARE, replace(zvh, secrecy="no"), Known()).secrecy
    assert not advice(whole()).asks_secrecy


def test_answers_survive_being_kept_as_text() -> None:
    answers = whole(left_out={"D06": "mag niet"}, outside={"rac": "mevrouw Verzonnen, gisteren"})
    assert from_text(to_text(answers)) == answers
    assert from_text("{}") == Answers()


def test_a_standard_sentence_is_edited_and_not_doubled() -> None:
    assert composed("Zin.", "") == "Zin."
    assert composed("Zin.", "Meer.") == "Zin. Meer."
    assert composed("Zin.", "Zin. Meer.") == "Zin. Meer."
