"""Addresses of the room ``plan``, under zorgcoordinatie; a domain is a number here, not a word."""

from django.urls import path

from kmt.plan import views

app_name = "plan"

urlpatterns = [
    path("<uuid:case_id>/plan/", views.case, name="case"),
    path("<uuid:case_id>/plan/leefgebied/<int:place>/", views.domain, name="domain"),
    path("<uuid:case_id>/plan/leefgebied/<int:place>/bewaren/", views.keep, name="keep"),
    path("<uuid:case_id>/plan/vaststellen/", views.agree, name="agree"),
    path("<uuid:case_id>/plan/evaluatie/", views.evaluation, name="evaluation"),
    path("<uuid:case_id>/plan/sjablonen/", views.templates, name="templates"),
    path("<uuid:case_id>/plan/verzetten/", views.reschedule, name="reschedule"),
    path("<uuid:case_id>/plan/exemplaar/", views.copy, name="copy"),
    path("<uuid:case_id>/plan/afdruk/", views.printed, name="print"),
]
