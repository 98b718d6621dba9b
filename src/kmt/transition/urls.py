"""Addresses of this room."""

from django.urls import path

from kmt.transition import views

app_name = "transition"

urlpatterns = [
    path("", views.transitions, name="transitions"),
    path("nieuw/", views.begin, name="begin"),
    path("voorwaarden/<uuid:condition_id>/", views.condition, name="condition"),
    path("taken/<uuid:task_id>/", views.task, name="task"),
    path("risicos/<uuid:risk_id>/", views.risk, name="risk"),
    path("<uuid:transition_id>/", views.transition, name="transition"),
    path("<uuid:transition_id>/voorwaarde/", views.add_condition, name="add_condition"),
    path("<uuid:transition_id>/taak/", views.plan_task, name="plan_task"),
    path("<uuid:transition_id>/risico/", views.watch_risk, name="watch_risk"),
    path("<uuid:transition_id>/go/", views.say, name="say"),
]
