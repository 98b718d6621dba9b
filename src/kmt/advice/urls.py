"""Addresses of the room ``advice``: asking under advies, the desk and one's own under adviezen."""

from django.urls import path

from kmt.advice.views import desk, public

app_name = "advice"

urlpatterns = [
    path("advies/", public.ask, name="ask"),
    path("advies/professional/", public.ask_at_work, name="ask_at_work"),
    path("advies/verder/", public.go_on, name="go_on"),
    path("adviezen/", desk.requests, name="requests"),
    path("adviezen/mijn/", desk.mine, name="mine"),
    path("adviezen/vragen/", desk.ask_with_account, name="ask_with_account"),
    path("adviezen/<uuid:request_id>/", desk.detail, name="detail"),
    path("adviezen/<uuid:request_id>/oppakken/", desk.take, name="take"),
    path("adviezen/<uuid:request_id>/antwoord/", desk.answer, name="answer"),
    path("adviezen/<uuid:request_id>/sluiten/", desk.close, name="close"),
    path("adviezen/<uuid:request_id>/melding/", desk.grow, name="grow"),
]
