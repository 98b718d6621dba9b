"""Addresses of the room ``teamwork``: of a case, of colleagues, of partners, of calendars."""

from django.urls import path

from kmt.teamwork.views import outside, own, table

app_name = "teamwork"

urlpatterns = [
    path("zorgcoordinatie/aan-mij/", own.to_me, name="to_me"),
    path("zorgcoordinatie/belasting/", own.load, name="load"),
    path("zorgcoordinatie/<uuid:case_id>/samen/", table.case, name="case"),
    path("zorgcoordinatie/<uuid:case_id>/samen/toelaten/", table.let_in, name="let_in"),
    path("zorgcoordinatie/<uuid:case_id>/samen/<uuid:part_id>/", table.part, name="case_part"),
    path("zorgcoordinatie/<uuid:case_id>/wie-weet-wat/", table.known, name="known"),
    path("mijn-deel/", outside.mine, name="mine"),
    path("mijn-deel/<uuid:part_id>/", outside.part, name="part"),
    path("mijn-agenda/", own.calendar, name="calendar"),
    path("agenda/<str:token>.ics", own.feed, name="feed"),
]
