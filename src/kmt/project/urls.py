"""The root of all addresses: Dutch words outside, English names inside.

Every address also exists under ``/en/``: the language is in the address, not in a cookie.
Of allauth only the pages we use are mounted, each with its audience.
"""

from allauth.account.views import login, logout
from allauth.mfa.base.views import authenticate
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from kmt.kernel.door import PUBLIC, SECOND_FACTOR, open_to
from kmt.partners.views import recovery_codes, set_up_second_factor
from kmt.project.pages import work

account = [
    path("inloggen/", open_to(PUBLIC)(login), name="account_login"),
    path("inloggen/code/", open_to(PUBLIC)(authenticate), name="mfa_authenticate"),
    path("inloggen/code-instellen/", set_up_second_factor, name="mfa_activate_totp"),
    path("inloggen/noodcodes/", recovery_codes, name="mfa_view_recovery_codes"),
    path("uitloggen/", open_to(SECOND_FACTOR)(logout), name="account_logout"),
    path("werk/", work, name="work"),
]

urlpatterns = i18n_patterns(
    path("", include("kmt.intake.urls")),
    path("", include(account)),
    path("zorgcoordinatie/", include("kmt.care.urls")),
    path("inzicht/", include("kmt.insight.urls")),
    path("toezicht/", include("kmt.audit.urls")),
    path("toezicht/", include("kmt.access.urls")),
    path("rechtmatigheid/", include("kmt.lawfulness.urls")),
    path("rechtmatigheid/", include("kmt.retention.urls")),
    path("bouwstenen/", include("kmt.kernel.urls")),
    prefix_default_language=False,
)

handler400 = "kmt.project.pages.not_understood"
handler404 = "kmt.project.pages.not_found"
handler500 = "kmt.project.pages.broken"
