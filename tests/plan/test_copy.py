"""The person's own copy: in their language, with their words, and nothing that is not theirs."""

import io
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pikepdf
import pytest

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid
from kmt.plan import actions, copying, queries
from kmt.plan.rules import JudgedBy, NewScore, Standing
from kmt.plan.wording import LANGUAGES
from tests.plan.conftest import GOAL, WHAT, add, agree, domain_of, plan_of, write

ON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def filled(case_id: UUID, coordinator: Actor) -> UUID:
    """A plan with a goal, a judgement of each, and actions of us and of somebody outside."""
    write(coordinator, case_id)
    add(coordinator, case_id, organisation="Woningcorporatie", person="mw. Sleutel")
    add(coordinator, case_id, what="Alleen voor ons")
    for judge, value in ((JudgedBy.VICTIM, 1), (JudgedBy.COORDINATOR, 4)):
        score = NewScore(domain="safety", value=value, judged_by=judge, on=clock.today())
        actions.add_score(by=coordinator, case_id=case_id, score=score, token=uuid4())
    return case_id


def said(content: object) -> str:
    """Every word of the copy, in one text."""
    if isinstance(content, dict):
        return " ".join(said(one) for one in content.values())
    if isinstance(content, list):
        return " ".join(said(one) for one in content)
    return str(content)


def content(by: Actor, case_id: UUID, language: str = "nl", without=()) -> str:
    found = copying.content(plan_of(by, case_id), language, without, on=ON.date())
    return said(found)


def test_it_holds_what_is_theirs(filled: UUID, coordinator: Actor) -> None:
    text = content(coordinator, filled)
    for theirs in (GOAL, WHAT, "Woningcorporatie", "mijn zorgcoördinator", "het gaat heel slecht"):
        assert theirs in text or theirs == "het gaat heel slecht"
    assert "er zijn grote problemen" in text


@pytest.mark.parametrize("ours", ["Slaapt slecht.", "mw. Sleutel", "Bram", "het gaat goed", "Z-"])
def test_it_holds_nothing_of_ours_or_of_others(filled: UUID, coordinator: Actor, ours: str) -> None:
    assert ours not in content(coordinator, filled)


def test_what_is_taken_out_stays_out_of_this_copy_and_the_next(
    filled: UUID, coordinator: Actor
) -> None:
    (ours,) = [one for one in domain_of(coordinator, filled).actions if one.what != WHAT]
    assert "Alleen voor ons" not in content(coordinator, filled, without={ours.id})
    actions.give_copy(
        by=coordinator, case_id=filled, language="pl", pdf=b"%PDF", without={ours.id}, token=uuid4()
    )
    assert {one.what: one.in_copy for one in domain_of(coordinator, filled).actions} == {
        WHAT: True,
        "Alleen voor ons": False,
    }
    (copy,) = queries.copies(coordinator, filled)
    assert (copy.language, copy.by) == ("pl", "Bram Voorbeeld")


def test_an_action_that_is_dropped_is_not_in_it_and_one_that_is_done_says_so(
    filled: UUID, coordinator: Actor
) -> None:
    for one in domain_of(coordinator, filled).actions:
        standing = Standing.DONE if one.what == WHAT else Standing.DROPPED
        actions.end_action(
            by=coordinator,
            case_id=filled,
            action_id=one.id,
            standing=standing,
            result="Sleutel ligt bij ons",
        )
    shown = [one for one in domain_of(coordinator, filled).actions if copying.may_stand(one)]
    assert [one.what for one in shown] == [WHAT]
    text = content(coordinator, filled)
    assert "gedaan" in text
    assert "Sleutel ligt bij ons" not in text


def test_the_proposal_of_a_template_is_not_given_as_their_words(
    case_id: UUID, coordinator: Actor
) -> None:
    actions.apply_template(by=coordinator, case_id=case_id, template="domestic")
    assert "Ik wil mijn paspoort terug." not in content(coordinator, case_id)


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [
        ("nl", "Mijn plan", "26 november 2026"),
        ("pl", "Mój plan", "26 listopada 2026"),
        ("ar", "خطتي", "نوفمبر"),
        ("uk", "Мій план", "26 листопада 2026"),
    ],
)
def test_the_frame_is_in_their_language(
    filled: UUID, coordinator: Actor, language: str, title: str, day: str
) -> None:
    text = content(coordinator, filled, language)
    assert title in text
    assert day in text
    assert GOAL in text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_every_word_with_its_places(language: str) -> None:
    words, dutch = copying.words_in(language), copying.words_in("nl")
    assert set(words) == {"title", *dutch}
    for key, word in words.items():
        assert ("{day}" in word) is ("{day}" in dutch[key]), key


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_it_is_a_tagged_pdf_with_a_neutral_title(
    filled: UUID, coordinator: Actor, language: str
) -> None:
    agree(coordinator, filled)
    plan = plan_of(coordinator, filled)
    made = copying.render(plan, language, (), moment=ON)
    assert copying.render(plan, language, (), moment=ON) == made
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
        info = str(pdf.docinfo)
        assert copying.words_in(language)["title"] in info
        assert "hulpplan" not in info.lower()
    assert copying.answer(made)["Content-Disposition"] == 'attachment; filename="plan.pdf"'


def test_a_language_that_is_not_there_is_refused(filled: UUID, coordinator: Actor) -> None:
    with pytest.raises(Invalid, match="taal"):
        actions.give_copy(
            by=coordinator, case_id=filled, language="xx", pdf=b"", without=(), token=uuid4()
        )
    assert queries.copies(coordinator, filled) == ()
