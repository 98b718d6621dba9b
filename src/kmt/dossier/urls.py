"""Addresses of the room ``dossier``, under the case they belong to; ids and codes, never a name."""

from django.urls import path

from kmt.dossier import assessment_views, letter_views, views

app_name = "dossier"
urlpatterns = [
    path("dossier/versie/<uuid:version_id>/", views.version, name="version"),
    path("<uuid:case_id>/dossier/", views.case, name="case"),
    path("<uuid:case_id>/dossier/document/<uuid:document_id>/", views.document, name="document"),
    path("<uuid:case_id>/dossier/opslaan/<uuid:version_id>/", views.made, name="made"),
    path("<uuid:case_id>/dossier/maken/<slug:code>/", letter_views.letter, name="letter"),
    path("<uuid:case_id>/dossier/signaal/", assessment_views.begin, name="begin"),
    path(
        "<uuid:case_id>/dossier/signaal/<uuid:assessment_id>/",
        assessment_views.assessment,
        name="assessment",
    ),
    path(
        "<uuid:case_id>/dossier/signaal/<uuid:assessment_id>/bevinding/<str:key>/",
        assessment_views.finding,
        name="finding",
    ),
    path(
        "<uuid:case_id>/dossier/signaal/<uuid:assessment_id>/uitgeven/",
        assessment_views.export,
        name="export",
    ),
]
