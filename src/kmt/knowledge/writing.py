"""The parts of which acts on articles are made: rows that are found, added and moved on."""

from collections.abc import Iterable
from uuid import UUID

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound
from kmt.knowledge.models import Article, ArticleStem, ArticleStep, ArticleText, ArticleVersion
from kmt.knowledge.rules import About, Text, review_due
from kmt.knowledge.states import State
from kmt.knowledge.stemming import weighed

TITLE, SUMMARY, BODY = 12, 5, 1
INCOMPLETE = "Er klopt nog iets niet aan dit artikel."


def check(problems: dict[str, str]) -> None:
    """Refuse with what is wrong per field."""
    if problems:
        raise Invalid(INCOMPLETE, "Kijk bij de velden hieronder.", fields=problems)


def article_of(article_id: UUID) -> Article:
    """The article, held until the act is over; ``NotFound`` when it is not there."""
    row = Article.objects.select_for_update().filter(id=article_id).first()
    if row is None:
        raise NotFound
    return row


def text_of(article: Article, language: str) -> ArticleText | None:
    """The article in a language, when it has it."""
    return ArticleText.objects.filter(article=article, language=language).first()


def new_article(
    by: Actor, slug: str, about: About, owner: str, article_id: UUID | None = None
) -> Article:
    """A new article without a text yet."""
    row = Article(
        id=article_id or new_id(), slug=slug, made_at=clock.now(), made_by=by.id, owner=owner
    )
    set_about(row, about)
    looked_at(by, row)
    row.save(force_insert=True)
    return row


def set_about(row: Article, about: About) -> None:
    """Take over what holds in every language."""
    row.audience = about.audience
    row.kind = about.kind
    row.forms = joined(about.forms)
    row.sector = about.sector
    row.review_after = about.review_after
    row.sources = list(about.sources)


def about_of(row: Article) -> About:
    """What holds in every language now."""
    return About(
        audience=row.audience,
        kind=row.kind,
        forms=tuple(one for one in row.forms.split("|") if one),
        sector=row.sector,
        review_after=row.review_after,
        sources=tuple(row.sources),
    )


def joined(codes: Iterable[str]) -> str:
    """Codes between bars, so that one code can be told from the start of another."""
    listed = list(codes)
    return f"|{'|'.join(listed)}|" if listed else ""


def looked_at(by: Actor, row: Article) -> None:
    """It was looked at today, so it is looked at again later."""
    now = clock.now()
    row.reviewed_on, row.reviewed_by = clock.local(now).date(), by.id
    row.review_due = review_due(row.review_after, now)


def newest_of(text: ArticleText) -> ArticleVersion | None:
    """The version that was written last."""
    return ArticleVersion.objects.filter(text=text).order_by("-number").first()


def new_version(
    by: Actor, text: ArticleText, said: Text, *, why: str, shipped: bool = False
) -> ArticleVersion:
    """Add a version after the newest."""
    last = newest_of(text)
    row = ArticleVersion(
        text=text,
        number=(last.number if last else 0) + 1,
        title=said.title.strip(),
        summary=said.summary.strip(),
        body=said.body.strip() + "\n",
        why=why.strip(),
        shipped=shipped,
        at=clock.now(),
        by=by.id,
    )
    row.save()
    return row


def said_in(row: ArticleVersion) -> Text:
    """What a version says."""
    return Text(title=row.title, summary=row.summary, body=row.body)


def put_out(text: ArticleText, version: ArticleVersion) -> None:
    """Let a version be read and found from now on."""
    text.state, text.published, text.published_at = State.PUBLISHED, version, clock.now()
    text.save()
    ArticleStem.objects.filter(text=text).delete()
    parts = {version.body: BODY, version.summary: SUMMARY, version.title: TITLE}
    ArticleStem.objects.bulk_create(
        ArticleStem(text=text, stem=stem, weight=weight)
        for stem, weight in weighed(parts, text.language).items()
    )


def take_away(text: ArticleText) -> None:
    """Let it be read and found no longer; its versions stay."""
    text.state = State.WITHDRAWN
    text.save()
    ArticleStem.objects.filter(text=text).delete()


def note_step(
    by: Actor,
    article: Article,
    what: str,
    *,
    language: str = "",
    number: int | None = None,
    why: str = "",
) -> None:
    """Write down what was done beside writing."""
    ArticleStep(
        article=article,
        language=language,
        what=what,
        number=number,
        why=why.strip(),
        at=clock.now(),
        by=by.id,
    ).save()
