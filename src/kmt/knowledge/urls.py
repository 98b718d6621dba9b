"""Addresses of the room ``knowledge``: public ones, files for machines, those of colleagues."""

from django.urls import path

from kmt.knowledge.views import inside, keeping, outlets, public

app_name = "knowledge"

urlpatterns = [
    path("robots.txt", outlets.robots, name="robots"),
    path("sitemap.xml", outlets.sitemap, name="sitemap"),
    path("kennis/", public.articles, name="articles"),
    path("kennis/zoeken/", public.search, name="search"),
    path("kennis/zoeken.xml", outlets.opensearch, name="opensearch"),
    path("kennis/nieuws.atom", outlets.feed, name="feed"),
    path("kennis/sector/<slug:name>/", public.sector, name="sector"),
    path("kennis/beheer/", inside.inside, name="inside"),
    path("kennis/beheer/lezen/<slug:slug>/", inside.inside_article, name="inside_article"),
    path("kennis/beheer/bijhouden/", keeping.manage, name="manage"),
    path("kennis/beheer/nieuw/", keeping.new, name="new"),
    path("kennis/beheer/<uuid:article_id>/", keeping.managed, name="managed"),
    path(
        "kennis/beheer/<uuid:article_id>/versies/<uuid:version_id>/",
        keeping.version,
        name="version",
    ),
    path("kennis/beheer/<uuid:article_id>/<slug:language>/", keeping.edit, name="edit"),
    path("kennis/<slug:slug>/", public.article, name="article"),
]
