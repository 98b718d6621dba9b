"""Addresses of the room ``care``."""

from django.urls import path

from kmt.care import dividing, known_views, rescheduling, table, views

app_name = "care"

urlpatterns = [
    path("", views.cases, name="cases"),
    path("nieuw/<uuid:report_id>/", views.open_case, name="open"),
    path("verzetten/", rescheduling.move_lines, name="move_lines"),
    path("verdeling/", dividing.division, name="division"),
    path("verdeling/<uuid:account>/", dividing.colleague, name="colleague"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/betrokken/", dividing.involved, name="involved"),
    path("<uuid:case_id>/noodtoegang/", dividing.emergency, name="emergency"),
    path("<uuid:case_id>/noodtoegang/sluiten/", dividing.end_emergency, name="end_emergency"),
    path("<uuid:case_id>/gegevens/", views.identity, name="identity"),
    path("<uuid:case_id>/bekend/", known_views.known, name="known"),
    path("<uuid:case_id>/zorgtafel/", table.table, name="table"),
    path("<uuid:case_id>/delen/", views.share, name="share"),
]
