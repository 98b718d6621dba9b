"""Addresses of the room ``care``."""

from django.urls import path

from kmt.care import views

app_name = "care"

urlpatterns = [
    path("", views.cases, name="cases"),
    path("nieuw/<uuid:report_id>/", views.open_case, name="open"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/gegevens/", views.identity, name="identity"),
]
