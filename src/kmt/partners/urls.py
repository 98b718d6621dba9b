"""Addresses of the room ``partners``: accounts, one's own account, roles to look at, recovery."""

from django.urls import URLPattern, path

from kmt.partners.views.accounts import account, new, overview
from kmt.partners.views.mine import add_key, end_session, factors, mine
from kmt.partners.views.recovery import one_time_code, vouch
from kmt.partners.views.review import review
from kmt.partners.views.second_factor import add_app

app_name = "partners"

urlpatterns: list[URLPattern] = [
    path("accounts/", overview, name="accounts"),
    path("accounts/nieuw/", new, name="new"),
    path("rollen-nagaan/", review, name="review"),
    path("accounts/<uuid:account_id>/", account, name="account"),
    path("mijn-account/", mine, name="mine"),
    path("mijn-account/sessies/", end_session, name="end_session"),
    path("mijn-account/sleutel/", add_key, name="add_key"),
    path("mijn-account/app/", add_app, name="add_app"),
    path("mijn-account/tweede-stap/", factors, name="factors"),
    path("collega-helpen/", vouch, name="vouch"),
    path("inloggen/eenmalige-code/", one_time_code, name="one_time_code"),
]
