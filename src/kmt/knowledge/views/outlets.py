"""What machines read: the feed of news, a description of the search, the sitemap, for robots."""

from datetime import UTC

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from kmt.kernel import clock
from kmt.kernel.door import PUBLIC, StaffRequest, open_to
from kmt.kernel.headers import may_be_kept
from kmt.knowledge import queries
from kmt.knowledge.places import public_pages
from kmt.knowledge.rules import FIRST
from kmt.knowledge.views.public import language
from kmt.partners.region import region

ATOM, SEARCH, XML = (
    "application/atom+xml; charset=utf-8",
    "application/opensearchdescription+xml; charset=utf-8",
    "application/xml; charset=utf-8",
)


@open_to(PUBLIC)
def feed(request: StaffRequest) -> HttpResponse:
    """New and changed public articles as an Atom feed (RFC 4287), the newest first."""
    found = queries.newest(request.actor, language=language())
    entries = [
        {
            "line": one,
            "url": _whole(request, reverse("knowledge:article", kwargs={"slug": one.slug})),
            "at": one.published_at.astimezone(UTC).isoformat(),
        }
        for one in found
    ]
    return _file(
        request,
        "knowledge/feed.xml",
        {
            "entries": entries,
            "updated": entries[0]["at"] if entries else _nothing_yet(),
            "self": _whole(request, reverse("knowledge:feed")),
            "page": _whole(request, reverse("knowledge:articles")),
            "title": f"{region().centre_short}: {gettext('New texts')}",
            "author": region().centre_short,
            "language": language(),
        },
        ATOM,
    )


@open_to(PUBLIC)
def opensearch(request: StaffRequest) -> HttpResponse:
    """How to search here (OpenSearch 1.1).

    No page points at it: a browser would keep the site among its search engines, and show it.
    """
    template = f"{_whole(request, reverse('knowledge:search'))}?woorden={{searchTerms}}"
    return _file(
        request,
        "knowledge/opensearch.xml",
        {"short": region().centre_short[:16], "template": template, "language": language()},
        SEARCH,
    )


@open_to(PUBLIC)
def sitemap(request: StaffRequest) -> HttpResponse:
    """Every public page in every language, and each article in the languages it is there in."""
    texts = queries.published_languages(request.actor)
    urls: list[str] = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            urls += public_pages()
            urls += [
                reverse("knowledge:article", kwargs={"slug": slug})
                for slug, there in texts
                if there == code
            ]
    whole = [_whole(request, url) for url in dict.fromkeys(urls)]
    return _file(request, "knowledge/sitemap.xml", {"urls": whole}, XML)


@open_to(PUBLIC)
def robots(request: StaffRequest) -> HttpResponse:
    """Robots may read what is public; where that is says the sitemap."""
    with override(FIRST):
        where = _whole(request, reverse("knowledge:sitemap"))
    lines = ["User-agent: *", "Disallow: /inloggen/", "", f"Sitemap: {where}", ""]
    page = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return may_be_kept(request, page)


def _file(
    request: StaffRequest, template: str, context: dict[str, object], kind: str
) -> HttpResponse:
    page = HttpResponse(render_to_string(template, context), content_type=kind)
    return may_be_kept(request, page)


def _whole(request: StaffRequest, path: str) -> str:
    return request.build_absolute_uri(path)


def _nothing_yet() -> str:
    return (
        clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0).isoformat()
    )
