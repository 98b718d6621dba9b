"""Addresses of the room ``factsheets``."""

from django.urls import path

from kmt.factsheets import views

app_name = "factsheets"

urlpatterns = [
    path("factsheets/", views.sheets, name="sheets"),
    path("factsheets/maken/", views.make, name="make"),
    path("factsheets/<slug:place>/", views.sheet, name="sheet"),
    path("factsheets/<slug:place>/factsheet.pdf", views.pdf, name="pdf"),
]
