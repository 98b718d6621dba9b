"""Addresses of the room ``duty``, under dienst."""

from django.urls import path

from kmt.duty import views

app_name = "duty"

urlpatterns = [
    path("", views.today, name="today"),
    path("afwezig/", views.away, name="away"),
    path("overdragen/", views.hand_over, name="hand_over"),
    path("overgedragen/", views.received, name="received"),
    path("bericht/", views.mail, name="mail"),
    path("toewijzen/<uuid:object_id>/", views.assign, name="assign"),
]
