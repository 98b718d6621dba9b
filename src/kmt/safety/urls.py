"""Addresses of the room ``safety``, under the case they belong to."""

from django.urls import path

from kmt.safety import views

app_name = "safety"
urlpatterns = [
    path("<uuid:case_id>/veiligheid/", views.case, name="case"),
    path("<uuid:case_id>/veiligheid/beoordelen/", views.assess, name="assess"),
    path("<uuid:case_id>/veiligheid/plan/", views.plan, name="plan"),
    path("<uuid:case_id>/veiligheid/plan/afdruk/", views.sheet, name="sheet"),
    path("<uuid:case_id>/veiligheid/voorval/", views.incident, name="incident"),
]
