"""Addresses of the room ``situation``, under the case they belong to."""

from django.urls import path

from kmt.situation import views

app_name = "situation"
urlpatterns = [
    path("<uuid:case_id>/situatie/", views.case, name="case"),
    path("<uuid:case_id>/situatie/persoon/", views.member, name="member"),
    path("<uuid:case_id>/situatie/uitbuiting/", views.exploitation, name="exploitation"),
    path("<uuid:case_id>/situatie/status/", views.status, name="status"),
    path("<uuid:case_id>/situatie/minderjarig/", views.arrange, name="arrange"),
    path("<uuid:case_id>/situatie/niet-bestraffen/", views.note, name="note"),
    path("<uuid:case_id>/situatie/niet-bestraffen/pdf/", views.note_pdf, name="note_pdf"),
]
