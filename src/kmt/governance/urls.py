"""Addresses of the room ``governance``."""

from django.urls import path

from kmt.governance import views

app_name = "governance"

urlpatterns = [
    path("", views.home, name="home"),
    path("gremia/nieuw/", views.body_new, name="body_new"),
    path("gremia/<slug:code>/", views.body, name="body"),
    path("gremia/<slug:code>/wijzigen/", views.body_change, name="body_change"),
    path("vergaderingen/", views.meetings, name="meetings"),
    path("vergaderingen/<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("vergaderingen/<uuid:meeting_id>/verslag.pdf", views.meeting_pdf, name="minutes"),
    path("vergaderingen/<uuid:meeting_id>/agenda.ics", views.calendar, name="calendar"),
    path("acties/", views.actions, name="actions"),
    path("vragen/", views.questions, name="questions"),
    path("vragen/<uuid:question_id>/", views.question, name="question"),
    path("besluiten/", views.decisions, name="decisions"),
    path("besluiten/vastleggen/", views.decision_new, name="decision_new"),
    path("besluiten/<uuid:decision_id>/", views.decision, name="decision"),
    path("besluiten/<uuid:decision_id>/corrigeren/", views.correct, name="correct"),
]
