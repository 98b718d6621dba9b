"""The root of all addresses: Dutch words outside, English names inside.

The language is in the address (``/pl/…``), not in a cookie: ten for the public, Dutch and English
for colleagues (``access.middleware``).
Of allauth only the pages we use are mounted, each with its audience.
"""

from allauth.account.views import login, logout
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from kmt.access.views import confirm
from kmt.kernel.door import LOG_IN, SECOND_FACTOR, open_to
from kmt.partners.views.second_factor import authenticate, recovery_codes, set_up_second_factor
from kmt.project.pages import work

account = [
    path("inloggen/", open_to(LOG_IN)(login), name="account_login"),
    path("inloggen/code/", authenticate, name="mfa_authenticate"),
    path("inloggen/code-instellen/", set_up_second_factor, name="mfa_activate_totp"),
    path("inloggen/noodcodes/", recovery_codes, name="mfa_view_recovery_codes"),
    path("bevestigen/", confirm, name="confirm"),
    path("uitloggen/", open_to(SECOND_FACTOR)(logout), name="account_logout"),
    path("werk/", work, name="work"),
]

urlpatterns = i18n_patterns(
    path("", include("kmt.entrance.urls")),
    path("", include("kmt.conversation.urls")),
    path("", include("kmt.intake.urls")),
    path("", include("kmt.professionals.urls")),
    path("", include("kmt.triage.urls")),
    path("", include("kmt.desk.urls")),
    path("", include("kmt.advice.urls")),
    path("", include(account)),
    path("", include("kmt.partners.urls")),
    path("balie/", include("kmt.reception.urls")),
    path("dienst/", include("kmt.duty.urls")),
    path("bijlagen/", include("kmt.attachments.urls")),
    path("verbanden/", include("kmt.connections.urls")),
    path("overleg/", include("kmt.conference.urls")),
    path("zorgcoordinatie/", include("kmt.care.urls")),
    path("zorgcoordinatie/", include("kmt.dossier.urls")),
    path("", include("kmt.exchange.urls")),
    path("zorgcoordinatie/", include("kmt.safety.urls")),
    path("zorgcoordinatie/", include("kmt.situation.urls")),
    path("zorgcoordinatie/", include("kmt.plan.urls")),
    path("zorgcoordinatie/", include("kmt.tracks.urls")),
    path("zorgcoordinatie/", include("kmt.shelter.urls")),
    path("", include("kmt.teamwork.urls")),
    path("personen/", include("kmt.persons.urls")),
    path("inzicht/", include("kmt.insight.urls")),
    path("", include("kmt.knowledge.urls")),
    path("sociale-kaart/", include("kmt.directory.urls")),
    path("trainingen/", include("kmt.training.urls")),
    path("preventie/", include("kmt.prevention.urls")),
    path("gemeenten/", include("kmt.mandate.urls")),
    path("geld/", include("kmt.finance.urls")),
    path("geld/", include("kmt.scenarios.urls")),
    path("gemeenten/", include("kmt.rounds.urls")),
    path("gemeenten/", include("kmt.factsheets.urls")),
    path("bestuur/", include("kmt.governance.urls")),
    path("beleid/", include("kmt.policy_frame.urls")),
    path("afwegingen/", include("kmt.options.urls")),
    path("overgang/", include("kmt.transition.urls")),
    path("toezicht/", include("kmt.audit.urls")),
    path("toezicht/", include("kmt.access.urls")),
    path("delen/", include("kmt.sharing.urls")),
    path("rechtmatigheid/", include("kmt.lawfulness.urls")),
    path("rechtmatigheid/", include("kmt.retention.urls")),
    path("rechten/", include("kmt.rights.urls")),
    path("bouwstenen/", include("kmt.kernel.urls")),
    prefix_default_language=False,
)

handler400 = "kmt.project.pages.not_understood"
handler404 = "kmt.project.pages.not_found"
handler500 = "kmt.project.pages.broken"
