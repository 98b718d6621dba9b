"""Addresses of the room ``conversation``: the code for everybody, answering for the desk."""

from django.urls import path

from kmt.conversation.views import desk, public

app_name = "conversation"

urlpatterns = [
    path("code/", public.receipt, name="receipt"),
    path("gesprek/<uuid:conversation_id>/", desk.answer, name="answer"),
    path("gesprek/<uuid:conversation_id>/veilig/", desk.care_for, name="care_for"),
]
