"""Addresses of the room ``prevention``."""

from django.urls import path

from kmt.prevention import views

app_name = "prevention"

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("nieuw/", views.new, name="new"),
    path("bereik/", views.reach, name="reach"),
    path("lessen/", views.lessons, name="lessons"),
    path("lessen/nieuw/", views.new_lesson, name="new_lesson"),
    path("lessen/<uuid:lesson_id>/", views.lesson, name="lesson"),
    path("lessen/<uuid:lesson_id>/wijzigen/", views.change_lesson, name="change_lesson"),
    path("materiaal/", views.material, name="material"),
    path("materiaal/pdf/", views.material_pdf, name="material_pdf"),
    path("<uuid:campaign_id>/", views.campaign, name="campaign"),
    path("<uuid:campaign_id>/wijzigen/", views.change, name="change"),
    path("<uuid:campaign_id>/evaluatie/", views.evaluate, name="evaluate"),
]
