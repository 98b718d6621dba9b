"""The pages of who writes, without JavaScript: preview, save, both texts, versions, review."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from kmt.knowledge import actions, queries
from kmt.knowledge.models import Article, ArticleVersion
from tests.knowledge.conftest import PUBLIC, TEXT, begin, out, said

LONG = "Dit is een zin die maar doorgaat " + "met nog een paar woorden " * 6 + "en dan stopt."
TYPED = {"title": "Nieuwe titel", "summary": "Een zin.", "body": "## Kop\n\nBel **nu**."}
FACTS = {"audience": "public", "kind": "law", "review_after": "P1Y", "sources": "Wetboek\n\nBron 2"}


def page(name: str, *args: object) -> str:
    return reverse(f"knowledge:{name}", args=args)


def main_of(answer) -> str:
    return re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)[0]


@pytest.fixture
def wies(log_in) -> Client:
    """The adviser, who writes."""
    return log_in("adviser")


@pytest.fixture
def made(adviser) -> UUID:
    """An article of hers, published."""
    return out(adviser)


def edit(made: UUID, language: str = "nl") -> str:
    return page("edit", made, language)


def test_a_colleague_reads_by_subject_and_finds_by_words(log_in, adviser, loaded) -> None:
    out(adviser, "intern", said(title="Werkafspraken"), audience="partners", kind="law")
    joris = log_in("member")
    listed = main_of(joris.get(page("inside")))
    assert "Werkafspraken" in listed
    assert "Partners die meewerken" in listed
    assert "Artikelen bijhouden" not in listed
    found = main_of(joris.get(page("inside"), {"woorden": "scholen", "sector": "school"}))
    assert "Signalen op school" in found
    assert "1 artikel gevonden" in found
    assert "Geen artikel heeft al deze woorden" in main_of(
        joris.get(page("inside"), {"woorden": "olifant", "vorm": "' or 1=1"})
    )
    read = main_of(joris.get(page("inside_article", "signalen-op-school")))
    assert "<strong>oudere</strong>" in read
    assert 'href="/kennis/signalen-op-school/"' in read
    assert joris.get(page("inside_article", "nergens")).status_code == 404


def test_what_is_due_is_on_top_for_who_writes(wies, loaded, made) -> None:
    assert "2 artikelen moeten worden nagekeken" in main_of(wies.get(page("inside")))
    listed = main_of(wies.get(page("manage")))
    assert listed.index("Na te kijken") < listed.index("Signalen op school")
    assert listed.index("Signalen op school") < listed.index("Bij de tijd")
    assert listed.index("Bij de tijd") < listed.index("Dwang op het werk")


def test_an_empty_knowledge_base_teaches_how_to_begin(wies) -> None:
    assert "meegeleverde artikelen" in main_of(wies.get(page("manage")))
    assert "Hier staan nog geen artikelen" in main_of(wies.get(page("inside")))


def test_an_article_is_begun_looked_at_saved_and_published(wies) -> None:
    form = wies.get(page("new")).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', form)[1]
    sent = TYPED | FACTS | {"slug": "de-wet", "token": token, "forms_of": ["LAB"]}
    looked = wies.post(page("new"), sent | {"do": "preview"})
    assert looked.status_code == 200
    assert "<h2>Kop</h2>" in main_of(looked)
    assert "makkelijk te lezen" in main_of(looked)
    assert not Article.objects.exists()
    for _twice in range(2):
        answer = wies.post(page("new"), sent | {"do": "save"})
        assert answer.status_code == 302
    row = Article.objects.get()
    assert (row.slug, row.forms, row.sources) == ("de-wet", "|LAB|", ["Wetboek", "Bron 2"])
    assert "concept" in main_of(wies.get(answer.url))
    publish = {"do": "publish", "language": "nl", "number": "1"}
    assert wies.post(answer.url, publish).status_code == 302
    assert queries.article(PUBLIC, "de-wet", language="nl").line.title == "Nieuwe titel"


def test_bad_input_keeps_everything_that_was_typed(wies) -> None:
    sent = {"title": "", "summary": "Half af", "body": "Mijn <b>tekst</b>", "slug": "Fout Adres"}
    answer = wies.post(page("new"), sent | FACTS | {"do": "save"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Half af" in text
    assert "Mijn &lt;b&gt;tekst&lt;/b&gt;" in text
    assert "Fout Adres" in text
    assert text.count('class="error"') >= 3
    without_facts = wies.post(page("new"), TYPED | {"slug": "goed", "audience": "x"})
    assert without_facts.status_code == 422
    assert "Nieuwe titel" in without_facts.content.decode()
    assert not Article.objects.exists()


def test_the_preview_names_sentences_that_are_too_long(wies, made) -> None:
    body = f"{LONG} Dit geldt indien het moet. Mensenhandelbestrijdingsbeleid."
    shown = main_of(wies.post(edit(made), TYPED | {"body": body, "base": 1, "do": "preview"}))
    assert "nog niet makkelijk genoeg" in shown
    assert f"<li>{LONG}</li>" in shown
    assert "<p>indien</p>" in shown
    assert "mensenhandelbestrijdingsbeleid" in shown
    assert ArticleVersion.objects.count() == 1


def test_the_reading_level_stands_beside_the_text_from_the_start(wies, made) -> None:
    shown = main_of(wies.get(edit(made)))
    assert "Hoe makkelijk het leest" in shown
    assert "Flesch-Douma" in shown
    assert "Hoe makkelijk het leest" not in main_of(wies.get(edit(made, "pl")))


def test_what_is_typed_runs_nowhere(wies, made) -> None:
    bad = '"><script>alert(1)</script>'
    shown = wies.post(
        edit(made), {"title": bad, "summary": bad, "body": bad, "base": 1, "do": "preview"}
    )
    assert b"<script>alert" not in shown.content
    kept = wies.post(edit(made), {"title": bad, "summary": bad, "body": bad, "base": 1})
    assert kept.status_code == 422
    assert b"<script>alert" not in kept.content


def test_two_who_save_at_once_see_both_texts(wies, made, adviser) -> None:
    actions.write_text(
        by=adviser, article_id=made, language="nl", text=said(body="Van de eerste."), base=1
    )
    answer = wies.post(edit(made), TYPED | {"body": "Van de tweede.", "base": 1, "do": "save"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Van de eerste." in shown
    assert "Van de tweede." in shown
    assert "Een collega bewaarde deze tekst" in shown
    base = re.search(r'name="base" value="(\d+)"', shown)[1]
    again = TYPED | {"body": "Van allebei.", "base": base, "do": "save"}
    assert wies.post(edit(made), again).status_code == 302
    assert ArticleVersion.objects.count() == 3


def test_save_and_publish_in_one_go_and_what_may_not_is_still_saved(wies, adviser) -> None:
    made = begin(adviser)
    early = wies.post(edit(made, "pl"), TYPED | {"base": 0, "do": "publish"}, follow=True)
    assert "Opgeslagen, maar niet gepubliceerd" in early.content.decode()
    wies.post(edit(made), TYPED | {"base": 1, "do": "publish", "why": "Korter gemaakt"})
    assert queries.article(PUBLIC, "dwang-op-het-werk", language="nl").number == 2
    wies.post(edit(made, "pl"), TYPED | {"title": "Praca", "base": 1, "do": "publish"})
    assert queries.article(PUBLIC, "dwang-op-het-werk", language="pl").line.title == "Praca"
    assert "Korter gemaakt" in main_of(wies.get(page("managed", made)))


def test_a_translator_sees_the_dutch_text_beside_it(wies, made) -> None:
    shown = main_of(wies.get(edit(made, "ar")))
    assert "De Nederlandse tekst" in shown
    assert "geen loon" in shown
    assert 'lang="ar" dir="rtl"' in shown
    assert wies.get(edit(made, "tlh")).status_code == 404
    assert wies.post(edit(made, "tlh"), TYPED).status_code == 404


def test_two_versions_are_compared_word_by_word(wies, made, adviser) -> None:
    new = TEXT.body.replace("geen loon", "weinig loon")
    actions.write_text(
        by=adviser, article_id=made, language="nl", text=said(body=new), base=1, why="Preciezer"
    )
    (dutch,) = queries.managed(adviser, made).languages
    second, first = dutch.versions
    shown = main_of(wies.get(page("version", made, second.id)))
    assert "<del>geen</del><ins>weinig</ins>" in shown
    assert "Preciezer" in shown
    back = main_of(wies.get(page("version", made, first.id), {"met": str(second.id)}))
    assert "<del>weinig</del><ins>geen</ins>" in back
    assert "De eerste versie" in main_of(wies.get(page("version", made, first.id)))
    for wrong in ("kanarie", str(made)):
        assert wies.get(page("version", made, first.id), {"met": wrong}).status_code == 404
    other = begin(adviser, "ander")
    assert wies.get(page("version", other, first.id)).status_code == 404


def test_withdrawing_without_a_reason_stays_on_the_page(wies, made) -> None:
    where = page("managed", made)
    answer = wies.post(where, {"do": "withdraw", "language": "nl", "why": " "})
    assert answer.status_code == 422
    assert 'href="#nl-why"' in answer.content.decode()
    assert 'id="nl-why"' in answer.content.decode()
    gone = {"do": "withdraw", "language": "nl", "why": "Klopt niet"}
    assert wies.post(where, gone).status_code == 302
    assert "ingetrokken" in main_of(wies.get(where))
    again = wies.post(where, gone)
    assert again.status_code == 409
    assert "Alleen een gepubliceerde tekst" in main_of(again)


def test_facts_change_and_two_at_once_are_told(wies, made, adviser) -> None:
    where = page("managed", made)
    sent = FACTS | {"do": "facts", "owner": adviser.id, "version": 0}
    assert wies.post(where, sent | {"audience": "niemand"}).status_code == 422
    assert wies.post(where, sent | {"owner": "kanarie"}).status_code == 422
    assert wies.post(where, sent).status_code == 302
    assert Article.objects.get().kind == "law"
    answer = wies.post(where, sent | {"kind": "rights"})
    assert answer.status_code == 409
    assert "Een collega wijzigde intussen" in main_of(answer)
    assert Article.objects.get().kind == "law"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"do": "weg"},
        {"do": "publish", "number": "x"},
        {"do": "publish", "number": "99"},
        {"do": "publish", "language": "<b>", "number": "1" * 50},
        {"do": "withdraw", "language": "pl", "why": "x"},
    ],
)
def test_a_form_that_says_nothing_sensible_changes_nothing(sent, wies, made) -> None:
    answer = wies.post(page("managed", made), sent)
    assert answer.status_code == 409
    assert queries.article(PUBLIC, "dwang-op-het-werk", language="nl").number == 1


def test_a_reason_that_is_too_long_is_refused(wies, made) -> None:
    sent = {"do": "reviewed", "why": "x" * 301}
    assert wies.post(page("managed", made), sent).status_code == 422
    assert wies.post(edit(made), TYPED | {"base": 1, "why": "x" * 301}).status_code == 422


def test_looking_again_is_one_button(wies, made) -> None:
    assert wies.post(page("managed", made), {"do": "reviewed"}).status_code == 302
    assert "Nagekeken: het klopt nog" in main_of(wies.get(page("managed", made)))


def test_pages_of_who_writes_ask_few_things(
    wies, made, loaded, django_assert_max_num_queries
) -> None:
    for name, args, most in (
        ("inside", (), 12),
        ("manage", (), 9),
        ("managed", (made,), 12),
        ("edit", (made, "pl"), 9),
    ):
        wies.get(page(name, *args))
        with django_assert_max_num_queries(most):
            assert wies.get(page(name, *args)).status_code == 200
