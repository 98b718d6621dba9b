"""Writing in the knowledge base: texts in versions, published and withdrawn, reviewed, owned.

Nothing is written over: who saves a text names the version that it began from, and a text that
somebody else saved in between is shown beside it (:class:`TwoTexts`).
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.conf import settings

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid
from kmt.knowledge.models import Article, ArticleText
from kmt.knowledge.queries import owners
from kmt.knowledge.rules import (
    FIRST,
    WHY_LIMIT,
    About,
    Text,
    about_problems,
    may_publish_in,
    may_step,
    slug_problem,
    text_problems,
)
from kmt.knowledge.shipped import ShippedArticle
from kmt.knowledge.states import State
from kmt.knowledge.writing import (
    about_of,
    article_of,
    check,
    looked_at,
    new_article,
    new_version,
    newest_of,
    note_step,
    put_out,
    said_in,
    set_about,
    take_away,
    text_of,
)

SHIPPED_WHY = "Meegeleverd met het programma."
NO_VERSION = "Er is nog geen tekst in deze taal."


class TwoTexts(Conflict):
    """Somebody else saved this text in between: both are there, to be read side by side."""

    heading: ClassVar[str] = "Een collega bewaarde deze tekst terwijl jij schreef"

    def __init__(self) -> None:
        """Say where both texts are."""
        super().__init__(
            "Een collega bewaarde deze tekst terwijl jij schreef.",
            "Beide teksten staan hieronder. Neem over wat je wilt houden en bewaar opnieuw.",
        )


class OtherFacts(Conflict):
    """Somebody else changed the facts of an article in between."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Een collega wijzigde intussen voor wie dit artikel is of waar het over gaat.",
            "Hieronder staat hoe het nu is. Pas het opnieuw aan als dat nog nodig is.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of the shipped files: new texts, newer ones, and those that people changed."""

    new: int
    renewed: int
    kept: int


def begin_article(
    *, by: Actor, slug: str, about: About, text: Text, why: str = "", article_id: UUID | None = None
) -> UUID:
    """Begin an article with its first Dutch text, as a draft; returns the article.

    The same form sent twice (the same ``article_id``) makes one article.
    """
    article_id = article_id or new_id()
    with _acting(by, article_id, "create", reason="knowledge_begun"):
        if Article.objects.filter(id=article_id).exists():
            return article_id
        taken = Article.objects.filter(slug=slug).exists()
        address = slug_problem(slug) or (
            "Er is al een artikel op dit adres. Kies een ander adres." if taken else ""
        )
        facts = {**({"slug": address} if address else {}), **about_problems(about)}
        check({**facts, **text_problems(text), **_why_problem(why)})
        row = new_article(by, slug, about, by.id if by.id in owners() else "", article_id)
        written = ArticleText(article=row, language=FIRST)
        written.save(force_insert=True)
        new_version(by, written, text, why=why or "Eerste versie.")
    return article_id


def write_text(
    *, by: Actor, article_id: UUID, language: str, text: Text, base: int, why: str = ""
) -> int:
    """Save a text as the next version; the same words change nothing. Returns its number.

    ``base`` is the number of the version that the writer began from (0: none). Raises
    :class:`TwoTexts` when a newer one is there.
    """
    with _acting(by, article_id, "update", reason="knowledge_written"):
        _known(language)
        row = article_of(article_id)
        check({**text_problems(text), **_why_problem(why)})
        written = text_of(row, language)
        newest = newest_of(written) if written else None
        if newest is not None and said_in(newest).same(text):
            return newest.number
        if (newest.number if newest else 0) != base:
            raise TwoTexts
        if written is None:
            written = ArticleText(article=row, language=language)
            written.save(force_insert=True)
        return new_version(by, written, text, why=why).number


def publish(*, by: Actor, article_id: UUID, language: str, number: int, why: str = "") -> None:
    """Let a version be read; the article counts as looked at today. Twice the same: once.

    An earlier version may be put out again; Dutch goes before other languages.
    """
    with _acting(by, article_id, "update", reason="knowledge_published"):
        row = article_of(article_id)
        written = text_of(row, language)
        version = written.versions.filter(number=number).first() if written else None
        if written is None or version is None:
            raise Conflict(NO_VERSION, "Schrijf eerst de tekst en bewaar hem.")
        if written.state == State.PUBLISHED and written.published_id == version.id:
            return
        may_step(written.state, State.PUBLISHED).check()
        dutch = ArticleText.objects.filter(article=row, language=FIRST, state=State.PUBLISHED)
        may_publish_in(language, first_published=dutch.exists()).check()
        check(text_problems(said_in(version)))
        put_out(written, version)
        if language == FIRST:
            looked_at(by, row)
            row.save()
        note_step(by, row, "published", language=language, number=number, why=why)


