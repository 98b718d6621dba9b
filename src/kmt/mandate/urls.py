"""Addresses of this room; a municipality goes by its CBS code: nothing else is taken for it."""

from django.urls import path, register_converter

from kmt.mandate import views


class MunicipalityCode:
    """``GM0164``."""

    regex = "GM[0-9]{4}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands in the address."""
        return value


register_converter(MunicipalityCode, "municipality")

app_name = "mandate"

urlpatterns = [
    path("", views.region, name="region"),
    path("verloop/", views.progress, name="progress"),
    path("kwartaal/", views.quarter, name="quarter"),
    path("vergelijken/", views.compare, name="compare"),
    path("opgaven/", views.obligations, name="obligations"),
    path("opgaven/nieuw/", views.new_obligation, name="new_obligation"),
    path("opgaven/<slug:item>/", views.obligation, name="obligation"),
    path("<municipality:municipality>/", views.municipality, name="municipality"),
    path("<municipality:municipality>/delen/", views.sharing, name="sharing"),
    path("<municipality:municipality>/<slug:item>/", views.item, name="item"),
]
