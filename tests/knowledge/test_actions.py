"""Writing: versions after versions, who may, twice, two at once, what was shipped."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.knowledge import actions, queries
from kmt.knowledge.loading import loader
from kmt.knowledge.models import Article, ArticleStem, ArticleText, ArticleVersion, WrittenOnly
from kmt.knowledge.rules import About
from kmt.knowledge.shipped import shipped
from tests.knowledge.conftest import FILES, PUBLIC, TEXT, begin, out, publish, said


def bodies(article_id) -> list[str]:
    rows = ArticleVersion.objects.filter(text__article_id=article_id).order_by("number")
    return [one.body.strip() for one in rows]


def write(by, article_id, base: int, language: str = "nl", why: str = "", **changed: str) -> int:
    return actions.write_text(
        by=by, article_id=article_id, language=language, text=said(**changed), base=base, why=why
    )


def test_a_draft_is_read_by_nobody_until_it_is_published(adviser, member) -> None:
    made = begin(adviser)
    assert queries.articles(member, language="nl") == ()
    with pytest.raises(NotFound):
        queries.article(adviser, "dwang-op-het-werk", language="nl")
    publish(adviser, made)
    assert [one.title for one in queries.articles(PUBLIC, language="nl")] == [TEXT.title]


def test_every_version_stays_and_says_who_when_and_why(adviser) -> None:
    made = out(adviser)
    with clock.frozen(datetime(2027, 3, 1, 12, tzinfo=UTC)):
        assert write(adviser, made, 1, why="Loon toegevoegd", body="Nieuwe tekst.") == 2
    assert bodies(made) == [TEXT.body, "Nieuwe tekst."]
    (dutch,) = queries.managed(adviser, made).languages
    second = dutch.versions[0]
    assert (second.number, second.by, second.why) == (2, "Wies Beleid", "Loon toegevoegd")
    assert second.at == datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert queries.article(PUBLIC, "dwang-op-het-werk", language="nl").body.strip() == TEXT.body


def test_a_version_can_be_neither_changed_nor_removed(adviser) -> None:
    begin(adviser)
    row = ArticleVersion.objects.get()
    row.body = "anders"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(WrittenOnly):
        ArticleVersion.objects.first().delete()


def test_the_same_words_or_the_same_form_twice_change_nothing(adviser) -> None:
    token = uuid4()
    for _again in range(2):
        actions.begin_article(by=adviser, slug="eens", about=About(), text=TEXT, article_id=token)
    assert write(adviser, token, 1) == 1
    assert Article.objects.count() == ArticleVersion.objects.count() == 1
    for _again in range(2):
        publish(adviser, token)
    assert [one.what for one in queries.managed(adviser, token).steps] == ["published"]


def test_two_who_write_at_once_see_both_texts_and_nothing_is_lost(adviser) -> None:
    made = begin(adviser)
    write(adviser, made, 1, body="Van de eerste.")
    with pytest.raises(actions.TwoTexts) as two:
        write(adviser, made, 1, body="Van de tweede.")
    assert two.value.status == 409
    assert bodies(made) == [TEXT.body, "Van de eerste."]
    assert write(adviser, made, 2, body="Van allebei.") == 3


def test_two_who_change_the_facts_at_once(adviser) -> None:
    made = begin(adviser)
    facts = {"by": adviser, "article_id": made, "owner": ""}
    actions.change_facts(**facts, about=About(kind="law"), version=0)
    with pytest.raises(actions.OtherFacts):
        actions.change_facts(**facts, about=About(kind="rights"), version=0)
    actions.change_facts(**facts, about=About(kind="law"), version=0)
    assert Article.objects.get().version == 1


def test_an_earlier_version_can_be_put_out_again(adviser) -> None:
    made = out(adviser)
    write(adviser, made, 1, body="Fout nieuws.")
    publish(adviser, made, number=2)
    publish(adviser, made, number=1)
    assert queries.article(PUBLIC, "dwang-op-het-werk", language="nl").body.strip() == TEXT.body
    assert len(bodies(made)) == 2


def test_withdrawing_asks_why_and_takes_the_other_languages_along(adviser) -> None:
    made = out(adviser)
    write(adviser, made, 0, "pl", title="Przymus")
    publish(adviser, made, "pl")
    with pytest.raises(Invalid, match="waarom"):
        actions.withdraw(by=adviser, article_id=made, language="nl", why=" ")
    actions.withdraw(by=adviser, article_id=made, language="nl", why="De wet is veranderd")
    for language in ("nl", "pl"):
        with pytest.raises(NotFound):
            queries.article(PUBLIC, "dwang-op-het-werk", language=language)
    assert not ArticleStem.objects.exists()
    assert len(bodies(made)) == 2
    with pytest.raises(Refused, match="gepubliceerde"):
        actions.withdraw(by=adviser, article_id=made, language="nl", why="nog eens")
    publish(adviser, made)
    assert queries.article(PUBLIC, "dwang-op-het-werk", language="pl").line.language == "nl"


def test_one_other_language_can_go_alone(adviser) -> None:
    made = out(adviser)
    write(adviser, made, 0, "pl")
    publish(adviser, made, "pl")
    actions.withdraw(by=adviser, article_id=made, language="pl", why="vertaling klopt niet")
    assert queries.article(PUBLIC, "dwang-op-het-werk", language="nl")


def test_another_language_waits_for_the_dutch_text(adviser) -> None:
    made = begin(adviser)
    write(adviser, made, 0, "pl")
    with pytest.raises(Refused, match="Nederlandse"):
        publish(adviser, made, "pl")
    with pytest.raises(Conflict):
        publish(adviser, made, "de")
    with pytest.raises(Invalid):
        write(adviser, made, 0, "tlh")


@pytest.mark.parametrize("who", ["member", "desk", "focal_point_hengelo", "administrator"])
def test_who_only_reads_writes_nothing_and_that_is_recorded(who, adviser, request) -> None:
    actor, made = request.getfixturevalue(who), begin(adviser)
    for attempt in (
        lambda: begin(actor, "mijn-artikel"),
        lambda: write(actor, made, 1, body="x"),
        lambda: publish(actor, made),
        lambda: actions.withdraw(by=actor, article_id=made, language="nl", why="x"),
        lambda: actions.reviewed(by=actor, article_id=made),
        lambda: queries.kept(actor),
        lambda: queries.managed(actor, made),
        lambda: queries.editing(actor, made, "nl"),
    ):
        with pytest.raises(NotPermitted):
            attempt()
    assert ArticleVersion.objects.count() == 1
    assert AuditEvent.objects.filter(result="denied", actor_id=actor.id).count() >= 5


def test_wrong_words_are_refused_at_their_fields_and_nothing_is_kept(adviser) -> None:
    with pytest.raises(Invalid) as wrong:
        begin(adviser, "beheer", said(title="", body="<b>x</b>"), audience="niemand")
    assert set(wrong.value.fields) == {"slug", "title", "body", "audience"}
    assert not Article.objects.exists()
    begin(adviser)
    with pytest.raises(Invalid) as taken:
        begin(adviser)
    assert set(taken.value.fields) == {"slug"}


def test_looking_again_moves_the_review_date_and_what_is_due_comes_first(adviser) -> None:
    with clock.frozen(datetime(2026, 1, 10, 12, tzinfo=UTC)):
        late = begin(adviser, "laat", said(title="Laat"), review_after="P6M")
        begin(adviser, "fris", said(title="Fris"), review_after="P2Y")
    with clock.frozen(datetime(2026, 6, 20, 12, tzinfo=UTC)):
        assert [(one.title, one.due) for one in queries.kept(adviser)] == [
            ("Laat", True),
            ("Fris", False),
        ]
        actions.reviewed(by=adviser, article_id=late)
        actions.reviewed(by=adviser, article_id=late)
        seen = queries.managed(adviser, late)
        assert seen.line.review_due == date(2026, 12, 20)
        assert [one.what for one in seen.steps] == ["reviewed"]
        assert not any(one.due for one in queries.kept(adviser))


def test_an_article_without_an_owner_is_called_up(adviser, accounts, loaded) -> None:
    assert {one.due for one in queries.kept(adviser)} == {True}
    made = queries.kept(adviser)[0].id
    seen = queries.managed(adviser, made)
    about = replace(About(), kind=seen.line.kind, forms=seen.forms, sector=seen.sector)
    facts = {"by": adviser, "article_id": made, "about": about, "version": 0}
    with pytest.raises(Invalid) as wrong:
        actions.change_facts(**facts, owner=str(accounts["desk"].id))
    assert set(wrong.value.fields) == {"owner"}
    actions.change_facts(**facts, owner=adviser.id)
    assert queries.managed(adviser, made).line.owner == "Wies Beleid"


def test_shipped_articles_come_once_and_never_over_what_somebody_wrote(adviser, loaded) -> None:
    files = shipped(FILES)
    again = actions.load_shipped(by=loader(), files=files)
    assert (again.new, again.renewed, again.kept) == (0, 0, 0)
    assert queries.article(PUBLIC, "je-rechten", language="pl").line.title == "Twoje prawa"
    school = next(one.id for one in queries.kept(adviser) if one.slug == "signalen-op-school")
    write(adviser, school, 1, body="Hier bewerkt.")
    newer = [replace(one, text=replace(one.text, body="Nieuw van het huis.")) for one in files]
    later = actions.load_shipped(by=loader(), files=newer)
    assert (later.new, later.renewed, later.kept) == (0, 2, 1)
    assert bodies(school)[-1] == "Hier bewerkt."
    shown = queries.article(PUBLIC, "je-rechten", language="nl")
    assert (shown.number, shown.body.strip()) == (2, "Nieuw van het huis.")


def test_a_withdrawn_shipped_article_does_not_come_back(adviser, loaded) -> None:
    rights = next(one.id for one in queries.kept(adviser) if one.slug == "je-rechten")
    actions.withdraw(by=adviser, article_id=rights, language="nl", why="verouderd")
    actions.load_shipped(by=loader(), files=shipped(FILES))
    with pytest.raises(NotFound):
        queries.article(PUBLIC, "je-rechten", language="nl")


def test_the_command_loads_what_comes_with_the_product(db, capsys) -> None:
    call_command("load_articles")
    first = capsys.readouterr().out
    call_command("load_articles")
    assert "0 nieuw" in capsys.readouterr().out
    assert f"{ArticleText.objects.count()} nieuw" in first


def test_every_act_leaves_one_line_in_the_record(adviser) -> None:
    before = AuditEvent.objects.count()
    made = out(adviser)
    write(adviser, made, 1, body="Anders.")
    actions.reviewed(by=adviser, article_id=made)
    lines = AuditEvent.objects.order_by("seq")[before:]
    assert [one.object_type for one in lines] == ["article"] * 4


def test_publishing_counts_as_looking_again(adviser) -> None:
    with clock.frozen(datetime(2026, 2, 1, 12, tzinfo=UTC)):
        made = begin(adviser)
    with clock.frozen(datetime(2026, 2, 1, 12, tzinfo=UTC) + timedelta(days=100)):
        publish(adviser, made)
    assert queries.managed(adviser, made).line.review_due == date(2027, 5, 12)