def withdraw(*, by: Actor, article_id: UUID, language: str, why: str) -> None:
    """Take a text away from readers, with the reason; Dutch takes the other languages with it."""
    with _acting(by, article_id, "update", reason="knowledge_withdrawn"):
        row = article_of(article_id)
        written = text_of(row, language)
        if written is None:
            raise Conflict(NO_VERSION)
        if not why.strip():
            raise Invalid("Schrijf kort waarom je de tekst intrekt.", fields={"why": _WITHDRAW_WHY})
        check(_why_problem(why))
        may_step(written.state, State.WITHDRAWN, why=why).check()
        others = ArticleText.objects.filter(article=row, state=State.PUBLISHED)
        for one in others if language == FIRST else [written]:
            take_away(one)
            note_step(by, row, "withdrawn", language=one.language, why=why)


_WITHDRAW_WHY = "Schrijf kort waarom je de tekst intrekt."


def reviewed(*, by: Actor, article_id: UUID, why: str = "") -> None:
    """Somebody looked and it still holds: the next review date is set. Twice a day counts once."""
    with _acting(by, article_id, "update", reason="knowledge_reviewed"):
        row = article_of(article_id)
        check(_why_problem(why))
        if row.reviewed_on == clock.today() and row.reviewed_by == by.id and not why.strip():
            return
        looked_at(by, row)
        row.save()
        note_step(by, row, "reviewed", why=why)


def change_facts(*, by: Actor, article_id: UUID, about: About, owner: str, version: int) -> None:
    """Change for whom an article is, what it is about, and who answers for it.

    ``version``: of the facts that the writer saw. Raises :class:`OtherFacts` when they changed.
    """
    with _acting(by, article_id, "update", reason="knowledge_facts"):
        row = article_of(article_id)
        owned = owner in {"", row.owner} or owner in owners()
        check({**about_problems(about), **({} if owned else {"owner": _OWNER})})
        if about_of(row) == about and row.owner == owner:
            return
        if row.version != version:
            raise OtherFacts
        other_term, other_owner = row.review_after != about.review_after, row.owner != owner
        set_about(row, about)
        row.owner, row.version = owner, row.version + 1
        if other_term:
            looked_at(by, row)
        row.save()
        note_step(by, row, "owner" if other_owner else "facts")


_OWNER = "Kies iemand die de kennisbank bijhoudt."


def load_shipped(*, by: Actor, files: Iterable[ShippedArticle]) -> Loaded:
    """Take in the articles that come with the product: one act, all or nothing, again harmless.

    A text that somebody here wrote in is never touched; one that nobody touched is renewed by a
    next version when the product brings other words.
    """
    new = renewed = kept = 0
    with act(
        by,
        Permission.KNOWLEDGE_BASE_WRITE,
        action="create",
        object_type="article",
        object_id="shipped",
        reason="knowledge_loaded",
    ):
        for one in files:
            became = _take_in(by, one)
            new += became == "new"
            renewed += became == "renewed"
            kept += became == "kept"
    return Loaded(new=new, renewed=renewed, kept=kept)


def _take_in(by: Actor, one: ShippedArticle) -> str:
    row = Article.objects.filter(slug=one.slug).first()
    if row is None:
        row = new_article(by, one.slug, one.about, owner="")
    elif row.version == 0 and one.language == FIRST and about_of(row) != one.about:
        set_about(row, one.about)
        row.save()
    written = text_of(row, one.language)
    if written is None:
        written = ArticleText(article=row, language=one.language)
        written.save(force_insert=True)
        put_out(written, new_version(by, written, one.text, why=SHIPPED_WHY, shipped=True))
        note_step(by, row, "published", language=one.language, number=1, why=SHIPPED_WHY)
        return "new"
    newest = newest_of(written)
    if newest is None or not newest.shipped or written.state != State.PUBLISHED:
        return "kept"
    if said_in(newest).same(one.text):
        return "same"
    version = new_version(by, written, one.text, why=SHIPPED_WHY, shipped=True)
    put_out(written, version)
    note_step(by, row, "published", language=one.language, number=version.number, why=SHIPPED_WHY)
    return "renewed"


def _acting(
    by: Actor, article_id: UUID, action: str, *, reason: str
) -> AbstractContextManager[None]:
    return act(
        by,
        Permission.KNOWLEDGE_BASE_WRITE,
        action=action,
        object_type="article",
        object_id=str(article_id),
        reason=reason,
    )


def _known(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Invalid("Deze taal heeft de publieke kant niet.", "Kies een taal uit de lijst.")


def _why_problem(why: str) -> dict[str, str]:
    over = len(why) - WHY_LIMIT
    return {"why": f"Dit is {over} tekens te lang: hoogstens {WHY_LIMIT}."} if over > 0 else {}
