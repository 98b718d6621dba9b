"""Addresses of the room ``insight``."""

from django.urls import path

from kmt.insight import views

app_name = "insight"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("schatting/", views.estimate, name="estimate"),
    path("aantallen/", views.counts, name="counts"),
    path("factsheet/", views.factsheet, name="factsheet"),
    path("factsheet/maken/", views.factsheet_make, name="factsheet_make"),
    path("factsheet.pdf", views.factsheet_pdf, name="factsheet_pdf"),
]
