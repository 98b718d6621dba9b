"""Addresses of the room ``care``."""

from django.urls import path

from kmt.care import table, views
from kmt.care.showing import page

app_name = "care"

urlpatterns = [
    path("", views.cases, name="cases"),
    path("nieuw/<uuid:report_id>/", page("open"), name="open"),
    path("verzetten/", page("move_lines"), name="move_lines"),
    path("verdeling/", page("division"), name="division"),
    path("verdeling/<uuid:account>/", page("colleague"), name="colleague"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/betrokken/", page("involved"), name="involved"),
    path("<uuid:case_id>/noodtoegang/", page("emergency"), name="emergency"),
    path("<uuid:case_id>/noodtoegang/sluiten/", page("end_emergency"), name="end_emergency"),
    path("<uuid:case_id>/gegevens/", views.identity, name="identity"),
    path("<uuid:case_id>/bekend/", page("known"), name="known"),
    path("<uuid:case_id>/zorgtafel/", table.table, name="table"),
    path("<uuid:case_id>/delen/", views.share, name="share"),
]
