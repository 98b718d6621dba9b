"""Addresses of the gate: two parts of a case, what goes and comes, and the keys of regions."""

from django.urls import path

from kmt.exchange.views import handing, keys, registering

app_name = "exchange"

_CASE = "zorgcoordinatie/<uuid:case_id>"
urlpatterns = [
    path(f"{_CASE}/comensha/", registering.registration, name="registration"),
    path(f"{_CASE}/comensha/bestand/", registering.registration_file, name="registration_file"),
    path(f"{_CASE}/comensha/delen/", registering.share_registration, name="share_registration"),
    path(f"{_CASE}/overdracht/", handing.handover, name="handover"),
    path(f"{_CASE}/overdracht/delen/", handing.share_handover, name="share_handover"),
    path(
        f"{_CASE}/overdracht/bestand/<uuid:package_id>/", handing.package_file, name="package_file"
    ),
    path("uitwisseling/", handing.overview, name="overview"),
    path("uitwisseling/overdracht/ontvangen/", handing.receive, name="receive"),
    path("uitwisseling/overdracht/<uuid:package_id>/", handing.received, name="received"),
    path("uitwisseling/overdracht/<uuid:package_id>/bewijs/", handing.receipt, name="receipt"),
    path("uitwisseling/grondslag/<uuid:basis_id>/", registering.other_basis, name="other_basis"),
    path("uitwisseling/regios/", keys.regions, name="regions"),
    path("uitwisseling/regios/kaart/", keys.card, name="card"),
]
