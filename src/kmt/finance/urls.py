"""Addresses of the room ``finance``."""

from django.urls import path

from kmt.finance.views import editing, reading_in, showing

app_name = "finance"

urlpatterns = [
    path("", showing.overview, name="overview"),
    path("nieuw/", editing.new, name="new"),
    path("voorbeeld/<slug:kind>.csv", reading_in.template_file, name="template"),
    path("<uuid:budget_id>/", showing.overview, name="budget"),
    path("<uuid:budget_id>/regels/", showing.rows, name="rows"),
    path("<uuid:budget_id>/<int:in_year>/", showing.year, name="year"),
    path("<uuid:budget_id>/bijdragen/", showing.contributions, name="contributions"),
    path("<uuid:budget_id>/bijdragen.csv", showing.contributions_csv, name="contributions_csv"),
    path("<uuid:budget_id>/geldstroom/", editing.stream, name="stream_new"),
    path("<uuid:budget_id>/geldstroom/<uuid:row>/", editing.stream, name="stream"),
    path("<uuid:budget_id>/kosten/", editing.cost, name="cost_new"),
    path("<uuid:budget_id>/kosten/<uuid:row>/", editing.cost, name="cost"),
    path("<uuid:budget_id>/weg/<uuid:row>/", editing.remove, name="remove"),
    path("<uuid:budget_id>/indexcijfers/", editing.rates, name="rates"),
    path("<uuid:budget_id>/sleutel/", editing.key, name="key"),
    path("<uuid:budget_id>/sleutel/inwoners/", editing.snapshot, name="snapshot"),
    path("<uuid:budget_id>/sleutel/<slug:kind>/", editing.count, name="count"),
    path("<uuid:budget_id>/inlezen/", reading_in.read_in, name="read_in"),
    path("<uuid:budget_id>/vaststellen/", editing.adopt, name="adopt"),
    path("<uuid:budget_id>/nieuwe-versie/", editing.renew, name="renew"),
]
