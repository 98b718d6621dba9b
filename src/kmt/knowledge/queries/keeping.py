"""What who writes sees: every article with how far it is, all versions, what is due for review."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Max, QuerySet

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.knowledge.models import Article, ArticleStep, ArticleText, ArticleVersion
from kmt.knowledge.queries.reading import codes_in
from kmt.knowledge.rules import FIRST, is_due
from kmt.knowledge.seen import (
    Editing,
    KeptLine,
    LanguageKept,
    LanguageSeen,
    Managed,
    StepSeen,
    VersionSeen,
)
from kmt.partners.queries import names_of, people_in

_WRITERS = frozenset(
    role.code for role in ROLES.values() if Permission.KNOWLEDGE_BASE_WRITE in role.permissions
)


def owners() -> dict[str, str]:
    """Who can answer for an article today: names by account id."""
    return people_in(_WRITERS, clock.today())


def kept(actor: Actor) -> tuple[KeptLine, ...]:
    """Every article for who writes: what is due first, then by title. Three queries."""
    check(actor, Permission.KNOWLEDGE_BASE_WRITE)
    texts = _texts(ArticleText.objects.all())
    rows = list(Article.objects.all())
    titles = _newest_titles()
    names = names_of({row.owner for row in rows})
    lines = [_line(row, texts.get(row.id, ()), titles, names) for row in rows]
    return tuple(sorted(lines, key=lambda one: (not one.due, one.review_due, one.title)))


def managed(actor: Actor, article_id: UUID) -> Managed:
    """One article with its languages, versions and steps. Five queries."""
    check(actor, Permission.KNOWLEDGE_BASE_WRITE)
    row = _article(article_id)
    texts = _texts(ArticleText.objects.filter(article=row)).get(row.id, ())
    versions = list(
        ArticleVersion.objects.filter(text__article=row)
        .select_related("text")
        .defer("body")
        .order_by("-number")
    )
    steps = list(ArticleStep.objects.filter(article=row))
    people = {row.owner, row.reviewed_by, *(one.by for one in versions), *(one.by for one in steps)}
    names = names_of(people)
    titles = {(one.text.article_id, one.text.language): one.title for one in reversed(versions)}
    return Managed(
        line=_line(row, texts, titles, names),
        forms=codes_in(row.forms),
        sector=row.sector,
        sources=tuple(row.sources),
        owner_id=row.owner,
        review_after=row.review_after,
        reviewed_on=row.reviewed_on,
        reviewed_by=_name(row.reviewed_by, names),
        version=row.version,
        languages=tuple(
            LanguageSeen(
                kept=one,
                versions=tuple(
                    _version(version, names, body="")
                    for version in versions
                    if version.text.language == one.language
                ),
            )
            for one in texts
        ),
        steps=tuple(
            StepSeen(
                what=one.what,
                language=one.language,
                number=one.number,
                why=one.why,
                by=_name(one.by, names),
                at=one.at,
            )
            for one in steps
        ),
    )


def editing(actor: Actor, article_id: UUID, language: str) -> Editing:
    """The newest text in a language to go on from, with the Dutch one to translate from."""
    check(actor, Permission.KNOWLEDGE_BASE_WRITE)
    row = _article(article_id)
    found: dict[str, ArticleVersion] = {}
    versions = ArticleVersion.objects.filter(
        text__article=row, text__language__in={language, FIRST}
    ).select_related("text")
    for one in versions.order_by("number"):
        found[one.text.language] = one
    names = names_of({one.by for one in found.values()})
    seen = {code: _version(one, names, body=one.body) for code, one in found.items()}
    return Editing(
        article_id=row.id,
        slug=row.slug,
        language=language,
        newest=seen.get(language),
        dutch=seen.get(FIRST) if language != FIRST else None,
    )


def comparable(
    actor: Actor, article_id: UUID, version_id: UUID, other: UUID | None = None
) -> tuple[str, VersionSeen, VersionSeen | None, tuple[VersionSeen, ...]]:
    """A version, the one to compare it with, and all of that language (without bodies).

    Without ``other`` the one before it. The language comes first.
    """
    check(actor, Permission.KNOWLEDGE_BASE_WRITE)
    row = (
        ArticleVersion.objects.filter(id=version_id, text__article_id=article_id)
        .select_related("text")
        .first()
    )
    if row is None:
        raise NotFound
    versions = list(ArticleVersion.objects.filter(text=row.text).order_by("-number"))
    earlier = [one for one in versions if one.number < row.number]
    chosen = (
        next((one for one in versions if one.id == other), None)
        if other
        else (earlier[0] if earlier else None)
    )
    if other and chosen is None:
        raise NotFound
    names = names_of({one.by for one in versions})
    return (
        row.text.language,
        _version(row, names, body=row.body),
        _version(chosen, names, body=chosen.body) if chosen else None,
        tuple(_version(one, names, body="") for one in versions),
    )


def _article(article_id: UUID) -> Article:
    row = Article.objects.filter(id=article_id).first()
    if row is None:
        raise NotFound
    return row


def _texts(rows: QuerySet[ArticleText]) -> dict[UUID, tuple[LanguageKept, ...]]:
    """Per article its languages, Dutch first."""
    counted = (
        rows.annotate(newest=Max("versions__number"))
        .select_related("published")
        .defer("published__body")
    )
    found: dict[UUID, list[LanguageKept]] = {}
    for row in counted:
        published = row.published.number if row.published else None
        line = LanguageKept(
            language=row.language, state=row.state, published=published, newest=row.newest or 0
        )
        found.setdefault(row.article_id, []).append(line)
    order = lambda one: (one.language != FIRST, one.language)  # noqa: E731
    return {key: tuple(sorted(lines, key=order)) for key, lines in found.items()}


def _newest_titles() -> dict[tuple[UUID, str], str]:
    """The newest title per article and language."""
    rows = ArticleVersion.objects.order_by("number").values_list(
        "text__article_id", "text__language", "title"
    )
    return {(article, language): title for article, language, title in rows}


def _line(
    row: Article,
    texts: Iterable[LanguageKept],
    titles: Mapping[tuple[UUID, str], str],
    names: Mapping[str, str],
) -> KeptLine:
    languages = tuple(texts)
    title = next(
        (titles[row.id, one.language] for one in languages if (row.id, one.language) in titles),
        row.slug,
    )
    return KeptLine(
        id=row.id,
        slug=row.slug,
        title=title,
        kind=row.kind,
        audience=row.audience,
        owner=names.get(row.owner, ""),
        review_due=row.review_due,
        due=is_due(row.review_due, clock.today(), row.owner),
        languages=languages,
    )


def _version(row: ArticleVersion, names: Mapping[str, str], *, body: str) -> VersionSeen:
    return VersionSeen(
        id=row.id,
        number=row.number,
        title=row.title,
        summary=row.summary,
        body=body,
        why=row.why,
        by=_name(row.by, names),
        at=row.at,
        shipped=row.shipped,
    )


def _name(account: str, names: Mapping[str, str]) -> str:
    """Who did it; a process of the house has a name of its own."""
    return names.get(account) or account.removeprefix("system:")
